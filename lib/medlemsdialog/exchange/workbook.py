"""Sheets as an XLSX file: drop-downs, locked ids, harmless text, and the same bytes for the same content."""

from __future__ import annotations

import datetime as dt
import io
import math
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from medlemsdialog.catalogue import Language, Message
from medlemsdialog.exchange import styles
from medlemsdialog.exchange.columns import Column, FilledSheet, Input
from medlemsdialog.exchange.hidden import (
    ABOUT_SHEET,
    BASE_PREFIX,
    LISTS_SHEET,
    About,
    about_rows,
    base_rows,
    list_columns,
)
from medlemsdialog.exchange.instructions import Instructions
from medlemsdialog.exchange.lists import NO, YES, Lists
from medlemsdialog.report.archives import normalise_archive

HEADING_ROW = 1
_LONGEST_CELL = 32_000
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_LONGEST_PROMPT, _LONGEST_PROMPT_TITLE = 255, 32
_HEADING_HEIGHT, _LINE_HEIGHT = 48, 15
_INSTRUCTION_WIDTH = 92
_HIGHEST_ROW = 409  # Excel's own limit


def build_workbook(
    sheets: Sequence[FilledSheet], instructions: Instructions, about: About, lists: Lists, *, date: str
) -> bytes:
    """Return the file: instructions first, then the sheets, then what is hidden; dated `date` (ISO)."""
    workbook = Workbook()
    front = workbook.worksheets[0]
    _write_instructions(front, instructions)
    for sheet in sheets:
        _write_sheet(workbook.create_sheet(sheet.form.title.text(lists.language)), sheet, lists)
    _write_lists(workbook, lists)
    for sheet in sheets:
        if sheet.form.editable and (sheet.rows or sheet.form.new_rows):
            _write_hidden(workbook, BASE_PREFIX + sheet.form.key, base_rows(sheet))
    _write_hidden(workbook, ABOUT_SHEET, about_rows(about))
    workbook.properties.creator = "medlemsdialog"
    workbook.properties.created = workbook.properties.modified = dt.datetime.fromisoformat(date).replace(tzinfo=None)
    content = io.BytesIO()
    workbook.save(content)
    return normalise_archive(content.getvalue(), date)


def put_text(cell: Cell, text: str) -> None:
    """Write a text that no spreadsheet takes for a formula, whatever it begins with."""
    safe = ILLEGAL_CHARACTERS_RE.sub("\ufffd", text)[:_LONGEST_CELL]
    cell.value = safe or None
    if safe:
        cell.data_type = "s"
    if safe.startswith(_FORMULA_STARTS):
        cell.quotePrefix = True


def _write_sheet(sheet: Worksheet, filled: FilledSheet, lists: Lists) -> None:
    form, language = filled.form, lists.language
    # Bold letters with an arrow beside them take more room.
    lines = max(_count_lines(column.heading.text(language), column.width * 0.8) for column in form.columns)
    sheet.row_dimensions[HEADING_ROW].height = max(_HEADING_HEIGHT, lines * _LINE_HEIGHT + 6)
    last = HEADING_ROW + len(filled.rows) + form.new_rows
    for number, column in enumerate(form.columns, start=1):
        letter = get_column_letter(number)
        heading = _cell(sheet, HEADING_ROW, number)
        put_text(heading, column.heading.text(language))
        heading.font, heading.fill = styles.HEADING_FONT, styles.heading_fill(column)
        heading.alignment, heading.border = styles.HEADING_ALIGNMENT, styles.BORDER
        sheet.column_dimensions[letter].width = column.width
        _write_column(sheet, number, column, [row.get(column.key, "") for row in filled.rows], form.new_rows)
        if last > HEADING_ROW:
            _add_validation(sheet, f"{letter}{HEADING_ROW + 1}:{letter}{last}", column, language)
        if column.key == "confirmed" and last > HEADING_ROW:
            yes, no = lists.yes_no.label(YES), lists.yes_no.label(NO)
            for rule in styles.mark_confirmed(yes, no):
                sheet.conditional_formatting.add(f"{letter}{HEADING_ROW + 1}:{letter}{last}", rule)
    for number, row in enumerate(filled.rows, start=HEADING_ROW + 1):
        _set_height(sheet, number, ((_shown(column, row.get(column.key, "")), column) for column in form.columns))
    sheet.freeze_panes = f"{get_column_letter(form.frozen + 1)}{HEADING_ROW + 1}"
    sheet.auto_filter.ref = f"A{HEADING_ROW}:{get_column_letter(len(form.columns))}{max(last, HEADING_ROW + 1)}"
    _protect(sheet)
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A3
    _fit_to_page(sheet)
    sheet.print_title_rows = f"{HEADING_ROW}:{HEADING_ROW}"


def _write_column(sheet: Worksheet, number: int, column: Column, values: Sequence[str], new_rows: int) -> None:
    fill, font, shown_as = styles.cell_fill(column), styles.cell_font(column), styles.number_format(column)
    protection = styles.OPEN if column.is_editable else styles.LOCKED
    for row, value in enumerate([*values, *[""] * new_rows], start=HEADING_ROW + 1):
        cell = _cell(sheet, row, number)
        _put_value(cell, column, value)
        cell.font, cell.alignment, cell.border, cell.protection = font, styles.TOP, styles.BORDER, protection
        cell.number_format = shown_as
        if fill is not None:
            cell.fill = fill


def _put_value(cell: Cell, column: Column, value: str) -> None:
    if column.input is Input.DATE and (day := _as_date(value)):
        cell.value = day
    elif column.input is Input.NUMBER and value.isdecimal():
        cell.value = int(value)
    else:
        put_text(cell, _shown(column, value))


def _shown(column: Column, value: str) -> str:
    return column.choices.label(value) if column.choices and value else value


def _as_date(value: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        return None


def _add_validation(sheet: Worksheet, cells: str, column: Column, language: Language) -> None:
    if not column.is_editable:
        return
    if column.input is Input.CHOICE and column.choices and column.choices.labels:
        rule = DataValidation(type="list", formula1=f"={column.choices.name}", allow_blank=True)
        rule.error = Message("Velg en av verdiene i listen.").text(language)
        # Meetings and claims may be new in the same file, and members of other counties answer too: a warning only.
        rule.errorStyle = "warning" if column.choices.name in {"moter", "krav", "avsendere"} else "stop"
    elif column.input is Input.DATE:
        rule = DataValidation(type="date", operator="greaterThan", formula1="1", allow_blank=True)
        rule.error = Message("Skriv en dato, for eksempel 12.06.2017.").text(language)
        rule.errorStyle = "stop"
    elif column.input is Input.NUMBER:
        rule = DataValidation(type="whole", operator="greaterThanOrEqual", formula1="0", allow_blank=True)
        rule.error = Message("Skriv et helt tall.").text(language)
        rule.errorStyle = "stop"
    elif column.advice:
        rule = DataValidation(allow_blank=True)
    else:
        return
    rule.showErrorMessage = True
    if column.advice:
        rule.showInputMessage = True
        rule.promptTitle = column.heading.text(language)[:_LONGEST_PROMPT_TITLE]
        rule.prompt = column.advice.text(language)[:_LONGEST_PROMPT]
    rule.add(cells)
    sheet.add_data_validation(rule)


def _fit_to_page(sheet: Worksheet) -> None:
    """Print as wide as one page and as long as it takes."""
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToHeight = 0


def _set_height(sheet: Worksheet, row: int, texts: Iterable[tuple[str, Column]]) -> None:
    """Make a row as high as its longest text needs; not every program does that by itself."""
    lines = [min(_count_lines(text, column.width), column.most_lines) for text, column in texts if text]
    sheet.row_dimensions[row].height = min(max(lines, default=1) * _LINE_HEIGHT + 2, _HIGHEST_ROW)


def _count_lines(text: str, width: float) -> int:
    return sum(max(1, math.ceil(len(line) / max(width - 2, 1))) for line in text.split("\n"))


def _cell(sheet: Worksheet, row: int, column: int) -> Cell:
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)  # merged cells are never made here
    return cell


def _protect(sheet: Worksheet) -> None:
    """Lock what is not to be changed, without a password; widths, heights and filters stay free."""
    protection = sheet.protection
    protection.sheet = True
    protection.formatColumns = protection.formatRows = protection.autoFilter = protection.sort = False


def _write_lists(workbook: Workbook, lists: Lists) -> None:
    columns = list_columns(lists.all)
    length = max(len(values) for _, values in columns)
    rows = [[name for name, _ in columns]]
    rows += [[values[place] if place < len(values) else "" for _, values in columns] for place in range(length)]
    _write_hidden(workbook, LISTS_SHEET, rows)
    for number, (name, values) in enumerate(columns, start=1):
        if not name.endswith("#") and values:
            letter = get_column_letter(number)
            place = f"{quote_sheetname(LISTS_SHEET)}!${letter}$2:${letter}${len(values) + 1}"
            workbook.defined_names[name] = DefinedName(name, attr_text=place)


def _write_hidden(workbook: Workbook, name: str, rows: Iterable[Sequence[str]]) -> None:
    sheet = workbook.create_sheet(name)
    sheet.sheet_state = "hidden"
    for row, values in enumerate(rows, start=1):
        for column, value in enumerate(values, start=1):
            if value:
                cell = _cell(sheet, row, column)
                put_text(cell, value)
                cell.number_format = "@"
    sheet.protection.sheet = True


def _write_instructions(sheet: Worksheet, instructions: Instructions) -> None:
    sheet.title = instructions.sheet_title
    sheet.sheet_view.showGridLines = False
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 26, _INSTRUCTION_WIDTH
    row = 1
    put_text(_cell(sheet, row, 1), instructions.title)
    _cell(sheet, row, 1).font = styles.TITLE_FONT
    for heading, lines in instructions.sections:
        row += 2
        put_text(_cell(sheet, row, 1), heading)
        _cell(sheet, row, 1).font = styles.SUBTITLE_FONT
        for label, text in lines:
            row += 1
            for number, words in ((1, label), (2, text)):
                cell = _cell(sheet, row, number)
                put_text(cell, words)
                cell.font, cell.alignment = styles.PLAIN_FONT, styles.TOP
            _set_height(sheet, row, [(text, Column("text", Message(""), _INSTRUCTION_WIDTH))])
    row += 2
    put_text(_cell(sheet, row, 1), instructions.legend_title)
    _cell(sheet, row, 1).font = styles.SUBTITLE_FONT
    for look, name, meaning in instructions.legend:
        row += 1
        column = Column("legend", Message(""), 0, look)
        cell, beside = _cell(sheet, row, 1), _cell(sheet, row, 2)
        put_text(cell, name)
        put_text(beside, meaning)
        cell.font, cell.border, cell.alignment = styles.cell_font(column), styles.BORDER, styles.TOP
        beside.font, beside.alignment = styles.PLAIN_FONT, styles.TOP
        if (fill := styles.cell_fill(column)) is not None:
            cell.fill = fill
    sheet.page_setup.orientation = "portrait"
    _fit_to_page(sheet)
    sheet.protection.sheet = True
