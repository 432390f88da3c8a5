"""What a change of claims or themes would change, in numbers, before it is made."""

from __future__ import annotations

from typing import Literal

from medlemsdialog.dialogue_text import Text
from medlemsdialog.models.base import Record
from medlemsdialog.models.claims import ClaimPosition
from medlemsdialog.models.vocabulary import Position

CodeKind = Literal["claim", "theme"]


class CodeCount(Record):
    """Who stands behind one claim or theme. `positions` are of members, and empty for themes."""

    statements: int = 0
    members: int = 0
    positions: dict[Position, int] = {}
    bodies: int = 0
    other_senders: int = 0
    areas: tuple[str, ...] = ()


class CodeEffect(Record):
    """One claim or theme before and after. `in_use_before` and `in_use_after` tell whether there was one, and will be."""

    kind: CodeKind
    code: str
    label: Text
    before: CodeCount
    after: CodeCount
    in_use_before: bool
    in_use_after: bool


class PositionConflict(Record):
    """A sender who took different positions to claims that become one: what it took to each, and what it comes to."""

    area_code: str
    sender_code: str
    is_member: bool
    claim_id: str
    before: tuple[ClaimPosition, ...]
    after: Position


class CitingAssessment(Record):
    """An assessment about a code that changes, or that cites a statement whose codes change."""

    area_code: str
    about: str
    about_id: str


class ChangePreview(Record):
    """All that a change would change. Nothing is done by it.

    `statements` are those whose codes would differ, `codings` how many codings that is by single coders; `lost` are
    statements that would lose a code without getting another for it. `areas` are those with such statements,
    `sign_offs` those whose standing sign-off would lapse. `claims` are claims that would lie under other themes,
    `ministry_questions` those that would be tied to others.
    """

    effects: tuple[CodeEffect, ...]
    statements: tuple[str, ...]
    codings: int
    lost: tuple[str, ...]
    areas: tuple[str, ...]
    sign_offs: tuple[str, ...]
    assessments: tuple[CitingAssessment, ...]
    conflicts: tuple[PositionConflict, ...]
    claims: tuple[str, ...]
    ministry_questions: tuple[str, ...]

    def conflicting_members(self) -> int:
        """Return how many members took different positions to claims that become one."""
        return len({conflict.sender_code for conflict in self.conflicts if conflict.is_member})
