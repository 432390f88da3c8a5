"""How alike coders code: Krippendorff's alpha, and how far it could have been another with other statements.

Method: Klaus Krippendorff, «Computing Krippendorff's Alpha-Reliability» (2011). Alpha is 1 where all agree, 0 where they
agree as often as chance would have it, and below 0 where they agree less than that. It bears any number of coders, any
categories and missing values, and does not ask who coded what.
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from numpy.typing import NDArray

V = TypeVar("V", bound=Hashable)

# With fewer statements than this, or a theme seen in fewer, alpha swings with a single statement.
FEWEST_STATEMENTS = 20
FEWEST_USES = 5
# One coding alone cannot be compared with any other.
FEWEST_CODERS = 2
RESAMPLES = 2000
INTERVAL_SHARE = 0.95
_SEED = 2017


def differ(one: Hashable, other: Hashable) -> float:
    """Return the nominal difference of two values: 0 where they are the same, else 1."""
    return 0.0 if one == other else 1.0


def measure_alpha(units: Sequence[Sequence[V | None]], *, difference: Callable[[V, V], float] = differ) -> float | None:
    """Return alpha over units, each with the values its coders gave; None among the values is missing.

    Units with fewer than two values take no part. None where alpha is not defined: nothing to compare, or no variation,
    so that agreement tells nothing.
    """
    compared = _compared(units)
    expected = _expected(compared, difference)
    if not expected:
        return None
    observed = math.fsum(_disagreement(unit, difference) for unit in compared) / sum(map(len, compared))
    return 1 - observed / expected


def bootstrap_alpha(
    units: Sequence[Sequence[V | None]],
    *,
    difference: Callable[[V, V], float] = differ,
    resamples: int = RESAMPLES,
    seed: int = _SEED,
) -> tuple[float, float] | None:
    """Return the interval that holds alpha in 95 % of `resamples` made of the same units, drawn with replacement.

    As in Hayes & Krippendorff, «Answering the Call for a Standard Reliability Measure for Coding Data» (2007), the
    disagreement expected by chance is held at what was measured; here whole units are drawn, and the ends are plain
    percentiles. None where alpha is not defined, and where nobody disagreed: drawing again cannot show what never
    occurred. The same units and seed give the same interval.
    """
    compared = _compared(units)
    expected = _expected(compared, difference)
    disagreements = [_disagreement(unit, difference) for unit in compared]
    if not expected or not any(disagreements):
        return None
    import numpy as np

    times = _drawn(len(compared), resamples, seed)
    observed = (times @ np.array(disagreements)) / (times @ np.array([float(len(unit)) for unit in compared]))
    alphas = sorted(float(alpha) for alpha in 1 - observed / expected)
    tail = (1 - INTERVAL_SHARE) / 2
    return alphas[math.floor(tail * resamples)], alphas[math.ceil((1 - tail) * resamples) - 1]


def _compared(units: Sequence[Sequence[V | None]]) -> list[list[V]]:
    present = [[value for value in unit if value is not None] for unit in units]
    return [unit for unit in present if len(unit) >= FEWEST_CODERS]


def _disagreement(unit: Sequence[V], difference: Callable[[V, V], float]) -> float:
    """Return what a unit adds to the observed disagreement: its differing pairs, weighed by its number of values."""
    counts = Counter(unit)
    pairs = math.fsum(
        counts[one] * counts[other] * difference(one, other) for one in counts for other in counts if one != other
    )
    return pairs / (len(unit) - 1)


def _expected(units: Sequence[Sequence[V]], difference: Callable[[V, V], float]) -> float:
    counts = Counter(value for unit in units for value in unit)
    total = sum(counts.values())
    if total < FEWEST_CODERS:
        return 0.0
    pairs = math.fsum(
        counts[one] * counts[other] * difference(one, other) for one in counts for other in counts if one != other
    )
    return pairs / (total * (total - 1))


@lru_cache(maxsize=4)
def _drawn(units: int, resamples: int, seed: int) -> NDArray[Any]:
    """Return, per resample and unit, how often the unit was drawn. All themes share the units, and so the draws."""
    import numpy as np

    # Python's own generator: its numbers are promised to stay the same over versions.
    draw = random.Random(seed).random  # noqa: S311 - chance in statistics, not in secrets
    return np.array(
        [
            np.bincount([math.floor(draw() * units) for _ in range(units)], minlength=units).astype(float)
            for _ in range(resamples)
        ]
    )
