"""Cells of an Excel sheet filled and commented in place; every other cell, format and comment stays."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise
from typing import Any, NamedTuple

from lxml import etree

from medlemsdialog.intake.readers.cells import cell_name
from medlemsdialog.intake.workbook_comments import add_comments
from medlemsdialog.intake.workbook_package import WorkbookPackage
from medlemsdialog.intake.workbook_styles import WorkbookStyles

_CELL = re.compile(r"^([A-Z]{1,3})([1-9]\d{0,6})$")
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384


class Mark(NamedTuple):
    """What a cell gets: a fill colour (ARGB) and the text of a comment."""

    colour: str
    text: str


def mark_cells(
    package: WorkbookPackage, part: str, marks: Mapping[str, Mark], styles: WorkbookStyles
) -> tuple[str, ...]:
    """Fill and comment cells of the sheet in `part`; a cell inside merged ones is marked at their first cell.

    Returns the cells that could not get a comment, because a conversation stands there.
    """
    sheet = package.tree(part)
    placed: dict[str, list[Mark]] = {}
    for name, mark in marks.items():
        if _is_cell(name):
            placed.setdefault(_first_of_merged(sheet, name), []).append(mark)
    rows = _number_rows(sheet)
    columns = _column_styles(sheet)
    for name in sorted(placed, key=_row_and_column):
        cell = _find_cell(sheet, rows, name, columns)
        cell.set("s", str(styles.add_filled(int(cell.get("s", "0")), placed[name][0].colour)))
    texts = {name: "\n\n".join(mark.text for mark in found) for name, found in placed.items()}
    return add_comments(package, part, texts)


def _number_rows(sheet: Any) -> dict[int, Any]:
    """Return the rows by number. Some programs leave out the names of rows and cells: they are written in."""
    rows: dict[int, Any] = {}
    number = 0
    for row in sheet.iterfind("{*}sheetData/{*}row"):
        number = int(row.get("r", number + 1))
        rows[number] = row
        row.set("r", str(number))
        for before, cell in pairwise((None, *row.iterfind("{*}c"))):
            if cell.get("r") is None:
                column = 1 if before is None else _row_and_column(before.get("r"))[1] + 1
                cell.set("r", cell_name(number, column))
    return rows


def _is_cell(name: str) -> bool:
    if not _CELL.match(name):
        return False
    row, column = _row_and_column(name)
    return row <= _LAST_ROW and column <= _LAST_COLUMN


def _row_and_column(name: str) -> tuple[int, int]:
    letters, digits = _CELL.match(name).groups()  # type: ignore[union-attr]
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(digits), column


def _first_of_merged(sheet: Any, name: str) -> str:
    row, column = _row_and_column(name)
    for area in sheet.iterfind("{*}mergeCells/{*}mergeCell"):
        first, _, last = area.get("ref", "").partition(":")
        if not (_CELL.match(first) and _CELL.match(last)):
            continue
        top, left = _row_and_column(first)
        bottom, right = _row_and_column(last)
        if top <= row <= bottom and left <= column <= right:
            return str(first)
    return name


def _column_styles(sheet: Any) -> list[tuple[int, int, str]]:
    return [
        (int(column.get("min")), int(column.get("max")), column.get("style"))
        for column in sheet.iterfind("{*}cols/{*}col")
        if column.get("style")
    ]


def _find_cell(sheet: Any, rows: dict[int, Any], name: str, columns: list[tuple[int, int, str]]) -> Any:
    """Return the cell's element, made with the format of its row or column where it was empty."""
    number, column = _row_and_column(name)
    row = rows.get(number)
    if row is None:
        data = sheet.find("{*}sheetData")
        row = etree.Element(_beside(data, "row"), r=str(number))
        data.insert(sum(other < number for other in rows), row)
        rows[number] = row
    place = 0
    for cell in row.iterfind("{*}c"):
        if cell.get("r") == name:
            return cell
        place += _row_and_column(cell.get("r"))[1] < column
    made = etree.Element(_beside(row, "c"), r=name)
    style = row.get("s") if row.get("customFormat") in {"1", "true"} else None
    style = style or next((style for first, last, style in columns if first <= column <= last), None)
    if style:
        made.set("s", style)
    row.insert(place, made)
    # An optional hint of which columns a row spans, wrong from now on.
    row.attrib.pop("spans", None)
    return made


def _beside(element: Any, name: str) -> str:
    return f"{{{etree.QName(element).namespace}}}{name}"
