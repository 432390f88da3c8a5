"""Who gave input over the whole country and who did not, by what members are, and the states of every question by county."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from medlemsdialog.evidence.folded_areas import has_many_areas
from medlemsdialog.evidence.participation import build_participation
from medlemsdialog.models.national import NationalOverview
from medlemsdialog.models.participation import (
    FEWEST_FOR_SHARE,
    Breakdown,
    Inhabitants,
    Participation,
    ParticipationRow,
)
from medlemsdialog.models.vocabulary import Level
from medlemsdialog.report import places, wording
from medlemsdialog.report.crossings import cross
from medlemsdialog.report.fragment import Fragment, render
from medlemsdialog.report.groups import head_group
from medlemsdialog.report.marks import LEGEND_ID
from medlemsdialog.report.question_rows import Column, Row, group_question_rows, name_questions

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels


@dataclass(frozen=True)
class GroupRow:
    """One group's line, ready for print."""

    name: str
    row: ParticipationRow
    share: str
    inhabitants: tuple[str, ...]
    inhabitants_heard: tuple[str, ...]


@dataclass(frozen=True)
class GroupTable:
    """One breakdown's table with its total, and the states of every question of its groups."""

    id: str
    title: str
    caption: str
    heading: str
    rows: tuple[GroupRow, ...]
    total: GroupRow
    has_failed: bool
    questions_caption: str
    columns: tuple[Column, ...]
    questions: tuple[tuple[str, tuple[Row, ...]], ...]


def participation(overview: NationalOverview, labels: Labels) -> Fragment:
    """Show who gave input and who did not, by level, size, language form, region and county. Members only; nobody is named."""
    built = build_participation(overview)
    t = labels.t
    captions = (
        (Breakdown.LEVEL, t("Etter nivå"), t("Deltakelse etter nivå"), t("Nivå"), t("Svar etter nivå")),
        (
            Breakdown.SIZE,
            t("Etter størrelse"),
            t("Deltakelse etter størrelse"),
            t("Størrelse"),
            t("Svar etter størrelse"),
        ),
        (
            Breakdown.LANGUAGE_FORM,
            t("Etter målform"),
            t("Deltakelse etter målform"),
            t("Målform"),
            t("Svar etter målform"),
        ),
        (
            Breakdown.REGION,
            t("Etter landsdel"),
            t("Deltakelse etter landsdel"),
            t("Landsdel"),
            t("Svar etter landsdel"),
        ),
        (Breakdown.COUNTY, t("Etter fylke"), t("Deltakelse etter fylke"), t("Fylke"), ""),
    )
    return render(
        "national_participation",
        labels,
        tables=[_build_table(built, overview, breakdown, words, labels) for breakdown, *words in captions],
        in_failed=built.in_failed_counties,
        fewest=FEWEST_FOR_SHARE,
        legend=LEGEND_ID,
        prefix=places.NATION_PREFIX,
    )


def question_matrix(overview: NationalOverview, labels: Labels) -> Fragment:
    """Show question by county: how many members each of the seven states holds for."""
    counties = build_participation(overview).rows_of(Breakdown.COUNTY)
    asked = [row.question for row in overview.questions]
    return render(
        "question_matrix",
        labels,
        is_folded=has_many_areas(overview),
        groups=group_question_rows(asked, counties, labels, leads_on=False),
        columns=tuple(Column(labels.area(row.group)) for row in counties),
        crossings=[
            (name, cross(labels, questions=[question]))
            for question, name in zip(asked, name_questions(asked, labels), strict=True)
        ],
        legend=LEGEND_ID,
        prefix=places.NATION_PREFIX,
    )


def _build_table(
    built: Participation, overview: NationalOverview, breakdown: Breakdown, words: Sequence[str], labels: Labels
) -> GroupTable:
    title, caption, heading, questions_caption = words
    rows = built.rows_of(breakdown)
    asked = [row.question for row in overview.questions]
    towns = [row for row in built.rows_of(Breakdown.LEVEL) if row.group == Level.MUNICIPALITY]
    # Only municipalities have a size: there the groups add up to them.
    total = towns[0] if breakdown is Breakdown.SIZE and towns else built.whole
    return GroupTable(
        id=f"{places.NATION_PREFIX}-deltakelse-{breakdown.value.replace('_', '-')}",
        title=title,
        caption=caption,
        heading=heading,
        rows=tuple(_build_row(row, labels) for row in rows),
        total=_build_row(total, labels),
        has_failed=any(row.in_failed_counties for row in rows),
        questions_caption=questions_caption,
        columns=tuple(Column(head_group(breakdown, row.group, labels)) for row in rows),
        questions=tuple(group_question_rows(asked, rows, labels)) if questions_caption else (),
    )


def _build_row(row: ParticipationRow, labels: Labels) -> GroupRow:
    share = row.heard_share
    return GroupRow(
        name=head_group(row.breakdown, row.group, labels),
        row=row,
        share="–" if share is None else wording.percent(share, labels.language),
        inhabitants=_tell_inhabitants(row.inhabitants, labels),
        inhabitants_heard=_tell_inhabitants(row.inhabitants_heard, labels),
    )


def _tell_inhabitants(inhabitants: Inhabitants, labels: Labels) -> tuple[str, ...]:
    """Return the sum, and of how many municipalities it is unknown; an unknown population is never zero."""
    if not inhabitants.municipalities:
        return ("–",)
    unknown = wording.plural(
        "ukjent for {number} kommune", "ukjent for {number} kommuner", inhabitants.unknown_in, labels.language
    )
    if inhabitants.unknown_in == inhabitants.municipalities:
        return (unknown,)
    known = wording.number(inhabitants.known, labels.language)
    return (known, unknown) if inhabitants.unknown_in else (known,)
