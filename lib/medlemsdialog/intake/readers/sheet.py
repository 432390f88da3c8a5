"""XLSX and ODS by calamine, all as text; what a person could overlook in them is noticed with openpyxl."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable
from typing import Any

import python_calamine as calamine

from medlemsdialog.intake.document import Document, Note, Sheet
from medlemsdialog.intake.formats import MEDIA_TYPES
from medlemsdialog.intake.limits import MAX_CELLS, MAX_COLUMNS, MAX_ROWS
from medlemsdialog.intake.readers.cells import build_cell_blocks
from medlemsdialog.intake.rules import BrokenOriginalError
from medlemsdialog.models.passages import Anchor

_LONGEST_EXACT_INTEGER = 10**15
_MARKS = re.compile(rb"<(?:\w+:)?f[ >/]|<(?:\w+:)?mergeCell|hidden=\"(?:1|true)\"")
_NOTES_PER_SHEET = 50


def read_sheet(name: str, content: bytes, kind: str = "xlsx", *, attachment: str | None = None) -> Document:
    """Return a workbook's sheets as texts, hidden ones included.

    Raises:
        BrokenOriginalError: It cannot be opened, or is larger than the limits.
    """
    sheets = read_grids(name, content, kind)
    notes = [Note(rule="hidden_sheet", anchor=Anchor(sheet=sheet.name)) for sheet in sheets if sheet.hidden]
    if kind == "xlsx":
        notes += _notice_structure(content)
    blocks = build_cell_blocks(sheets, attachment=attachment)
    return Document(media_type=MEDIA_TYPES[kind], blocks=blocks, sheets=sheets, notes=tuple(notes))


def read_grids(name: str, content: bytes, kind: str = "xlsx") -> tuple[Sheet, ...]:
    """Return the sheets of a workbook, every value as text.

    Raises:
        BrokenOriginalError: It cannot be opened, or is larger than the limits.
    """
    try:
        workbook = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    except calamine.PasswordError as error:
        raise BrokenOriginalError("password", name) from error
    except calamine.CalamineError as error:
        raise BrokenOriginalError("unreadable", name, format="Excel (XLSX)" if kind == "xlsx" else "ODS") from error
    sheets: list[Sheet] = []
    cells = 0
    for metadata in workbook.sheets_metadata:
        if metadata.typ != calamine.SheetTypeEnum.WorkSheet:
            continue
        grid = workbook.get_sheet_by_name(metadata.name)
        cells += grid.total_height * grid.total_width
        if grid.total_height > MAX_ROWS or grid.total_width > MAX_COLUMNS or cells > MAX_CELLS:
            raise BrokenOriginalError("too_many_rows", name, found=f"{grid.total_height} rader, {cells} celler")
        rows = tuple(tuple(cell_text(value) for value in row) for row in _values_of(grid, content, metadata.name))
        hidden = metadata.visible != calamine.SheetVisibleEnum.Visible
        sheets.append(Sheet(name=metadata.name, hidden=hidden, rows=rows))
    return tuple(sheets)


def _values_of(grid: calamine.CalamineSheet, content: bytes, sheet: str) -> Iterable[Iterable[Any]]:
    """Return the rows of a sheet. A number that is no possible date, formatted as one, makes calamine break off."""
    try:
        return grid.to_python(skip_empty_area=False)
    except OverflowError:
        pass
    except BaseException as error:
        # A panic in Rust is no Exception.
        if type(error).__name__ != "PanicException":
            raise
    import openpyxl

    workbook = openpyxl.load_workbook(io.BytesIO(content), data_only=True, read_only=True)
    return [["" if value is None else value for value in row] for row in workbook[sheet].iter_rows(values_only=True)]


def cell_text(value: Any) -> str:
    """Return a stored value as a person would type it: whole numbers without decimals, dates in ISO form."""
    if isinstance(value, bool):
        return "SANN" if value else "USANN"
    if isinstance(value, float) and value.is_integer() and abs(value) < _LONGEST_EXACT_INTEGER:
        return str(int(value))
    if isinstance(value, float):
        return repr(value).replace(".", ",")
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value).replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "").strip()


def _notice_structure(content: bytes) -> list[Note]:
    """Return notes on merged cells, hidden columns and formulas without a stored value; none where openpyxl cannot read."""
    import openpyxl

    notes: list[Note] = []
    if not _has_marks(content):
        return notes
    try:
        formulas = openpyxl.load_workbook(io.BytesIO(content), data_only=False)
        values = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, zipfile.BadZipFile, SyntaxError):
        return notes
    for sheet in formulas.worksheets:
        found: list[Note] = []
        for merged in sorted(str(area) for area in sheet.merged_cells.ranges):
            found.append(
                Note(rule="merged_cells", anchor=Anchor(sheet=sheet.title, cell=merged.split(":")[0]), found=merged)
            )
        hidden = [letter for letter, column in sheet.column_dimensions.items() if column.hidden]
        hidden += [str(number) for number, row in sheet.row_dimensions.items() if row.hidden]
        if hidden:
            found.append(Note(rule="hidden_columns", anchor=Anchor(sheet=sheet.title), found=", ".join(hidden)))
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f" and values[sheet.title][cell.coordinate].value is None:
                    place = Anchor(sheet=sheet.title, cell=str(cell.coordinate))
                    found.append(Note(rule="formula_without_value", anchor=place, found=_formula_text(cell.value)))
        notes += found[:_NOTES_PER_SHEET]
    return notes


def _has_marks(content: bytes) -> bool:
    """Whether any sheet has what openpyxl would be asked about: loading a large workbook for nothing takes long."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        return any(_MARKS.search(archive.read(name)) for name in sheets)


def _formula_text(value: Any) -> str:
    return str(getattr(value, "text", value))
