"""Fields are counted from the area's summary, each in its own unit; citations are numbered as they appear."""

from __future__ import annotations

import pytest

from evidence.build import intake, source
from medlemsdialog.evidence.assessment import (
    ResolvedCitation,
    ResolvedField,
    list_fields,
    mask_assessment,
    number_citations,
    resolve_assessment,
)
from medlemsdialog.evidence.assessment_fields import FIELDS
from medlemsdialog.evidence.assessment_text import FieldPart, parse_assessment
from medlemsdialog.models.vocabulary import Level, Openness, Status
from report import example

SUMMARY = example.county_summary()
GRANT = example.GRANT


def count(token: str) -> ResolvedField:
    (part,) = resolve_assessment(token, SUMMARY, example.labels())
    assert isinstance(part, ResolvedField)
    return part


@pytest.mark.parametrize(
    ("token", "value", "unit"),
    [
        ("{tall:medlemmer-horte}", 3, "medlemmer"),
        ("{tall:medlemmer-horte:kommuner}", 2, "medlemmer"),
        ("{tall:medlemmer-venter}", 1, "medlemmer"),
        ("{tall:organer-horte}", 1, "organer"),
        ("{tall:medlemmer-som-tar-opp:bibliotek}", 2, "medlemmer"),
        ("{tall:organer-som-tar-opp:bibliotek}", 1, "organer"),
        ("{tall:utsagn-om-tema:bibliotek}", 3, "utsagn"),
        ("{tall:tekster-om-tema:bibliotek}", 3, "ulike tekster"),
        (f"{{tall:medlemmer-med-standpunkt:{GRANT}:for}}", 2, "medlemmer"),
        (f"{{tall:medlemmer-med-standpunkt:{GRANT}:for:fylkeskommuner}}", 1, "medlemmer"),
        (f"{{tall:medlemmer-med-standpunkt:{GRANT}:mot}}", 1, "medlemmer"),
        (f"{{tall:medlemmer-med-standpunkt:{GRANT}:nøytral}}", 0, "medlemmer"),
        ("{tall:medlemmer-etter-svar:p1:besvart}", 2, "medlemmer"),
        ("{tall:organer-som-svarte:p1}", 1, "organer"),
        ("{tall:innspill-mottatte}", 7, "innspill"),
        ("{tall:innspill-til-side}", 1, "innspill"),
        ("{tall:moter}", 1, "møter"),
        ("{tall:oppmote:m1}", 9, "personer"),
        ("{tall:utsagn}", 12, "utsagn"),
    ],
)
def test_field_counts_one_unit(token: str, value: int, unit: str) -> None:
    assert (count(token).value, count(token).unit) == (value, unit)


def test_members_possible_are_those_heard_waiting_and_silent() -> None:
    states = [count(f"{{tall:medlemmer-{state}}}").value for state in ("horte", "venter", "uten-innspill")]
    assert sum(value or 0 for value in states) == count("{tall:medlemmer-mulige}").value


def test_theme_that_nobody_raised_counts_zero_but_an_unknown_one_has_no_number() -> None:
    assert count("{tall:medlemmer-som-tar-opp:museum}").value == 0
    unknown = count("{tall:medlemmer-som-tar-opp:borte}")
    assert unknown.value is None and "borte" in str(unknown.fault)


@pytest.mark.parametrize(
    "token",
    ["{tall:inviterte:m1}", "{tall:oppmote:m9}", "{tall:utsagn:p1}", "{tall:medlemmer-etter-svar:p1}", "{tall:x}"],
)
def test_field_without_a_number_says_why(token: str) -> None:
    assert count(token).value is None and str(count(token).fault)


def test_every_field_can_be_picked_and_every_picked_token_is_read_back() -> None:
    listed = list_fields(SUMMARY, example.labels())
    keys = set()
    for field in listed:
        (part,) = parse_assessment(field.token)
        assert isinstance(part, FieldPart)
        assert count(field.token).value == field.value
        keys.add(part.key)
    assert keys == set(FIELDS) - {"inviterte"}  # nobody registered how many were invited


def test_fields_of_the_theme_come_first() -> None:
    listed = list_fields(SUMMARY, example.labels("nn"), about="theme", about_id="museum")
    assert listed[0].token == "{tall:medlemmer-som-tar-opp:museum}" and listed[0].value == 0
    assert {field.about for field in listed} == {"theme", "area"}


def test_citations_are_numbered_over_all_texts_and_the_unknown_get_none() -> None:
    first, second = (row.statement_id for row in SUMMARY.statements[:2])
    texts = [f"[@{second}] [@k0-00000000]", f"[@{first}] [@{second}]"]
    numbers = number_citations(texts, SUMMARY)
    assert numbers == {second: 1, first: 2}
    parts = resolve_assessment(texts[0], SUMMARY, example.labels(), numbers=numbers)
    assert [part.number for part in parts if isinstance(part, ResolvedCitation)] == [1, None]


def test_organisation_that_wrote_in_confidence_is_not_named() -> None:
    sent = [
        source("k1", "", level=Level.OTHER, sender_name="Eksempelforbundet", openness=Openness.CONFIDENTIAL),
        source("k2", "", level=Level.OTHER, sender_name="Oppdiktlaget", openness=Openness.PUBLIC),
    ]
    masked = mask_assessment("Eksempelforbundet og Oppdiktlaget er enige.", intake("61", sent, []), "nb")
    assert "Eksempelforbundet" not in masked and "Oppdiktlaget" in masked


def test_person_is_masked_in_the_text_and_tokens_stay_whole() -> None:
    person = source("k1", "", level=Level.OTHER, status=Status.INDIVIDUAL, sender_name="Kari Oppdiktet")
    received = intake("61", [person], [])
    text = "Kari Oppdiktet er enig [@k1-12345678], {tall:medlemmer-horte} andre, {tall:Kari Oppdiktet}."
    masked = mask_assessment(text, received, "nb")
    assert "Kari Oppdiktet" not in masked
    assert "[@k1-12345678]" in masked and "{tall:medlemmer-horte}" in masked
