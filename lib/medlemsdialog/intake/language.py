"""The language of a passage, as far as the text itself shows it: short and mixed texts are left to a person.

Words and endings that only one language has are weighed (`language_words`, `language_endings`); there is no model to load. Measured
on tests/intake/labelled/language_*.txt: see the test beside them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from medlemsdialog.intake import language_endings as endings
from medlemsdialog.intake import language_words as listed
from medlemsdialog.models.vocabulary import TextLanguage

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_SAMI_LETTERS = re.compile(r"[čđŋšŧžáï]")
_FEWEST_WORDS = 2
_FEW_WORDS = 3
_SHORTEST_INFLECTED = 5
_PART = 0.9
# Below this there is nothing to go by; both forms of Norwegian at this weight, and not too far apart, are mixed.
_LEAST = 0.25
_TELLING = 0.5
_SURE = 1.0
_MIXED_SHARE = 0.3
_SAMI_SHARE = 0.2
_FEWEST_FOREIGN = 2


class _Weights(NamedTuple):
    """What one word says: for nynorsk and for bokmål by weight, for the others whether it is theirs."""

    nynorsk: float
    bokmal: float
    norwegian: bool
    sami: bool
    english: bool
    other: bool


_remembered: dict[str, TextLanguage] = {}


def remember_languages(languages: Mapping[str, TextLanguage]) -> None:
    """Take over what `find_language` said of these texts before, so that it need not be worked out again."""
    _remembered.update(languages)


def find_language(text: str) -> TextLanguage:
    """Return the language of a passage; undetermined where it is too short or shows none.

    Sámi is never taken for Norwegian: it is looked for first, by words and letters that Norwegian lacks; names do not
    count. The two Norwegian forms are told apart by what only one of them has; a text with much of both is mixed. A
    Norwegian text of some length without any mark of nynorsk is bokmål: nynorsk marks nearly every sentence.
    """
    known = _remembered.get(text)
    return known if known is not None else _find_language(text)


def _find_language(text: str) -> TextLanguage:
    written = _WORD.findall(text)
    if len(written) < _FEWEST_WORDS:
        return TextLanguage.UNDETERMINED
    weighed = [_weigh(word, first=not place) for place, word in enumerate(written)]
    # Each word once: a text in one form may well name the same thing of the other («Kulturskolen i Nordvik») many times.
    told = [
        _weigh(word, first=not place) for word, place in {word: place for place, word in enumerate(written)}.items()
    ]
    nynorsk = sum(word.nynorsk for word in told)
    bokmal = sum(word.bokmal for word in told)
    norwegian = sum(word.norwegian for word in weighed)
    sami = sum(word.sami for word in weighed)
    if len(written) >= _FEW_WORDS and sami > norwegian and sami >= _SAMI_SHARE * len(written):
        return TextLanguage.SAMI
    if sum(word.english for word in weighed) >= max(_FEWEST_FOREIGN, norwegian):
        return TextLanguage.ENGLISH
    if sum(word.other for word in weighed) >= max(_FEWEST_FOREIGN, nynorsk + bokmal):
        return TextLanguage.UNDETERMINED
    return _find_form(nynorsk, bokmal, norwegian, len(written))


def _find_form(nynorsk: float, bokmal: float, norwegian: int, words: int) -> TextLanguage:
    less, more = sorted((nynorsk, bokmal))
    if less >= _SURE and less >= _MIXED_SHARE * more:
        return TextLanguage.MIXED
    if words < _FEW_WORDS and more < _PART:
        return TextLanguage.UNDETERMINED
    if more < _LEAST:
        return TextLanguage.BOKMAL if norwegian > 1 and words > _FEW_WORDS else TextLanguage.UNDETERMINED
    if nynorsk == bokmal:
        return TextLanguage.UNDETERMINED
    return TextLanguage.NYNORSK if nynorsk > bokmal else TextLanguage.BOKMAL


@lru_cache(maxsize=1 << 16)
def _weigh(written: str, *, first: bool) -> _Weights:
    """Return what a word says; one with a capital inside the text may be a name, whose endings say nothing."""
    word = written.casefold()
    capital = written[0].isupper()
    is_name = capital and not written.isupper() and (not first or bool(_SAMI_LETTERS.search(word)))
    # Sámi names stand in Norwegian text; only words in lower case, or known ones, make a text Sámi.
    sami = word in listed.SAMI or (not capital and _looks_sami(word))
    nynorsk = 0.0 if sami else _weigh_form(word, listed.NYNORSK, endings.NYNORSK_PART, endings.NYNORSK_ENDINGS, is_name)
    bokmal = 0.0 if sami else _weigh_form(word, listed.BOKMAL, endings.BOKMAL_PART, endings.BOKMAL_ENDINGS, is_name)
    if capital and max(nynorsk, bokmal) < _TELLING:
        nynorsk = bokmal = 0.0
    if nynorsk and bokmal:
        # A word of its own weighs more than an ending that happens to be like one of the other form.
        nynorsk, bokmal = max(0.0, nynorsk - bokmal), max(0.0, bokmal - nynorsk)
    return _Weights(
        nynorsk,
        bokmal,
        norwegian=word in listed.NORWEGIAN or "ø" in word or max(nynorsk, bokmal) >= _TELLING,
        sami=sami,
        english=word in listed.ENGLISH,
        other=word in listed.OTHER,
    )


def _looks_sami(word: str) -> bool:
    return len(word) > 1 and bool(_SAMI_LETTERS.search(word) or endings.SAMI_PART.search(word))


def _weigh_form(
    word: str,
    words: Mapping[str, float],
    part: re.Pattern[str],
    known_endings: tuple[endings.Ending, ...],
    is_name: bool,
) -> float:
    known = words.get(word)
    if known is not None:
        return known
    if is_name or len(word) < _SHORTEST_INFLECTED:
        return 0.0
    heaviest = _PART if part.search(word) else 0.0
    for pattern, weight, shared in known_endings:
        if weight > heaviest and pattern.search(word) and not (shared and shared.search(word)):
            heaviest = weight
    return heaviest
