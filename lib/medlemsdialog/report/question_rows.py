"""The answers to the dialogue's questions as rows of a matrix: the states of the members of each county or group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from medlemsdialog.models.participation import Breakdown, Participation, ParticipationRow
from medlemsdialog.report import places
from medlemsdialog.report.county_coverage import example_marks
from medlemsdialog.report.frames import frame_by_main_theme, group_by_questions
from medlemsdialog.report.groups import head_group
from medlemsdialog.report.matrix import Cell, state_cell, stopped_cell
from medlemsdialog.report.statement_views import Link

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels

Row = tuple[Link, tuple[Cell, ...]]
# The ways members are grouped by other than place; places have a matrix of their own.
GROUPINGS = (Breakdown.LEVEL, Breakdown.SIZE, Breakdown.LANGUAGE_FORM, Breakdown.REGION)


@dataclass(frozen=True)
class Column:
    """A column of a matrix."""

    name: str


def name_questions(questions: Sequence[str], labels: Labels) -> tuple[str, ...]:
    """Return the questions as they are printed: one whose wording is our own says so."""
    return tuple(
        f"{labels.question(question)} ({mark})" if mark else labels.question(question)
        for question, mark in zip(questions, example_marks(questions, labels), strict=True)
    )


def build_question_rows(
    questions: Sequence[str], columns: Sequence[ParticipationRow], labels: Labels, *, leads_on: bool = True
) -> tuple[Row, ...]:
    """Return a row for each question with a cell for each group of members.

    The rows lead to the questions' own places where `leads_on`; else they are those places.
    """
    targets = [places.question_id(places.NATION_PREFIX, question) for question in questions]
    return tuple(
        (
            Link(name, target) if leads_on else Link(name, "", target),
            tuple(_build_cell(column, question, labels) for column in columns),
        )
        for question, name, target in zip(questions, name_questions(questions, labels), targets, strict=True)
    )


def group_question_rows(
    questions: Sequence[str], columns: Sequence[ParticipationRow], labels: Labels, *, leads_on: bool = True
) -> list[tuple[str, tuple[Row, ...]]]:
    """Return the rows under the main theme of each question; those that the dialogue no longer has come last."""
    grouped = group_by_questions(
        questions, lambda question: question, frame_by_main_theme(labels), rest=labels.t("Uten hovedtema")
    )
    return [(label, build_question_rows(found, columns, labels, leads_on=leads_on)) for label, found in grouped]


def build_group_rows(
    built: Participation, questions: Sequence[str], labels: Labels
) -> list[tuple[str, tuple[Row, ...]]]:
    """Return a row for each group of members, under what they are divided by, with a cell for each question."""
    titles = {
        Breakdown.LEVEL: labels.t("Etter nivå"),
        Breakdown.SIZE: labels.t("Etter størrelse"),
        Breakdown.LANGUAGE_FORM: labels.t("Etter målform"),
        Breakdown.REGION: labels.t("Etter landsdel"),
    }
    return [
        (
            titles[breakdown],
            tuple(
                (
                    Link(head_group(breakdown, row.group, labels), ""),
                    tuple(_build_cell(row, question, labels) for question in questions),
                )
                for row in built.rows_of(breakdown)
            ),
        )
        for breakdown in GROUPINGS
    ]


def _build_cell(row: ParticipationRow, question: str, labels: Labels) -> Cell:
    if not row.possible:
        return stopped_cell(labels)
    states = row.question(question)
    return state_cell(states.members, states.without_state, labels)
