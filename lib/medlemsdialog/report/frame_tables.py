"""The table of the ministry's frame: what lies under each of its questions, and what lies under none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from medlemsdialog.models.national import NationalOverview
from medlemsdialog.models.vocabulary import AnswerState
from medlemsdialog.report.fields import Fields
from medlemsdialog.report.frames import find_uncovered, frame_by_ministry
from medlemsdialog.report.tables import EvidenceTable, Value

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels


def tabulate_ministry(national: NationalOverview, labels: Labels) -> EvidenceTable:
    """Return themes, claims and the dialogue's questions by the ministry's; what lies under several stands under each.

    Members of a question are those that answered it, neutrally or not; those of a claim took any position to it.
    """
    t, fields = labels.t, Fields(labels)
    groups = frame_by_ministry(labels)
    covered = frozenset[str]().union(*(group.themes for group in groups))
    rows: list[tuple[Value, ...]] = []
    for group in (*groups, find_uncovered(groups, labels)):
        head = (group.code, group.label)
        rows += [
            (*head, "theme", row.theme, labels.theme(row.theme), row.members, row.bodies, row.statements)
            for row in national.themes
            if row.theme in group.themes
        ]
        rows += [
            (
                *head,
                "claim",
                row.claim_id,
                labels.claim(row.claim_id),
                row.members_with_position,
                sum(row.bodies.values()),
                row.statements,
            )
            for row in national.claims
            if (set(row.themes) & group.themes if group.code else not set(row.themes) & covered)
        ]
        rows += [
            (
                *head,
                "question",
                row.question,
                labels.question(row.question),
                row.members.get(AnswerState.ANSWERED, 0) + row.members.get(AnswerState.NEUTRAL, 0),
                row.bodies_answered,
                None,
            )
            for row in national.questions
            if row.question in group.questions
        ]
    return EvidenceTable(
        id="ministry_frame",
        name=t("Departementets ramme"),
        meaning=t(
            "Temaene, kravene og spørsmålene under hvert av departementets spørsmål. Det som hører til flere, står under "
            "hvert av dem. Det som ikke hører til noe, står sist."
        ),
        fields=(
            fields.text(
                "ministry_question_id",
                t("Departementets spørsmål, id"),
                t("Id-en til departementets spørsmål. Tom for det som ikke hører til noe av dem."),
            ),
            fields.text(
                "ministry_question",
                t("Departementets spørsmål"),
                t("Departementets spørsmål slik det står i dialogen."),
            ),
            fields.choice(
                "kind",
                t("Slag"),
                (("theme", t("tema")), ("claim", t("krav")), ("question", t("spørsmål"))),
                t("Om raden er et tema, et krav eller et spørsmål."),
                required=True,
            ),
            fields.text("code", t("Kode"), t("Koden til temaet, kravet eller spørsmålet."), required=True),
            fields.text("label", t("Tema, krav eller spørsmål"), t("Navnet eller ordlyden.")),
            fields.members(
                t(
                    "Medlemmer som har tatt opp temaet, tatt standpunkt til kravet eller svart på spørsmålet, nøytralt eller ikke."
                )
            ),
            fields.bodies(),
            fields.statements(),
        ),
        rows=tuple(rows),
    )
