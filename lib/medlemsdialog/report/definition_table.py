"""The table that stands first: what the words mean, and what every table and every column holds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from medlemsdialog.evidence.claim_differences import FEWEST_WITH_POSITION
from medlemsdialog.report.definitions import DEFINITIONS
from medlemsdialog.report.fields import Fields
from medlemsdialog.report.tables import EvidenceTable, Field, FieldType, Value

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels


def define_tables(tables: Iterable[EvidenceTable], labels: Labels) -> EvidenceTable:
    """Return the definitions of the words, then of each table and its columns."""
    t, fields = labels.t, Fields(labels)
    tables = tuple(tables)
    rows = [*_word_rows(labels), *(row for table in tables for row in _table_rows(table, labels))]
    kinds = (("word", t("ord")), ("table", t("ark")), ("column", t("kolonne")))
    return EvidenceTable(
        id="definitions",
        name=t("Definisjoner"),
        meaning=t("Hva ordene betyr, og hva som står i hvert ark og hver kolonne."),
        fields=(
            fields.count("row", t("Rad"), "", t("Radens nummer.")),
            fields.choice("kind", t("Slag"), kinds, t("Om raden er et ord, et ark eller en kolonne."), required=True),
            fields.text("sheet", t("Ark"), t("Arket i regnearket.")),
            fields.text("term", t("Ord eller kolonne"), t("Ordet, eller kolonnens overskrift."), required=True),
            fields.text("meaning", t("Betydning"), t("Hva det betyr."), required=True),
            fields.text("unit", t("Enhet"), t("Hva tallene i kolonnen teller.")),
            fields.choice("type", t("Type"), _types(labels).items(), t("Hva slags verdier kolonnen har.")),
            fields.text(
                "allowed", t("Tillatte verdier"), t("Verdiene kolonnen kan ha, med koden i datapakken i parentes.")
            ),
            fields.text("table", t("Tabell i datapakken"), t("Filen i datapakken, uten endelse.")),
            fields.text("column", t("Kolonne i datapakken"), t("Kolonnens navn i datapakken.")),
        ),
        rows=tuple((number, *row) for number, row in enumerate(rows, start=1)),
        key=("row",),
    )


def _word_rows(labels: Labels) -> list[tuple[Value, ...]]:
    t, language = labels.t, labels.language
    words = [
        (one.term.text(language), " ".join([one.meaning.text(language), *(p.text(language) for p in one.points)]))
        for one in DEFINITIONS
    ]
    words += [
        (
            t("ulikt bilde"),
            t(
                "Medlemmene i gruppen heller en annen vei til kravet enn i hele landet, og minst {fewest} av dem har "
                "tatt standpunkt.",
                fewest=FEWEST_WITH_POSITION,
            ),
        ),
        (t("tom celle"), t("Ukjent, eller vises ikke fordi noe er sendt i fortrolighet. Null betyr ingen.")),
    ]
    return [("word", None, term, meaning, None, None, None, None, None) for term, meaning in words]


def _table_rows(table: EvidenceTable, labels: Labels) -> list[tuple[Value, ...]]:
    head: tuple[Value, ...] = ("table", table.name, table.name, table.meaning, None, None, None, table.id, None)
    return [head, *(_column_row(table, field) for field in table.fields)]


def _column_row(table: EvidenceTable, field: Field) -> tuple[Value, ...]:
    allowed = ", ".join(f"{word} ({code})" for code, word in field.choices)
    unit = field.unit or None
    return (
        *("column", table.name, field.heading, field.meaning, unit, field.type, allowed or None, table.id, field.name),
    )


def _types(labels: Labels) -> dict[FieldType, str]:
    t = labels.t
    return {"string": t("tekst"), "integer": t("heltall"), "boolean": t("ja eller nei"), "date": t("dato")}
