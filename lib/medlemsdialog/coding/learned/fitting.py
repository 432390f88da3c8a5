"""Learning: one line of division per theme or claim, all at once, and how well each does on sources not learned from.

Regularised least squares on TF-IDF vectors (ridge classification, the linear classifier that did best of those tried: see
`evaluation`), solved exactly, for all themes in one go: the time goes to the texts and not to the themes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy.linalg
import scipy.sparse
from sklearn.model_selection import GroupKFold

from medlemsdialog.coding.learned.features import split_words
from medlemsdialog.coding.learned.vectors import (
    Vocabulary,
    build_vocabulary,
    count_in_parts,
    join_counts,
    weigh_features,
)

# Of any number type: what is learned from much is computed in single precision.
Matrix = Any
FOLDS = 5
# Measured as `evaluation` tells; twice or half as much changes nothing that matters.
REGULARISATION = 0.5
CONSTANT = 1.0
# A search word found is worth as much as a tenth of all words alike: enough to help, too little to rule.
SEARCH_WORD = 0.1
_MOST_IN_DOUBLE_PRECISION = 2_000


@dataclass(frozen=True)
class Material:
    """Texts with what is known of them, a row a text: `chosen` (labels), `found` (themes whose search words it holds).

    The first rows are examples, each with its group; the rest, without one, are written texts that only teach.
    """

    texts: Sequence[str]
    chosen: Matrix
    found: Matrix
    groups: Sequence[str]

    @property
    def examples(self) -> int:
        """How many of the rows are examples."""
        return len(self.groups)

    def take(self, places: Matrix) -> Material:
        """Return the examples at `places`, and all written texts."""
        rows = np.concatenate([places, np.arange(self.examples, len(self.texts))])
        return Material(
            [self.texts[row] for row in rows],
            self.chosen[rows],
            self.found[rows],
            [self.groups[place] for place in places],
        )


@dataclass(frozen=True)
class Fit:
    """What was learned. `weights`: feature × label; `found_weights`: theme found × label; `constant` a label."""

    vocabulary: Vocabulary
    weights: Matrix
    found_weights: Matrix
    constant: Matrix
    held_out: Matrix


def split_groups(groups: Sequence[str]) -> list[tuple[Matrix, Matrix]]:
    """Return (places to learn from, places to try on), whole groups together; as many folds as there are groups for."""
    folds = min(FOLDS, len(set(groups)))
    if folds < 2:
        return []
    return list(GroupKFold(folds).split(np.zeros((len(groups), 1)), groups=groups))


def fit_material(material: Material) -> Fit:
    """Learn all labels from all rows, and score each example by what is learned without its fold."""
    split = [split_words(text) for text in material.texts]
    counts = join_counts(count_in_parts(split), len(split))
    vocabulary = build_vocabulary(counts)
    vectors = _matrix(weigh_features(counts, vocabulary), len(vocabulary.keys))
    kind = np.float64 if len(split) <= _MOST_IN_DOUBLE_PRECISION else np.float32
    found = material.found.astype(kind)
    system = (vectors @ vectors.T).toarray().astype(kind) + SEARCH_WORD * found @ found.T + kind(CONSTANT)
    system[np.diag_indices_from(system)] += REGULARISATION
    chosen = material.chosen.astype(kind)
    held_out = np.zeros((material.examples, chosen.shape[1]))
    for learn, tried in split_groups(material.groups):
        rows = np.concatenate([learn, np.arange(material.examples, len(split))])
        held_out[tried] = system[np.ix_(tried, rows)] @ _solve(system[np.ix_(rows, rows)], chosen[rows])
    shares = _solve(system, chosen)
    return Fit(
        vocabulary=vocabulary,
        weights=np.asarray(vectors.T @ shares.astype(np.float32)),
        found_weights=SEARCH_WORD * found.T @ shares,
        constant=CONSTANT * shares.sum(axis=0),
        held_out=held_out,
    )


def score_material(fit: Fit, texts: Sequence[str], found: Matrix) -> Matrix:
    """Return how strongly each text speaks for each label."""
    split = [split_words(text) for text in texts]
    counts = join_counts(count_in_parts(split), len(split))
    vectors = _matrix(weigh_features(counts, fit.vocabulary), len(fit.vocabulary.keys))
    return np.asarray(vectors @ fit.weights) + found @ fit.found_weights + fit.constant


def _matrix(vectors: Any, features: int) -> Any:
    return scipy.sparse.csr_matrix((vectors.value, (vectors.text, vectors.feature)), shape=(vectors.texts, features))


def _solve(system: Matrix, chosen: Matrix) -> Matrix:
    factor = scipy.linalg.cho_factor(system, lower=True, overwrite_a=True, check_finite=False)
    return scipy.linalg.cho_solve(factor, chosen, check_finite=False)
