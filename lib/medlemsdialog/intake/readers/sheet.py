"""XLSX and ODS by calamine, all as text, with notes on what a person could overlook in them."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple

import python_calamine as calamine

from medlemsdialog.intake.document import Document, Note, Sheet
from medlemsdialog.intake.formats import MEDIA_TYPES
from medlemsdialog.intake.limits import MAX_CELLS, MAX_COLUMNS, MAX_ROWS
from medlemsdialog.intake.readers.cells import build_cell_blocks
from medlemsdialog.intake.readers.sheet_size import refuse_large_sheets
from medlemsdialog.intake.readers.sheet_structure import notice_structure
from medlemsdialog.intake.readers.sheet_values import notice_values
from medlemsdialog.intake.rules import BrokenOriginalError
from medlemsdialog.models.passages import Anchor

_LONGEST_EXACT_INTEGER = 10**15


def read_sheet(name: str, content: bytes, kind: str = "xlsx") -> Document:
    """Return a workbook's sheets as texts, hidden ones included.

    Raises:
        BrokenOriginalError: It cannot be opened, or is larger than the limits.
    """
    typed = read_typed_sheets(name, content, kind)
    sheets = tuple(_as_texts(sheet) for sheet in typed)
    structure = notice_structure(content) if kind == "xlsx" else []
    told = {note.anchor.sheet for note in structure if note.rule == "very_hidden_sheet"}
    notes = [
        Note(rule="hidden_sheet", anchor=Anchor(sheet=sheet.name))
        for sheet in sheets
        if sheet.hidden and sheet.name not in told
    ]
    notes += structure
    notes += [note for sheet in typed for note in notice_values(sheet.name, sheet.rows)]
    blocks = build_cell_blocks(sheets)
    return Document(media_type=MEDIA_TYPES[kind], blocks=blocks, sheets=sheets, notes=tuple(notes))


def read_values(name: str, content: bytes) -> dict[str, Sequence[Sequence[Any]]]:
    """Return the stored values of an Excel file's sheets by name.

    Raises:
        BrokenOriginalError: It cannot be opened, or is larger than the limits.
    """
    return {sheet.name: sheet.rows for sheet in read_typed_sheets(name, content, "xlsx")}


class TypedSheet(NamedTuple):
    """A sheet's stored values; `merged` holds (row, column) of the first and the last cell of each area, from 0."""

    name: str
    hidden: bool
    rows: Sequence[Sequence[Any]]
    merged: Sequence[tuple[tuple[int, int], tuple[int, int]]]


def _as_texts(sheet: TypedSheet) -> Sheet:
    rows = tuple(tuple(cell_text(value) for value in row) for row in sheet.rows)
    return Sheet(name=sheet.name, hidden=sheet.hidden, rows=rows)


def read_typed_sheets(name: str, content: bytes, kind: str) -> list[TypedSheet]:
    """Return the sheets of an Excel or OpenDocument workbook with their stored values, hidden ones included.

    Raises:
        BrokenOriginalError: It cannot be opened, or is larger than the limits.
    """
    refuse_large_sheets(name, content)
    try:
        workbook = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    except calamine.PasswordError as error:
        raise BrokenOriginalError("password", name) from error
    except calamine.CalamineError as error:
        raise BrokenOriginalError("unreadable", name, format="Excel (XLSX)" if kind == "xlsx" else "ODS") from error
    sheets: list[TypedSheet] = []
    cells = 0
    for metadata in workbook.sheets_metadata:
        if metadata.typ != calamine.SheetTypeEnum.WorkSheet:
            continue
        grid = workbook.get_sheet_by_name(metadata.name)
        cells += grid.total_height * grid.total_width
        if grid.total_height > MAX_ROWS or grid.total_width > MAX_COLUMNS or cells > MAX_CELLS:
            raise BrokenOriginalError(
                "too_many_rows", name, found=f"{grid.total_height} rader og {grid.total_width} kolonner"
            )
        hidden = metadata.visible != calamine.SheetVisibleEnum.Visible
        rows = _values_of(grid, content, metadata.name)
        sheets.append(TypedSheet(metadata.name, hidden, rows, grid.merged_cell_ranges or ()))
    return sheets


def _values_of(grid: calamine.CalamineSheet, content: bytes, sheet: str) -> Sequence[Sequence[Any]]:
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
        # Never «1e-07»: a person types the figures.
        plain = repr(value) if "e" not in repr(value) else f"{Decimal(repr(value)):f}"
        return plain.replace(".", ",")
    if isinstance(value, dt.timedelta):
        minutes = round(value.total_seconds()) // 60
        return f"{minutes // 60}:{minutes % 60:02d}"
    if isinstance(value, dt.time):
        return value.isoformat(timespec="minutes" if not value.second else "seconds")
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value).replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "").strip()
