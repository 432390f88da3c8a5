"""The events of human judgement, one model per type, and the kind of log that holds it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any, ClassVar, Literal
from uuid import uuid4

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from medlemsdialog.dialogue import Text
from medlemsdialog.models.claims import ClaimPosition
from medlemsdialog.models.passages import Anchor
from medlemsdialog.models.personal import PersonalKind
from medlemsdialog.models.vocabulary import Addressee, Arena, Kind, Level, Openness, Status

LogKind = Literal["sources", "meetings", "corrections", "codings", "claims", "assessments", "sign-offs"]
CorrectedField = Literal["kind", "sender_code", "level", "status", "arena", "date", "question", "text"]


class Event(BaseModel):
    """One judgement by one person. Events are never changed; a later one on the same thing takes its place."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    log: ClassVar[LogKind]

    schema_version: Literal[1] = 1
    id: str = Field(default_factory=lambda: uuid4().hex)
    at: datetime = Field(default_factory=lambda: datetime.now(UTC))
    by: str
    client: str

    @property
    def order(self) -> tuple[str, str]:
        """What events are folded by: time, then id, so that the order of lines and files never matters."""
        return (self.at.astimezone(UTC).isoformat(), self.id)


class SourceRegistered(Event):
    """A person confirms what a source is. The source id is stored here and never changes again."""

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


class SourceSetAside(Event):
    """A source is kept but does not count, with a reason."""

    log: ClassVar[LogKind] = "sources"
    type: Literal["source.set_aside"] = "source.set_aside"
    source_id: str
    source: str
    content_sha256: str
    reason: str


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


class CodingSet(Event):
    """A coder's coding of one statement; it takes the place of the same coder's earlier one.

    `settles` marks a coding agreed by the coders after comparison: it stands for all of them.
    """

    log: ClassVar[LogKind] = "codings"
    type: Literal["coding.set"] = "coding.set"
    statement_id: str
    text: str
    anchor: Anchor
    themes: tuple[str, ...] = ()
    claims: tuple[ClaimPosition, ...] = ()
    questions: tuple[str, ...] = ()
    kind: Kind | None = None
    quotable: bool | None = None
    memo: str = ""
    settles: bool = False


class CodingRemoved(Event):
    """A coder takes the coding of one statement back."""

    log: ClassVar[LogKind] = "codings"
    type: Literal["coding.removed"] = "coding.removed"
    statement_id: str


class ClaimWritten(Event):
    """A claim is formulated, or its text or frame changed."""

    log: ClassVar[LogKind] = "claims"
    type: Literal["claim.written"] = "claim.written"
    claim_id: str
    text: Text
    addressee: Addressee
    themes: tuple[str, ...]
    purpose: str = ""
    question: str = ""


class ClaimRetired(Event):
    """A claim is no longer used; `into` names the one that takes over its positions, if any."""

    log: ClassVar[LogKind] = "claims"
    type: Literal["claim.retired"] = "claim.retired"
    claim_id: str
    into: str = ""
    reason: str = ""


class AssessmentWritten(Event):
    """The adviser's own assessment of the county, a theme, a claim or a question, in Markdown."""

    log: ClassVar[LogKind] = "assessments"
    type: Literal["assessment.written"] = "assessment.written"
    about: Literal["area", "theme", "claim", "question"] = "area"
    about_id: str = ""
    text: str
    cited: tuple[str, ...] = ()


class SignOffGiven(Event):
    """A county is signed off as it stood: the fingerprint covers sources, judgements, codebook and dialogue."""

    log: ClassVar[LogKind] = "sign-offs"
    type: Literal["signoff.given"] = "signoff.given"
    fingerprint: str


class SignOffWithdrawn(Event):
    """A sign-off is taken back."""

    log: ClassVar[LogKind] = "sign-offs"
    type: Literal["signoff.withdrawn"] = "signoff.withdrawn"
    reason: str = ""


AnyEvent = Annotated[
    SourceRegistered
    | SourceSetAside
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
    | AssessmentWritten
    | SignOffGiven
    | SignOffWithdrawn,
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
