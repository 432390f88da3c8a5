"""Strong words are found in both forms of Norwegian; denied words, quotations and votes are let alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medlemsdialog.evidence.strong_words import find_strong_words
from medlemsdialog.models.vocabulary import Strength


@pytest.mark.parametrize(
    ("text", "words", "strength"),
    [
        ("Medlemmene er entydig positive.", "entydig", Strength.UNANIMOUS),
        ("Medlemene er eintydige.", "eintydige", Strength.UNANIMOUS),
        ("Kommunene er samstemte.", "samstemte", Strength.UNANIMOUS),
        ("Medlemmene er samstemde.", "samstemde", Strength.UNANIMOUS),
        ("Her er alle samde: alle er samde.", "alle er samde", Strength.UNANIMOUS),
        ("Alle er enige.", "Alle er enige", Strength.UNANIMOUS),
        ("Alle kommunene ønsker tilskudd.", "Alle kommunene ønsker", Strength.UNANIMOUS),
        ("Samtlige medlemmer vil ha det.", "Samtlige medlemmer", Strength.UNANIMOUS),
        ("Det er bred enighet om dette.", "bred enighet", Strength.BROAD),
        ("Det er brei semje om dette.", "brei semje", Strength.BROAD),
        ("Kravet har brei støtte.", "brei støtte", Strength.BROAD),
        ("Et stort flertall vil ha det.", "Et stort flertall", Strength.BROAD),
        ("Eit stort fleirtal vil ha det.", "Eit stort fleirtal", Strength.BROAD),
        ("De aller fleste vil ha det.", "De aller fleste", Strength.BROAD),
        ("Det er delte meiningar om dette.", "delte meiningar", Strength.DIVIDED),
        ("Kravet blir fremja av éin kommune.", "blir fremja av éin", Strength.SINGLE),
    ],
)
def test_strong_word_is_found(text: str, words: str, strength: Strength):
    (found,) = find_strong_words(text)
    assert (found.words, found.strength) == (words, strength)
    assert text[found.start : found.end] == words


@pytest.mark.parametrize(
    "text",
    [
        "Støtten er ikke entydig.",
        "Det finst inga brei semje.",
        "Én kommune skrev at «alle er enige».",
        "Uttalelsen ble enstemmig vedtatt.",
        "Vedtaket var einstemmig.",
        "Tilskuddet går til alle kommuner.",
        "Bildet er flertydig og stort.",
    ],
)
def test_denied_words_quotations_votes_and_plain_words_are_let_alone(text: str):
    assert find_strong_words(text) == ()


@given(st.text(alphabet="aeiou entydigbrsamlføå«».,\n", max_size=200))
def test_words_found_stand_in_the_text_in_order(text: str):
    found = find_strong_words(text)
    assert all(text[one.start : one.end] == one.words for one in found)
    assert [one.start for one in found] == sorted(one.start for one in found)
