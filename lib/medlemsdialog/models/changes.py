"""What has changed since a release: by finding and by area, in what may be shared on both sides."""

from __future__ import annotations

from typing import Literal

from medlemsdialog.models.base import Record
from medlemsdialog.models.findings import EvidenceChange
from medlemsdialog.models.vocabulary import FindingState, Position


class Counted(Record):
    """A number before and now; None where it was or is unknown, because a run had failed."""

    before: int | None
    after: int | None

    @property
    def is_changed(self) -> bool:
        """Whether the two differ."""
        return self.before != self.after


class SentenceChange(Record):
    """A sentence that was put in other words; one of the two is empty where it came or went."""

    before: str = ""
    after: str = ""


class FindingChange(Record):
    """What differs in one finding. No state before: it is new; none now: it is gone.

    `evidence` is what it rests on that differs, `heading` and `earlier_heading` differ where it got another.
    """

    finding_id: str
    heading: str
    earlier_heading: str
    state_before: FindingState | None
    state_after: FindingState | None
    sentences: tuple[SentenceChange, ...] = ()
    evidence: tuple[EvidenceChange, ...] = ()


class CodeChange(Record):
    """A theme or a claim that came, went, or is told of by others than before.

    `positions` are members by position to a claim, `members` those that raised a theme or took any position. Neither is told
    where `is_withheld`: somebody who went may have written in confidence since. `into` are those that took over for it.
    """

    kind: Literal["theme", "claim"]
    code: str
    came: bool = False
    went: bool = False
    members: Counted
    bodies: Counted
    positions: dict[Position, Counted] = {}
    is_withheld: bool = False
    into: tuple[str, ...] = ()


class AreaChanges(Record):
    """What differs in one area. `newly_heard` are codes of members; who is silent or waits is told by number alone.

    `statements` is None where the number may not be told. `is_unknown` tells that the run had failed, then or now.
    """

    area_code: str
    is_unknown: bool = False
    heard: Counted
    waiting: Counted
    silent: Counted
    bodies_heard: Counted
    statements: Counted | None
    newly_heard: tuple[str, ...] = ()
    codes: tuple[CodeChange, ...] = ()

    @property
    def is_changed(self) -> bool:
        """Whether anything differs."""
        counts = (self.heard, self.waiting, self.silent, self.bodies_heard, self.statements)
        return bool(self.codes or self.newly_heard or any(count and count.is_changed for count in counts))


class NationChanges(Record):
    """All that has changed since a release; `release` is its name, `date` (ISO) the day it was made.

    `unchanged_findings` counts those that stand as they did. `is_other_edition` tells that counties and members are others,
    so that areas are not held against each other; `is_unreadable` that the release cannot be read.
    """

    release: str
    date: str
    findings: tuple[FindingChange, ...] = ()
    unchanged_findings: int = 0
    areas: tuple[AreaChanges, ...] = ()
    is_other_edition: bool = False
    is_unreadable: bool = False


class AreaReleaseChanges(Record):
    """What has changed in one area since a release, for its own report."""

    release: str
    date: str
    area: AreaChanges | None
    is_unreadable: bool = False
