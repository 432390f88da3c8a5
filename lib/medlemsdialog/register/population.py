"""Inhabitants of a set of members, with those that are not known."""

from __future__ import annotations

from collections.abc import Iterable

from medlemsdialog.models.base import Record
from medlemsdialog.models.vocabulary import Level
from medlemsdialog.register.models import Member


class Inhabitants(Record):
    """Inhabitants on 1 January of the edition's year, and how many municipalities the sum leaves out."""

    inhabitants: int
    municipalities_counted: int
    municipalities_unknown: int


def count_inhabitants(members: Iterable[Member]) -> Inhabitants:
    """Return the sum over municipalities only; a blank population stays unknown and is counted as such."""
    municipalities = {member.code: member for member in members if member.level == Level.MUNICIPALITY}
    known = [member.population for member in municipalities.values() if member.population is not None]
    return Inhabitants(
        inhabitants=sum(known),
        municipalities_counted=len(known),
        municipalities_unknown=len(municipalities) - len(known),
    )
