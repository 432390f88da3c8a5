"""Many areas told by the county that their members lie in: a table with hundreds of columns is read by nobody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from medlemsdialog.models.national import (
    ClaimCounty,
    CountyRow,
    HeardThrough,
    HomeCounty,
    NationalOverview,
    ThemeCounty,
)
from medlemsdialog.models.summary import MemberRow
from medlemsdialog.models.vocabulary import Position
from medlemsdialog.paths import NATIONAL

# A dialogue by county has at most 19 of them. More areas than this have no column each, and no annex within the page.
MOST_AREAS_SHOWN = 40
# Every municipality and county council; thousands of areas under each theme would fill the page.
MOST_AREAS_LISTED = 500


def has_many_areas(overview: NationalOverview) -> bool:
    """Whether there are more areas than can be shown side by side, and counties that they lie in."""
    return overview.is_folded or (bool(overview.home_counties) and len(overview.counties) > MOST_AREAS_SHOWN)


def fold_areas(overview: NationalOverview) -> NationalOverview:
    """Return the overview with the counties of the country in place of its areas, where these are too many to be shown.

    Members and bodies count for the county they lie in. What has no home there, as the input without a county, stands as it
    was. Themes and claims keep all members, bodies and statements; what only other senders said stands with the area.
    """
    if overview.is_folded or not has_many_areas(overview):
        return overview
    home_of = _find_homes(overview)
    area_home = _home_of_areas(overview, home_of)
    return overview.model_copy(
        update={
            "is_folded": True,
            "counties": _fold_rows(overview, home_of),
            "themes": tuple(
                row.model_copy(update={"counties": _fold_theme(row.counties, home_of, area_home)})
                for row in overview.themes
            ),
            "claims": tuple(
                row.model_copy(update={"counties": _fold_claim(row.counties, home_of, area_home)})
                for row in overview.claims
            ),
        }
    )


def list_areas_behind(overview: NationalOverview) -> dict[str, dict[str, tuple[str, ...]]]:
    """Return the areas that raised each theme or hold a position to each claim, by the county that stands in their place.

    Nothing where no county does, or where the areas are too many to be listed under each theme and claim.
    """
    if overview.is_folded or not has_many_areas(overview) or len(overview.counties) > MOST_AREAS_LISTED:
        return {}
    area_home = _home_of_areas(overview, _find_homes(overview))
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    behind = [(row.theme, county.county_code) for row in overview.themes for county in row.counties]
    behind += [(row.claim_id, county.county_code) for row in overview.claims for county in row.counties]
    for code, area_code in behind:
        home = area_home.get(area_code, "")
        if home not in {"", NATIONAL}:
            own = found.setdefault(code, {})
            own[home] = (*own.get(home, ()), area_code)
    return found


def _find_homes(overview: NationalOverview) -> dict[str, str]:
    return {code: home.code for home in overview.home_counties for code in home.senders}


def _home_of_areas(overview: NationalOverview, home_of: Mapping[str, str]) -> dict[str, str]:
    """Return the county of each area: that of its first sender; the input without a county stays there."""
    homes = {NATIONAL: NATIONAL}
    for summary in overview.summaries:
        senders = (*(member.code for member in summary.members), *(body.code for body in summary.bodies))
        first = next((home_of[code] for code in senders if code in home_of), None)
        if first is not None:
            homes[summary.area.code] = first
    return homes


def _fold_theme(
    rows: Iterable[ThemeCounty], home_of: Mapping[str, str], area_home: Mapping[str, str]
) -> tuple[ThemeCounty, ...]:
    members: dict[str, dict[str, None]] = defaultdict(dict)
    bodies: dict[str, dict[str, None]] = defaultdict(dict)
    statements: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        place = area_home.get(row.county_code, row.county_code)
        statements[place].extend(row.statements)
        for told, codes in ((members, row.members), (bodies, row.bodies)):
            for code in codes:
                told[home_of.get(code, place)][code] = None
    return tuple(
        ThemeCounty(
            county_code=place,
            members=tuple(members[place]),
            bodies=tuple(bodies[place]),
            statements=tuple(statements[place]),
        )
        for place in _in_order([*statements, *members, *bodies])
    )


def _fold_claim(
    rows: Iterable[ClaimCounty], home_of: Mapping[str, str], area_home: Mapping[str, str]
) -> tuple[ClaimCounty, ...]:
    members: dict[str, dict[Position, dict[str, None]]] = defaultdict(lambda: {position: {} for position in Position})
    bodies: dict[str, dict[Position, dict[str, None]]] = defaultdict(lambda: {position: {} for position in Position})
    statements: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        place = area_home.get(row.county_code, row.county_code)
        statements[place].extend(row.statements)
        for told, by_position in ((members, row.members), (bodies, row.bodies)):
            for position, codes in by_position.items():
                for code in codes:
                    told[home_of.get(code, place)][position][code] = None
    return tuple(
        ClaimCounty(
            county_code=place,
            members={position: tuple(codes) for position, codes in members[place].items()},
            bodies={position: tuple(codes) for position, codes in bodies[place].items()},
            statements=tuple(statements[place]),
        )
        for place in _in_order([*statements, *members, *bodies])
    )


def _fold_rows(overview: NationalOverview, home_of: Mapping[str, str]) -> tuple[CountyRow, ...]:
    members: dict[str, list[MemberRow]] = defaultdict(list)
    bodies: dict[str, set[str]] = defaultdict(set)
    # Of an area with members in several counties, what is left over there is left over in each of them.
    behind: dict[str, dict[str, CountyRow]] = defaultdict(dict)
    rows = {row.code: row for row in overview.counties}
    for summary in overview.summaries:
        row = rows[summary.area.code]
        for member in summary.members:
            if home := home_of.get(member.code):
                members[home].append(member)
                behind[home][row.code] = row
        for body in summary.bodies:
            if body.heard and (home := home_of.get(body.code)):
                bodies[home].add(body.code)
                behind[home][row.code] = row
    return tuple(
        _fold_row(home, members[home.code], len(bodies[home.code]), tuple(behind[home.code].values()))
        for home in overview.home_counties
    )


def _fold_row(home: HomeCounty, members: Sequence[MemberRow], bodies: int, areas: Sequence[CountyRow]) -> CountyRow:
    heard = sum(member.state == "heard" for member in members)
    waiting = sum(member.state == "waiting" for member in members)
    through: HeardThrough = "members" if heard else "bodies" if bodies else "waiting" if waiting else "none"
    is_known = bool(members) or not home.members
    shares = [row.coded_share for row in areas if row.coded_share is not None]
    return CountyRow(
        code=home.code,
        name=home.name,
        region=home.region,
        status="ok" if is_known else "failed",
        reason="",
        heard_through=through if is_known else "failed",
        members=len(home.members),
        members_heard=heard if is_known else None,
        members_waiting=waiting if is_known else None,
        bodies_heard=bodies if is_known else None,
        sources=sum(row.sources or 0 for row in areas),
        sources_registered=sum(row.sources_registered or 0 for row in areas),
        statements=sum(row.statements or 0 for row in areas),
        coded_share=min(shares, default=None),
        problems=None,
        sign_off=None,
        leaves_out=any(row.leaves_out for row in areas),
    )


def _in_order(places: Iterable[str]) -> list[str]:
    """Return the places once each, by code, and what has no county last."""
    return sorted(set(places), key=lambda place: (place == NATIONAL, place))
