"""«Slik forsto vi dere» on the tab «Levering»: letters made, read, logged as sent, and followed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from medlemsdialog.catalogue import Message
from medlemsdialog.desk.dispatch import Action, Payload
from medlemsdialog.desk.session import Session
from medlemsdialog.errors import UsageError
from medlemsdialog.intake.dates import write_short_date
from medlemsdialog.runs import feedback
from medlemsdialog.runs.written_letters import read_letter_list, throw_away_letter


def describe_letters(session: Session) -> list[dict[str, Any]]:
    """Return how far the letter to each of the area's senders has come."""
    files = {source.source_id: source.source.partition("/")[2] for source in session.received.sources}
    return [
        {
            "key": status.key,
            "name": status.name,
            "state": status.state,
            "state_word": feedback.LETTER_WORDS[status.state].text(session.language),
            "reply_by": write_short_date(status.reply_by),
            "answers": [files.get(source_id, source_id) for source_id in status.answers],
            "new_sources": status.new_sources,
            "ready": status.is_written,
            "changed": status.is_changed_by_hand,
            "confidential": status.is_confidential,
        }
        for status in feedback.list_letters(session.workspace, session.require_area(), received=session.received)
    ]


def make_letters(session: Session, payload: Payload, _files: Sequence[bytes]) -> dict[str, Any]:
    """Make the letters that ask for an answer by `reply_by`: to all who are to have one, or only to the sender `key`.

    With `anew` a letter that was changed by hand is thrown away and made again.

    Raises:
        UsageError: The date is none, or nobody's input is confirmed.
    """
    session.require_person()
    area_code, workspace = session.require_area(), session.workspace
    key, reply_by = str(payload.get("key", "")), str(payload.get("reply_by", ""))
    if payload.get("anew"):
        throw_away_letter(workspace, area_code, key)
    made = feedback.write_letters(workspace, area_code, reply_by=reply_by, named=[key] if key else ())
    return {
        "letters": describe_letters(session),
        "made": len(made.written),
        "kept": list(made.kept),
        "already_sent": list(made.already_sent),
    }


def read_letter(session: Session, payload: Payload, _files: Sequence[bytes]) -> dict[str, Any]:
    """Return the letter to one sender as the text of an e-mail.

    Raises:
        UsageError: It lies no longer there.
    """
    area_code, key = session.require_area(), str(payload.get("key", ""))
    entry = read_letter_list(session.workspace, area_code).get(key)
    file = session.workspace.build.area(area_code).letter(key, "txt")
    if entry is None or not file.is_file():
        raise UsageError(Message("Brevet ligger ikke lenger i mappen. Lag det på nytt."))
    return {
        "key": key,
        "recipient": entry.recipient,
        "reply_by": write_short_date(entry.reply_by),
        "text": file.read_text(encoding="utf-8"),
        "folder": str(session.workspace.build.area(area_code).letters),
    }


def log_letters_sent(session: Session, payload: Payload, _files: Sequence[bytes]) -> dict[str, Any]:
    """Save that the letters to the senders `keys` were sent, as they lie in the folder now.

    Raises:
        UsageError: None of them lies ready.
    """
    ready = {one["key"] for one in describe_letters(session) if one["ready"]}
    keys = [str(key) for key in payload.get("keys", ()) if key in ready]
    if not keys:
        raise UsageError(
            Message("Brevet ligger ikke klart, eller er allerede merket som sendt. Lag det på nytt først.")
        )
    events = feedback.log_sent(session.workspace, session.require_area(), by=session.require_person(), named=keys)
    session.refresh()
    return {"letters": describe_letters(session), "sent": len(events)}


def list_sent_letters(session: Session) -> list[list[str]]:
    """Return the letters sent from the area, the last one first: each by its id, with whom it went to and when."""
    area_code = session.require_area()
    sent = [event for area, event in session.workspace.judgements.letters.values() if area == area_code]
    return [
        [event.letter_id, f"{event.sender_name or event.letter_id}, {event.at.astimezone():%d.%m.%Y}"]
        for event in sorted(sent, key=lambda event: event.order, reverse=True)
    ]


def read_answered_letter(session: Session, source_id: str, given: object) -> str | None:
    """Return the id of the letter that a source is said to answer, empty where it answers none; None where nothing is said.

    Raises:
        UsageError: There is no such letter.
    """
    if given is None:
        return None
    judgements = session.workspace.judgements
    registered = judgements.registrations.get(source_id)
    # What was said before may stay, also where the log that tells of the letter is not here.
    if given and given not in {*judgements.letters, registered.replies_to if registered else ""}:
        raise UsageError(Message("Brevet som er valgt under «Svar på brev», finnes ikke lenger. Velg på nytt."))
    return str(given)


ACTIONS: Mapping[str, Action] = {
    "hand_in.letters": make_letters,
    "hand_in.letter": read_letter,
    "hand_in.sent": log_letters_sent,
}
