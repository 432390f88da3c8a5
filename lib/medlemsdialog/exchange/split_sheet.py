"""The list of statements with one claim or theme, written out to be given new codes one by one, and read back."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from medlemsdialog.catalogue import LANGUAGES, Language, Message
from medlemsdialog.errors import UsageError
from medlemsdialog.exchange.choices import fold_text
from medlemsdialog.intake.formats import find_format
from medlemsdialog.intake.readers.delimited import read_delimited
from medlemsdialog.intake.readers.sheet import read_sheet
from medlemsdialog.intake.rules import BrokenOriginalError
from medlemsdialog.report.spreadsheet import build_spreadsheet
from medlemsdialog.report.tables import Table
from medlemsdialog.writing import write_bytes_atomically

_ID, _NEW = Message("Utsagn-id"), Message("Ny kode")
_COLUMNS = (_ID, _NEW, Message("Fylke"), Message("Avsender"), Message("Standpunkt"), Message("Tekst"))
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_HEADING_ROWS = 10  # a person may write a few lines above the headings
_SEPARATORS = re.compile(r"[,;\s]+")


class SplitRow(NamedTuple):
    """One statement with the code that is to be split."""

    statement_id: str
    area: str
    sender: str
    position: str
    text: str


def write_split_sheet(rows: Sequence[SplitRow], file: Path, *, date: str, language: Language) -> Path:
    """Write the statements with an empty column for the new code, as CSV or XLSX by the file's name.

    Raises:
        UsageError: The name ends in neither.
    """
    headings = tuple(column.text(language) for column in _COLUMNS)
    cells = [(row.statement_id, "", row.area, row.sender, row.position, row.text) for row in rows]
    match file.suffix.casefold():
        case ".xlsx":
            title = Message("Utsagn").text(language)
            write_bytes_atomically(file, build_spreadsheet([Table(title, headings, tuple(cells))], date=date))
        case ".csv":
            stream = io.StringIO(newline="")
            writer = csv.writer(stream)
            writer.writerow(headings)
            writer.writerows([[_harmless(cell) for cell in row] for row in cells])
            write_bytes_atomically(file, stream.getvalue().encode("utf-8-sig"))
        case _:
            raise UsageError(Message("Filen {file} skal slutte på .xlsx eller .csv.", file=file.name))
    return file


def read_split_sheet(file: Path, known: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
    """Return the new codes by statement, for the rows where a person has written some.

    Raises:
        UsageError: The file cannot be read, lacks the columns, or names statements that do not have the code; all at once.
    """
    rows = _read_rows(file)
    place = _find_columns(rows)
    if place is None:
        raise UsageError(
            Message(
                "{file}: Fant ikke kolonnene «{id}» og «{new}». Ta utgangspunkt i filen du får med --to.",
                file=file.name,
                id=_ID,
                new=_NEW,
            )
        )
    start, id_place, new_place = place
    assigned: dict[str, tuple[str, ...]] = {}
    faults: list[str] = []
    for number, row in enumerate(rows[start:], start=start + 1):
        statement_id, given = (row[at].strip() if at < len(row) else "" for at in (id_place, new_place))
        codes = tuple(dict.fromkeys(filter(None, _SEPARATORS.split(given))))
        if not codes:
            continue
        if statement_id not in known:
            faults.append(f"{number}: {statement_id or '–'}")
        elif assigned.get(statement_id, codes) != codes:
            faults.append(f"{number}: {statement_id} = {given}")
        assigned[statement_id] = codes
    if faults:
        raise UsageError(
            Message(
                "{file}: Disse radene gjelder utsagn som ikke har koden, eller som står to ganger med ulik kode: {rows}. "
                "Rett dem og prøv igjen. Ingenting er endret.",
                file=file.name,
                rows="; ".join(faults),
            )
        )
    return assigned


def _read_rows(file: Path) -> Sequence[Sequence[str]]:
    try:
        content = file.read_bytes()
        kind = find_format(file.name, content)
        document = (
            read_sheet(file.name, content, kind) if kind in {"xlsx", "ods"} else read_delimited(file.name, content)
        )
    except FileNotFoundError:
        raise UsageError(Message("Fant ikke filen {file}.", file=str(file))) from None
    except (BrokenOriginalError, ValueError) as error:
        raise UsageError(
            Message("Filen {file} kan ikke leses. Lagre den som .xlsx eller .csv og prøv igjen.", file=file.name)
        ) from error
    return next((sheet.rows for sheet in document.sheets if _find_columns(sheet.rows)), ())


def _find_columns(rows: Sequence[Sequence[str]]) -> tuple[int, int, int] | None:
    """Return how many rows stand above the first statement, and the places of the id and the new code."""
    for number, row in enumerate(rows[:_HEADING_ROWS], start=1):
        folded = [fold_text(cell) for cell in row]
        places = [_place_of(message, folded) for message in (_ID, _NEW)]
        if None not in places:
            return number, places[0] or 0, places[1] or 0
    return None


def _place_of(heading: Message, folded: Sequence[str]) -> int | None:
    written = {fold_text(heading.text(language)) for language in LANGUAGES}
    return next((place for place, cell in enumerate(folded) if cell in written), None)


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell
