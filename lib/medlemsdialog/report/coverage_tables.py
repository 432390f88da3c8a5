"""The tables of who was heard: counties, questions, bodies and arenas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from medlemsdialog.models.national import NationalOverview
from medlemsdialog.models.vocabulary import AnswerState, Arena
from medlemsdialog.report.fields import NO, YES, Fields
from medlemsdialog.report.tables import EvidenceTable, Field, Reference, Rows

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels


def tabulate_counties(national: NationalOverview, labels: Labels) -> EvidenceTable:
    """Return the counties and how each was heard."""
    t, fields = labels.t, Fields(labels)
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
            YES if row.status == "failed" else NO,
        )
        for row in national.counties
    )
    return EvidenceTable(
        id="counties",
        name=t("Fylker"),
        meaning=t("Hvert fylke i kommuneinndelingen, og hvem som er hørt der."),
        fields=(
            *fields.county(),
            fields.count("members_possible", t("Mulige medlemmer"), t("medlemmer")),
            fields.count("members_heard", t("Hørte medlemmer"), t("medlemmer"), definition="hort"),
            fields.count("members_waiting", t("Medlemmer som venter"), t("medlemmer"), definition="hort"),
            fields.count("bodies_heard", t("Hørte organer"), t("organer")),
            fields.count("sources", t("Innspill"), t("innspill")),
            fields.count("sources_registered", t("Registrerte innspill"), t("innspill")),
            fields.statements(),
            fields.yes_no(
                "failed", t("Kjøringen stoppet"), t("Om kjøringen for fylket stoppet, så tallene der er ukjente.")
            ),
        ),
        rows=rows,
        key=("county_code",),
    )


def tabulate_questions(national: NationalOverview, labels: Labels) -> EvidenceTable:
    """Return the states of every question over all members."""
    t, fields = labels.t, Fields(labels)
    rows: Rows = tuple(
        (
            labels.question(row.question),
            "example" if labels.is_example_wording(row.question) else "original",
            *(row.members.get(state, 0) for state in AnswerState),
            row.members_without_state,
            row.bodies_answered,
            row.question,
        )
        for row in national.questions
    )
    return EvidenceTable(
        id="questions",
        name=t("Spørsmål"),
        meaning=t("Hvert spørsmål i dialogen, og hvor mange medlemmer som er i hver tilstand."),
        fields=(
            fields.text("question", t("Spørsmål"), t("Spørsmålet slik det står i dialogen.")),
            fields.choice(
                "wording",
                t("Ordlyd"),
                (("original", t("original")), ("example", t("eksempel – ikke KS' ordlyd"))),
                t("Om ordlyden er den som ble brukt, eller et eksempel."),
            ),
            *state_fields(fields),
            fields.count(
                "bodies_answered",
                t("Organer som har svart"),
                t("organer"),
                t("Organer som har svart på spørsmålet, nøytralt eller ikke."),
                definition="organ",
            ),
            question_id(fields),
        ),
        rows=rows,
        key=("question_id",),
    )


def state_fields(fields: Fields) -> tuple[Field, ...]:
    """Return the columns of members by state of a question, and of those whose state is not told."""
    t = fields.labels.t
    return (
        *(
            fields.count(str(state), fields.labels.word(state), t("medlemmer"), definition="tilstand")
            for state in AnswerState
        ),
        fields.count("not_told", t("Vises ikke"), t("medlemmer"), definition="fortrolig"),
    )


def question_id(fields: Fields) -> Field:
    """Return the column of a question's id."""
    t = fields.labels.t
    return fields.text("question_id", t("Spørsmål-id"), t("Spørsmålets id i dialogen."), required=True)


def tabulate_bodies(national: NationalOverview, labels: Labels) -> EvidenceTable:
    """Return the bodies with their meetings."""
    t, fields = labels.t, Fields(labels)
    county_code, county = fields.county(required=False)
    rows: Rows = tuple(
        (
            row.name,
            labels.area(row.county_code) if row.county_code else "",
            row.meetings,
            row.invited,
            row.attendance,
            row.statements,
            row.code,
            row.county_code or None,
        )
        for row in national.bodies
    )
    return EvidenceTable(
        id="bodies",
        name=t("Organer"),
        meaning=t("Organene i registeret, med møtene deres. De taler ikke for medlemmene."),
        fields=(
            fields.text("body", t("Organ"), definition="organ"),
            county,
            fields.count("meetings", t("Møter"), t("møter")),
            fields.count("invited", t("Inviterte i alt"), t("personer")),
            fields.count("attendance", t("Til stede i alt"), t("personer")),
            fields.statements(),
            fields.text("body_code", t("Organkode"), t("Organets kode i registeret."), required=True),
            county_code,
        ),
        rows=rows,
        key=("body_code",),
        references=(Reference(("county_code",), "counties"),),
    )


def tabulate_arenas(national: NationalOverview, labels: Labels) -> EvidenceTable:
    """Return the registered sources by arena, senders by unit."""
    t, fields = labels.t, Fields(labels)
    rows: Rows = tuple(
        (str(row.arena), row.sources, row.members, row.bodies, row.other_senders) for row in national.arenas
    )
    return EvidenceTable(
        id="arenas",
        name=t("Arenaer"),
        meaning=t("Hvor de registrerte innspillene ble til, og hvem som sendte dem."),
        fields=(
            fields.words("arena", t("Arena"), Arena, t("Hvor innspillet ble til."), required=True),
            fields.count("sources", t("Innspill"), t("innspill")),
            fields.members(),
            fields.bodies(),
            fields.other_senders(),
        ),
        rows=rows,
        key=("arena",),
    )
