"""Who was invited, asked and heard, and who was not: members by level, size, language form, region and county.

Definitions. *Possible* is every member of the edition; the dialogue is open to all of them. *Invited* is a member that at
least one question was put to: by dialogue.yaml to its level, by a form it filled in, or by a document of its own that
answers one. Who got a letter is not known and not guessed. Persons invited to a meeting are invited to a body, and stand
with the bodies. *Asked*, *answered*, *waiting* and *silent* follow from the seven states of the question.

All is counted from what may be shared. That a member was heard is told even where what it said is not; the state of its
questions is then unknown to readers and counted apart.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from medlemsdialog.evidence.folded_areas import fold_areas, has_many_areas
from medlemsdialog.models.national import NationalOverview
from medlemsdialog.models.participation import (
    Breakdown,
    Inhabitants,
    Participation,
    ParticipationRow,
    QuestionStates,
)
from medlemsdialog.models.summary import MemberRow
from medlemsdialog.models.vocabulary import AnswerState, Level
from medlemsdialog.register.size_classes import SIZE_GROUPS, size_group
from medlemsdialog.register.tables import LANGUAGE_FORMS

UNKNOWN = ""


class PlacedMember(NamedTuple):
    """A member with its county and region, and the states of its questions that may be told."""

    row: MemberRow
    county_code: str
    region: str
    states: Mapping[str, AnswerState]
    is_withheld: bool


def build_participation(overview: NationalOverview) -> Participation:
    """Return the members of counties whose run succeeded, by each breakdown; the others stand apart."""
    members = place_members(overview)
    shown = fold_areas(overview)
    questions = [row.question for row in overview.questions]
    failed: Counter[tuple[Breakdown, str]] = Counter()
    for county in overview.counties:
        if county.status == "failed":
            failed[Breakdown.WHOLE, UNKNOWN] += county.members
            failed[Breakdown.REGION, county.region] += county.members
            failed[Breakdown.COUNTY, county.code] += county.members
    if shown is not overview:
        # Half of a county may have been read.
        placed = {member.row.code for member in members}
        for home in overview.home_counties:
            failed[Breakdown.COUNTY, home.code] = len(set(home.members) - placed)
    rows = []
    for breakdown in Breakdown:
        grouped: dict[str, list[PlacedMember]] = defaultdict(list)
        for member in members:
            for group in groups_of(member, breakdown):
                grouped[group].append(member)
        rows += [
            _count(breakdown, group, grouped[group], questions, failed)
            for group in order_groups(shown, breakdown)
            if grouped[group] or failed[breakdown, group]
        ]
    return Participation(rows=tuple(rows), in_failed_counties=overview.members_in_failed_counties)


def place_members(overview: NationalOverview) -> tuple[PlacedMember, ...]:
    """Return each member of the counties that were read, once, in order of county and code.

    Where there are too many areas to be shown, its county is the one it lies in.
    """
    regions = {county.code: county.region for county in overview.counties}
    homes = {code: home for home in overview.home_counties for code in home.members}
    is_folded = has_many_areas(overview)
    placed: dict[str, PlacedMember] = {}
    for summary in overview.summaries:
        states: dict[str, dict[str, AnswerState]] = defaultdict(dict)
        for answer in summary.answers:
            states[answer.sender_code][answer.question] = answer.state
        for member in summary.members:
            home = homes.get(member.code)
            placed.setdefault(
                member.code,
                PlacedMember(
                    row=member,
                    county_code=home.code if home and is_folded else summary.area.code,
                    region=regions.get(summary.area.code, "") or (home.region if home else ""),
                    states=states[member.code],
                    is_withheld=member.code in summary.withheld_codes,
                ),
            )
    return tuple(placed.values())


def groups_of(member: PlacedMember, breakdown: Breakdown) -> tuple[str, ...]:
    """Return the group of a member; none where it is not divided that way, as a county council is not by size."""
    match breakdown:
        case Breakdown.WHOLE:
            return (UNKNOWN,)
        case Breakdown.LEVEL:
            return (member.row.level.value,)
        case Breakdown.SIZE:
            if member.row.level is not Level.MUNICIPALITY:
                return ()
            size = size_group(member.row.population)
            return (size.code if size else UNKNOWN,)
        case Breakdown.LANGUAGE_FORM:
            return (member.row.language_form or UNKNOWN,)
        case Breakdown.REGION:
            return (member.region,)
        case Breakdown.COUNTY:
            return (member.county_code,)


def order_groups(overview: NationalOverview, breakdown: Breakdown) -> tuple[str, ...]:
    """Return the groups in the order they are shown, the unknown one last."""
    known: Iterable[str]
    match breakdown:
        case Breakdown.WHOLE:
            known = ()
        case Breakdown.LEVEL:
            return (Level.MUNICIPALITY.value, Level.COUNTY_COUNCIL.value)
        case Breakdown.SIZE:
            known = (group.code for group in SIZE_GROUPS)
        case Breakdown.LANGUAGE_FORM:
            known = LANGUAGE_FORMS
        case Breakdown.REGION:
            known = (county.region for county in overview.counties if county.region)
        case Breakdown.COUNTY:
            return tuple(county.code for county in overview.counties)
    return (*dict.fromkeys(known), UNKNOWN)


def _count(
    breakdown: Breakdown,
    group: str,
    members: Sequence[PlacedMember],
    questions: Sequence[str],
    failed: Mapping[tuple[Breakdown, str], int],
) -> ParticipationRow:
    states = Counter(member.row.state for member in members)
    is_placed = breakdown in {Breakdown.WHOLE, Breakdown.REGION, Breakdown.COUNTY}
    return ParticipationRow(
        breakdown=breakdown,
        group=group,
        possible=len(members),
        invited=sum(map(_is_invited, members)),
        heard=states["heard"],
        waiting=states["waiting"],
        silent=states["silent"],
        in_failed_counties=failed[breakdown, group] if is_placed else None,
        inhabitants=_add_inhabitants(members),
        inhabitants_heard=_add_inhabitants([member for member in members if member.row.state == "heard"]),
        questions=tuple(_count_states(question, members) for question in questions),
    )


def _is_invited(member: PlacedMember) -> bool:
    # Of a member that wrote in confidence it is told that it did, not to what.
    return member.is_withheld or any(state is not AnswerState.NOT_ASKED for state in member.states.values())


def _count_states(question: str, members: Sequence[PlacedMember]) -> QuestionStates:
    states = Counter(member.states[question] for member in members if question in member.states)
    return QuestionStates(
        question=question,
        members={state: states[state] for state in AnswerState},
        without_state=sum(question not in member.states for member in members),
    )


def _add_inhabitants(members: Sequence[PlacedMember]) -> Inhabitants:
    towns = [member.row.population for member in members if member.row.level is Level.MUNICIPALITY]
    known = [population for population in towns if population is not None]
    return Inhabitants(municipalities=len(towns), known=sum(known), unknown_in=len(towns) - len(known))
