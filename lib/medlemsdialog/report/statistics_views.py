"""Official figures ready for print: each with unit, period, source and date, what it is compared with, and what is unknown."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from medlemsdialog.register.statistics import FEWEST_IN_GROUP, AreaFigures, GroupMedian, Indicator
from medlemsdialog.register.statistics_symbols import explain_symbol
from medlemsdialog.register.statistics_tables import KeptContent, KeptValue, StatisticsLevel
from medlemsdialog.report import wording
from medlemsdialog.report.written import NORWEGIAN, mark_written, translate_marked

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels


@dataclass(frozen=True)
class FigureRow:
    """One area's line: its figures by period, the median of its size beside them, and what must be known to read them."""

    label: str
    figures: tuple[str, ...]
    median: str
    size: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class FigureTable:
    """One content of a source's table. `has_medians` says whether the lines are compared with their size."""

    caption: str
    periods: tuple[str, ...]
    rows: tuple[FigureRow, ...]
    has_medians: bool
    has_notes: bool
    comparison: str
    source: str
    notes: tuple[str, ...]


def build_figure_tables(indicators: Sequence[Indicator], labels: Labels) -> tuple[FigureTable, ...]:
    """Return the tables that a report shows, one for each kept content."""
    return tuple(_build_table(indicator, labels) for indicator in indicators)


def _build_table(indicator: Indicator, labels: Labels) -> FigureTable:
    content = indicator.content
    decimals = _decimals(indicator)
    has_municipalities = any(area.level is StatisticsLevel.MUNICIPALITY for area in indicator.areas)
    rows = tuple(_build_row(area, indicator, decimals, labels) for area in indicator.areas)
    named = next((table for table in labels.dialogue.statistics_tables if table.id == content.table), None)
    own_note = named.note.in_language(labels.language) if named and named.note else ""
    return FigureTable(
        # The source's own words.
        caption=mark_written(
            f"{content.label} – {content.unit}"
            if content.unit and content.unit not in content.label
            else content.label,
            NORWEGIAN if labels.language == "en" else "",
        ),
        periods=indicator.periods,
        rows=rows,
        has_medians=has_municipalities,
        has_notes=any(row.notes for row in rows),
        comparison=_compare(indicator, labels) if has_municipalities else "",
        source=_tell_source(content, labels),
        notes=tuple(note for note in (own_note, _quote_note(content, labels)) if note),
    )


def _build_row(area: AreaFigures, indicator: Indicator, decimals: int, labels: Labels) -> FigureRow:
    notes = []
    pairs = list(zip(indicator.periods, area.values, strict=True))
    if not any(area.values):
        notes.append(labels.t("Ikke med i kildens tabell."))
    else:
        notes += _explain_periods(pairs, decimals, labels)
        notes += _explain_numbers(area, indicator.periods, labels)
    is_municipality = area.level is StatisticsLevel.MUNICIPALITY
    median = indicator.medians.get(area.code) if is_municipality else None
    return FigureRow(
        label=_name(area, labels),
        figures=tuple(_write(value.value if value else None, decimals, labels) for _, value in pairs),
        median=_write(median.value if median else None, decimals, labels) if is_municipality else "",
        size=_name_group(median, labels) if median else "",
        notes=tuple(notes),
    )


def _name(area: AreaFigures, labels: Labels) -> str:
    match area.level:
        case StatisticsLevel.COUNTRY:
            return labels.t("Hele landet")
        case StatisticsLevel.COUNTY:
            return labels.t("{county} (fylket)", county=area.name)
    return area.name


def _explain_periods(pairs: Sequence[tuple[str, KeptValue | None]], decimals: int, labels: Labels) -> list[str]:
    """Return what must be known of the figures, told once for periods that share it."""
    periods: dict[str, list[str]] = {}
    for period, value in pairs:
        if said := _explain(value, decimals, labels):
            periods.setdefault(said, []).append(period)
    return [
        labels.t("{period}: {notes}.", period=wording.listing(named, labels.language), notes=said)
        for said, named in periods.items()
    ]


def _explain_numbers(area: AreaFigures, periods: Sequence[str], labels: Labels) -> list[str]:
    numbers: dict[tuple[str, str], list[str]] = {}
    for period, value, edition in zip(periods, area.values, area.editions, strict=bool(area.editions)):
        if edition and value is not None:
            numbers.setdefault((value.region_code, edition), []).append(period)
    return [
        labels.t(
            "{period}: tall for nummer {code} i inndeling {edition}, som er det samme området.",
            period=wording.listing(named, labels.language),
            code=code,
            edition=edition,
        )
        for (code, edition), named in numbers.items()
    ]


def _explain(value: KeptValue | None, decimals: int, labels: Labels) -> str:
    if value is None:
        return labels.t("ikke med i kildens tabell")
    parts = []
    if meaning := explain_symbol(value.symbol, has_value=value.value is not None):
        parts.append(meaning.text(labels.language))
    if value.revised is not None:
        parts.append(
            labels.t(
                "endret av kilden, før {before} (oppdaget {day})",
                before=_write(value.previous_value, decimals, labels),
                day=_day(value.revised, labels),
            )
        )
    return "; ".join(parts)


def _name_group(median: GroupMedian, labels: Labels) -> str:
    return labels.t(
        "{size} ({municipalities})",
        size=wording.size_group(median.group, labels.language),
        municipalities=wording.plural("{number} kommune", "{number} kommuner", median.municipalities, labels.language),
    )


def _compare(indicator: Indicator, labels: Labels) -> str:
    sentences = [
        labels.t(
            "Sammenligning for {period}: kommunen ved siden av medianen for kommuner i samme størrelse, "
            "der hver kommune med kjent tall i hele inndelingen teller likt. Medianen er ukjent når folketallet er ukjent, "
            "eller når færre enn {fewest} slike kommuner har tall.",
            period=indicator.periods[-1] if indicator.periods else "–",
            fewest=FEWEST_IN_GROUP,
        )
    ]
    if any(area.level is StatisticsLevel.COUNTRY for area in indicator.areas):
        sentences.append(labels.t("Tallet for hele landet er kildens eget."))
    return " ".join(sentences)


def _tell_source(content: KeptContent, labels: Labels) -> str:
    day = _day(content.retrieved, labels)
    own = NORWEGIAN if labels.language == "en" else ""
    source = mark_written(content.source, own) if content.source else labels.t("ukjent")
    if not content.updated:
        return translate_marked(
            labels, "Kilde: {source}, tabell {table}, hentet {day}.", source=source, table=content.table, day=day
        )
    return translate_marked(
        labels,
        "Kilde: {source}, tabell {table}, oppdatert av kilden {updated}, hentet {day}.",
        source=source,
        table=content.table,
        updated=wording.date(content.updated, labels.language),
        day=day,
    )


def _quote_note(content: KeptContent, labels: Labels) -> str:
    if not content.note:
        return ""
    note = mark_written(content.note, NORWEGIAN if labels.language == "en" else "")
    return translate_marked(labels, "Merknad fra kilden: {note}", note=note)


def _decimals(indicator: Indicator) -> int:
    if indicator.content.decimals is not None:
        return indicator.content.decimals
    values = [value.value for area in indicator.areas for value in area.values if value and value.value is not None]
    return max((-int(value.normalize().as_tuple().exponent) for value in values), default=0) if values else 0


def _write(value: Decimal | None, decimals: int, labels: Labels) -> str:
    return wording.number(None if value is None else float(value), labels.language, decimals=max(decimals, 0))


def _day(day: datetime.date, labels: Labels) -> str:
    return wording.date(day.isoformat(), labels.language)
