"""What was learned, as it is kept and applied: numbers and hashes, no words, and no library but numpy."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from medlemsdialog.coding.learned.features import MOST_TEXTS_AT_ONCE, count_features, find_occurrences, split_words
from medlemsdialog.coding.learned.vectors import Floats, Vectors, Vocabulary, weigh_by_key, weigh_features
from medlemsdialog.models.base import Record

_WORDS_TOLD = 3
# Nothing is told to be surer: that was not right more often when it was tried.
_MOST_CONFIDENT = 0.95
# A word that pulls less than this part of the strongest one is no reason.
_LEAST_PULL = 0.25


class ModelFacts(Record):
    """What the model says of itself. `least` is None for a label that never gets precise enough to be proposed."""

    schema_version: int = 1
    precision: float = Field(gt=0, le=1)
    themes: tuple[str, ...]
    claims: tuple[str, ...]
    found_themes: tuple[str, ...]
    too_few: tuple[str, ...]
    statements: int
    source_ids: tuple[str, ...]
    least: tuple[float | None, ...]
    factor: tuple[float, ...]
    curve_scores: tuple[float, ...]
    curve_shares: tuple[float, ...]

    @property
    def labels(self) -> tuple[str, ...]:
        """Themes, then claims, as the columns stand."""
        return self.themes + self.claims

    @property
    def never(self) -> tuple[str, ...]:
        """The themes and claims that were learned and never get precise enough to be proposed."""
        return tuple(label for label, least in zip(self.labels, self.least, strict=True) if least is None)


class Proposal(NamedTuple):
    """A label proposed for a text: `share` of such proposals was right; `words` of the text weighed most."""

    label: str
    share: float
    words: tuple[str, ...]


@dataclass(frozen=True)
class LearnedModel:
    """The weights of features and of search words found, for each label; `scale` brings whole numbers back to weights."""

    facts: ModelFacts
    vocabulary: Vocabulary
    weights: NDArray[np.int8]
    scale: Floats
    found_weights: Floats
    constant: Floats

    def score(self, texts: Sequence[list[str]], found: Sequence[Sequence[str]]) -> Floats:
        """Return how strongly each text (split into words; with the themes whose search words it holds) speaks for each label."""
        scores = np.zeros((len(texts), len(self.facts.labels)), dtype=np.float32)
        for first in range(0, len(texts), MOST_TEXTS_AT_ONCE):
            part = weigh_features(count_features(texts[first : first + MOST_TEXTS_AT_ONCE]), self.vocabulary)
            scores[first : first + part.texts] = self._sum_weights(part)
        column = {theme: place for place, theme in enumerate(self.facts.found_themes)}
        for row, themes in enumerate(found):
            known = [column[theme] for theme in themes if theme in column]
            if known:
                scores[row] += self.found_weights[known].sum(axis=0)
        return np.asarray(scores + self.constant, dtype=np.float32)

    def propose(self, texts: Sequence[str], found: Sequence[Sequence[str]]) -> list[list[Proposal]]:
        """Return, for each text, the labels that reach the precision asked for; an empty list is «vet ikke»."""
        split = [split_words(text) for text in texts]
        scores = self.score(split, found)
        least = np.array([np.inf if one is None else one for one in self.facts.least])
        rows, labels = np.nonzero(scores >= least)
        # A text without a known word says nothing, whatever is common.
        told = np.array([bool(words) for words in split], dtype=bool)
        rows, labels = rows[told[rows]], labels[told[rows]]
        read = np.interp(scores[rows, labels], self.facts.curve_scores, self.facts.curve_shares)
        shares = np.minimum(read * np.array(self.facts.factor)[labels], _MOST_CONFIDENT)
        proposals: list[list[Proposal]] = [[] for _ in texts]
        words = self._find_heavy_words(split, rows, labels)
        for row, label, share, heavy in zip(rows, labels, shares, words, strict=True):
            proposals[row].append(Proposal(self.facts.labels[label], round(float(share), 2), heavy))
        return proposals

    def likeness(self, text: str, others: Sequence[str]) -> list[float]:
        """Return how alike the text is to each of the others, 0 to 1."""
        vectors = weigh_by_key(count_features([split_words(one) for one in (text, *others)]), self.vocabulary)
        parts: list[dict[int, float]] = [{} for _ in range(vectors.texts)]
        for row, feature, value in zip(*(column.tolist() for column in vectors[:3]), strict=True):
            parts[row][feature] = value
        own = parts[0]
        # Words and letters have length 1 each, so that a text is 2 like itself.
        return [sum(value * own.get(feature, 0.0) for feature, value in part.items()) / 2 for part in parts[1:]]

    def _sum_weights(self, vectors: Vectors) -> Floats:
        sums = np.zeros((vectors.texts, len(self.scale)), dtype=np.float32)
        if len(vectors.text):
            starts = np.flatnonzero(np.append(True, vectors.text[1:] != vectors.text[:-1]))
            ends = np.append(starts[1:], len(vectors.text))
            for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
                # Vectors are sorted by text: one text at a time keeps the memory small.
                own = self.weights[vectors.feature[start:end]].astype(np.float32)
                sums[vectors.text[start]] = vectors.value[start:end] @ own
        return sums * self.scale

    def _find_heavy_words(self, split: Sequence[list[str]], rows: Any, labels: Any) -> list[tuple[str, ...]]:
        heavy: list[tuple[str, ...]] = []
        proposed_for = np.unique(rows).tolist()
        for first in range(0, len(proposed_for), MOST_TEXTS_AT_ONCE):
            own = proposed_for[first : first + MOST_TEXTS_AT_ONCE]
            found = find_occurrences([split[row] for row in own])
            places, known = self.vocabulary.find(found.key)
            at = np.flatnonzero(known)
            at = at[np.argsort(found.text[at], kind="stable")]
            edges = np.searchsorted(found.text[at], np.arange(len(own) + 1)).tolist()
            last = int(np.searchsorted(rows, own[-1], side="right"))
            for row, label in zip(rows[len(heavy) : last].tolist(), labels[len(heavy) : last].tolist(), strict=True):
                place = bisect_left(own, row)
                inside = at[edges[place] : edges[place + 1]]
                weight = self.weights[places[inside], label] * self.vocabulary.idf[places[inside]]
                heavy.append(_find_heaviest(split[row], weight, found.first_word[inside], found.last_word[inside]))
        return heavy


def _find_heaviest(words: list[str], weight: Any, first_word: Any, last_word: Any) -> tuple[str, ...]:
    """Return the words that weighed most; what a sequence of words weighs is shared by its words."""
    shared = weight / (last_word - first_word + 1)
    # A sequence adds to each word from its first to its last.
    steps = np.bincount(first_word, shared, len(words) + 1) - np.bincount(last_word + 1, shared, len(words) + 1)
    pull = np.cumsum(steps)[: len(words)]
    strongest = pull.max(initial=0)
    order = np.argsort(-pull, kind="stable").tolist()
    heavy = [words[place] for place in order if strongest > 0 and pull[place] >= _LEAST_PULL * strongest]
    return tuple(word for word in dict.fromkeys(heavy) if any(map(str.isalpha, word)))[:_WORDS_TOLD]
