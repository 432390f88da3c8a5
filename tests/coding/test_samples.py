"""A sample is the same for all who draw it, asks each county for its share, and repeats nothing. Eksempel – oppdiktet."""

from __future__ import annotations

import hashlib
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.build import intake, passage, source
from medlemsdialog.coding.samples import CodingArea, choose_items, find_codable, name_sample, pair_areas
from medlemsdialog.models.intake import Intake
from medlemsdialog.models.vocabulary import Kind, Openness, SourceState, TextLanguage


def distinct_text(name: str) -> str:
    """Return invented words that no other name gives: what only differs in numbers and names counts as repeated."""
    letters = "".join("aeioudklmnprstvb"[int(digit, 16)] for digit in hashlib.sha256(name.encode()).hexdigest())
    return "oppdiktet " + " ".join(letters[place : place + 8] for place in range(0, 64, 8))


def county(code: str, *, sources: int = 2, statements: int = 4, language: str = "nb", people: str = "") -> CodingArea:
    made, passages = [], []
    for number in range(sources):
        source_id = f"k{code}{number}"
        made.append(source(source_id, f"{code}01", county=code))
        for place in range(statements):
            passages.append(passage(source_id, place, distinct_text(f"{source_id}-{place}")))
    return CodingArea(language, frozenset(people.split()), intake(code, made, passages))


def changed(area: CodingArea, **changes: object) -> CodingArea:
    received = area.received
    passages = tuple(one.model_copy(update=changes) for one in received.passages)
    return CodingArea(area.language, area.people, received.model_copy(update={"passages": passages}))


AREAS = {code: county(code) for code in ("61", "62", "63")}


def test_same_seed_and_statements_give_the_same_sample():
    items = choose_items(AREAS, size=9, seed=1)
    assert items == choose_items(dict(reversed(AREAS.items())), size=9, seed=1)
    assert name_sample(1, items) == name_sample(1, choose_items(AREAS, size=9, seed=1))


def test_another_seed_draws_other_statements():
    assert {i.statement_id for i in choose_items(AREAS, size=6, seed=1)} != {
        i.statement_id for i in choose_items(AREAS, size=6, seed=2)
    }


@settings(deadline=None, max_examples=30)
@given(
    st.dictionaries(st.sampled_from(["61", "62", "63", "64", "65"]), st.integers(1, 9), min_size=2),
    st.integers(1, 60),
    st.integers(0, 5),
)
def test_every_county_gives_at_least_one_and_none_more_than_it_has(available: dict[str, int], extra: int, seed: int):
    areas = {code: county(code, sources=1, statements=number) for code, number in available.items()}
    size = min(len(areas) + extra, sum(available.values()))
    drawn = choose_items(areas, size=size, seed=seed)
    numbers = Counter(item.area_code for item in drawn)
    assert len(drawn) == size == len({item.statement_id for item in drawn})
    assert set(numbers) == set(available)
    assert all(numbers[code] <= available[code] for code in available)


def test_large_county_gives_more():
    areas = {"61": county("61", sources=5), "62": county("62", sources=1)}
    numbers = Counter(item.area_code for item in choose_items(areas, size=12, seed=1))
    assert numbers["61"] > numbers["62"] >= 1


def test_each_source_gives_one_before_any_gives_a_second():
    areas = {"61": county("61", sources=4), "62": county("62", sources=4)}
    drawn = choose_items(areas, size=8, seed=3)
    assert len({item.statement_id.partition("-")[0] for item in drawn}) == 8


def test_each_county_is_coded_by_another():
    items = choose_items(AREAS, size=6, seed=1)
    assert all(item.area_code != item.cross_area_code for item in items)
    assert {item.cross_area_code for item in items} == set(AREAS)


def test_same_language_form_is_preferred():
    forms = {"61": "nb", "62": "nn", "63": "nb", "64": "nn"}
    pairs = pair_areas({code: county(code, language=form) for code, form in forms.items()})
    assert pairs == {"61": "63", "62": "64", "63": "61", "64": "62"}


def test_county_where_the_same_adviser_works_is_avoided():
    people = {"61": "kari", "62": "kari", "63": "ola"}
    pairs = pair_areas({code: county(code, people=names) for code, names in people.items()})
    assert pairs["61"] == "63" and pairs["62"] == "63"


def test_one_county_alone_has_nobody_to_compare_with():
    assert pair_areas({"61": county("61")}) == {}


def test_what_repeats_another_statement_is_drawn_once():
    one, other = county("61", sources=1, statements=1), county("62", sources=1, statements=3)
    text = "Eksempel – oppdiktet: Kommunen ber om at staten dekker hele merutgiften til biblioteket de neste årene."
    passages = (other.received.passages[0].model_copy(update={"text": text}), *other.received.passages[1:])
    areas = {
        "61": changed(one, text=text),
        "62": CodingArea("nb", frozenset(), other.received.model_copy(update={"passages": passages})),
    }
    drawn = {item.statement_id for item in choose_items(areas, size=10, seed=1)}
    repeated = {one.received.passages[0].statement_id, other.received.passages[0].statement_id}
    assert len(drawn & repeated) == 1


def test_statements_of_an_earlier_sample_are_left_out():
    earlier = {item.statement_id for item in choose_items(AREAS, size=6, seed=1)}
    later = choose_items(AREAS, size=6, seed=2, leave_out=earlier)
    assert later and not earlier & {item.statement_id for item in later}


def test_only_what_another_county_may_read_and_code_is_drawn():
    states: tuple[tuple[dict[str, object], dict[str, object], bool], ...] = (
        ({}, {}, True),
        ({}, {"language": TextLanguage.SAMI}, True),
        ({"openness": Openness.INTERNAL}, {}, True),
        ({"openness": Openness.CONFIDENTIAL}, {}, False),
        ({"state": SourceState.PROPOSED}, {}, False),
        ({}, {"tick": True}, False),
        ({}, {"kind": Kind.BACKGROUND}, False),
    )
    for of_source, of_passage, codable in states:
        received: Intake = intake(
            "61",
            [source("k1", "6101", **of_source)],  # type: ignore[arg-type]
            [passage("k1", 1).model_copy(update=of_passage)],
        )
        assert bool(find_codable(received)) is codable, (of_source, of_passage)
