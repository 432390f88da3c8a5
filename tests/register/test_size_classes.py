"""Every municipality of known population is in exactly one size class."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from medlemsdialog.register.size_classes import SIZE_GROUPS, SIZE_LIMITS, size_group
from medlemsdialog.report import wording


@given(st.integers(0, 1_000_000))
def test_every_size_is_in_one_group(population: int):
    group = size_group(population)
    assert (group.least or 0) <= population and (group.below is None or population < group.below)


def test_an_unknown_size_is_in_no_group():
    assert size_group(None) is None
    assert [size_group(limit).least for limit in SIZE_LIMITS] == list(SIZE_LIMITS)


def test_a_size_class_is_named_by_its_definition():
    assert [wording.size_group(group, "nb") for group in SIZE_GROUPS] == [
        "under 2\u00a0000 innbyggere",
        "2\u00a0000–4\u00a0999 innbyggere",
        "5\u00a0000–19\u00a0999 innbyggere",
        "20\u00a0000 innbyggere eller flere",
    ]
    assert wording.size_group(SIZE_GROUPS[0], "nn") == "under 2\u00a0000 innbyggjarar"
