"""What to ask the StatBank for, from what dialogue.yaml names and what the table's own description says it has."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from math import prod

from medlemsdialog.catalogue import Message
from medlemsdialog.dialogue import StatisticsRegions, StatisticsTable
from medlemsdialog.register.statistics_answer import MAX_CELLS, Category, Cube, Dimension, StatisticsAnswerError
from medlemsdialog.register.statistics_tables import StatisticsLevel

_SHOWN = 12
_UNIT_AT_THE_END = re.compile(r"\s*\([^()]*\)$")
_DIGITS = {
    StatisticsLevel.COUNTY: "[0-9]{2}",
    StatisticsLevel.COUNTY_COUNCIL: "[0-9]{2}",
    StatisticsLevel.MUNICIPALITY: "[0-9]{2}(?!00)[0-9]{2}",
}


@dataclass(frozen=True)
class TableQuery:
    """One question to the StatBank: which variable is what, and the codes asked for, with the masks the service knows."""

    region: str
    content: str
    time: str
    contents: tuple[Category, ...]
    periods: tuple[str, ...]
    selected: tuple[tuple[str, tuple[str, ...]], ...]
    warnings: tuple[Message, ...] = ()


def build_query(described: Cube, table: StatisticsTable) -> TableQuery:
    """Return the question that gets what dialogue.yaml names.

    Raises:
        StatisticsAnswerError: The table has no such content, period or variable, or the answer would be too large.
    """
    content = described.with_role("metric") or described.dimension("ContentsCode")
    time = described.with_role("time") or described.dimension("Tid")
    region = _find_region(described, table)
    if content is None or time is None:
        raise _not_found("contents", "ContentsCode", (one.code for one in described.dimensions), table)
    contents = tuple(_find_content(content, named, table) for named in table.contents)
    periods = tuple(period for period in table.periods if period in time.codes)
    if not periods:
        raise _not_found("periods", ", ".join(table.periods), reversed(time.codes), table)
    masks, warnings = _find_masks(region, table)
    warnings += [
        Message(
            "Tabell {table} har ingen tall for {period}. Den siste perioden er {last}.",
            table=table.id,
            period=period,
            last=time.codes[-1],
        )
        for period in table.periods
        if period not in time.codes
    ]
    selected = [(region.code, masks), (content.code, tuple(one.code for one in contents)), (time.code, periods)]
    selected += _select_others(described, {region.code, content.code, time.code}, table)
    regions = sum(read_region(code, table.regions) is not None for code in region.codes)
    cells = prod([regions, len(contents), len(periods)])
    if cells > MAX_CELLS:
        raise StatisticsAnswerError(
            Message(
                "Tabell {table}: Spørringen gjelder {cells} celler. Tillatt: høyst {allowed}. "
                "Ta med færre innhold eller perioder i dialogue.yaml.",
                table=table.id,
                cells=cells,
                allowed=MAX_CELLS,
            )
        )
    return TableQuery(
        region=region.code,
        content=content.code,
        time=time.code,
        contents=contents,
        periods=periods,
        selected=tuple(selected),
        warnings=tuple(warnings),
    )


def read_region(code: str, regions: StatisticsRegions) -> tuple[StatisticsLevel, str] | None:
    """Return whom a table's region is about and its code in our own form; None for regions we have no use for."""
    if regions.country and code == regions.country:
        return StatisticsLevel.COUNTRY, ""
    for level, pattern in _patterns(regions):
        before, _, after = pattern.partition("{code}")
        found = re.fullmatch(f"{re.escape(before)}({_DIGITS[level]}){re.escape(after)}", code)
        if found:
            return level, found[1]
    return None


def _patterns(regions: StatisticsRegions) -> list[tuple[StatisticsLevel, str]]:
    # County councils before municipalities: «0800» has four digits too.
    written = (
        (StatisticsLevel.COUNTY, regions.county),
        (StatisticsLevel.COUNTY_COUNCIL, regions.county_council),
        (StatisticsLevel.MUNICIPALITY, regions.municipality),
    )
    return [(level, pattern) for level, pattern in written if pattern]


def _find_masks(region: Dimension, table: StatisticsTable) -> tuple[tuple[str, ...], list[Message]]:
    warnings, masks = [], []
    levels = {read[0] for code in region.codes if (read := read_region(code, table.regions))}
    if table.regions.country:
        if table.regions.country in region.codes:
            masks.append(table.regions.country)
        else:
            warnings.append(
                Message(
                    "Tabell {table}: Regionen «{found}» for hele landet finnes ikke. Tall for landet blir ukjent.",
                    table=table.id,
                    found=table.regions.country,
                )
            )
    for level, pattern in _patterns(table.regions):
        if level in levels:
            masks.append(pattern.replace("{code}", "????" if level is StatisticsLevel.MUNICIPALITY else "??"))
        else:
            warnings.append(
                Message(
                    "Tabell {table}: Ingen regioner er skrevet som «{pattern}». Slike tall blir ukjent.",
                    table=table.id,
                    pattern=pattern,
                )
            )
    if not masks:
        raise _not_found("regions", ", ".join(dict(_patterns(table.regions)).values()), region.codes, table)
    return tuple(dict.fromkeys(masks)), warnings


def _find_region(described: Cube, table: StatisticsTable) -> Dimension:
    if table.region_variable:
        found = described.dimension(table.region_variable)
    else:
        found = described.with_role("geo") or described.dimension("Region")
        named = [one for one in described.dimensions if one.label.casefold() == "region"]
        found = found or (named[0] if len(named) == 1 else None)
    if found is None:
        variables = (one.code for one in described.dimensions)
        raise _not_found("region_variable", table.region_variable or "Region", variables, table)
    return found


def _find_content(content: Dimension, named: str, table: StatisticsTable) -> Category:
    """Return the content of this code, else of this label; the unit at the label's end may be left out."""
    by_code = [one for one in content.categories if one.code == named]
    wanted = _fold(named)
    by_label = [one for one in content.categories if _fold(one.label) == wanted]
    by_start = [one for one in content.categories if _fold(_UNIT_AT_THE_END.sub("", one.label)) == wanted]
    for found in (by_code, by_label, by_start):
        if len(found) == 1:
            return found[0]
    raise _not_found("contents", named, (f"{one.code} ({one.label})" for one in content.categories), table)


def _select_others(described: Cube, known: Iterable[str], table: StatisticsTable) -> list[tuple[str, tuple[str, ...]]]:
    others = {one.code: one for one in described.dimensions if one.code not in known}
    for name in table.select:
        if name not in others:
            raise _not_found("select", name, others, table)
    selected: list[tuple[str, tuple[str, ...]]] = []
    for code, dimension in others.items():
        chosen = table.select.get(code)
        if chosen is None and len(dimension.codes) == 1:
            chosen = dimension.codes[0]
        if chosen is None and dimension.can_be_left_out:
            continue
        if chosen not in dimension.codes:
            listed = (f"{one.code} ({one.label})" for one in dimension.categories)
            raise _not_found(f"select.{code}", chosen or "", listed, table)
        selected.append((code, (chosen,)))
    return selected


def _fold(label: str) -> str:
    return re.sub(r"[\s\u2010-\u2015-]+", " ", label).strip().casefold()


def _not_found(field: str, found: str, allowed: Iterable[str], table: StatisticsTable) -> StatisticsAnswerError:
    listed = list(allowed)
    shown = ", ".join(listed[:_SHOWN]) + (" …" if len(listed) > _SHOWN else "")
    return StatisticsAnswerError(
        Message(
            "dialogue.yaml, statistics_tables, tabell {table}, «{field}»: Fant «{found}». Tabellen har: {allowed}. "
            "Velg noe av dette, og prøv igjen.",
            table=table.id,
            field=field,
            found=found,
            allowed=shown or "–",
        )
    )
