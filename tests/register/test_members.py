from __future__ import annotations

from medlemsdialog.register.members import build_edition
from medlemsdialog.register.tables import Row


def row(**values: str) -> Row:
    return Row("x.csv", 2, values)


def test_only_a_lone_municipality_of_the_countys_name_is_both_levels():
    counties = [row(edition="e", county_code="90", name="Alene"), row(edition="e", county_code="91", name="Vidde")]
    municipalities = [
        row(edition="e", municipality_code="9001", name="Alene", county_code="90"),
        row(edition="e", municipality_code="9101", name="Lita", county_code="91"),
    ]
    built = build_edition("e", counties, municipalities)
    assert [(member.code, member.is_county_council_too) for member in built.members] == [
        ("9001", True),
        ("9100", False),
        ("9101", False),
    ]


def test_rows_of_other_editions_are_left_out():
    counties = [row(edition="annen", county_code="90", name="Alene")]
    assert build_edition("e", counties, []).members == ()
