"""Numbers in running text as links to what they count: «55 av 186 mulige medlemmer», «13 mot»."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from medlemsdialog.catalogue import Language, translate, translate_plural
from medlemsdialog.models.vocabulary import Position, word
from medlemsdialog.report.definition_words import link_to_definition
from medlemsdialog.report.definitions import DEFINITIONS

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels

# The texts that the sentences are made of, by the definition that says what they count.
_COUNTED = {
    ("{number} medlem", "{number} medlemmer"): "medlem",
    ("{number} mulig medlem", "{number} mulige medlemmer"): "medlem",
    ("{number} organ", "{number} organer"): "organ",
    ("{number} annen avsender", "{number} andre avsendere"): "avsender",
    ("{number} fylke", "{number} fylker"): "fylke",
    ("{number} registrert innspill", "{number} registrerte innspill"): "innspill",
    ("{number} utsagn", "{number} utsagn"): "utsagn",
    ("{number} ulik tekst", "{number} ulike tekster"): "ulike-tekster",
    ("{number} avkryssing", "{number} avkryssinger"): "utsagn",
    ("{number} krav", "{number} krav"): "krav",
}
_POSITIONS = ("{number} imot", "{number} delt i synet", "{number} for")
_NUMBER = r"\d{1,3}(?:[\u00a0,]\d{3})+|\d+"
# Names in quotation marks are others' words.
_NAMED = re.compile("(«[^»]*»|“[^”]*”)")
_KNOWN = {definition.key: definition for definition in DEFINITIONS}


def link_counts(text: str, labels: Labels, *, otherwise: str = "", national: bool = True) -> Markup:
    """Return a sentence where each number leads to the definition of what it counts, words of others left as they are.

    `otherwise` is the key of the definition that the numbers lead to whose words do not say what is counted. A county's
    page has no definitions of the words that only the nation's document uses: not `national`.
    """
    pieces = (
        escape(part) if part.startswith(("«", "“")) else _link(part, labels, otherwise, national)
        for part in _NAMED.split(text)
    )
    return Markup("").join(pieces)


def _link(text: str, labels: Labels, otherwise: str, national: bool) -> Markup:
    linked, end = [], 0
    for found in _pattern(labels.language).finditer(text):
        key = _keys(labels.language).get(_without_number(found[0]), otherwise)
        if not key or (_KNOWN[key].only_national and not national):
            continue
        is_said = key != otherwise or found[0] != found["number"]
        counted = _KNOWN[key].term.text(labels.language)
        spoken = "" if is_said else labels.t("{number}, {counted}", number=found[0], counted=counted)
        linked += [escape(text[end : found.start()]), link_to_definition(key, found[0], spoken=spoken)]
        end = found.end()
    return Markup("").join([*linked, escape(text[end:])])


def _without_number(words: str) -> str:
    return re.sub(_NUMBER, "#", words, count=1)


@cache
def _keys(language: Language) -> dict[str, str]:
    keys = {
        translate_plural(one, many, how_many, language).replace(str(how_many), "#"): key
        for (one, many), key in _COUNTED.items()
        for how_many in (1, 2)
    }
    keys |= {translate(text, language, number="#"): "standpunkt" for text in _POSITIONS}
    for position in Position:
        words = translate("{number} {position}", language, number="#", position=word(position))
        keys[words] = "noytral" if position is Position.NEUTRAL else "standpunkt"
    return keys


@cache
def _pattern(language: Language) -> re.Pattern[str]:
    phrases = sorted((re.escape(words) for words in _keys(language)), key=len, reverse=True)
    counted = "|".join(phrase.replace(r"\#", f"(?:{_NUMBER})") + r"\b" for phrase in phrases)
    return re.compile(rf"(?<![\w,.])(?:{counted}|(?P<number>{_NUMBER})(?!\w))")
