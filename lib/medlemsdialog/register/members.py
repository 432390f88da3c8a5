"""Counties, members, bodies and changes built from the register's rows."""

from __future__ import annotations

from collections.abc import Iterable

from medlemsdialog.models.vocabulary import Level
from medlemsdialog.register.models import Body, BodyKind, Change, ChangeKind, County, Edition, Member
from medlemsdialog.register.tables import Row

COUNTY_COUNCIL_SUFFIX = "00"
OTHER_NAMES_SEPARATOR = ";"


def build_edition(edition: str, county_rows: Iterable[Row], municipality_rows: Iterable[Row]) -> Edition:
    """Return one edition's counties and members in order of code.

    Every county has a county council, except where one municipality makes up the whole county: it is both levels at
    once, and one member.
    """
    counties = [build_county(row) for row in county_rows if row["edition"] == edition]
    own_rows = [row for row in municipality_rows if row["edition"] == edition]
    members: list[Member] = []
    for county in counties:
        in_county = [row for row in own_rows if row["county_code"] == county.county_code]
        is_both_levels = len(in_county) == 1 and in_county[0]["name"] == county.name
        if not is_both_levels:
            members.append(build_county_council(county))
        members += [build_municipality(row, is_county_council_too=is_both_levels) for row in in_county]
    return Edition(
        edition=edition,
        counties=tuple(sorted(counties, key=lambda county: county.county_code)),
        members=tuple(sorted(members, key=lambda member: member.code)),
    )


def build_county(row: Row) -> County:
    """Return the county of one row; blanks are unknown."""
    return County(
        county_code=row["county_code"],
        name=row["name"],
        language_form=row["language_form"] or None,
        region=row["region"] or None,
    )


def build_county_council(county: County) -> Member:
    """Return the county's council. It has no population of its own: inhabitants are counted in municipalities only."""
    return Member(
        code=county.county_code + COUNTY_COUNCIL_SUFFIX,
        name=f"{county.name} fylkeskommune",
        level=Level.COUNTY_COUNCIL,
        county_code=county.county_code,
        language_form=county.language_form,
    )


def build_municipality(row: Row, *, is_county_council_too: bool) -> Member:
    """Return the municipality of one row; blanks are unknown."""
    population = row["population_1_january"]
    other_names = (name.strip() for name in row["other_names"].split(OTHER_NAMES_SEPARATOR))
    return Member(
        code=row["municipality_code"],
        name=row["name"],
        level=Level.MUNICIPALITY,
        county_code=row["county_code"],
        population=int(population) if population else None,
        language_form=row["language_form"] or None,
        other_names=tuple(name for name in other_names if name),
        is_county_council_too=is_county_council_too,
    )


def build_body(row: Row) -> Body:
    """Return the body of one row; without a county it is national."""
    return Body(
        code=row["body_code"], name=row["name"], kind=BodyKind(row["kind"]), county_code=row["county_code"] or None
    )


def build_change(row: Row) -> Change:
    """Return the change of one row."""
    return Change(
        from_edition=row["from_edition"],
        to_edition=row["to_edition"],
        from_code=row["from_code"],
        to_code=row["to_code"],
        kind=ChangeKind(row["kind"]),
    )
