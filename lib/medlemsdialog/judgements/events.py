"""All events of human judgement in one type, as the lines of the logs hold them."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, TypeAdapter

from medlemsdialog.judgements.area_events import (
    AssessmentWritten,
    HandedIn,
    HandInReceived,
    LetterSent,
    SignOffGiven,
    SignOffWithdrawn,
)
from medlemsdialog.judgements.coding_events import (
    ClaimRetired,
    ClaimWritten,
    CodingRemoved,
    CodingSet,
    SampleDrawn,
    SampleItem,
    ThemeRetired,
    ThemeWritten,
)
from medlemsdialog.judgements.comment_events import (
    CommentAnswered,
    CommentEvent,
    CommentReceived,
    CommentRemoved,
    CommentSettled,
)
from medlemsdialog.judgements.event import LOG_KINDS, Event, LogKind
from medlemsdialog.judgements.finding_events import (
    FateGiven,
    FindingApprovalWithdrawn,
    FindingApproved,
    FindingRemoved,
    FindingWritten,
)
from medlemsdialog.judgements.source_events import (
    CorrectedField,
    CorrectionMade,
    CorrectionUndone,
    MeetingHeld,
    PersonalConfirmed,
    PersonalDataDeleted,
    PersonalEvent,
    PersonalLifted,
    PersonalMarked,
    SourceRegistered,
    SourceReopened,
    SourceSetAside,
    SourceWithdrawn,
)

__all__ = [
    "LOG_KINDS",
    "AnyEvent",
    "AssessmentWritten",
    "ClaimRetired",
    "ClaimWritten",
    "CodingRemoved",
    "CodingSet",
    "CommentAnswered",
    "CommentEvent",
    "CommentReceived",
    "CommentRemoved",
    "CommentSettled",
    "CorrectedField",
    "CorrectionMade",
    "CorrectionUndone",
    "Event",
    "FateGiven",
    "FindingApprovalWithdrawn",
    "FindingApproved",
    "FindingRemoved",
    "FindingWritten",
    "HandInReceived",
    "HandedIn",
    "LetterSent",
    "LogKind",
    "MeetingHeld",
    "PersonalConfirmed",
    "PersonalDataDeleted",
    "PersonalEvent",
    "PersonalLifted",
    "PersonalMarked",
    "SampleDrawn",
    "SampleItem",
    "SignOffGiven",
    "SignOffWithdrawn",
    "SourceRegistered",
    "SourceReopened",
    "SourceSetAside",
    "SourceWithdrawn",
    "ThemeRetired",
    "ThemeWritten",
    "event_schema",
    "parse_event",
]

AnyEvent = Annotated[
    SourceRegistered
    | SourceSetAside
    | SourceReopened
    | SourceWithdrawn
    | PersonalDataDeleted
    | MeetingHeld
    | CorrectionMade
    | CorrectionUndone
    | PersonalLifted
    | PersonalConfirmed
    | PersonalMarked
    | CodingSet
    | CodingRemoved
    | ClaimWritten
    | ClaimRetired
    | ThemeWritten
    | ThemeRetired
    | SampleDrawn
    | AssessmentWritten
    | LetterSent
    | HandedIn
    | HandInReceived
    | SignOffGiven
    | SignOffWithdrawn
    | FindingWritten
    | FindingRemoved
    | FindingApproved
    | FindingApprovalWithdrawn
    | FateGiven
    | CommentReceived
    | CommentAnswered
    | CommentSettled
    | CommentRemoved,
    Field(discriminator="type"),
]
_adapter: TypeAdapter[AnyEvent] = TypeAdapter(AnyEvent)


def parse_event(line: str | bytes) -> AnyEvent:
    """Return the event on one line of a log.

    Raises:
        pydantic.ValidationError: The line is no event of this schema.
    """
    return _adapter.validate_json(line)


def event_schema() -> dict[str, Any]:
    """Return the published JSON Schema of a log line."""
    return _adapter.json_schema()
