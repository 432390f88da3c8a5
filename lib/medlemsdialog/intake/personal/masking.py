"""Texts without their personal data: a mask with the reason in its place, and the check that nothing else changed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from medlemsdialog.catalogue import LANGUAGES, Language
from medlemsdialog.models.personal import MASKS, PersonalSpan


def mask_text(text: str, spans: Sequence[PersonalSpan], language: Language) -> str:
    """Return `text` with every span replaced by its mask in `language`; the rest stands as it stood, to the letter."""
    parts, place = [], 0
    for span in sorted(spans, key=lambda span: span.start):
        parts += [text[place : span.start], MASKS[span.kind].text(language)]
        place = span.end
    return "".join((*parts, text[place:]))


def is_quote_of(quote: str, original: str) -> bool:
    """Whether `quote` is `original` word for word but for its masks, each of which stands for at least one character."""
    if quote == original:  # nearly all
        return True
    pattern = ".+?".join(re.escape(part) for part in _mask_pattern().split(quote))
    return re.fullmatch(pattern, original, re.DOTALL) is not None


@cache
def _mask_pattern() -> re.Pattern[str]:
    masks = {mask.text(language) for mask in MASKS.values() for language in LANGUAGES}
    return re.compile("|".join(re.escape(mask) for mask in sorted(masks, key=len, reverse=True)))
