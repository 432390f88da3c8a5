"""The register's CSV tables: read as text, every row checked before any is used."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from medlemsdialog.catalogue import Message
from medlemsdialog.errors import DialogueError

COUNTIES, MUNICIPALITIES = "counties.csv", "municipalities.csv"
CHANGES, BODIES = "municipality_changes.csv", "bodies.csv"
AREAS = "areas.csv"
LANGUAGE_FORMS = ("bokmål", "nynorsk", "nøytral")
SHOWN_FAULTS = 20

COLUMNS = {
    COUNTIES: ("edition", "county_code", "name"),
    MUNICIPALITIES: ("edition", "municipality_code", "name", "other_names", "county_code", "population_1_january"),
    CHANGES: ("from_edition", "to_edition", "from_code", "to_code", "kind"),
    BODIES: ("edition", "body_code", "name", "kind", "county_code"),
    AREAS: ("edition", "area_code", "name", "members"),
}
_OPTIONAL_FILES = frozenset({CHANGES, BODIES})


class RegisterError(DialogueError):
    """The register's tables cannot be used as they stand; the text lists every faulty row."""


@dataclass(frozen=True)
class Row:
    """One row with its place; a column that the file lacks is blank."""

    file: str
    number: int
    values: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values.get(column, "")


@dataclass
class Faults:
    """All that is wrong with the tables, gathered before anything is raised."""

    messages: list[Message] = field(default_factory=list)

    def add(self, row: Row, column: str, allowed: Message, to_do: Message) -> None:
        """Note that a row's value in `column` is not allowed."""
        self.messages.append(
            Message(
                "{file}, rad {row}, kolonne «{column}»: Fant «{found}». Tillatt: {allowed}. {to_do}",
                file=row.file,
                row=row.number,
                column=column,
                found=row[column],
                allowed=allowed,
                to_do=to_do,
            )
        )

    def check(self, row: Row, column: str, pattern: str, allowed: Message, to_do: Message) -> bool:
        """Return whether the row's value follows `pattern`; note it if not."""
        fits = re.fullmatch(pattern, row[column]) is not None
        if not fits:
            self.add(row, column, allowed, to_do)
        return fits

    def check_unique(self, rows: Iterable[Row], columns: tuple[str, ...], to_do: Message) -> None:
        """Note every row whose key in `columns` stands in an earlier row."""
        first: dict[tuple[str, ...], int] = {}
        for row in rows:
            key = tuple(row[column] for column in columns)
            if key in first:
                self.add(
                    row, columns[-1], Message("én rad per kode; denne står også i rad {row}", row=first[key]), to_do
                )
            first.setdefault(key, row.number)

    def raise_if_any(self) -> None:
        """Raise one error that lists the faults, the first ones in full.

        Raises:
            RegisterError: Something is wrong.
        """
        if not self.messages:
            return
        shown = self.messages[:SHOWN_FAULTS]
        left_out = len(self.messages) - len(shown)
        if left_out:
            shown.append(Message("… og {number} feil til.", number=left_out))
        head = Message("Registeret kan ikke brukes før dette er rettet ({number} feil):", number=len(self.messages))
        raise RegisterError(_join([head, *shown]))


def read_rows(folder: Path, file: str) -> tuple[Row, ...]:
    """Return the rows of one table; a missing table of changes or bodies has none.

    Comma or semicolon, UTF-8 with or without byte order mark; empty lines are left out, cells are stripped.

    Raises:
        RegisterError: The file is missing, is not UTF-8 or lacks columns.
    """
    path = folder / file
    if not path.is_file():
        if file in _OPTIONAL_FILES:
            return ()
        raise RegisterError(
            Message("Filen {file} mangler i registermappen {folder}. Kopier den dit.", file=file, folder=str(folder))
        )
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RegisterError(
            Message("{file}: Tegnene er ikke lagret som UTF-8. Lagre filen på nytt som «CSV UTF-8».", file=file)
        ) from error
    return _parse_rows(file, text)


def _parse_rows(file: str, text: str) -> tuple[Row, ...]:
    first_line = text.partition("\n")[0]
    delimiter = ";" if first_line.count(";") > first_line.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    header = [cell.strip() for cell in next(reader, [])]
    missing = [column for column in COLUMNS[file] if column not in header]
    if missing:
        raise RegisterError(
            Message(
                "{file}, rad 1: Kolonnene {missing} mangler. Fant: {found}. "
                "Legg til kolonnene med akkurat disse navnene.",
                file=file,
                missing=", ".join(missing),
                found=", ".join(header) or "–",
            )
        )
    rows = []
    try:
        for cells in reader:
            stripped = [cell.strip() for cell in cells]
            if any(stripped):
                rows.append(Row(file, reader.line_num, dict(zip(header, stripped, strict=False))))
    except csv.Error as error:
        raise RegisterError(
            Message(
                "{file}, rad {row}: Raden kan ikke leses som CSV. Rett anførselstegnene, eller lagre filen på nytt.",
                file=file,
                row=reader.line_num,
            )
        ) from error
    return tuple(rows)


def _join(messages: list[Message]) -> Message:
    values = {f"line_{number}": message for number, message in enumerate(messages)}
    return Message("\n".join(f"{{{name}}}" for name in values), **values)
