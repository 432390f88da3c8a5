"""The desk's frame: which dialogue, which areas there are, who sits here, and in which language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from medlemsdialog.catalogue import LANGUAGES, Message
from medlemsdialog.desk.assets import read_texts
from medlemsdialog.desk.dispatch import Action, Payload
from medlemsdialog.desk.session import Session
from medlemsdialog.errors import UsageError
from medlemsdialog.paths import NATIONAL

_LONGEST_NAME = 80


def describe_desk(session: Session, _payload: Payload, _files: Sequence[bytes]) -> dict[str, Any]:
    """Return all that the frame shows: title, areas, person, language and the page's texts."""
    workspace, language = session.workspace, session.language
    counties = [{"code": county.county_code, "name": county.name} for county in workspace.register.counties]
    return {
        "title": workspace.dialogue.title.in_language(language),
        "areas": [*counties, {"code": NATIONAL, "name": Message("Hele landet (KS sentralt)").text(language)}],
        "area": session.area_code,
        "person": session.person,
        "language": language,
        "texts": read_texts(language),
        "revision": session.revision,
    }


def choose_area(session: Session, payload: Payload, files: Sequence[bytes]) -> dict[str, Any]:
    """Work on another area: `area` is its code."""
    session.open_area(str(payload["area"]))
    return describe_desk(session, payload, files)


def choose_person(session: Session, payload: Payload, files: Sequence[bytes]) -> dict[str, Any]:
    """Say who sits here: `person` is the name that judgements are saved under.

    Raises:
        UsageError: The name is empty, or too long to be one.
    """
    name = " ".join(str(payload.get("person", "")).split())
    if not name or len(name) > _LONGEST_NAME:
        raise UsageError(Message("Skriv navnet ditt, med høyst {most} tegn.", most=_LONGEST_NAME))
    session.person = name
    return describe_desk(session, payload, files)


def choose_language(session: Session, payload: Payload, files: Sequence[bytes]) -> dict[str, Any]:
    """Show the desk in another language: `language` is nb or nn."""
    for language in LANGUAGES[:2]:
        if language == payload.get("language"):
            session.choose_language(language)
            return describe_desk(session, payload, files)
    raise UsageError(Message("Velg bokmål eller nynorsk."))


ACTIONS: Mapping[str, Action] = {
    "desk.describe": describe_desk,
    "desk.area": choose_area,
    "desk.person": choose_person,
    "desk.language": choose_language,
}
