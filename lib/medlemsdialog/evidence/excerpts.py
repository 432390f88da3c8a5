"""Excerpts of whole sentences: which parts of a statement may be quoted, verbatim as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from medlemsdialog.catalogue import LANGUAGES
from medlemsdialog.evidence.sentences import split_sentences
from medlemsdialog.models.personal import MASKS

SHORTEST_QUOTE, LONGEST_QUOTE = 40, 400
_ENDED = re.compile(r"[.!?…][»”\"')\]]*$")


def is_masked(text: str) -> bool:
    """Whether personal data was taken out of a text; such a text is not proposed as a quote."""
    return any(mask in text for mask in _list_masks())


@cache
def _list_masks() -> tuple[str, ...]:
    return tuple({mask.text(language) for mask in MASKS.values() for language in LANGUAGES})


def list_excerpts(text: str) -> tuple[str, ...]:
    """Return the runs of whole sentences that are of readable length, as they stand; from each sentence the longest one.

    A statement that is of readable length as a whole is its only excerpt.
    """
    whole = text.strip()
    if len(whole) <= LONGEST_QUOTE:
        return (whole,) if len(whole) >= SHORTEST_QUOTE else ()
    return tuple(_list_runs(whole))


def _list_runs(text: str) -> Iterator[str]:
    sentences = split_sentences(text)
    for number, first in enumerate(sentences):
        for last in reversed(sentences[number:]):
            run = text[first.start : last.end]
            # A last sentence that is not finished is not quoted without the rest.
            if SHORTEST_QUOTE <= len(run) <= LONGEST_QUOTE and _ENDED.search(run):
                yield run
                break
