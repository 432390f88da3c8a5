"""What people have judged about sources, applied to what was received: registrations, corrections, withdrawals."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from medlemsdialog.catalogue import Message
from medlemsdialog.intake.folders import Folder
from medlemsdialog.intake.received import Received
from medlemsdialog.intake.rules import build_problem
from medlemsdialog.judgements.events import CorrectionMade, SourceRegistered, SourceSetAside
from medlemsdialog.judgements.fold import Judgements
from medlemsdialog.models.passages import Passage
from medlemsdialog.models.problems import Problem
from medlemsdialog.models.sources import Source
from medlemsdialog.models.vocabulary import Level, SourceState, word
from medlemsdialog.register.models import Register

# A registration answers these; the others are still to be looked at.
_SETTLED_BY_REGISTRATION = frozenset(
    {"unknown_sender", "ambiguous_sender", "foreign_edition_sender", "repaired_code", "not_a_member", "organisation"}
)
_SOURCE_FIELDS = frozenset({"sender_code", "level", "status", "arena", "date"})


class EventIndex(NamedTuple):
    """Judgements on sources by what they may be found by: id, path, content."""

    registered: Mapping[str, SourceRegistered]
    set_aside: Mapping[str, SourceSetAside]
    withdrawn: Mapping[str, str]
    corrections: Sequence[CorrectionMade]


def index_judgements(judgements: Judgements) -> EventIndex:
    """Return the judgements on sources, withdrawals with their reasons."""
    return EventIndex(
        judgements.registrations,
        judgements.set_aside,
        {source_id: event.reason for source_id, event in judgements.withdrawn.items()},
        judgements.corrections,
    )


def apply_judgements(
    received: Sequence[Received], index: EventIndex, register: Register, *, listed: Collection[str] = ()
) -> tuple[tuple[Received, ...], frozenset[str]]:
    """Return what was received as people have judged it, and the ids of the registrations that found their source.

    A judgement belongs to the source with its id, else its path, else its content (a moved file); it is used once.
    `listed` are the paths of all originals, those of other areas too: what still lies in its place has not moved.
    """
    ids = {one.source.source_id for one in received}
    paths = {one.source.source for one in received}
    by_id: dict[str, SourceRegistered | SourceSetAside] = {**index.set_aside, **index.registered}
    by_path = {event.source: event for event in by_id.values() if event.source_id not in ids}
    by_content = {
        event.content_sha256: event
        for event in by_id.values()
        if event.source_id not in ids
        and event.source not in paths
        and event.source not in listed
        and event.content_sha256
    }
    used: set[str] = set()
    applied: list[Received] = []
    for one in received:
        source = one.source
        event = by_id.get(source.source_id) or by_path.get(source.source) or by_content.get(source.content_sha256)
        if not source.source_id or (event is not None and event.source_id in used):
            event = None
        if event is not None:
            used.add(event.source_id)
        judged = _apply_event(one, event, register)
        if judged.source.source_id in index.withdrawn:
            judged = _withdraw(judged, index.withdrawn[judged.source.source_id])
        applied.append(_apply_corrections(judged, index.corrections, register))
    return tuple(applied), frozenset(used)


def find_missing(index: EventIndex, used: frozenset[str]) -> tuple[SourceRegistered, ...]:
    """Return the registrations whose original is gone; withdrawn ones may be."""
    return tuple(
        event
        for source_id, event in sorted(index.registered.items())
        if source_id not in used and source_id not in index.withdrawn
    )


def _unconfirmed(source: Source) -> Problem:
    code = f" ({source.sender_code})" if source.sender_code else ""
    return _problem(
        source,
        "unregistered",
        found=source.sender_name,
        sender=f"{source.sender_name}{code}" if source.sender_name else Message("ukjent"),
        level=word(source.level),
        status=word(source.status),
    )


def _apply_event(one: Received, event: SourceRegistered | SourceSetAside | None, register: Register) -> Received:
    source = one.source
    if event is None:
        notice = _unconfirmed(source) if source.readable and source.source_id else None
        return one._replace(problems=(*one.problems, notice)) if notice else one
    changed = bool(event.content_sha256) and event.content_sha256 != source.content_sha256
    update: dict[str, Any] = {"source_id": event.source_id, "registered_by": event.by}
    if isinstance(event, SourceSetAside):
        update |= {"state": SourceState.REJECTED, "set_aside_reason": event.reason}
    else:
        update |= _registered_values(event, one.folder, source, register)
    judged = source.model_copy(update=update)
    kept = [
        problem
        for problem in one.problems
        if isinstance(event, SourceSetAside) or problem.rule not in _SETTLED_BY_REGISTRATION
    ]
    problems = [_moved(problem, judged) for problem in kept]
    if changed:
        problems.append(_problem(judged, "original_changed"))
    passages = tuple(_renamed(passage, source.source_id, judged) for passage in one.passages)
    return one._replace(source=judged, passages=passages, problems=tuple(problems))


def _registered_values(event: SourceRegistered, folder: Folder, source: Source, register: Register) -> dict[str, Any]:
    county = source.county_code
    if folder.kind != "county":
        county = _county_of(event.sender_code, register)
    return {
        "state": SourceState.REGISTERED,
        "sender_code": event.sender_code,
        "sender_name": event.sender_name or _name_of(event.sender_code, register),
        "level": event.level,
        "status": event.status,
        "arena": event.arena,
        "date": event.date,
        "openness": event.openness,
        "quotable": event.quotable,
        "public_address": event.public_address,
        "meeting_id": event.meeting_id,
        "county_code": county,
    }


def _withdraw(one: Received, reason: str) -> Received:
    source = one.source.model_copy(
        update={"state": SourceState.REJECTED, "set_aside_reason": reason, "readable": True, "waiting": ()}
    )
    problems = tuple(problem for problem in one.problems if problem.rule in {"outside_county_folder"})
    return one._replace(source=source, passages=(), problems=(*problems, _problem(source, "withdrawn_original")))


def _apply_corrections(one: Received, corrections: Sequence[CorrectionMade], register: Register) -> Received:
    source, passages, problems = one.source, list(one.passages), list(one.problems)
    for correction in corrections:
        if correction.source_id != source.source_id or not source.source_id or source.state is SourceState.REJECTED:
            continue
        if correction.field in _SOURCE_FIELDS and not correction.statement_id:
            if str(getattr(source, correction.field)) == correction.expected:
                source = _corrected_source(source, correction, one.folder, register)
                continue
        else:
            place = _find_passage(passages, correction)
            if place is not None and str(getattr(passages[place], correction.field)) == correction.expected:
                values = passages[place].model_dump() | {correction.field: correction.value}
                if correction.field == "kind":
                    values["kind_reason"] = correction.reason or "rettet"
                passages[place] = Passage.model_validate(values)
                continue
        problems.append(
            build_problem(
                "correction_not_applied",
                source=source.source,
                source_id=source.source_id,
                county_code=source.county_code,
                statement_id=correction.statement_id,
                anchor=correction.anchor,
                found=correction.value,
                expected=correction.expected,
            )
        )
    return one._replace(source=source, passages=tuple(passages), problems=tuple(problems))


def _corrected_source(source: Source, correction: CorrectionMade, folder: Folder, register: Register) -> Source:
    values = source.model_dump() | {correction.field: correction.value}
    if correction.field == "sender_code":
        member = register.member(correction.value)
        values["sender_name"] = _name_of(correction.value, register) or source.sender_name
        values["level"] = member.level if member else Level.BODY if register.body(correction.value) else source.level
        if folder.kind == "national":
            values["county_code"] = _county_of(correction.value, register)
    return Source.model_validate(values)


def _find_passage(passages: Sequence[Passage], correction: CorrectionMade) -> int | None:
    for number, passage in enumerate(passages):
        if correction.statement_id:
            if passage.statement_id == correction.statement_id:
                return number
        elif passage.anchor == correction.anchor:
            return number
    return None


def _renamed(passage: Passage, old: str, source: Source) -> Passage:
    """Return the passage under the id that its source was registered with."""
    statement_id = source.source_id + passage.statement_id.removeprefix(old)
    status = passage.status if passage.status is not source.status else None
    return passage.model_copy(update={"source_id": source.source_id, "statement_id": statement_id, "status": status})


def _moved(problem: Problem, source: Source) -> Problem:
    return problem.model_copy(update={"source_id": source.source_id, "county_code": source.county_code})


def _county_of(sender_code: str, register: Register) -> str:
    member, body = register.member(sender_code), register.body(sender_code)
    return member.county_code if member else (body.county_code or "") if body else ""


def _name_of(sender_code: str, register: Register) -> str:
    member, body = register.member(sender_code), register.body(sender_code)
    return member.name if member else body.name if body else ""


def _problem(source: Source, rule: str, *, found: str = "", **values: Any) -> Problem:
    return build_problem(
        rule, source=source.source, source_id=source.source_id, county_code=source.county_code, found=found, **values
    )
