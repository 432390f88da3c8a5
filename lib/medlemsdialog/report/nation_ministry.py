"""The results in the ministry's frame: its own questions, with the themes and claims that the crosswalk ties to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from medlemsdialog.dialogue import Crossing
from medlemsdialog.models.national import NationalClaim, NationalOverview, NationalTheme
from medlemsdialog.models.vocabulary import Position
from medlemsdialog.report import places
from medlemsdialog.report.fragment import Fragment, render
from medlemsdialog.report.nation_head import contrary_members
from medlemsdialog.report.statement_views import Link

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels


@dataclass(frozen=True)
class MinistryView:
    """One question of the ministry with what was said to it; `silent` are the tied themes that nobody raised."""

    id: str
    question: str
    is_paraphrase: bool
    themes: tuple[tuple[Link, NationalTheme], ...]
    claims: tuple[tuple[Link, NationalClaim], ...]
    silent: tuple[str, ...]


def ministry(overview: NationalOverview, labels: Labels) -> Fragment:
    """Show, per question of the ministry, the themes raised and the claims under those themes, dissent first.

    Empty where the dialogue has no such questions.
    """
    crossings = {crossing.ministry_question: crossing for crossing in labels.dialogue.crosswalk}
    views = [
        MinistryView(
            id=f"departement-{question.id}",
            question=question.text.in_language(labels.language),
            is_paraphrase=question.wording == "paraphrase",
            themes=_themes(crossings.get(question.id), overview, labels),
            claims=_claims(crossings.get(question.id), overview, labels),
            silent=_silent(crossings.get(question.id), overview, labels),
        )
        for question in labels.dialogue.ministry_questions
    ]
    return render(
        "national_ministry",
        labels,
        views=views,
        leaves_out=overview.leaves_out,
        prefix=places.NATION_PREFIX,
        Position=Position,
    )


def _themes(
    crossing: Crossing | None, overview: NationalOverview, labels: Labels
) -> tuple[tuple[Link, NationalTheme], ...]:
    tied = set(crossing.themes) if crossing else set()
    raised = [row for row in overview.themes if row.theme in tied]
    ordered = sorted(raised, key=lambda row: (-row.members, -row.bodies, labels.theme(row.theme)))
    return tuple(
        (Link(labels.theme(row.theme), places.theme_id(places.NATION_PREFIX, row.theme)), row) for row in ordered
    )


def _claims(
    crossing: Crossing | None, overview: NationalOverview, labels: Labels
) -> tuple[tuple[Link, NationalClaim], ...]:
    tied = set(crossing.themes) if crossing else set()
    under = [row for row in overview.claims if tied & set(row.themes)]
    ordered = sorted(under, key=lambda row: (-contrary_members(row), -row.members_with_position, row.claim_id))
    return tuple(
        (Link(labels.claim(row.claim_id), places.claim_id(places.NATION_PREFIX, row.claim_id)), row) for row in ordered
    )


def _silent(crossing: Crossing | None, overview: NationalOverview, labels: Labels) -> tuple[str, ...]:
    raised = {row.theme for row in overview.themes}
    return tuple(labels.theme(theme) for theme in crossing.themes if theme not in raised) if crossing else ()
