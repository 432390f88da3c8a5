"""A finding (funn): sentences that a person wrote, the evidence they rest on, and what has become of it since it was approved."""

from __future__ import annotations

import hashlib
from typing import Literal

from medlemsdialog.dialogue_text import Text
from medlemsdialog.models.base import Record
from medlemsdialog.models.claims import ClaimPosition
from medlemsdialog.models.vocabulary import (
    Addressee,
    BasisLevel,
    BasisQuestion,
    Fate,
    FindingDocument,
    FindingState,
    Position,
    Strength,
)

EvidenceKind = Literal["claim", "theme", "statement", "field"]


class Basis(Record):
    """The basis of a finding (grunnlag for funnet) as a person judged it: a level with its reason, and notes by question."""

    level: BasisLevel
    reason: str
    notes: dict[BasisQuestion, str] = {}


class PickedQuote(Record):
    """A quote that a person picked: `text` is a verbatim part of the statement, as it is to be printed.

    `contrary` marks the one that speaks against what the finding says.
    """

    statement_id: str
    text: str
    contrary: bool = False


class ClaimEvidence(Record):
    """Who stood where on a claim: member and body codes by position, and the statements behind."""

    claim_id: str
    members: dict[Position, tuple[str, ...]] = {}
    bodies: dict[Position, tuple[str, ...]] = {}
    other_senders: int = 0
    statements: tuple[str, ...] = ()


class ThemeEvidence(Record):
    """Who raised a theme: member and body codes, and the statements behind."""

    theme: str
    members: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    other_senders: int = 0
    statements: tuple[str, ...] = ()


class StatementEvidence(Record):
    """A cited or quoted statement as it stood; `coders` is a number of persons, 0 where only the computer has proposed codes."""

    statement_id: str
    text_sha256: str
    quotable: bool
    themes: tuple[str, ...] = ()
    claims: tuple[ClaimPosition, ...] = ()
    coders: int = 0


class FieldEvidence(Record):
    """A number that stands in the text, as it was: `field` is its key with arguments, `{tall:…}` without braces and `tall:`."""

    field: str
    value: int | None


class EvidenceState(Record):
    """All that a finding rests on, as it stood at one time; codes and numbers, no words of anybody's.

    What could not be found is left out: a statement that is gone, a claim that nobody has taken a position to.
    """

    claims: tuple[ClaimEvidence, ...] = ()
    themes: tuple[ThemeEvidence, ...] = ()
    statements: tuple[StatementEvidence, ...] = ()
    fields: tuple[FieldEvidence, ...] = ()

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the state; the same evidence gives the same value."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()


class EvidenceChange(Record):
    """One difference between what a finding was approved on and what stands now.

    `what` names the number or property that differs (`members:for`, `bodies`, `statements`, `quotable`, `value`, …; `gone`
    where all of it is). `added` and `removed` are codes of senders or ids of statements, where these can be told.
    """

    kind: EvidenceKind
    code: str
    what: str
    before: int | str | None = None
    after: int | str | None = None
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


class Finding(Record):
    """A finding as it stands now. `text` is in the format of `evidence.finding_text`; findings stand by `section`, then `place`.

    `section` is a main theme's code, empty for what concerns the whole. `documents` are those it is printed in.
    `changes` tell what made it stale.
    """

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
    documents: tuple[FindingDocument, ...] = ()
    addressees: tuple[Addressee, ...] = ()
    state: FindingState = FindingState.DRAFT
    evidence: EvidenceState = EvidenceState()
    approved_evidence: EvidenceState | None = None
    changes: tuple[EvidenceChange, ...] = ()
    text_changed: bool = False


class CodeFate(Record):
    """What became of a claim or theme that was raised: findings that rest on it, else a fate a person gave it, else nothing."""

    kind: Literal["claim", "theme"]
    code: str
    findings: tuple[str, ...] = ()
    fate: Fate | None = None
    reason: str = ""

    @property
    def is_overlooked(self) -> bool:
        """Whether nobody has said what became of it."""
        return not self.findings and self.fate is None
