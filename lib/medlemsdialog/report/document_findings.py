"""Findings as they stand in a national document: each cited sentence a place of its own, what is not approved marked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from medlemsdialog.catalogue import translate_plural
from medlemsdialog.dialogue_text import Text
from medlemsdialog.evidence.assessment import ResolvedCitation
from medlemsdialog.evidence.finding_text import (
    PrintedNumber,
    ResolvedSentence,
    number_finding_citations,
    resolve_finding,
)
from medlemsdialog.evidence.quote_checks import check_quote
from medlemsdialog.evidence.strength import tell_strength
from medlemsdialog.models.findings import Finding
from medlemsdialog.models.national import NationalOverview
from medlemsdialog.models.summary import SourceRow, StatementRow
from medlemsdialog.models.vocabulary import FindingDocument, FindingState
from medlemsdialog.report import wording
from medlemsdialog.report.document_nodes import (
    CAPTION,
    MARK,
    QUOTATION,
    SUPPORT,
    Node,
    bullets,
    header,
    link,
    para,
    raised,
    span,
    strong,
    styled,
    words,
)
from medlemsdialog.report.document_prose import read_inlines
from medlemsdialog.report.documents import LOCALES
from medlemsdialog.report.statement_views import anchor_label, language_mark, sender_name

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels

_SEPARATOR = ", "


@dataclass(frozen=True)
class DocumentFrame:
    """What one national document is made of: its findings in order, and the numbers of the statements they cite."""

    document: FindingDocument
    overview: NationalOverview
    labels: Labels
    findings: tuple[Finding, ...]
    numbers: Mapping[str, int]
    statements: Mapping[str, tuple[StatementRow, SourceRow]] = field(default_factory=dict)

    @property
    def not_approved(self) -> tuple[Finding, ...]:
        """The findings that make the document a draft."""
        return tuple(finding for finding in self.findings if finding.state is not FindingState.APPROVED)


def frame_document(document: FindingDocument, overview: NationalOverview, labels: Labels) -> DocumentFrame:
    """Return what a document is made of: the findings that are to stand in it."""
    findings = tuple(finding for finding in overview.findings if document in finding.documents)
    numbers = dict(number_finding_citations(findings, overview, labels.language))
    wanted = {*numbers, *(quote.statement_id for finding in findings for quote in finding.quotes)}
    return DocumentFrame(
        document=document,
        overview=overview,
        labels=labels,
        findings=findings,
        numbers=numbers,
        statements=_look_up(overview, wanted),
    )


def tell_draft(frame: DocumentFrame) -> str:
    """Return what stands at the top of a document with findings that are not approved; empty for a final one."""
    if not frame.not_approved:
        return ""
    language = frame.labels.language
    stale = sum(finding.state is FindingState.STALE for finding in frame.not_approved)
    told = translate_plural(
        "Utkast: {missing} av {number} funn er ikke godkjent.",
        "Utkast: {missing} av {number} funn er ikke godkjent.",
        len(frame.findings),
        language,
        missing=wording.number(len(frame.not_approved), language),
    )
    if not stale:
        return told
    changed = translate_plural(
        "Grunnlaget for {number} av dem er endret etter godkjenningen.",
        "Grunnlaget for {number} av dem er endret etter godkjenningen.",
        stale,
        language,
    )
    return f"{told} {changed}"


def show_findings(frame: DocumentFrame, findings: Sequence[Finding], level: int) -> list[Node]:
    """Return findings with their headings one level below `level`; the final report gathers them by main theme."""
    if not findings:
        return [para(*words(frame.labels.t("Ingen funn er skrevet ennå.")))] if not frame.findings else []
    blocks: list[Node] = []
    gathers = frame.document is FindingDocument.FINAL_REPORT and any(finding.section for finding in findings)
    section: str | None = None
    for finding in findings:
        if gathers and finding.section != section:
            section = finding.section
            blocks.append(header(level + 1, words(_name_section(section, frame))))
        blocks += show_finding(frame, finding, level + 1 + gathers)
    return blocks


def show_finding(frame: DocumentFrame, finding: Finding, level: int) -> list[Node]:
    """Return one finding: heading, text, what supports it, and in the final report the quotes."""
    labels = frame.labels
    number = frame.findings.index(finding) + 1
    heading = span(words(finding.heading.in_language(labels.language).strip()), lang=_lang_of(finding.heading, labels))
    numbered = [*words(f"{wording.number(number, labels.language)}."), {"t": "Space"}, heading]
    blocks = [header(level, [*numbered, *_mark_state(finding, labels)]), *show_text(frame, finding)]
    if support := tell_support(frame, finding):
        blocks.append(styled(SUPPORT, para(*words(support))))
    if frame.document is FindingDocument.FINAL_REPORT:
        blocks += _show_quotes(frame, finding)
    return blocks


def show_text(frame: DocumentFrame, finding: Finding) -> list[Node]:
    """Return a finding's sentences by paragraph and list."""
    resolved = resolve_finding(finding, frame.overview, frame.labels, numbers=frame.numbers)
    blocks: list[Node] = []
    items: list[list[Node]] = []
    for sentences in resolved.blocks:
        inlines = _show_sentences(sentences, frame.labels, lang=_lang_of(finding.text, frame.labels))
        mark = sentences[0].mark
        if mark and not mark.startswith("#"):
            items.append([para(*inlines)])
            continue
        if items:
            blocks.append(bullets(items))
            items = []
        # A heading within a finding would break the document's own.
        blocks.append(para(strong(inlines)) if mark else para(*inlines))
    return [*blocks, bullets(items)] if items else blocks


def tell_support(frame: DocumentFrame, finding: Finding) -> str:
    """Return how many stand behind a finding, and how well a person judged that it is carried."""
    labels = frame.labels
    claims = [row for row in frame.overview.claims if row.claim_id in finding.claims]
    told = [_end_sentence(tell_strength(finding.strength, claims, labels, frame.overview))]
    told += [_tell_theme(theme, frame) for theme in finding.themes] if not claims else []
    if finding.basis:
        told.append(labels.t("Funnet har {level}.", level=labels.word(finding.basis.level)))
    return " ".join(filter(None, told))


def cite_source(statement_id: str, frame: DocumentFrame) -> str:
    """Return who said a statement, as what, when, and where in the original; empty where it is not told."""
    found = frame.statements.get(statement_id)
    if found is None:
        return ""
    row, source = found
    labels = frame.labels
    parts = [
        sender_name(source, labels),
        labels.word(row.status),
        *([wording.date(source.date, labels.language)] if source.date else []),
        anchor_label(row.anchor, row.anchor_label, labels),
    ]
    return ", ".join(filter(None, parts))


def place_of(number: int) -> str:
    """Return the identifier of a reference."""
    return f"kilde-{number}"


def _look_up(overview: NationalOverview, wanted: Iterable[str]) -> dict[str, tuple[StatementRow, SourceRow]]:
    sought = set(wanted)
    found: dict[str, tuple[StatementRow, SourceRow]] = {}
    for area in (*overview.summaries, overview.without_county):
        sources = {source.source_id: source for source in area.sources}
        for row in area.statements:
            if row.statement_id in sought and row.source_id in sources:
                found[row.statement_id] = (row, sources[row.source_id])
    return found


def _show_sentences(sentences: Sequence[ResolvedSentence], labels: Labels, *, lang: str) -> list[Node]:
    inlines: list[Node] = []
    for sentence in sentences:
        if inlines:
            inlines.append({"t": "Space"})
        inlines.append(span(_show_parts(sentence, labels), identifier=sentence.bookmark, lang=lang))
    return inlines


def _lang_of(text: Text, labels: Labels) -> str:
    """Return the language a text stands in where the document's is not written; empty where it is."""
    return "" if getattr(text, labels.language) else LOCALES["nb"]


def _show_parts(sentence: ResolvedSentence, labels: Labels) -> list[Node]:
    pieces: list[str | Sequence[Node]] = []
    follows = False
    for part in sentence.parts:
        match part:
            case ResolvedCitation():
                if pieces and isinstance(pieces[-1], str):
                    pieces[-1] = pieces[-1].rstrip(" \u00a0")  # the number stands at the word it follows
                shown = _show_citation(part, follows=follows)
                pieces.append(shown)
                follows = follows or bool(shown)
            case PrintedNumber():
                # Written as the fingerprint of the sentence has it.
                pieces.append(words("–" if part.value is None else str(part.value)))
                follows = False
            case _:
                pieces.append(part.raw)
                # Two citations with nothing but a space between them stand side by side.
                follows = follows and not part.raw.strip()
    return read_inlines(pieces)


def _show_citation(part: ResolvedCitation, *, follows: bool) -> list[Node]:
    if part.number is None:
        return []
    number = link(words(str(part.number)), f"#{place_of(part.number)}")
    return [raised([*(words(_SEPARATOR) if follows else []), number])]


def _mark_state(finding: Finding, labels: Labels) -> list[Node]:
    if finding.state is FindingState.APPROVED:
        return []
    is_stale = finding.state is FindingState.STALE
    mark = labels.t("[Grunnlaget er endret]") if is_stale else labels.t("[Utkast – ikke godkjent]")
    return [{"t": "Space"}, span(words(mark), style=MARK)]


def _show_quotes(frame: DocumentFrame, finding: Finding) -> list[Node]:
    labels = frame.labels
    # Every quote is held against the words it is taken from; one that differs is never printed.
    shown = [quote for quote in finding.quotes if check_quote(quote, frame.overview, claims=finding.claims) is None]
    blocks: list[Node] = []
    # Dissent first, as on the page. Where most are against a claim, it is the one who is for it: the mark says neither.
    for quote in sorted(shown, key=lambda quote: not quote.contrary):
        source = cite_source(quote.statement_id, frame)
        said = span(
            words(labels.t("«{text}»", text=quote.text.strip())), lang=_lang_of_quote(quote.statement_id, frame)
        )
        by = labels.t("Annet syn: {source}", source=source) if quote.contrary else source
        blocks += [styled(QUOTATION, para(said)), styled(CAPTION, para(*words(by)))]
    if shown:
        caption = labels.plural(
            "Sitatet illustrerer, det måler ikke.", "Sitatene illustrerer, de måler ikke.", len(shown)
        )
        blocks.append(styled(CAPTION, para(*words(caption))))
    return blocks


def _lang_of_quote(statement_id: str, frame: DocumentFrame) -> str:
    found = frame.statements.get(statement_id)
    lang = language_mark(found[0].language, frame.labels) if found else ""
    return {"": "", "se": "se-NO", "nn": LOCALES["nn"], "en": LOCALES["en"]}.get(lang, LOCALES["nb"])


def _tell_theme(theme: str, frame: DocumentFrame) -> str:
    labels = frame.labels
    row = next((row for row in frame.overview.themes if row.theme == theme), None)
    if row is None:
        return ""
    return labels.t(
        "«{theme}» er tatt opp av {members} og {bodies}.",
        theme=labels.theme(theme),
        members=wording.members(row.members, labels.language),
        bodies=wording.bodies(row.bodies, labels.language),
    )


def _name_section(section: str, frame: DocumentFrame) -> str:
    labels = frame.labels
    return labels.main_themes.get(section, section) if section else labels.t("Om dialogen som helhet")


def _end_sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}." if text else ""
