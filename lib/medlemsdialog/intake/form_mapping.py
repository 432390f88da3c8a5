"""A form's mapping (`<name>.form.yaml`): what the adviser has said that each column holds, read and held against the sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from medlemsdialog.catalogue import Message
from medlemsdialog.dialogue import Dialogue, load_yaml
from medlemsdialog.intake.document import Sheet
from medlemsdialog.intake.form_columns import Column, FormColumn
from medlemsdialog.intake.forms import Form, TickMeanings, read_titles
from medlemsdialog.intake.questions import strip_number
from medlemsdialog.intake.readers.cells import cell_name, column_letters
from medlemsdialog.models.passages import Anchor
from medlemsdialog.models.vocabulary import Openness, Position

_MOST_BYTES = 1_000_000
_YES_WORDS = {"ja": True, "nei": False, "sann": True, "usann": False}


def _as_bool(value: Any) -> Any:
    return _YES_WORDS.get(value.strip().casefold(), value) if isinstance(value, str) else value


def _as_list(value: Any) -> Any:
    """Return one value as a list of one, nothing as an empty one; YAML's own yes and no as the words people meant."""
    values = [] if value is None else [value] if not isinstance(value, list) else value
    return [_as_text(one) for one in values]


def _as_text(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Ja" if value else "Nei"
    return str(value) if isinstance(value, int | float) else value


def _as_letter(value: Any) -> Any:
    text = _as_text(value)
    return text.strip().upper() if isinstance(text, str) else text


def _as_letters(value: Any) -> Any:
    listed = _as_list(value)
    return [_as_letter(one) for one in listed if one != ""]


_Letter = Annotated[str, BeforeValidator(_as_letter), Field(pattern=r"^[A-Z]{0,3}$")]
_Letters = Annotated[tuple[Annotated[str, Field(pattern=r"^[A-Z]{1,3}$")], ...], BeforeValidator(_as_letters)]
_Texts = Annotated[tuple[str, ...], BeforeValidator(_as_list)]
_Text = Annotated[str, BeforeValidator(_as_text)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class MappedColumns(_Part):
    """The columns that tell of the answer itself, by letter; empty where the form has none."""

    key: _Letter = ""
    delivered: _Letter = ""
    sender: _Letter = ""
    other_sender: _Letter = ""
    level: _Letter = ""
    municipality: _Letter = ""
    municipality_number: _Letter = ""
    county: _Letter = ""
    quotable: _Letter = ""

    def letters(self) -> dict[str, str]:
        """Return the letter of each field that has one."""
        return {name: letter for name, letter in vars(self).items() if letter}


class MappedQuestion(_Part):
    """One question of the form: where it was ticked and commented on, and what it asks of the dialogue."""

    question: _Text = ""
    proposition: _Text = ""
    title: _Text = ""
    tick: _Letters = ()
    comment: _Letters = ()


class MappedTicks(_Part):
    """What the alternatives mean, as they are written in the cells."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    supporting: _Texts = Field(default=(), alias="for")
    against: _Texts = ()
    mixed: _Texts = ()
    neutral: _Texts = ()
    not_answered: _Texts = ()
    other: _Texts = ()


class MappedOpenness(_Part):
    """What the values of the column «kan siteres» mean."""

    public: _Texts = ()
    internal: _Texts = ()
    confidential: _Texts = ()


class FormMapping(_Part):
    """What a form's columns hold."""

    schema_version: Literal[1] = 1
    confirmed: Annotated[bool, BeforeValidator(_as_bool)] = False
    sheet: _Text = ""
    header_row: int = Field(ge=1)
    header_rows: int = Field(default=1, ge=1, le=3)
    columns: MappedColumns
    questions: tuple[MappedQuestion, ...] = ()
    ticks: MappedTicks = MappedTicks()
    openness: MappedOpenness = MappedOpenness()
    skip_columns: _Letters = ()
    skip_rows: tuple[int, ...] = ()
    headers: dict[_Letter, _Text] = {}

    def references(self) -> Iterator[tuple[str, str]]:
        """Yield (field, letter) for every column that the mapping names, in its order."""
        for name, letter in self.columns.letters().items():
            yield f"columns.{name}", letter
        for number, question in enumerate(self.questions, start=1):
            for letter in question.tick:
                yield f"questions.{number}.tick", letter
            for letter in question.comment:
                yield f"questions.{number}.comment", letter
        for letter in self.skip_columns:
            yield "skip_columns", letter


class MappingFault(NamedTuple):
    """Something in a mapping that does not hold: the rule, the cell it is about if any, and the sentence's values."""

    rule: str
    found: str
    anchor: Anchor
    values: dict[str, str | Message]


class MappingRead(NamedTuple):
    """A mapping file as read: its name, and the mapping or why there is none."""

    file: str
    mapping: FormMapping | None
    faults: tuple[MappingFault, ...] = ()


def read_form_mapping(file: Path) -> MappingRead:
    """Return the mapping that a file holds; one that is broken is returned with its faults, never raised."""
    try:
        if file.stat().st_size > _MOST_BYTES:
            fault = _fault("form_mapping_unreadable", "", fault=Message("Den er for stor."))
            return MappingRead(file.name, None, (fault,))
        content = load_yaml(file.read_text(encoding="utf-8-sig"))
        return MappingRead(file.name, FormMapping.model_validate(content))
    except UnicodeDecodeError:
        fault = _fault("form_mapping_unreadable", "", fault=Message("Den er ikke lagret som UTF-8."))
    except OSError:
        fault = _fault("form_mapping_unreadable", "", fault=Message("Den lar seg ikke åpne."))
    except yaml.YAMLError as error:
        fault = _fault("form_mapping_unreadable", "", fault=_place_of(error))
    except RecursionError:
        fault = _fault("form_mapping_unreadable", "", fault=Message("Den har for mange nivåer."))
    except ValidationError as error:
        told = {one["loc"]: _describe_field(one["type"], one["loc"], one.get("input")) for one in error.errors()}
        return MappingRead(file.name, None, tuple(told.values()))
    return MappingRead(file.name, None, (fault,))


def find_mapping_faults(mapping: FormMapping, sheets: Sequence[Sheet], dialogue: Dialogue) -> list[MappingFault]:
    """Return all that does not hold between a mapping, the sheets of its export and the dialogue's questions."""
    sheet = find_mapped_sheet(mapping, sheets)
    if sheet is None:
        allowed = ", ".join(f"«{one.name}»" for one in sheets) or "–"
        return [_fault("form_mapping_no_sheet", mapping.sheet, sheets=allowed)]
    faults = [*_check_columns(mapping, sheet), *_check_headers(mapping, sheet), *_check_senders(mapping)]
    known = [question.id for question in dialogue.questions]
    for asked in mapping.questions:
        if asked.question and asked.question not in known:
            faults.append(_fault("form_mapping_unknown_question", asked.question, questions=", ".join(known)))
        if not asked.tick and not asked.comment:
            faults.append(_fault("form_mapping_empty_question", asked.title or asked.question or "–"))
    return faults


def find_mapped_sheet(mapping: FormMapping, sheets: Sequence[Sheet]) -> Sheet | None:
    """Return the sheet that a mapping is of; one without a name is the only or first sheet."""
    if not mapping.sheet:
        return sheets[0] if sheets else None
    return next((sheet for sheet in sheets if sheet.name == mapping.sheet), None)


def build_form(mapping: FormMapping, sheet: Sheet) -> Form:
    """Return the form exactly as the mapping says; filled columns that it does not name are read as free comments."""
    titles = read_titles(sheet, mapping.header_row, mapping.header_rows)
    columns: dict[int, FormColumn] = {}

    def title(number: int) -> str:
        return titles[number - 1] if number <= len(titles) else ""

    for name, letter in mapping.columns.letters().items():
        number = column_number(letter)
        holds = Column.CATEGORY if name == "level" else Column(name)
        columns[number] = FormColumn(number, title(number), holds)
    for asked in mapping.questions:
        for number, column in _question_columns(asked, title):
            columns[number] = column
    skipped = {column_number(letter) for letter in mapping.skip_columns}
    for number in find_unnamed_columns(mapping, sheet):
        columns[number] = FormColumn(number, title(number), Column.COMMENT, title(number))
    ordered = tuple(columns[number] for number in sorted(columns) if number not in skipped)
    return Form(
        sheet,
        mapping.header_row,
        ordered,
        mapping.header_rows,
        ticks=_meanings(mapping),
        skipped_rows=frozenset(mapping.skip_rows),
    )


def find_unnamed_columns(mapping: FormMapping, sheet: Sheet) -> tuple[int, ...]:
    """Return the columns with cells below the header that a mapping does not name; they count from 1."""
    named = {column_number(letter) for _, letter in mapping.references()}
    rows = [
        row
        for number, row in enumerate(sheet.rows[mapping.header_row :], start=mapping.header_row + 1)
        if number not in mapping.skip_rows
    ]
    filled = {number for row in rows for number, cell in enumerate(row, start=1) if cell}
    return tuple(sorted(filled - named))


def column_number(letters: str) -> int:
    """Return the number of a column, which counts from 1: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _question_columns(asked: MappedQuestion, title: Callable[[int], str]) -> Iterator[tuple[int, FormColumn]]:
    several = len(asked.tick) > 1
    for letters, holds in ((asked.tick, Column.TICK), (asked.comment, Column.COMMENT)):
        for letter in letters:
            number = column_number(letter)
            own = title(number)
            label = strip_number(asked.title or own)
            kind = Column.ALTERNATIVE if several and holds is Column.TICK else holds
            alternative = own.removeprefix(asked.title).strip(" -–—:.[]") or own if kind is Column.ALTERNATIVE else ""
            yield (
                number,
                FormColumn(number, own, kind, label, asked.question, asked.proposition, alternative),
            )


def _meanings(mapping: FormMapping) -> TickMeanings:
    ticks = mapping.ticks
    by_position = {
        Position.FOR: ticks.supporting,
        Position.AGAINST: ticks.against,
        Position.MIXED: ticks.mixed,
        Position.NEUTRAL: ticks.neutral,
    }
    openness = {
        Openness.PUBLIC: mapping.openness.public,
        Openness.INTERNAL: mapping.openness.internal,
        Openness.CONFIDENTIAL: mapping.openness.confidential,
    }
    return TickMeanings(
        positions={text.strip().casefold(): position for position, texts in by_position.items() for text in texts},
        not_answered=frozenset(text.strip().casefold() for text in ticks.not_answered),
        other=frozenset(text.strip().casefold() for text in ticks.other),
        openness={text.strip().casefold(): value for value, texts in openness.items() for text in texts},
    )


def _check_columns(mapping: FormMapping, sheet: Sheet) -> Iterator[MappingFault]:
    width = max((len(row) for row in sheet.rows), default=0)
    if mapping.header_row > len(sheet.rows):
        yield _fault("form_mapping_no_header_row", str(mapping.header_row), rows=str(len(sheet.rows)))
    if mapping.header_rows > mapping.header_row:
        yield _fault("form_mapping_no_header_row", str(mapping.header_rows), rows=str(mapping.header_row))
    first: dict[str, str] = {}
    for field, letter in mapping.references():
        if column_number(letter) > width:
            last = column_letters(width) if width else "–"
            yield _fault("form_mapping_no_column", letter, field=field, last=last)
        if letter in first:
            yield _fault("form_mapping_column_twice", letter, first=first[letter], second=field)
        first.setdefault(letter, field)


def _check_headers(mapping: FormMapping, sheet: Sheet) -> Iterator[MappingFault]:
    titles = read_titles(sheet, mapping.header_row, mapping.header_rows)
    for letter, expected in mapping.headers.items():
        number = column_number(letter)
        found = titles[number - 1] if 0 < number <= len(titles) else ""
        if " ".join(expected.split()) != found:
            anchor = Anchor(sheet=sheet.name or None, cell=cell_name(mapping.header_row, max(number, 1)))
            yield MappingFault("form_mapping_header_changed", found, anchor, {"column": letter, "expected": expected})


def _check_senders(mapping: FormMapping) -> Iterator[MappingFault]:
    columns = mapping.columns
    if not columns.sender and not columns.municipality and not columns.municipality_number:
        yield _fault("form_mapping_no_sender", "")


def _describe_field(kind: str, location: Sequence[str | int], value: object) -> MappingFault:
    # Pydantic counts a list from 0, people from 1.
    field = ".".join(str(part + 1) if isinstance(part, int) else str(part) for part in location) or "–"
    found = "" if isinstance(value, dict | list) else str(value)[:100]
    if kind == "missing":
        return _fault("form_mapping_field_missing", "", field=field)
    if kind == "extra_forbidden":
        return _fault("form_mapping_field_unknown", field, field=field)
    return _fault("form_mapping_field_wrong", found, field=field)


def _place_of(error: yaml.YAMLError) -> Message:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is None:
        return Message("Den er ikke gyldig YAML.")
    return Message(
        "Den er ikke gyldig YAML ved linje {line}, tegn {column}.", line=mark.line + 1, column=mark.column + 1
    )


def _fault(rule: str, found: str, **values: str | Message) -> MappingFault:
    return MappingFault(rule, found, Anchor(), values)
