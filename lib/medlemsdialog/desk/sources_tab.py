"""The tab «Innspill»: what has come in, what it is, and the meetings; proposals are read from the documents, a person confirms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from medlemsdialog.catalogue import Message
from medlemsdialog.desk import meetings
from medlemsdialog.desk.dispatch import Action, Payload
from medlemsdialog.desk.form_columns import list_forms
from medlemsdialog.desk.letters import list_sent_letters, read_answered_letter
from medlemsdialog.desk.problem_guidance import advise
from medlemsdialog.desk.session import Session
from medlemsdialog.errors import UsageError
from medlemsdialog.intake.dates import write_short_date
from medlemsdialog.models.problems import Problem
from medlemsdialog.models.sources import Source
from medlemsdialog.models.vocabulary import Arena, Level, Openness, SourceState, Status, word
from medlemsdialog.paths import NATIONAL
from medlemsdialog.runs import judging
from medlemsdialog.runs.held_back import sort_proposals
from medlemsdialog.runs.recognising import recognise_areas
from medlemsdialog.runs.words import read_date

_SHOWN_PASSAGES = 14


def list_sources(session: Session, _payload: Payload, _files: Sequence[bytes]) -> dict[str, Any]:
    """Return a row for each source, what may be chosen for it, and the meetings."""
    received, dialogue, language = session.received, session.workspace.dialogue, session.language
    ready, held = sort_proposals(received)
    reasons = {one.source.source_id: one.reason.text(language) for one in held}
    problems = Counter(problem.source_id for problem in received.problems if problem.source_id)
    statements = Counter(coded.passage.source_id for coded in session.coded.values())
    ready_ids = {source.source_id for source in ready}
    changed = {problem.source_id for problem in received.problems if problem.rule == "original_changed"}
    return {
        "rows": [
            {
                **_describe(session, source),
                "ready": source.source_id in ready_ids,
                "changed": source.source_id in changed,
                "held": reasons.get(source.source_id, ""),
                "problems": problems[source.source_id],
                "statements": statements[source.source_id],
            }
            for source in received.sources
        ],
        "ready": len(ready),
        "unread": [_tell_problem(problem, session) for problem in received.problems if not problem.source_id],
        "senders": _senders(session),
        "levels": _choices(Level, session),
        "statuses": _choices(Status, session),
        "arenas": _choices(Arena, session),
        "opennesses": _choices(Openness, session),
        "questions": [[question.id, question.text.in_language(language)] for question in dialogue.questions],
        "meetings": meetings.describe_meetings(session),
        "forms": list_forms(session),
        "letters": list_sent_letters(session),
        "bodies": [[body.code, body.name] for body in session.workspace.register.bodies],
        "folder": f"inputs/{session.require_area()}/",
    }


def describe_source(session: Session, payload: Payload, _files: Sequence[bytes]) -> dict[str, Any]:
    """Return one source: what is proposed or confirmed, how it begins, its problems, and what others said at the same time."""
    source = _find(session, payload)
    language, judgements = session.language, session.workspace.judgements
    passages = session.received.passages_of(source.source_id)
    registered = judgements.registrations.get(source.source_id)
    rivals = judgements.rivals.get(registered.id, ()) if registered else ()
    return {
        **_describe(session, source),
        "passages": [
            {"text": one.text, "kind": word(one.kind).text(language), "place": one.anchor.label(language)}
            for one in passages[:_SHOWN_PASSAGES]
        ],
        "more": max(len(passages) - _SHOWN_PASSAGES, 0),
        "problems": [
            _tell_problem(problem, session)
            for problem in session.received.problems
            # The form itself says that the source is not confirmed.
            if problem.source_id == source.source_id and problem.rule != "unregistered"
        ],
        "seen": [event.id for event in (registered, *rivals) if event],
        "rivals": [
            {
                "by": rival.by,
                "sender": f"{rival.sender_code} {rival.sender_name}".strip(),
                "status": word(rival.status).text(language),
            }
            for rival in rivals
            if rival.log == "sources" and rival.type == "source.registered"
        ],
    }


def confirm_source(session: Session, payload: Payload, files: Sequence[bytes]) -> dict[str, Any]:
    """Save what a person says a source is; it counts from now on.

    Raises:
        UsageError: The sender is none or several, or the date is none.
    """
    source = _find(session, payload)
    level = Level(payload["level"])
    sender = str(payload.get("sender", "")).strip()
    if not sender and level is not Level.OTHER:
        raise UsageError(
            Message("Velg hvem avsenderen er. Er det en organisasjon eller en person, velg nivået «annen avsender».")
        )
    registration = judging.Registration(
        sender=sender or None,
        level=level if level is Level.OTHER else None,
        status=Status(payload["status"]),
        arena=Arena(payload["arena"]),
        date=read_date(str(payload["date"])) if str(payload.get("date", "")).strip() else "",
        openness=Openness(payload["openness"]),
        quotable=bool(payload.get("quotable")),
        public_address=str(payload.get("public_address", "")).strip(),
        meeting_id=str(payload.get("meeting", "")),
        replies_to=read_answered_letter(session, source.source_id, payload.get("replies_to")),
        replaces=tuple(str(one) for one in payload.get("seen", ())),
    )
    judging.register_sources(
        session.workspace, session.require_area(), [source], by=session.require_person(), registration=registration
    )
    session.refresh()
    return list_sources(session, payload, files)


def confirm_ready(session: Session, payload: Payload, files: Sequence[bytes]) -> dict[str, Any]:
    """Confirm the proposals `ids` as they stand, those of them in which nothing must be cleared up first."""
    asked = {str(one) for one in payload.get("ids", ())}
    ready = [source for source in sort_proposals(session.received)[0] if source.source_id in asked]
    registration = judging.Registration(replaces=())
    events = judging.register_sources(
        session.workspace, session.require_area(), ready, by=session.require_person(), registration=registration
    )
    session.refresh()
    return {**list_sources(session, payload, files), "confirmed": len(events)}


def set_aside(session: Session, payload: Payload, files: Sequence[bytes]) -> dict[str, Any]:
    """Keep a source that is not to count, with a reason.

    Raises:
        UsageError: No reason is given.
    """
    source, reason = _find(session, payload), str(payload.get("reason", "")).strip()
    if not reason:
        raise UsageError(Message("Skriv hvorfor innspillet ikke skal telle. Grunnen står i rapporten, i tall."))
    area_code, person = session.require_area(), session.require_person()
    judging.set_source_aside(session.workspace, area_code, source, by=person, reason=reason)
    session.refresh()
    return list_sources(session, payload, files)


def save_meeting(session: Session, payload: Payload, files: Sequence[bytes]) -> dict[str, Any]:
    """Save a meeting.

    Raises:
        UsageError: As `meetings.save_meeting`.
    """
    meetings.save_meeting(session, payload)
    return list_sources(session, payload, files)


def recognise_scans(session: Session, payload: Payload, files: Sequence[bytes]) -> dict[str, Any]:
    """Recognise the text of the area's scans, and tell of each what became of it."""
    session.require_person()
    language = session.language
    told = []
    for one in recognise_areas(session.workspace, [session.require_area()]):
        done = Message("{source}: Teksten er gjenkjent. Se over den.", source=one.source)
        told.append(one.error.text(language) if one.error else done.text(language))
    session.refresh()
    return {**list_sources(session, payload, files), "told": told}


def _describe(session: Session, source: Source) -> dict[str, Any]:
    language = session.language
    registered = session.workspace.judgements.registrations.get(source.source_id)
    return {
        "id": source.source_id,
        "source": source.source,
        "file": source.source.partition("/")[2] or source.source,
        "state": source.state.value,
        "state_word": word(source.state).text(language),
        "sender_code": source.sender_code,
        "sender": source.sender_name,
        "level": source.level.value,
        "status": source.status.value,
        "arena": source.arena.value,
        "date": write_short_date(source.date),
        "openness": source.openness.value,
        "quotable": source.quotable,
        "public_address": source.public_address,
        "meeting": source.meeting_id,
        "replies_to": registered.replies_to if registered else "",
        "late": source.late,
        "readable": source.readable,
        "waiting": bool(source.waiting),
        "aside": source.set_aside_reason,
        "by": source.registered_by,
        "withdrawn": source.source_id in session.workspace.judgements.withdrawn,
    }


def _find(session: Session, payload: Payload) -> Source:
    wanted = str(payload.get("id", ""))
    for source in session.received.sources:
        if source.source_id == wanted:
            if source.state is SourceState.REJECTED and wanted in session.workspace.judgements.withdrawn:
                raise UsageError(Message("Avsenderen har trukket innspillet. Det kan ikke tas inn igjen her."))
            return source
    raise UsageError(Message("Innspillet ligger ikke lenger i mappen, eller er endret. Se på listen på nytt."))


def _tell_problem(problem: Problem, session: Session) -> dict[str, str]:
    language = session.language
    return {
        "severity": problem.severity.value,
        "what": problem.what.text(language),
        "to_do": advise(problem).text(language),
        "found": problem.found,
        "place": problem.anchor.label(language),
        "source": problem.source,
    }


def _senders(session: Session) -> list[dict[str, str]]:
    register, area_code, language = session.workspace.register, session.require_area(), session.language
    counties = session.workspace.county_codes if area_code == NATIONAL else (area_code,)
    members = [member for code in counties for member in register.members_in(code)]
    return [
        *(
            {"code": member.code, "label": member.name, "group": f"{word(member.level).text(language)} {member.code}"}
            for member in members
        ),
        *(
            {"code": body.code, "label": body.name, "group": word(Level.BODY).text(language)}
            for body in register.bodies
        ),
    ]


def _choices(codes: type[StrEnum], session: Session) -> list[list[str]]:
    return [[code.value, word(code).text(session.language)] for code in codes]


ACTIONS: Mapping[str, Action] = {
    "sources.list": list_sources,
    "sources.describe": describe_source,
    "sources.confirm": confirm_source,
    "sources.confirm_ready": confirm_ready,
    "sources.set_aside": set_aside,
    "sources.meeting": save_meeting,
    "sources.recognise": recognise_scans,
}
