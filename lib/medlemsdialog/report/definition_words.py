"""Which word stands for which definition: the heads of number columns, the units of figures, and the units of fields."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from html import unescape
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from medlemsdialog.catalogue import Language, Message, translate
from medlemsdialog.evidence.assessment_fields import Unit
from medlemsdialog.models.vocabulary import AnswerState, Position, word
from medlemsdialog.report import places

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels

UNIT_DEFINITIONS: Mapping[Unit, str] = {
    "members": "medlem",
    "bodies": "organ",
    "counties": "fylke",
    "statements": "utsagn",
    "texts": "ulike-tekster",
    "sources": "innspill",
    "meetings": "mote",
    "persons": "mote",
}
# The words that head a column of numbers or name the unit of a figure, by the definition they lead to.
_WORDS: Mapping[str, tuple[Message, ...]] = {
    "medlem": (
        Message("Medlemmer"),
        Message("medlemmer"),
        Message("Mulige medlemmer"),
        Message("Mulige"),
        Message("Av dem medlemmer"),
        Message("antall medlemmer"),
    ),
    "organ": (Message("Organer"), Message("Hørte organer")),
    "avsender": (Message("Andre avsendere"), Message("Avsendere")),
    "innspill": (
        Message("Innspill"),
        Message("innspill"),
        Message("Registrerte innspill"),
        Message("antall innspill"),
        Message("i perioden"),
        Message("utenfor perioden"),
    ),
    "tekststed": (Message("Tekststeder"), Message("antall tekststeder"), Message("telles ikke som utsagn")),
    "utsagn": (Message("Utsagn"), Message("utsagn"), Message("antall utsagn"), Message("telles som utsagn")),
    "ulike-tekster": (Message("Ulike tekster"), Message("Ulike ordlyder")),
    "hort": (
        Message("Hørt"),
        Message("Venter"),
        Message("hørt"),
        Message("Ikke gitt innspill"),
        Message("I fylker der kjøringen stoppet"),
        Message("Hvordan fylket er hørt"),
    ),
    "innbyggere": (Message("Innbyggere"), Message("Innbyggere i kommunene"), Message("Innbyggere i hørte kommuner")),
    "invitert": (Message("Invitert"),),
    "terskler": (Message("Andel hørt"),),
    "mote": (Message("Møter"), Message("Inviterte i alt"), Message("Til stede i alt")),
    "likt-kodet": (Message("Utsagn der alle koderne valgte temaet"), Message("Utsagn der bare noen av dem valgte det")),
    "tilstand": tuple(word(state) for state in AnswerState if state is not AnswerState.NEUTRAL),
    "standpunkt": tuple(word(position) for position in Position if position is not Position.NEUTRAL),
    # One word for an answer and for a position.
    "noytral": (word(Position.NEUTRAL),),
}
_HEAD = re.compile(r'(<th scope="col" class="number">)([^<>]+)(</th>)')


def find_definition(words: str, language: Language) -> str:
    """Return the key of the definition that a column's head or a figure's unit leads to; empty where none is known."""
    return _by_words(language).get(" ".join(words.split()), "")


def link_word(words: str, labels: Labels) -> Markup:
    """Return the words as a link to their definition, as they are where there is none."""
    key = find_definition(words, labels.language)
    return link_to_definition(key, words) if key else escape(words)


def link_to_definition(key: str, words: str, *, spoken: str = "") -> Markup:
    """Return a link to a definition; `spoken` is its name where the words alone do not say what is counted."""
    label = Markup(' aria-label="{}"').format(spoken) if spoken else Markup("")
    return Markup('<a class="defined" href="#{}"{}>{}</a>').format(places.definition_id(key), label, words)


def link_column_heads(html: str, labels: Labels) -> Markup:
    """Make every known head of a number column a link to its definition."""

    def link(head: re.Match[str]) -> str:
        key = find_definition(unescape(head[2]), labels.language)
        if not key:
            return head[0]
        return f'{head[1]}<a class="defined" href="#{places.definition_id(key)}">{head[2]}</a>{head[3]}'

    return Markup(_HEAD.sub(link, html))  # noqa: S704 - our own fragments


@cache
def _by_words(language: Language) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, messages in _WORDS.items():
        for message in messages:
            found.setdefault(translate(message.msgid, language), key)
    return found
