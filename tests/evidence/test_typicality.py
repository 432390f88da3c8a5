"""A text is typical when it is near to what the others say; order, and texts that are only measured, change nothing."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medlemsdialog.evidence.typicality import TextSpace

ALIKE = ("Staten bør gi tilskudd til skolen.", "Staten må gi et tilskudd til skolen.", "Staten bør gi skolen tilskudd.")
OTHER = "Museet har tak som lekker om våren."


def test_what_the_others_say_is_more_typical_than_what_nobody_else_says():
    measured = TextSpace([*ALIKE, OTHER], centred=range(4)).measure_typicality()
    assert min(measured[:3]) > measured[3]


def test_a_text_is_like_itself_and_unlike_one_that_shares_nothing():
    likeness = TextSpace(["abc", "xyz", "abc"], centred=range(3)).measure_likeness(0)
    assert likeness.tolist() == pytest.approx([1, 0, 1])


def test_texts_without_words_are_measured_as_nothing():
    assert TextSpace(["", "?!"], centred=[0]).measure_typicality().tolist() == [0, 0]
    assert TextSpace([], centred=[]).measure_typicality().tolist() == []


@given(st.lists(st.text(alphabet="abcæ ", max_size=30), max_size=12), st.integers())
def test_order_changes_no_measure(texts: list[str], seed: int):
    places = list(range(len(texts)))
    random.Random(seed).shuffle(places)
    straight = TextSpace(texts, centred=range(len(texts))).measure_typicality()
    mixed = TextSpace([texts[place] for place in places], centred=range(len(texts))).measure_typicality()
    assert [straight[place] for place in places] == pytest.approx(mixed.tolist(), abs=2e-6)
    assert all(0 <= value <= 1.00001 for value in straight)
