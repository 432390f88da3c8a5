"""How a statement is shown: who said it, as what, where in the original, and its words where they may be quoted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from medlemsdialog.evidence.disclosure import share_summary
from medlemsdialog.models.passages import Anchor
from medlemsdialog.models.personal import PERSON_SENDER
from medlemsdialog.models.summary import AreaSummary, ClaimRow, SourceRow, StatementRow
from medlemsdialog.models.vocabulary import Kind, Level, Openness, Position, Status, TextLanguage
from medlemsdialog.report import places
from medlemsdialog.report.fragment import Fragment, render
from medlemsdialog.report.material_figures import draw_statuses
from medlemsdialog.report.withheld import tell_withheld
from medlemsdialog.report.written import language_of_people

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels

_WRITTEN_LANGUAGES = {TextLanguage.BOKMAL, TextLanguage.NYNORSK, TextLanguage.SAMI, TextLanguage.ENGLISH}


@dataclass(frozen=True)
class Link:
    """A text that leads to a place in the page; `id` is its own place where others lead to it."""

    text: str
    target: str
    id: str = ""


@dataclass(frozen=True)
class StatementView:
    """A statement ready for print. `text` is None where it may not be quoted; `lang` is set where it differs."""

    id: str
    sender: str
    status: str
    anchor: str
    text: str | None
    lang: str
    language: str
    reported: bool
    tick: bool
    disputed: bool
    decided: bool
    copies: int
    themes: tuple[Link, ...]
    claims: tuple[tuple[str, Link], ...]


@dataclass(frozen=True)
class SourceView:
    """A source ready for print: `name` is empty where even the file's name must not be printed."""

    sender: str
    level: str
    status: str
    date: str
    arena: str
    name: str
    address: str
    statements: tuple[StatementView, ...]


@dataclass(frozen=True)
class AreaIndex:
    """One area's rows by what they are looked up by, so that a large area is walked through once."""

    prefix: str
    sources: Mapping[str, SourceRow]
    statements: Mapping[str, StatementRow]
    with_same_text: Mapping[str, int]


def index_area(summary: AreaSummary) -> AreaIndex:
    """Return the look-up of one area's sources and statements."""
    return AreaIndex(
        prefix=places.area_prefix(summary.area.code),
        sources={source.source_id: source for source in summary.sources},
        statements={row.statement_id: row for row in summary.statements},
        with_same_text=Counter(row.duplicate_key for row in summary.statements if row.duplicate_key),
    )


def statements(summary: AreaSummary, labels: Labels) -> Fragment:
    """Show every statement once, source by source in reading order; themes and claims link here."""
    shared = share_summary(summary)
    index = index_area(shared)
    views = [
        show_source(index.sources[source_id], tuple(rows), index, labels)
        for source_id, rows in groupby(shared.statements, key=lambda row: row.source_id)
    ]
    figure = draw_statuses(index.prefix, Counter(row.status for row in shared.statements), labels)
    withheld = tell_withheld([shared], labels)
    return render("statements", labels, sources=views, figure=figure, withheld=withheld, prefix=index.prefix)


def show_source(source: SourceRow, rows: Sequence[StatementRow], index: AreaIndex, labels: Labels) -> SourceView:
    """Return one source with its statements as they are printed."""
    return SourceView(
        sender=sender_name(source, labels),
        level=labels.word(source.level),
        status=labels.word(source.status),
        date=source.date,
        arena=labels.word(source.arena),
        name=name_original(source),
        address=places.public_address(source.public_address) if source.openness is Openness.PUBLIC else "",
        statements=tuple(show_statement(row, index, labels) for row in rows),
    )


def show_statement(row: StatementRow, index: AreaIndex, labels: Labels) -> StatementView:
    """Return one statement as it is printed."""
    source = index.sources[row.source_id]
    copies = index.with_same_text.get(row.duplicate_key, 0)
    # What does not speak for its sender raises no theme and takes no position; there may be nothing to link to.
    counted_themes = row.themes if row.speaks_for_sender else ()
    counted_claims = row.claims if row.speaks_for_sender else ()
    return StatementView(
        id=places.statement_id(row.statement_id),
        sender=sender_name(source, labels),
        status=labels.word(row.status) if row.speaks_for_sender else labels.t("del av saken som ikke er vedtatt"),
        anchor=anchor_label(row.anchor, row.anchor_label, labels),
        text=row.text if row.quotable else None,
        lang=language_mark(row.language, labels),
        language=labels.word(row.language),
        reported=row.kind is Kind.REPORTED_VIEW,
        tick=row.tick,
        disputed=bool(row.disputed),
        copies=max(copies - 1, 0),
        decided=row.speaks_for_sender,
        themes=tuple(Link(labels.theme(code), places.theme_id(index.prefix, code)) for code in counted_themes),
        claims=tuple(
            (
                labels.word(taken.position),
                Link(labels.claim(taken.claim_id), places.claim_id(index.prefix, taken.claim_id)),
            )
            for taken in counted_claims
        ),
    )


def statements_with_position(
    claim: ClaimRow, position: Position, index: AreaIndex, labels: Labels
) -> tuple[StatementView, ...]:
    """Return the statements that take one position to a claim."""
    rows = [index.statements[statement] for statement in claim.statements]
    return tuple(
        show_statement(row, index, labels)
        for row in rows
        if any(taken.claim_id == claim.claim_id and taken.position is position for taken in row.claims)
    )


def sender_name(source: SourceRow, labels: Labels) -> str:
    """Return the sender's printed name: bodies and members are named, persons and confidential senders are not."""
    if source.openness is Openness.CONFIDENTIAL:
        return labels.t("fortrolig avsender")
    if not names_its_sender(source):
        return labels.t("en enkeltperson")
    if source.sender_code:
        return labels.sender(source.sender_code)
    return source.sender_name or labels.t("ukjent avsender")


def names_its_sender(source: SourceRow) -> bool:
    """Whether the source's sender may be printed: no single person, and nobody who wrote in confidence."""
    is_person = source.level is Level.OTHER and (
        source.status is Status.INDIVIDUAL or source.sender_name.startswith(PERSON_SENDER)
    )
    return source.openness is not Openness.CONFIDENTIAL and not is_person


def name_original(source: SourceRow) -> str:
    """Return what an original is called in print: its file where that may be told, else its id, which tells nothing."""
    if not names_its_sender(source):
        return ""
    return source.printed_name or source.source_id


def nameable_senders(summary: AreaSummary) -> frozenset[str]:
    """Return the codes of the senders that have at least one source which may be named."""
    return frozenset(
        source.sender_code for source in summary.sources if source.sender_code and names_its_sender(source)
    )


def language_mark(language: TextLanguage, labels: Labels) -> str:
    """Return the `lang` value of a text in another language than the page, else an empty text."""
    if language not in _WRITTEN_LANGUAGES:
        # Both forms at once, or too short to tell: Norwegian all the same.
        return language_of_people(labels)
    return language.value if language.value != labels.language else ""


def anchor_label(anchor: Anchor, fallback: str, labels: Labels) -> str:
    """Return the anchor in the page's language."""
    return anchor.label(labels.language) or fallback or labels.t("hele innspillet")
