"""The tab «Funn»: findings written for the whole country, what they rest on, their approval, and nothing overlooked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from medlemsdialog.catalogue import Message
from medlemsdialog.desk import findings_evidence
from medlemsdialog.desk.dispatch import Action, Payload
from medlemsdialog.desk.finding_contents import Content, draft_finding, read_content, show_content
from medlemsdialog.desk.finding_facts import describe_finding
from medlemsdialog.desk.finding_print import print_finding
from medlemsdialog.desk.findings_lists import list_findings, list_frame
from medlemsdialog.desk.national_numbers import describe_numbers, read_numbers
from medlemsdialog.desk.report_runs import start_report
from medlemsdialog.desk.session import Session
from medlemsdialog.errors import UsageError
from medlemsdialog.evidence import build_labels
from medlemsdialog.evidence.findings import content_sha256
from medlemsdialog.judgements.events import FindingWritten
from medlemsdialog.models.vocabulary import Fate
from medlemsdialog.runs.findings import (
    approve_finding,
    find_finding,
    give_fate,
    new_finding_id,
    remove_finding,
    withdraw_approval,
    write_finding,
)


def show_all(session: Session, _payload: Payload, _files: Sequence[bytes]) -> dict[str, Any]:
    """Return the lists, and how old the numbers are; no lists where nothing has been run."""
    session.refresh()
    numbers = describe_numbers(session)
    if numbers["state"] == "none":
        return {"numbers": numbers}
    return {"numbers": numbers, **list_frame(session), **list_findings(session)}


def tell_numbers(session: Session, _payload: Payload, _files: Sequence[bytes]) -> dict[str, Any]:
    """Return how old the numbers are, and how far a run has come."""
    return describe_numbers(session)


def reckon(session: Session, payload: Payload, files: Sequence[bytes]) -> dict[str, Any]:
    """Begin to run the whole dialogue anew; how far it has come, is asked for with `findings.numbers`."""
    start_report(session)
    return tell_numbers(session, payload, files)


def open_finding(session: Session, payload: Payload, _files: Sequence[bytes]) -> dict[str, Any]:
    """Return all that is written of a finding: the text that counts, those others wrote at the same time, and what is known.

    Raises:
        UsageError: There is none of that id, and was never.
    """
    return _tell(session, str(payload.get("id", "")))


def begin_finding(session: Session, payload: Payload, _files: Sequence[bytes]) -> dict[str, Any]:
    """Return a new finding that nobody has saved, with what the page wants in it."""
    content = read_content({"content": dict(payload)})
    return {"id": "", "events": [], "content": content.model_dump(mode="json"), "info": _inform(session, "", content)}


def check_finding(session: Session, payload: Payload, _files: Sequence[bytes]) -> dict[str, Any]:
    """Return what is known of a finding as it stands on the page, saved or not."""
    return {"info": _inform(session, str(payload.get("id", "")), read_content(payload))}


def save_finding(session: Session, payload: Payload, _files: Sequence[bytes]) -> dict[str, Any]:
    """Save a finding as it stands on the page. `replaces` are the texts that the person has taken a stand to.

    Raises:
        UsageError: It has no heading or no text in bokmål, or rests on a code that is not in use.
    """
    content, person = read_content(payload), session.require_person()
    if not content.has_text:
        raise UsageError(Message("Skriv overskrift og tekst på bokmål, så lagres funnet."))
    # What others did just now is taken in with this; the page is told of it as of all else.
    session.has_news |= bool(session.refresh())
    finding_id = str(payload.get("id", "")) or _new_id(session, content)
    written = find_finding(session.workspace, finding_id)
    replaces = _add_moves(session, finding_id, [str(one) for one in payload.get("replaces", ())])
    seen = {written.current.id, *(written.current.replaces or ())} if written.current else set()
    if not _is_written(written.current, content) or set(replaces) - seen:
        write_finding(
            session.workspace,
            finding_id=finding_id,
            by=person,
            place=_find_place(session, written.current, content.section),
            replaces=replaces,
            **content.as_event_fields(),
        )
        session.refresh()
    return _tell(session, finding_id) | {"lists": list_findings(session)}


def approve(session: Session, payload: Payload, _files: Sequence[bytes]) -> dict[str, Any]:
    """Approve a finding on the numbers there are. `event` is the text that the person has before them.

    Raises:
        UsageError: Somebody has written it anew meanwhile, or it rests on nothing that exists.
    """
    finding_id = str(payload.get("id", ""))
    session.has_news |= bool(session.refresh())
    current = find_finding(session.workspace, finding_id).current
    if current is not None and current.id not in _add_moves(session, finding_id, [str(payload.get("event", ""))]):
        raise UsageError(
            Message("{person} har skrevet om funnet. Se over det som står der nå, og godkjenn så.", person=current.by)
        )
    approve_finding(session.workspace, finding_id, by=session.require_person(), overview=read_numbers(session))
    return _settled(session, finding_id)


def withdraw(session: Session, payload: Payload, _files: Sequence[bytes]) -> dict[str, Any]:
    """Take an approval back, for a `reason`."""
    finding_id, reason = str(payload.get("id", "")), str(payload.get("reason", ""))
    withdraw_approval(session.workspace, finding_id, by=session.require_person(), reason=reason)
    return _settled(session, finding_id)


def remove(session: Session, payload: Payload, _files: Sequence[bytes]) -> dict[str, Any]:
    """Remove a finding, for a `reason`."""
    finding_id, reason = str(payload.get("id", "")), str(payload.get("reason", ""))
    remove_finding(session.workspace, finding_id, by=session.require_person(), reason=reason)
    session.refresh()
    return {"lists": list_findings(session)}


def move(session: Session, payload: Payload, _files: Sequence[bytes]) -> dict[str, Any]:
    """Move a finding up (`by` below 0) or down among those of its section, and return the lists."""
    finding_id, person = str(payload.get("id", "")), session.require_person()
    findings = read_numbers(session).findings
    moved = next((one for one in findings if one.finding_id == finding_id), None)
    order = [one.finding_id for one in findings if moved and one.section == moved.section]
    at = order.index(finding_id) if finding_id in order else -1
    to = at + (-1 if int(payload.get("by", 0)) < 0 else 1)
    if at >= 0 and 0 <= to < len(order):
        order[at], order[to] = order[to], order[at]
        written = session.workspace.judgements.findings
        events = [
            _rewrite(session, written[one], person, place)
            for place, one in enumerate(order, start=1)
            if written[one].place != place
        ]
        session.append(events)
    return list_findings(session)


def settle_code(session: Session, payload: Payload, _files: Sequence[bytes]) -> dict[str, Any]:
    """Say what became of a claim or theme that no finding rests on; without `fate` that is taken back."""
    fate = Fate(payload["fate"]) if payload.get("fate") in set(Fate) else None
    give_fate(
        session.workspace,
        "theme" if payload.get("kind") == "theme" else "claim",
        str(payload.get("code", "")),
        fate=fate,
        by=session.require_person(),
        reason=str(payload.get("reason", "")),
    )
    session.refresh()
    return list_findings(session)


def preview(session: Session, payload: Payload, _files: Sequence[bytes]) -> dict[str, Any]:
    """Return the finding as it is printed, in both forms of Norwegian: a page of its own that runs nothing."""
    return {"html": print_finding(session, draft_finding(session, str(payload.get("id", "")), read_content(payload)))}


def _tell(session: Session, finding_id: str) -> dict[str, Any]:
    written = find_finding(session.workspace, finding_id)
    events = [event for event in (written.current, *written.rivals) if event is not None]
    current = written.current
    content = show_content(current) if current else Content().model_dump(mode="json")
    return {
        "id": finding_id,
        "events": [_describe_event(event, current, session) for event in events],
        "content": content,
        "info": _inform(session, finding_id, read_content({"content": content})),
    }


def _inform(session: Session, finding_id: str, content: Content) -> dict[str, Any]:
    labels = build_labels(session.workspace, session.language)
    return describe_finding(session, draft_finding(session, finding_id, content), content, labels)


def _settled(session: Session, finding_id: str) -> dict[str, Any]:
    session.refresh()
    told = _tell(session, finding_id)
    return {"info": told["info"], "lists": list_findings(session)}


def _describe_event(event: FindingWritten, current: FindingWritten | None, session: Session) -> dict[str, Any]:
    return {
        "id": event.id,
        "by": event.by,
        "at": event.at.isoformat(),
        "mine": event.by == session.person,
        "replaces": event.replaces or (),
        "print": content_sha256(event),
        "content": show_content(event),
        "differs": _tell_differences(event, current, session) if current and event is not current else [],
    }


def _tell_differences(event: FindingWritten, current: FindingWritten, session: Session) -> list[str]:
    """Return which parts besides the text are others than in the finding that counts."""
    parts = (
        (Message("bevis"), ("claims", "themes", "statements")),
        (Message("sitater"), ("quotes",)),
        (Message("ord for styrke"), ("strength",)),
        (Message("grunnlag"), ("basis",)),
        (Message("plass og dokumenter"), ("section", "documents")),
    )
    other = [
        part.text(session.language)
        for part, names in parts
        if any(getattr(event, name) != getattr(current, name) for name in names)
    ]
    return [Message("Også ulikt: {parts}", parts=", ".join(other)).text(session.language)] if other else []


def _is_written(current: FindingWritten | None, content: Content) -> bool:
    if current is None:
        return False
    return content_sha256(current) == content_sha256(current.model_copy(update=content.as_event_fields()))


def _add_moves(session: Session, finding_id: str, seen: list[str]) -> tuple[str, ...]:
    """Return the texts seen, with those that only tell that one of them stands elsewhere in the list."""
    written = find_finding(session.workspace, finding_id)
    prints = {
        placed.event.id: content_sha256(placed.event)
        for placed in session.events
        if isinstance(placed.event, FindingWritten) and placed.event.id in seen
    }
    moves = [
        event.id
        for event in (written.current, *written.rivals)
        if event is not None and any(prints.get(one) == content_sha256(event) for one in event.replaces or ())
    ]
    return tuple(dict.fromkeys([*seen, *moves]))


def _new_id(session: Session, content: Content) -> str:
    # Those that are removed as well: what was said of them is said of no other.
    ever = {placed.event.finding_id for placed in session.events if isinstance(placed.event, FindingWritten)}
    return new_finding_id(content.heading.nb, ever)


def _find_place(session: Session, current: FindingWritten | None, section: str) -> int:
    """Return where a finding stands: where it stood, and last where it is new to a section."""
    if current is not None and current.section == section:
        return current.place
    there = session.workspace.judgements.findings.values()
    return max((event.place for event in there if event.section == section), default=0) + 1


def _rewrite(session: Session, event: FindingWritten, person: str, place: int) -> FindingWritten:
    # Those that stand beside it, still do.
    own = {"by": person, "client": session.client, "place": place, "replaces": (event.id,)}
    return FindingWritten(**(event.model_dump(exclude={"id", "at", "undoes", *own}) | own))


ACTIONS: Mapping[str, Action] = {
    **findings_evidence.ACTIONS,
    "findings.list": show_all,
    "findings.numbers": tell_numbers,
    "findings.reckon": reckon,
    "findings.open": open_finding,
    "findings.begin": begin_finding,
    "findings.check": check_finding,
    "findings.save": save_finding,
    "findings.approve": approve,
    "findings.withdraw": withdraw,
    "findings.remove": remove,
    "findings.move": move,
    "findings.fate": settle_code,
    "findings.preview": preview,
}
