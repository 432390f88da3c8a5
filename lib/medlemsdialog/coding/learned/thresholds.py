"""How strong a score must be before a theme is proposed: strong enough that the proposals are right as often as asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.isotonic import IsotonicRegression

Matrix = NDArray[Any]
NEVER = float("inf")
# What all labels together show counts as this many proposals of each: a handful of hits alone proves little.
PRIOR_PROPOSALS = 12.0
# The threshold is the one that looks best of many, so that it looks better than it is: one standard error is asked for.
STANDARD_ERRORS = 1.0
# Good proposals must not pay for bad ones: each must be more likely right than wrong by itself.
LEAST_LIKELY = 0.5


@dataclass(frozen=True)
class Thresholds:
    """Per label the score from which it is proposed (`NEVER` where none is strong enough), and how scores read as shares.

    `scores` and `shares` are the curve that all labels share; `factor` what each label does better or worse than it.
    """

    least: Matrix
    scores: Matrix
    shares: Matrix
    factor: Matrix


def choose_thresholds(scores: Matrix, chosen: Matrix, *, precision: float) -> Thresholds:
    """Return thresholds by which at least `precision` of the proposals of each label were right on held-out sources."""
    labels = chosen.shape[1]
    if not scores.size:
        nothing = np.zeros(labels)
        return Thresholds(nothing + NEVER, np.zeros(1), np.zeros(1), nothing + 1)
    curve = IsotonicRegression(y_min=0.0, y_max=1.0, out_of_bounds="clip").fit(scores.ravel(), chosen.ravel())
    least, factor = np.full(labels, NEVER), np.ones(labels)
    for label in range(labels):
        order = np.argsort(-scores[:, label], kind="stable")
        ordered = scores[order, label]
        number = np.arange(1, len(order) + 1)
        right = np.cumsum(chosen[order, label])
        likely = curve.predict(ordered)
        expected = np.cumsum(likely)
        share = (right + PRIOR_PROPOSALS * expected / number) / (number + PRIOR_PROPOSALS)
        safe = share - STANDARD_ERRORS * np.sqrt(share * (1 - share) / (number + PRIOR_PROPOSALS))
        # Equal scores are proposed together.
        last_of_equals = np.append(ordered[1:] < ordered[:-1], True)
        own = likely * safe / np.maximum(expected / number, 1e-6)
        good = np.flatnonzero((safe >= precision) & (own >= LEAST_LIKELY) & last_of_equals)
        if len(good):
            place = good[-1]
            least[label] = ordered[place]
            factor[label] = safe[place] / max(expected[place] / number[place], 1e-6)
    return Thresholds(least, curve.X_thresholds_, curve.y_thresholds_, factor)


def choose_balanced(scores: Matrix, chosen: Matrix) -> Matrix:
    """Return, per label, the threshold with the best F1 on held-out sources; it shows what is there to be learned."""
    least = np.full(chosen.shape[1], NEVER)
    if not scores.size or not chosen.any():
        return least
    curve = IsotonicRegression(y_min=0.0, y_max=1.0, out_of_bounds="clip").fit(scores.ravel(), chosen.ravel())
    for label in np.flatnonzero(chosen.any(axis=0)):
        order = np.argsort(-scores[:, label], kind="stable")
        # Half by what all labels show: of few hits, the best threshold is chance.
        likely = (chosen[order, label] + curve.predict(scores[order, label])) / 2
        balance = 2 * np.cumsum(likely) / (np.arange(1, len(order) + 1) + likely.sum())
        least[label] = scores[order[int(np.argmax(balance))], label]
    return least
