"""Inflected forms of Norwegian search words, by the endings of bokmål and nynorsk.

Rules rather than a dictionary: the words that matter here are compounds («kulturskoletilbud») that dictionaries lack.
The rules are generous; a form that is no word never occurs in a text and does no harm. Source of the paradigms:
Norsk referansegrammatikk (bokmål) and the official nynorsk orthography of 2012.
"""

from __future__ import annotations

_VOWELS = "aeiouyæøå"
_NOUN = ("", "en", "et", "a", "er", "ar", "ene", "ane", "ne")
_ADJECTIVE = ("", "t", "e", "ere", "are", "est", "ast", "este", "aste")
_VERB_STEM = ("e", "er", "ar", "a", "et", "te", "de", "dde", "t", "dd", "es", "ast", "ende", "ande", "ede")
_IRREGULAR = {
    "bok": ("boka", "boken", "bøker", "bøkene", "bøkane"),
    "barn": ("barna", "barnet", "borna"),
    "kraft": ("krafta", "kraften", "krefter", "kreftene", "kreftane"),
    "sted": ("stedet", "steder", "stedene"),
    "stad": ("staden", "stader", "stadene", "stadane"),
    "mann": ("mannen", "menn", "mennene"),
    "by": ("byen", "byer", "byar", "byene", "byane"),
    "senter": ("senteret", "sentre", "sentra", "sentrene"),
    "teater": ("teatret", "teateret", "teatre", "teatra", "teatrene"),
}


def inflect(word: str) -> frozenset[str]:
    """Return `word` (a base form in lower case) and its plausible inflected forms, genitives included."""
    forms = {word, *_regular(word)}
    for base, inflected in _IRREGULAR.items():
        if word.endswith(base):
            forms.update(word.removesuffix(base) + form for form in inflected)
    return frozenset(forms | {form + "s" for form in forms if not form.endswith("s")})


def _regular(word: str) -> set[str]:
    forms = {word + ending for ending in (*_NOUN, *_ADJECTIVE)}
    if word.endswith("e"):
        stem = word[:-1]
        forms |= {stem + ending for ending in (*_NOUN, *_VERB_STEM)}
    if word.endswith(("um", "ium")):
        stem = word.removesuffix("um")
        forms |= {stem + ending for ending in ("et", "a", "er", "ene")}
    if word.endswith(("el", "er", "en")) and len(word) > 4:
        # regel → regler, kunstner → kunstnere stays regular, sykkel → sykler
        stem = word[:-2].removesuffix(word[-3]) if word[-3:-2] == word[-4:-3] else word[:-2]
        forms |= {stem + word[-1] + ending for ending in ("er", "ar", "ene", "ane", "e", "a")}
        forms |= {word + ending for ending in ("e", "ne")}
    if len(word) > 2 and word[-1] in "mnlkptg" and word[-2] in _VOWELS and word[-3] not in _VOWELS:
        doubled = word + word[-1]
        forms |= {doubled + ending for ending in ("en", "et", "a", "er", "ar", "ene", "ane", "e")}
    return forms
