"""The statements behind a finding: those of its claims and themes, and those it cites or quotes, with source and sender."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from medlemsdialog.evidence.findings import list_statements
from medlemsdialog.models.findings import Finding
from medlemsdialog.models.national import NationalClaim, NationalOverview
from medlemsdialog.models.summary import MemberRow, SourceRow, StatementRow
from medlemsdialog.models.vocabulary import Position


class Said(NamedTuple):
    """A statement with its area, its source, and its sender where that is a member."""

    area_code: str
    row: StatementRow
    source: SourceRow | None
    member: MemberRow | None

    @property
    def sender(self) -> str:
        """What is the same for all that one sender sent."""
        name = self.source.sender_name if self.source else ""
        return self.row.sender_code or name or self.row.source_id


def look_up_statements(overview: NationalOverview, ids: Collection[str]) -> dict[str, Said]:
    """Return the statements with these ids that still are among those told of."""
    found: dict[str, Said] = {}
    for area in (*overview.summaries, overview.without_county):
        rows = [row for row in area.statements if row.statement_id in ids]
        if not rows:
            continue
        sources = {source.source_id: source for source in area.sources}
        members = {member.code: member for member in area.members}
        for row in rows:
            found[row.statement_id] = Said(
                area.area.code, row, sources.get(row.source_id), members.get(row.sender_code)
            )
    return found


def pick_claims(overview: NationalOverview, claim_ids: Iterable[str]) -> tuple[NationalClaim, ...]:
    """Return the claims in the order asked for; those that nobody takes a position to are left out."""
    by_id = {claim.claim_id: claim for claim in overview.claims}
    return tuple(by_id[claim_id] for claim_id in dict.fromkeys(claim_ids) if claim_id in by_id)


def list_behind(overview: NationalOverview, claims: Collection[str], themes: Collection[str]) -> tuple[Said, ...]:
    """Return the statements that the counts of these claims and themes rest on, each once, in order of id."""
    ids = {
        statement
        for claim in overview.claims
        if claim.claim_id in claims
        for county in claim.counties
        for statement in county.statements
    } | {
        statement
        for theme in overview.themes
        if theme.theme in themes
        for raised in theme.counties
        for statement in raised.statements
    }
    found = look_up_statements(overview, ids)
    return tuple(found[statement] for statement in sorted(found))


def list_cited(overview: NationalOverview, finding: Finding) -> tuple[Said, ...]:
    """Return the statements that a finding names, quotes, or cites in its text, each once, in order of id."""
    found = look_up_statements(overview, list_statements(finding))
    return tuple(found[statement] for statement in sorted(found))


def contrary_positions(claim: NationalClaim) -> frozenset[Position]:
    """Return the positions that speak against where most members stand; against and mixed, unless most are against."""
    contrary = claim.members.get(Position.AGAINST, 0) > claim.members.get(Position.FOR, 0)
    return frozenset({Position.FOR, Position.MIXED} if contrary else {Position.AGAINST, Position.MIXED})


def positions_to(row: StatementRow, claim_ids: Collection[str]) -> tuple[Position, ...]:
    """Return the positions that a statement takes to any of these claims, in the vocabulary's order."""
    taken = {one.position for one in row.claims if one.claim_id in claim_ids}
    return tuple(position for position in Position if position in taken)


def is_contrary(row: StatementRow, claims: Sequence[NationalClaim]) -> bool:
    """Whether a statement speaks against where most members stand, in any of these claims."""
    contrary = {claim.claim_id: contrary_positions(claim) for claim in claims}
    return any(one.position in contrary.get(one.claim_id, ()) for one in row.claims)
