"""The state of human judgement: the fold of all events, whatever order lines and files come in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Self, TypeVar

from pydantic import BaseModel, ConfigDict

from medlemsdialog.judgements.comment_fold import Comment, CommentFolding
from medlemsdialog.judgements.events import (
    AnyEvent,
    AssessmentWritten,
    ClaimRetired,
    ClaimWritten,
    CodingRemoved,
    CodingSet,
    CommentEvent,
    CorrectionMade,
    CorrectionUndone,
    FateGiven,
    FindingApprovalWithdrawn,
    FindingApproved,
    FindingRemoved,
    FindingWritten,
    HandedIn,
    HandInReceived,
    LetterSent,
    MeetingHeld,
    PersonalConfirmed,
    PersonalDataDeleted,
    PersonalEvent,
    PersonalLifted,
    PersonalMarked,
    SampleDrawn,
    SignOffGiven,
    SignOffWithdrawn,
    SourceRegistered,
    SourceReopened,
    SourceSetAside,
    SourceWithdrawn,
    ThemeRetired,
    ThemeWritten,
)
from medlemsdialog.judgements.finding_purge import strip_finding
from medlemsdialog.models.identity import source_id_of

Replacing = AssessmentWritten | ClaimWritten | FindingWritten | SourceRegistered | ThemeWritten
CodeEvent = ClaimWritten | ClaimRetired | ThemeWritten | ThemeRetired
_K = TypeVar("_K")
_R = TypeVar("_R", bound=Replacing)
_Retired = TypeVar("_Retired", bound=ClaimRetired | ThemeRetired)


class AreaEvent(BaseModel):
    """An event and the area whose log it stands in."""

    model_config = ConfigDict(frozen=True)

    area_code: str
    event: AnyEvent


class Judgements(BaseModel):
    """What people have judged so far.

    Keys: sources by `source_id`; meetings by `meeting_id` (with the area they were held for); codings by (`statement_id`,
    coder), and by the same key the area whose log they stand in; assessments by (area code, about, about_id); sign-offs
    by area code; what was said of personal data by finding id; themes by code; samples and letters by their ids, letters with
    the area; findings and the latest approval of each by finding id; fates by (kind, code); comments by their ids;
    hand-ins by area code in the order they were made, and by their id when and how they were received.
    `independent` holds, as `codings`, each coder's coding as it was before coders spoke together: the last one made
    blind in a sample, else the last one that settles nothing. `rivals` holds, by the id of what counts now, what other
    people wrote of the same thing at the same time without having seen it: nobody overwrites another. `corrections`
    stand in the order they were made, without those taken back; `correction_areas` holds the area whose log each stands
    in. `code_events` are all that was ever written of claims and themes, in order: earlier wordings and what became of
    them.

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
    independent: Mapping[tuple[str, str], CodingSet] = {}
    claims: Mapping[str, ClaimWritten] = {}
    retired_claims: Mapping[str, ClaimRetired] = {}
    themes: Mapping[str, ThemeWritten] = {}
    retired_themes: Mapping[str, ThemeRetired] = {}
    code_events: tuple[CodeEvent, ...] = ()
    samples: Mapping[str, SampleDrawn] = {}
    assessments: Mapping[tuple[str, str, str], AssessmentWritten] = {}
    letters: Mapping[str, tuple[str, LetterSent]] = {}
    hand_ins: Mapping[str, tuple[HandedIn, ...]] = {}
    received_hand_ins: Mapping[str, tuple[HandInReceived, ...]] = {}
    sign_offs: Mapping[str, SignOffGiven] = {}
    findings: Mapping[str, FindingWritten] = {}
    finding_approvals: Mapping[str, FindingApproved] = {}
    fates: Mapping[tuple[str, str], FateGiven] = {}
    comments: Mapping[str, Comment] = {}
    rivals: Mapping[str, tuple[Replacing, ...]] = {}

    def codings_of(self, statement_id: str) -> tuple[CodingSet, ...]:
        """Return every coder's current coding of one statement, by coder."""
        own = self.codings_by_source.get(source_id_of(statement_id), ())
        return tuple(self.codings[key] for key in own if key[0] == statement_id)

    @cached_property
    def codings_by_source(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        """The keys of `codings` in order, by the source that the statement is of: an area looks up those of its own."""
        return _group(sorted(self.codings), lambda key: source_id_of(key[0]))

    @cached_property
    def codings_by_area(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        """The keys of `codings` in order, by the area whose log they stand in."""
        return _group(sorted(self.codings), lambda key: self.coding_areas.get(key, ""))

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Return a copy that remembers nothing of what was looked up in the original."""
        copied = super().model_copy(update=update, deep=deep)
        for name in set(vars(copied)) - set(type(self).model_fields):
            del copied.__dict__[name]
        return copied

    def meetings_in(self, area_code: str) -> tuple[MeetingHeld, ...]:
        """Return the meetings registered for one area, by date and id."""
        held = [meeting for area, meeting in self.meetings.values() if area == area_code]
        return tuple(sorted(held, key=lambda meeting: (meeting.date, meeting.meeting_id)))


def _group(
    keys: Iterable[tuple[str, str]], group_of: Callable[[tuple[str, str]], str]
) -> dict[str, tuple[tuple[str, str], ...]]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for key in keys:
        groups.setdefault(group_of(key), []).append(key)
    return {name: tuple(own) for name, own in groups.items()}


def fold_events(events: Iterable[AreaEvent]) -> Judgements:
    """Return the state that `events` lead to. The same events in any order, or twice, give the same state."""
    folding = Folding()
    for placed in events_in_order(events):
        folding.add(placed)
    return folding.judgements()


def events_in_order(events: Iterable[AreaEvent]) -> list[AreaEvent]:
    """Return each event once, in the order they are folded."""
    return sorted(_once(events), key=lambda placed: placed.event.order)


class Folding:
    """A fold that goes on: events are added in their order, and the state can be had at any time."""

    def __init__(self) -> None:
        self._state = _State()
        self._of_corrections: list[AreaEvent] = []
        self._of_codes: list[CodeEvent] = []
        self._of_comments = CommentFolding()

    def add(self, placed: AreaEvent) -> None:
        """Fold in one event, later than all before it."""
        _fold_received(self._state, placed)
        _fold_coded(self._state, placed)
        _fold_area(self._state, placed)
        _fold_findings(self._state, placed)
        if placed.event.log == "corrections":
            self._of_corrections.append(placed)
        if isinstance(placed.event, CodeEvent):
            self._of_codes.append(placed.event)
        if isinstance(placed.event, CommentEvent):
            self._of_comments.add(placed.area_code, placed.event)

    def judgements(self) -> Judgements:
        """Return the state so far; what is added later does not change it."""
        state, gone = self._state, self._state.withdrawn
        kept: dict[str, Any] = {name: dict(one) if isinstance(one, dict) else one for name, one in vars(state).items()}
        if gone:
            kept["personal"] = {key: one for key, one in state.personal.items() if one.source_id not in gone}
            kept["findings"] = {key: _without_words(one, gone) for key, one in state.findings.items()}
            kept["rivals"] = {
                key: tuple(_without_words(one, gone) for one in group) for key, group in state.rivals.items()
            }
            for of_statements in ("codings", "coding_areas", "independent"):
                kept[of_statements] = {
                    key: one for key, one in kept[of_statements].items() if source_id_of(key[0]) not in gone
                }
        corrections = _standing_corrections(self._of_corrections, gone)
        # All of it was validated as events; validating ten thousand again would be felt at every press.
        return Judgements.model_construct(
            **kept,
            code_events=tuple(self._of_codes),
            comments=self._of_comments.comments(gone),
            corrections=tuple(event for event, _ in corrections),
            correction_areas={event.id: area_code for event, area_code in corrections},
        )


@dataclass
class _State:
    """The state on its way; the names are those of `Judgements`."""

    registrations: dict[str, SourceRegistered] = field(default_factory=dict)
    set_aside: dict[str, SourceSetAside] = field(default_factory=dict)
    withdrawn: dict[str, SourceWithdrawn] = field(default_factory=dict)
    withdrawn_areas: dict[str, str] = field(default_factory=dict)
    deleted: PersonalDataDeleted | None = None
    meetings: dict[str, tuple[str, MeetingHeld]] = field(default_factory=dict)
    personal: dict[str, PersonalEvent] = field(default_factory=dict)
    codings: dict[tuple[str, str], CodingSet] = field(default_factory=dict)
    coding_areas: dict[tuple[str, str], str] = field(default_factory=dict)
    independent: dict[tuple[str, str], CodingSet] = field(default_factory=dict)
    claims: dict[str, ClaimWritten] = field(default_factory=dict)
    retired_claims: dict[str, ClaimRetired] = field(default_factory=dict)
    themes: dict[str, ThemeWritten] = field(default_factory=dict)
    retired_themes: dict[str, ThemeRetired] = field(default_factory=dict)
    samples: dict[str, SampleDrawn] = field(default_factory=dict)
    assessments: dict[tuple[str, str, str], AssessmentWritten] = field(default_factory=dict)
    letters: dict[str, tuple[str, LetterSent]] = field(default_factory=dict)
    hand_ins: dict[str, tuple[HandedIn, ...]] = field(default_factory=dict)
    received_hand_ins: dict[str, tuple[HandInReceived, ...]] = field(default_factory=dict)
    sign_offs: dict[str, SignOffGiven] = field(default_factory=dict)
    findings: dict[str, FindingWritten] = field(default_factory=dict)
    finding_approvals: dict[str, FindingApproved] = field(default_factory=dict)
    fates: dict[tuple[str, str], FateGiven] = field(default_factory=dict)
    rivals: dict[str, tuple[Replacing, ...]] = field(default_factory=dict)


def _fold_received(state: _State, placed: AreaEvent) -> None:
    match placed.event:
        case SourceRegistered() as event:
            _replace(state.registrations, event.source_id, event, state.rivals)
            state.set_aside.pop(event.source_id, None)
        case SourceSetAside() as event:
            state.set_aside[event.source_id] = event
            state.registrations.pop(event.source_id, None)
        case SourceReopened() as event:
            state.registrations.pop(event.source_id, None)
            state.set_aside.pop(event.source_id, None)
        case SourceWithdrawn() as event:
            state.withdrawn[event.source_id] = event
            state.withdrawn_areas[event.source_id] = placed.area_code
        case PersonalDataDeleted() as event:
            state.deleted = event
        case MeetingHeld() as event:
            state.meetings[event.meeting_id] = (placed.area_code, event)
        case PersonalLifted() | PersonalConfirmed() | PersonalMarked() as event:
            state.personal[event.finding_id] = event


def _fold_coded(state: _State, placed: AreaEvent) -> None:
    match placed.event:
        case CodingSet() as event:
            state.codings[event.statement_id, event.by] = event
            state.coding_areas[event.statement_id, event.by] = placed.area_code
            _keep_independent(state, event)
        case CodingRemoved() as event:
            state.codings.pop((event.statement_id, event.by), None)
            state.coding_areas.pop((event.statement_id, event.by), None)
            state.independent.pop((event.statement_id, event.by), None)
        case ClaimWritten() as event:
            _replace(state.claims, event.claim_id, event, state.rivals)
            _revive(state.retired_claims, event.claim_id, event)
        case ClaimRetired() as event:
            state.retired_claims[event.claim_id] = event
        case ThemeWritten() as event:
            _replace(state.themes, event.theme.code, event, state.rivals)
            _revive(state.retired_themes, event.theme.code, event)
        case ThemeRetired() as event:
            state.retired_themes[event.theme_code] = event
        case SampleDrawn() as event:
            state.samples[event.sample_id] = event


def _without_words(event: _R, gone: Mapping[str, SourceWithdrawn]) -> _R:
    """Return a finding without the words of withdrawn sources; anything else as it is."""
    if not isinstance(event, FindingWritten):
        return event
    whole = event.model_dump(mode="json")
    stripped = strip_finding(whole, gone)
    return event if stripped == whole else type(event).model_validate(stripped)


def _keep_independent(state: _State, event: CodingSet) -> None:
    key = (event.statement_id, event.by)
    before = state.independent.get(key)
    # What is changed after a blind coding may have been changed because the other's was seen.
    if not event.settles and (event.sample_id or before is None or not before.sample_id):
        state.independent[key] = event


def _fold_area(state: _State, placed: AreaEvent) -> None:
    match placed.event:
        case AssessmentWritten() as event:
            key = (placed.area_code, event.about, event.about_id)
            _replace(state.assessments, key, event, state.rivals)
            if not event.text.strip() and event.id not in state.rivals:
                # An assessment taken back is none.
                del state.assessments[key]
        case LetterSent() as event:
            state.letters[event.letter_id] = (placed.area_code, event)
        case HandedIn() as event:
            state.hand_ins[placed.area_code] = (*state.hand_ins.get(placed.area_code, ()), event)
        case HandInReceived() as event:
            earlier = state.received_hand_ins.get(event.hand_in_id, ())
            state.received_hand_ins[event.hand_in_id] = (*earlier, event)
        case SignOffGiven() as event:
            state.sign_offs[placed.area_code] = event
        case SignOffWithdrawn():
            state.sign_offs.pop(placed.area_code, None)


def _fold_findings(state: _State, placed: AreaEvent) -> None:
    match placed.event:
        case FindingWritten() as event:
            _replace(state.findings, event.finding_id, event, state.rivals)
        case FindingRemoved() as event:
            state.findings.pop(event.finding_id, None)
            state.finding_approvals.pop(event.finding_id, None)
        case FindingApproved() as event:
            state.finding_approvals[event.finding_id] = event
        case FindingApprovalWithdrawn() as event:
            state.finding_approvals.pop(event.finding_id, None)
        case FateGiven(fate=None) as event:
            state.fates.pop((event.kind, event.code), None)
        case FateGiven() as event:
            state.fates[event.kind, event.code] = event


def _replace(current: dict[_K, _R], key: _K, event: _R, rivals: dict[str, tuple[Replacing, ...]]) -> None:
    """Let `event` count; what was there, and the person had not seen, stays as its rival."""
    before = current.get(key)
    if before is not None:
        there: tuple[Replacing, ...] = (*rivals.pop(before.id, ()), before)
        unseen = () if event.replaces is None else tuple(one for one in there if one.id not in event.replaces)
        if unseen:
            rivals[event.id] = unseen
    current[key] = event


def _revive(retired: dict[str, _Retired], code: str, event: ClaimWritten | ThemeWritten) -> None:
    """Take a code into use again, unless the person wrote without having seen that it was retired."""
    before = retired.get(code)
    if before is not None and (event.replaces is None or before.id in event.replaces):
        del retired[code]


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
