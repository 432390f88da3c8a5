"""The tables of who gave input and who did not, and of where the picture of a claim differs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from medlemsdialog.evidence.claim_differences import find_claim_differences
from medlemsdialog.evidence.participation import build_participation
from medlemsdialog.models.national import NationalOverview
from medlemsdialog.models.participation import Breakdown, Inhabitants, ParticipationRow
from medlemsdialog.models.vocabulary import AnswerState
from medlemsdialog.report.figures import POSITIONS
from medlemsdialog.report.groups import name_breakdown, name_group
from medlemsdialog.report.tables import Rows, Table, Value

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels


def tabulate_participation(national: NationalOverview, labels: Labels) -> Table:
    """Return the members of each group: possible, invited, heard, waiting, silent; inhabitants of municipalities."""
    t = labels.t
    columns = (
        t("Inndeling"),
        t("Gruppe"),
        t("Mulige medlemmer"),
        t("Inviterte medlemmer"),
        t("Hørte medlemmer"),
        t("Medlemmer som venter"),
        t("Medlemmer uten innspill"),
        t("Medlemmer i fylker der kjøringen stoppet"),
        t("Innbyggere i kommunene"),
        t("Kommuner med ukjent folketall"),
        t("Innbyggere i hørte kommuner"),
        t("Hørte kommuner med ukjent folketall"),
    )
    rows: Rows = tuple(
        (
            name_breakdown(row.breakdown, labels),
            name_group(row.breakdown, row.group, labels),
            *_members(row),
            row.in_failed_counties,
            *_inhabitants(row.inhabitants),
            *_inhabitants(row.inhabitants_heard),
        )
        for row in build_participation(national).rows
    )
    return Table(t("Deltakelse"), columns, rows)


def tabulate_states(national: NationalOverview, labels: Labels) -> Table:
    """Return the members of each group in each state of each question."""
    t = labels.t
    columns = (t("Inndeling"), t("Gruppe"), t("Spørsmål"), t("Spurte medlemmer"))
    more = (*(labels.word(state) for state in AnswerState), t("Vises ikke"))
    rows: Rows = tuple(
        (
            name_breakdown(row.breakdown, labels),
            name_group(row.breakdown, row.group, labels),
            labels.question(states.question),
            states.asked,
            *(states.members[state] for state in AnswerState),
            states.without_state,
        )
        for row in build_participation(national).rows
        # Nothing is known of the members of a county whose run stopped.
        if row.possible
        for states in row.questions
    )
    return Table(t("Svar etter gruppe"), columns + more, rows)


def tabulate_claim_differences(national: NationalOverview, labels: Labels) -> Table:
    """Return the groups whose picture of a claim differs, with the members by position there and in the whole."""
    t = labels.t
    columns = (
        t("Krav-id"),
        t("Krav"),
        t("Inndeling"),
        t("Gruppe"),
        *(t("I gruppen: {position}", position=labels.word(position)) for position in POSITIONS),
        *(t("I hele landet: {position}", position=labels.word(position)) for position in POSITIONS),
    )
    rows: Rows = tuple(
        (
            claim_id,
            labels.claim(claim_id),
            name_breakdown(one.breakdown, labels),
            name_group(one.breakdown, one.group, labels),
            *(one.members[position] for position in POSITIONS),
            *(one.whole[position] for position in POSITIONS),
        )
        for claim_id, differences in find_claim_differences(national).items()
        for one in differences
    )
    return Table(t("Krav, ulikt bilde"), columns, rows)


def _members(row: ParticipationRow) -> tuple[Value, ...]:
    if row.breakdown in {Breakdown.REGION, Breakdown.COUNTY} and not row.possible:
        return (None,) * 5
    return (row.possible, row.invited, row.heard, row.waiting, row.silent)


def _inhabitants(inhabitants: Inhabitants) -> tuple[Value, Value]:
    """Return the sum, empty where there are no municipalities or all are unknown, and the number of unknown ones."""
    if not inhabitants.municipalities:
        return None, None
    known = inhabitants.known if inhabitants.unknown_in < inhabitants.municipalities else None
    return known, inhabitants.unknown_in
