"""All personal data in one text, in one answer: no two spans overlap, and the same text always gives the same spans."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from medlemsdialog.catalogue import Message
from medlemsdialog.intake.personal.contact import find_contacts
from medlemsdialog.intake.personal.name_words import given_names
from medlemsdialog.intake.personal.names import find_names, is_person_name
from medlemsdialog.intake.personal.numbers import find_numbers
from medlemsdialog.models.personal import PersonalKind, PersonalSpan

__all__ = ["find_in_name", "find_personal_data", "is_person_name", "keep_apart"]

_PARTS = re.compile(r"[^\W\d_]+", re.UNICODE)
_NO_SURNAME = re.compile(
    r"^(?:og|i|fra|frå|til|av|for|på|om|innspill|innspel|svar|uttalelse|uttale|vedtak|brev|referat|notat|epost|sak|side|"
    r"kommune\w*|kultur\w*|skole\w*|skule\w*|bibliotek\w*|musikk\w*|liste|ark|skjema|tabell|vedlegg|docx?|pdf|xlsx?|txt|eml|"
    r"rtf|odt|html?|csv|pptx?|kopi|endelig|endeleg|signert|skannet|skanna|\w{1,2})$",
    re.IGNORECASE,
)


def find_personal_data(text: str, *, signature: bool = False) -> tuple[PersonalSpan, ...]:
    """Return the personal data in a text, in its order; `signature` says that it stands in a signature or a letterhead."""
    found: list[PersonalSpan] = [*find_numbers(text), *find_contacts(text, signature=signature)]
    found += find_names(text, signature=signature)
    return keep_apart(found)


def find_in_name(name: str, *, known_names: frozenset[str] = frozenset()) -> tuple[PersonalSpan, ...]:
    """Return the personal data in the name of a file, an attachment or a sheet, whatever stands between its words.

    «uttalelse-kari-nordmann.docx» holds a name: a common given name followed by a word that is no other thing, or words
    that are a name elsewhere in the same source (`known_names`).
    """
    found = [*find_personal_data(name)]
    parts = list(_PARTS.finditer(name))
    folded = [part[0].casefold() for part in parts]
    for known in known_names:
        words = known.casefold().replace("-", " ").split()
        for index in range(len(folded) - len(words) + 1):
            if folded[index : index + len(words)] == words:
                reason = Message("samme navn står et annet sted i innspillet")
                first, last = parts[index], parts[index + len(words) - 1]
                found.append(PersonalSpan(kind=PersonalKind.NAME, start=first.start(), end=last.end(), reason=reason))
    for first, second in pairwise(parts):
        between = name[first.end() : second.start()]
        given = first[0].capitalize() in given_names() and len(first[0]) > 2
        if given and len(between) == 1 and not _NO_SURNAME.match(second[0]):
            last = second
            for third in parts[parts.index(second) + 1 :]:
                if (
                    len(name[last.end() : third.start()]) != 1
                    or _NO_SURNAME.match(third[0])
                    or third.start() - first.start() > 40
                ):
                    break
                last = third
            reason = Message("vanlig fornavn fulgt av et navn")
            found.append(PersonalSpan(kind=PersonalKind.NAME, start=first.start(), end=last.end(), reason=reason))
    return keep_apart(found)


def keep_apart(spans: Iterable[PersonalSpan]) -> tuple[PersonalSpan, ...]:
    """Return the spans in order; of those that overlap the first, drawn out to cover them all."""
    kept: list[PersonalSpan] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if kept and span.start < kept[-1].end:
            if span.end > kept[-1].end:
                kept[-1] = kept[-1].model_copy(update={"end": span.end})
        else:
            kept.append(span)
    return tuple(kept)
