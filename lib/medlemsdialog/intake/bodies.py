"""Who treats a case, by the word that names them: the administration, a committee, a board, the council."""

from __future__ import annotations

import re

# Who treats a case, from the administration to the council; the higher decides over the lower.
ADMINISTRATION, COMMITTEE, BOARD, COUNCIL = range(4)
_COUNCIL_WORD = re.compile(r"^\S*(?:kommunestyre|kommunalstyre|bystyre|heradsstyre|fylkesting)(?:et|t|a)?s?$")
_BOARD_WORD = re.compile(
    r"^(?:formannskap(?:et)?|fylkesutvalg?(?:et)?|byråd(?:et)?|fylkesråd(?:et)?|byutviklingsråd)s?$"
)
_COMMITTEE_WORD = re.compile(r"^\S*(?:utvalg?|komit[eé]|nemn?d|styre|råd)(?:et|en|a|n|t|ens)?s?$")
_ADMINISTRATION_WORD = re.compile(
    r"^(?:(?:fylkes)?rådmann(?:en)?|\S*direktør(?:en)?|administrasjon(?:en)?|\S+sjef(?:en)?|"
    r"(?:enhets|sektor|avdelings|tjeneste|byråds|virksomhets)leder(?:en)?|(?:einings|sektor|avdelings|byråds|verksemds)leiar(?:en)?|"
    r"saksbehandler(?:en)?|sakshandsamar(?:en)?|(?:fylkes)?ordfører(?:en)?|(?:fylkes)?ordførar(?:en)?|byråden|fylkesråden)s?$"
)
_WORDS = re.compile(r"[\wæøåÆØÅéÉ]+(?:-[\wæøåÆØÅ]+)*|[–—/:(),.-]")


def find_rank(word: str) -> int | None:
    """Return the rank of whom a word (in small letters) names, or None."""
    if _ADMINISTRATION_WORD.match(word):
        return ADMINISTRATION
    if _COUNCIL_WORD.match(word):
        return COUNCIL
    if _BOARD_WORD.match(word):
        return BOARD
    if _COMMITTEE_WORD.match(word) and len(word) > len("råd"):
        return COMMITTEE
    return None


def split_words(text: str) -> list[str]:
    """Return the words and dividing signs of a line in small letters."""
    return [word.casefold() for word in _WORDS.findall(text)]


def names_body(text: str) -> bool:
    """Whether a text names a council, a board or a committee."""
    return any((find_rank(word) or ADMINISTRATION) > ADMINISTRATION for word in split_words(text))
