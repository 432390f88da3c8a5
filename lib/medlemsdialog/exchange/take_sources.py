"""Rows of the register of sources as judgements: confirmed, changed or set aside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from medlemsdialog.exchange.columns import ID
from medlemsdialog.exchange.filled_rows import FilledRow, RowResult, Setting, fate_of
from medlemsdialog.exchange.lists import NO, OTHER_SENDER, YES
from medlemsdialog.exchange.parsing import Fault, clean_text, describe_choices
from medlemsdialog.exchange.source_sheets import read_source_values
from medlemsdialog.exchange.three_way import Fate
from medlemsdialog.judgements.authorship import client_name
from medlemsdialog.judgements.events import Event, SourceRegistered, SourceSetAside
from medlemsdialog.models.problems import Problem
from medlemsdialog.models.sources import Source
from medlemsdialog.models.vocabulary import Level, SourceState
from medlemsdialog.register.models import Register

# What a source is, besides whether it counts.
_FACTS = (
    "sender", "sender_name", "level", "status", "arena", "date", "meeting_id", "openness", "quotable", "public_address",
)  # fmt: skip
_NEVER_BLANK = ("level", "status", "arena", "openness")
_STORED_AS = {"status": "status", "arena": "arena", "date": "date", "meeting_id": "meeting_id", "openness": "openness",
              "public_address": "public_address"}  # fmt: skip
_REGISTERED, _PROPOSED, _ASIDE = SourceState.REGISTERED, SourceState.PROPOSED, SourceState.REJECTED


def take_source_row(row: FilledRow, source: Source, setting: Setting) -> RowResult:
    """Return what one row says of a source that differs from what holds now."""
    row = _with_blanks(row)
    rules = {problem.rule for problem in setting.received.problems if problem.source_id == source.source_id}
    present = {key: clean_text(value) for key, value in read_source_values(source, rules).items()}
    if source.source_id in setting.workspace.judgements.withdrawn:
        return RowResult(problems=(row.problem("sheet_withdrawn", ID),) if row.changed_keys else ())
    said, problems = _said_state(row, present)
    state_keys = ("confirmed", "aside")
    problems += row.fault_problems(state_keys)
    base_state = _state_of(row.base) if row.base else None
    judged = source.state is not _PROPOSED
    fate = fate_of(row, base_state, said, source.state, judged=judged, setting=setting) if said else Fate.SAME
    if fate is Fate.CONFLICT and said:
        key = "aside" if said is _ASIDE else "confirmed"
        mine, was, now_is = (
            setting.lists.yes_no.label(_cells(state)[key]) for state in (said, base_state or said, source.state)
        )
        problems += (row.conflict(key, mine, was, now_is, who=_who(source, setting)),)
    holds = said if said and fate is Fate.TAKEN else source.state
    kept = int(fate is Fate.KEPT)
    if holds is _REGISTERED:
        result = _register(row, source, present, setting, newly=fate is Fate.TAKEN)
    elif holds is _ASIDE:
        result = _set_aside(row, source, present, setting, newly=fate is Fate.TAKEN)
    else:
        result = RowResult(problems=_untaken(row, present, "sheet_not_confirmed", (*_FACTS, "reason")))
    return RowResult(result.events, (*problems, *result.problems), result.kept + kept)


def _register(
    row: FilledRow, source: Source, present: Mapping[str, str], setting: Setting, *, newly: bool
) -> RowResult:
    who = _who(source, setting)
    problems, kept = list(row.fault_problems(_FACTS)), 0
    values, taken = dict(present), set()
    for key in _FACTS:
        if key not in row.mine or key in row.faults:
            continue
        mine = row.mine[key]
        if newly:
            # Whoever confirms a row confirms all that it shows, also what the computer would propose otherwise by now.
            fate = Fate.TAKEN if mine != present[key] else Fate.SAME
        else:
            fate = fate_of(row, row.base_value(key), mine, present[key], judged=True, setting=setting)
        if fate is Fate.TAKEN:
            values[key] = mine
            taken.add(key)
        elif fate is Fate.CONFLICT:
            was, now_is = row.show(key, row.base_value(key) or ""), row.show(key, present[key])
            problems.append(row.conflict(key, row.show(key, mine), was, now_is, who=who))
        kept += int(fate is Fate.KEPT)
    sender, sender_problems = _read_sender(row, values, taken, setting.workspace.register, newly=newly)
    problems += sender_problems
    name_counts = values["sender"] in {"", OTHER_SENDER} or not values["sender_name"]
    if "sender_name" in taken and not name_counts and row.mine["sender_name"] != row.base_value("sender_name"):
        problems.append(row.problem("sheet_name_unused", "sender_name"))
    if row.mine.get("reason", "") not in {present["reason"], row.base_value("reason") or ""}:
        problems.append(row.problem("sheet_reason_unused", "reason"))
    if newly and (sender_problems or any(key in row.faults for key in _FACTS)):
        return RowResult(problems=(*problems, row.problem("sheet_row_waits", "confirmed")), kept=kept)
    if sender_problems:
        taken -= {"sender", "sender_name", "level"}
    if not taken and not newly:
        return RowResult(problems=tuple(problems), kept=kept)
    event = _build_event(source, values, taken, sender, setting, newly=newly)
    return RowResult((event,) if event else (), tuple(problems), kept)


def _build_event(
    source: Source,
    values: Mapping[str, str],
    taken: set[str],
    sender: Mapping[str, Any],
    setting: Setting,
    *,
    newly: bool,
) -> Event | None:
    stored = setting.workspace.judgements.registrations.get(source.source_id)
    # What nobody changed stays as it was registered: a correction made since rests on that.
    proposed = stored if stored and not newly else source
    fields = proposed.model_dump(
        include=set(SourceRegistered.model_fields) - {"id", "at", "by", "client", "schema_version", "type"}
    )
    fields |= {"source": source.source}
    fields |= {name: values[key] for key, name in _STORED_AS.items() if newly or key in taken}
    if newly or "quotable" in taken:
        fields["quotable"] = values["quotable"] == YES
    if newly or taken & {"sender", "sender_name", "level"}:
        fields |= sender
    event = SourceRegistered.model_validate({**fields, "by": setting.by, "client": client_name()})
    unchanged = stored is not None and not newly and _content(stored) == _content(event)
    return None if unchanged else event


def _content(event: SourceRegistered) -> dict[str, Any]:
    return event.model_dump(exclude={"id", "at", "by", "client"})


def _read_sender(
    row: FilledRow, values: Mapping[str, str], taken: set[str], register: Register, *, newly: bool
) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """Return sender and level; the level follows the sender unless the person chose one that fits it."""
    sender, level = values["sender"], values["level"]
    if not (newly or taken & {"sender", "sender_name", "level"}):
        return {}, ()
    if not sender:
        return {}, (row.problem("sheet_sender_missing", "sender"),) if newly or "sender" in taken else ()
    chose_level = "level" in taken and level != row.base_value("level")
    member, body = register.member(sender), register.body(sender)
    if sender == OTHER_SENDER:
        fitting: tuple[Level, ...] = (Level.OTHER,)
        name = values["sender_name"]
        if not name:
            return {}, (row.problem("sheet_sender_name_missing", "sender_name"),)
    elif member:
        fitting = tuple(dict.fromkeys((member.level, *(one for one in Level if member.has_level(one)))))
        name = member.name
    else:
        fitting = (Level.BODY,)
        name = body.name if body else values["sender_name"]
    if chose_level and level not in fitting:
        allowed = ", ".join(str(row.show("level", one)) for one in fitting)
        return {}, (row.problem("sheet_level_differs", "level", sender=row.show("sender", sender), allowed=allowed),)
    fits = level if level in fitting else fitting[0]
    return {"sender_code": "" if sender == OTHER_SENDER else sender, "sender_name": name, "level": fits}, ()


def _set_aside(
    row: FilledRow, source: Source, present: Mapping[str, str], setting: Setting, *, newly: bool
) -> RowResult:
    problems, kept = list(_untaken(row, present, "sheet_aside_not_counted", _FACTS)), 0
    mine = row.mine.get("reason", "")
    fate = Fate.TAKEN
    if not newly:
        fate = fate_of(row, row.base_value("reason"), mine, present["reason"], judged=True, setting=setting)
    if fate is Fate.CONFLICT:
        was, now_is = row.show("reason", row.base_value("reason") or ""), row.show("reason", present["reason"])
        who = _who(source, setting)
        problems.append(row.conflict("reason", row.show("reason", mine), was, now_is, who=who))
    if fate is not Fate.TAKEN:
        return RowResult(problems=tuple(problems), kept=int(fate is Fate.KEPT))
    if not mine:
        return RowResult(problems=(*problems, row.problem("sheet_reason_missing", "reason")), kept=kept)
    event = SourceSetAside(
        by=setting.by,
        client=client_name(),
        source_id=source.source_id,
        source=source.source,
        content_sha256=source.content_sha256,
        reason=mine,
    )
    return RowResult((event,), tuple(problems), kept)


def _untaken(row: FilledRow, present: Mapping[str, str], rule: str, keys: tuple[str, ...]) -> tuple[Problem, ...]:
    """Return a problem for each cell that was changed to something that does not hold, and is not taken in."""
    faulty = row.fault_problems(keys)
    changed = [
        key
        for key in keys
        if key in row.mine
        and key not in row.faults
        and row.mine[key] != present[key]
        and row.mine[key] != row.base_value(key)
        and row.base is not None
    ]
    return (*faulty, *(row.problem(rule, key) for key in changed))


def _said_state(row: FilledRow, present: Mapping[str, str]) -> tuple[SourceState | None, tuple[Problem, ...]]:
    """Return what a row says that a source is, and what is wrong with that; None where it cannot be told."""
    if {"confirmed", "aside"} & row.faults.keys():
        return None, ()
    before = row.base if row.base else present
    # A column that is gone from the sheet changes nothing.
    confirmed, aside = ({**before, **row.mine}.get(key) or NO for key in ("confirmed", "aside"))
    now_confirmed = confirmed != before.get("confirmed", NO)
    now_aside = aside != before.get("aside", NO)
    if confirmed == YES and aside == YES:
        if now_confirmed and now_aside:
            return None, (row.problem("sheet_confirmed_and_aside", "confirmed"),)
        return (_ASIDE if now_aside else _REGISTERED if now_confirmed else _state_of(before)), ()
    if confirmed == NO and aside == NO:
        if now_aside:
            return None, (row.problem("sheet_aside_not_counted", "aside"),)
        if now_confirmed and present["confirmed"] == YES:
            return None, (row.problem("sheet_cannot_unconfirm", "confirmed"),)
        return _state_of(before) if now_confirmed else _PROPOSED, ()
    return _REGISTERED if confirmed == YES else _ASIDE, ()


def _with_blanks(row: FilledRow) -> FilledRow:
    """Return the row where an empty yes/no is no, and an emptied value that must be there is a fault."""
    mine, faults = dict(row.mine), dict(row.faults)
    for key in ("confirmed", "aside", "quotable"):
        if key in mine and key not in faults:
            mine[key] = mine[key] or NO
    for key in _NEVER_BLANK:
        if key in mine and not mine[key] and key not in faults and (row.base_value(key) or row.base is None):
            shown = row.show(key, row.base_value(key) or "")
            faults[key] = Fault("sheet_blank", {"base": shown, "choices": describe_choices(row.form.column(key))})
    return replace(row, mine=mine, faults=faults)


def _state_of(values: Mapping[str, str]) -> SourceState:
    if values.get("aside") == YES:
        return _ASIDE
    return _REGISTERED if values.get("confirmed") == YES else _PROPOSED


def _cells(state: SourceState) -> dict[str, str]:
    return {"confirmed": YES if state is _REGISTERED else NO, "aside": YES if state is _ASIDE else NO}


def _who(source: Source, setting: Setting) -> Event | None:
    judged = setting.workspace.judgements
    return judged.registrations.get(source.source_id) or judged.set_aside.get(source.source_id)
