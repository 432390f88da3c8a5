"""Requests made of a dialogue: whom there is a package for, in which language, and with whose figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from medlemsdialog.catalogue import Language
from medlemsdialog.evidence import Workspace
from medlemsdialog.evidence.labels import Labels, build_labels
from medlemsdialog.models.claims import Claim
from medlemsdialog.models.vocabulary import Level
from medlemsdialog.pack.request import PackageRequest, Surroundings, find_questions
from medlemsdialog.paths import NATIONAL
from medlemsdialog.register.models import County, Member
from medlemsdialog.register.size_classes import size_group
from medlemsdialog.register.statistics import Indicator, find_county_statistics, find_national_statistics
from medlemsdialog.register.statistics_files import read_kept_tables
from medlemsdialog.register.statistics_tables import KeptTable, StatisticsLevel
from medlemsdialog.report.statistics_views import FigureTable, build_figure_tables

_FORMS: dict[str, Language] = {"bokmål": "nb", "nynorsk": "nn"}


class Gatherer:
    """Makes requests of one dialogue, and reads what they share once."""

    def __init__(self, workspace: Workspace, *, language: Language | None = None) -> None:
        """Read nothing yet; `language` is that of all packages, where those who get them do not decide."""
        self._workspace = workspace
        self._language = language
        self._for_all: dict[Language, PackageRequest] = {}
        self._of_areas: dict[tuple[str, Language], PackageRequest] = {}
        self._labels: dict[Language, Labels] = {}
        self._indicators: dict[str, tuple[Indicator, ...]] = {}

    def request_all(self, *, language: Language | None = None) -> PackageRequest:
        """Return the request of the package for all, in the dialogue's own language unless another is named."""
        chosen = language or self._language or self._workspace.dialogue.language
        if chosen not in self._for_all:
            self._for_all[chosen] = self._request(None, None, self._workspace.register.members, chosen)
        return self._for_all[chosen]

    def request_area(self, area: County, *, language: Language | None = None) -> PackageRequest:
        """Return the request of an area's package, in the area's own language unless another is named."""
        key = (area.county_code, language or self._language or self.choose_language(area))
        if key not in self._of_areas:
            members = self._workspace.register.members_in(area.county_code)
            self._of_areas[key] = self._request(area, None, members, key[1])
        return self._of_areas[key]

    def request_member(self, area: County, member: Member) -> PackageRequest:
        """Return the request of a member's package."""
        return self._request(area, member, (member,), self._language or self.choose_language(area, member))

    def request_members(self, area: County) -> Iterator[PackageRequest]:
        """Yield the requests of all members of an area."""
        for member in self._workspace.register.members_in(area.county_code):
            yield self.request_member(area, member)

    def choose_language(self, area: County, member: Member | None = None) -> Language:
        """Return the language a package is written in: the member's own form, else the area's, else the dialogue's."""
        dialogue = self._workspace.dialogue
        own = _FORMS.get((member.language_form if member else None) or "")
        if own and dialogue.language != "en":
            return own
        return dialogue.language_of(area.county_code, area.language_form)

    def _request(
        self, area: County | None, member: Member | None, members: Sequence[Member], language: Language
    ) -> PackageRequest:
        dialogue = self._workspace.dialogue
        asked = {question.id for question in find_questions(dialogue, members)}
        return PackageRequest(
            dialogue=dialogue,
            edition=dialogue.edition,
            language=language,
            area=area,
            member=member,
            members=tuple(members),
            claims=tuple(claim for claim in self._propositions if not claim.question or claim.question in asked),
            figures=self._show_figures(area, member, language),
            surroundings=self._look_around(area, member),
        )

    @cached_property
    def _propositions(self) -> tuple[Claim, ...]:
        return tuple(claim for claim in self._workspace.claims if claim.origin == "proposition")

    @cached_property
    def _tables(self) -> tuple[KeptTable, ...]:
        return tuple(read_kept_tables(self._workspace.data.statistics))

    def _show_figures(self, area: County | None, member: Member | None, language: Language) -> tuple[FigureTable, ...]:
        if not self._tables:
            return ()
        code = area.county_code if area else NATIONAL
        if code not in self._indicators:
            register = self._workspace.register
            self._indicators[code] = (
                find_county_statistics(register, self._tables, code)
                if area
                else find_national_statistics(register, self._tables)
            )
        shown = (_keep_own(one, member) if member else one for one in self._indicators[code])
        if language not in self._labels:
            self._labels[language] = build_labels(self._workspace, language)
        return build_figure_tables([one for one in shown if one.areas], self._labels[language])

    def _look_around(self, area: County | None, member: Member | None) -> Surroundings:
        register = self._workspace.register
        if member:
            home = member.home_county
            county = next((one for one in register.real_counties if one.county_code == home), area)
            name, near = county.name if county else "", register.members_of_county(home)
        else:
            name = area.name if area else ""
            near = register.members_in(area.county_code) if area else ()
        municipalities = [one for one in near if one.level is Level.MUNICIPALITY]
        return Surroundings(
            near=name,
            municipalities_near=len(municipalities),
            inhabitants_near=_add_inhabitants(municipalities),
            municipalities=len(register.municipalities),
            inhabitants=self._inhabitants,
            same_size=self._sizes.count(size_group(member.population)) if member and member.population else None,
            place=_find_place(member, municipalities) if member else None,
        )

    @cached_property
    def _inhabitants(self) -> int | None:
        return _add_inhabitants(self._workspace.register.municipalities)

    @cached_property
    def _sizes(self) -> list[object]:
        return [size_group(one.population) for one in self._workspace.register.municipalities]


def _keep_own(indicator: Indicator, member: Member) -> Indicator:
    """Return the figures of the country, the county and the member; other municipalities are no business of the member's."""
    municipality = StatisticsLevel.MUNICIPALITY
    areas = tuple(one for one in indicator.areas if one.level is not municipality or one.code == member.code)
    has_own = any(one.level is municipality for one in areas)
    return replace(indicator, areas=areas, medians=indicator.medians if has_own else {})


def _add_inhabitants(municipalities: Sequence[Member]) -> int | None:
    known = [one.population for one in municipalities if one.population is not None]
    # A sum of those that are known would look like the whole.
    return sum(known) if known and len(known) == len(municipalities) else None


def _find_place(member: Member, municipalities: Sequence[Member]) -> int | None:
    population = member.population
    if population is None or any(one.population is None for one in municipalities):
        return None
    return 1 + sum(1 for one in municipalities if (one.population or 0) > population)
