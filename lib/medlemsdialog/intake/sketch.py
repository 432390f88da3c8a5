"""A sketch of a text that may not be shown: enough to tell a near copy by, far too little to get the words back from.

A summary holds no words of a statement that may not be quoted, and the nation's workbook reads summaries alone. The sketch
is 64 bits, one from each of 64 minima over the hashed pairs of folded words (Li and König: b-bit minwise hashing, 2010,
with b = 1): two texts that share the part J of their pairs agree in about half plus J/2 of the bits. A text of the length
asked for here carries more than 64 bits of choice of words, so that very many texts have the same sketch; whoever guesses
a text can only see whether the guess is near, as the text's hash in the same row already lets him see whether it is right.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import combinations, pairwise

from medlemsdialog.intake.likeness import Wording

# At least four bits of the sketch for each word; a word of running text carries more.
FEWEST_WORDS = 16
# Unrelated texts differ in 32 bits of 64, give or take 4; texts with three quarters of their pairs in common in 8.
MOST_DIFFERING_BITS = 8
_BITS = 64
_BYTES = 8


def sketch_wording(wording: Wording) -> str:
    """Return the sketch as 16 hexadecimal digits; the empty text where the text is too short for one."""
    if not wording.has_frame or len(wording.folded) < FEWEST_WORDS:
        return ""
    smallest = map(min, zip(*(_hash_pair(one, other) for one, other in pairwise(wording.folded)), strict=True))
    bits = 0
    for number in smallest:
        bits = bits << 1 | (number & 1)
    return f"{bits:0{_BITS // 4}x}"


def find_near_sketches(hidden: Mapping[int, str], known: Mapping[int, str]) -> Iterable[tuple[int, int]]:
    """Yield pairs of places whose sketches are near: each hidden text with those known or hidden that it is near to.

    Two sketches that differ in at most six bits agree in two of their eight bytes at least, which is how they are found;
    of those that differ in seven or eight, fewer than one in ten is missed.
    """
    everything = {place: int(sketch, 16) for place, sketch in (*known.items(), *hidden.items()) if sketch}
    seen: set[tuple[int, int]] = set()
    for first, second in combinations(range(0, _BYTES * 8, 8), 2):
        listed: dict[int, list[int]] = defaultdict(list)
        for place, sketch in everything.items():
            listed[(sketch >> first & 255) << 8 | (sketch >> second & 255)].append(place)
        for places in listed.values():
            for place in places:
                if place not in hidden:
                    continue
                for other in places:
                    pair = (min(place, other), max(place, other))
                    if place != other and pair not in seen and _is_near(everything[place], everything[other]):
                        seen.add(pair)
                        yield pair


def _is_near(one: int, other: int) -> bool:
    return (one ^ other).bit_count() <= MOST_DIFFERING_BITS


@lru_cache(maxsize=1 << 14)
def _hash_pair(one: str, other: str) -> tuple[int, ...]:
    """Return 64 independent hashes of 16 bits."""
    digest = hashlib.shake_128(f"{one} {other}".encode()).digest(_BITS * 2)
    return tuple(digest[place] << 8 | digest[place + 1] for place in range(0, _BITS * 2, 2))
