"""A table as it is written to a spreadsheet or a data file: name, columns and rows of text and numbers."""

from __future__ import annotations

from dataclasses import dataclass

Value = str | int | float | None
Rows = tuple[tuple[Value, ...], ...]


@dataclass(frozen=True)
class Table:
    """A table: its name, its columns and its rows."""

    name: str
    columns: tuple[str, ...]
    rows: Rows
