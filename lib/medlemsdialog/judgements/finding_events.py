"""The events on findings and on what became of claims and themes: judgements of policy staff, for the whole dialogue."""

from __future__ import annotations

from typing import ClassVar, Literal

from medlemsdialog.dialogue_text import Text
from medlemsdialog.judgements.event import Event, LogKind
from medlemsdialog.models.findings import Basis, EvidenceState, PickedQuote
from medlemsdialog.models.vocabulary import Fate, FindingDocument, Strength


class FindingWritten(Event):
    """A finding is written, or anything in it changed: the event holds all of it.

    `text` is in the format of `evidence.finding_text`. `replaces` is as for assessments.
    """

    log: ClassVar[LogKind] = "findings"
    type: Literal["finding.written"] = "finding.written"
    finding_id: str
    heading: Text
    text: Text
    section: str = ""
    place: int = 0
    claims: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    quotes: tuple[PickedQuote, ...] = ()
    strength: Strength | None = None
    basis: Basis | None = None
    documents: tuple[FindingDocument, ...] = (FindingDocument.INPUT, FindingDocument.FINAL_REPORT)
    replaces: tuple[str, ...] | None = None


class FindingRemoved(Event):
    """A finding is no longer one; what was written is kept in the log."""

    log: ClassVar[LogKind] = "findings"
    type: Literal["finding.removed"] = "finding.removed"
    finding_id: str
    reason: str = ""


class FindingApproved(Event):
    """A finding is approved as it stands: its content by `content_sha256`, and all the evidence it rests on."""

    log: ClassVar[LogKind] = "findings"
    type: Literal["finding.approved"] = "finding.approved"
    finding_id: str
    content_sha256: str
    evidence: EvidenceState


class FindingApprovalWithdrawn(Event):
    """An approval is taken back."""

    log: ClassVar[LogKind] = "findings"
    type: Literal["finding.approval_withdrawn"] = "finding.approval_withdrawn"
    finding_id: str
    reason: str = ""


class FateGiven(Event):
    """A claim or theme that no finding rests on is background, or set aside, for a reason; no fate takes that back."""

    log: ClassVar[LogKind] = "findings"
    type: Literal["fate.given"] = "fate.given"
    kind: Literal["claim", "theme"]
    code: str
    fate: Fate | None
    reason: str = ""
