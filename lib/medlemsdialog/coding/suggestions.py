"""Suggestions (kodeforslag): themes whose search words stand in a statement, each with the word that gave the reason."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from medlemsdialog.coding.codebook import Codebook
from medlemsdialog.coding.inflection import inflect
from medlemsdialog.coding.search_words import WORD, OpenWord, SuggestionIndex
from medlemsdialog.models.coded import Suggestion

_INFLECTED_FROM = 4  # letters; shorter words («DKS», «lag») stand as they are written


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
                phrases[tuple(WORD.findall(written))][theme.code, search_word] = None
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
    return index.find_in_all([text])[0]


def suggest_for_all(texts: Sequence[str], index: SuggestionIndex) -> list[tuple[Suggestion, ...]]:
    """Return what `suggest_themes` does for each text; many at a time take a fraction of the time."""
    return index.find_in_all(texts)


def _core(written: str) -> str:
    return max(re.split(r"[*\s]+", written), key=len)


__all__ = ["SuggestionIndex", "build_suggestion_index", "suggest_for_all", "suggest_themes"]
