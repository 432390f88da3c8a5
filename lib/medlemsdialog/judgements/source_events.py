"""The events on what was received: sources, meetings, corrections and personal data."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from medlemsdialog.judgements.event import Event, LogKind
from medlemsdialog.models.passages import Anchor
from medlemsdialog.models.personal import PersonalKind
from medlemsdialog.models.vocabulary import Arena, Level, Openness, Status

CorrectedField = Literal["kind", "sender_code", "level", "status", "arena", "date", "question", "text"]


class SourceRegistered(Event):
    """A person confirms what a source is. The source id is stored here and never changes again.

    `replaces` names the events the person saw when judging: what they did not see stays as a rival. None says nothing of
    that, and takes the place of whatever is there. `replies_to` is the letter that the source answers, if any.
    """

    log: ClassVar[LogKind] = "sources"
    type: Literal["source.registered"] = "source.registered"
    source_id: str
    source: str
    content_sha256: str
    sender_code: str = ""
    sender_name: str = ""
    level: Level
    status: Status
    arena: Arena = Arena.WRITTEN
    date: str = ""
    openness: Openness = Openness.INTERNAL
    quotable: bool = False
    public_address: str = ""
    meeting_id: str = ""
    replies_to: str = ""
    replaces: tuple[str, ...] | None = None


class SourceSetAside(Event):
    """A source is kept but does not count, with a reason."""

    log: ClassVar[LogKind] = "sources"
    type: Literal["source.set_aside"] = "source.set_aside"
    source_id: str
    source: str
    content_sha256: str
    reason: str


class SourceReopened(Event):
    """A source is neither registered nor set aside any more: it waits for somebody to say what it is."""

    log: ClassVar[LogKind] = "sources"
    type: Literal["source.reopened"] = "source.reopened"
    source_id: str


class SourceWithdrawn(Event):
    """The sender withdrew: a tombstone; no text of the source is read any more.

    `content_sha256` recognises the original wherever it turns up again. `source` tells where it lay; empty where the
    file's own name could tell who sent it.
    """

    log: ClassVar[LogKind] = "sources"
    type: Literal["source.withdrawn"] = "source.withdrawn"
    source_id: str
    source: str = ""
    content_sha256: str = ""
    reason: str = ""


class PersonalDataDeleted(Event):
    """The originals and the texts of the dialogue are deleted; what was counted and written of them is kept."""

    log: ClassVar[LogKind] = "sources"
    type: Literal["dialogue.personal_data_deleted"] = "dialogue.personal_data_deleted"
    originals: int = Field(ge=0)


class MeetingHeld(Event):
    """A body met: who was there, who was invited, which questions were put."""

    log: ClassVar[LogKind] = "meetings"
    type: Literal["meeting.held"] = "meeting.held"
    meeting_id: str
    body_code: str
    date: str
    arena: Arena
    attendance: int | None = Field(default=None, ge=0)
    invited: int | None = Field(default=None, ge=0)
    questions: tuple[str, ...] = ()


class CorrectionMade(Event):
    """One value is put right. Applied only while the original still holds `expected`.

    `source` is where the original lay: an original that is not registered has another id once its content changes.
    """

    log: ClassVar[LogKind] = "corrections"
    type: Literal["correction.made"] = "correction.made"
    source_id: str
    source: str = ""
    statement_id: str = ""
    anchor: Anchor = Anchor()
    field: CorrectedField
    expected: str
    value: str
    reason: str


class CorrectionUndone(Event):
    """A correction is taken back: the original's own value holds again."""

    log: ClassVar[LogKind] = "corrections"
    type: Literal["correction.undone"] = "correction.undone"
    correction_id: str
    reason: str = ""


class PersonalLifted(Event):
    """A person says that what was found is no personal data, or may stand: it is masked no more."""

    log: ClassVar[LogKind] = "corrections"
    type: Literal["personal.lifted"] = "personal.lifted"
    finding_id: str
    source_id: str
    kind: PersonalKind
    text: str
    reason: str


class PersonalConfirmed(Event):
    """A person confirms what was found: it stays masked, and is not asked about again."""

    log: ClassVar[LogKind] = "corrections"
    type: Literal["personal.confirmed"] = "personal.confirmed"
    finding_id: str
    source_id: str
    kind: PersonalKind
    text: str


class PersonalMarked(Event):
    """A person marks words that were not found: they are masked wherever they stand in the source."""

    log: ClassVar[LogKind] = "corrections"
    type: Literal["personal.marked"] = "personal.marked"
    finding_id: str
    source_id: str
    kind: PersonalKind = PersonalKind.OTHER
    text: str
    reason: str = ""


PersonalEvent = PersonalLifted | PersonalConfirmed | PersonalMarked
