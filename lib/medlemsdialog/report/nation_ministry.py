"""The results in the ministry's frame: its own questions, with all that the crosswalk ties to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from medlemsdialog.models.national import CopiedText, NationalClaim, NationalOverview, NationalTheme
from medlemsdialog.models.vocabulary import AnswerState, Position
from medlemsdialog.report import places, wording
from medlemsdialog.report.figures import POSITIONS, STATE_MARKS
from medlemsdialog.report.fragment import Fragment, render
from medlemsdialog.report.frames import FrameGroup, find_uncovered, frame_by_ministry
from medlemsdialog.report.marks import LEGEND_ID
from medlemsdialog.report.matrix import Cell
from medlemsdialog.report.nation_claims import build_claim_rows
from medlemsdialog.report.nation_copied import list_shared
from medlemsdialog.report.nation_head import contrary_members
from medlemsdialog.report.nation_themes import build_theme_rows
from medlemsdialog.report.statement_views import Link

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
    claims: tuple[tuple[Link, NationalClaim, str], ...]
    claim_rows: tuple[tuple[Link, list[Cell]], ...]
    copied: tuple[tuple[int, CopiedText], ...]
    questions: tuple[tuple[str, dict[AnswerState, int]], ...]
    silent: tuple[str, ...]


def ministry(overview: NationalOverview, labels: Labels) -> Fragment:
    """Show every national table by question of the ministry: themes, claims, copied texts and answers.

    Empty where the dialogue has no such questions.
    """
    groups = frame_by_ministry(labels)
    views = [_show(group, overview, labels) for group in groups]
    if groups:
        rest = _show(find_uncovered(groups, labels), overview, labels)
        views += [rest] if rest.themes or rest.claims or rest.questions else []
    return render(
        "national_ministry",
        labels,
        views=views,
        counties=overview.counties,
        states=tuple(STATE_MARKS),
        legend=LEGEND_ID,
        leaves_out=overview.leaves_out,
        prefix=places.NATION_PREFIX,
        Position=Position,
    )


def _show(group: FrameGroup, overview: NationalOverview, labels: Labels) -> MinistryView:
    themes = sorted(
        (row for row in overview.themes if row.theme in group.themes),
        key=lambda row: (-row.members, -row.bodies, labels.theme(row.theme)),
    )
    # What lies under a question with one of its themes is covered there; only what is under none is left.
    tied = frozenset[str]().union(*(one.themes for one in frame_by_ministry(labels)))
    under = [
        row for row in overview.claims if (set(row.themes) & group.themes if group.code else not set(row.themes) & tied)
    ]
    claims = sorted(under, key=lambda row: (-contrary_members(row), -row.members_with_position, row.claim_id))
    raised = {row.theme for row in overview.themes}
    in_order = [theme for theme in labels.themes if theme in group.themes]
    return MinistryView(
        id=f"departement-{group.code or 'ikke-dekket'}",
        question=group.label,
        is_paraphrase=group.is_paraphrase,
        is_uncovered=not group.code,
        themes=tuple(
            (Link(labels.theme(row.theme), places.theme_id(places.NATION_PREFIX, row.theme)), row) for row in themes
        ),
        theme_rows=tuple(build_theme_rows(themes, overview, labels)),
        claims=tuple(
            (
                Link(labels.claim(row.claim_id), places.claim_id(places.NATION_PREFIX, row.claim_id)),
                row,
                _tell_bodies(row, labels),
            )
            for row in claims
        ),
        claim_rows=tuple(build_claim_rows(claims, overview, labels)),
        copied=_find_copied(group, overview),
        questions=tuple(
            (labels.question(row.question), dict(row.members))
            for row in overview.questions
            if row.question in group.questions
        ),
        silent=tuple(labels.theme(theme) for theme in in_order if theme not in raised) if group.code else (),
    )


def _find_copied(group: FrameGroup, overview: NationalOverview) -> tuple[tuple[int, CopiedText], ...]:
    """Return the shared texts of which any statement has one of the group's themes, by their numbers in the whole list."""
    themes = {
        row.statement_id: row.themes
        for area in (*overview.summaries, overview.without_county)
        for row in area.statements
    }
    return tuple(
        (number, copied)
        for number, copied in enumerate(list_shared(overview), start=1)
        if any(group.themes & set(themes.get(one.statement_id, ())) for one in copied.statements)
    )


def _tell_bodies(row: NationalClaim, labels: Labels) -> str:
    shown: Sequence[str] = [
        f"{wording.number(row.bodies[position], labels.language)} {labels.word(position)}"
        for position in POSITIONS
        if row.bodies.get(position)
    ]
    return ", ".join(shown) or labels.t("ingen")
