"""What differs between two wordings of one text, word by word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import Levenshtein

Step = Literal["same", "removed", "added"]


@dataclass(frozen=True)
class Part:
    """Some words in a row that stand in both wordings, only in the first, or only in the second."""

    step: Step
    text: str


def find_differences(first: str, second: str) -> tuple[Part, ...]:
    """Return `second` with what it leaves out of `first` and what it adds, in reading order, words kept whole.

    Changes that touch are told as one: what is gone, then what came instead.
    """
    old, new = first.split(), second.split()
    parts: list[Part] = []
    gone: list[str] = []
    come: list[str] = []
    for change in Levenshtein.opcodes(old, new):
        if change.tag == "equal":
            parts += _changed(gone, come)
            gone, come = [], []
            parts.append(Part("same", " ".join(new[change.dest_start : change.dest_end])))
        else:
            gone += old[change.src_start : change.src_end]
            come += new[change.dest_start : change.dest_end]
    return (*parts, *_changed(gone, come))


def _changed(gone: list[str], come: list[str]) -> list[Part]:
    steps: tuple[tuple[Step, list[str]], ...] = (("removed", gone), ("added", come))
    return [Part(step, " ".join(words)) for step, words in steps if words]
