"""The state of human judgement: the fold of all events, whatever order lines and files come in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from pydantic import BaseModel, ConfigDict

from medlemsdialog.judgements.events import (
    AnyEvent,
    AssessmentWritten,
    ClaimRetired,
    ClaimWritten,
    CodingRemoved,
    CodingSet,
    CorrectionMade,
    CorrectionUndone,
    MeetingHeld,
    PersonalConfirmed,
    PersonalDataDeleted,
    PersonalEvent,
    PersonalLifted,
    PersonalMarked,
    SignOffGiven,
    SignOffWithdrawn,
    SourceRegistered,
    SourceSetAside,
    SourceWithdrawn,
)
from medlemsdialog.models.identity import source_id_of

_E = TypeVar("_E")


class AreaEvent(BaseModel):
    """An event and the area whose log it stands in."""

    model_config = ConfigDict(frozen=True)

    area_code: str
    event: AnyEvent


class Judgements(BaseModel):
    """What people have judged so far.

    Keys: sources by `source_id`; meetings by `meeting_id` (with the area they were held for); codings by (`statement_id`,
    coder), and by the same key the area whose log they stand in; assessments by (area code, about, about_id); sign-offs
    by area code; what was said of personal data by finding id. `corrections` stand in the order they were made,
    without those taken back; `correction_areas` holds the area whose log each stands in.

    Of a withdrawn source only the tombstone, its area and its registration are kept: whoever's log still holds codings of
    it, or its words, they are no part of the state.
    """

    model_config = ConfigDict(frozen=True)

    registrations: Mapping[str, SourceRegistered] = {}
    set_aside: Mapping[str, SourceSetAside] = {}
    withdrawn: Mapping[str, SourceWithdrawn] = {}
    withdrawn_areas: Mapping[str, str] = {}
    deleted: PersonalDataDeleted | None = None
    meetings: Mapping[str, tuple[str, MeetingHeld]] = {}
    corrections: tuple[CorrectionMade, ...] = ()
    correction_areas: Mapping[str, str] = {}
    personal: Mapping[str, PersonalEvent] = {}
    codings: Mapping[tuple[str, str], CodingSet] = {}
    coding_areas: Mapping[tuple[str, str], str] = {}
    claims: Mapping[str, ClaimWritten] = {}
    retired_claims: Mapping[str, ClaimRetired] = {}
    assessments: Mapping[tuple[str, str, str], AssessmentWritten] = {}
    sign_offs: Mapping[str, SignOffGiven] = {}

    def codings_of(self, statement_id: str) -> tuple[CodingSet, ...]:
        """Return every coder's current coding of one statement, by coder."""
        return tuple(self.codings[key] for key in sorted(self.codings) if key[0] == statement_id)

    def meetings_in(self, area_code: str) -> tuple[MeetingHeld, ...]:
        """Return the meetings registered for one area, by date and id."""
        held = [meeting for area, meeting in self.meetings.values() if area == area_code]
        return tuple(sorted(held, key=lambda meeting: (meeting.date, meeting.meeting_id)))


def fold_events(events: Iterable[AreaEvent]) -> Judgements:
    """Return the state that `events` lead to. The same events in any order, or twice, give the same state."""
    registrations: dict[str, SourceRegistered] = {}
    set_aside: dict[str, SourceSetAside] = {}
    withdrawn: dict[str, SourceWithdrawn] = {}
    withdrawn_areas: dict[str, str] = {}
    meetings: dict[str, tuple[str, MeetingHeld]] = {}
    personal: dict[str, PersonalEvent] = {}
    codings: dict[tuple[str, str], CodingSet] = {}
    coding_areas: dict[tuple[str, str], str] = {}
    claims: dict[str, ClaimWritten] = {}
    retired: dict[str, ClaimRetired] = {}
    assessments: dict[tuple[str, str, str], AssessmentWritten] = {}
    sign_offs: dict[str, SignOffGiven] = {}
    in_order = sorted(_once(events), key=lambda placed: placed.event.order)
    for placed in in_order:
        match placed.event:
            case SourceRegistered() as event:
                registrations[event.source_id] = event
                set_aside.pop(event.source_id, None)
            case SourceSetAside() as event:
                set_aside[event.source_id] = event
                registrations.pop(event.source_id, None)
            case SourceWithdrawn() as event:
                withdrawn[event.source_id] = event
                withdrawn_areas[event.source_id] = placed.area_code
            case MeetingHeld() as event:
                meetings[event.meeting_id] = (placed.area_code, event)
            case PersonalLifted() | PersonalConfirmed() | PersonalMarked() as event:
                personal[event.finding_id] = event
            case CodingSet() as event:
                codings[event.statement_id, event.by] = event
                coding_areas[event.statement_id, event.by] = placed.area_code
            case CodingRemoved() as event:
                codings.pop((event.statement_id, event.by), None)
                coding_areas.pop((event.statement_id, event.by), None)
            case ClaimWritten() as event:
                claims[event.claim_id] = event
                retired.pop(event.claim_id, None)
            case ClaimRetired() as event:
                retired[event.claim_id] = event
            case AssessmentWritten() as event:
                assessments[placed.area_code, event.about, event.about_id] = event
            case SignOffGiven() as event:
                sign_offs[placed.area_code] = event
            case SignOffWithdrawn():
                sign_offs.pop(placed.area_code, None)
    corrections = _standing_corrections(in_order, withdrawn)
    return Judgements(
        registrations=registrations,
        set_aside=set_aside,
        withdrawn=withdrawn,
        withdrawn_areas=withdrawn_areas,
        deleted=next((p.event for p in reversed(in_order) if isinstance(p.event, PersonalDataDeleted)), None),
        meetings=meetings,
        corrections=tuple(event for event, _ in corrections),
        correction_areas={event.id: area_code for event, area_code in corrections},
        personal={key: event for key, event in personal.items() if event.source_id not in withdrawn},
        codings={key: event for key, event in codings.items() if source_id_of(key[0]) not in withdrawn},
        coding_areas={key: area for key, area in coding_areas.items() if source_id_of(key[0]) not in withdrawn},
        claims=claims,
        retired_claims=retired,
        assessments=assessments,
        sign_offs=sign_offs,
    )


def _standing_corrections(
    in_order: Iterable[AreaEvent], withdrawn: Mapping[str, SourceWithdrawn]
) -> list[tuple[CorrectionMade, str]]:
    """Return the corrections that hold, each with its area. Whatever the clocks say, what is taken back is taken back."""
    events = [(placed.event, placed.area_code) for placed in in_order]
    undone = {event.correction_id for event, _ in events if isinstance(event, CorrectionUndone)}
    made = {event.id: (event, area) for event, area in events if isinstance(event, CorrectionMade)}
    return [one for one in made.values() if one[0].source_id not in withdrawn and one[0].id not in undone]


def _once(events: Iterable[AreaEvent]) -> Iterable[AreaEvent]:
    """Yield each event once: a conflict copy holds the same events again."""
    return {(placed.area_code, placed.event.id): placed for placed in events}.values()
