"""Quotations of words that may no longer be shown. Eksempel – oppdiktet."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from medlemsdialog.evidence.lost_quotes import LostWords

SAID = "Storvika kommune mener at staten bør gi øremerkede midler til kulturskolen."


def test_a_quotation_of_lost_words_is_hidden_and_the_sentence_around_it_stays():
    lost = LostWords.of([SAID])
    assert lost.hide_in("To ber om «øremerkede midler til kulturskolen».") == "To ber om «[…]»."


def test_a_quotation_with_words_left_out_is_hidden_too():
    lost = LostWords.of([SAID])
    assert lost.hide_in("De sier «staten bør gi […] midler til kulturskolen».") == "De sier «[…]»."


def test_lost_words_that_stand_without_quotation_marks_are_hidden():
    assert LostWords.of([SAID]).hide_in(f"Sagt: {SAID.upper()}") == "Sagt: […]"


def test_what_somebody_else_has_said_word_for_word_is_not_lost():
    written = "To ber om «øremerkede midler til kulturskolen»."
    assert LostWords.of([SAID], but=[SAID]).hide_in(written) == written


def test_names_of_works_and_short_words_stay():
    assert LostWords.of([SAID]).hide_in("«Staten» og «Kultur for framtida»") == "«Staten» og «Kultur for framtida»"


@given(st.text(min_size=12, max_size=60).filter(lambda text: len(" ".join(text.split())) >= 12), st.text(max_size=40))
def test_hiding_again_changes_nothing(said, written):
    lost = LostWords.of([said])
    once = lost.hide_in(f"{written} «{said}» {written}")
    assert lost.hide_in(once) == once
