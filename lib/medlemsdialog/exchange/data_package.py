"""The national tables as a Data Package: one CSV a table, described by the definitions people read in the spreadsheet.

The format is Data Package version 2 (https://datapackage.org): `datapackage.json` says what each column holds, its type, its
allowed values, the keys, and which columns refer to another table. A text cell that a spreadsheet would take for a formula
gets a leading apostrophe, as in all CSV files that the program writes; numbers are numbers. The package says so itself.
"""

from __future__ import annotations

import csv
import datetime
import io
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from medlemsdialog.models.national import NationalOverview
from medlemsdialog.report.tables import EvidenceTable, Field, Value
from medlemsdialog.writing import write_bytes_atomically, write_text_atomically

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels

DESCRIPTOR = "datapackage.json"
_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
# Excel reads a CSV as UTF-8 where it begins so.
_BOM = "\ufeff"


def write_data_package(
    tables: Sequence[EvidenceTable], national: NationalOverview, labels: Labels, folder: Path
) -> tuple[Path, ...]:
    """Write the tables and what describes them to `folder` and return the files; the same tables give the same bytes."""
    files = []
    for table in tables:
        file = folder / _file_name(table)
        write_bytes_atomically(file, write_table(table))
        files.append(file)
    descriptor = folder / DESCRIPTOR
    content = describe_package(tables, national, labels)
    write_text_atomically(descriptor, json.dumps(content, ensure_ascii=False, indent=1) + "\n")
    return (descriptor, *files)


def write_table(table: EvidenceTable) -> bytes:
    """Return a table as CSV: comma, UTF-8 with BOM, the columns' names for machines, codes instead of words."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([field.name for field in table.fields])
    writer.writerows([_write_cell(value) for value in row] for row in table.rows)
    return (_BOM + stream.getvalue()).encode()


def describe_package(tables: Iterable[EvidenceTable], national: NationalOverview, labels: Labels) -> dict[str, Any]:
    """Return the descriptor: titles and definitions in the labels' language."""
    t, dialogue = labels.t, labels.dialogue
    tables = tuple(tables)
    known = {table.id: table for table in tables}
    sources = [*dialogue.sources_of_facts, t("Kommuneinndelingen {edition}", edition=national.edition)]
    told = [
        t("Tabellene bak det nasjonale dokumentet. De er de samme som i regnearket evidence.xlsx."),
        t("Medlemmer, organer, utsagn og innspill er ulike enheter og skal aldri legges sammen."),
        t("Tom celle betyr ukjent, eller at tallet ikke vises. Null betyr ingen."),
        t(
            "En tekst som begynner med =, +, -, @, tabulator eller linjeskift, har fått en apostrof foran, så ikke noe regneark "
            "tar den for en formel. Tall er tall, også negative."
        ),
        t("Rettighetene til tekstene er ikke oppgitt. Spør den som eier dialogen, før de brukes til annet."),
    ]
    if national.example:
        told.insert(0, t("Eksempel – oppdiktet."))
    return {
        "$schema": _PROFILE,
        "name": _slug(national.dialogue),
        "title": dialogue.title.in_language(labels.language),
        "description": " ".join(told),
        "created": f"{national.document_date}T00:00:00Z",
        "sources": [{"title": source} for source in sources],
        "resources": [_describe_table(table, known) for table in tables],
    }


def _describe_table(table: EvidenceTable, known: dict[str, EvidenceTable]) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_describe_field(field, table) for field in table.fields],
        "missingValues": [""],
    }
    if table.key:
        schema["primaryKey"] = list(table.key)
    references = [one for one in table.references if one.table in known]
    if references:
        schema["foreignKeys"] = [
            {
                "fields": list(one.columns),
                "reference": {"resource": one.table, "fields": list(known[one.table].key)},
            }
            for one in references
        ]
    return {
        "name": table.id,
        "type": "table",
        "path": _file_name(table),
        "title": table.name,
        "description": table.meaning,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _describe_field(field: Field, table: EvidenceTable) -> dict[str, Any]:
    described: dict[str, Any] = {"name": field.name, "type": field.type, "title": field.heading}
    told = [field.meaning, *([f"[{field.unit}]"] if field.unit else [])]
    described["description"] = " ".join(told)
    constraints: dict[str, Any] = {}
    if field.required or field.name in table.key:
        constraints["required"] = True
    if table.key == (field.name,):
        constraints["unique"] = True
    if field.type == "integer":
        constraints["minimum"] = 0
    if field.choices and field.type == "string":
        constraints["enum"] = [code for code, _ in field.choices]
        described["categories"] = [{"value": code, "label": word} for code, word in field.choices]
    if constraints:
        described["constraints"] = constraints
    return described


def _write_cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA_STARTS) else value
    return value.isoformat() if isinstance(value, datetime.date) else str(value)


def _file_name(table: EvidenceTable) -> str:
    return f"{table.id}.csv"


def _slug(name: str) -> str:
    return "".join(sign if sign.isascii() and (sign.isalnum() or sign in "._-") else "-" for sign in name.lower())
