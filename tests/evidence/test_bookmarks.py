"""A bookmark's name is one Word takes, and leads back to its sentence."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medlemsdialog.evidence.bookmarks import bookmark_name, fingerprint_print, read_bookmark_name

_IDS = st.one_of(st.from_regex(r"f-[0-9a-z-]{1,26}", fullmatch=True), st.text(min_size=1, max_size=60))


@given(_IDS, st.integers(1, 999), st.text(max_size=30))
def test_name_is_one_that_word_takes_and_is_read_back(finding_id: str, number: int, printed: str) -> None:
    name = bookmark_name(finding_id, number, printed)
    assert re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{0,39}", name)
    for written in (name, name.upper(), f"{name} Copy 1"):
        place = read_bookmark_name(written, [finding_id])
        assert place and (place.finding_id, place.number) == (finding_id, number)
        assert place.printed == (fingerprint_print(printed) if printed else "")


@pytest.mark.parametrize("name", ["_GoBack", "_Toc12345", "f_", "f_a_n0", "fx_0123456789abcdef_n1", "seksjon-1", ""])
def test_other_bookmarks_are_none_of_ours(name: str) -> None:
    assert read_bookmark_name(name, ["f-1"]) is None


def test_name_tells_the_finding_without_knowing_any() -> None:
    place = read_bookmark_name(bookmark_name("f-ko-for-kulturskolen", 12, "Eksempel – oppdiktet"))
    assert place and (place.finding_id, place.number) == ("f-ko-for-kulturskolen", 12)


@given(_IDS, _IDS, st.integers(1, 99), st.integers(1, 99))
def test_two_sentences_never_share_a_name(one: str, other: str, first: int, second: int) -> None:
    same = bookmark_name(one, first).casefold() == bookmark_name(other, second).casefold()
    assert same == ((one, first) == (other, second))


def test_fingerprint_does_not_hang_on_white_space_or_how_letters_are_composed() -> None:
    assert fingerprint_print("Får  vi\nha") == fingerprint_print("Fa\u030ar vi\u00a0ha")
