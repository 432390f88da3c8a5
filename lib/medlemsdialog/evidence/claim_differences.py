"""The counties, regions and size classes where the members' picture of a claim differs from the whole's.

The rule is plain. A set of members *leans* for where more are for than against, against where more are against than for,
and neither way where they are as many. Divided and neutral members lean no way, and count among those with a position. A
group *differs* where it leans another way than all members with a position together, and at least three of its members
took a position. With fewer, nothing is called a difference: one member is no county.

Bodies and other senders are not members and never make a difference. Nothing is said of why groups differ.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Literal

from medlemsdialog.evidence.folded_areas import fold_areas
from medlemsdialog.evidence.participation import PlacedMember, groups_of, order_groups, place_members
from medlemsdialog.models.claims import merge_positions
from medlemsdialog.models.national import NationalClaim, NationalOverview
from medlemsdialog.models.participation import Breakdown, ClaimDifference
from medlemsdialog.models.vocabulary import Position

FEWEST_WITH_POSITION = 3
DIVIDED_BY = (Breakdown.COUNTY, Breakdown.REGION, Breakdown.SIZE)

Lean = Literal["for", "against", "neither"]


def find_claim_differences(overview: NationalOverview) -> dict[str, tuple[ClaimDifference, ...]]:
    """Return the differences of each claim that has any: groups that lean against first, then by breakdown and group."""
    members = {member.row.code: member for member in place_members(overview)}
    shown = fold_areas(overview)
    found = {claim.claim_id: _differences_of(claim, shown, members) for claim in overview.claims}
    return {claim_id: differences for claim_id, differences in found.items() if differences}


def find_lean(members: Mapping[Position, int]) -> Lean:
    """Return which way members by position lean."""
    supporting, opposing = members.get(Position.FOR, 0), members.get(Position.AGAINST, 0)
    if supporting == opposing:
        return "neither"
    return "for" if supporting > opposing else "against"


def _differences_of(
    claim: NationalClaim, overview: NationalOverview, members: Mapping[str, PlacedMember]
) -> tuple[ClaimDifference, ...]:
    taken = {code: position for code, position in _positions(claim).items() if code in members}
    whole = _count(taken.values())
    grouped: dict[tuple[Breakdown, str], list[Position]] = defaultdict(list)
    for code, position in taken.items():
        for breakdown in DIVIDED_BY:
            for group in groups_of(members[code], breakdown):
                grouped[breakdown, group].append(position)
    found = [
        ClaimDifference(
            claim_id=claim.claim_id,
            breakdown=breakdown,
            group=group,
            members=_count(grouped[breakdown, group]),
            whole=whole,
        )
        for breakdown in DIVIDED_BY
        for group in order_groups(overview, breakdown)
        if len(grouped[breakdown, group]) >= FEWEST_WITH_POSITION
        and find_lean(_count(grouped[breakdown, group])) != find_lean(whole)
    ]
    order = ("against", "neither", "for")
    return tuple(sorted(found, key=lambda difference: order.index(find_lean(difference.members))))


def _positions(claim: NationalClaim) -> dict[str, Position]:
    """Return each member's one position, though it may have sent something in more than one area."""
    taken: dict[str, set[Position]] = defaultdict(set)
    for county in claim.counties:
        for position, codes in county.members.items():
            for code in codes:
                taken[code].add(position)
    return {code: merge_positions(positions) for code, positions in sorted(taken.items())}


def _count(positions: Iterable[Position]) -> dict[Position, int]:
    counted = Counter(positions)
    return {position: counted[position] for position in Position}
