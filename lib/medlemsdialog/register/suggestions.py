"""Members whose name is close to one that nobody has: what a slip of the pen may have meant."""

from __future__ import annotations

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from medlemsdialog.register.models import Member, Register
from medlemsdialog.register.names import strip_level_words_to_ascii

MOST_SUGGESTED = 3
_CLOSE_ENOUGH = 0.75
_SHORTEST_NAME, _LONGEST_NAME = 3, 100


def suggest_members(register: Register, text: str, *, county_code: str | None = None) -> tuple[Member, ...]:
    """Return at most three members whose name is written nearly like `text`, the closest first.

    Those of `county_code` come before others that are as close. Never a decision: to ask a person.
    """
    written = strip_level_words_to_ascii(text[:_LONGEST_NAME])
    if len(written) < _SHORTEST_NAME:
        return ()
    names = register.names_in_ascii
    found = process.extract(
        written,
        [name for name, _ in names],
        scorer=DamerauLevenshtein.normalized_similarity,
        score_cutoff=_CLOSE_ENOUGH,
        limit=10,
    )
    ranked = sorted(
        ((-score, names[place][1].county_code != county_code, place) for _, score, place in found),
    )
    return tuple(dict.fromkeys(names[place][1] for _, _, place in ranked))[:MOST_SUGGESTED]
