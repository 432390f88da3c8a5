"""A table as it is written to a spreadsheet or a data file: name, columns and rows of text, numbers and dates."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Literal

Value = str | int | float | datetime.date | None
Rows = tuple[tuple[Value, ...], ...]
FieldType = Literal["string", "integer", "boolean", "date"]


@dataclass(frozen=True)
class Table:
    """A table as it is printed: its name, its columns and its rows."""

    name: str
    columns: tuple[str, ...]
    rows: Rows


@dataclass(frozen=True)
class Field:
    """A column with its definition. `name` is the one that machines use, `heading` the one that people read.

    `choices` are the allowed codes, each with its word; cells hold the code. `definition` is the key of the word's
    definition (`report.definitions`), empty where the column has none.
    """

    name: str
    heading: str
    type: FieldType
    meaning: str
    unit: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    required: bool = False
    definition: str = ""


@dataclass(frozen=True)
class Reference:
    """Columns whose values are those of another table's key."""

    columns: tuple[str, ...]
    table: str


@dataclass(frozen=True)
class EvidenceTable:
    """A table with the definition of each column: `id` is its name for machines, `name` the one people read.

    `key` are the columns that together are different in every row.
    """

    id: str
    name: str
    meaning: str
    fields: tuple[Field, ...]
    rows: Rows
    key: tuple[str, ...] = ()
    references: tuple[Reference, ...] = field(default=())

    @property
    def columns(self) -> tuple[str, ...]:
        """The headings that people read."""
        return tuple(one.heading for one in self.fields)

    def printed(self) -> Table:
        """Return the table as people read it: the words of the codes."""
        words = [dict(one.choices) for one in self.fields]
        rows = tuple(
            tuple(
                words[place].get(value, value) if isinstance(value, str) else value for place, value in enumerate(row)
            )
            for row in self.rows
        )
        return Table(self.name, self.columns, rows)
