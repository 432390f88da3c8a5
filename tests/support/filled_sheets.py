"""Filling in the sheets as a person does: by the headings that are seen, with openpyxl for Excel."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from medlemsdialog.exchange.sheets_in import Taken


class Filler:
    """One sheet of a file; cells by heading, rows by the text in a column."""

    def __init__(self, sheet: Worksheet) -> None:
        self.sheet = sheet

    def column(self, heading: str) -> int:
        return next(cell.column for cell in self.sheet[1] if cell.value == heading)

    def row(self, text: str, heading: str | None = None) -> int:
        """Return the first row whose cell (of the first column, or under `heading`) holds `text` or begins with it."""
        column = self.column(heading) if heading else 1
        for number in range(2, self.sheet.max_row + 1):
            if str(self.sheet.cell(number, column).value or "").startswith(text):
                return number
        raise LookupError(text)

    def put(self, row: int, **values: Any) -> None:
        """Write values under headings, given as keywords with `_` for space."""
        for heading, value in values.items():
            self.put_at(row, heading.replace("_", " "), value)

    def put_at(self, row: int, heading: str, value: Any) -> None:
        self.sheet.cell(row, self.column(heading)).value = value

    def get(self, row: int, heading: str) -> Any:
        return self.sheet.cell(row, self.column(heading)).value


def fill(file: Path, sheet: str, change: Callable[[Filler], None], *, to: Path | None = None) -> Path:
    """Open a file, change one sheet, and save it as a spreadsheet program does."""
    workbook = openpyxl.load_workbook(file)
    change(Filler(workbook[sheet]))
    target = to or file
    workbook.save(target)
    return target


def read(file: Path, sheet: str) -> Filler:
    return Filler(openpyxl.load_workbook(file)[sheet])


def rules(taken: Taken) -> list[str]:
    """Return the rules of what was told, in order."""
    return [problem.rule for problem in taken.result.problems]
