"""Rows of the meetings as judgements: new meetings, and what was changed of those that are registered."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from medlemsdialog.evidence import build_labels
from medlemsdialog.exchange.filled_rows import FilledRow, RowResult, Setting, fate_of
from medlemsdialog.exchange.lists import NO, YES, describe_meeting
from medlemsdialog.exchange.source_sheets import put_questions, read_meeting_values
from medlemsdialog.exchange.three_way import Fate
from medlemsdialog.judgements.authorship import client_name
from medlemsdialog.judgements.events import MeetingHeld
from medlemsdialog.models.vocabulary import Arena
from medlemsdialog.register.models import BodyKind

_NEEDED = ("body_code", "date")
_ARENA_OF = {
    BodyKind.COUNTY_BOARD: Arena.COUNTY_BOARD,
    BodyKind.CHIEF_EXECUTIVES: Arena.CHIEF_EXECUTIVES,
    BodyKind.NETWORK: Arena.NETWORK,
}


def take_meeting_rows(rows: Sequence[FilledRow], setting: Setting) -> tuple[tuple[FilledRow, RowResult], ...]:
    """Return what each row says of a meeting that differs from what holds now."""
    held = {meeting.meeting_id: meeting for meeting in setting.workspace.judgements.meetings_in(setting.area_code)}
    seen: dict[str, int] = {}
    results: list[tuple[FilledRow, RowResult]] = []
    for row in rows:
        mine = {key: "" if value == NO and key.startswith("question.") else value for key, value in row.mine.items()}
        if not row.id and not any(mine.values()) and not row.faults:
            continue
        meeting_id = row.id if row.id in held else _new_id(mine, held)
        if meeting_id and meeting_id in seen:
            twice = row.problem("sheet_meeting_twice", "date", row=seen[meeting_id])
            results.append((row, RowResult(problems=(*row.fault_problems(), twice))))
            continue
        if meeting_id:
            seen[meeting_id] = row.number
        results.append((row, _take_row(row, mine, meeting_id, held.get(meeting_id), setting)))
    return tuple(results)


def name_meetings(results: Sequence[tuple[FilledRow, RowResult]], setting: Setting) -> dict[str, str]:
    """Return the meetings that the rows lead to, by id, as the drop-down of meetings names them."""
    labels = build_labels(setting.workspace, setting.lists.language)
    events = (event for _, result in results for event in result.events if isinstance(event, MeetingHeld))
    return {event.meeting_id: describe_meeting(event.date, labels.sender(event.body_code)) for event in events}


def _take_row(
    row: FilledRow, mine: Mapping[str, str], meeting_id: str, held: MeetingHeld | None, setting: Setting
) -> RowResult:
    problems, kept = list(row.fault_problems()), 0
    if held is None:
        missing = [key for key in _NEEDED if not mine.get(key) and key not in row.faults]
        problems += [row.problem("sheet_row_incomplete", key, column=row.form.column(key).heading) for key in missing]
        if problems:
            return RowResult(problems=tuple(problems))
        return RowResult((_build_event(mine, meeting_id, setting),), ())
    present = read_meeting_values(held)
    new_row = row.id != meeting_id
    values, taken = dict(present), False
    for key, value in mine.items():
        if key in row.faults or (new_row and not value):
            continue
        # A row without id that is here already was taken in before: what it was written with is not known.
        base = None if new_row else row.base_value(key)
        fate = fate_of(row, base, value, present.get(key, ""), judged=True, setting=setting)
        if new_row and fate is Fate.TAKEN and not setting.keep_mine:
            fate = Fate.CONFLICT
        if fate is Fate.TAKEN:
            values[key], taken = value, True
        elif fate is Fate.CONFLICT:
            was, now_is = row.show(key, base or ""), row.show(key, present.get(key, ""))
            problems.append(row.conflict(key, row.show(key, value), was, now_is, who=held))
        kept += int(fate is Fate.KEPT)
    missing = [key for key in _NEEDED if not values.get(key)]
    problems += [row.problem("sheet_row_incomplete", key, column=row.form.column(key).heading) for key in missing]
    events = (_build_event(values, meeting_id, setting),) if taken and not missing else ()
    return RowResult(events, tuple(problems), kept)


def _build_event(values: Mapping[str, str], meeting_id: str, setting: Setting) -> MeetingHeld:
    body = setting.workspace.register.body(values["body_code"])
    default = _ARENA_OF.get(body.kind, Arena.OTHER) if body else Arena.OTHER
    return MeetingHeld(
        by=setting.by,
        client=client_name(),
        meeting_id=meeting_id,
        body_code=values["body_code"],
        date=values["date"],
        arena=Arena(values["arena"]) if values.get("arena") else default,
        attendance=int(values["attendance"]) if values.get("attendance") else None,
        invited=int(values["invited"]) if values.get("invited") else None,
        questions=put_questions({key: YES if value == YES else NO for key, value in values.items()}),
    )


def _new_id(mine: Mapping[str, str], held: Mapping[str, MeetingHeld]) -> str:
    """Return the id of a new meeting: from body and day, and from the arena where the day had another meeting."""
    if not all(mine.get(key) for key in _NEEDED):
        return ""
    slug = re.sub(r"[^a-z0-9]+", "-", mine["body_code"].removeprefix("organ:")).strip("-")
    meeting_id = f"mote-{slug}-{mine['date']}"
    other = held.get(meeting_id)
    arena = mine.get("arena")
    return f"{meeting_id}-{arena.replace('_', '-')}" if other and arena and other.arena != arena else meeting_id
