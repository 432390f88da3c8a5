"""A form's mapping (`<name>.form.yaml`): what the adviser has said that each column holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from medlemsdialog.catalogue import Message
from medlemsdialog.models.passages import Anchor
from medlemsdialog.yaml_records import load_yaml

_MOST_BYTES = 1_000_000
_YES_WORDS = {"ja": True, "nei": False, "sann": True, "usann": False}


def _as_bool(value: Any) -> Any:
    return _YES_WORDS.get(value.strip().casefold(), value) if isinstance(value, str) else value


def _as_list(value: Any) -> Any:
    """Return one value as a list of one, nothing as an empty one; YAML's own yes and no as the words people meant."""
    values = [] if value is None else [value] if not isinstance(value, list | tuple) else value
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


def _as_rows(value: Any) -> Any:
    return [] if value is None else value if isinstance(value, list | tuple) else [value]


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
    skip_rows: Annotated[tuple[int | str, ...], BeforeValidator(_as_rows)] = ()
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
            fault = build_fault("form_mapping_unreadable", "", fault=Message("Den er for stor."))
            return MappingRead(file.name, None, (fault,))
        content = load_yaml(file.read_text(encoding="utf-8-sig"))
        return MappingRead(file.name, FormMapping.model_validate(content))
    except UnicodeDecodeError:
        fault = build_fault("form_mapping_unreadable", "", fault=Message("Den er ikke lagret som UTF-8."))
    except OSError:
        fault = build_fault("form_mapping_unreadable", "", fault=Message("Den lar seg ikke åpne."))
    except yaml.YAMLError as error:
        fault = build_fault("form_mapping_unreadable", "", fault=_place_of(error))
    except RecursionError:
        fault = build_fault("form_mapping_unreadable", "", fault=Message("Den har for mange nivåer."))
    except ValidationError as error:
        told = {one["loc"]: _describe_field(one["type"], one["loc"], one.get("input")) for one in error.errors()}
        return MappingRead(file.name, None, tuple(told.values()))
    return MappingRead(file.name, None, (fault,))


def _describe_field(kind: str, location: Sequence[str | int], value: object) -> MappingFault:
    # Pydantic counts a list from 0, people from 1.
    field = ".".join(str(part + 1) if isinstance(part, int) else str(part) for part in location) or "–"
    found = "" if isinstance(value, dict | list) else str(value)[:100]
    if kind == "missing":
        return build_fault("form_mapping_field_missing", "", field=field)
    if kind == "extra_forbidden":
        return build_fault("form_mapping_field_unknown", field, field=field)
    return build_fault("form_mapping_field_wrong", found, field=field)


def _place_of(error: yaml.YAMLError) -> Message:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is None:
        return Message("Den er ikke gyldig YAML.")
    return Message(
        "Den er ikke gyldig YAML ved linje {line}, tegn {column}.", line=mark.line + 1, column=mark.column + 1
    )


def build_fault(rule: str, found: str, **values: str | Message) -> MappingFault:
    """Return a fault that is about the mapping as a whole and not about one cell."""
    return MappingFault(rule, found, Anchor(), values)
