"""Claims that say nearly the same: candidates for merging, for a person to judge."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from rapidfuzz import fuzz, process

from medlemsdialog.catalogue import Language
from medlemsdialog.models.claims import Claim

LOWEST_LIKENESS = 0.55
# Two forms of one word, or two compounds with the same beginning: «kulturplaner» and «kulturplanene».
_LOWEST_WORD_LIKENESS = 75
_FEWEST_WORDS_ALIKE = 2
# «Staten bør …»: who is addressed, and that something ought to be, say nothing of what is claimed.
_FRAME = re.compile(r"^\s*(?:staten|ks|kommun\w+|fylkeskommun\w+)(?:\s+(?:bør|skal|må|burde))?\b", re.IGNORECASE)
# What nearly every claim of the sector speaks of tells none of them apart.
_WORD = re.compile(r"\b(?!(?:fylkes)?kommun)[^\W_]{4,}")
_COMMON = frozenset(
    {"skal", "burde", "blir", "være", "vera", "eller", "ikke", "ikkje", "også", "alle", "flere", "fleire", "mellom"}
)


class AlikeClaims(NamedTuple):
    """Two claims and how alike their words are (0–1)."""

    one: str
    other: str
    likeness: float


def find_alike_claims(claims: Sequence[Claim], *, language: Language = "nb") -> tuple[AlikeClaims, ...]:
    """Return the pairs of claims that have most of their words in common whatever their order, the most alike first."""
    words = {claim.id: _content(claim.text.in_language(language)) for claim in claims}
    near = _find_near_words({word for said in words.values() for word in said})
    pairs = [
        AlikeClaims(one.id, other.id, _likeness(words[one.id], words[other.id], near))
        for one, other in combinations(claims, 2)
    ]
    return tuple(sorted((pair for pair in pairs if pair.likeness >= LOWEST_LIKENESS), key=lambda pair: -pair.likeness))


def _find_near_words(vocabulary: Collection[str]) -> dict[str, frozenset[str]]:
    """Return for each word those nearly the same, itself among them: each two are held together once, not once a claim."""
    listed = sorted(vocabulary)
    return {
        word: frozenset(
            found
            for found, _, _ in process.extract_iter(word, listed, scorer=fuzz.ratio, score_cutoff=_LOWEST_WORD_LIKENESS)
        )
        for word in listed
    }


def _likeness(one: Sequence[str], other: Sequence[str], near: Mapping[str, frozenset[str]]) -> float:
    """Return how much of the shorter claim, by letters, stands in the longer one."""
    shorter, longer = sorted((one, other), key=len)
    alike = [word for word in shorter if not near[word].isdisjoint(longer)]
    if len(alike) < min(_FEWEST_WORDS_ALIKE, len(shorter)) or not alike:
        return 0.0
    return sum(map(len, alike)) / sum(map(len, shorter))


def _content(sentence: str) -> tuple[str, ...]:
    found = _WORD.findall(_FRAME.sub(" ", sentence.lower()))
    return tuple(dict.fromkeys(word for word in found if word not in _COMMON))
