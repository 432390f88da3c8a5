"""Form exports: the header found, the columns understood, and each row told apart as one answer."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from medlemsdialog.intake.document import Sheet
from medlemsdialog.intake.form_columns import (
    ANSWERS,
    Column,
    FormColumn,
    column_of,
    ends_as_comment,
    is_subhead,
    names_sender,
    read_columns,
)
from medlemsdialog.intake.tick_values import contradicts
from medlemsdialog.models.vocabulary import Openness, Position

__all__ = ["Column", "Form", "FormColumn", "FormRow", "contradicts", "find_form", "read_form_rows"]

_HEADER_ROWS_SEARCHED = 30
_FEWEST_HEADER_CELLS = 3
_MOST_NOTE_CELLS = 2
_NOTE_ROW = re.compile(
    r"^\s*(?:(?:totalt?|sum(?:mert)?|i alt|til sammen|antall?|gjennomsnitt|snitt|median|kilde|kjelde|fotnote|note|"
    r"merknad|uttrekk|eksportert|rapport laget)\b|n\s*=|\*)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"^-?\d+(?:[.,]\d+)?\s*%?$")
_IMPORT_ID = re.compile(r'^\{"ImportId"')


class TickMeanings(NamedTuple):
    """What a mapping says that alternatives mean, by their text in lower case; empty where nobody has said it."""

    positions: dict[str, Position] = {}
    not_answered: frozenset[str] = frozenset()
    other: frozenset[str] = frozenset()
    openness: dict[str, Openness] = {}

    def knows(self, choice: str) -> bool:
        """Whether the mapping names this alternative."""
        folded = choice.casefold()
        return folded in self.positions or folded in self.not_answered or folded in self.other


class Form(NamedTuple):
    """A sheet that is a form export. `header_row` is the last header row; rows count from 1.

    `ticks` is None where the columns are guessed, not mapped. `skipped_rows` are those that a mapping leaves out, by
    number or by the text of their first filled cell; without one, totals and notes are told by their shape.
    """

    sheet: Sheet
    header_row: int
    columns: tuple[FormColumn, ...]
    header_rows: int = 1
    ticks: TickMeanings | None = None
    skipped_rows: frozenset[int | str] = frozenset()

    @property
    def title_rows(self) -> tuple[tuple[int, str], ...]:
        """The row number and text of what stands above the header."""
        rows = enumerate(self.sheet.rows[: self.header_row - self.header_rows], start=1)
        return tuple((number, _joined(row)) for number, row in rows if any(row))

    @property
    def note_rows(self) -> tuple[tuple[int, str], ...]:
        """The row number and text of totals and notes below the header, which are no answers."""
        return tuple((number, _joined(row)) for number, row in self._rows_below() if self._is_left_out(number, row))

    def questions(self) -> tuple[FormColumn, ...]:
        """Return the columns that hold answers, in order."""
        return tuple(column for column in self.columns if column.holds in ANSWERS)

    def answer_rows(self) -> tuple[tuple[int, tuple[str, ...]], ...]:
        """Return the number and cells of every row that is an answer."""
        return tuple(
            (number, row) for number, row in self._rows_below() if any(row) and not self._is_left_out(number, row)
        )

    def _rows_below(self) -> enumerate[tuple[str, ...]]:
        return enumerate(self.sheet.rows[self.header_row :], start=self.header_row + 1)

    def _is_left_out(self, number: int, row: Sequence[str]) -> bool:
        return is_skipped(number, row, self.skipped_rows) if self.ticks is not None else self._is_note(row)

    def _is_note(self, row: Sequence[str]) -> bool:
        """Whether a row holds a total or a note: no sender, and nothing but a few words or numbers."""
        named = [c for c in self.columns if c.holds in {Column.SENDER, Column.MUNICIPALITY, Column.NUMBER}]
        filled = [cell for cell in row if cell]
        if not filled or any(_IMPORT_ID.match(cell) for cell in filled):
            return bool(filled)
        told = next(iter(filled))
        senders = [row[c.number - 1] for c in named if c.number <= len(row) and row[c.number - 1]]
        if any(sender != told for sender in senders):
            return False
        numbers = all(_NUMBER.match(cell) for cell in filled[1:])
        if _NOTE_ROW.match(told):
            return numbers or len(filled) <= _MOST_NOTE_CELLS
        # A line of text below the answers stands in the first column alone.
        first = self.columns[0].number if self.columns else 1
        return not senders and len(filled) == 1 and row[first - 1 : first] == (told,) and " " in told


class FormRow(NamedTuple):
    """One answer: its key, its row number, and its cells by what they hold and by column."""

    key: str
    number: int
    cells: tuple[str, ...]
    form: Form

    def value(self, holds: Column) -> str:
        """Return the first filled cell of a column that holds this."""
        found = (self.cell(column.number) for column in self.form.columns if column.holds is holds)
        return next((text for text in found if text), "")

    def cell(self, number: int) -> str:
        """Return the text in a column, empty where the row is shorter."""
        return self.cells[number - 1] if number <= len(self.cells) else ""

    def content(self) -> bytes:
        """Return what the row's identity rests on: its texts, wherever the row stands."""
        return "\x1f".join(self.cells).rstrip("\x1f").encode()


class RepeatedKey(NamedTuple):
    """A key that an earlier row has too, with its row number."""

    key: str
    number: int


def find_form(sheet: Sheet) -> Form | None:
    """Return the form that a sheet holds, or None for any other table."""
    for index, row in enumerate(sheet.rows[:_HEADER_ROWS_SEARCHED]):
        titles = [" ".join(cell.split()) for cell in row]
        if sum(bool(title) for title in titles) < _FEWEST_HEADER_CELLS:
            continue
        above = sheet.rows[index - 1] if index else ()
        below = sheet.rows[index + 1] if index + 1 < len(sheet.rows) else ()
        first, last = index, index
        if _is_upper_header(above, titles):
            first, titles = index - 1, _join_titles(above, titles)
        elif _is_lower_header(titles, below):
            last, titles = index + 1, _join_titles(titles, below)
        if _is_header(titles):
            rows = sheet.rows[last + 1 :]
            guessed = Form(sheet, last + 1, read_columns(titles, rows), last - first + 1)
            # Once more without totals and notes: their numbers are no alternatives.
            answers = [cells for _, cells in guessed.answer_rows()]
            return guessed._replace(columns=read_columns(titles, answers or rows))
    return None


def read_form_rows(form: Form) -> tuple[tuple[FormRow, ...], tuple[RepeatedKey, ...]]:
    """Return the form's answers, each with its own key, and the keys that an earlier row has too."""
    keyed: list[tuple[str, int, tuple[str, ...]]] = []
    keys = [column.number for column in form.columns if column.holds is Column.KEY]
    for number, cells in form.answer_rows():
        key = next((cells[k - 1] for k in keys if k <= len(cells) and cells[k - 1]), "")
        keyed.append((re.sub(r"[\s#/]+", "-", key.strip()) or f"rad-{number}", number, cells))
    taken = {key for key, _, _ in keyed}
    seen: dict[str, int] = {}
    rows: list[FormRow] = []
    repeated: list[RepeatedKey] = []
    for key, number, cells in keyed:
        seen[key] = seen.get(key, 0) + 1
        own = key
        if seen[key] > 1:
            repeated.append(RepeatedKey(key, number))
            own = f"{key}-{seen[key]}"
            while own in taken:
                own += "-2"
            taken.add(own)
        rows.append(FormRow(own, number, cells, form))
    return tuple(rows), tuple(repeated)


def is_skipped(number: int, row: Sequence[str], skipped: Collection[int | str]) -> bool:
    """Whether a mapping leaves a row out, by its number or by the text of its first filled cell."""
    return number in skipped or next((cell for cell in row if cell), "") in skipped


def read_titles(sheet: Sheet, header_row: int, header_rows: int) -> list[str]:
    """Return the titles of a header that ends in `header_row`; rows that the sheet lacks are empty."""
    rows = [
        [" ".join(cell.split()) for cell in sheet.rows[number - 1]] if 0 < number <= len(sheet.rows) else []
        for number in range(header_row - header_rows + 1, header_row + 1)
    ]
    titles = rows[-1]
    for above in reversed(rows[:-1]):
        titles = _join_titles(above, titles)
    return titles


def _is_header(titles: Sequence[str]) -> bool:
    known = [column_of(title) for title in titles if title]
    if not names_sender(titles) or None not in known:
        return False
    marked = bool({Column.KEY, Column.DELIVERED, Column.CATEGORY} & set(known))
    return marked or any(
        title and column_of(title) is None and (title.endswith("?") or ends_as_comment(title)) for title in titles
    )


def _is_upper_header(above: Sequence[str], titles: Sequence[str]) -> bool:
    """Whether the row above holds the questions whose parts («Svar», «Kommentar») these titles name."""
    parts = [number for number, title in enumerate(titles) if title and is_subhead(title)]
    stands_over = [number for number in parts if number < len(above) and above[number]]
    return bool(stands_over) and len(parts) > 1 and names_sender([*titles, *above])


def _is_lower_header(titles: Sequence[str], below: Sequence[str]) -> bool:
    """Whether the row below names the parts of the questions in these titles, and nothing else."""
    filled = [cell for cell in below if cell]
    return bool(filled) and names_sender(titles) and all(is_subhead(cell) for cell in filled)


def _join_titles(above: Sequence[str], below: Sequence[str]) -> list[str]:
    """Return one title for each column of two header rows; a question stretches over the parts to its right."""
    joined: list[str] = []
    question = ""
    for number in range(max(len(above), len(below))):
        upper = " ".join(above[number].split()) if number < len(above) else ""
        lower = " ".join(below[number].split()) if number < len(below) else ""
        question = upper or (question if lower and is_subhead(lower) else "")
        joined.append(f"{question} – {lower}" if question and lower else question or lower)
    return joined


def _joined(row: Sequence[str]) -> str:
    return " · ".join(cell for cell in row if cell)
