"""What the facts of a finding's basis are made of: its claims, the statements behind, and who said them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from medlemsdialog.catalogue import Message
from medlemsdialog.evidence.evidence_rows import Said, list_behind, list_cited, pick_claims
from medlemsdialog.evidence.labels import Labels
from medlemsdialog.evidence.workspace import Workspace
from medlemsdialog.models.base import Record
from medlemsdialog.models.findings import Finding
from medlemsdialog.models.national import NationalClaim, NationalOverview, NationalTheme
from medlemsdialog.models.summary import MemberRow, StatementRow
from medlemsdialog.models.vocabulary import BasisQuestion, Level


class BasisFact(Record):
    """One thing the computer knows under a question. `concern` asks a person to look, and is never a level.

    Internal facts tell of the work (coding, copies, single counties); they stay in the work report and at the desk.
    """

    question: BasisQuestion
    message: Message
    internal: bool = False
    concern: bool = False


@dataclass(frozen=True)
class Material:
    """A finding with all it rests on. Claims and themes that nobody has taken up are left out."""

    finding: Finding
    overview: NationalOverview
    workspace: Workspace
    labels: Labels

    @cached_property
    def claims(self) -> tuple[NationalClaim, ...]:
        """The finding's claims."""
        return pick_claims(self.overview, self.finding.claims)

    @cached_property
    def themes(self) -> tuple[NationalTheme, ...]:
        """The finding's themes."""
        return tuple(theme for theme in self.overview.themes if theme.theme in self.finding.themes)

    @cached_property
    def cited(self) -> tuple[Said, ...]:
        """The statements that the finding names, quotes, or cites in its text."""
        return list_cited(self.overview, self.finding)

    @cached_property
    def said(self) -> tuple[Said, ...]:
        """All statements behind: those counted and those cited, each once."""
        counted = list_behind(self.overview, self.finding.claims, self.finding.themes)
        both = {one.row.statement_id: one for one in (*counted, *self.cited)}
        return tuple(both[statement] for statement in sorted(both))

    @cached_property
    def every_row(self) -> tuple[StatementRow, ...]:
        """All statements of the nation."""
        areas = (*self.overview.summaries, self.overview.without_county)
        return tuple(row for area in areas for row in area.statements)

    @cached_property
    def members(self) -> tuple[MemberRow, ...]:
        """The members that took a position to a claim or raised a theme, each once."""
        claimed = {
            code
            for claim in self.claims
            for county in claim.counties
            for codes in county.members.values()
            for code in codes
        }
        raised = {code for theme in self.themes for county in theme.counties for code in county.members}
        rows = {member.code: member for area in self.overview.summaries for member in area.members}
        return tuple(rows[code] for code in sorted(claimed | raised) if code in rows)

    @cached_property
    def counties(self) -> Counter[str]:
        """The number of those members by county."""
        area_of = {member.code: area.area.code for area in self.overview.summaries for member in area.members}
        return Counter(area_of[member.code] for member in self.members)

    @cached_property
    def bodies(self) -> frozenset[str]:
        """The bodies that took a position to a claim or raised a theme."""
        claimed = {
            code
            for claim in self.claims
            for county in claim.counties
            for codes in county.bodies.values()
            for code in codes
        }
        return frozenset(
            claimed | {code for theme in self.themes for county in theme.counties for code in county.bodies}
        )

    @cached_property
    def other_senders(self) -> frozenset[str]:
        """The senders behind that are neither members nor bodies."""
        return frozenset(
            one.sender
            for one in self.said
            if one.row.speaks_for_sender and (one.row.level is Level.OTHER or not one.row.sender_code)
        )


def is_most(part: int, whole: int) -> bool:
    """Whether a part is more than half of the whole."""
    return part * 2 > whole


def list_counts(counts: Iterable[tuple[Message | str, int]]) -> Message:
    """Return «vedtak 12, referat 3»: what is counted, each with its number; what is none is left out."""
    told: Message | None = None
    for what, number in counts:
        if number:
            one = Message("{what} {number}", what=what, number=number)
            told = one if told is None else Message("{first}, {rest}", first=told, rest=one)
    return told or Message("ingen")
