"""A Word file's paragraphs beside the places of a page: the same words in the same order, so that repeated words are told apart.

Paragraphs that stand once in both are the fixed points (the longest run of them that goes forward in both). A paragraph whose
words stand several times in the page is the one between its fixed points. What is said otherwise in the page, such as a cell of
a table, is placed at what stands nearest before it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from medlemsdialog.models.comments import FileParagraph
from medlemsdialog.report.comment_places import Place, normalise_words
from medlemsdialog.report.comment_placing import ALIKE, PageOfPlaces

# Further away than this, another paragraph tells nothing of where one stood.
_NEAR = 3
_MOST_COMPARED, _LONGEST_COMPARED = 60, 2000
_NUMBERING = re.compile(r"^\d+\.\s+")
_FEWEST_WORDS = 3


@dataclass(frozen=True)
class Aligned:
    """Where words of a file stand in the page; `is_near` tells that the page does not say them, and what is near them is given."""

    place: Place
    is_near: bool = False


class AlignedParagraphs:
    """The paragraphs of a file, each with the place in the page where it is said, if it is."""

    def __init__(self, paragraphs: Sequence[FileParagraph], page: PageOfPlaces) -> None:
        self._paragraphs = paragraphs
        self._page = page
        self._words = [normalise_words(one.text) for one in paragraphs]
        self._at: dict[Place, int] = {place: number for number, place in enumerate(page.places)}
        self._fixed = self._find_fixed()
        self._found = [self._find(number) for number in range(len(paragraphs))]

    def place(self, number: int, words: str) -> Aligned | None:
        """Return where a paragraph's words stand: the sentence that says them, the paragraph, or what is nearest."""
        if not 0 <= number < len(self._paragraphs):
            return None
        if found := self._found[number] or self._find_alike(number):
            return Aligned(self._narrow(found, words))
        near = self._find_near(number)
        return Aligned(near, is_near=True) if near else None

    def _find_fixed(self) -> list[tuple[int, int]]:
        """Return (paragraph, place) of what is said once in both, going forward in both."""
        counted = Counter(self._words)
        pairs = []
        for number, (paragraph, words) in enumerate(zip(self._paragraphs, self._words, strict=True)):
            same = self._page.by_text.get(words, ())
            if len(same) == 1 and counted[words] == 1 and not paragraph.in_table:
                pairs.append((number, self._at[same[0]]))
        return _longest_forward(pairs)

    def _find(self, number: int) -> Place | None:
        paragraph, words = self._paragraphs[number], self._words[number]
        if paragraph.in_table:
            return None
        if paragraph.place and (marked := self._page.by_address.get(paragraph.place)):
            return self._whole(marked)
        same = self._page.by_text.get(words, ())
        first, last = self._between(number)
        within = [one for one in same if first <= self._at[one] <= last]
        if within:
            return within[0]
        if len(same) == 1:
            return same[0]
        unnumbered = _NUMBERING.sub("", words)
        if paragraph.is_heading and len(unnumbered.split()) >= _FEWEST_WORDS:
            return next((one for one in self._page.places if one.is_heading and one.text.endswith(unnumbered)), None)
        return None

    def _find_alike(self, number: int) -> Place | None:
        """Return the place between the fixed points whose words are most like a paragraph's that was edited."""
        words = self._words[number]
        if self._paragraphs[number].in_table or not self._fixed or len(words) > _LONGEST_COMPARED:
            return None
        first, last = self._between(number)
        between = self._page.places[first : min(last, first + _MOST_COMPARED) + 1]
        scored = [(fuzz.ratio(words, one.text, score_cutoff=ALIKE), -at) for at, one in enumerate(between)]
        best = max(scored, default=(0.0, 0))
        return between[-best[1]] if best[0] else None

    def _find_near(self, number: int) -> Place | None:
        """Return where the paragraph before stands; of a table what stands before it, of a heading what comes after."""
        in_table = self._paragraphs[number].in_table
        if self._paragraphs[number].is_heading:
            after = range(number + 1, min(number + 1 + _NEAR, len(self._paragraphs)))
            if found := next((one for at in after if (one := self._found[at])), None):
                return found
        passed = 0
        for at in range(number - 1, -1, -1):
            if found := self._found[at]:
                return found
            passed += not (in_table and self._paragraphs[at].in_table)
            if passed >= _NEAR:
                return None
        return None

    def _between(self, number: int) -> tuple[int, int]:
        """Return the first and last place between the fixed points around a paragraph."""
        after = bisect_left(self._fixed, (number, -1))
        first = self._fixed[after - 1][1] if after else 0
        last = self._fixed[after][1] if after < len(self._fixed) else len(self._page.places) - 1
        return first, last

    def _whole(self, place: Place) -> Place:
        """Return the paragraph that a sentence is in."""
        at = self._at[place]
        while at > 0 and self._page.places[at - 1].after == place.after:
            at -= 1
        return self._page.places[at]

    def _narrow(self, place: Place, words: str) -> Place:
        """Return the sentence of a paragraph that holds the words, where there is one."""
        said = normalise_words(words)
        if not said or said == place.text:
            return place
        at = self._at[place] + 1
        while at < len(self._page.places) and self._page.places[at].after == place.after:
            if said in self._page.places[at].text:
                return self._page.places[at]
            at += 1
        return place


def _longest_forward(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest run of pairs, ordered by the first, in which the second goes forward too."""
    ends: list[int] = []
    at_end: list[int] = []
    before: list[int] = []
    for number, (_, place) in enumerate(pairs):
        length = bisect_left(ends, place)
        before.append(at_end[length - 1] if length else -1)
        if length == len(ends):
            ends.append(place)
            at_end.append(number)
        else:
            ends[length], at_end[length] = place, number
    run = []
    at = at_end[-1] if at_end else -1
    while at >= 0:
        run.append(pairs[at])
        at = before[at]
    return run[::-1]
