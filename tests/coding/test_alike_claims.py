"""Claims that say nearly the same are found by their words, and nothing is done to them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medlemsdialog.coding.alike_claims import find_alike_claims
from medlemsdialog.dialogue_text import Text
from medlemsdialog.models.claims import Claim
from medlemsdialog.models.vocabulary import Addressee


def claims(*sentences):
    return [
        Claim(id=f"k-{number}", text=Text(nb=sentence), addressee=Addressee.STATE, themes=("bibliotek",))
        for number, sentence in enumerate(sentences)
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Staten bør gi øremerkede midler til kulturskolen.", "Kulturskolen bør få øremerkede statlige midler."),
        ("Kommunene bør la frivillige lag bruke lokaler gratis.", "Frivillige lag må få låne lokaler uten leie."),
        ("KS bør lage læringsnettverk om kulturplaner.", "KS bør drive læringsnettverk for kulturplanene."),
    ],
)
def test_the_same_claim_in_other_words_is_found(one, other):
    (pair,) = find_alike_claims(claims(one, other))
    assert {pair.one, pair.other} == {"k-0", "k-1"}


def test_claims_that_only_share_whom_they_address_are_not_alike():
    assert find_alike_claims(claims("Staten bør støtte bibliotekene.", "Staten bør fastsette en makspris.")) == ()


@given(st.lists(st.text(min_size=1, max_size=80), max_size=6))
def test_whatever_is_written_pairs_are_different_claims_with_a_share(sentences):
    for pair in find_alike_claims(claims(*sentences)):
        assert pair.one != pair.other
        assert 0 < pair.likeness <= 1
