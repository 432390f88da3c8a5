"""How much of a text is no words: what is left where a machine has misread a picture, here or before it was sent."""

from __future__ import annotations

import re

# A share of few words says nothing.
_FEWEST_TOKENS = 5
_LONGEST_WITHOUT_VOWEL = 3
_SURROUNDING = "«»“”„\"'‘’.,;:!?()[]…*-–—"
_SIGNS = frozenset({"", "§", "§§", "&", "/", "+", "=", "%", "•", "·", "▪", "→", "☐", "☒", "☑", "✓", "×", "©", "º"})
_NUMBER = re.compile(r"^[§$€£~<>≈±+]?\d[\d.,:;/\-–()%‰+xX×\s]*(?:kr|m|km|%|,-)?$")
_ADDRESS = re.compile(r"@|^https?:|^www\.|\.(?:no|com|org|net|eu|pdf|docx)\b", re.IGNORECASE)
# Letters with what may stand between them, digits first or last: «og/eller», «K-47/17», «2b», «CO2», «KS'».
_WORD = re.compile(r"^\d*[^\W\d_]+(?:[-–/'’.:&()\d]+[^\W\d_]+)*[-–/'’.:&()\d]*$")
_DIGIT_INSIDE = re.compile(r"[a-zæøå]\d+[a-zæøå]")
_CAPITAL_INSIDE = re.compile(r"[a-zæøå][A-ZÆØÅ]+[a-zæøå]*[A-ZÆØÅ]|^[a-zæøå]{1,2}[A-ZÆØÅ][a-zæøå]")
_REPEATED = re.compile(r"([^\W\d])\1\1", re.IGNORECASE)
_ROMAN = re.compile(r"^[ivxlcm]+$", re.IGNORECASE)
_VOWEL = re.compile(r"[aeiouyæøåäöüáéíóúàèìòùâêîôû]", re.IGNORECASE)
_LONE_LETTERS = frozenset("iåIÅaAeEvVcCdDbBxXkKmMhHpP")


def odd_word_share(text: str) -> float:
    """Return the share of a text's tokens that are no words, numbers or signs, 0–1; 0 for a text too short to tell."""
    tokens = text.split()
    if len(tokens) < _FEWEST_TOKENS:
        return 0.0
    return sum(_is_odd(token) for token in tokens) / len(tokens)


def _is_odd(token: str) -> bool:
    bare = token.strip(_SURROUNDING)
    if bare in _SIGNS or _NUMBER.match(bare) or _ADDRESS.search(token):
        return False
    if not _WORD.match(bare) or _DIGIT_INSIDE.search(bare) or _REPEATED.search(bare):
        return True
    if len(bare) == 1:
        return bare not in _LONE_LETTERS
    if _CAPITAL_INSIDE.search(bare):
        return True
    longest = max(re.split(r"[\W\d_]+", bare), key=len)
    unvoiced = len(longest) > _LONGEST_WITHOUT_VOWEL and not _VOWEL.search(longest)
    return unvoiced and not longest.isupper() and not _ROMAN.match(longest)
