"""The CSV files that official figures are kept in, read and written so that a spreadsheet and we see the same."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path

from medlemsdialog.catalogue import Message
from medlemsdialog.errors import DialogueError
from medlemsdialog.register.statistics_tables import KeptContent, KeptTable, KeptValue, StatisticsLevel

CONTENTS_FILE = "tables.csv"

_CONTENT_COLUMNS = (
    "table",
    "title",
    "content_code",
    "content",
    "unit",
    "decimals",
    "source",
    "updated",
    "retrieved",
    "note",
)
_VALUE_COLUMNS = (
    "content_code",
    "level",
    "area_code",
    "region_code",
    "region",
    "period",
    "value",
    "symbol",
    "retrieved",
    "previous_value",
    "previous_symbol",
    "revised",
)
_COMMAND_SIGNS = ("=", "+", "-", "@", "\t", "\r")


class KeptStatisticsError(DialogueError):
    """A kept table cannot be used as it stands; the text names file, row and column."""


def values_file(folder: Path, table_id: str) -> Path:
    """Return where a table's figures are kept."""
    return folder / f"{table_id}.csv"


def read_kept_tables(folder: Path) -> tuple[KeptTable, ...]:
    """Return the tables kept in a folder, in the order of their list; none where there is no list.

    Raises:
        KeptStatisticsError: A file is missing, no CSV in UTF-8, or a cell holds what it must not.
    """
    if not (folder / CONTENTS_FILE).is_file():
        return ()
    contents = [_read_content(row) for row in _read_rows(folder / CONTENTS_FILE, _CONTENT_COLUMNS)]
    tables = []
    for table_id in dict.fromkeys(content.table for content in contents):
        file = values_file(folder, table_id)
        rows = _read_rows(file, _VALUE_COLUMNS) if _is_plain(table_id) and file.is_file() else None
        if rows is None:
            raise KeptStatisticsError(
                Message(
                    "{file}: Tabellen «{table}» har ingen fil med tall ({missing}). Hent tabellen på nytt, eller slett raden.",
                    file=CONTENTS_FILE,
                    table=table_id,
                    missing=file.name,
                )
            )
        own = tuple(content for content in contents if content.table == table_id)
        tables.append(KeptTable(id=table_id, contents=own, values=_read_values(rows, own, file.name)))
    return tuple(tables)


def write_contents(tables: Iterable[KeptTable]) -> str:
    """Return the list of kept tables as CSV."""
    return _write_rows(
        _CONTENT_COLUMNS,
        [
            (
                content.table,
                content.title,
                content.code,
                content.label,
                content.unit,
                "" if content.decimals is None else str(content.decimals),
                content.source,
                content.updated,
                content.retrieved.isoformat(),
                content.note,
            )
            for table in tables
            for content in table.contents
        ],
    )


def write_values(table: KeptTable) -> str:
    """Return a table's figures as CSV."""
    return _write_rows(
        _VALUE_COLUMNS,
        [
            (
                one.content_code,
                one.level.value,
                one.area_code,
                one.region_code,
                one.region,
                one.period,
                write_decimal(one.value),
                one.symbol,
                one.retrieved.isoformat(),
                write_decimal(one.previous_value),
                one.previous_symbol,
                one.revised.isoformat() if one.revised else "",
            )
            for one in table.values
        ],
    )


def write_decimal(value: Decimal | None) -> str:
    """Return a figure as the source writes it, with a decimal point; empty where it is unknown."""
    return "" if value is None else format(value, "f")


class _Row:
    def __init__(self, file: str, number: int, cells: dict[str, str]) -> None:
        self.file, self.number, self.cells = file, number, cells

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def fault(self, column: str, allowed: Message) -> KeptStatisticsError:
        return KeptStatisticsError(
            Message(
                "reference/statistics/{file}, rad {row}, kolonne «{column}»: Fant «{found}». Tillatt: {allowed}. "
                "Rett cellen, eller hent tabellen på nytt.",
                file=self.file,
                row=self.number,
                column=column,
                found=self[column],
                allowed=allowed,
            )
        )

    def day(self, column: str) -> datetime.date:
        try:
            return datetime.date.fromisoformat(self[column])
        except ValueError:
            raise self.fault(column, Message("en dato som 2018-06-28")) from None

    def decimal(self, column: str) -> Decimal | None:
        if not self[column]:
            return None
        try:
            number = Decimal(self[column])
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite():
            raise self.fault(column, Message("et tall med desimalpunktum, eller tomt når det er ukjent"))
        return number


def _read_rows(file: Path, columns: Sequence[str]) -> list[_Row]:
    try:
        reader = csv.reader(io.StringIO(file.read_bytes().decode("utf-8-sig"), newline=""), strict=True)
        lines = [[_read_text(cell) for cell in cells] for cells in reader if any(cells)]
    except (UnicodeDecodeError, csv.Error):
        raise KeptStatisticsError(
            Message(
                "reference/statistics/{file} kan ikke leses som CSV i UTF-8. Hent tabellen på nytt, eller ta inn filen slik den var.",
                file=file.name,
            )
        ) from None
    header = lines[0] if lines else []
    missing = [column for column in columns if column not in header]
    if missing:
        raise KeptStatisticsError(
            Message(
                "reference/statistics/{file}, rad 1: Kolonnene {missing} mangler. Hent tabellen på nytt, eller ta inn filen slik den var.",
                file=file.name,
                missing=", ".join(missing),
            )
        )
    return [
        _Row(file.name, number, dict.fromkeys(columns, "") | dict(zip(header, cells, strict=False)))
        for number, cells in enumerate(lines[1:], start=2)
    ]


def _read_content(row: _Row) -> KeptContent:
    if row["decimals"] and not (row["decimals"].isdecimal() and int(row["decimals"]) <= 15):
        raise row.fault("decimals", Message("et helt tall fra 0 til 15, eller tomt når det er ukjent"))
    return KeptContent(
        table=row["table"],
        title=row["title"],
        code=row["content_code"],
        label=row["content"],
        unit=row["unit"],
        decimals=int(row["decimals"]) if row["decimals"] else None,
        source=row["source"],
        updated=row["updated"],
        retrieved=row.day("retrieved"),
        note=row["note"],
    )


def _read_values(rows: Iterable[_Row], contents: Sequence[KeptContent], file: str) -> tuple[KeptValue, ...]:
    codes = [content.code for content in contents]
    values: dict[tuple[str, str, str], KeptValue] = {}
    for row in rows:
        if row["content_code"] not in codes:
            raise row.fault("content_code", Message("{values}", values=", ".join(codes)))
        if row["level"] not in set(StatisticsLevel):
            raise row.fault("level", Message("{values}", values=", ".join(StatisticsLevel)))
        value = KeptValue(
            content_code=row["content_code"],
            level=StatisticsLevel(row["level"]),
            area_code=row["area_code"],
            region_code=row["region_code"],
            region=row["region"],
            period=row["period"],
            value=row.decimal("value"),
            symbol=row["symbol"],
            retrieved=row.day("retrieved"),
            previous_value=row.decimal("previous_value"),
            previous_symbol=row["previous_symbol"],
            revised=row.day("revised") if row["revised"] else None,
        )
        if value.key in values:
            raise row.fault("region_code", Message("én rad for hvert tall; dette står i flere"))
        values[value.key] = value
    return tuple(values.values())


def _write_rows(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    numbers = {columns.index(name) for name in ("value", "previous_value") if name in columns}
    writer.writerows(
        [cell if place in numbers else _write_text(cell) for place, cell in enumerate(row)] for row in rows
    )
    return out.getvalue()


def _write_text(cell: str) -> str:
    # A spreadsheet runs a cell that begins so; the labels come from elsewhere.
    # Apostrophes of the text's own count with the sign after them, so that reading takes away what was put there and no more.
    return f"'{cell}" if cell.lstrip("'").startswith(_COMMAND_SIGNS) else cell


def _read_text(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(_COMMAND_SIGNS) else cell


def _is_plain(name: str) -> bool:
    return bool(name) and name.replace("-", "").replace("_", "").isalnum()
