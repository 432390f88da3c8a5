"""Excerpts of whole sentences: which parts of a statement may be quoted, verbatim as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from medlemsdialog.catalogue import LANGUAGES
from medlemsdialog.evidence.sentences import split_sentences
from medlemsdialog.models.identity import canonical_text
from medlemsdialog.models.personal import MASKS

SHORTEST_QUOTE, LONGEST_QUOTE = 40, 400
_ENDED = re.compile(r"[.!?…][»”\"')\]]*$")


def is_masked(text: str) -> bool:
    """Whether personal data was taken out of a text; such a text is not proposed as a quote."""
    return any(mask.text(language) in text for mask in MASKS.values() for language in LANGUAGES)


def list_excerpts(text: str) -> tuple[str, ...]:
    """Return the runs of whole sentences that are of readable length, as they stand; from each sentence the longest one.

    A statement that is of readable length as a whole is its only excerpt.
    """
    whole = text.strip()
    if len(whole) <= LONGEST_QUOTE:
        return (whole,) if len(whole) >= SHORTEST_QUOTE else ()
    return tuple(_list_runs(whole))


def is_verbatim(quote: str, text: str) -> bool:
    """Whether a quote is a part of a text, word for word; white space and the way letters are composed do not matter."""
    part = canonical_text(quote)
    if not part:
        return False
    # A word must not be cut in two: «enig» is no quote of «uenig».
    start, end = (r"\b" if part[0].isalnum() else ""), (r"\b" if part[-1].isalnum() else "")
    return re.search(start + re.escape(part) + end, canonical_text(text)) is not None


def _list_runs(text: str) -> Iterator[str]:
    sentences = split_sentences(text)
    for number, first in enumerate(sentences):
        for last in reversed(sentences[number:]):
            run = text[first.start : last.end]
            # A last sentence that is not finished is not quoted without the rest.
            if SHORTEST_QUOTE <= len(run) <= LONGEST_QUOTE and _ENDED.search(run):
                yield run
                break
