"""A quotation is found with its citation, and compared letter by letter but for how it is set."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medlemsdialog.evidence.quotations import find_quotations, is_verbatim


@pytest.mark.parametrize(
    ("text", "cited", "sourced"),
    [
        ("«Vi vil.» [@k1-aa]", ("k1-aa",), True),
        ("«Vi vil», skriver byen [@k1-aa] [@k1-bb], og mer [@k1-cc].", ("k1-aa", "k1-bb"), False),
        ("Først [@k1-aa]: «Vi vil».", (), False),
        ("“Vi vil” [@k1-aa].", ("k1-aa",), True),
        ('"Vi vil" [@k1-aa].', ("k1-aa",), True),
    ],
)
def test_quotation_is_found_with_the_citation_after_it(text: str, cited: tuple[str, ...], sourced: bool) -> None:
    (found,) = find_quotations(text)
    assert (found.words.rstrip("."), found.cited, found.is_sourced) == ("Vi vil", cited, sourced)


@pytest.mark.parametrize(
    ("quote", "same"),
    [
        ("Byen  vil «ha»\nmer", True),
        ('Byen vil "ha" mer', True),
        ("Byen vil [...] mer – nå", True),
        ("Byen […] nå", True),
        ("Byen vil mer", False),
        ("byen vil", False),
        ("mer [...] Byen", False),
        ("[...]", False),
        ("", True),
    ],
)
def test_words_must_stand_in_the_statement(quote: str, same: bool) -> None:
    assert is_verbatim(quote, "Eksempel – oppdiktet: Byen vil “ha” mer - nå.") is same


@given(st.text(min_size=1), st.text(), st.text())
def test_any_part_of_a_statement_is_verbatim(words: str, before: str, after: str) -> None:
    assert is_verbatim(words, f"{before} {words} {after}")


@pytest.mark.parametrize("words", ["enig i kravet", "Vi er uen", "[...]", "enig [...] kravet"])
def test_a_word_cut_in_two_is_not_verbatim(words: str):
    assert not is_verbatim(words, "Eksempel – oppdiktet: Vi er uenig i kravet.")
