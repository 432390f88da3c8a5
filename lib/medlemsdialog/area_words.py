"""What the areas of a dialogue are called where they are not counties.

Texts are written of counties, which areas are unless dialogue.yaml says otherwise. «Område» is of the same gender as
«fylke» in both language forms, so that each form of the one word is put for the same form of the other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

# A dialogue may have ten thousand areas; all counties, and most bodies' municipalities, are fewer.
_MOST_NAMED = 40

# Names of values stay as they are. Names of offices and bodies keep the county: a county council is one wherever it counts.
_NORWEGIAN = re.compile(r"(?<!\{)\bfylke(?!skommun|sstyr|sting|sutval|srådmann)(\w*)", re.IGNORECASE)
_NYNORSK_PLURAL = re.compile(r"(?<!\{)\bfylka(ne)?\b", re.IGNORECASE)
_A_COUNTY = re.compile(r"\b(a) (?=county\b(?! (?:council|authorit|board|chief)))", re.IGNORECASE)
_ENGLISH = re.compile(r"(?<![-{])\bcount(y|ies)\b(?! (?:council|authorit|board|chief))", re.IGNORECASE)


@lru_cache(maxsize=4096)
def put_area_for_county(text: str) -> str:
    """Return a text of counties as one of areas: «Fra fylket» as «Fra området», «fylkesrapporten» as «områderapporten»."""
    text = _NORWEGIAN.sub(lambda found: _like(found[0], f"område{_joined(found[1])}"), text)
    text = _NYNORSK_PLURAL.sub(lambda found: _like(found[0], "områda"), text)
    text = _A_COUNTY.sub(r"\1n ", text)
    return _ENGLISH.sub(lambda found: _like(found[0], "area" if found[1].lower() == "y" else "areas"), text)


def list_some(names: Sequence[str]) -> str:
    """Return names of areas one after the other, as many as a person reads."""
    return ", ".join(names[:_MOST_NAMED]) + (" …" if len(names) > _MOST_NAMED else "")


def _joined(ending: str) -> str:
    """Return the ending of a form, or the rest of a compound without its joining s: fylkes|rapport, område|rapport."""
    return ending[1:] if ending.startswith("s") and len(ending) > 1 else ending


def _like(written: str, word: str) -> str:
    return word.capitalize() if written[0].isupper() else word
