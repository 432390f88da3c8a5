"""Who gets a letter on how their input was understood, and over which sources: each sees its own and no other's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from medlemsdialog.catalogue import Language
from medlemsdialog.evidence import Workspace
from medlemsdialog.evidence.shareable import is_person
from medlemsdialog.models.base import Record
from medlemsdialog.models.sources import Source
from medlemsdialog.models.vocabulary import Level, Openness, Status

_NOT_IN_KEY = re.compile(r"[^a-z0-9æøå]+")


class Addressee(Record):
    """One who gets a letter. `key` names the letter's files and tells nothing of a person or of a confidential sender."""

    key: str
    name: str
    sender_code: str = ""
    level: Level
    is_person: bool = False
    is_confidential: bool = False
    source_ids: tuple[str, ...]


def find_addressees(sources: Iterable[Source]) -> tuple[Addressee, ...]:
    """Return one addressee per sender of registered sources, in order of key.

    What one person wrote goes to that person alone, also where it is registered on a municipality, and one letter per
    source: two persons may share a name. What was sent in confidence is told in a letter of its own.
    """
    grouped: dict[str, list[Source]] = {}
    for source in sources:
        if source.counts:
            grouped.setdefault(_key_of(source), []).append(source)
    return tuple(_address(key, own) for key, own in sorted(grouped.items()))


def letter_language(workspace: Workspace, area_code: str, sender_code: str) -> Language:
    """Return the form a sender is written to in: the member's own, else its county's, else the dialogue's."""
    member = workspace.register.member(sender_code) if sender_code else None
    forms: dict[str, Language] = {"nynorsk": "nn", "bokmål": "nb"}
    if member is not None and member.language_form in forms:
        return forms[member.language_form]
    return workspace.language(area_code)


def _is_one_person(source: Source) -> bool:
    return source.status is Status.INDIVIDUAL or is_person(source)


def _key_of(source: Source) -> str:
    confidential = source.openness is Openness.CONFIDENTIAL
    if _is_one_person(source) or not (source.sender_code or source.sender_name.strip()):
        return source.source_id
    if source.sender_code:
        return source.sender_code.replace(":", "-") + ("-fortrolig" if confidential else "")
    if confidential:
        return source.source_id
    return _NOT_IN_KEY.sub("-", source.sender_name.lower()).strip("-")[:60] or source.source_id


def _address(key: str, sources: Sequence[Source]) -> Addressee:
    first = sources[0]
    return Addressee(
        key=key,
        name=first.sender_name.strip(),
        sender_code="" if _is_one_person(first) else first.sender_code,
        level=Level.OTHER if _is_one_person(first) else first.level,
        is_person=_is_one_person(first),
        is_confidential=first.openness is Openness.CONFIDENTIAL,
        source_ids=tuple(source.source_id for source in sources),
    )
