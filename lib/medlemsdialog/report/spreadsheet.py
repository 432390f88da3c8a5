"""The national tables as a spreadsheet: definitions first, then one sheet a table; numbers are numbers, text is text."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterable, Sequence
from copy import copy
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from medlemsdialog.report.archives import normalise_archive
from medlemsdialog.report.tables import EvidenceTable, Table, Value
from medlemsdialog.writing import write_bytes_atomically

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels

# A sheet whose rows are written as they come has more than openpyxl's types tell.
_Sheet = Any
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
    # Each row is written as it comes: a hundred thousand of them as cells are half a gigabyte.
    workbook = Workbook(write_only=True)
    styles: _Styles = {}
    for table in tables:
        _add_sheet(workbook.create_sheet(table.name), table, styles)
    day = datetime.datetime.fromisoformat(date).replace(tzinfo=None)
    workbook.properties.creator = "medlemsdialog"
    workbook.properties.title = title or None
    workbook.properties.created = day
    content = io.BytesIO()
    workbook.save(content)
    return normalise_archive(content.getvalue(), date)


def _add_sheet(sheet: _Sheet, table: Table, styles: _Styles) -> None:
    # Before the rows: what stands above them in the file cannot be written after them.
    for column, heading in enumerate(table.columns):
        letter = get_column_letter(column + 1)
        sheet.column_dimensions[letter].width = _width(heading, [row[column] for row in table.rows])
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}{len(table.rows) + 1}"
    # On paper: the headings on every page, all columns beside each other.
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    headings = [_make_cell(sheet, heading, styles) for heading in table.columns]
    for cell in headings:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="bottom")
    sheet.append(headings)
    for row in table.rows:
        sheet.append([_make_cell(sheet, value, styles) for value in row])


def _make_cell(sheet: _Sheet, value: Value, styles: _Styles) -> Cell:
    cell: Cell = WriteOnlyCell(sheet)
    if not isinstance(value, str):
        cell.value = value
        if isinstance(value, datetime.date):
            cell.number_format = _DATE_FORMAT
        return cell
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
    return cell


def _width(heading: str, values: Sequence[Value]) -> int:
    longest = max((len(str(value)) for value in values if value is not None), default=0)
    return max(_NARROWEST_COLUMN, min(_WIDEST_COLUMN, max(longest, len(heading) // 2) + 2))
