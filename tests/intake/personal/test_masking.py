"""Masked texts: nothing of the original but what was found is gone, and a reader sees why."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medlemsdialog.intake.personal import find_personal_data, is_quote_of, mask_text

TEXT = "Ring rådgiver Ola Nordmann på tlf. 912 34 567 eller ola.nordmann@eksempel.invalid."


@pytest.mark.parametrize(
    ("language", "masked"),
    [
        ("nb", "Ring rådgiver [navn fjernet] på tlf. [telefonnummer fjernet] eller [e-postadresse fjernet]."),
        ("nn", "Ring rådgiver [namn fjerna] på tlf. [telefonnummer fjerna] eller [e-postadresse fjerna]."),
    ],
)
def test_the_mask_says_what_was_there_in_the_language_of_the_text(language, masked):
    assert mask_text(TEXT, find_personal_data(TEXT), language) == masked
    assert is_quote_of(masked, TEXT)


def test_a_quote_that_differs_outside_its_masks_is_none():
    masked = mask_text(TEXT, find_personal_data(TEXT), "nb")
    assert not is_quote_of(masked.replace("Ring", "Ringe"), TEXT)
    assert not is_quote_of(masked + " Og mer.", TEXT)
    assert not is_quote_of("[navn fjernet]", "")


@given(
    st.lists(
        st.sampled_from(["Kari Nordmann", "tlf. 912 34 567", "mener noe", "[navn fjernet]", ".*", "\n", "Storgata 12"])
    )
)
def test_a_masked_text_is_always_a_quote_of_its_original(parts):
    text = " ".join(parts)
    assert is_quote_of(mask_text(text, find_personal_data(text), "nb"), text)
