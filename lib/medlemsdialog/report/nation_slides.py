"""The nation's slides: who gave input and who did not, approved findings, claims with dissent first, and themes."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from medlemsdialog.evidence.evidence_rows import pick_claims
from medlemsdialog.evidence.finding_text import ResolvedFinding, resolve_finding
from medlemsdialog.evidence.quotes import check_quote
from medlemsdialog.evidence.strength import tell_strength
from medlemsdialog.models.findings import Finding
from medlemsdialog.models.national import NationalOverview
from medlemsdialog.models.vocabulary import FindingState
from medlemsdialog.report import places, wording
from medlemsdialog.report.county_head import edition_name
from medlemsdialog.report.figures import draw_members
from medlemsdialog.report.fragment import Fragment
from medlemsdialog.report.nation_findings import StatementShelf, list_printed
from medlemsdialog.report.nation_head import tell_who
from medlemsdialog.report.slide_parts import show_basis, show_claims, show_themes
from medlemsdialog.report.slide_views import Deck, Slide, SlideQuote, SlideTable, render_deck, shorten, write_foot
from medlemsdialog.report.withheld import tell_withheld

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels

_PREFIX = f"{places.NATION_PREFIX}-lysbilde"
# With a quote below, a finding has room for less.
_CHARACTERS_WITH_QUOTE, _LONGEST_QUOTE = 200, 160


def slides(overview: NationalOverview, labels: Labels) -> Fragment:
    """Show the nation on slides, made of what may be shared; of findings only those approved."""
    language = labels.language
    positions = [(row.claim_id, row.members, row.bodies) for row in overview.claims]
    withheld = tell_withheld((*overview.summaries, overview.without_county), labels)
    shown = [
        _show_who(overview, labels),
        _show_counties(overview, labels),
        *_show_findings(overview, labels),
        *show_claims(_PREFIX, positions, labels),
        *show_themes(_PREFIX, [(row.theme, row.members) for row in overview.themes], labels),
        show_basis(_PREFIX, overview.passages, withheld, "index.html", labels),
    ]
    period = labels.dialogue.period
    deck = Deck(
        title=labels.dialogue.title.in_language(language),
        kicker=labels.t("Medlemsdialog – hele landet"),
        facts=(
            labels.t(
                "Innspill fra {opens} til {closes}",
                opens=wording.date(period.opens.isoformat(), language),
                closes=wording.date(period.closes.isoformat(), language),
            ),
            labels.t("Kommuneinndeling: {edition}", edition=edition_name(overview.edition, labels)),
        ),
        slides=tuple(shown),
        foot=write_foot("", overview.document_date, labels),
        date=overview.document_date,
        example=overview.example,
    )
    return render_deck(deck, labels)


def _show_who(overview: NationalOverview, labels: Labels) -> Slide:
    failed = overview.members_in_failed_counties
    return Slide(
        id=f"{_PREFIX}-hvem",
        heading=labels.t("Hvem har gitt innspill, og hvem har ikke?"),
        figure=draw_members(_PREFIX, dict(overview.members_by_state.items()), labels),
        lead=labels.t(
            "I tillegg er {members} ukjent: Kjøringen stoppet.", members=wording.members(failed, labels.language)
        )
        if failed
        else "",
    )


def _show_counties(overview: NationalOverview, labels: Labels) -> Slide:
    ways = Counter(row.heard_through for row in overview.counties)
    words = {
        "members": labels.t("hørt gjennom medlemmer"),
        "bodies": labels.t("bare hørt gjennom et organ"),
        "waiting": labels.t("mottatt, ikke ferdig behandlet"),
        "none": labels.t("ikke gitt innspill"),
        "failed": labels.t("kjøringen stoppet"),
    }
    # That some are silent is told even where none is.
    rows = [
        (word, wording.number(ways[way], labels.language))  # type: ignore[index]
        for way, word in words.items()
        if ways[way] or way in {"members", "none"}  # type: ignore[index]
    ]
    table = SlideTable(
        labels.t("Fylker etter hvordan de er hørt"), (labels.t("Fylket er"), labels.t("Fylker")), tuple(rows)
    )
    return Slide(
        id=f"{_PREFIX}-fylker",
        heading=labels.t("Hvordan er fylkene hørt?"),
        table=table,
        notes=tuple(tell_who(overview, labels)),
    )


def _show_findings(overview: NationalOverview, labels: Labels) -> list[Slide]:
    approved = [finding for finding in list_printed(overview) if finding.state is FindingState.APPROVED]
    stale = len(list_printed(overview)) - len(approved)
    shelf = StatementShelf(overview, labels)
    shown = [_show_finding(finding, shelf) for finding in approved]
    if stale or not shown:
        left = labels.plural(
            "{number} funn er ikke med: Grunnlaget er endret etter godkjenningen.",
            "{number} funn er ikke med: Grunnlaget er endret etter godkjenningen.",
            stale,
            number=wording.number(stale, labels.language),
        )
        shown.append(
            Slide(
                id=f"{_PREFIX}-ikke-godkjent",
                heading=labels.t("Funn som ikke er med"),
                lead=left if stale else labels.t("Ingen funn er godkjent."),
            )
        )
    return shown


def _show_finding(finding: Finding, shelf: StatementShelf) -> Slide:
    overview, labels = shelf.overview, shelf.labels
    resolved = resolve_finding(finding, overview, labels)
    quote = _pick_quote(finding, shelf)
    strength = tell_strength(finding.strength, pick_claims(overview, finding.claims), labels, overview)
    basis = labels.word(finding.basis.level) if finding.basis else ""
    sentences = _read_sentences(resolved)
    lead = shorten(sentences, **({"most": _CHARACTERS_WITH_QUOTE} if quote else {}))
    return Slide(
        id=f"lysbilde-{places.finding_id(finding.finding_id)}",
        heading=resolved.heading.strip().rstrip("."),
        lead=lead,
        points=tuple(
            part
            for part in (
                labels.t("Styrke: {strength}", strength=strength) if strength else "",
                labels.t("Grunnlag: {basis}", basis=basis) if basis else "",
            )
            if part
        ),
        quote=quote,
        # What the slide has no room for.
        notes=tuple(sentence for sentence in sentences if sentence not in lead),
        lang=resolved.written_in if resolved.written_in != labels.language else "",
    )


def _read_sentences(resolved: ResolvedFinding) -> list[str]:
    return [printed for sentence in resolved.sentences if (printed := sentence.printed.strip())]


def _pick_quote(finding: Finding, shelf: StatementShelf) -> SlideQuote | None:
    """Return a short one that a person picked, one that speaks against before others."""
    sound = [quote for quote in finding.quotes if check_quote(quote, shelf.overview, claims=finding.claims) is None]
    for quote in sorted(sound, key=lambda quote: not quote.contrary):
        views = shelf.show([quote.statement_id])
        if len(quote.text) <= _LONGEST_QUOTE and (view := views.get(quote.statement_id)):
            return SlideQuote(quote.text, view.sender, view.lang)
    return None
