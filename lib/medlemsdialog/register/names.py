"""The forms in which people write a name: what folds away and which words tell the level."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans({"đ": "d", "ŋ": "n", "ŧ": "t", "ä": "æ", "ö": "ø", "ø": "ø", "&": "og"})
_KEPT_LETTERS = frozenset("åæø")
_ASCII = str.maketrans({"å": "a", "æ": "ae", "ø": "o"})

# Word and PDF readers write several signs for a hyphen.
HYPHENS = "\u2010\u2011–-"

MUNICIPALITY_WORD = (
    r"(?:kommunen?|herad(?:et)?|kommunestyret?|bystyret?|heradsstyret?|formannskap(?:et)?|formannskapet|byråd(?:et)?)"
)
COUNTY_COUNCIL_WORD = r"(?:fylkeskommunen?|fylkesting(?:et)?|fylkesutval(?:g|get|et)?|fylkesråd(?:et)?|fylke(?:t)?)"
COUNTY_BOARD_WORD = r"(?:fylkesstyret?)"
CHIEF_EXECUTIVES_WORD = r"(?:rådmannsutval(?:g|get|et)?|kommunedirektørutval(?:g|get|et)?)"

_LEVEL_WORD_LAST = re.compile(rf"[\s{HYPHENS}]+(?:{MUNICIPALITY_WORD}|{COUNTY_COUNCIL_WORD})$", re.IGNORECASE)


@lru_cache(maxsize=1 << 16)
def fold_name(text: str) -> str:
    """Return `text` without case, hyphens, spaces, other signs and accents; å, æ and ø stay letters of their own."""
    # Twice: folding case can leave signs that compose anew.
    composed = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()).casefold()
    folded = []
    for sign in composed.translate(_LETTERS):
        if sign in _KEPT_LETTERS:
            folded.append(sign)
        else:
            folded.extend(part for part in unicodedata.normalize("NFD", sign) if part.isalnum())
    return "".join(folded)


@lru_cache(maxsize=1 << 16)
def strip_level_words(name: str) -> str:
    """Return the folded name without a last «kommune», «herad», «fylkeskommune» and their like."""
    return fold_name(_LEVEL_WORD_LAST.sub("", name.strip()))


def fold_to_ascii(name: str) -> str:
    """Return the folded name as file names often spell it: `a` for å, `o` for ø, `ae` for æ."""
    return fold_name(name).translate(_ASCII)


def strip_level_words_to_ascii(name: str) -> str:
    """Return the folded name without its last level word, as file names often spell it."""
    return strip_level_words(name).translate(_ASCII)
