"""Search words found in many texts in one pass: what stands between white space is judged once, for all themes at a time.

People repeat words, so nearly all that a text holds has been judged before, and a text without a search word costs one look-up
a word however many search words there are. The few words that only mean something beside others («den kulturelle skolesekken»)
send their text to be read word by word.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from operator import itemgetter
from typing import NamedTuple

from medlemsdialog.models.coded import Suggestion

# `\w` of Python's re is Unicode: letters such as å and ø do not end a word.
WORD = re.compile(r"[^\W_]+")
# More distinct words than a hundred thousand statements have; what is remembered beyond that is forgotten.
_MOST_REMEMBERED = 200_000


class OpenWord(NamedTuple):
    """A search word with an open beginning or end: «*museum*». `core` is its longest part that any text with it holds."""

    core: str
    written: str
    theme: str
    search_word: str


class _Found(NamedTuple):
    """What a piece of text between white space holds.

    `words` are hits of search words in order, `open_words` those of open ones with their number in the index. Of search words
    of several words, `main` has the numbers of those whose longest word this may be, `second` those whose next longest;
    `begun` those of open ones. `alone` is the result of a text that holds nothing else; None where the text must be read.
    """

    words: tuple[Suggestion, ...] = ()
    open_words: tuple[tuple[int, Suggestion], ...] = ()
    main: frozenset[int] = frozenset()
    second: frozenset[int] = frozenset()
    begun: tuple[int, ...] = ()
    alone: tuple[Suggestion, ...] | None = None


@dataclass(frozen=True)
class SuggestionIndex:
    """Search words made ready.

    `bases` maps each inflected form to the base forms it may belong to; `phrases` a sequence of base forms to the themes
    and search words behind.
    """

    bases: Mapping[str, tuple[str, ...]]
    phrases: Mapping[tuple[str, ...], tuple[tuple[str, str], ...]]
    longest: int
    patterns: tuple[OpenWord, ...]
    _judged: _Judged = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Begin without anything judged."""
        object.__setattr__(self, "_judged", _Judged(self))

    def find_in_all(self, texts: Sequence[str]) -> list[tuple[Suggestion, ...]]:
        """Return, for each text, the themes found in it, one each, by theme code, with what was found."""
        harmless = self._judged.harmless
        return [() if harmless.issuperset(text.split()) else self._find(text) for text in texts]

    def _find(self, text: str) -> tuple[Suggestion, ...]:
        harmless = self._judged.harmless
        unclear = [piece for piece in text.split() if piece not in harmless]
        pieces = [found for piece in unclear if (found := self._judged.judge(piece))]
        if not pieces:
            return ()
        alone = pieces[0].alone if len(pieces) == 1 else None
        return self._resolve(pieces, text) if alone is None else alone

    def _resolve(self, pieces: list[_Found], text: str) -> tuple[Suggestion, ...]:
        main: set[int] = set()
        second: set[int] = set()
        begun: set[int] = set()
        open_words: list[tuple[int, Suggestion]] = []
        for piece in pieces:
            main.update(piece.main)
            second.update(piece.second)
            begun.update(piece.begun)
            open_words += piece.open_words
        if main.isdisjoint(second):
            words: Iterable[Suggestion] = [hit for piece in pieces for hit in piece.words]
        else:
            words = self.find_phrases(WORD.findall(text.lower()))
        for number in begun:
            if hit := self.find_open_word(number, text.lower()):
                open_words.append((number, hit))
        return _choose(words, open_words)

    def find_phrases(self, words: Sequence[str]) -> Iterator[Suggestion]:
        """Yield the search words without open ends that stand in words that follow each other."""
        for start in [place for place, word in enumerate(words) if word in self.bases]:
            sequences: list[tuple[str, ...]] = [()]
            for end in range(start, min(start + self.longest, len(words))):
                sequences = [(*sequence, base) for sequence in sequences for base in self.bases.get(words[end], ())]
                if not sequences:
                    break
                for sequence in sequences:
                    for theme, search_word in self.phrases.get(sequence, ()):
                        found = " ".join(words[start : end + 1])
                        yield Suggestion(theme=theme, found=found, search_word=search_word)

    def find_open_word(self, number: int, lowered: str) -> Suggestion | None:
        """Return where an open search word first stands in a text in lower case."""
        _, written, theme, search_word = self.patterns[number]
        match = compile_open_word(written).search(lowered)
        return Suggestion(theme=theme, found=match.group(), search_word=search_word) if match else None


class _Judged:
    """What each piece of text holds, found when it is first asked for; `harmless` are those with nothing."""

    def __init__(self, index: SuggestionIndex) -> None:
        self.harmless: set[str] = set()
        self._found: dict[str, _Found] = {}
        self._index = index
        # Two words of each are enough to know that it may be there; the longest are the rarest.
        self._main: dict[str, set[int]] = defaultdict(set)
        self._second: dict[str, set[int]] = defaultdict(set)
        for number, phrase in enumerate(phrase for phrase in index.phrases if len(phrase) > 1):
            main, second, *_ = sorted(phrase, key=len, reverse=True)
            self._main[main].add(number)
            self._second[second].add(number)

    def judge(self, piece: str) -> _Found | None:
        """Return what a piece holds, None where that is nothing."""
        if piece in self.harmless:
            return None
        if (known := self._found.get(piece)) is not None:
            return known
        if len(self.harmless) + len(self._found) >= _MOST_REMEMBERED:
            self.harmless.clear()
            self._found.clear()
        found = self._judge(piece.lower())
        if found is None:
            self.harmless.add(piece)
        else:
            self._found[piece] = found
        return found

    def _judge(self, piece: str) -> _Found | None:
        index = self._index
        words = WORD.findall(piece)
        bases = [base for word in words for base in index.bases.get(word, ())]
        main, second = (
            frozenset(chain.from_iterable(of.get(base, ()) for base in bases)) for of in (self._main, self._second)
        )
        open_words: list[tuple[int, Suggestion]] = []
        begun: list[int] = []
        for number, (core, written, _, _) in enumerate(index.patterns):
            # Nearly all are ruled out by their core, so that only few patterns are ever compiled.
            if core not in piece:
                continue
            if written.split() != [written]:
                begun.append(number)
            elif hit := index.find_open_word(number, piece):
                open_words.append((number, hit))
        hits = tuple(hit for word in words for hit in index.find_phrases([word]))
        if not (hits or open_words or main or second or begun):
            return None
        alone = _choose(hits, open_words) if not begun and main.isdisjoint(second) else None
        return _Found(hits, tuple(open_words), main, second, tuple(begun), alone)


def _choose(words: Iterable[Suggestion], open_words: Sequence[tuple[int, Suggestion]]) -> tuple[Suggestion, ...]:
    """Return one hit a theme, by theme: the first of a text, else the first of the open words in the order of the index."""
    themes: dict[str, Suggestion] = {}
    for hit in words:
        themes.setdefault(hit.theme, hit)
    # The sort keeps the order of the text.
    for _, hit in sorted(open_words, key=itemgetter(0)) if len(open_words) > 1 else open_words:
        themes.setdefault(hit.theme, hit)
    return tuple([themes[theme] for theme in sorted(themes)]) if len(themes) > 1 else tuple(themes.values())


@cache
def compile_open_word(written: str) -> re.Pattern[str]:
    """Return the pattern of a search word with an open beginning or end, in lower case."""
    body = r"\w*".join(re.escape(part).replace(r"\ ", r"\s+") for part in written.split("*"))
    return re.compile(rf"(?<!\w){body}(?!\w)")
