"""How large the used part of an Excel sheet is, before it is opened: two far cells would otherwise fill the memory."""

from __future__ import annotations

import io
import re
import zipfile

from medlemsdialog.intake.formats import ZIP_FAULTS
from medlemsdialog.intake.limits import MAX_CELLS, MAX_COLUMNS, MAX_ROWS
from medlemsdialog.intake.rules import BrokenOriginalError

# Cells with content; formatted ones without are not part of what is used.
_CELL = re.compile(rb"<(?:\w+:)?c\b[^>]*?\br=\"([A-Z]{1,3})(\d{1,7})\"[^>]*(?<!/)>")


def refuse_large_sheets(name: str, content: bytes) -> None:
    """Look through the sheets of a workbook for cells too far away.

    Raises:
        BrokenOriginalError: A sheet has more rows, columns or cells than the limits.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for part in archive.namelist():
                if part.startswith("xl/worksheets/") and part.endswith(".xml"):
                    _refuse_large_sheet(name, archive.read(part))
    except ZIP_FAULTS:
        # What is damaged is told of by the reader.
        return


def _refuse_large_sheet(name: str, sheet: bytes) -> None:
    cells = _CELL.findall(sheet)
    columns = {_column_number(letters) for letters in {letters for letters, _ in cells}}
    rows = {int(row) for row in {row for _, row in cells}}
    if not cells:
        return
    width, height = max(columns) - min(columns) + 1, max(rows) - min(rows) + 1
    if max(columns) > MAX_COLUMNS or max(rows) > MAX_ROWS or width * height > MAX_CELLS:
        raise BrokenOriginalError("too_many_rows", name, found=f"{max(rows)} rader og {max(columns)} kolonner")


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + letter - 64
    return number
