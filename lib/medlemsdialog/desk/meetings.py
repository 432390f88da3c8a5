"""The meetings of the tab «Innspill»: which body met when, how many came, and what was asked."""

from __future__ import annotations

from typing import Any

from medlemsdialog.catalogue import Message
from medlemsdialog.desk.dispatch import Payload
from medlemsdialog.desk.session import Session
from medlemsdialog.errors import UsageError
from medlemsdialog.intake.dates import write_short_date
from medlemsdialog.judgements.events import MeetingHeld
from medlemsdialog.models.vocabulary import Arena
from medlemsdialog.register.models import BodyKind
from medlemsdialog.runs.words import read_date

_MOST_PERSONS = 100_000
_ARENA_OF_BODY = {
    BodyKind.COUNTY_BOARD: Arena.COUNTY_BOARD,
    BodyKind.CHIEF_EXECUTIVES: Arena.CHIEF_EXECUTIVES,
    BodyKind.NETWORK: Arena.NETWORK,
}


def describe_meetings(session: Session) -> list[dict[str, Any]]:
    """Return the meetings registered for the area as the page shows them."""
    names = {body.code: body.name for body in session.workspace.register.bodies}
    return [
        {
            "id": meeting.meeting_id,
            "body": meeting.body_code,
            "name": names.get(meeting.body_code, meeting.body_code),
            "date": write_short_date(meeting.date),
            "arena": meeting.arena.value,
            "attendance": meeting.attendance,
            "invited": meeting.invited,
            "questions": meeting.questions,
        }
        for meeting in session.workspace.judgements.meetings_in(session.require_area())
    ]


def save_meeting(session: Session, payload: Payload) -> None:
    """Save a meeting: body, date, arena, how many came and were invited, and the questions put.

    Raises:
        UsageError: The body is unknown, the date none, a number no number, or the meeting is registered already.
    """
    body = session.workspace.register.body(str(payload.get("body", "")))
    if body is None:
        raise UsageError(Message("Velg hvilket organ som hadde møtet."))
    date = read_date(str(payload.get("date", "")))
    event = MeetingHeld(
        by=session.require_person(),
        client=session.client,
        meeting_id=_name_meeting(session, str(payload.get("id") or ""), body.code, date),
        body_code=body.code,
        date=date,
        arena=Arena(payload["arena"]) if payload.get("arena") else _ARENA_OF_BODY.get(body.kind, Arena.OTHER),
        attendance=_read_number(payload.get("attendance"), Message("Til stede")),
        invited=_read_number(payload.get("invited"), Message("Invitert")),
        questions=tuple(
            question.id
            for question in session.workspace.dialogue.questions
            if question.id in payload.get("questions", ())
        ),
    )
    session.append([event])


def _name_meeting(session: Session, changed: str, body_code: str, date: str) -> str:
    """Return the id of the meeting that is `changed`, or one for a new meeting that no other has in any area."""
    area_code, held = session.require_area(), session.workspace.judgements.meetings
    own = {meeting_id for meeting_id, (area, _) in held.items() if area == area_code}
    if changed:
        if changed not in own:
            raise UsageError(Message("Møtet finnes ikke lenger. Se på listen på nytt."))
        return changed
    named = f"mote-{body_code.removeprefix('organ:')}-{date}"
    of_area = f"{named}-{area_code}"
    if {named, of_area} & own:
        raise UsageError(Message("Møtet er alt registrert. Trykk «Endre» ved det i listen over møter."))
    return of_area if named in held else named


def _read_number(given: object, field: Message) -> int | None:
    text = str(given if given is not None else "").strip()
    if not text:
        return None
    if not text.isdecimal() or int(text) > _MOST_PERSONS:
        raise UsageError(
            Message(
                "{field}: «{given}» er ikke et antall. Skriv et tall, eller la feltet stå tomt.",
                field=field,
                given=text,
            )
        )
    return int(text)
