"""What may be shared of a source: its words without personal data, its sender and its file's name where they may be told.

Summaries, and with them every report and table, are built through here. What people work with inside (the desk, the work
report, `statements.csv`, coding sheets) keeps the words as they came.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath

from medlemsdialog.catalogue import Language
from medlemsdialog.intake.personal import (
    find_in_name,
    find_occurrences,
    find_personal_data,
    is_person_name,
    is_quote_of,
    keep_apart,
    mask_spans_of,
    mask_text,
)
from medlemsdialog.models.identity import canonical_text
from medlemsdialog.models.intake import Intake
from medlemsdialog.models.passages import Anchor, Passage
from medlemsdialog.models.personal import CONFIDENTIAL_SENDER, PERSON_SENDER, PersonalFinding
from medlemsdialog.models.sources import Source
from medlemsdialog.models.vocabulary import Level, Openness, Status, TextLanguage

_WRITTEN: dict[TextLanguage, Language] = {
    TextLanguage.BOKMAL: "nb",
    TextLanguage.NYNORSK: "nn",
    TextLanguage.ENGLISH: "en",
}


def is_person(source: Source) -> bool:
    """Whether the sender is a single person, by what was registered or by the name itself."""
    if source.level is not Level.OTHER:
        return False
    return source.status is Status.INDIVIDUAL or is_person_name(source.sender_name)


def name_sender(source: Source, received: Intake) -> str:
    """Return the sender's name as it may be shared; for a person or a confidential sender a key without meaning.

    The key is the same for all that one sender sent, so that senders can be counted.
    """
    confidential = source.openness is Openness.CONFIDENTIAL
    if confidential or is_person(source):
        same = received.first_from(source.sender_name) or source
        return (CONFIDENTIAL_SENDER if confidential else PERSON_SENDER) + same.source_id
    if source.sender_code:
        return source.sender_name
    return mask_text(source.sender_name, find_personal_data(source.sender_name), "nb")


def name_original(source: Source, received: Intake, language: Language) -> str:
    """Return the name of a public source's file without the names of people; the empty text for any other source."""
    if source.openness is not Openness.PUBLIC or is_person(source):
        return ""
    name = PurePosixPath(source.source.partition("#")[0]).name
    findings = received.personal_of(source.source_id)
    lifted = {finding.text for finding in findings if not finding.is_masked}
    found = [span for span in find_in_name(name) if name[span.start : span.end] not in lifted]
    return mask_text(name, keep_apart([*found, *mask_spans_of(name, findings)]), language)


def quote_language(passage: Passage, otherwise: Language) -> Language:
    """Return the language that masks are written in: the passage's own, else the area's."""
    return _WRITTEN.get(passage.language, otherwise)


def quote_passage(passage: Passage, findings: Iterable[PersonalFinding], language: Language) -> str | None:
    """Return a passage's words with personal data masked; None where anything else would differ from the original."""
    quote = mask_text(passage.text, mask_spans_of(passage.text, findings), language)
    return quote if is_quote_of(quote, passage.text) else None


def mask_anchor(anchor: Anchor, findings: Sequence[PersonalFinding], language: Language) -> Anchor:
    """Return the place with personal data masked in headings and in the names of attachments and sheets."""
    if not any(finding.is_masked for finding in findings):
        return anchor

    def masked(words: str) -> str:
        return mask_text(words, mask_spans_of(words, findings), language)

    return anchor.model_copy(
        update={
            "headings": tuple(masked(heading) for heading in anchor.headings),
            "attachment": masked(anchor.attachment) if anchor.attachment else anchor.attachment,
            "sheet": masked(anchor.sheet) if anchor.sheet else anchor.sheet,
        }
    )


def mask_own_words(text: str, received: Intake, language: Language) -> str:
    """Return what an adviser wrote for others to read, without personal data and names of those who may not be named.

    What people have lifted in a source may be written here too.
    """
    if not text:
        return ""
    lifted = {canonical_text(finding.text).casefold() for finding in received.personal if not finding.is_masked}
    own = [
        span
        for span in find_personal_data(text)
        if canonical_text(text[span.start : span.end]).casefold() not in lifted
    ]
    senders = {source.sender_name for source in received.sources if source.sender_name and _is_unnamed(source)}
    named = [span for name in sorted(senders) for span in find_occurrences(name, text)]
    return mask_text(text, keep_apart([*own, *named, *mask_spans_of(text, received.personal)]), language)


def _is_unnamed(source: Source) -> bool:
    """Whether the sender is a person, or something else than a member or a body that wrote in confidence."""
    return is_person(source) or (source.openness is Openness.CONFIDENTIAL and not source.sender_code)
