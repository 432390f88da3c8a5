"""The official figures of a county and its municipalities beside the country and municipalities of the same size."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from statistics import median

from medlemsdialog.models.vocabulary import Level
from medlemsdialog.register.changes import editions_by_nearness, trace_code
from medlemsdialog.register.models import County, Edition, Member, Register
from medlemsdialog.register.size_classes import SizeGroup, size_group
from medlemsdialog.register.statistics_tables import NOT_IN_USE, KeptContent, KeptTable, KeptValue, StatisticsLevel

# A median of fewer says more about one of them than about the group.
FEWEST_IN_GROUP = 5

_Values = Mapping[tuple[StatisticsLevel, str, str], KeptValue]


@dataclass(frozen=True)
class AreaFigures:
    """One area's figures, in the order of the periods; None where the source has no row of it.

    `editions` names, for each period, the edition whose number the figure stands under; empty where it is the own one.
    """

    code: str
    name: str
    level: StatisticsLevel
    values: tuple[KeptValue | None, ...]
    editions: tuple[str, ...] = ()


@dataclass(frozen=True)
class GroupMedian:
    """The middle value of the municipalities of a size that have a figure, each counted once, whatever its size."""

    group: SizeGroup
    value: Decimal
    municipalities: int


@dataclass(frozen=True)
class Indicator:
    """One content of a table for one county, or for the country with its counties."""

    content: KeptContent
    periods: tuple[str, ...]
    areas: tuple[AreaFigures, ...]
    # By municipality code, of the last period; a municipality of unknown size, or of too small a group, has none.
    medians: Mapping[str, GroupMedian]


def find_county_statistics(register: Register, tables: Iterable[KeptTable], county_code: str) -> tuple[Indicator, ...]:
    """Return every kept content with the country's figures, the county's, its council's and its municipalities'.

    Figures are the source's own: nothing is added up or weighted. Medians of size groups are over all municipalities of
    the edition that have a figure for the last period.
    """
    counties = _counties_of(register, county_code)
    members = [member for member in register.members_in(county_code) if member.level == Level.MUNICIPALITY]
    renumbered = RenumberedAreas(register)
    found = []
    for content, periods, values in _contents(tables):
        levels = {level for level, _, _ in values}
        areas = _country(values, periods)
        if StatisticsLevel.COUNTY in levels:
            areas += [_area(values, StatisticsLevel.COUNTY, c.county_code, c.name, periods) for c in counties]
        if StatisticsLevel.COUNTY_COUNCIL in levels:
            areas += [
                _area(values, StatisticsLevel.COUNTY_COUNCIL, c.county_code, _council_name(register, c), periods)
                for c in counties
            ]
        medians: Mapping[str, GroupMedian] = {}
        if StatisticsLevel.MUNICIPALITY in levels:
            figures = {one.code: find_figures(renumbered, values, one, periods) for one in register.municipalities}
            areas += [figures[member.code] for member in members]
            medians = _find_medians(register.municipalities, figures, {member.code for member in members})
        found.append(Indicator(content=content, periods=periods, areas=tuple(areas), medians=medians))
    return tuple(found)


def find_national_statistics(register: Register, tables: Iterable[KeptTable]) -> tuple[Indicator, ...]:
    """Return every kept content with the figures of the country and of each county and county council."""
    found = []
    for content, periods, values in _contents(tables):
        areas = _country(values, periods)
        for level in (StatisticsLevel.COUNTY, StatisticsLevel.COUNTY_COUNCIL):
            if any(kept == level for kept, _, _ in values):
                areas += [_area(values, level, c.county_code, c.name, periods) for c in register.real_counties]
        found.append(Indicator(content=content, periods=periods, areas=tuple(areas), medians={}))
    return tuple(found)


def _counties_of(register: Register, area_code: str) -> tuple[County, ...]:
    """Return the county that an area is or lies in; an area of several counties has the figures of each."""
    homes = {member.home_county for member in register.members_in(area_code)} or {area_code}
    return tuple(county for county in register.real_counties if county.county_code in homes)


def _council_name(register: Register, county: County) -> str:
    names = [m.name for m in register.members_of_county(county.county_code) if m.has_level(Level.COUNTY_COUNCIL)]
    return names[0] if names else county.county_code


class RenumberedAreas:
    """Numbers of other editions that mean exactly the area of one municipality of the register's own edition."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._found: dict[str, Mapping[str, str]] = {}

    def editions_and_codes(self, member: Member) -> Iterable[tuple[str, str]]:
        """Yield (edition, code) for every other number of the municipality's whole area, the nearest edition first."""
        for edition in editions_by_nearness(self._register):
            if edition.edition not in self._found:
                self._found[edition.edition] = self._find(edition)
            code = self._found[edition.edition].get(member.code)
            if code is not None:
                yield edition.edition, code

    def _find(self, edition: Edition) -> Mapping[str, str]:
        changes = self._register.changes
        changed = {code for change in changes for code in (change.from_code, change.to_code)}
        ours_from: dict[str, set[str]] = {}
        for code in changed:
            if edition.member(code) is not None:
                for ours in trace_code(self._register, code, edition):
                    ours_from.setdefault(ours, set()).add(code)
        return {
            ours: code
            for ours, theirs in ours_from.items()
            if len(theirs) == 1
            for code in theirs
            # Split: its figures would be counted for each of the parts.
            if code != ours and trace_code(self._register, code, edition) == {ours}
        }


def find_figures(renumbered: RenumberedAreas, values: _Values, member: Member, periods: Sequence[str]) -> AreaFigures:
    """Return a municipality's figures: those under its own number, else under a number that means the same area.

    A number of another edition means the same area only where each became the other and nothing else; figures of
    municipalities that merged or were split stay unknown. A number that changed within the periods is followed.
    """
    own = _area(values, StatisticsLevel.MUNICIPALITY, member.code, member.name, periods)
    if all(map(_is_there, own.values)):
        return own
    found, editions = list(own.values), [""] * len(periods)
    for edition, code in renumbered.editions_and_codes(member):
        for place, period in enumerate(periods):
            other = values.get((StatisticsLevel.MUNICIPALITY, code, period))
            if not _is_there(found[place]) and _is_there(other):
                found[place], editions[place] = other, edition
    return replace(own, values=tuple(found), editions=tuple(editions))


def _is_there(value: KeptValue | None) -> bool:
    # The source has a row for a number also in years when the number was not in use.
    return value is not None and value.symbol != NOT_IN_USE


def _contents(tables: Iterable[KeptTable]) -> Iterable[tuple[KeptContent, tuple[str, ...], _Values]]:
    for table in tables:
        for content in table.contents:
            own = [value for value in table.values if value.content_code == content.code]
            periods = tuple(sorted({value.period for value in own}))
            yield content, periods, {(value.level, value.area_code, value.period): value for value in own}


def _country(values: _Values, periods: Sequence[str]) -> list[AreaFigures]:
    if not any(level is StatisticsLevel.COUNTRY for level, _, _ in values):
        return []
    return [_area(values, StatisticsLevel.COUNTRY, "", "", periods)]


def _area(values: _Values, level: StatisticsLevel, code: str, name: str, periods: Sequence[str]) -> AreaFigures:
    return AreaFigures(code, name, level, tuple(values.get((level, code, period)) for period in periods))


def _find_medians(
    municipalities: Sequence[Member], figures: Mapping[str, AreaFigures], wanted: set[str]
) -> dict[str, GroupMedian]:
    known: dict[SizeGroup, list[Decimal]] = {}
    for member in municipalities:
        group, last = size_group(member.population), figures[member.code].values[-1:]
        if group is not None and last and last[0] is not None and last[0].value is not None:
            known.setdefault(group, []).append(last[0].value)
    medians = {
        group: GroupMedian(group, median(values), len(values))
        for group, values in known.items()
        if len(values) >= FEWEST_IN_GROUP
    }
    groups = {member.code: size_group(member.population) for member in municipalities if member.code in wanted}
    return {code: medians[group] for code, group in groups.items() if group in medians}
