"""Quotations of words that may no longer be shown, taken out of what was written when they might."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from medlemsdialog.models.identity import canonical_text

# Stands inside the quotation marks where words stood.
HIDDEN = "[…]"
_QUOTATION = re.compile(r"«([^«»]*)»")
_LEFT_OUT = re.compile(r"\[?(?:…|\.\.\.)\]?|\[[^\[\]]*\]")
# A shorter piece is a word or two that anybody may use, unless it is all that was said.
_SHORTEST_PIECE = 12


@dataclass(frozen=True)
class LostWords:
    """Words that may no longer be shown. Texts are compared by their words alone, whatever spaces and case."""

    texts: tuple[str, ...]
    kept: frozenset[str] = frozenset()

    @classmethod
    def of(cls, texts: Iterable[str], *, but: Iterable[str] = ()) -> LostWords:
        """Return the words of `texts`; what others have said as well (`but`), word for word, is not lost."""
        said = {folded for text in texts if (folded := _fold(text))}
        if not said:
            # Mostly nothing is lost, and what all others have said is long.
            return cls(())
        kept = frozenset(_fold(text) for text in but)
        lost = said - kept
        return cls(tuple(sorted(lost, key=lambda text: (-len(text), text))), kept)

    def hide_in(self, written: str) -> str:
        """Return what was written with the lost words hidden, quoted or not; all else as it stands."""
        if not self.texts or not written:
            return written
        hidden = _QUOTATION.sub(lambda found: f"«{HIDDEN}»" if self._holds(found[1]) else found[0], written)
        for text in self.texts:
            if len(text) >= _SHORTEST_PIECE:
                hidden = _pattern_of(text).sub(HIDDEN, hidden)
        return hidden

    def _holds(self, quoted: str) -> bool:
        """Whether any piece of a quotation is lost: what a person left out (`[…]`) or put in brackets parts it."""
        pieces = [piece for part in _LEFT_OUT.split(quoted) if (piece := _fold(part).strip(" .,;:!?"))]
        return any(self._is_lost(piece) for piece in pieces)

    def _is_lost(self, piece: str) -> bool:
        if piece in self.texts or f"{piece}." in self.texts:
            return True
        if len(piece) < _SHORTEST_PIECE or any(piece in text for text in self.kept):
            return False
        return any(piece in text for text in self.texts)


def _fold(text: str) -> str:
    return canonical_text(text).casefold()


def _pattern_of(folded: str) -> re.Pattern[str]:
    return re.compile(r"\s+".join(map(re.escape, folded.split())), re.IGNORECASE)
