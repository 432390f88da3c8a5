"""The claims one on a line: whom they are addressed to, members by position, and bodies in words of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from medlemsdialog.models.national import NationalClaim
from medlemsdialog.report import places, wording
from medlemsdialog.report.figures import POSITIONS
from medlemsdialog.report.statement_views import Link

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels


@dataclass(frozen=True)
class ClaimLine:
    """A claim on a line; `bodies` are never among the members."""

    link: Link
    row: NationalClaim
    addressee: str
    bodies: str


def build_claim_lines(rows: Sequence[NationalClaim], labels: Labels) -> tuple[ClaimLine, ...]:
    """Return a line for each claim, in the order given."""
    return tuple(
        ClaimLine(
            Link(labels.claim(row.claim_id), places.claim_id(places.NATION_PREFIX, row.claim_id)),
            row,
            labels.word(row.addressee),
            _tell_bodies(row, labels),
        )
        for row in rows
    )


def _tell_bodies(row: NationalClaim, labels: Labels) -> str:
    shown = [
        f"{wording.number(row.bodies[position], labels.language)} {labels.word(position)}"
        for position in POSITIONS
        if row.bodies.get(position)
    ]
    return ", ".join(shown) or labels.t("ingen")
