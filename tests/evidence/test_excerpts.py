"""Excerpts are whole sentences of readable length, as they stand."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from medlemsdialog.evidence.excerpts import LONGEST_QUOTE, SHORTEST_QUOTE, is_masked, list_excerpts

SENTENCE = "Eksempel – oppdiktet: Kommunestyret vil ha et tilskudd, jf. kap. 3 i planen."


def test_readable_statement_is_its_only_excerpt():
    assert list_excerpts(f"  {SENTENCE} ") == (SENTENCE,)


def test_statement_that_is_too_short_has_none():
    assert list_excerpts("Ja, det er vi for.") == ()


def test_long_statement_gives_runs_of_whole_sentences_and_never_an_unfinished_one():
    """Eleven sentences of equal length, the last without a full stop: five fit in an excerpt."""
    long = " ".join([SENTENCE] * 10) + " Og så sa vi"
    runs = list_excerpts(long)
    assert set(runs) == {" ".join([SENTENCE] * number) for number in (5, 4, 3, 2, 1)}


def test_text_that_personal_data_was_taken_out_of_is_masked_in_any_language():
    assert is_masked("Ring [telefonnummer fjernet].") and not is_masked("Ring oss [sic].")


@given(st.text(alphabet="aBø. ,!?«»\n-1", max_size=900))
def test_excerpts_stand_in_the_text_and_are_of_readable_length(text: str):
    for excerpt in list_excerpts(text):
        assert excerpt in text and SHORTEST_QUOTE <= len(excerpt) <= LONGEST_QUOTE
