"""Differences lose no word of either wording."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from medlemsdialog.report.differences import find_differences

WORDS = st.lists(
    st.sampled_from(["kulturskolen", "bør", "være", "gratis", "for", "alle", "barn", ",", "ikke", "bare", "noen"]),
    max_size=14,
)


@given(WORDS, WORDS)
def test_both_wordings_can_be_read_out_of_the_differences(old: list[str], new: list[str]) -> None:
    parts = find_differences(" ".join(old), " ".join(new))
    assert " ".join(part.text for part in parts if part.step != "added").split() == old
    assert " ".join(part.text for part in parts if part.step != "removed").split() == new


def test_changes_that_touch_are_one() -> None:
    parts = find_differences("et tilskudd som økes nå", "et øremerket, statlig tilskudd som økes senere")
    assert [(part.step, part.text) for part in parts] == [
        ("same", "et"),
        ("added", "øremerket, statlig"),
        ("same", "tilskudd som økes"),
        ("removed", "nå"),
        ("added", "senere"),
    ]
