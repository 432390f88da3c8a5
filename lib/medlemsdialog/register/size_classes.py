"""The size classes of municipalities: one definition for official figures and for who was heard."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

# Inhabitants at which a new size class begins; a municipality of unknown population is in none.
SIZE_LIMITS = (2_000, 5_000, 20_000)


@dataclass(frozen=True)
class SizeGroup:
    """Municipalities from `least` inhabitants to fewer than `below`; None is open."""

    least: int | None
    below: int | None

    @property
    def code(self) -> str:
        """The class's code in records and tables: its bounds, `2000-5000`; an open one is left out."""
        return f"{self.least or ''}-{self.below or ''}"


_BOUNDS = (None, *SIZE_LIMITS, None)
SIZE_GROUPS = tuple(SizeGroup(least, below) for least, below in pairwise(_BOUNDS))


def size_group(population: int | None) -> SizeGroup | None:
    """Return the class a municipality of so many inhabitants belongs to; None where the population is unknown."""
    if population is None:
        return None
    return SIZE_GROUPS[sum(population >= limit for limit in SIZE_LIMITS)]
