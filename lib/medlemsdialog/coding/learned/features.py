"""Texts as hashed features: sequences of one to three words, and two to four letters within a word, of any language.

A feature is 48 bits of a hash and no text, so that what was learned holds no words that somebody wrote. Digits are all
alike: years and sums say nothing of the theme. No list of words and no grammar is used, so that any language will do.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

WORD_LENGTHS = (1, 2, 3)
LETTER_LENGTHS = (2, 3, 4)
WORDS, LETTERS = 0, 1

# A substring's hash is the difference of two prefix sums: an odd base has an inverse modulo 2 to the 64th.
_BASE = 0x9E3779B97F4A7C15
_INVERSE = pow(_BASE, -1, 1 << 64)
_KEY_BITS = np.uint64(48)
# The highest of the 48 bits tells the block.
_BLOCK_BIT = np.uint64(1 << 47)
_HASH_MASK = np.uint64((1 << 47) - 1)
MOST_TEXTS_AT_ONCE = 2048
# What follows in a longer text is not looked at: a passage is a paragraph.
_MOST_LETTERS = 20_000

Keys = NDArray[np.uint64]
Numbers = NDArray[np.int64]


class Occurrences(NamedTuple):
    """Each place a feature stands at: the text's number, the feature, and the first and last of the text's words it covers."""

    text: Numbers
    key: Keys
    first_word: Numbers
    last_word: Numbers


class Counts(NamedTuple):
    """How often each feature stands in each text, sorted by text, then feature."""

    text: Numbers
    key: Keys
    times: Numbers
    texts: int


class _Fold(dict[int, str]):
    """What each sign becomes: letters, marks and digits stay (every digit as 0), all else parts words."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        category = unicodedata.category(sign)
        folded = "0" if category == "Nd" else sign if category[0] in "LMN" else " "
        self[code] = folded
        return folded


_FOLD = _Fold()


def split_words(text: str) -> list[str]:
    """Return the words as features see them."""
    return unicodedata.normalize("NFC", text[:_MOST_LETTERS].lower()).translate(_FOLD).split()


def find_occurrences(texts: Sequence[list[str]]) -> Occurrences:
    """Return all features of texts that are split into words."""
    sizes = np.array([len(words) for words in texts], dtype=np.int64)
    number_of_words = int(sizes.sum())
    if not number_of_words:
        none = np.zeros(0, dtype=np.int64)
        return Occurrences(none, none.astype(np.uint64), none, none)
    joined = " " + " ".join(word for words in texts for word in words) + " "
    signs = np.frombuffer(joined.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    hashes = _SubstringHashes(signs)
    space = signs == 32
    edges = np.flatnonzero(space)
    starts, ends = edges[:-1] + 1, edges[1:]
    text_of_word = np.repeat(np.arange(len(texts)), sizes)
    place = np.arange(number_of_words) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    found = []
    for length in WORD_LENGTHS:
        if number_of_words < length:
            continue
        first = np.arange(number_of_words - length + 1)
        first = first[text_of_word[first] == text_of_word[first + length - 1]]
        keys = hashes.between(starts[first], ends[first + length - 1])
        found.append(Occurrences(text_of_word[first], keys, place[first], place[first] + length - 1))
    # A word's edges are letters too («_fylke», «leg_»); what reaches over an edge is not.
    word_of_sign = np.cumsum(space) - 1
    for length in LETTER_LENGTHS:
        start = np.arange(max(len(signs) - length + 1, 0))
        inner = word_of_sign[start + length - 2] == word_of_sign[start]
        start = start[inner & ~(space[start] & space[start + length - 1] & (length == 2))]
        word = word_of_sign[start]
        keys = hashes.between(start, start + length) | _BLOCK_BIT
        found.append(Occurrences(text_of_word[word], keys, place[word], place[word]))
    return Occurrences(*(np.concatenate(parts) for parts in zip(*found, strict=True)))


def count_features(texts: Sequence[list[str]]) -> Counts:
    """Return how often each feature stands in each of at most `MOST_TEXTS_AT_ONCE` texts."""
    found = find_occurrences(texts)
    both = np.sort(found.text.astype(np.uint64) << _KEY_BITS | found.key)
    is_first = np.ones(len(both), dtype=bool)
    is_first[1:] = both[1:] != both[:-1]
    at = np.flatnonzero(is_first)
    distinct = both[at]
    times = np.diff(np.append(at, len(both)))
    return Counts(
        (distinct >> _KEY_BITS).astype(np.int64),
        distinct & (_BLOCK_BIT | _HASH_MASK),
        times.astype(np.int64),
        len(texts),
    )


def is_letters(keys: Keys) -> NDArray[np.bool_]:
    """Whether each feature is a sequence of letters, not of words."""
    return np.asarray((keys & _BLOCK_BIT) != 0, dtype=np.bool_)


class _SubstringHashes:
    """Hashes of any substrings of one text, each in constant time."""

    def __init__(self, signs: Keys) -> None:
        size = len(signs)
        powers = np.full(size, _BASE, dtype=np.uint64)
        powers[0] = 1
        inverses = np.full(size, _INVERSE, dtype=np.uint64)
        inverses[0] = 1
        self._inverses = np.cumprod(inverses, dtype=np.uint64)
        self._prefix = np.zeros(size + 1, dtype=np.uint64)
        np.cumsum(_mix(signs) * np.cumprod(powers, dtype=np.uint64), out=self._prefix[1:])

    def between(self, start: Numbers, end: Numbers) -> Keys:
        return _mix((self._prefix[end] - self._prefix[start]) * self._inverses[start]) & _HASH_MASK


def _mix(values: Keys) -> Keys:
    # The finaliser of SplitMix64: neighbouring values come out far apart.
    values = values + np.uint64(_BASE)
    values = (values ^ values >> np.uint64(30)) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ values >> np.uint64(27)) * np.uint64(0x94D049BB133111EB)
    return values ^ values >> np.uint64(31)
