"""Equal texts in the work report: who sent the same words, and where they stand. Nothing is left out because of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from medlemsdialog.models.identity import text_sha256
from medlemsdialog.models.intake import Intake
from medlemsdialog.models.passages import Passage
from medlemsdialog.models.sources import Source
from medlemsdialog.report import places
from medlemsdialog.report.fragment import Fragment, render
from medlemsdialog.report.statement_views import anchor_label, language_mark

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels


@dataclass(frozen=True)
class CopyView:
    """One passage with the text: who, as what, how far the source has come, and where."""

    sender: str
    kind: str
    status: str
    state: str
    source: str
    anchor: str


@dataclass(frozen=True)
class CopiedText:
    """A text that stands in several passages. Its three counts are of those that are statements."""

    text: str
    lang: str
    statements: int
    distinct_texts: int
    senders: int
    copies: tuple[CopyView, ...]


def copied_texts(received: Intake, labels: Labels) -> Fragment:
    """Show the statements whose text stands more than once, those with most senders first. Internal only.

    A passage of another kind with the same words stands among them: one of the two may have been given a wrong kind.
    """
    groups: dict[str, list[Passage]] = {}
    for passage in received.passages:
        # The words of a ticked answer are the form's own, equal by nature.
        if passage.duplicate_group and not passage.tick:
            groups.setdefault(passage.duplicate_group, []).append(passage)
    sources = {source.source_id: source for source in received.sources}
    shown = [
        _show_group(group, sources, labels)
        for group in groups.values()
        if len(group) > 1 and any(passage.is_statement for passage in group)
    ]
    return render(
        "copied_texts",
        labels,
        groups=sorted(shown, key=lambda group: (-group.senders, -group.statements)),
        prefix=places.area_prefix(received.area_code),
    )


def _show_group(group: Sequence[Passage], sources: dict[str, Source], labels: Labels) -> CopiedText:
    statements = [passage for passage in group if passage.is_statement]
    senders = [sources[passage.source_id] for passage in statements]
    return CopiedText(
        text=group[0].text,
        lang=language_mark(group[0].language, labels),
        statements=len(statements),
        distinct_texts=len({text_sha256(passage.text) for passage in statements}),
        senders=len({source.sender_code or source.sender_name or source.source_id for source in senders}),
        copies=tuple(_show_copy(passage, sources[passage.source_id], labels) for passage in group),
    )


def _show_copy(passage: Passage, source: Source, labels: Labels) -> CopyView:
    name = labels.sender(source.sender_code) if source.sender_code else source.sender_name
    return CopyView(
        sender=name or labels.t("ukjent avsender"),
        kind=labels.word(passage.kind),
        status=labels.word(passage.status or source.status),
        state=labels.word(source.state),
        source=source.source,
        anchor=anchor_label(passage.anchor, "", labels),
    )
