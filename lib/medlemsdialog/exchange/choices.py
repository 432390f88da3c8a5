"""The values of a drop-down: what a person reads, the code behind it, and the nearest ones to what was written."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from rapidfuzz import fuzz, process

# Word processors and phones put these in by themselves.
_SIGNS = str.maketrans({**dict.fromkeys("‐‑‒–—―−", "-"), **dict.fromkeys("«»“”„‟", '"'), **dict.fromkeys("‘’‚‛", "'")})
_LIKENESS = 60  # of 100; below this a suggestion is a guess
_NEAREST = 3


def _resolve_nothing(text: str) -> str | None:
    return None


@dataclass(frozen=True)
class Choices:
    """A closed list. `labels` is by code, in the order shown; `other_writings` maps folded texts to codes.

    `resolve` is asked last, for lists whose values people also know by other names.
    """

    name: str
    labels: Mapping[str, str]
    other_writings: Mapping[str, str] = field(default_factory=dict)
    resolve: Callable[[str], str | None] = _resolve_nothing

    def find(self, text: str) -> str | None:
        """Return the code that a written text stands for, whatever its case, dashes and spaces; None if there is none."""
        folded = fold_text(text)
        found = self._by_folded.get(folded) or self.other_writings.get(folded)
        return found if found is not None else self.resolve(text)

    def label(self, code: str) -> str:
        """Return what a person reads for a code; the code itself where the list does not have it."""
        return self.labels.get(code, code)

    def nearest(self, text: str) -> tuple[str, ...]:
        """Return the labels most like a written text, best first; none where nothing is like it."""
        folded = {code: fold_text(label) for code, label in self.labels.items()}
        hits = process.extract(fold_text(text), folded, scorer=fuzz.WRatio, score_cutoff=_LIKENESS, limit=_NEAREST)
        return tuple(self.labels[code] for _, _, code in hits)

    @cached_property
    def _by_folded(self) -> dict[str, str]:
        by_code = {fold_text(code): code for code in self.labels}
        return by_code | {fold_text(label): code for code, label in self.labels.items()}


def build_choices(
    name: str,
    pairs: Iterable[tuple[str, str]],
    *,
    other_writings: Iterable[tuple[str, str]] = (),
    resolve: Callable[[str], str | None] = _resolve_nothing,
) -> Choices:
    """Return a list of (code, label); labels that several codes share get their code behind.

    `other_writings` are (text, code); a text that stands for several codes stands for none.
    """
    listed = list(pairs)
    shared = Counter(fold_text(label) for _, label in listed)
    labels = {code: label if shared[fold_text(label)] == 1 else f"{label} ({code})" for code, label in listed}
    writings: dict[str, set[str]] = {}
    for text, code in other_writings:
        writings.setdefault(fold_text(text), set()).add(code)
    plain = {text: codes.pop() for text, codes in writings.items() if text and len(codes) == 1}
    return Choices(name=name, labels=labels, other_writings=plain, resolve=resolve)


def fold_text(text: str) -> str:
    """Return a text as written values are compared: without regard to case, kind of dash and quote, and extra space."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_SIGNS).casefold().split()).rstrip(" .")
