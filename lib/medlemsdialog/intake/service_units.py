"""A municipality's service unit or advisory council that answers in the municipality's name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from medlemsdialog.intake import letters, wording
from medlemsdialog.intake.document import RawPassage, Role

_UNIT = (
    r"(?:musikk- og )?(?:kultur|musikk|grunn|barne|ungdoms|videregående |vidaregåande )?(?:skole|skule)(?:n|en|a)?|"
    r"(?:folke)?bibliotek(?:et)?|"
    r"(?:bygde|by|kyst)?muse(?:um|et)|barnehage(?:n)?|kulturhus(?:et)?|ungdomshus(?:et)?|fritidsklubb(?:en)?|ungdomsklubb(?:en)?|"
    r"(?:frivillig|aktivitets)sentral(?:en)?|kino(?:en)?|sykehjem(?:met)?|sjukeheim(?:en)?|helsestasjon(?:en)?|svømmehall(?:en)?"
)
_SIGNS_FOR_UNIT = re.compile(
    rf"\b(?:ved|for|på vegne av|på vegner av|hilsen|helsing) (?:(?:[A-ZÆØÅ][\wæøå-]+ ){{1,3}}(?i:{_UNIT})|(?i:{_UNIT}))\b"
)
_NAMED_UNIT = re.compile(rf"^(?:[A-ZÆØÅ][\wæøå-]+ ){{1,3}}(?i:{_UNIT})(?:$|[,.–-]|\s+(?:v/|ved)|\s+i\s+[A-ZÆØÅ])")
_UNIT_ALONE = re.compile(
    rf"^(?i:{_UNIT})(?:,| i| ved)? [A-ZÆØÅ][\wæøå-]+(?: [\wæøåÆØÅ-]+)? (?:kommune|herad|fylkeskommune)\.?$"
)
_UNIT_TITLE = re.compile(
    r"^(?:rektor|kulturskolerektor|kulturskulerektor|biblioteksjef|styrer|styrar|daglig leder|dagleg leiar|bibliotekar|"
    r"kulturskolelærer|kulturskulelærar|(?:rektor|leder|leiar) (?:og|ved|i) .{2,60})$",
    re.IGNORECASE,
)
_UNIT_ADDRESS = re.compile(rf"\b(?:{_UNIT})@|@(?:{_UNIT})\.", re.IGNORECASE)
# A council of the young or the old speaks for itself in the municipality's letterhead.
_ADVISORY_COUNCIL = re.compile(
    r"^(?:(?:høring|høyring)s?)?(?:uttalelse|uttale|fråsegn|innspill|innspel|svar|merknad(?:er|ar)?) (?:fra|frå) (?:\S+ ){0,3}?"
    r"(?:ungdomsråd|eldreråd|innvandrerråd|innvandrarråd|ungdommens kommunestyre|barn og unges kommunestyre)(?:et|a)?\b",
    re.IGNORECASE,
)
_HEAD_BLOCKS = 8
_END_BLOCKS = 6
_LONGEST_LINE = 120


def find_service_unit(blocks: Sequence[RawPassage], sender_hint: str = "") -> RawPassage | None:
    """Return the line that shows a service unit as the author: of the head, the signature, or the e-mail's sender.

    The heading of a case («Rammeplan for kulturskolen») is about a unit, not from it; nor is a department of the
    administration a service unit.
    """
    lines = [block for block in blocks if len(block.text) <= _LONGEST_LINE and block.role is not Role.QUOTED_MAIL]
    for block in lines[:_HEAD_BLOCKS]:
        if _ADVISORY_COUNCIL.match(block.text):
            return block
        about = block.role is Role.HEADING or wording.ends_sentence(block.text)
        if not about and (_NAMED_UNIT.search(block.text) or _UNIT_ALONE.search(block.text)):
            return block
    signing = False
    for block in lines[-_END_BLOCKS:]:
        signing = signing or letters.is_greeting(block.text.split("\n")[0]) or block.role is Role.SIGNATURE
        for line in block.text.split("\n"):
            named = _NAMED_UNIT.search(line) or _SIGNS_FOR_UNIT.search(line) or _UNIT_ALONE.search(line)
            if signing and (named or _UNIT_TITLE.match(line.strip())):
                return block
    if sender_hint and (_UNIT_ADDRESS.search(sender_hint) or _NAMED_UNIT.search(sender_hint)):
        return next(iter(blocks), None)
    return None
