"""A file that a person hands back, as it stands: which sheet is which, where each column is, and each cell's text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from medlemsdialog.exchange.choices import fold_text
from medlemsdialog.exchange.columns import ID, SheetForm
from medlemsdialog.exchange.hidden import ABOUT_SHEET, BASE_PREFIX, LISTS_SHEET, read_about, read_bases, read_lists
from medlemsdialog.intake.formats import find_format
from medlemsdialog.intake.readers.cells import cell_name
from medlemsdialog.intake.readers.sheet import cell_text, read_typed_sheets
from medlemsdialog.intake.rules import BrokenOriginalError

_HEADING_ROWS = 30  # a person may write a few lines above the headings
_FEWEST_HEADINGS = 2
_READABLE = frozenset({"xlsx", "ods"})

Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class FileRow:
    """One filled row: its number, and each column's text by key. `merged` maps keys to the area merged over the cell."""

    number: int
    texts: Mapping[str, str]
    merged: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class FileSheet:
    """One of our sheets as it stands in the file; `letters` says in which column each key is."""

    title: str
    columns: Mapping[str, int]
    rows: tuple[FileRow, ...]
    base: Mapping[str, Mapping[str, str] | None] | None

    def cell(self, row: int, key: str) -> str | None:
        """Return the name of a cell, where the file has the column."""
        return cell_name(row, self.columns[key]) if key in self.columns else None


@dataclass(frozen=True)
class SheetFile:
    """A file: what it says of itself, its lists as it was written with them, and its sheets by key."""

    path: Path
    about: Mapping[str, str]
    lists: Mapping[str, Mapping[str, str]]
    sheets: Mapping[str, FileSheet]


def read_sheet_file(path: Path, forms: Sequence[SheetForm]) -> SheetFile:
    """Return the file; sheets are known by their headings, so they may be renamed, moved and have other columns beside.

    Raises:
        BrokenOriginalError: It is no spreadsheet, cannot be opened, or is larger than the limits.
    """
    grids, merged = _read_grids(path)
    sheets: dict[str, FileSheet] = {}
    for form in forms:
        found = [(place, title) for title, rows in grids.items() if (place := _find_headings(rows, form)) is not None]
        if not found:
            continue
        # The fullest set of headings wins; a copy that the person made of the sheet comes later in the file.
        (heading_row, columns), title = max(found, key=lambda one: len(one[0][1]))
        hidden = grids.get(BASE_PREFIX + form.key)
        sheets[form.key] = FileSheet(
            title=title,
            columns=columns,
            rows=_read_rows(grids[title], heading_row, columns, merged.get(title, ())),
            base=None if hidden is None else read_bases(hidden, _filled_in(form, columns)),
        )
    about = read_about(grids.get(ABOUT_SHEET, ()))
    return SheetFile(path=path, about=about, lists=read_lists(grids.get(LISTS_SHEET, ())), sheets=sheets)


def _filled_in(form: SheetForm, columns: Mapping[str, int]) -> list[str]:
    return [column.key for column in form.editable if column.key in columns]


def _read_grids(path: Path) -> tuple[dict[str, Rows], dict[str, Sequence[tuple[tuple[int, int], tuple[int, int]]]]]:
    content = path.read_bytes()
    kind = find_format(path.name, content)
    if kind not in _READABLE:
        raise BrokenOriginalError("unreadable", path.name, format="Excel (XLSX)")
    try:
        sheets = read_typed_sheets(path.name, content, kind)
    except (ValueError, OSError) as error:
        raise BrokenOriginalError("unreadable", path.name, format="Excel (XLSX)") from error
    grids = {one.name: tuple(tuple(cell_text(value) for value in row) for row in one.rows) for one in sheets}
    return grids, {one.name: one.merged for one in sheets}


def _find_headings(rows: Rows, form: SheetForm) -> tuple[int, dict[str, int]] | None:
    """Return the row of the headings and each column's place, counted from 1; None where this is another sheet."""
    keys = {heading: column.key for column in form.columns for heading in column.written_headings}
    needed = {column.key for column in form.columns if column.key == ID}
    best: tuple[int, dict[str, int]] | None = None
    for number, row in enumerate(rows[:_HEADING_ROWS], start=1):
        columns: dict[str, int] = {}
        for place, text in enumerate(row, start=1):
            key = keys.get(fold_text(text)) if text else None
            if key is not None:
                columns.setdefault(key, place)
        enough = len(columns) >= _FEWEST_HEADINGS and any(column.key in columns for column in form.editable)
        if enough and needed <= columns.keys() and (best is None or len(columns) > len(best[1])):
            best = (number, columns)
    return best


def _read_rows(
    rows: Rows,
    heading_row: int,
    columns: Mapping[str, int],
    merged: Sequence[tuple[tuple[int, int], tuple[int, int]]],
) -> tuple[FileRow, ...]:
    areas = {
        (row, column): f"{cell_name(first_row + 1, first_column + 1)}:{cell_name(last_row + 1, last_column + 1)}"
        for (first_row, first_column), (last_row, last_column) in merged
        for row in range(first_row + 1, min(last_row + 1, len(rows)) + 1)
        for column in range(first_column + 1, last_column + 2)
    }
    found = []
    for number, row in enumerate(rows[heading_row:], start=heading_row + 1):
        texts = {key: row[place - 1] if place <= len(row) else "" for key, place in columns.items()}
        over = {key: areas[number, place] for key, place in columns.items() if (number, place) in areas}
        if any(texts.values()):
            found.append(FileRow(number=number, texts=texts, merged=over))
    return tuple(found)
