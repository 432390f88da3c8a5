"""The national documents built: a template filled with the findings that are to stand in it, and what must be told of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from medlemsdialog.models.findings import Finding
from medlemsdialog.models.national import NationalOverview
from medlemsdialog.models.vocabulary import FindingDocument
from medlemsdialog.report.document_files import Document
from medlemsdialog.report.document_findings import DocumentFrame, frame_document, tell_draft
from medlemsdialog.report.document_layout import fill_margins, read_layout
from medlemsdialog.report.document_nodes import NOTICE, Node, para, plain_text, strong, styled, words
from medlemsdialog.report.document_placeholders import FilledPlaceholders, check_placeholders, fill_words, has_sources
from medlemsdialog.report.document_sections import show_references
from medlemsdialog.report.document_templates import Template, fill_template

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels

MOST_PAGES = 3


@dataclass(frozen=True)
class BuiltDocument:
    """A document ready to be written. `left_out` are findings that no placeholder of the template asks for.

    `longest` names the finding that takes most room.
    """

    document: Document
    findings: int
    not_approved: int
    left_out: tuple[str, ...]
    longest: str


def build_document(
    kind: FindingDocument, template: Template, overview: NationalOverview, labels: Labels
) -> BuiltDocument:
    """Return a document built from its template.

    Raises:
        TemplateError: A placeholder is unknown, or stands where it cannot be filled.
    """
    frame = frame_document(kind, overview, labels)
    check_placeholders(template, frame)
    frame = _order_as_printed(template, frame)
    filled = FilledPlaceholders(template, frame)
    blocks, meta = fill_template(template, filled.fill)
    if frame.numbers and not has_sources(template):
        # A citation that leads nowhere is worse than a heading nobody asked for.
        blocks += show_references(frame, 1)
    title = _name_document(kind, labels)
    printed_title = plain_text(meta["title"]).strip() if "title" in meta else ""
    reference = fill_margins(template.content, lambda text: fill_words(text, frame))
    return BuiltDocument(
        document=Document(
            blocks=[*_notices(frame), *blocks],
            title=printed_title or title,
            language=labels.language,
            date=overview.document_date,
            reference=reference,
            layout=read_layout(reference),
            meta=meta,
        ),
        findings=len(frame.findings),
        not_approved=len(frame.not_approved),
        left_out=tuple(finding.heading.in_language(labels.language) for finding in filled.left_out),
        longest=_name_longest(frame.findings, labels),
    )


def _name_document(kind: FindingDocument, labels: Labels) -> str:
    title = labels.dialogue.title.in_language(labels.language)
    names = {
        FindingDocument.INPUT: labels.t("Innspill: {title}", title=title),
        FindingDocument.FINAL_REPORT: labels.t("Sluttrapport: {title}", title=title),
        FindingDocument.BOARD_CASE: labels.t("Sak til hovedstyret: {title}", title=title),
    }
    return names[kind]


def _order_as_printed(template: Template, frame: DocumentFrame) -> DocumentFrame:
    """Return the frame with its findings, and with them their numbers and sources, in the order the template prints them."""
    order = FilledPlaceholders(template, frame).printed
    rest = tuple(finding for finding in frame.findings if finding not in order)
    if (*order, *rest) == frame.findings:
        return frame
    overview = frame.overview.model_copy(update={"findings": (*order, *rest)})
    return replace(frame_document(frame.document, overview, frame.labels), overview=frame.overview)


def _notices(frame: DocumentFrame) -> list[Node]:
    labels = frame.labels
    told = [labels.t("Eksempel – oppdiktet")] if frame.overview.example else []
    told += [draft] if (draft := tell_draft(frame)) else []
    return [styled(NOTICE, para(strong(words(" · ".join(told)))))] if told else []


def _name_longest(findings: tuple[Finding, ...], labels: Labels) -> str:
    longest = max(findings, key=lambda finding: len(finding.text.in_language(labels.language)), default=None)
    return longest.heading.in_language(labels.language) if longest else ""
