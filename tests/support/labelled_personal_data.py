"""The labelled set: passages of municipal prose with their personal data marked by hand, and how a finder scores on it.

Written before the finder. Every third line is held out: it is scored, and never looked at while rules are changed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from medlemsdialog.models.personal import PersonalKind, PersonalSpan

_KINDS = {
    "n": PersonalKind.NAME,
    "t": PersonalKind.PHONE,
    "e": PersonalKind.EMAIL,
    "f": PersonalKind.NATIONAL_ID,
    "k": PersonalKind.ACCOUNT,
    "a": PersonalKind.ADDRESS,
}
_LABEL = re.compile(r"\[([ntefka])\|([^\]]*)\]")
_FOLDER = Path(__file__).resolve().parents[1] / "intake" / "personal"
HELD_OUT_EVERY = 3


class Labelled(NamedTuple):
    """One passage: its language, whether it stands in a signature, and the labels (kind, start, end)."""

    language: str
    signature: bool
    text: str
    labels: tuple[tuple[PersonalKind, int, int], ...]
    held_out: bool


class Score(NamedTuple):
    """Labels wholly covered of all labels, and spans that touch a label of all spans, by kind."""

    covered: Counter[PersonalKind]
    labels: Counter[PersonalKind]
    right: Counter[PersonalKind]
    spans: Counter[PersonalKind]

    @property
    def recall(self) -> float:
        return self.covered.total() / self.labels.total()

    @property
    def precision(self) -> float:
        return self.right.total() / self.spans.total()


def read_labelled(file: str = "labelled.txt") -> list[Labelled]:
    lines = _FOLDER.joinpath(file).read_text(encoding="utf-8").splitlines()
    written = [line for line in lines if line and not line.startswith("#")]
    return [_read_line(line, number) for number, line in enumerate(written)]


def score_finder(passages: Iterable[Labelled], find: Callable[[str, bool], Sequence[PersonalSpan]]) -> Score:
    """A label half covered leaks, and so is not covered at all."""
    result = Score(Counter(), Counter(), Counter(), Counter())
    for passage in passages:
        spans = find(passage.text, passage.signature)
        masked = {place for span in spans for place in range(span.start, span.end)}
        for kind, start, end in passage.labels:
            result.labels[kind] += 1
            result.covered[kind] += masked.issuperset(range(start, end))
        for span in spans:
            result.spans[span.kind] += 1
            result.right[span.kind] += any(start < span.end and span.start < end for _, start, end in passage.labels)
    return result


def _read_line(line: str, number: int) -> Labelled:
    language, place, marked = line.split("|", 2)
    marked = marked.replace("⏎", "\n")
    text, labels, read = "", [], 0
    for match in _LABEL.finditer(marked):
        text += marked[read : match.start()]
        labels.append((_KINDS[match[1]], len(text), len(text) + len(match[2])))
        text += match[2]
        read = match.end()
    held_out = number % HELD_OUT_EVERY == HELD_OUT_EVERY - 1
    return Labelled(language, place == "s", text + marked[read:], tuple(labels), held_out)
