"""The tables of who gave input and who did not, and of where the picture of a claim differs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from medlemsdialog.evidence.claim_differences import FEWEST_WITH_POSITION, find_claim_differences
from medlemsdialog.evidence.participation import build_participation
from medlemsdialog.models.national import NationalOverview
from medlemsdialog.models.participation import Breakdown, Inhabitants, ParticipationRow
from medlemsdialog.models.vocabulary import AnswerState
from medlemsdialog.report.coverage_tables import question_id, state_fields
from medlemsdialog.report.fields import Fields
from medlemsdialog.report.figures import POSITIONS
from medlemsdialog.report.groups import name_breakdown, name_group
from medlemsdialog.report.tables import EvidenceTable, Field, Reference, Rows, Value

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels


def tabulate_participation(national: NationalOverview, labels: Labels) -> EvidenceTable:
    """Return the members of each group: possible, invited, heard, waiting, silent; inhabitants of municipalities."""
    t, fields = labels.t, Fields(labels)
    rows: Rows = tuple(
        (
            str(row.breakdown),
            name_group(row.breakdown, row.group, labels),
            *_members(row),
            row.in_failed_counties,
            *_inhabitants(row.inhabitants),
            *_inhabitants(row.inhabitants_heard),
            _group_code(row.breakdown, row.group),
        )
        for row in build_participation(national).rows
    )
    members, municipalities = t("medlemmer"), t("kommuner")
    return EvidenceTable(
        id="participation",
        name=t("Deltakelse"),
        meaning=t("Hvem som har gitt innspill, og hvem som ikke har, i hver gruppe av medlemmer."),
        fields=(
            *_group_fields(fields),
            fields.count("members_possible", t("Mulige medlemmer"), members),
            fields.count("members_invited", t("Inviterte medlemmer"), members, definition="invitert"),
            fields.count("members_heard", t("Hørte medlemmer"), members, definition="hort"),
            fields.count("members_waiting", t("Medlemmer som venter"), members, definition="hort"),
            fields.count("members_silent", t("Medlemmer uten innspill"), members, definition="hort"),
            fields.count(
                "members_in_failed_counties", t("Medlemmer i fylker der kjøringen stoppet"), members, definition="hort"
            ),
            fields.count("inhabitants", t("Innbyggere i kommunene"), t("innbyggere")),
            fields.count(
                "population_unknown", t("Kommuner med ukjent folketall"), municipalities, definition="innbyggere"
            ),
            fields.count("inhabitants_heard", t("Innbyggere i hørte kommuner"), t("innbyggere")),
            fields.count(
                "population_unknown_heard",
                t("Hørte kommuner med ukjent folketall"),
                municipalities,
                definition="innbyggere",
            ),
            _group_code_field(fields),
        ),
        rows=rows,
        key=("breakdown", "group_code"),
    )


def tabulate_states(national: NationalOverview, labels: Labels) -> EvidenceTable:
    """Return the members of each group in each state of each question."""
    t, fields = labels.t, Fields(labels)
    rows: Rows = tuple(
        (
            str(row.breakdown),
            name_group(row.breakdown, row.group, labels),
            labels.question(states.question),
            states.asked,
            *(states.members[state] for state in AnswerState),
            states.without_state,
            _group_code(row.breakdown, row.group),
            states.question,
        )
        for row in build_participation(national).rows
        # Nothing is known of the members of a county whose run stopped.
        if row.possible
        for states in row.questions
    )
    return EvidenceTable(
        id="answers_by_group",
        name=t("Svar etter gruppe"),
        meaning=t("Hvor mange medlemmer i hver gruppe som er i hver tilstand for hvert spørsmål."),
        fields=(
            *_group_fields(fields),
            fields.text("question", t("Spørsmål"), t("Spørsmålet slik det står i dialogen.")),
            fields.count(
                "members_asked",
                t("Spurte medlemmer"),
                t("medlemmer"),
                t("Medlemmer som spørsmålet er stilt til, i dialogen, i et skjema eller i et møte."),
                definition="invitert",
            ),
            *state_fields(fields),
            _group_code_field(fields),
            question_id(fields),
        ),
        rows=rows,
        key=("breakdown", "group_code", "question_id"),
        references=(Reference(("breakdown", "group_code"), "participation"), Reference(("question_id",), "questions")),
    )


def tabulate_claim_differences(national: NationalOverview, labels: Labels) -> EvidenceTable:
    """Return the groups whose picture of a claim differs, with the members by position there and in the whole."""
    t, fields = labels.t, Fields(labels)
    rows: Rows = tuple(
        (
            claim_id,
            labels.claim(claim_id),
            str(one.breakdown),
            name_group(one.breakdown, one.group, labels),
            *(one.members[position] for position in POSITIONS),
            *(one.whole[position] for position in POSITIONS),
            _group_code(one.breakdown, one.group),
        )
        for claim_id, differences in find_claim_differences(national).items()
        for one in differences
    )
    return EvidenceTable(
        id="claim_differences",
        name=t("Krav, ulikt bilde"),
        meaning=t(
            "Gruppene der medlemmene heller en annen vei til et krav enn i hele landet, og minst {fewest} av dem har tatt "
            "standpunkt.",
            fewest=FEWEST_WITH_POSITION,
        ),
        fields=(
            *fields.claim(),
            *_group_fields(fields),
            *(
                fields.count(
                    f"group_{position}",
                    t("I gruppen: {position}", position=labels.word(position)),
                    t("medlemmer"),
                    definition="standpunkt",
                )
                for position in POSITIONS
            ),
            *(
                fields.count(
                    f"whole_{position}",
                    t("I hele landet: {position}", position=labels.word(position)),
                    t("medlemmer"),
                    definition="standpunkt",
                )
                for position in POSITIONS
            ),
            _group_code_field(fields),
        ),
        rows=rows,
        key=("claim_id", "breakdown", "group_code"),
        references=(Reference(("claim_id",), "claims"), Reference(("breakdown", "group_code"), "participation")),
    )


def _group_fields(fields: Fields) -> tuple[Field, Field]:
    t = fields.labels.t
    breakdowns = ((str(one), name_breakdown(one, fields.labels)) for one in Breakdown)
    return (
        fields.choice("breakdown", t("Inndeling"), breakdowns, t("Hva medlemmene er delt inn etter."), required=True),
        fields.text("group", t("Gruppe"), t("Gruppens navn.")),
    )


def _group_code_field(fields: Fields) -> Field:
    t = fields.labels.t
    return fields.text("group_code", t("Gruppekode"), t("Gruppens kode i inndelingen."), required=True)


def _group_code(breakdown: Breakdown, group: str) -> str:
    """Return a code that is never empty and that no spreadsheet takes for a formula."""
    if not group:
        return "all" if breakdown is Breakdown.WHOLE else "unknown"
    return f"0{group}" if group.startswith("-") else group


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
