"""The national overview: what all area summaries say together, in units that are never added across kinds."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any, Literal, Self

from medlemsdialog.dialogue_text import Text
from medlemsdialog.models.agreement import Agreement
from medlemsdialog.models.base import Record
from medlemsdialog.models.findings import CodeFate, Finding
from medlemsdialog.models.manifest import RunStatus
from medlemsdialog.models.shared import SharedSummary, UnnamedSenders, WithheldCount
from medlemsdialog.models.summary import MemberState, PassageAccount, SignOffState
from medlemsdialog.models.vocabulary import Addressee, AnswerState, Arena, Likeness, Position, TextLanguage

HeardThrough = Literal["members", "bodies", "waiting", "none", "failed"]


class CountyRow(Record):
    """One county on the status board. Counts are None where the county failed and nothing is known.

    `heard_through` tells how: by members, by bodies only, waiting (received, not yet processed), or not at all (`none`).
    `leaves_out` tells that something was said there that may not be told of, and is in no count.
    """

    code: str
    name: str
    region: str
    status: RunStatus
    reason: str
    heard_through: HeardThrough
    members: int
    members_heard: int | None
    members_waiting: int | None
    bodies_heard: int | None
    sources: int | None
    sources_registered: int | None
    statements: int | None
    coded_share: float | None
    problems: int | None
    sign_off: SignOffState | None
    leaves_out: bool = False


class ThemeCounty(Record):
    """One theme in one county: members and bodies that raised it, and the statements behind."""

    county_code: str
    members: tuple[str, ...]
    bodies: tuple[str, ...]
    statements: tuple[str, ...]


class NationalTheme(Record):
    """One theme over all counties."""

    theme: str
    members: int
    bodies: int
    other_senders: int
    statements: int
    distinct_texts: int
    counties: tuple[ThemeCounty, ...]


class ClaimCounty(Record):
    """One claim in one county: member and body codes by position, and the statements behind."""

    county_code: str
    members: dict[Position, tuple[str, ...]]
    bodies: dict[Position, tuple[str, ...]]
    statements: tuple[str, ...]


class NationalClaim(Record):
    """One claim over all counties: numbers of members and of bodies by position."""

    claim_id: str
    addressee: Addressee
    purpose: str
    themes: tuple[str, ...]
    members: dict[Position, int]
    bodies: dict[Position, int]
    other_senders: int
    statements: int
    counties: tuple[ClaimCounty, ...]

    @property
    def members_with_position(self) -> int:
        """Number of members that took any position."""
        return sum(self.members.values())

    @property
    def is_contested(self) -> bool:
        """Whether any member or body is against or mixed while another is for."""
        contrary = sum(
            side[position] for side in (self.members, self.bodies) for position in (Position.AGAINST, Position.MIXED)
        )
        return contrary > 0


class NationalQuestion(Record):
    """Number of members of the nation in each state of one question. Members of failed counties stand apart.

    So do those whose state may not be told, because they wrote in confidence.
    """

    question: str
    members: dict[AnswerState, int]
    members_in_failed_counties: int
    bodies_answered: int
    members_without_state: int = 0


class NationalBody(Record):
    """A body that was heard, with its meetings' number and the persons invited and present (None = unknown).

    `invited` is None unless it is known of every meeting. `statements` is None where they may not be told, because the
    body wrote in confidence.
    """

    code: str
    name: str
    kind: str
    county_code: str
    meetings: int
    attendance: int | None
    statements: int | None
    invited: int | None = None


class NationalArena(Record):
    """Registered sources by arena; senders by unit."""

    arena: Arena
    sources: int
    members: int
    bodies: int
    other_senders: int


class CopiedStatement(Record):
    """A statement of a text that is repeated; `likeness` tells how it repeats the group's first, which has none."""

    area_code: str
    statement_id: str
    likeness: Likeness | None


class CopiedText(Record):
    """A text that several statements repeat, anywhere: how, and how many statements, distinct wordings and senders.

    `text` is the first wording that may be quoted. `organisations` are the names of organisations, never of persons, that
    sent it. Statements made in confidence are left out.
    """

    text: str | None
    language: TextLanguage
    statements: tuple[CopiedStatement, ...]
    distinct_wordings: int
    members: int
    bodies: int
    other_senders: int
    organisations: tuple[str, ...]

    @property
    def area_codes(self) -> tuple[str, ...]:
        """The areas the text stands in."""
        return tuple(dict.fromkeys(statement.area_code for statement in self.statements))

    @property
    def senders(self) -> int:
        """Number of distinct senders of any kind."""
        return self.members + self.bodies + self.other_senders

    @property
    def likenesses(self) -> tuple[Likeness, ...]:
        """The ways in which it is repeated."""
        found = {statement.likeness for statement in self.statements}
        return tuple(likeness for likeness in Likeness if likeness in found)


class LineageRow(Record):
    """What became of a claim or a theme: taken into others (`into`), made of others (`came_from`), or put in other words.

    `earlier` is the wording before. `moved_statements` counts those that were each given their own heir.
    """

    kind: Literal["claim", "theme"]
    code: str
    label: Text
    change: Literal["merged", "split", "retired", "made", "reworded"]
    came_from: tuple[str, ...] = ()
    into: tuple[str, ...] = ()
    moved_statements: int = 0
    earlier: Text | None = None
    reason: str = ""


class HomeCounty(Record):
    """A county of the country where the dialogue's areas are others: which members and bodies lie there.

    No area has its `code`: it holds a space.
    """

    code: str
    name: str
    region: str
    members: tuple[str, ...]
    bodies: tuple[str, ...]

    @property
    def senders(self) -> tuple[str, ...]:
        """Return the codes of all that lie there."""
        return (*self.members, *self.bodies)


class NationalOverview(Record):
    """All that the national document rests on. `summaries` keep the rows that every number can be traced to.

    Only what may be shared is in it. `unnamed` and `withheld_counts` are what may be told of the senders left out.
    `home_counties` are there where the areas are no counties; where it is folded, they stand in place of the areas.
    """

    dialogue: str
    edition: str
    document_date: str
    example: bool
    possible_members: int
    members_by_state: dict[MemberState, int]
    members_in_failed_counties: int
    counties: tuple[CountyRow, ...]
    themes: tuple[NationalTheme, ...]
    claims: tuple[NationalClaim, ...]
    questions: tuple[NationalQuestion, ...]
    bodies: tuple[NationalBody, ...]
    arenas: tuple[NationalArena, ...]
    passages: PassageAccount
    copied_texts: tuple[CopiedText, ...]
    agreement: Agreement
    summaries: tuple[SharedSummary, ...]
    without_county: SharedSummary
    unnamed: UnnamedSenders = UnnamedSenders()
    withheld_counts: tuple[WithheldCount, ...] = ()
    lineage: tuple[LineageRow, ...] = ()
    findings: tuple[Finding, ...] = ()
    fates: tuple[CodeFate, ...] = ()
    home_counties: tuple[HomeCounty, ...] = ()
    is_folded: bool = False

    @property
    def texts_across_areas(self) -> int:
        """Number of texts that are repeated in more than one area."""
        return sum(len(copied.area_codes) > 1 for copied in self.copied_texts)

    @property
    def leaves_out(self) -> bool:
        """Whether anything said, in any county or by those without one, is in no number."""
        return any(area.leaves_out for area in (*self.summaries, self.without_county))

    def summary_of(self, area_code: str) -> SharedSummary | None:
        """Return one county's summary; None where the county failed."""
        return self._summaries_by_code.get(area_code)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Return a copy that remembers nothing of what was looked up in the original."""
        copied = super().model_copy(update=update, deep=deep)
        copied.__dict__.pop("_summaries_by_code", None)
        return copied

    @cached_property
    def _summaries_by_code(self) -> dict[str, SharedSummary]:
        return {summary.area.code: summary for summary in reversed(self.summaries)}
