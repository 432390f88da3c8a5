"""How typical each text is of many: how near it is to their centre, and how alike two of them are.

The texts are vectors of weighed features (TF-IDF; see `coding.learned.vectors`), so that no list of words is used and
bokmål and nynorsk meet in the letters they share. The centre is the mean vector (Rocchio's centroid), nearness the cosine.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from medlemsdialog.coding.learned.features import split_words
from medlemsdialog.coding.learned.vectors import build_vocabulary, count_in_parts, join_counts, weigh_features

# Sums of machine numbers differ in the last digits from machine to machine.
_DIGITS = 6
Floats = NDArray[np.float64]


class TextSpace:
    """Texts as vectors: those at the places `centred` make the centre, the others are only measured."""

    def __init__(self, texts: Sequence[str], *, centred: Sequence[int]) -> None:
        words = [split_words(text) for text in texts]
        counts = join_counts(count_in_parts(words), len(words))
        self._vectors = weigh_features(counts, build_vocabulary(counts))
        self._size = int(self._vectors.feature.max(initial=-1)) + 1
        value = self._vectors.value.astype(np.float64)
        lengths = np.sqrt(np.bincount(self._vectors.text, value * value, minlength=len(words)))
        self._value = value / np.maximum(lengths, 1e-12)[self._vectors.text]
        among = np.isin(self._vectors.text, np.array(centred, dtype=np.int64))
        centre = self._gather(among)
        self._centre = centre / max(float(np.sqrt((centre * centre).sum())), 1e-12)

    def measure_typicality(self) -> Floats:
        """Return the cosine (0–1) of each text with the centre."""
        return self._compare(self._centre)

    def measure_likeness(self, place: int) -> Floats:
        """Return the cosine (0–1) of each text with the one at `place`."""
        return self._compare(self._gather(self._vectors.text == place))

    def _gather(self, among: NDArray[np.bool_]) -> Floats:
        total = np.bincount(self._vectors.feature[among], self._value[among], minlength=self._size)
        return total.astype(np.float64)

    def _compare(self, other: Floats) -> Floats:
        products = self._value * other[self._vectors.feature]
        return np.round(np.bincount(self._vectors.text, products, minlength=self._vectors.texts), _DIGITS)
