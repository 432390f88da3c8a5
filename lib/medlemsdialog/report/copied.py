"""Texts that repeat each other, in the work report: who sent them, how they differ, and who may have written them first.

Nothing is left out because of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from medlemsdialog.models.identity import text_sha256
from medlemsdialog.models.intake import Intake, SentElsewhere
from medlemsdialog.models.passages import Passage
from medlemsdialog.models.sources import Source
from medlemsdialog.models.vocabulary import Level, Likeness, Status
from medlemsdialog.report import places
from medlemsdialog.report.differences import Part, find_differences
from medlemsdialog.report.fragment import Fragment, render
from medlemsdialog.report.statement_views import anchor_label, language_mark

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels

# Where all that differs is one of these, the marked differences help; between the two forms of Norwegian nearly all does.
_MARKED = {Likeness.NEAR, Likeness.TEMPLATE}


@dataclass(frozen=True)
class CopyView:
    """One passage with the text: who, as what, how far the source has come, where, and how it repeats the model.

    `parts` is the text with its differences marked, `text` the whole text where marks would not help; both are empty
    where the words are the same.
    """

    sender: str
    kind: str
    status: str
    state: str
    source: str
    anchor: str
    likeness: str
    parts: tuple[Part, ...]
    text: str
    lang: str


@dataclass(frozen=True)
class CopiedText:
    """A text that stands in several passages. Its three counts are of those that are statements.

    `text` is the model that the copies are compared with: an organisation's where one sent it, else the first in order.
    """

    text: str
    lang: str
    kinds: tuple[str, ...]
    statements: int
    wordings: int
    senders: int
    sent_by: tuple[tuple[str, str], ...]
    copies: tuple[CopyView, ...]


def copied_texts(received: Intake, labels: Labels) -> Fragment:
    """Show the statements whose text stands more than once, those with most senders first. Internal only.

    A passage of another kind with the same words stands among them: one of the two may have been given a wrong kind. A
    text that an organisation also sent is shown even where it stands once.
    """
    sources = {source.source_id: source for source in received.sources}
    sent: dict[str, list[SentElsewhere]] = defaultdict(list)
    for elsewhere in received.sent_elsewhere:
        sent[elsewhere.statement_id].append(elsewhere)
    shown = [
        _show_group(group, sent, sources, labels)
        for group in _group(received.passages, sent)
        if any(passage.is_statement for passage in group)
    ]
    statements = [passage for passage in received.passages if passage.is_statement and not passage.tick]
    return render(
        "copied_texts",
        labels,
        groups=sorted(shown, key=lambda group: (-group.senders, -group.statements)),
        statements=len(statements),
        texts=len({passage.duplicate_group or text_sha256(passage.text) for passage in statements}),
        senders=_count_senders(sources[passage.source_id] for passage in statements),
        prefix=places.area_prefix(received.area_code),
    )


def _group(passages: Iterable[Passage], sent: dict[str, list[SentElsewhere]]) -> list[list[Passage]]:
    groups: dict[str, list[Passage]] = defaultdict(list)
    for passage in passages:
        # The words of a ticked answer are the form's own, equal by nature.
        if (passage.duplicate_group or passage.statement_id in sent) and not passage.tick:
            groups[passage.duplicate_group or passage.statement_id].append(passage)
    return [group for group in groups.values() if len(group) > 1 or group[0].statement_id in sent]


def _show_group(
    group: Sequence[Passage], sent: dict[str, list[SentElsewhere]], sources: dict[str, Source], labels: Labels
) -> CopiedText:
    statements = [passage for passage in group if passage.is_statement]
    elsewhere = [one for passage in group for one in sent.get(passage.statement_id, ())]
    named = tuple(
        source.sender_name for passage in group if (source := sources[passage.source_id]).is_named_organisation
    )
    sent_by = {one.sender_name: one.source for one in elsewhere} | {
        name: sources[passage.source_id].source
        for passage in group
        if (name := sources[passage.source_id].sender_name) in named
    }
    model = elsewhere[0].text if elsewhere else group[0].text
    likeness_to = {one.statement_id: one.likeness for one in elsewhere if one.text == model}
    copies = tuple(
        _show_copy(
            passage,
            likeness_to.get(passage.statement_id, Likeness.NEAR) if elsewhere else passage.likeness,
            model,
            sources[passage.source_id],
            labels,
        )
        for passage in group
    )
    return CopiedText(
        text=model,
        lang=language_mark(group[0].language, labels),
        kinds=tuple(dict.fromkeys(copy.likeness for copy in copies if copy.likeness)),
        statements=len(statements),
        wordings=len({text_sha256(passage.text) for passage in statements}),
        senders=_count_senders(sources[passage.source_id] for passage in statements),
        sent_by=tuple(sorted(sent_by.items())),
        copies=copies,
    )


def _show_copy(passage: Passage, likeness: Likeness | None, model: str, source: Source, labels: Labels) -> CopyView:
    return CopyView(
        sender=_name_sender(source, labels),
        kind=labels.word(passage.kind),
        status=labels.word(passage.status or source.status),
        state=labels.word(source.state),
        source=source.source,
        anchor=anchor_label(passage.anchor, "", labels),
        likeness=labels.word(likeness) if likeness else "",
        parts=find_differences(model, passage.text) if likeness in _MARKED else (),
        text=passage.text if likeness is Likeness.VARIANT else "",
        lang=language_mark(passage.language, labels),
    )


def _name_sender(source: Source, labels: Labels) -> str:
    """Return who sent a source; what a single person is called is of no use here."""
    if source.level is Level.OTHER and source.status is Status.INDIVIDUAL:
        return labels.t("en enkeltperson")
    name = labels.sender(source.sender_code) if source.sender_code else source.sender_name
    return name or labels.t("ukjent avsender")


def _count_senders(sources: Iterable[Source]) -> int:
    return len({source.sender_code or source.sender_name or source.source_id for source in sources})
