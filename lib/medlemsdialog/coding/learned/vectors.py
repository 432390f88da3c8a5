"""Counted features as vectors: weighed by how rare they are (TF-IDF), words and letters of length 1 each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from medlemsdialog.coding.learned.features import (
    MOST_TEXTS_AT_ONCE,
    Counts,
    Keys,
    Numbers,
    count_features,
    is_letters,
)

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Vocabulary:
    """The features that are known, sorted, and the weight of each: the rarer, the heavier (`idf`)."""

    keys: Keys
    idf: Floats

    def find(self, keys: Keys) -> tuple[Numbers, NDArray[np.bool_]]:
        """Return the place of each key, and whether it is known; the place of an unknown one means nothing."""
        if not len(self.keys):
            return np.zeros(len(keys), dtype=np.int64), np.zeros(len(keys), dtype=np.bool_)
        places = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return places, self.keys[places] == keys


class Vectors(NamedTuple):
    """The parts of each text's vector that are not zero, sorted by text."""

    text: Numbers
    feature: Numbers
    value: Floats
    texts: int


def count_in_parts(texts: Sequence[list[str]]) -> Iterator[tuple[int, Counts]]:
    """Yield the counts of the texts in parts, each with the number of its first text."""
    for first in range(0, len(texts), MOST_TEXTS_AT_ONCE):
        yield first, count_features(texts[first : first + MOST_TEXTS_AT_ONCE])


def join_counts(parts: Iterator[tuple[int, Counts]], texts: int) -> Counts:
    """Return the counts of all parts as one."""
    listed = [(first + counts.text, counts.key, counts.times) for first, counts in parts]
    if not listed:
        none = np.zeros(0, dtype=np.int64)
        return Counts(none, none.astype(np.uint64), none, texts)
    text, key, times = (np.concatenate(column) for column in zip(*listed, strict=True))
    return Counts(text, key, times, texts)


def build_vocabulary(counts: Counts) -> Vocabulary:
    """Return all features of the texts. Those of one text alone too: left out, they measurably cost hits."""
    keys, texts_with = np.unique(counts.key, return_counts=True)
    idf = np.log((1 + counts.texts) / (1 + texts_with)) + 1
    return Vocabulary(keys, idf.astype(np.float32))


def weigh_features(counts: Counts, vocabulary: Vocabulary) -> Vectors:
    """Return the vectors of the texts over the features that are known.

    What is not known counts in a text's length, as it does for a text that is held out when thresholds are chosen: left
    out, a text of mostly unknown words would look as sure as one of known words.
    """
    places, known, value = _weigh_all(counts, vocabulary)
    return Vectors(counts.text[known], places[known], value[known], counts.texts)


def weigh_by_key(counts: Counts, vocabulary: Vocabulary) -> Vectors:
    """Return the vectors of the texts over all their features, known or not; a feature's number is its key."""
    return Vectors(counts.text, counts.key.astype(np.int64), _weigh_all(counts, vocabulary)[2], counts.texts)


def _weigh_all(counts: Counts, vocabulary: Vocabulary) -> tuple[Numbers, NDArray[np.bool_], Floats]:
    places, known = vocabulary.find(counts.key)
    # An unknown feature is as rare as the rarest known.
    idf = np.full(len(places), vocabulary.idf.max(initial=1.0), dtype=np.float32)
    idf[known] = vocabulary.idf[places[known]]
    value = (1 + np.log(counts.times)) * idf
    block = counts.text * 2 + is_letters(counts.key)
    lengths = np.sqrt(np.bincount(block, value * value, minlength=2 * counts.texts))
    return places, known, (value / lengths[block]).astype(np.float32)
