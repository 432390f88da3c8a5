"""Who is behind a finding, a claim or a theme, in numbers by level and by county, and how many gave no input.

Nobody without input is named, and only what may be shared is counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from medlemsdialog.catalogue import Message
from medlemsdialog.evidence.folded_areas import has_many_areas
from medlemsdialog.models.national import ClaimCounty, NationalClaim, NationalOverview, NationalTheme, ThemeCounty
from medlemsdialog.models.vocabulary import Level, Position
from medlemsdialog.paths import NATIONAL
from medlemsdialog.report import wording
from medlemsdialog.report.figures import POSITIONS

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels

_LEVELS = {
    Level.MUNICIPALITY: Message("Kommuner: {senders}"),
    Level.COUNTY_COUNCIL: Message("Fylkeskommuner: {senders}"),
    Level.BODY: Message("Organer: {senders}"),
    Level.OTHER: Message("Andre avsendere: {senders}"),
}


@dataclass(frozen=True)
class WhoSaid:
    """Who is behind something: a line a level, a line a county where it is told here, and a line on those who are not."""

    levels: tuple[str, ...]
    counties: tuple[str, ...]
    others: str


class Senders:
    """The members of the nation by level, looked up once for a whole page."""

    def __init__(self, overview: NationalOverview, labels: Labels) -> None:
        self._overview, self._labels = overview, labels
        areas = (*overview.summaries, overview.without_county)
        self._levels = {member.code: member.level for area in areas for member in area.members}

    def behind_claim(self, row: NationalClaim) -> WhoSaid:
        """Return who took a position to a claim, dissent first."""
        positions: dict[Level, Counter[Position]] = {level: Counter() for level in _LEVELS}
        for county in row.counties:
            for position, members in county.members.items():
                for member in members:
                    positions[self._level_of(member)][position] += 1
        positions[Level.BODY] = Counter(row.bodies)
        told = {level: self._tell_positions(counted) for level, counted in positions.items()}
        if row.other_senders:
            told[Level.OTHER] = self._number(row.other_senders)
        silent = Message("{number} av de hørte har ikke tatt standpunkt til kravet.")
        shown = Message("{number} av de hørte har ikke tatt standpunkt til kravet, i det som kan vises.")
        return WhoSaid(self._lines(told), (), self._tell_others(row.members_with_position, silent, shown))

    def behind_theme(self, row: NationalTheme) -> WhoSaid:
        """Return who raised a theme."""
        members = {member for county in row.counties for member in county.members}
        told = self._count_levels(members, row.bodies, row.other_senders)
        silent = Message("{number} av de hørte har ikke tatt opp temaet.")
        shown = Message("{number} av de hørte har ikke tatt opp temaet, i det som kan vises.")
        return WhoSaid(self._lines(told), (), self._tell_others(row.members, silent, shown))

    def behind_finding(self, claims: Sequence[NationalClaim], themes: Sequence[NationalTheme]) -> WhoSaid:
        """Return who is behind any of the claims and themes of a finding, whatever their position; each is told once."""
        members: dict[str, set[str]] = {}
        bodies: dict[str, set[str]] = {}
        rows: tuple[NationalClaim | NationalTheme, ...] = (*claims, *themes)
        for county in (each for row in rows for each in row.counties):
            members.setdefault(county.county_code, set()).update(_members_of(county))
            bodies.setdefault(county.county_code, set()).update(_bodies_of(county))
        counties = []
        for area in (*self._overview.summaries, self._overview.without_county):
            code = area.area.code
            told = self._count_senders(len(members.get(code, ())), len(bodies.get(code, ())))
            if told and not has_many_areas(self._overview):
                name = self._labels.t("Uten fylke") if code == NATIONAL else self._labels.area(code)
                counties.append(f"{name}: {told}")
        spoke = set().union(*members.values())
        levels = self._count_levels(spoke, len(set().union(*bodies.values())), 0)
        counted = self._labels.t(
            "Alle som har sagt noe om det funnet bygger på, er talt én gang hver, uansett standpunkt. Andre avsendere står ved "
            "kravene og temaene."
        )
        return WhoSaid(self._lines(levels), tuple(counties), f"{counted} {self._tell_others(0, None, None)}")

    def _level_of(self, member: str) -> Level:
        return self._levels.get(member, Level.MUNICIPALITY)

    def _count_levels(self, members: Iterable[str], bodies: int, others: int) -> dict[Level, str]:
        counted = Counter(map(self._level_of, members)) + Counter({Level.BODY: bodies, Level.OTHER: others})
        return {level: self._number(number) for level, number in counted.items()}

    def _count_senders(self, members: int, bodies: int) -> str:
        language = self._labels.language
        parts = (
            wording.members(members, language) if members else "",
            wording.bodies(bodies, language) if bodies else "",
        )
        return wording.listing([part for part in parts if part], language)

    def _tell_positions(self, counted: Mapping[Position, int]) -> str:
        parts = [f"{self._number(counted[p])} {self._labels.word(p)}" for p in POSITIONS if counted.get(p)]
        return wording.listing(parts, self._labels.language)

    def _tell_others(self, spoke: int, silent: Message | None, shown: Message | None) -> str:
        """Return how many of those heard said nothing of this, and how many gave no input at all."""
        states, labels = self._overview.members_by_state, self._labels
        heard, without = states.get("heard", 0), states.get("silent", 0)
        text = labels.t(
            "Av {possible} mulige medlemmer har {without} ikke gitt innspill.",
            possible=self._number(self._overview.possible_members),
            without=self._number(without),
        )
        said = shown if self._overview.leaves_out else silent
        return text if said is None else f"{labels.t(said.msgid, number=self._number(heard - spoke))} {text}"

    def _lines(self, told: Mapping[Level, str]) -> tuple[str, ...]:
        return tuple(
            self._labels.t(text.msgid, senders=told[level]) for level, text in _LEVELS.items() if told.get(level)
        )

    def _number(self, number: int) -> str:
        return wording.number(number, self._labels.language)


def _members_of(county: ClaimCounty | ThemeCounty) -> set[str]:
    if isinstance(county, ThemeCounty):
        return set(county.members)
    return {member for members in county.members.values() for member in members}


def _bodies_of(county: ClaimCounty | ThemeCounty) -> set[str]:
    if isinstance(county, ThemeCounty):
        return set(county.bodies)
    return {body for bodies in county.bodies.values() for body in bodies}
