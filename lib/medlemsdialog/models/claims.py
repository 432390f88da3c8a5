"""A claim (krav): one normative sentence to an addressee; members take positions to claims, never to themes."""

from __future__ import annotations

from typing import Literal

from medlemsdialog.catalogue import Language
from medlemsdialog.models.base import Record
from medlemsdialog.models.vocabulary import Addressee, Position


class Text(Record):
    """A text in the forms it was written in; bokmål is always there."""

    nb: str
    nn: str = ""
    en: str = ""

    def in_language(self, language: Language) -> str:
        """Return the text in `language`, bokmål where that is not written."""
        return getattr(self, language) or self.nb


class Claim(Record):
    """A claim formulated by a person from statements, or a question's proposition that a form ticks."""

    id: str
    text: Text
    addressee: Addressee
    themes: tuple[str, ...]
    purpose: str = ""
    question: str = ""
    origin: Literal["proposition", "statements"] = "statements"


class ClaimPosition(Record):
    """One statement's standpoint to one claim."""

    claim_id: str
    position: Position
