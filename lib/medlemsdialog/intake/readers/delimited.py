"""CSV and TSV with any delimiter: every cell as text, placed as a spreadsheet shows it."""

from __future__ import annotations

import csv
import io

from medlemsdialog.intake.document import Document, Sheet
from medlemsdialog.intake.formats import MEDIA_TYPES
from medlemsdialog.intake.limits import MAX_CELLS, MAX_COLUMNS, MAX_FILE_BYTES, MAX_ROWS
from medlemsdialog.intake.readers.cells import build_cell_blocks
from medlemsdialog.intake.readers.lines import decode_text
from medlemsdialog.intake.readers.sheet_values import notice_values
from medlemsdialog.intake.rules import BrokenOriginalError

DELIMITERS = (";", "\t", ",", "|")
_SAMPLE_ROWS = 50


def read_delimited(name: str, content: bytes) -> Document:
    """Return a delimited file as one sheet without a name.

    Raises:
        BrokenOriginalError: It is no text, or larger than the limits.
    """
    text, notes = decode_text(name, content)
    declared = text.split("\n", 1)[0].strip().lower()
    skip = 0
    if declared.startswith("sep=") and len(declared) == 5:
        delimiter, skip = declared[4], 1
    else:
        delimiter = find_delimiter(text)
    # The limit belongs to the whole process: it is put back for the others.
    limit_before = csv.field_size_limit(MAX_FILE_BYTES)
    rows: list[tuple[str, ...]] = []
    cells = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            cells += len(row)
            if len(rows) >= MAX_ROWS or cells > MAX_CELLS or len(row) > MAX_COLUMNS:
                raise BrokenOriginalError("too_many_rows", name, found=f"{len(rows)} rader, {cells} celler")
            rows.append(tuple(cell.strip() for cell in row))
    except csv.Error as error:
        raise BrokenOriginalError("unreadable", name, format="CSV") from error
    finally:
        csv.field_size_limit(limit_before)
    # Excel hides the line that declares the delimiter, and counts from the next.
    sheet = Sheet(rows=tuple(rows[skip:]))
    return Document(
        media_type=MEDIA_TYPES["csv"],
        blocks=build_cell_blocks((sheet,)),
        sheets=(sheet,),
        notes=(*notes, *notice_values(sheet.name, sheet.rows)),
    )


def find_delimiter(text: str) -> str:
    """Return the delimiter that gives the most rows of one and the same width above one."""

    def evenness(delimiter: str) -> tuple[int, int]:
        widths: list[int] = []
        try:
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
                if any(row):
                    widths.append(len(row))
                if len(widths) >= _SAMPLE_ROWS:
                    break
        except csv.Error:
            return (0, 0)
        widest = max(set(widths), key=lambda width: (widths.count(width), width), default=1)
        return (widths.count(widest), widest) if widest > 1 else (0, 0)

    return max(DELIMITERS, key=evenness)
