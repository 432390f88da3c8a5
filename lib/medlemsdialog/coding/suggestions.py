"""Suggestions (kodeforslag): themes whose search words stand in a statement, each with the word that gave the reason."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from medlemsdialog.coding.codebook import Codebook
from medlemsdialog.coding.inflection import inflect
from medlemsdialog.models.coded import Suggestion

# `\w` of Python's re is Unicode: letters such as å and ø do not end a word.
_WORD = re.compile(r"[^\W_]+")
_MAX_PHRASE = 6


@dataclass(frozen=True)
class SuggestionIndex:
    """Search words made ready: exact token sequences, and open beginnings or ends as patterns."""

    phrases: dict[tuple[str, ...], tuple[tuple[str, str], ...]]
    longest: int
    patterns: tuple[tuple[re.Pattern[str], str, str], ...]


def build_suggestion_index(codebook: Codebook) -> SuggestionIndex:
    """Return the index of all search words of both language forms, inflected."""
    phrases: dict[tuple[str, ...], dict[tuple[str, str], None]] = defaultdict(dict)
    patterns: list[tuple[re.Pattern[str], str, str]] = []
    for theme in codebook.themes:
        for search_word in dict.fromkeys((*theme.search_words.nb, *theme.search_words.nn)):
            written = search_word.lower().strip()
            if "*" in written:
                patterns.append((_pattern(written), theme.code, search_word))
                continue
            for phrase in _inflected_phrases(written):
                phrases[phrase][theme.code, search_word] = None
    return SuggestionIndex(
        phrases={phrase: tuple(hits) for phrase, hits in phrases.items()},
        longest=min(max(map(len, phrases), default=0), _MAX_PHRASE),
        patterns=tuple(patterns),
    )


def suggest_themes(text: str, index: SuggestionIndex) -> tuple[Suggestion, ...]:
    """Return the themes suggested for `text`, one each, in the order of the codebook's hits, with what was found."""
    found: dict[str, Suggestion] = {}
    lowered = text.lower()
    tokens = _WORD.findall(lowered)
    for start in range(len(tokens)):
        for length in range(1, min(index.longest, len(tokens) - start) + 1):
            words = tuple(tokens[start : start + length])
            for theme, search_word in index.phrases.get(words, ()):
                found.setdefault(theme, Suggestion(theme=theme, found=" ".join(words), search_word=search_word))
    for pattern, theme, search_word in index.patterns:
        if theme not in found and (match := pattern.search(lowered)):
            found[theme] = Suggestion(theme=theme, found=match.group(), search_word=search_word)
    return tuple(found[theme] for theme in sorted(found))


def _inflected_phrases(written: str) -> Iterable[tuple[str, ...]]:
    """Yield the token sequences of a search word; in a phrase each word of four letters or more may be inflected."""
    alternatives = [sorted(inflect(word)) if len(word) > 3 else [word] for word in _WORD.findall(written)]
    sequences: list[tuple[str, ...]] = [()]
    for position, forms in enumerate(alternatives):
        # All forms of the last two words; earlier ones as written, so that long phrases stay few.
        chosen = forms if position >= len(alternatives) - 2 else [_WORD.findall(written)[position]]
        sequences = [(*sequence, form) for sequence in sequences for form in chosen]
    return [sequence for sequence in sequences if sequence]


def _pattern(written: str) -> re.Pattern[str]:
    body = r"\w*".join(re.escape(part).replace(r"\ ", r"\s+") for part in written.split("*"))
    return re.compile(rf"(?<!\w){body}(?!\w)")
