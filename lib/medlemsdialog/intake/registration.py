"""What people have judged about sources, applied to what was received: registrations, corrections, withdrawals."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from string import ascii_uppercase
from typing import Any, NamedTuple

from medlemsdialog.catalogue import Message
from medlemsdialog.intake.corrections import apply_corrections
from medlemsdialog.intake.folders import Folder
from medlemsdialog.intake.received import Received
from medlemsdialog.intake.rules import build_problem
from medlemsdialog.judgements.events import CorrectionMade, SourceRegistered, SourceSetAside, SourceWithdrawn
from medlemsdialog.judgements.fold import Judgements
from medlemsdialog.models.passages import Passage
from medlemsdialog.models.problems import Problem
from medlemsdialog.models.sources import WITHDRAWN, Source
from medlemsdialog.models.vocabulary import SourceState, word
from medlemsdialog.register.models import Register

# A registration answers these; the others are still to be looked at.
_SETTLED_BY_REGISTRATION = frozenset(
    {
        "unknown_sender",
        "ambiguous_sender",
        "foreign_edition_sender",
        "repaired_code",
        "not_a_member",
        "organisation",
        "service_unit",
        "row_without_sender",
        "sender_columns_differ",
        "sender_name_repaired",
        "wrong_level",
        "unreadable_date",
        "unknown_openness",
        "submission_other_dialogue",
        "submission_other_edition",
        "submission_sender_differs",
        "submission_treated_politically",
        "submission_attachment_sender",
    }
)


class EventIndex(NamedTuple):
    """Judgements on sources by what they may be found by: id, path, content."""

    registered: Mapping[str, SourceRegistered]
    set_aside: Mapping[str, SourceSetAside]
    withdrawn: Mapping[str, SourceWithdrawn]
    withdrawn_contents: Mapping[str, SourceWithdrawn]
    corrections: Sequence[CorrectionMade]


def index_judgements(judgements: Judgements) -> EventIndex:
    """Return the judgements on sources; withdrawals also by the content that was withdrawn, wherever it turns up again."""
    return EventIndex(
        judgements.registrations,
        judgements.set_aside,
        judgements.withdrawn,
        {event.content_sha256: event for event in judgements.withdrawn.values() if event.content_sha256},
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
    told: set[tuple[str, str, str]] = set()
    applied: list[Received] = []
    for one in received:
        source = one.source
        event = by_id.get(source.source_id) or by_path.get(source.source) or by_content.get(source.content_sha256)
        if not source.source_id or (event is not None and event.source_id in used):
            event = None
        if event is not None:
            used.add(event.source_id)
        judged = _apply_event(one, event, register)
        if judged.source.source_id in index.withdrawn or source.content_sha256 in index.withdrawn_contents:
            told |= {(source.source.partition("#")[0], *place) for place in _rows_of(one)}
            judged = _withdraw(judged)
        applied.append(judged)
    corrected = apply_corrections(applied, index.corrections, register)
    return tuple(_without_rows(one, told) for one in corrected), frozenset(used)


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


def _withdraw(one: Received) -> Received:
    """Return the source without a word of what it said: the tombstone's own reason is for those who work with the area."""
    source = one.source.model_copy(
        update={
            "state": SourceState.REJECTED,
            "set_aside_reason": WITHDRAWN,
            "sender_name": one.source.sender_name if one.source.sender_code else "",
            "readable": True,
            "waiting": (),
            "quotable": False,
            "public_address": "",
        }
    )
    problems = tuple(problem for problem in one.problems if problem.rule in {"outside_county_folder"})
    rule = "withdrawn_original"
    if "#" in source.source:
        rule = "withdrawn_row"
    elif ".zip/" in source.source.lower():
        rule = "withdrawn_packed"
    return one._replace(source=source, passages=(), problems=(*problems, _problem(source, rule)))


def _rows_of(one: Received) -> set[tuple[str, str]]:
    """Return the rows (sheet, row number) that an answer stands in."""
    anchors = (passage.anchor for passage in one.passages if "#" in one.source.source and passage.anchor.cell)
    return {(anchor.sheet or "", (anchor.cell or "").lstrip(ascii_uppercase)) for anchor in anchors}


def _without_rows(one: Received, rows: set[tuple[str, str, str]]) -> Received:
    """Return a sheet's own notes without those on rows that were withdrawn: a note repeats what the cell says."""
    if not rows or "#" in one.source.source:
        return one
    file = one.source.source.partition("#")[0]
    kept = tuple(
        problem
        for problem in one.problems
        if (file, problem.anchor.sheet or "", (problem.anchor.cell or "").lstrip(ascii_uppercase)) not in rows
    )
    return one._replace(problems=kept)


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
        rule,
        source=source.source,
        source_id=source.source_id,
        county_code=source.county_code,
        anchor=source.place,
        found=found,
        **values,
    )
