"""The tab «Merknader»: what a person must look at in an area, where it stands, and the ways to put it right."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from medlemsdialog.catalogue import Language, Message
from medlemsdialog.desk.dispatch import Action, Payload
from medlemsdialog.desk.problem_context import describe_context, find_passage, place_order
from medlemsdialog.desk.problem_fixes import (
    describe_corrections,
    describe_fields,
    describe_findings,
    describe_orphans,
    find_named_correction,
    list_senders,
)
from medlemsdialog.desk.problem_guidance import LIKELY_FIELDS, advise, is_done_elsewhere, name_problem
from medlemsdialog.desk.session import Session
from medlemsdialog.errors import UsageError
from medlemsdialog.evidence.received import renew_problems
from medlemsdialog.intake.corrections import value_of
from medlemsdialog.judgements.events import SourceRegistered
from medlemsdialog.models.problems import Problem
from medlemsdialog.models.sources import Source
from medlemsdialog.models.vocabulary import Severity, SourceState, word
from medlemsdialog.runs import judging, personal
from medlemsdialog.runs.correcting import correct_value, find_corrected, undo_correction
from medlemsdialog.runs.reattaching import attach_coding

_SEVERITIES = tuple(Severity)
_KEY_DIGITS = 16


def list_problems(session: Session, _payload: Payload, _files: Sequence[bytes]) -> dict[str, Any]:
    """Return a row for each problem, gravest first and those of one kind and file together, and the corrections made."""
    language = session.language
    keyed = _key_problems(session)
    first: dict[tuple[int, str, str], int] = {}
    for number, problem in enumerate(keyed.values()):
        first.setdefault(_group_of(problem), number)
    in_order = sorted(
        keyed.items(), key=lambda item: (_group_of(item[1])[0], first[_group_of(item[1])], place_order(item[1].anchor))
    )
    return {
        "rows": [_row(key, problem, language) for key, problem in in_order],
        "severities": [[one.value, word(one).text(language)] for one in Severity],
        "corrections": describe_corrections(session),
        "senders": list_senders(session),
    }


def describe_problem(session: Session, payload: Payload, _files: Sequence[bytes]) -> dict[str, Any]:
    """Return one problem: what, where, found, allowed, what to do, what stands around it, and what can be done here."""
    key, language = str(payload.get("key", "")), session.language
    problem = _find(session, key)
    source = next((one for one in session.received.sources if one.source_id == problem.source_id), None)
    passage = find_passage(session.received, problem)
    fields = describe_fields(session, source, passage)
    likely = LIKELY_FIELDS.get(problem.rule, "")
    is_about_people = problem.rule == "personal_data"
    return {
        **_row(key, problem, language),
        "found": problem.found,
        "allowed": problem.allowed.text(language),
        "to_do": advise(problem).text(language),
        "elsewhere": is_done_elsewhere(problem),
        "source": _describe_source(source, language) if source else None,
        "can_set_aside": _find_settable(session, problem.source_id) is not None,
        "statement": passage.statement_id if passage and passage.is_statement else "",
        **describe_context(session.received, problem, source, language),
        "fields": fields,
        "likely": likely if likely in {field["name"] for field in fields} else "",
        "orphans": describe_orphans(session, problem) if problem.rule == "orphan-coding" else [],
        "findings": describe_findings(session, problem.source_id) if is_about_people else [],
        "correction": find_named_correction(session, problem),
    }


def correct(session: Session, payload: Payload, files: Sequence[bytes]) -> dict[str, Any]:
    """Put one value right: `target` is a source or a passage, `field` the value, `seen` what it was on the page.

    Raises:
        UsageError: The value cannot be, a reason is missing, or somebody has changed the value meanwhile.
    """
    person, reason = session.require_person(), _require_reason(payload)
    target, field = str(payload.get("target", "")), str(payload.get("field", ""))
    value, area_code = str(payload.get("value", "")), session.require_area()
    place = find_corrected(session.workspace, target, field, county=area_code)
    if value_of(place.passage or place.source, field) != payload.get("seen"):
        raise UsageError(Message("Noen har endret dette samtidig. Se hva som står der nå, og rett det om det trengs."))
    if field == "text" and not value.strip():
        raise UsageError(Message("Skriv teksten slik den skal være."))
    correct_value(session.workspace, target, field=field, value=value, reason=reason, by=person, county=area_code)
    return _answer(session, payload, files)


def undo(session: Session, payload: Payload, files: Sequence[bytes]) -> dict[str, Any]:
    """Take one correction back, whoever made it; what the original says holds again."""
    undo_correction(
        session.workspace,
        str(payload.get("id", "")),
        by=session.require_person(),
        reason=str(payload.get("reason", "")),
    )
    return _answer(session, payload, files)


def set_aside(session: Session, payload: Payload, files: Sequence[bytes]) -> dict[str, Any]:
    """Keep a source that is not to count, with a reason; also one whose original is gone.

    Raises:
        UsageError: No reason is given, or the source is not there to be set aside.
    """
    person, reason = session.require_person(), _require_reason(payload)
    source = _find_settable(session, str(payload.get("source", "")))
    if source is None:
        raise UsageError(Message("Innspillet ligger ikke lenger i mappen, eller er alt satt til side."))
    judging.set_source_aside(session.workspace, session.require_area(), source, by=person, reason=reason)
    return _answer(session, payload, files)


def judge_personal(session: Session, payload: Payload, files: Sequence[bytes]) -> dict[str, Any]:
    """Say of findings (`ids`) that they are to be masked, or with `lift` and a reason that they may stand.

    Raises:
        UsageError: No reason is given for what may stand.
    """
    person, area_code = session.require_person(), session.require_area()
    ids = [str(one) for one in payload.get("ids", ())]
    if payload.get("lift"):
        reason = _require_reason(payload)
        personal.lift_findings(session.workspace, area_code, ids, reason=reason, by=person)
    else:
        personal.confirm_findings(session.workspace, area_code, ids, by=person)
    return _answer(session, payload, files)


def attach(session: Session, payload: Payload, files: Sequence[bytes]) -> dict[str, Any]:
    """Attach a coding (`statement`, `coder`) whose text is gone to the statement `to` that came in its place."""
    attach_coding(
        session.workspace,
        session.received,
        str(payload.get("statement", "")),
        coder=str(payload.get("coder", "")),
        to=str(payload.get("to", "")),
        by=session.require_person(),
    )
    return _answer(session, payload, files)


def _answer(session: Session, payload: Payload, files: Sequence[bytes]) -> dict[str, Any]:
    session.refresh()
    return list_problems(session, payload, files)


def _require_reason(payload: Payload) -> str:
    reason = str(payload.get("reason", "")).strip()
    if not reason:
        raise UsageError(Message("Skriv hvorfor. Begrunnelsen blir stående i loggen."))
    return reason


def _key_problems(session: Session) -> dict[str, Problem]:
    """Return the area's problems by a key that lasts while the problem does."""
    keyed: dict[str, Problem] = {}
    seen: Counter[str] = Counter()
    for problem in renew_problems(session.workspace, session.received):
        # What is found in it becomes less as it is judged, and it is the same problem still.
        left_out = {"found", "what", "anchor"} if problem.rule == "personal_data" else {"to_do"}
        key = hashlib.sha256(problem.model_dump_json(exclude=left_out).encode()).hexdigest()[:_KEY_DIGITS]
        if key in keyed and problem.rule == "orphan-coding":
            # Several have coded the same text; all their codings are shown with it.
            continue
        seen[key] += 1
        keyed[key if seen[key] == 1 else f"{key}-{seen[key]}"] = problem
    return keyed


def _find(session: Session, key: str) -> Problem:
    problem = _key_problems(session).get(key)
    if problem is None:
        raise UsageError(Message("Merknaden gjelder ikke lenger. Velg en annen i listen."))
    return problem


def _group_of(problem: Problem) -> tuple[int, str, str]:
    return _SEVERITIES.index(problem.severity), problem.rule, problem.source.partition("#")[0]


def _row(key: str, problem: Problem, language: Language) -> dict[str, Any]:
    return {
        "key": key,
        "rule": problem.rule,
        "name": name_problem(problem, language),
        "severity": problem.severity.value,
        "severity_word": word(problem.severity).text(language),
        "what": problem.what.text(language),
        "file": problem.source.partition("#")[0],
        "row": problem.source.partition("#")[2],
        "place": problem.anchor.label(language),
        "source_id": problem.source_id,
        "text": problem.found,
    }


def _describe_source(source: Source, language: Language) -> dict[str, Any]:
    return {
        "id": source.source_id,
        "sender": source.sender_name,
        "state": source.state.value,
        "state_word": word(source.state).text(language),
        "readable": source.readable,
    }


def _find_settable(session: Session, source_id: str) -> Source | SourceRegistered | None:
    """Return the source if it can be set aside: it is there and counts or may count, or is registered and gone."""
    judgements = session.workspace.judgements
    if not source_id or source_id in judgements.withdrawn or source_id in judgements.set_aside:
        return None
    for source in session.received.sources:
        if source.source_id == source_id:
            return source if source.state is not SourceState.REJECTED else None
    return judgements.registrations.get(source_id)


ACTIONS: Mapping[str, Action] = {
    "problems.list": list_problems,
    "problems.describe": describe_problem,
    "problems.correct": correct,
    "problems.undo": undo,
    "problems.set_aside": set_aside,
    "problems.personal": judge_personal,
    "problems.attach": attach,
}
