"""Who stands behind a claim or a theme over the nation, in words and in numbers: each unit by itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from medlemsdialog.evidence import Labels
from medlemsdialog.models.national import ClaimCounty, NationalClaim, NationalTheme, ThemeCounty
from medlemsdialog.models.vocabulary import DISSENT_FIRST, Position
from medlemsdialog.paths import NATIONAL


def describe_code(row: NationalClaim | NationalTheme, labels: Labels) -> dict[str, Any]:
    """Return one claim or theme: its words, and members, bodies and counties as they are counted."""
    kind, code = ("claim", row.claim_id) if isinstance(row, NationalClaim) else ("theme", row.theme)
    counties: tuple[ClaimCounty | ThemeCounty, ...] = row.counties
    told = [one.county_code for one in counties if one.county_code != NATIONAL and _has_member(one)]
    return {
        "kind": kind,
        "code": code,
        "label": labels.claim(code) if kind == "claim" else labels.theme(code),
        "counted": "; ".join(_count(row, len(told), labels)),
        "numbers": [[label, number] for label, number in _numbers(row, len(told), labels)],
        "counties": [labels.area(one) for one in told],
    }


def _has_member(county: ClaimCounty | ThemeCounty) -> bool:
    return any(county.members.values()) if isinstance(county, ClaimCounty) else bool(county.members)


def _count(row: NationalClaim | NationalTheme, counties: int, labels: Labels) -> list[str]:
    """Return who stands behind in words: members, then bodies, then counties; never added up."""
    if isinstance(row, NationalTheme):
        told = [labels.plural("{number} medlem", "{number} medlemmer", row.members, number=row.members)]
        told += (
            [labels.plural("{number} organ", "{number} organer", row.bodies, number=row.bodies)] if row.bodies else []
        )
    else:
        told = [labels.t("medlemmer: {positions}", positions=_positions(row.members, labels))]
        told += (
            [labels.t("organer: {positions}", positions=_positions(row.bodies, labels))]
            if any(row.bodies.values())
            else []
        )
    return [*told, labels.plural("{number} fylke", "{number} fylker", counties, number=counties)]


def _positions(counts: Mapping[Position, int], labels: Labels) -> str:
    told = [f"{labels.word(position)} {counts[position]}" for position in DISSENT_FIRST if counts.get(position)]
    return ", ".join(told) or labels.t("ingen")


def _numbers(row: NationalClaim | NationalTheme, counties: int, labels: Labels) -> list[tuple[str, int]]:
    if isinstance(row, NationalClaim):
        numbers = [
            (labels.t("Medlemmer {position}", position=labels.word(one)), row.members.get(one, 0))
            for one in DISSENT_FIRST
        ]
        bodies = [
            (labels.t("Organer {position}", position=labels.word(one)), row.bodies.get(one, 0)) for one in DISSENT_FIRST
        ]
        numbers += [one for one in bodies if one[1]]
    else:
        numbers = [(labels.t("Medlemmer"), row.members), (labels.t("Organer"), row.bodies)]
    return [
        *numbers,
        (labels.t("Andre"), row.other_senders),
        (labels.t("Utsagn"), row.statements),
        (labels.t("Fylker"), counties),
    ]
