"""The tab «Levering»: what is left, the report, the letters, the sign-off, and the county handed in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from medlemsdialog.catalogue import Message
from medlemsdialog.desk import downloads, letters
from medlemsdialog.desk.dispatch import Action, Payload
from medlemsdialog.desk.report_runs import describe_report, raise_fault, start_report
from medlemsdialog.desk.session import Session
from medlemsdialog.errors import UsageError
from medlemsdialog.evidence import judge_sign_off
from medlemsdialog.evidence.sign_off import describe_lapse, find_changed_parts
from medlemsdialog.runs import assessing
from medlemsdialog.runs.handing_in import hand_in, is_changed_since
from medlemsdialog.runs.what_is_left import find_what_is_left

_LONGEST_NOTE = 2000


def describe_hand_in(session: Session, _payload: Payload, _files: Sequence[bytes]) -> dict[str, Any]:
    """Return all that the tab shows."""
    return {
        "left": _left(session),
        "received": len(session.received.sources),
        "report": describe_report(session),
        "letters": letters.describe_letters(session),
        "sign_off": _sign_off(session),
        "hand_ins": _hand_ins(session),
        "county": session.workspace.county(session.require_area()).name,
    }


def make_report(session: Session, _payload: Payload, _files: Sequence[bytes]) -> dict[str, Any]:
    """Begin to make the county's report; how far it is, is asked for with `hand_in.report`."""
    start_report(session)
    return {"state": "running", "told": Message("Begynner …").text(session.language)}


def follow_report(session: Session, _payload: Payload, _files: Sequence[bytes]) -> dict[str, Any]:
    """Return how far the county's report is; what stopped it, is told as a fault."""
    raise_fault(session)
    return describe_report(session)


def sign_off(session: Session, payload: Payload, files: Sequence[bytes]) -> dict[str, Any]:
    """Sign the county off as it stands now.

    Raises:
        UsageError: Nothing was received from it.
    """
    assessing.sign_off(session.workspace, session.require_area(), by=session.require_person())
    session.refresh()
    return describe_hand_in(session, payload, files)


def withdraw_sign_off(session: Session, payload: Payload, files: Sequence[bytes]) -> dict[str, Any]:
    """Take the sign-off back, with a reason.

    Raises:
        UsageError: The county is not signed off, or no reason is given.
    """
    reason = str(payload.get("reason", "")).strip()
    if not reason:
        raise UsageError(Message("Skriv hvorfor godkjenningen trekkes."))
    person = session.require_person()
    assessing.withdraw_sign_off(session.workspace, session.require_area(), by=person, reason=reason)
    session.refresh()
    return describe_hand_in(session, payload, files)


def make_hand_in(session: Session, payload: Payload, files: Sequence[bytes]) -> dict[str, Any]:
    """Hand the county in, and tell what the file holds and where it lies.

    Raises:
        UsageError: There is nothing to hand in, or the note is too long.
        HandInError: An original has a name that cannot be written on every machine.
    """
    note = str(payload.get("note", "")).strip()
    if len(note) > _LONGEST_NOTE:
        raise UsageError(Message("Beskjeden er for lang. Skriv høyst {most} tegn.", most=_LONGEST_NOTE))
    made = hand_in(session.workspace, session.require_area(), by=session.require_person(), note=note)
    session.refresh()
    language = session.language
    told = {
        "number": made.event.number,
        "name": made.file.name,
        "folder": str(made.file.parent),
        "content": made.content.text(language),
        "changed": made.changed,
        "notes": [one.text(language) for one in made.notes],
    }
    return {**describe_hand_in(session, payload, files), "made": told}


def _left(session: Session) -> list[dict[str, Any]]:
    left = find_what_is_left(
        session.workspace,
        session.require_area(),
        received=session.received,
        coded=tuple(session.coded.values()),
    )
    return [
        {"kind": one.kind, "what": one.what.text(session.language), "number": one.number, "tab": one.tab}
        for one in left
    ]


def _sign_off(session: Session) -> dict[str, Any]:
    workspace, received = session.workspace, session.received
    given = workspace.judgements.sign_offs.get(session.require_area())
    if given is None:
        return {"state": "none"}
    state = judge_sign_off(workspace, received)
    lapse = describe_lapse(find_changed_parts(workspace, received)) if state == "lapsed" else None
    return {"state": state, "by": given.by, **_when(given.at), "lapse": lapse.text(session.language) if lapse else ""}


def _hand_ins(session: Session) -> list[dict[str, Any]]:
    """Return the county's hand-ins, the last one first; only of that one it is told whether something has changed since."""
    workspace, area_code = session.workspace, session.require_area()
    made = workspace.judgements.hand_ins.get(area_code, ())
    changed = bool(made) and is_changed_since(workspace, area_code)
    return [
        {
            "number": event.number,
            "by": event.by,
            "note": event.note,
            "name": file.name if (file := workspace.build.area(area_code).hand_in(event.number)).is_file() else "",
            "received": event.hand_in_id in workspace.judgements.received_hand_ins,
            "changed": changed and event is made[-1],
            **_when(event.at),
        }
        for event in reversed(made)
    ]


def _when(at: datetime) -> dict[str, str]:
    local = at.astimezone()
    return {"date": f"{local:%d.%m.%Y}", "time": f"{local:%H:%M}"}


ACTIONS: Mapping[str, Action] = {
    "hand_in.describe": describe_hand_in,
    "hand_in.make_report": make_report,
    "hand_in.report": follow_report,
    "hand_in.sign_off": sign_off,
    "hand_in.withdraw": withdraw_sign_off,
    "hand_in.make": make_hand_in,
    **letters.ACTIONS,
    **downloads.ACTIONS,
}
