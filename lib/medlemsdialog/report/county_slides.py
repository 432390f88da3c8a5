"""A county's slides: who gave input and who did not, claims with dissent first, themes, and the adviser's own words."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from medlemsdialog.evidence.assessment import ResolvedField, resolve_assessment
from medlemsdialog.evidence.assessment_text import TextPart
from medlemsdialog.evidence.disclosure import share_summary
from medlemsdialog.evidence.finding_text import read_printed, split_sentences
from medlemsdialog.models.shared import SharedSummary
from medlemsdialog.models.summary import AreaSummary
from medlemsdialog.models.vocabulary import Position
from medlemsdialog.report import wording
from medlemsdialog.report.county_head import edition_name, tell_who
from medlemsdialog.report.figures import draw_members
from medlemsdialog.report.fragment import Fragment
from medlemsdialog.report.places import area_prefix
from medlemsdialog.report.slide_parts import show_basis, show_claims, show_themes
from medlemsdialog.report.slide_views import Deck, Slide, render_deck, shorten, write_foot
from medlemsdialog.report.withheld import tell_withheld

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels


def slides(summary: AreaSummary, labels: Labels) -> Fragment:
    """Show the county on slides, made of what may be shared."""
    shared = share_summary(summary)
    prefix, name = f"{area_prefix(shared.area.code)}-lysbilde", labels.area(shared.area.code)
    positions = [
        (
            row.claim_id,
            {position: len(row.members.of(position)) for position in Position},
            {position: len(row.bodies.of(position)) for position in Position},
        )
        for row in shared.claims
    ]
    shown = [
        *_show_who(prefix, shared, labels),
        *show_claims(prefix, positions, labels),
        *show_themes(prefix, [(row.theme, len(row.members)) for row in shared.themes], labels),
        *_show_assessment(prefix, shared, labels),
        show_basis(prefix, shared.passages, tell_withheld([shared], labels), "report.html", labels),
    ]
    dialogue = labels.dialogue.title.in_language(labels.language)
    deck = Deck(
        title=name,
        kicker=f"{labels.t('Fylkesoppsummering')} · {dialogue}",
        facts=(
            labels.t("Kommuneinndeling: {edition}", edition=edition_name(shared.edition, labels)),
            wording.date(shared.document_date, labels.language),
        ),
        slides=tuple(shown),
        foot=write_foot(name, shared.document_date, labels),
        date=shared.document_date,
        example=shared.example,
    )
    return render_deck(deck, labels)


def _show_who(prefix: str, shared: SharedSummary, labels: Labels) -> list[Slide]:
    states: Counter[str] = Counter(member.state for member in shared.members)
    return [
        Slide(
            id=f"{prefix}-hvem",
            heading=labels.t("Hvem har gitt innspill, og hvem har ikke?"),
            figure=draw_members(prefix, states, labels),
            notes=tuple(tell_who(shared, labels)),
        )
    ]


def _show_assessment(prefix: str, shared: SharedSummary, labels: Labels) -> list[Slide]:
    text = next((row.text for row in shared.assessments if row.about == "area"), "")
    sentences = [sentence for raw in split_sentences(text) if (sentence := _print_sentence(raw.raw, shared, labels))]
    if not sentences:
        return []
    return [
        Slide(
            id=f"{prefix}-vurdering",
            heading=labels.t("Rådgiverens vurdering"),
            lead=shorten(sentences),
            # Advisers write in their county's own language, whatever the deck's.
            lead_lang=shared.area.language if shared.area.language != labels.language else "",
            notes=(labels.t("Hele vurderingen står i rapporten. Den er rådgiverens ord, ikke medlemmenes."),),
        )
    ]


def _print_sentence(raw: str, shared: SharedSummary, labels: Labels) -> str:
    parts = [
        TextPart(raw="–" if part.value is None else wording.number(part.value, labels.language))
        if isinstance(part, ResolvedField)
        else part
        for part in resolve_assessment(raw, shared, labels)
    ]
    return read_printed(parts).strip()
