"""A sender as someone wrote it, taken apart into the readings it allows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from medlemsdialog.models.base import Record
from medlemsdialog.models.vocabulary import Level
from medlemsdialog.register.models import BodyKind
from medlemsdialog.register.names import (
    CHIEF_EXECUTIVES_WORD,
    COUNTY_BOARD_WORD,
    COUNTY_COUNCIL_WORD,
    HYPHENS,
    MUNICIPALITY_WORD,
    strip_level_words,
)

LONGEST_SENDER = 300

_CODE_ALONE = re.compile(r"'?([0-9]{3,4})(?:[.,]0)?")
_CODE_FIRST = re.compile(r"'?([0-9]{4})[\s,:;–-]+(\D+)")
_CODE_LAST = re.compile(r"(\D+?)[\s,:;–-]*[(\[]?([0-9]{4})[)\]]?")
_SEPARATOR = re.compile(r"\s[–—-]\s|\s*[,;:/|–—(\[]\s*|\s+v/\s*|\s+ved\s+", re.IGNORECASE)
_IN = re.compile(r"\s+i\s+", re.IGNORECASE)
_COUNTY_COUNCIL_LAST = re.compile(rf"[\s{HYPHENS}]{COUNTY_COUNCIL_WORD}$", re.IGNORECASE)
_MUNICIPALITY_LAST = re.compile(rf"[\s{HYPHENS}]{MUNICIPALITY_WORD}$", re.IGNORECASE)
_BODIES = (
    (BodyKind.COUNTY_BOARD, COUNTY_BOARD_WORD),
    (BodyKind.CHIEF_EXECUTIVES, CHIEF_EXECUTIVES_WORD),
)
_BODY = tuple(
    (kind, re.compile(rf"(?:KS['’]?s?\s+)?(?:{word}\s+(?:i\s+)?(.+)|(.+?)\s+{word})", re.IGNORECASE))
    for kind, word in _BODIES
)
# The council, its committees and its administration speak for the member; a school or an association does not.
_OWN_UNIT = re.compile(
    rf"(?:(?P<county>{COUNTY_COUNCIL_WORD}|fylkesrådmannen|fylkesdirektøren)|"
    rf"(?P<municipality>{MUNICIPALITY_WORD}|rådmannen|kommunedirektøren)|"
    r"(?:hoved|hovud|kultur|oppvekst|fag)?(?:utval(?:g|get|et)?|komit[eé](?:en)?))\b"
    r".*?(?:\s+i\s+|\s[–—-]\s|\s*,\s*)(?P<rest>.+)",
    re.IGNORECASE,
)


class Reading(Record):
    """One way to understand a written sender.

    `name` is folded; `place` is the folded name of what may be a county beside it; `beside` is all that stands beside
    the name, as written.
    """

    name: str
    level: Level | None = None
    place: str = ""
    beside: str = ""
    is_whole: bool = True


def tidy(text: str) -> str:
    """Return the text in NFC with single spaces and without surrounding quotes, never longer than a sender can be."""
    return " ".join(unicodedata.normalize("NFC", text[:LONGEST_SENDER]).split()).strip('«»"“”. ')


def read_code(text: str) -> tuple[str, str]:
    """Return the code and the name beside it; either may be blank. Three digits stay three."""
    if alone := _CODE_ALONE.fullmatch(text):
        return alone[1], ""
    if first := _CODE_FIRST.fullmatch(text):
        return first[1], first[2].strip()
    if last := _CODE_LAST.fullmatch(text):
        return last[2], last[1].strip()
    return "", text


def read_body(text: str) -> tuple[BodyKind, str] | None:
    """Return the kind of body and its county's folded name for «fylkesstyret i X» and «X rådmannsutvalg»."""
    for kind, pattern in _BODY:
        if match := pattern.fullmatch(_SEPARATOR.split(text, maxsplit=1)[0]):
            return kind, strip_level_words(match[1] or match[2])
    return None


def read_sender(text: str) -> Iterator[Reading]:
    """Yield the readings of a written name, the most literal first.

    `is_whole` is False where something else stands beside the name; then only a name with its level word counts,
    for «Bergen – Fana kulturskole» is not the municipality's answer.
    """
    yield _reading(text)
    if separator := _SEPARATOR.search(text):
        yield _reading_beside(text[: separator.start()], text[separator.end() :])
    if inside := _IN.search(text):
        yield _reading_beside(text[: inside.start()], text[inside.end() :])
    if unit := _OWN_UNIT.fullmatch(text):
        level = Level.COUNTY_COUNCIL if unit["county"] else Level.MUNICIPALITY if unit["municipality"] else None
        beside = text[: unit.start("rest")].strip(" ,–—-")
        for reading in read_sender(unit["rest"]):
            yield reading.model_copy(update={"level": reading.level or level, "beside": beside, "is_whole": False})


def _reading_beside(name: str, beside: str) -> Reading:
    """Return the reading of a name with something beside it, which is a county or not."""
    place = strip_level_words(_SEPARATOR.split(beside, maxsplit=1)[0].strip(" )]"))
    return _reading(name.strip(" )]")).model_copy(
        update={"place": place, "beside": beside.strip(" )]"), "is_whole": False}
    )


def _reading(text: str) -> Reading:
    level: Level | None = None
    if _COUNTY_COUNCIL_LAST.search(text):
        level = Level.COUNTY_COUNCIL
    elif _MUNICIPALITY_LAST.search(text):
        level = Level.MUNICIPALITY
    return Reading(name=strip_level_words(text), level=level)
