"""The results in the ministry's frame: its own questions, with all that the crosswalk ties to them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from medlemsdialog.evidence.disclosure import FEWEST_TOLD
from medlemsdialog.evidence.folded_areas import fold_areas
from medlemsdialog.evidence.participation import build_participation
from medlemsdialog.models.national import CopiedText, NationalOverview, NationalTheme
from medlemsdialog.models.participation import Breakdown, Participation
from medlemsdialog.models.vocabulary import AnswerState
from medlemsdialog.report import places
from medlemsdialog.report.claim_lines import ClaimLine, build_claim_lines
from medlemsdialog.report.figures import POSITIONS, STATE_MARKS
from medlemsdialog.report.fragment import Fragment, render
from medlemsdialog.report.frames import FrameGroup, find_uncovered, frame_by_ministry
from medlemsdialog.report.marks import LEGEND_ID
from medlemsdialog.report.matrix import Cell
from medlemsdialog.report.nation_claims import build_claim_rows, order_by_dissent
from medlemsdialog.report.nation_copied import index_themes, list_shared, themes_of
from medlemsdialog.report.nation_fates import FateRow, build_fate_rows
from medlemsdialog.report.nation_themes import build_theme_rows
from medlemsdialog.report.question_rows import Column, Row, build_group_rows, build_question_rows, name_questions
from medlemsdialog.report.statement_views import Link
from medlemsdialog.report.withheld import list_withheld_counts, themes_of_count

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels


@dataclass(frozen=True)
class MinistryView:
    """One question of the ministry with what was said to it; `silent` are the tied themes that nobody raised.

    The last one, with no question of the ministry, holds what is tied to none.
    """

    id: str
    question: str
    is_paraphrase: bool
    is_uncovered: bool
    themes: tuple[tuple[Link, NationalTheme], ...]
    theme_rows: tuple[tuple[Link, list[Cell]], ...]
    claims: tuple[ClaimLine, ...]
    claim_rows: tuple[tuple[Link, list[Cell]], ...]
    copied: tuple[tuple[int, CopiedText], ...]
    questions: tuple[tuple[Link, dict[AnswerState, int]], ...]
    question_rows: tuple[Row, ...]
    group_rows: tuple[tuple[str, tuple[Row, ...]], ...]
    question_columns: tuple[Column, ...]
    fates: tuple[FateRow, ...]
    withheld: tuple[tuple[str, str, int], ...]
    silent: tuple[str, ...]


def ministry(overview: NationalOverview, labels: Labels) -> Fragment:
    """Show every national table by question of the ministry: themes, claims, copied texts and answers.

    Empty where the dialogue has no such questions.
    """
    groups = frame_by_ministry(labels)
    built = build_participation(overview)
    overview = fold_areas(overview)
    views = [_show(group, built, overview, labels) for group in groups]
    if groups:
        rest = _show(find_uncovered(groups, labels), built, overview, labels)
        views += [rest] if rest.themes or rest.claims or rest.questions or rest.copied or rest.withheld else []
    return render(
        "national_ministry",
        labels,
        views=views,
        counties=overview.counties,
        county_columns=tuple(Column(labels.area(row.group)) for row in built.rows_of(Breakdown.COUNTY)),
        states=tuple(STATE_MARKS),
        positions=POSITIONS,
        legend=LEGEND_ID,
        leaves_out=overview.leaves_out,
        fewest=FEWEST_TOLD,
        prefix=places.NATION_PREFIX,
    )


def _show(group: FrameGroup, built: Participation, overview: NationalOverview, labels: Labels) -> MinistryView:
    frame = frame_by_ministry(labels)
    tied_themes = frozenset[str]().union(*(one.themes for one in frame))
    tied_questions = frozenset[str]().union(*(one.questions for one in frame))

    def holds(themes: Collection[str]) -> bool:
        # What lies under a question with one of its themes is covered there; only what is under none is left.
        return bool(group.themes & set(themes)) if group.code else not tied_themes & set(themes)

    def asks(question: str) -> bool:
        return question in group.questions if group.code else question not in tied_questions

    themes = sorted(
        (row for row in overview.themes if holds((row.theme,))),
        key=lambda row: (-row.members, -row.bodies, labels.theme(row.theme)),
    )
    claims = order_by_dissent([row for row in overview.claims if holds(row.themes)])
    asked = [row for row in overview.questions if asks(row.question)]
    codes = [row.question for row in asked]
    raised = {row.theme for row in overview.themes}
    in_order = [theme for theme in labels.themes if theme in group.themes]
    coded = index_themes(overview)
    return MinistryView(
        id=places.ministry_question_id(group.code),
        question=group.label,
        is_paraphrase=group.is_paraphrase,
        is_uncovered=not group.code,
        themes=tuple(
            (Link(labels.theme(row.theme), places.theme_id(places.NATION_PREFIX, row.theme)), row) for row in themes
        ),
        theme_rows=tuple(build_theme_rows(themes, overview, labels)),
        claims=build_claim_lines(claims, labels),
        claim_rows=tuple(build_claim_rows(claims, overview, labels)),
        copied=tuple(
            (number, copied)
            for number, copied in enumerate(list_shared(overview), start=1)
            if holds(themes_of(copied, coded))
        ),
        questions=tuple(
            (Link(name, places.question_id(places.NATION_PREFIX, row.question)), dict(row.members))
            for row, name in zip(asked, name_questions(codes, labels), strict=True)
        ),
        question_rows=build_question_rows(codes, built.rows_of(Breakdown.COUNTY), labels),
        group_rows=tuple(build_group_rows(built, codes, labels)) if codes else (),
        question_columns=tuple(Column(name) for name in name_questions(codes, labels)),
        fates=tuple(row for row in build_fate_rows(overview, labels) if holds(row.themes)),
        withheld=tuple(
            list_withheld_counts(
                overview,
                labels,
                [count for count in overview.withheld_counts if holds(themes_of_count(count, overview))],
            )
        ),
        silent=tuple(labels.theme(theme) for theme in in_order if theme not in raised) if group.code else (),
    )
