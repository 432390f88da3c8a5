"""The tables of who was heard: counties, questions, bodies and arenas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from medlemsdialog.models.national import NationalOverview
from medlemsdialog.models.vocabulary import AnswerState
from medlemsdialog.report.tables import Rows, Table

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels


def tabulate_counties(national: NationalOverview, labels: Labels) -> Table:
    """Return the counties and how each was heard."""
    t = labels.t
    columns = (t("Fylkesnummer"), t("Fylke"), t("Mulige medlemmer"), t("Hørte medlemmer"), t("Medlemmer som venter"))
    more = (t("Hørte organer"), t("Innspill"), t("Registrerte innspill"), t("Utsagn"), t("Kjøringen stoppet"))
    rows: Rows = tuple(
        (
            row.code,
            row.name,
            row.members,
            row.members_heard,
            row.members_waiting,
            row.bodies_heard,
            row.sources,
            row.sources_registered,
            row.statements,
            t("ja") if row.status == "failed" else t("nei"),
        )
        for row in national.counties
    )
    return Table(t("Fylker"), columns + more, rows)


def tabulate_questions(national: NationalOverview, labels: Labels) -> Table:
    """Return the states of every question over all members."""
    t = labels.t
    columns = (t("Spørsmål"), t("Ordlyd"), *(labels.word(state) for state in AnswerState))
    more = (t("Vises ikke"), t("Organer som har svart"))
    example, original = t("eksempel – ikke KS' ordlyd"), t("original")
    rows: Rows = tuple(
        (
            labels.question(row.question),
            example if labels.is_example_wording(row.question) else original,
            *(row.members.get(state, 0) for state in AnswerState),
            row.members_without_state,
            row.bodies_answered,
        )
        for row in national.questions
    )
    return Table(t("Spørsmål"), columns + more, rows)


def tabulate_bodies(national: NationalOverview, labels: Labels) -> Table:
    """Return the bodies with their meetings."""
    t = labels.t
    columns = (t("Organ"), t("Fylke"), t("Møter"), t("Inviterte i alt"), t("Til stede i alt"), t("Utsagn"))
    rows: Rows = tuple(
        (
            row.name,
            labels.area(row.county_code) if row.county_code else "",
            row.meetings,
            row.invited,
            row.attendance,
            row.statements,
        )
        for row in national.bodies
    )
    return Table(t("Organer"), columns, rows)


def tabulate_arenas(national: NationalOverview, labels: Labels) -> Table:
    """Return the registered sources by arena, senders by unit."""
    t = labels.t
    columns = (t("Arena"), t("Innspill"), t("Medlemmer"), t("Organer"), t("Andre avsendere"))
    rows: Rows = tuple(
        (labels.word(row.arena), row.sources, row.members, row.bodies, row.other_senders) for row in national.arenas
    )
    return Table(t("Arenaer"), columns, rows)
