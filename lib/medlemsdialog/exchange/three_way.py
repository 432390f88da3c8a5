"""What becomes of a value that was written to a sheet, may have been changed in it, and may have been changed elsewhere since."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar

T = TypeVar("T")


class Fate(StrEnum):
    """`SAME`: the sheet says what holds already. `KEPT`: only changed elsewhere. `TAKEN`: only changed in the sheet."""

    SAME = "same"
    KEPT = "kept"
    TAKEN = "taken"
    CONFLICT = "conflict"


def compare_values(base: T | None, mine: T, present: T, *, judged: bool, keep_mine: bool = False) -> Fate:
    """Return what becomes of a value.

    `base` is what the sheet was written with, None where that is no longer known; `judged` says whether a person has
    said what holds now. `keep_mine` settles differences for the sheet.
    """
    if mine == present:
        return Fate.SAME
    if base is not None and mine == base:
        return Fate.KEPT
    if base is not None and present == base:
        return Fate.TAKEN
    if base is None and not judged:
        return Fate.TAKEN
    return Fate.TAKEN if keep_mine else Fate.CONFLICT
