"""A sheet that is no Excel file (CSV, ODS, or one that is built strangely) as an Excel file of its values."""

from __future__ import annotations

import datetime as dt
import io
import re

from medlemsdialog.intake.reading import read_document
from medlemsdialog.intake.workbook_package import WorkbookPackage, clean_text
from medlemsdialog.intake.workbook_sheets import find_sheets

_NAMELESS = "Ark"
_CORE = "docProps/core.xml"
_TIMES = re.compile(rb"(<dcterms:(?:modified|created)[^>]*>)[^<]*(<)")
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST_NAME = 31
_LONGEST_TEXT = 32_767
_EPOCH = dt.datetime(1980, 1, 1, tzinfo=dt.UTC).replace(tzinfo=None)


def build_values_copy(name: str, content: bytes) -> tuple[WorkbookPackage, dict[str, str]]:
    """Return an Excel file with the original's values as text in the same cells, and its parts by the original's sheets.

    Raises:
        BrokenOriginalError: The original cannot be read.
    """
    # Imported here: it takes a while, and most runs make no such copy.
    from openpyxl import Workbook

    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    names: dict[str, str] = {}
    for sheet in read_document(name, content).sheets:
        names[sheet.name] = _allowed_name(sheet.name, workbook.sheetnames)
        made = workbook.create_sheet(names[sheet.name])
        for number, row in enumerate(sheet.rows, start=1):
            for column, text in enumerate(row, start=1):
                if text:
                    cell = made.cell(number, column, clean_text(text)[:_LONGEST_TEXT])
                    # Text, also where it looks like a formula.
                    cell.data_type = "s"
    workbook.properties.creator = "medlemsdialog"
    workbook.properties.created = _EPOCH
    buffer = io.BytesIO()
    workbook.save(buffer)
    package = WorkbookPackage(buffer.getvalue())
    package.replace(_CORE, _TIMES.sub(rb"\g<1>1980-01-01T00:00:00Z\g<2>", package.read(_CORE)))
    parts = find_sheets(package)
    return package, {original: parts[made] for original, made in names.items()}


def _allowed_name(name: str, taken: list[str]) -> str:
    allowed = (_NOT_IN_NAMES.sub("_", name).strip("'") or _NAMELESS)[:_LONGEST_NAME]
    used = {other.casefold() for other in taken}
    number, free = 2, allowed
    while free.casefold() in used:
        free, number = f"{allowed[: _LONGEST_NAME - 4]} {number}", number + 1
    return free
