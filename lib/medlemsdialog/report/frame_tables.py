"""The table of the ministry's frame: what lies under each of its questions, and what lies under none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from medlemsdialog.models.national import NationalOverview
from medlemsdialog.models.vocabulary import AnswerState
from medlemsdialog.report.frames import find_uncovered, frame_by_ministry
from medlemsdialog.report.tables import Table, Value

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels


def tabulate_ministry(national: NationalOverview, labels: Labels) -> Table:
    """Return themes, claims and the dialogue's questions by the ministry's; what lies under several stands under each.

    Members of a question are those that answered it, neutrally or not; those of a claim took any position to it.
    """
    t = labels.t
    groups = frame_by_ministry(labels)
    covered = frozenset[str]().union(*(group.themes for group in groups))
    rows: list[tuple[Value, ...]] = []
    for group in (*groups, find_uncovered(groups, labels)):
        head = (group.code, group.label)
        rows += [
            (*head, t("tema"), row.theme, labels.theme(row.theme), row.members, row.bodies, row.statements)
            for row in national.themes
            if row.theme in group.themes
        ]
        rows += [
            (
                *head,
                t("krav"),
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
                t("spørsmål"),
                row.question,
                labels.question(row.question),
                row.members.get(AnswerState.ANSWERED, 0) + row.members.get(AnswerState.NEUTRAL, 0),
                row.bodies_answered,
                None,
            )
            for row in national.questions
            if row.question in group.questions
        ]
    columns = (
        t("Departementets spørsmål, id"),
        t("Departementets spørsmål"),
        t("Slag"),
        t("Kode"),
        t("Tema, krav eller spørsmål"),
        t("Medlemmer"),
        t("Organer"),
        t("Utsagn"),
    )
    return Table(t("Departementets ramme"), columns, tuple(rows))
