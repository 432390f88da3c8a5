from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medlemsdialog.register.editions import read_register, shipped_editions_folder
from medlemsdialog.register.in_text import find_senders_in_text

REGISTER = read_register(shipped_editions_folder(), "2017")


def found(text: str, county_code: str | None = None) -> list[str]:
    matches = find_senders_in_text(REGISTER, text, county_code=county_code)
    return [(match.member or match.body).code if match.member or match.body else match.outcome for match in matches]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tromsø kommune viser til høringen.", ["1902"]),
        ("Høringssvar fra BERGEN KOMMUNE, bystyret", ["1201"]),
        ("Vedtak i Kvam herad 12.6.", ["1238"]),
        ("Sogn og Fjordane fylkeskommune har hatt saka oppe.", ["1400"]),
        ("møte i fylkesstyret i Møre og Romsdal 3. mai", ["organ:fylkesstyret-more-og-romsdal"]),
        ("Sør-Varanger kommune", ["2030"]),
        ("Sør-\nVaranger kommune", ["2030"]),
        ("Evje og Hornnes\nkommune", ["0937"]),
        ("Porsanger kommune Porsáŋggu gielda Porsangin komuuni", ["2020"]),
        ("Ringsaker kommune og Hamar kommune, så Ringsaker kommune", ["0412", "0403"]),
        ("Hustadvika kommune", ["split_or_merged"]),
        ("Bø kommune", ["ambiguous"]),
    ],
)
def test_named_senders_are_found_in_order_and_once(text: str, expected: list[str]):
    assert found(text) == expected


def test_name_that_occurs_twice_is_resolved_within_the_county():
    assert found("Bø kommune", county_code="18") == ["1867"]


@pytest.mark.parametrize(
    "text",
    [
        "Lillåkommune",
        "en liten kommune",
        "i os kommune",
        "Midt-Bø kommune",
        "Tromsø. Kommune og stat",
        "Tromsøkommunen",
        "Bergen",
        "Blåfjøs kommune",
        "fylkesstyret i",
        "kommune",
        "",
    ],
)
def test_parts_of_words_and_other_words_are_no_names(text: str):
    assert found(text) == []


def test_word_borders_hold_beside_norwegian_letters():
    assert found("åBø kommune") == []
    assert found("Bøå kommune") == []
    assert found("Bø kommuneøy") == []


@given(st.text(max_size=200), st.sampled_from(["", " kommune", " fylkesstyret i ", "-herad"]))
def test_no_text_raises(text: str, ending: str):
    find_senders_in_text(REGISTER, text + ending + text)
