"""Suggestions (kodeforslag): themes whose search words stand in a statement, each with the word that gave the reason."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from medlemsdialog.coding.codebook import Codebook
from medlemsdialog.coding.inflection import inflect
from medlemsdialog.models.coded import Suggestion

# `\w` of Python's re is Unicode: letters such as å and ø do not end a word.
_WORD = re.compile(r"[^\W_]+")
_INFLECTED_FROM = 4  # letters; shorter words («DKS», «lag») stand as they are written


@dataclass(frozen=True)
class SuggestionIndex:
    """Search words made ready.

    `bases` maps each inflected form to the base forms it may belong to; `phrases` a sequence of base forms to the themes
    and search words behind.
    """

    bases: dict[str, tuple[str, ...]]
    phrases: dict[tuple[str, ...], tuple[tuple[str, str], ...]]
    longest: int
    patterns: tuple[OpenWord, ...]


class OpenWord(NamedTuple):
    """A search word with an open beginning or end: «*museum*». `core` is its longest part that any text with it holds."""

    core: str
    written: str
    theme: str
    search_word: str


def build_suggestion_index(codebook: Codebook) -> SuggestionIndex:
    """Return the index of all search words of both language forms, inflected."""
    phrases: dict[tuple[str, ...], dict[tuple[str, str], None]] = defaultdict(dict)
    patterns: list[OpenWord] = []
    for theme in codebook.themes:
        for search_word in dict.fromkeys((*theme.search_words.nb, *theme.search_words.nn)):
            written = search_word.lower().strip()
            if "*" in written:
                patterns.append(OpenWord(_core(written), written, theme.code, search_word))
            else:
                phrases[tuple(_WORD.findall(written))][theme.code, search_word] = None
    bases: dict[str, dict[str, None]] = defaultdict(dict)
    for base in dict.fromkeys(word for phrase in phrases for word in phrase):
        for form in sorted(inflect(base)) if len(base) >= _INFLECTED_FROM else [base]:
            bases[form][base] = None
    return SuggestionIndex(
        bases={form: tuple(words) for form, words in bases.items()},
        phrases={phrase: tuple(hits) for phrase, hits in phrases.items()},
        longest=max(map(len, phrases), default=0),
        patterns=tuple(patterns),
    )


def suggest_themes(text: str, index: SuggestionIndex) -> tuple[Suggestion, ...]:
    """Return the themes suggested for `text`, one each, by theme code, with what was found."""
    found: dict[str, Suggestion] = {}
    lowered = text.lower()
    tokens = _WORD.findall(lowered)
    for start in range(len(tokens)):
        sequences: list[tuple[str, ...]] = [()]
        for end in range(start, min(start + index.longest, len(tokens))):
            sequences = [(*sequence, base) for sequence in sequences for base in index.bases.get(tokens[end], ())]
            if not sequences:
                break
            for sequence in sequences:
                for theme, search_word in index.phrases.get(sequence, ()):
                    words = " ".join(tokens[start : end + 1])
                    found.setdefault(theme, Suggestion(theme=theme, found=words, search_word=search_word))
    for core, written, theme, search_word in index.patterns:
        # Nearly all are ruled out by their core, so that only few patterns are ever compiled.
        if core in lowered and theme not in found and (match := _pattern(written).search(lowered)):
            found[theme] = Suggestion(theme=theme, found=match.group(), search_word=search_word)
    return tuple(found[theme] for theme in sorted(found))


def _core(written: str) -> str:
    return max(re.split(r"[*\s]+", written), key=len)


@cache
def _pattern(written: str) -> re.Pattern[str]:
    body = r"\w*".join(re.escape(part).replace(r"\ ", r"\s+") for part in written.split("*"))
    return re.compile(rf"(?<!\w){body}(?!\w)")
