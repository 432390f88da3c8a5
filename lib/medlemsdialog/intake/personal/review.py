"""What was found in one source, each value once, with what people have said of it; and where those values stand in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath

from medlemsdialog.catalogue import Message
from medlemsdialog.intake.personal.find import find_in_name, find_personal_data, keep_apart
from medlemsdialog.intake.personal.name_words import LABEL
from medlemsdialog.judgements.events import PersonalConfirmed, PersonalEvent, PersonalLifted, PersonalMarked
from medlemsdialog.models.passages import Anchor, Passage
from medlemsdialog.models.personal import PersonalFinding, PersonalKind, PersonalSpan, PersonalState, derive_finding_id
from medlemsdialog.models.sources import Source
from medlemsdialog.models.vocabulary import Kind

_SIGNATURE_REASONS = frozenset({"signatur", "brevhode eller avsender", "hilsen eller kontaktopplysning"})
_LABEL_CELL = re.compile(rf"\s*{LABEL}\s*:?\s*", re.IGNORECASE)
_GENITIVES = ("s", "'s", "’s")


def find_in_source(
    source: Source, passages: Sequence[Passage], judged: Mapping[str, PersonalEvent]
) -> tuple[PersonalFinding, ...]:
    """Return the personal data of one source in reading order: its passages, their anchors' words and its file's name.

    `judged` holds, by finding id, what people have said last; what they marked themselves is found by its words.
    """
    gathered = _Gathered(source.source_id, judged)
    known: set[str] = set()
    for passage, before in zip(passages, (None, *passages), strict=False):
        for span in _find_in_passage(passage, before):
            value = passage.text[span.start : span.end]
            if span.kind is PersonalKind.NAME:
                name = _own_name(value)
                known.add(name)
                gathered.add(span.kind, name, span.reason, passage)
            if span.kind is not PersonalKind.NAME or _has_title(value):
                gathered.add(span.kind, value, span.reason, passage)
    names = frozenset(name for name in known if len(name.split()) > 1)
    for name, place in _names_of_places(source, passages).items():
        for span in find_in_name(name, known_names=names):
            gathered.add(span.kind, name[span.start : span.end], span.reason, None, place)
    # What a person has asked to be masked stays so, also when a later version of the finder would miss it.
    for event in judged.values():
        if not isinstance(event, PersonalLifted) and event.text and _stands(event.text, passages):
            gathered.add(event.kind, event.text, Message("merket av en person"), None)
    return gathered.findings(passages)


def mask_spans_of(text: str, findings: Iterable[PersonalFinding]) -> tuple[PersonalSpan, ...]:
    """Return where the masked values stand in a text, genitives too; the longest first where they overlap."""
    spans = [
        PersonalSpan(kind=finding.kind, start=match.start(), end=match.end(), reason=finding.reason)
        for finding in findings
        if finding.is_masked and finding.text.casefold() in text.casefold()
        for match in _occurrences(finding.text, text)
    ]
    return keep_apart(spans)


def _stands(text: str, passages: Iterable[Passage]) -> bool:
    words = text.split(maxsplit=1)[0].casefold()
    return any(words in passage.text.casefold() and any(_occurrences(text, passage.text)) for passage in passages)


def find_occurrences(value: str, text: str) -> tuple[PersonalSpan, ...]:
    """Return where a sender's name stands in a text."""
    reason = Message("avsenderens navn")
    return tuple(
        PersonalSpan(kind=PersonalKind.NAME, start=match.start(), end=match.end(), reason=reason)
        for match in _occurrences(value, text)
    )


class _Gathered:
    """The values of one source in the order they are met."""

    def __init__(self, source_id: str, judged: Mapping[str, PersonalEvent]) -> None:
        self._source_id, self._judged = source_id, judged
        self._found: dict[str, PersonalFinding] = {}

    def add(
        self, kind: PersonalKind, value: str, reason: Message, passage: Passage | None, place: Anchor | None = None
    ) -> None:
        finding_id = derive_finding_id(self._source_id, kind, value)
        if finding_id not in self._found:
            self._found[finding_id] = PersonalFinding(
                id=finding_id,
                source_id=self._source_id,
                kind=kind,
                text=value,
                reason=reason,
                state=_state(self._judged.get(finding_id)),
                place=passage.anchor if passage else place or Anchor(),
            )

    def findings(self, passages: Sequence[Passage]) -> tuple[PersonalFinding, ...]:
        return tuple(_placed(finding, passages) for finding in self._found.values())


def _placed(finding: PersonalFinding, passages: Sequence[Passage]) -> PersonalFinding:
    """Return the finding with the passages its value stands in; a value repeated elsewhere is masked there too."""
    words = finding.text.casefold()
    here = [p for p in passages if words in p.text.casefold() and any(_occurrences(finding.text, p.text))]
    place = here[0].anchor if here else finding.place
    return finding.model_copy(
        update={
            "place": place,
            "statement_ids": tuple(passage.statement_id for passage in here),
            "in_statement": any(passage.is_statement for passage in here),
        }
    )


def _find_in_passage(passage: Passage, before: Passage | None) -> tuple[PersonalSpan, ...]:
    signature = passage.kind is Kind.GREETING or passage.kind_reason in _SIGNATURE_REASONS
    label = before.text.strip() if before is not None and passage.anchor.table is not None else ""
    if label and _LABEL_CELL.fullmatch(label):
        # In a case's head the label stands in one cell and the name in the next.
        lead = f"{label.rstrip(': ')}: "
        shifted = find_personal_data(lead + passage.text, signature=signature)
        return tuple(
            span.model_copy(update={"start": span.start - len(lead), "end": span.end - len(lead)})
            for span in shifted
            if span.start >= len(lead)
        )
    return find_personal_data(passage.text, signature=signature)


def _names_of_places(source: Source, passages: Sequence[Passage]) -> dict[str, Anchor]:
    """Return the words that a place is named by, each once: the file, attachments, sheets, and headings no passage holds."""
    names = {PurePosixPath(source.source.partition("#")[0]).name: Anchor()}
    texts = {passage.text for passage in passages}
    for passage in passages:
        anchor = passage.anchor
        for name in (anchor.attachment, anchor.sheet, *(h for h in anchor.headings if h not in texts)):
            if name:
                names.setdefault(name, anchor)
    return names


def _has_title(value: str) -> bool:
    return "," in value or "\n" in value


def _own_name(value: str) -> str:
    """Return the name without genitive; of a signature, its name without the title."""
    name = re.split(r"[,\n]", value)[0].strip()
    words = name.split()
    last = words[-1] if words else ""
    # «Per Hansens»; but «Jonas» and «Aas» end in an s of their own.
    if (
        len(words) > 1
        and last.endswith("s")
        and re.search(r"(?:sen|son|dal|berg|vik|moen|lie|haug|nes|stad|bakken|land|mann)s$", last)
    ):
        return name[:-1]
    return name


def _occurrences(value: str, text: str) -> Iterable[re.Match[str]]:
    ends = "|".join(re.escape(ending) for ending in _GENITIVES)
    words = r"[\s\u00a0]+".join(re.escape(word) for word in value.split())
    return re.finditer(rf"(?<!\w){words}(?:{ends})?(?!\w)", text, re.IGNORECASE)


def _state(event: PersonalEvent | None) -> PersonalState:
    if isinstance(event, PersonalLifted):
        return "lifted"
    return "confirmed" if isinstance(event, PersonalConfirmed | PersonalMarked) else "found"
