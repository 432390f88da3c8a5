"""A fetched answer made into the kept table, with what differs from the figures that were kept before."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from math import prod

from medlemsdialog.catalogue import Message
from medlemsdialog.dialogue import StatisticsTable
from medlemsdialog.register.statistics_answer import Category, Cube, Dimension, StatisticsAnswerError
from medlemsdialog.register.statistics_query import TableQuery, read_region
from medlemsdialog.register.statistics_symbols import says_missing
from medlemsdialog.register.statistics_tables import GONE, KeptContent, KeptTable, KeptValue


@dataclass(frozen=True)
class TableChanges:
    """What a fetched table changes: figures that are new, the same, other than before, or no longer asked for."""

    new: int
    same: int
    revised: tuple[KeptValue, ...]
    left_out: int


def build_kept_table(
    answer: Cube, query: TableQuery, table: StatisticsTable, *, before: KeptTable | None, retrieved: datetime.date
) -> tuple[KeptTable, TableChanges]:
    """Return the table as it will be kept, and what changes.

    A figure that differs from the kept one is a revision: the new one counts, the old one stays beside it. One that the
    source gives no more becomes unknown, with the old one beside it. Figures of contents and periods that dialogue.yaml
    no longer names are left out and counted.

    Raises:
        StatisticsAnswerError: The answer lacks what was asked for, or splits its figures by something more.
    """
    fetched = _read_values(answer, query, table, retrieved)
    kept = {value.key: value for value in before.values} if before else {}
    values, revised, same = [], [], 0
    for value in fetched:
        old = kept.pop(value.key, None)
        if old is not None and (old.value, old.symbol) == (value.value, value.symbol):
            same += 1
        compared = value if old is None else _compare(value, old)
        values.append(compared)
        if old is not None and (old.value, old.symbol) != (value.value, value.symbol):
            revised.append(compared)
    asked = {(content.code, period) for content in query.contents for period in query.periods}
    for old in kept.values():
        if (old.content_code, old.period) in asked:
            was_gone = old.symbol == GONE
            gone = old if was_gone else _compare(_without_value(old, retrieved), old)
            values.append(gone)
            revised += [] if was_gone else [gone]
    left_out = sum((old.content_code, old.period) not in asked for old in kept.values())
    new = len(fetched) - same - sum(value.symbol != GONE for value in revised)
    contents = tuple(_describe(content, answer, table, retrieved) for content in query.contents)
    made = KeptTable(id=table.id, contents=contents, values=tuple(values))
    return made, TableChanges(new=new, same=same, revised=tuple(revised), left_out=left_out)


def _compare(value: KeptValue, old: KeptValue) -> KeptValue:
    if (old.value, old.symbol) == (value.value, value.symbol):
        update = {
            "previous_value": old.previous_value,
            "previous_symbol": old.previous_symbol,
            "revised": old.revised,
        }
    else:
        update = {"previous_value": old.value, "previous_symbol": old.symbol, "revised": value.retrieved}
    return value.model_copy(update=update)


def _without_value(old: KeptValue, retrieved: datetime.date) -> KeptValue:
    return old.model_copy(update={"value": None, "symbol": GONE, "retrieved": retrieved})


def _read_values(
    answer: Cube, query: TableQuery, table: StatisticsTable, retrieved: datetime.date
) -> tuple[KeptValue, ...]:
    region, content, time = (_require(answer, code, table.id) for code in (query.region, query.content, query.time))
    for dimension in answer.dimensions:
        if dimension not in (region, content, time) and len(dimension.codes) != 1:
            raise StatisticsAnswerError(
                Message(
                    "Tabell {table}: Svaret deler tallene etter «{variable}» ({found} verdier). Tillatt: én verdi. "
                    "Velg den under «select» i dialogue.yaml.",
                    table=table.id,
                    variable=dimension.code,
                    found=len(dimension.codes),
                )
            )
    _require_codes(content, [one.code for one in query.contents], table.id)
    _require_codes(time, query.periods, table.id)
    steps = _find_steps(answer)
    values = []
    for one in query.contents:
        for region_place, place in enumerate(region.categories):
            read = read_region(place.code, table.regions)
            if read is None:
                continue
            for period in query.periods:
                position = (
                    steps[region.code] * region_place
                    + steps[content.code] * content.codes.index(one.code)
                    + steps[time.code] * time.codes.index(period)
                )
                symbol = answer.symbols.get(position, "")
                # A number beside a mark that says there is none is no figure.
                value = None if says_missing(symbol) else answer.values.get(position)
                values.append(
                    KeptValue(
                        content_code=one.code,
                        level=read[0],
                        area_code=read[1],
                        region_code=place.code,
                        region=place.label,
                        period=period,
                        value=value,
                        symbol=symbol,
                        retrieved=retrieved,
                    )
                )
    return tuple(values)


def _find_steps(answer: Cube) -> dict[str, int]:
    """Return, per variable, how far apart two neighbouring values lie: cells are in row-major order."""
    sizes = [len(dimension.codes) for dimension in answer.dimensions]
    return {dimension.code: prod(sizes[place + 1 :]) for place, dimension in enumerate(answer.dimensions)}


def _describe(content: Category, answer: Cube, table: StatisticsTable, retrieved: datetime.date) -> KeptContent:
    dimension = next(one for one in answer.dimensions if content.code in one.codes)
    answered = next(one for one in dimension.categories if one.code == content.code)
    notes = (*answer.notes, dimension.note, answered.note)
    return KeptContent(
        table=table.id,
        title=answer.label,
        code=content.code,
        label=answered.label,
        unit=answered.unit or content.unit,
        decimals=content.decimals if answered.decimals is None else answered.decimals,
        source=answer.source,
        updated=answer.updated,
        retrieved=retrieved,
        note=" ".join(" ".join(note.split()) for note in dict.fromkeys(notes) if note),
    )


def _require(answer: Cube, code: str, table_id: str) -> Dimension:
    found = answer.dimension(code)
    if found is None:
        raise StatisticsAnswerError(
            Message(
                "Tabell {table}: Svaret mangler variabelen «{variable}». Det har: {found}. Hent tabellen på nytt.",
                table=table_id,
                variable=code,
                found=", ".join(dimension.code for dimension in answer.dimensions),
            )
        )
    return found


def _require_codes(dimension: Dimension, codes: list[str] | tuple[str, ...], table_id: str) -> None:
    missing = [code for code in codes if code not in dimension.codes]
    if missing:
        raise StatisticsAnswerError(
            Message(
                "Tabell {table}: Svaret mangler {missing} i «{variable}», som det ble spurt om. Hent tabellen på nytt.",
                table=table_id,
                missing=", ".join(missing),
                variable=dimension.code,
            )
        )
