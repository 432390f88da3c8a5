"""A form read exactly as its mapping says, and what does not hold between the mapping and the sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from medlemsdialog.dialogue import Dialogue
from medlemsdialog.intake.document import Sheet
from medlemsdialog.intake.form_columns import Column, FormColumn
from medlemsdialog.intake.form_mapping import FormMapping, MappedQuestion, MappingFault, build_fault
from medlemsdialog.intake.forms import Form, TickMeanings, is_skipped, read_titles
from medlemsdialog.intake.questions import strip_number
from medlemsdialog.intake.readers.cells import cell_name, column_letters
from medlemsdialog.models.passages import Anchor
from medlemsdialog.models.vocabulary import Openness, Position


def find_mapping_faults(mapping: FormMapping, sheets: Sequence[Sheet], dialogue: Dialogue) -> list[MappingFault]:
    """Return all that does not hold between a mapping, the sheets of its export and the dialogue's questions."""
    sheet = find_mapped_sheet(mapping, sheets)
    if sheet is None:
        allowed = ", ".join(f"«{one.name}»" for one in sheets) or "–"
        return [build_fault("form_mapping_no_sheet", mapping.sheet, sheets=allowed)]
    faults = [*_check_columns(mapping, sheet), *_check_headers(mapping, sheet), *_check_senders(mapping)]
    known = [question.id for question in dialogue.questions]
    for asked in mapping.questions:
        if asked.question and asked.question not in known:
            faults.append(build_fault("form_mapping_unknown_question", asked.question, questions=", ".join(known)))
        if not asked.tick and not asked.comment:
            faults.append(build_fault("form_mapping_empty_question", asked.title or asked.question or "–"))
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
        if not is_skipped(number, row, mapping.skip_rows)
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
        yield build_fault("form_mapping_no_header_row", str(mapping.header_row), rows=str(len(sheet.rows)))
    if mapping.header_rows > mapping.header_row:
        yield build_fault("form_mapping_no_header_row", str(mapping.header_rows), rows=str(mapping.header_row))
    first: dict[str, str] = {}
    for field, letter in mapping.references():
        if column_number(letter) > width:
            last = column_letters(width) if width else "–"
            yield build_fault("form_mapping_no_column", letter, field=field, last=last)
        if letter in first:
            yield build_fault("form_mapping_column_twice", letter, first=first[letter], second=field)
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
        yield build_fault("form_mapping_no_sender", "")
