"""Numbers over the nation: those of the counties together, each member once, and counties by their own members alone."""

from __future__ import annotations

import re

import pytest

from medlemsdialog.evidence import build_labels
from medlemsdialog.evidence.assessment import resolve_assessment
from medlemsdialog.evidence.assessment_fields import FIELDS
from medlemsdialog.evidence.assessment_text import FieldPart, parse_assessment
from medlemsdialog.evidence.national_fields import (
    NATIONAL_FIELDS,
    count_national_field,
    label_national_field,
    list_national_fields,
    name_national_field,
    resolve_national_field,
)
from medlemsdialog.models.national import NationalOverview
from medlemsdialog.paths import DataFolder
from report.example import overview as example_overview
from report.example import workspace as example_workspace
from support.mini_nation import GRANT, RIGHT, overview_of, reopen, write_mini_nation


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    return write_mini_nation(tmp_path_factory.mktemp("nation") / "dialog")


@pytest.fixture(scope="module")
def overview(data: DataFolder) -> NationalOverview:
    return overview_of(data)


def field(text: str) -> FieldPart:
    (part,) = parse_assessment("{tall:" + text + "}")
    assert isinstance(part, FieldPart)
    return part


@pytest.mark.parametrize(
    ("key", "value"),
    [
        # Five municipalities and two county councils; Storvika, Lillevika and Storlia gave input.
        ("medlemmer-mulige", 7),
        ("medlemmer-mulige:fylkeskommuner", 2),
        ("medlemmer-horte", 3),
        ("medlemmer-horte:kommuner", 3),
        ("medlemmer-uten-innspill", 4),
        ("medlemmer-som-tar-opp:bibliotek", 2),
        (f"medlemmer-med-standpunkt:{GRANT}:for", 1),
        (f"medlemmer-med-standpunkt:{GRANT}:mot", 1),
        (f"medlemmer-som-uttalte-seg:{GRANT}", 2),
        (f"medlemmer-som-uttalte-seg:{GRANT}:kommuner", 2),
        (f"organer-som-uttalte-seg:{GRANT}", 0),
        ("fylker-mulige", 2),
        ("fylker-horte", 2),
        ("fylker-bare-organer", 0),
        ("fylker-uten-innspill", 0),
        ("fylker-som-tar-opp:bibliotek", 1),
        ("fylker-som-tar-opp:kulturskole-okonomi", 2),
        (f"fylker-med-standpunkt:{GRANT}:for", 1),
        (f"fylker-som-uttalte-seg:{GRANT}", 2),
        (f"fylker-som-uttalte-seg:{RIGHT}", 1),
        ("utsagn", 5),
        ("moter", 0),
    ],
)
def test_a_number_over_the_nation(overview: NationalOverview, key: str, value: int) -> None:
    assert count_national_field(field(key), overview) == value


@pytest.mark.parametrize(
    "key", ["finnes-ikke", "medlemmer-med-standpunkt:k", f"medlemmer-med-standpunkt:{GRANT}:kanskje", "oppmote:m9"]
)
def test_a_number_that_nobody_knows_is_none(overview: NationalOverview, key: str) -> None:
    assert count_national_field(field(key), overview) is None


def test_each_way_of_writing_a_field_has_one_name() -> None:
    spellings = ("Tall:Medlemmer-horte:Kommuner", "tall: medlemmer-hørte : kommuner", "tall:medlemmer–horte:kommuner")
    parts = [part for text in spellings for part in parse_assessment("{" + text + "}")]
    assert {name_national_field(part) for part in parts if isinstance(part, FieldPart)} == {"medlemmer-horte:kommuner"}


def test_each_field_has_a_label_and_a_unit_in_both_forms(data: DataFolder, overview: NationalOverview) -> None:
    for language in ("nb", "nn"):
        labels = build_labels(reopen(data), language)
        listed = list_national_fields(overview, labels)
        assert {re.split("[:}]", one.token)[1] for one in listed} >= NATIONAL_FIELDS.keys() - {"oppmote", "inviterte"}
        for one in listed:
            name = one.token.removeprefix("{tall:").removesuffix("}")
            assert one.unit and "{" not in one.label and label_national_field(name, labels) == one.label
    assert label_national_field("finnes-ikke:x", labels) == "finnes-ikke:x"


def test_a_field_is_resolved_with_what_it_counts_or_why_not(data: DataFolder, overview: NationalOverview) -> None:
    labels = build_labels(reopen(data), "nb")
    resolved = resolve_national_field(field("fylker-som-tar-opp:bibliotek"), overview, labels)
    assert (resolved.value, resolved.unit) == (1, "fylker")
    assert resolved.label == "fylker der minst ett medlem tar opp «Bibliotek og litteratur»"
    fault = resolve_national_field(field("fylker-som-tar-opp:finnes-ikke"), overview, labels).fault
    assert fault is not None and "finnes ikke" in fault.text("nb")


def test_the_same_key_is_the_counties_together(data: DataFolder, overview: NationalOverview) -> None:
    """Members belong to one county: what each county's report prints adds up to what the nation's does."""
    labels = build_labels(reopen(data), "nb")
    areas = (*overview.summaries, overview.without_county)
    for one in list_national_fields(overview, labels):
        (part,) = parse_assessment(one.token)
        assert isinstance(part, FieldPart)
        # Texts are grouped anew over the nation, and counties are no number of a county.
        if part.key in FIELDS and part.key != "tekster-om-tema":
            in_areas = [resolve_assessment(one.token, area, labels)[0] for area in areas]
            assert one.value == sum(getattr(each, "value", None) or 0 for each in in_areas), one.token


def test_members_of_a_failed_county_are_in_the_number_of_all_and_at_no_level() -> None:
    overview = example_overview()
    assert overview.members_in_failed_counties
    assert count_national_field(field("medlemmer-mulige"), overview) == overview.possible_members
    assert count_national_field(field("medlemmer-mulige:kommuner"), overview) is None
    labels = build_labels(example_workspace(), "nb")
    assert not [
        one for one in list_national_fields(overview, labels) if one.token == "{tall:medlemmer-mulige:kommuner}"
    ]


def test_a_body_makes_no_county_heard_and_counts_no_member() -> None:
    overview = example_overview()
    for theme in overview.themes:
        own = {county.county_code for county in theme.counties if county.members}
        assert count_national_field(field(f"fylker-som-tar-opp:{theme.theme}"), overview) == len(own - {"national"})
        assert count_national_field(field(f"medlemmer-som-tar-opp:{theme.theme}"), overview) == theme.members
        assert count_national_field(field(f"organer-som-tar-opp:{theme.theme}"), overview) == theme.bodies
        assert count_national_field(field(f"tekster-om-tema:{theme.theme}"), overview) == theme.distinct_texts
    for claim in overview.claims:
        assert (
            count_national_field(field(f"medlemmer-som-uttalte-seg:{claim.claim_id}"), overview)
            == claim.members_with_position
        )
