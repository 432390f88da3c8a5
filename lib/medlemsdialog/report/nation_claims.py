"""The claims over all counties, by addressee and dissent first, with the matrix of claim by county."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from medlemsdialog.evidence.claim_differences import FEWEST_WITH_POSITION, find_claim_differences
from medlemsdialog.evidence.folded_areas import fold_areas, has_many_areas, list_areas_behind
from medlemsdialog.evidence.labels import is_home
from medlemsdialog.models.national import ClaimCounty, CountyRow, NationalClaim, NationalOverview
from medlemsdialog.models.vocabulary import Addressee, Position
from medlemsdialog.paths import NATIONAL
from medlemsdialog.report import places, wording
from medlemsdialog.report.claim_lines import build_claim_lines
from medlemsdialog.report.crossings import Crossing, cross
from medlemsdialog.report.figures import POSITIONS, draw_claims
from medlemsdialog.report.fragment import Fragment, render
from medlemsdialog.report.frames import frame_by_main_theme, group_by_themes
from medlemsdialog.report.groups import name_members
from medlemsdialog.report.lineage_words import merged_line
from medlemsdialog.report.marks import LEGEND_ID, ONLY_BODIES, ONLY_OTHERS, POSITION_SIGNS
from medlemsdialog.report.matrix import Cell, not_raised_cell, unknown_cell
from medlemsdialog.report.nation_head import contrary_members
from medlemsdialog.report.statement_views import Link
from medlemsdialog.report.who_said import Senders, WhoSaid

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels


@dataclass(frozen=True)
class NationalClaimView:
    """A claim ready for print, with the counties behind."""

    id: str
    row: NationalClaim
    text: str
    purpose: str
    counties: tuple[tuple[Link, str, list[Link]], ...]
    merged: str
    crossing: Crossing
    whole: str
    who_said: WhoSaid
    differences: tuple[tuple[str, str], ...]


def claims(overview: NationalOverview, labels: Labels) -> Fragment:
    """Show the claims by addressee with members and bodies in each position, dissent first."""
    listed, overview = list_areas_behind(overview), fold_areas(overview)
    purposes = {purpose.code: purpose.text.in_language(labels.language) for purpose in labels.dialogue.purposes}
    ordered = order_by_dissent(overview.claims)
    differences, senders = find_claim_differences(overview), Senders(overview, labels)
    groups = [
        (
            labels.word(addressee),
            [
                NationalClaimView(
                    id=places.claim_id(places.NATION_PREFIX, row.claim_id),
                    row=row,
                    text=labels.claim(row.claim_id),
                    purpose=purposes.get(row.purpose, ""),
                    counties=tuple(
                        _county_link(row, county, labels, listed.get(row.claim_id, {})) for county in row.counties
                    ),
                    merged=merged_line(row.claim_id, labels),
                    crossing=cross(labels, themes=row.themes),
                    whole=_tell_positions(row.members, labels),
                    who_said=senders.behind_claim(row),
                    differences=tuple(
                        (
                            name_members(one.breakdown, one.group, labels),
                            _tell_positions(one.members, labels),
                        )
                        for one in differences.get(row.claim_id, ())
                    ),
                )
                for row in ordered
                if row.addressee is addressee
            ],
        )
        for addressee in Addressee
    ]
    by_theme = group_by_main_theme(overview.claims, labels)
    drawn = [(labels.claim(row.claim_id), dict(row.members)) for row in ordered if row.members_with_position]
    return render(
        "national_claims",
        labels,
        groups=[group for group in groups if group[1]],
        by_theme=[(label, build_claim_lines(rows, labels)) for label, rows in by_theme],
        several=sum(len(rows) for _, rows in by_theme) > len(overview.claims),
        figure=draw_claims(places.NATION_PREFIX, drawn, labels, leaves_out=overview.leaves_out) if drawn else None,
        positions=POSITIONS,
        fewest=FEWEST_WITH_POSITION,
        prefix=places.NATION_PREFIX,
    )


def claim_matrix(overview: NationalOverview, labels: Labels) -> Fragment:
    """Show claim by county: members against, divided, for and neutral."""
    overview = fold_areas(overview)
    groups = group_by_main_theme(overview.claims, labels)
    return render(
        "claim_matrix",
        labels,
        is_folded=has_many_areas(overview),
        groups=[(label, build_claim_rows(rows, overview, labels)) for label, rows in groups],
        several=sum(len(rows) for _, rows in groups) > len(overview.claims),
        counties=overview.counties,
        legend=LEGEND_ID,
        prefix=places.NATION_PREFIX,
    )


def group_by_main_theme(rows: Sequence[NationalClaim], labels: Labels) -> list[tuple[str, list[NationalClaim]]]:
    """Return the claims under each main theme that any of their themes lies under, dissent first in each."""
    return group_by_themes(
        order_by_dissent(rows), lambda row: row.themes, frame_by_main_theme(labels), rest=labels.t("Uten hovedtema")
    )


def build_claim_rows(
    rows: Sequence[NationalClaim], overview: NationalOverview, labels: Labels
) -> list[tuple[Link, list[Cell]]]:
    """Return the rows of the matrix of claim by county."""
    return [
        (
            Link(labels.claim(row.claim_id), places.claim_id(places.NATION_PREFIX, row.claim_id)),
            [_claim_cell(row, county, labels) for county in overview.counties],
        )
        for row in rows
    ]


def order_by_dissent(rows: Sequence[NationalClaim]) -> list[NationalClaim]:
    """Return the claims with those that most members are against or divided on first."""
    return sorted(
        rows,
        key=lambda row: (-contrary_members(row), not row.is_contested, -row.members.get(Position.FOR, 0), row.claim_id),
    )


def _claim_cell(row: NationalClaim, county: CountyRow, labels: Labels) -> Cell:
    behind = next((each for each in row.counties if each.county_code == county.code), None)
    if behind is None:
        return unknown_cell(county, labels) or not_raised_cell(county, labels)
    taken = {position: len(behind.members.get(position, ())) for position in POSITIONS}
    if not any(taken.values()):
        return (
            Cell(ONLY_BODIES, labels.t("bare organ"))
            if any(behind.bodies.values())
            else Cell(ONLY_OTHERS, labels.t("bare andre avsendere"))
        )
    present = [(position, how_many) for position, how_many in taken.items() if how_many]
    return Cell(
        " ".join(
            f"{POSITION_SIGNS[position]}{wording.number(how_many, labels.language)}" for position, how_many in present
        ),
        ", ".join(
            f"{wording.number(how_many, labels.language)} {labels.word(position)}" for position, how_many in present
        ),
        "dissent" if taken[Position.AGAINST] or taken[Position.MIXED] else "some",
    )


def _county_link(
    row: NationalClaim, county: ClaimCounty, labels: Labels, listed: Mapping[str, Sequence[str]]
) -> tuple[Link, str, list[Link]]:
    target = (
        "" if is_home(county.county_code) else places.claim_id(places.area_prefix(county.county_code), row.claim_id)
    )
    name = labels.t("uten fylke") if county.county_code == NATIONAL else labels.area(county.county_code)
    parts = [
        f"{wording.number(len(county.members[position]), labels.language)} {labels.word(position)}"
        for position in POSITIONS
        if county.members.get(position)
    ]
    bodies = [
        f"{wording.number(len(county.bodies[position]), labels.language)} {labels.word(position)}"
        for position in POSITIONS
        if county.bodies.get(position)
    ]
    if bodies:
        parts.append(labels.t("organ: {positions}", positions=", ".join(bodies)))
    areas = [
        Link(labels.area(code), places.claim_id(places.area_prefix(code), row.claim_id))
        for code in listed.get(county.county_code, ())
    ]
    return Link(name, target), ", ".join(parts) or labels.t("andre avsendere"), areas


def _tell_positions(members: Mapping[Position, int], labels: Labels) -> str:
    """Return «2 av 4 mot, 1 delt og 1 for», dissent first; that none is for is said."""
    shown = [position for position in POSITIONS if members.get(position) or position is Position.FOR]
    numbers = [
        wording.number(members[position], labels.language) if members.get(position) else labels.t("ingen")
        for position in shown
    ]
    total = wording.number(sum(members.values()), labels.language)
    numbers[0] = labels.t("{how_many} av {total}", how_many=numbers[0], total=total)
    return wording.listing(
        [f"{how_many} {labels.word(position)}" for how_many, position in zip(numbers, shown, strict=True)],
        labels.language,
    )
