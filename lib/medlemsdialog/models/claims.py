"""A claim (krav): one normative sentence to an addressee; members take positions to claims, never to themes."""

from __future__ import annotations

from typing import Literal

from medlemsdialog.dialogue_text import Text
from medlemsdialog.models.base import FrequentRecord, Record
from medlemsdialog.models.vocabulary import Addressee, Position


class Claim(Record):
    """A claim formulated by a person from statements, or a question's proposition that a form ticks."""

    id: str
    text: Text
    addressee: Addressee
    themes: tuple[str, ...]
    purpose: str = ""
    question: str = ""
    origin: Literal["proposition", "statements"] = "statements"


class ClaimPosition(FrequentRecord):
    """One statement's standpoint to one claim."""

    claim_id: str
    position: Position


def merge_positions(taken: set[Position]) -> Position:
    """Return the one position of a sender that took several to the same claim."""
    if len(taken) == 1:
        return next(iter(taken))
    decided = taken - {Position.NEUTRAL}
    return next(iter(decided)) if len(decided) == 1 else Position.MIXED
