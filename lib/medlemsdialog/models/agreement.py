"""How alike coders code, in numbers that tell nothing of who coded what."""

from __future__ import annotations

from typing import Literal

from medlemsdialog.models.base import Record

Withheld = Literal["few_statements", "rarely_used", "no_variation"]


class Alpha(Record):
    """Krippendorff's alpha with the interval that holds 95 % of resamples; None where it is withheld, and why.

    Without an interval, nobody disagreed.
    """

    value: float | None = None
    low: float | None = None
    high: float | None = None
    withheld: Withheld | None = None


class ThemeAgreement(Record):
    """One theme over the statements coded by several: in how many all its coders raised it, and in how many only some."""

    theme: str
    raised_by_all: int
    raised_by_some: int
    alpha: Alpha


class Agreement(Record):
    """How alike coders code, before they speak together.

    `statements` were coded by two or more persons, `from_samples` of them blind, in a sample; `alike` have the same themes
    and positions; `settled` were coded differently and the coders have agreed since. `areas` is the number of areas they
    come from. Positions are compared where several coders took one to the same claim in a statement.
    """

    statements: int
    from_samples: int
    alike: int
    settled: int
    areas: int
    themes: tuple[ThemeAgreement, ...]
    positions: int
    positions_alike: int
    positions_alpha: Alpha
