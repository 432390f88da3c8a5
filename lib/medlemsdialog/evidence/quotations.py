"""Quotations in a text that people write: where they stand, whom they are taken from, and whether the words are theirs.

A quotation stands in «…», and a citation of the statement follows in the same sentence. The words must stand in the
statement as they are, but for how white space, quotation marks, apostrophes and dashes are set; what is left out is
marked with [...] or […].
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from medlemsdialog.evidence.assessment_text import CitationPart, TextPart, parse_assessment

_ALIKE = str.maketrans(
    dict.fromkeys('«»“”„‟"‹›', '"')
    | dict.fromkeys("‘’‚‛'`´", "'")
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-")
    | {"\u00ad": None, "\u00a0": " "}
)
_LEFT_OUT = re.compile(r"[\[(](?:\.\.\.|…)[\])]")
_EMPHASIS = re.compile(r"(?<!\\)[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}")
_QUOTED = re.compile(
    r"«(?P<guillemets>[^«»]*(?:«[^«»]*»[^«»]*)*)»|“(?P<english>[^“”„]*)”|„(?P<german>[^„“”]*)[“”]|\"(?P<straight>[^\"\n]*)\""
)
_BETWEEN = re.compile(r"[\s.,;:!?)\]*_–-]*")
_STATEMENT = "\ue000"


class Quotation(NamedTuple):
    """A quotation at `text[start:end]` with its marks; `cited` are the statements of the citation that follows it.

    `is_sourced` tells that the citation stands at the quotation itself, with nothing said between them.
    """

    start: int
    end: int
    words: str
    cited: tuple[str, ...]
    is_sourced: bool


def find_quotations(text: str) -> tuple[Quotation, ...]:
    """Return the quotations of a sentence in order, each with the statements cited next after it."""
    masked, citations = "", []
    for part in parse_assessment(text):
        if isinstance(part, CitationPart):
            citations.append((len(masked), len(masked) + len(part.raw), part.statement_id))
        masked += part.raw.replace(_STATEMENT, " ") if isinstance(part, TextPart) else _STATEMENT * len(part.raw)
    quotations = []
    for match in _QUOTED.finditer(masked):
        words = next(group for group in match.groups() if group is not None)
        cited: list[str] = []
        # The next citation, and those that stand beside it.
        at = match.end()
        sourced = False
        for start, end, statement_id in citations:
            if start < match.end():
                continue
            between = masked[at:start]
            if not cited:
                sourced = bool(_BETWEEN.fullmatch(between))
            elif between.strip(" ,\u00a0"):
                break
            cited.append(statement_id)
            at = end
        raw = text[match.start() + 1 : match.start() + 1 + len(words)]
        quotations.append(Quotation(match.start(), match.end(), raw, tuple(cited), sourced))
    return tuple(quotations)


def is_verbatim(quote: str, statement: str) -> bool:
    """Whether a quote's words stand in a statement, in their order where some are left out."""
    said = normalise_quote(statement)
    whole = normalise_quote(quote)
    if _find_words(whole, said, 0) >= 0:
        return True
    return any(_stands_in(written, said) for written in (quote, _EMPHASIS.sub("", quote)))


def normalise_quote(text: str) -> str:
    """Return words as they are compared: composed letters, single spaces, one kind of quotation mark and of dash."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_ALIKE).split())


def _stands_in(quote: str, said: str) -> bool:
    pieces: Sequence[str] = [normalise_quote(piece) for piece in _LEFT_OUT.split(quote)]
    at = 0
    for piece in pieces:
        found = _find_words(piece, said, at)
        if found < 0:
            return False
        at = found + len(piece)
    return any(pieces)


def _find_words(words: str, said: str, at: int) -> int:
    """Return where words stand in what was said, from `at`; -1 where they do not. None is cut in two: «enig» is not «uenig»."""
    found = said.find(words, at)
    while words and found >= 0:
        end = found + len(words)
        cuts_first = found > 0 and said[found - 1].isalnum() and words[0].isalnum()
        cuts_last = end < len(said) and said[end].isalnum() and words[-1].isalnum()
        if not cuts_first and not cuts_last:
            return found
        found = said.find(words, found + 1)
    return found
