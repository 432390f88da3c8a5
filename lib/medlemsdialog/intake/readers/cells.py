"""The cells of sheets as blocks: one for each line of each cell, placed by sheet, cell and line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from medlemsdialog.intake.document import RawPassage, Role, Sheet
from medlemsdialog.models.passages import Anchor


def column_letters(column: int) -> str:
    """Return the letters of a column that counts from 1: 1 is A, 27 is AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """Return the name of a cell whose row and column count from 1."""
    return f"{column_letters(column)}{row}"


def read_cell_lines(text: str, *, sheet: str, row: int, column: int) -> Iterator[tuple[str, Anchor]]:
    """Yield each line of a cell with its anchor; lines are numbered where there are several."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for number, line in enumerate(lines, start=1):
        anchor = Anchor(
            sheet=sheet or None,
            cell=cell_name(row, column),
            paragraph=number if len(lines) > 1 else None,
        )
        yield line, anchor


def build_cell_blocks(sheets: Sequence[Sheet]) -> tuple[RawPassage, ...]:
    """Return every line of every cell of the sheets, row by row."""
    return tuple(
        RawPassage(text=line, anchor=anchor, role=Role.CELL)
        for sheet in sheets
        for row_number, row in enumerate(sheet.rows, start=1)
        for column, cell in enumerate(row, start=1)
        if cell
        for line, anchor in read_cell_lines(cell, sheet=sheet.name, row=row_number, column=column)
    )
