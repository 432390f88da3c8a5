"""The findings on the page, by main theme: what is said, how strongly, on what basis, and all it rests on unfolded in place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from markupsafe import Markup

from medlemsdialog.evidence.evidence_rows import list_behind, pick_claims
from medlemsdialog.evidence.finding_text import number_finding_citations, resolve_finding
from medlemsdialog.evidence.quotes import check_quote
from medlemsdialog.evidence.strength import tell_strength
from medlemsdialog.models.findings import Finding
from medlemsdialog.models.national import NationalClaim, NationalOverview, NationalTheme
from medlemsdialog.models.vocabulary import FindingState, Position
from medlemsdialog.paths import NATIONAL
from medlemsdialog.report import places
from medlemsdialog.report.counted_words import link_counts
from medlemsdialog.report.figures import POSITIONS
from medlemsdialog.report.finding_changes import tell_changes
from medlemsdialog.report.finding_prose import render_finding
from medlemsdialog.report.fragment import Fragment, render
from medlemsdialog.report.statement_views import AreaIndex, Link, StatementView, index_area, show_statement
from medlemsdialog.report.who_said import Senders, WhoSaid

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels

_PRINTED = frozenset({FindingState.APPROVED, FindingState.STALE})


@dataclass(frozen=True)
class QuoteView:
    """A picked quote ready for print."""

    text: str
    contrary: bool
    statement: StatementView


@dataclass(frozen=True)
class ClaimBehind:
    """A claim a finding rests on: per position the members and bodies by name, and the counties they are in."""

    claim: Link
    id: str
    row: NationalClaim
    positions: tuple[tuple[Position, tuple[str, ...], tuple[str, ...], tuple[str, ...]], ...]


@dataclass(frozen=True)
class ThemeBehind:
    """A theme a finding rests on, with its three counts."""

    theme: Link
    row: NationalTheme


@dataclass(frozen=True)
class FindingView:
    """A finding ready for print. `statements` are all it rests on, by area; `withheld_quotes` those that may not be told."""

    id: str
    number: int
    heading: str
    heading_lang: str
    lang: str
    text: Markup
    is_stale: bool
    changes: tuple[str, ...]
    strength: Markup
    basis: str
    reason: str
    notes: tuple[tuple[str, str], ...]
    addressees: tuple[str, ...]
    quotes: tuple[QuoteView, ...]
    withheld_quotes: int
    claims: tuple[ClaimBehind, ...]
    themes: tuple[ThemeBehind, ...]
    who_said: WhoSaid
    statements: tuple[tuple[str, tuple[StatementView, ...]], ...]


class StatementShelf:
    """The statements of the nation, made ready for print when they are asked for."""

    def __init__(self, overview: NationalOverview, labels: Labels) -> None:
        self.overview, self.labels = overview, labels
        self.senders = Senders(overview, labels)
        self._shown: dict[str, StatementView] = {}

    @cached_property
    def _areas(self) -> dict[str, str]:
        areas = (*self.overview.summaries, self.overview.without_county)
        return {row.statement_id: area.area.code for area in areas for row in area.statements}

    @cached_property
    def _indexes(self) -> dict[str, AreaIndex]:
        areas = (*self.overview.summaries, self.overview.without_county)
        return {area.area.code: index_area(area) for area in areas}

    def area_of(self, statement: str) -> str | None:
        """Return the code of the area a statement stands in; None where nobody may be told of it."""
        return self._areas.get(statement)

    def show(self, statements: Iterable[str]) -> dict[str, StatementView]:
        """Return those of the statements that stand in a page, in the order asked for."""
        found = {}
        for statement in statements:
            if (area := self._areas.get(statement)) is None:
                continue
            if statement not in self._shown:
                index = self._indexes[area]
                self._shown[statement] = show_statement(index.statements[statement], index, self.labels)
            found[statement] = self._shown[statement]
        return found


def findings(overview: NationalOverview, labels: Labels) -> Fragment:
    """Show the findings that are approved, or were until what they rest on changed; of drafts only their number."""
    printed = list_printed(overview)
    views = show_findings(printed, overview, labels)
    by_section = [
        (places.NATION_PREFIX + "-funn-" + (section or "helhet"), name_section(section, labels), [v for _, v in group])
        for section, group in groupby(zip(printed, views, strict=True), key=lambda pair: pair[0].section)
    ]
    return render(
        "national_findings",
        labels,
        sections=by_section,
        drafts=len(overview.findings) - len(printed),
        not_written_here=any(view.lang for view in views),
        positions=POSITIONS,
        prefix=places.NATION_PREFIX,
    )


def list_printed(overview: NationalOverview) -> tuple[Finding, ...]:
    """Return the findings that are printed for others, in order; their numbers are their places."""
    return tuple(finding for finding in overview.findings if finding.state in _PRINTED)


def show_findings(shown: Sequence[Finding], overview: NationalOverview, labels: Labels) -> tuple[FindingView, ...]:
    """Return findings as they are printed, numbered from 1, with citations numbered through."""
    numbers = number_finding_citations(shown, overview, labels.language)
    shelf = StatementShelf(overview, labels)
    return tuple(_show_finding(finding, place, numbers, shelf) for place, finding in enumerate(shown, start=1))


def name_section(section: str, labels: Labels) -> str:
    """Return the heading that a main theme's findings stand under."""
    return labels.main_themes.get(section, section) if section else labels.t("Om dialogen som helhet")


def _show_finding(finding: Finding, number: int, numbers: Mapping[str, int], shelf: StatementShelf) -> FindingView:
    overview, labels = shelf.overview, shelf.labels
    resolved = resolve_finding(finding, overview, labels, numbers=numbers)
    cited = shelf.show(dict.fromkeys(one for sentence in resolved.sentences for one in sentence.cited))
    claims = sorted(pick_claims(overview, finding.claims), key=lambda row: -_contrary(row))
    sound = [quote for quote in finding.quotes if check_quote(quote, overview, claims=finding.claims) is None]
    by = shelf.show(quote.statement_id for quote in sound)
    quotes = [QuoteView(q.text, q.contrary, by[q.statement_id]) for q in sound if q.statement_id in by]
    basis = finding.basis
    return FindingView(
        id=places.finding_id(finding.finding_id),
        number=number,
        heading=resolved.heading.strip().rstrip("."),
        heading_lang="" if labels.language == "nb" or getattr(finding.heading, labels.language) else "nb",
        lang=resolved.written_in if resolved.written_in != labels.language else "",
        text=render_finding(resolved, cited, labels),
        is_stale=finding.state is FindingState.STALE,
        changes=tell_changes(finding, overview, labels) if finding.state is FindingState.STALE else (),
        strength=link_counts(tell_strength(finding.strength, claims, labels, overview), labels, otherwise="styrke"),
        basis=labels.word(basis.level) if basis else "",
        reason=basis.reason if basis else "",
        notes=tuple((labels.word(question), note) for question, note in basis.notes.items()) if basis else (),
        addressees=tuple(labels.word(addressee) for addressee in finding.addressees),
        # Dissent first, as in all lists.
        quotes=tuple(sorted(quotes, key=lambda quote: not quote.contrary)),
        withheld_quotes=len(finding.quotes) - len(quotes),
        claims=tuple(_show_claim(finding, row, labels) for row in claims),
        themes=tuple(
            ThemeBehind(Link(labels.theme(row.theme), places.theme_id(places.NATION_PREFIX, row.theme)), row)
            for row in overview.themes
            if row.theme in finding.themes
        ),
        who_said=shelf.senders.behind_finding(claims, [row for row in overview.themes if row.theme in finding.themes]),
        statements=_gather_statements(finding, tuple(cited), shelf),
    )


def _show_claim(finding: Finding, row: NationalClaim, labels: Labels) -> ClaimBehind:
    positions = []
    for position in POSITIONS:
        members = [(labels.sender(m), c.county_code) for c in row.counties for m in c.members.get(position, ())]
        bodies = [(labels.sender(b), c.county_code) for c in row.counties for b in c.bodies.get(position, ())]
        counties = dict.fromkeys(_name_area(code, labels) for _, code in (*members, *bodies))
        named = (tuple(name for name, _ in members), tuple(name for name, _ in bodies))
        positions.append((position, *named, tuple(counties)))
    own = f"{places.finding_id(finding.finding_id)}-{places.claim_id(places.NATION_PREFIX, row.claim_id)}"
    link = Link(labels.claim(row.claim_id), places.claim_id(places.NATION_PREFIX, row.claim_id))
    return ClaimBehind(link, own, row, tuple(positions))


def _gather_statements(
    finding: Finding, cited: Sequence[str], shelf: StatementShelf
) -> tuple[tuple[str, tuple[StatementView, ...]], ...]:
    overview = shelf.overview
    behind = [said.row.statement_id for said in list_behind(overview, finding.claims, finding.themes)]
    named = [*finding.statements, *cited, *(quote.statement_id for quote in finding.quotes)]
    shown = shelf.show(dict.fromkeys([*named, *behind]))
    by_area: dict[str, list[StatementView]] = {}
    order = [area.area.code for area in (*overview.summaries, overview.without_county)]
    for statement, view in shown.items():
        by_area.setdefault(shelf.area_of(statement) or "", []).append(view)
    return tuple(
        (_name_area(code, shelf.labels), tuple(sorted(by_area[code], key=lambda view: (view.sender, view.id))))
        for code in order
        if code in by_area
    )


def _name_area(code: str, labels: Labels) -> str:
    return labels.t("uten fylke") if code == NATIONAL else labels.area(code)


def _contrary(row: NationalClaim) -> int:
    return sum(
        side.get(position, 0) for side in (row.members, row.bodies) for position in (Position.AGAINST, Position.MIXED)
    )
