"""Whether a finding hangs on one county: what its word for strength and its majority become when any one is left out."""

from __future__ import annotations

from medlemsdialog.evidence.evidence_rows import pick_claims
from medlemsdialog.evidence.strength import is_word_carried
from medlemsdialog.models.base import Record
from medlemsdialog.models.findings import Finding
from medlemsdialog.models.national import NationalClaim, NationalOverview
from medlemsdialog.models.vocabulary import Position
from medlemsdialog.paths import NATIONAL


class CountyEffect(Record):
    """What leaving out one county changes of one claim: whether the finding's word is carried, whether most are for.

    `majority_changes` also where it becomes or stops being a draw.
    """

    county_code: str
    claim_id: str
    word_changes: bool
    majority_changes: bool


def leave_one_out(finding: Finding, overview: NationalOverview) -> tuple[CountyEffect, ...]:
    """Return the counties that decide, by claim and county; nothing where no single county does.

    Left out are the county's members and bodies. Only where the finding has a word for strength can that change.
    """
    effects = []
    for claim in pick_claims(overview, finding.claims):
        is_carried = is_word_carried(finding.strength, claim, overview)
        for county in claim.counties:
            if county.county_code == NATIONAL:
                continue
            rest = leave_out_county(claim, county.county_code)
            effect = CountyEffect(
                county_code=county.county_code,
                claim_id=claim.claim_id,
                word_changes=is_carried != is_word_carried(finding.strength, rest, overview),
                majority_changes=find_majority(claim) != find_majority(rest),
            )
            if effect.word_changes or effect.majority_changes:
                effects.append(effect)
    return tuple(effects)


def leave_out_county(claim: NationalClaim, county_code: str) -> NationalClaim:
    """Return the claim counted without one county."""
    counties = tuple(county for county in claim.counties if county.county_code != county_code)
    return claim.model_copy(
        update={
            "counties": counties,
            "members": {p: len({code for county in counties for code in county.members.get(p, ())}) for p in Position},
            "bodies": {p: len({code for county in counties for code in county.bodies.get(p, ())}) for p in Position},
            "statements": sum(len(county.statements) for county in counties),
        }
    )


def find_majority(claim: NationalClaim) -> int:
    """Return 1 where more members are for than against, -1 where fewer are, 0 where they are as many."""
    difference = claim.members.get(Position.FOR, 0) - claim.members.get(Position.AGAINST, 0)
    return (difference > 0) - (difference < 0)
