"""Lines of one paragraph joined: hyphens that only ended a line are undone, hyphens of the word itself are kept."""

from __future__ import annotations

import re
from collections.abc import Iterable

_HYPHENATED = re.compile(r"(?P<before>[^\s\-\u2010]+)[-\u2010\u00ad]$")
_SUSPENDED = re.compile(r"^(?:og|eller|samt|men|til|i|på|and|or|som|og/eller)\b")
_COMPOUND = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")
_FIRST_WORD = re.compile(r"^[^\W\d_]+(?:-[^\W\d_]+)*")
# Parts that keep their hyphen in Norwegian compounds.
_KEEPING = frozenset(
    {"nord", "sør", "aust", "øst", "vest", "ikke", "ikkje", "nordre", "søndre", "midt", "indre", "ytre", "anti", "eks"}
)


class LineJoiner:
    """Joins lines as the rest of the document writes the same words: `lines` are all its printed lines."""

    def __init__(self, lines: Iterable[str] = ()) -> None:
        self._compounds = {word.casefold() for line in lines if "-" in line for word in _COMPOUND.findall(line)}

    def join(self, before: str, after: str) -> str:
        """Return two lines that follow each other as one."""
        before, after = before.rstrip(), after.lstrip()
        if not before or not after:
            return before + after
        match = _HYPHENATED.search(before)
        if match is None:
            return f"{before} {after}"
        if _SUSPENDED.match(after):
            return f"{before} {after}"
        if before.endswith("\u00ad"):
            return before[:-1] + after
        if not after[0].islower():
            return before + after if after[0].isalnum() and match["before"][-1].isalpha() else f"{before} {after}"
        return before + after if self._keeps_hyphen(match["before"], after) else before[:-1] + after

    def _keeps_hyphen(self, before: str, after: str) -> bool:
        part = re.split(r"[^\w]", before)[-1]
        if len(part) == 1 or part.isupper() or any(sign.isdigit() for sign in part) or part.casefold() in _KEEPING:
            return True
        following = _FIRST_WORD.match(after)
        return following is not None and f"{part}-{following[0]}".casefold() in self._compounds
