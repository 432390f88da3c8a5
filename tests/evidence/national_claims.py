"""Claims over the nation for the tests of evidence, built by hand from who stands where."""

from __future__ import annotations

from medlemsdialog.models.national import ClaimCounty, NationalClaim
from medlemsdialog.models.vocabulary import Addressee, Position

Stands = dict[str, str]


def national_claim(
    members: Stands | None = None, bodies: Stands | None = None, *, claim_id: str = "k-eksempel", others: int = 0
) -> NationalClaim:
    """Return a claim from positions by member code (its county is the code's first two digits) and by body code."""
    members, bodies = members or {}, bodies or {}
    counties = sorted({code[:2] for code in members} | ({"61"} if bodies else set()))
    rows = tuple(
        ClaimCounty(
            county_code=county,
            members={p: tuple(c for c, taken in members.items() if taken == p and c[:2] == county) for p in Position},
            bodies={p: tuple(c for c, taken in bodies.items() if taken == p and county == "61") for p in Position},
            statements=(),
        )
        for county in counties
    )
    return NationalClaim(
        claim_id=claim_id,
        addressee=Addressee.STATE,
        purpose="e",
        themes=("museum",),
        members={p: sum(taken == p for taken in members.values()) for p in Position},
        bodies={p: sum(taken == p for taken in bodies.values()) for p in Position},
        other_senders=others,
        statements=len(members) + len(bodies) + others,
        counties=rows,
    )
