"""The national tables as a spreadsheet: definitions first, then one sheet a table; numbers are numbers, text is text."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterable, Sequence
from copy import copy
from pathlib import Path
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell
from openpyxl.styles import Alignment, Font
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from medlemsdialog.report.archives import normalise_archive
from medlemsdialog.report.tables import EvidenceTable, Table, Value
from medlemsdialog.writing import write_bytes_atomically

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels

# The style of a cell with text, by whether it begins as a formula does.
_Styles = dict[bool, StyleArray]
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_LONGEST_CELL = 32_767
_DATE_FORMAT = "yyyy-mm-dd"
_WIDEST_COLUMN, _NARROWEST_COLUMN = 60, 10


def write_evidence_sheets(tables: Iterable[EvidenceTable], labels: Labels, file: Path, *, date: str) -> Path:
    """Write tables that are built already, dated `date` (ISO); people read the words of the codes."""
    printed = (table.printed() for table in tables)
    title = labels.dialogue.title.in_language(labels.language)
    write_bytes_atomically(file, build_spreadsheet(printed, date=date, title=title))
    return file


def build_spreadsheet(tables: Iterable[Table], *, date: str, title: str = "") -> bytes:
    """Return an XLSX with one sheet a table, dated `date` (ISO). No text becomes a formula."""
    workbook = Workbook()
    styles: _Styles = {}
    for empty in workbook.worksheets:
        workbook.remove(empty)
    for table in tables:
        _add_sheet(workbook.create_sheet(table.name), table, styles)
    day = datetime.datetime.fromisoformat(date).replace(tzinfo=None)
    workbook.properties.creator = "medlemsdialog"
    workbook.properties.title = title or None
    workbook.properties.created = day
    content = io.BytesIO()
    workbook.save(content)
    return normalise_archive(content.getvalue(), date)


def _add_sheet(sheet: Worksheet, table: Table, styles: _Styles) -> None:
    for column, heading in enumerate(table.columns, start=1):
        cell = sheet.cell(1, column)
        _put(cell, heading, styles)
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="bottom")
        sheet.column_dimensions[get_column_letter(column)].width = _width(
            heading, [row[column - 1] for row in table.rows]
        )
    for number, row in enumerate(table.rows, start=2):
        for column, value in enumerate(row, start=1):
            _put(sheet.cell(number, column), value, styles)
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = sheet.dimensions
    # On paper: the headings on every page, all columns beside each other.
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _put(cell: Cell | MergedCell, value: Value, styles: _Styles) -> None:
    if not isinstance(cell, Cell) or not isinstance(value, str):
        cell.value = value
        if isinstance(value, datetime.date):
            cell.number_format = _DATE_FORMAT
        return
    text = ILLEGAL_CHARACTERS_RE.sub("\ufffd", value)[:_LONGEST_CELL]
    # Not by `value`, which looks through the text once more, and for what it may be besides.
    cell._value, cell.data_type = text, "s"  # type: ignore[attr-defined]
    # Shown as it stands, and kept as text when a person edits the cell.
    is_quoted = text.startswith(_FORMULA_STARTS)
    if is_quoted not in styles:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.quotePrefix = is_quoted
        styles[is_quoted] = copy(cell._style)  # type: ignore[attr-defined]
    # openpyxl looks every style up that is set part by part: that took most of the time of a large table.
    cell._style = copy(styles[is_quoted])  # type: ignore[attr-defined]


def _width(heading: str, values: Sequence[Value]) -> int:
    longest = max((len(str(value)) for value in values if value is not None), default=0)
    return max(_NARROWEST_COLUMN, min(_WIDEST_COLUMN, max(longest, len(heading) // 2) + 2))
