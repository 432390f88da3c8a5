"""The adviser's own sheet handed back: values, formulas and formats as they were, cells marked and commented."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Sequence
from copy import copy
from pathlib import Path

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils.exceptions import IllegalCharacterError
from openpyxl.worksheet.worksheet import Worksheet

from medlemsdialog.catalogue import Language, Message
from medlemsdialog.intake.tables import defuse_formula
from medlemsdialog.models.problems import Problem
from medlemsdialog.models.vocabulary import Severity, word

FIRST_SHEET = "Merknader"
_FILLS = {Severity.ERROR: "FFF4B6B6", Severity.WARNING: "FFFFE08A", Severity.NOTICE: "FFD6E8FA"}
_HEADINGS = (
    Message("Alvor"),
    Message("Hvor"),
    Message("Hva"),
    Message("Funnet"),
    Message("Tillatt"),
    Message("Hva du kan gjøre"),
)
_WIDTHS = (16, 26, 60, 40, 40, 60)
# The earliest time that a ZIP can hold: the same bytes on every day.
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_FIXED_TIME = dt.datetime(1980, 1, 1, tzinfo=dt.UTC).replace(tzinfo=None)
_MODIFIED = re.compile(rb"(<dcterms:(?:modified|created)[^>]*>)[^<]*(<)")
_NOT_KEPT = (
    "xl/vbaProject",
    "xl/charts/",
    "xl/drawings/",
    "xl/media/",
    "xl/slicers/",
    "xl/pivotTables/",
    "xl/externalLinks/",
)


def write_marked_copy(original: Path, problems: Sequence[Problem], target: Path, *, language: Language = "nb") -> None:
    """Write a copy of an XLSX with its problems marked; the same input gives the same bytes.

    Values, formulas and formats stay; each problem's cell is filled and commented, and a first sheet lists them all and
    what the copy could not keep. Comments that stood in the original are kept above ours.
    """
    workbook = openpyxl.load_workbook(original)
    names = set(workbook.sheetnames)
    by_cell: dict[tuple[str, str], list[Problem]] = defaultdict(list)
    for problem in problems:
        sheet, cell = problem.anchor.sheet, problem.anchor.cell
        if sheet in names and sheet and cell and problem.anchor.attachment is None:
            by_cell[sheet, cell].append(problem)
    for (sheet, cell), found in by_cell.items():
        _mark_cell(workbook[sheet], cell, found, language)
    title = FIRST_SHEET
    while title in names:
        title += "*" if title.endswith("+") else "+"
    listing = workbook.create_sheet(title, 0)
    _write_listing(listing, problems, _find_losses(original), language)
    workbook.active = 0
    for sheet_number, other in enumerate(workbook.worksheets):
        other.sheet_view.tabSelected = sheet_number == 0
    workbook.properties.creator = "medlemsdialog"
    workbook.properties.created = workbook.properties.modified = _FIXED_TIME
    buffer = io.BytesIO()
    workbook.save(buffer)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(_with_fixed_times(buffer.getvalue()))


def _mark_cell(sheet: Worksheet, name: str, problems: Sequence[Problem], language: Language) -> None:
    cell = sheet[name]
    for area in sheet.merged_cells.ranges:
        if name in area:
            cell = sheet.cell(area.min_row, area.min_col)
    gravest = min(problems, key=lambda problem: list(Severity).index(problem.severity))
    colour = _FILLS[gravest.severity]
    cell.fill = PatternFill("solid", start_color=colour, end_color=colour)
    lines = [f"{problem.what.text(language)} {problem.to_do.text(language)}" for problem in problems]
    if cell.comment is not None:
        lines.insert(0, cell.comment.text)
    comment = Comment("\n\n".join(lines), "medlemsdialog", height=160, width=320)
    cell.comment = comment


def _write_listing(
    sheet: Worksheet, problems: Sequence[Problem], losses: Sequence[Message], language: Language
) -> None:
    _append(sheet, [heading.text(language) for heading in _HEADINGS])
    for cell in sheet[1]:
        font = copy(cell.font)
        cell.font = Font(name=font.name, size=font.size, bold=True)
    for problem in problems:
        where = problem.anchor.label(language) or problem.source
        texts = (problem.what, problem.allowed, problem.to_do)
        what, allowed, to_do = (text.text(language) for text in texts)
        _append(sheet, [word(problem.severity).text(language), where, what, problem.found, allowed, to_do])
    for loss in losses:
        _append(sheet, [word(Severity.NOTICE).text(language), "", loss.text(language)])
    for number, width in enumerate(_WIDTHS):
        sheet.column_dimensions["ABCDEF"[number]].width = width
    for row in sheet.iter_rows():
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"


def _append(sheet: Worksheet, values: Sequence[str]) -> None:
    row = (sheet.max_row + 1) if sheet.max_row > 1 or sheet["A1"].value is not None else 1
    for column, value in enumerate(values, start=1):
        cell = sheet.cell(row, column)
        safe = str(defuse_formula(value))[:32_000]
        try:
            cell.value = safe
        except IllegalCharacterError:
            cell.value = "".join(sign if sign.isprintable() or sign == "\n" else "\ufffd" for sign in safe)
        cell.data_type = "s"


def _find_losses(original: Path) -> list[Message]:
    """Return a sentence where the original holds parts that openpyxl cannot carry over."""
    with zipfile.ZipFile(original) as archive:
        lost = sorted({part.split("/")[1] for part in archive.namelist() if part.startswith(_NOT_KEPT)})
    if not lost:
        return []
    return [
        Message(
            "Diagrammer, bilder eller makroer i originalen kan mangle i denne kopien: {parts}.", parts=", ".join(lost)
        )
    ]


def _with_fixed_times(content: bytes) -> bytes:
    """Return the same archive with every time in it fixed."""
    fixed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(fixed, "w") as out:
        for member in archive.infolist():
            data = archive.read(member)
            if member.filename == "docProps/core.xml":
                data = _MODIFIED.sub(rb"\g<1>1980-01-01T00:00:00Z\g<2>", data)
            info = zipfile.ZipInfo(member.filename, date_time=_ZIP_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            out.writestr(info, data)
    return fixed.getvalue()
