"""«Slik forsto vi dere»: letters written for an area's senders, logged when they are sent, and followed until answered."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from medlemsdialog.catalogue import Message
from medlemsdialog.errors import UsageError
from medlemsdialog.evidence import Workspace, code_statements, read_even_if_broken
from medlemsdialog.judgements.authorship import client_name, require_person
from medlemsdialog.judgements.events import LetterSent
from medlemsdialog.judgements.log import append_events
from medlemsdialog.models.base import Record
from medlemsdialog.models.intake import Intake
from medlemsdialog.report.feedback import build_letter
from medlemsdialog.report.feedback_senders import Addressee, find_addressees
from medlemsdialog.runs.words import read_date
from medlemsdialog.runs.written_letters import (
    WrittenLetter,
    hash_file,
    is_changed_by_hand,
    read_letter_list,
    write_letter,
    write_letter_list,
)

LetterState = Literal["not_sent", "sent", "overdue", "answered"]
LETTER_WORDS: Mapping[LetterState, Message] = {
    "not_sent": Message("ikke sendt"),
    "sent": Message("sendt, venter på svar"),
    "overdue": Message("ikke svart innen fristen"),
    "answered": Message("har svart"),
}


class LetterStatus(Record):
    """How far the letter to one sender has come.

    `letter_id` and `reply_by` are of the last one sent, empty where none is. `answers` are the sources that answer it,
    `new_sources` those that came after it and are no answer. `is_written` tells that one lies ready in the build folder,
    `is_changed_by_hand` that somebody has edited it there.
    """

    key: str
    name: str
    state: LetterState
    letter_id: str = ""
    reply_by: str = ""
    answers: tuple[str, ...] = ()
    new_sources: int = 0
    is_written: bool = False
    is_changed_by_hand: bool = False
    is_confidential: bool = False


@dataclass(frozen=True)
class WrittenLetters:
    """What writing letters did. `kept` were changed by hand and left as they are; `already_sent` have nothing new."""

    folder: Path
    written: tuple[WrittenLetter, ...]
    kept: tuple[str, ...]
    already_sent: tuple[str, ...]


def write_letters(workspace: Workspace, area_code: str, *, reply_by: str, named: Sequence[str] = ()) -> WrittenLetters:
    """Write the letters of an area, each as a Word document and as the text of an e-mail.

    `named` picks senders or sources, by code, name, key, path or id; without it everybody gets one who has none yet, or
    has sent something since. A document that somebody has changed by hand is left as it is.

    Raises:
        UsageError: The date is none, a name fits no registered sender or source, or nobody is registered.
    """
    date = read_date(reply_by)
    received = read_even_if_broken(workspace, area_code)
    addressees = find_addressees(received.sources)
    if not addressees:
        raise UsageError(
            Message("Ingen innspill fra {area} er bekreftet, så det er ingen å skrive til.", area=area_code)
        )
    chosen = _choose(addressees, received, named)
    sent = {
        status.key
        for status in _list(workspace, received, None)
        if status.state != "not_sent" and not status.new_sources
    }
    coded = code_statements(workspace, received)
    folder = workspace.build.area(area_code)
    index = read_letter_list(workspace, area_code)
    written: list[WrittenLetter] = []
    kept: list[str] = []
    already: list[str] = []
    for one in chosen:
        letter = build_letter(
            workspace, received, coded, one, letter_id=_next_id(workspace, area_code, one.key), reply_by=date
        )
        if not named and one.key in sent:
            already.append(letter.recipient)
        elif is_changed_by_hand(workspace, area_code, index.get(one.key)):
            kept.append(letter.recipient)
        else:
            index[one.key] = write_letter(workspace, area_code, letter)
            written.append(index[one.key])
    write_letter_list(workspace, area_code, index)
    return WrittenLetters(folder.letters, tuple(written), tuple(kept), tuple(already))


def log_sent(workspace: Workspace, area_code: str, *, by: str, named: Sequence[str] = ()) -> tuple[LetterSent, ...]:
    """Append that the letters in the build folder were sent, as they lie there now; those logged before are left out.

    Raises:
        UsageError: No letter is written, or a name fits none.
    """
    person = require_person(by)
    index = read_letter_list(workspace, area_code)
    received = read_even_if_broken(workspace, area_code)
    keys = {one.key for one in _choose(find_addressees(received.sources), received, named)} if named else set(index)
    folder = workspace.build.area(area_code)
    events = []
    for key, entry in sorted(index.items()):
        file = folder.letter(key, "docx")
        if key not in keys or entry.letter_id in workspace.judgements.letters or not file.is_file():
            continue
        events.append(
            LetterSent(
                by=person,
                client=client_name(),
                letter_id=entry.letter_id,
                source_ids=entry.source_ids,
                sender_code=entry.sender_code,
                sender_name=entry.sender_name,
                reply_by=entry.reply_by,
                content_sha256=hash_file(file),
            )
        )
    if not events:
        raise UsageError(
            Message(
                "Det ligger ingen nye brev for {area}. Lag dem med «medlemsdialog letters --county {area} --reply-by DATO».",
                area=area_code,
            )
        )
    append_events(workspace.data, area_code, events)
    return tuple(events)


def list_letters(
    workspace: Workspace, area_code: str, *, today: datetime.date | None = None, received: Intake | None = None
) -> tuple[LetterStatus, ...]:
    """Return for every registered sender whether it has got a letter and answered it; `today` is what dates are held against.

    `received` is what the area has, where it is read already.

    Raises:
        UsageError: The county is not in the edition.
    """
    received = received or read_even_if_broken(workspace, area_code)
    return _list(workspace, received, today or datetime.datetime.now().astimezone().date())


def find_letter(workspace: Workspace, named: str) -> str:
    """Return the id of the letter that is meant: by its id, else the last one sent to the sender with the code, name or key.

    Raises:
        UsageError: No letter was sent to anybody of that name, or to several.
    """
    letters = {letter_id: event for letter_id, (_, event) in workspace.judgements.letters.items()}
    if named in letters:
        return named
    folded = named.strip().casefold()
    fitting = [
        event
        for event in letters.values()
        if folded and folded in {event.sender_code.casefold(), event.sender_name.casefold(), _key_in(event.letter_id)}
    ]
    senders = {event.letter_id.rpartition("-")[0] for event in fitting}
    if len(senders) == 1:
        return max(fitting, key=lambda event: event.order).letter_id
    raise UsageError(
        Message(
            "«{name}» peker ikke ut ett brev som er sendt. Sendte brev: {allowed}.",
            name=named,
            allowed=", ".join(sorted(event.letter_id for event in (fitting or letters.values()))) or "–",
        )
    )


def _list(workspace: Workspace, received: Intake, today: datetime.date | None) -> tuple[LetterStatus, ...]:
    registrations = workspace.judgements.registrations
    index = read_letter_list(workspace, received.area_code)
    statuses = []
    for one in find_addressees(received.sources):
        letters = _letters_to(workspace, received.area_code, one.key)
        own = [registrations[source_id] for source_id in one.source_ids if source_id in registrations]
        if letters:
            last = letters[-1]
            told = {source_id for letter in letters for source_id in letter.source_ids}
            ids = {letter.letter_id for letter in letters}
            answers = tuple(sorted(e.source_id for e in registrations.values() if e.replies_to == last.letter_id))
            late = today is not None and today.isoformat() > last.reply_by
            state: LetterState = "answered" if answers else "overdue" if late else "sent"
            new = sum(event.source_id not in told and event.replies_to not in ids for event in own)
        else:
            last, answers, state, new = None, (), "not_sent", 0
        statuses.append(
            LetterStatus(
                key=one.key,
                name=one.name or one.key,
                state=state,
                letter_id=last.letter_id if last else "",
                reply_by=last.reply_by if last else "",
                answers=answers,
                new_sources=new,
                is_written=one.key in index and index[one.key].letter_id not in workspace.judgements.letters,
                is_changed_by_hand=is_changed_by_hand(workspace, received.area_code, index.get(one.key)),
                is_confidential=one.is_confidential,
            )
        )
    return tuple(statuses)


def _letters_to(workspace: Workspace, area_code: str, key: str) -> list[LetterSent]:
    """Return the letters sent to one sender, the last one last."""
    own = [
        event
        for area, event in workspace.judgements.letters.values()
        if area == area_code and event.letter_id.rpartition("-")[0] == _stem(area_code, key)
    ]
    return sorted(own, key=lambda event: event.order)


def _next_id(workspace: Workspace, area_code: str, key: str) -> str:
    return f"{_stem(area_code, key)}-{len(_letters_to(workspace, area_code, key)) + 1}"


def _stem(area_code: str, key: str) -> str:
    return f"brev-{area_code}-{key}"


def _key_in(letter_id: str) -> str:
    return "-".join(letter_id.split("-")[2:-1])


def _choose(addressees: Sequence[Addressee], received: Intake, named: Sequence[str]) -> tuple[Addressee, ...]:
    if not named:
        return tuple(addressees)
    sources = {source.source_id: source for source in received.sources}
    chosen: list[Addressee] = []
    for name in named:
        fitting = [one for one in addressees if _is_named(one, name, [sources[s].source for s in one.source_ids])]
        if not fitting:
            allowed = ", ".join(f"{one.key}" for one in addressees[:20])
            raise UsageError(
                Message(
                    "«{name}» er ingen avsender eller noe innspill som er bekreftet her. Skriv for eksempel en av disse: {allowed}.",
                    name=name,
                    allowed=allowed or "–",
                )
            )
        chosen += [one for one in fitting if one not in chosen]
    return tuple(chosen)


def _is_named(one: Addressee, name: str, paths: Sequence[str]) -> bool:
    files = set(paths) | {path.rpartition("/")[2] for path in paths}
    return name.casefold() in {one.key.casefold(), one.sender_code, one.name.casefold()} or name in {
        *files,
        *one.source_ids,
    }
