"""Alpha is the published one, whatever order coders and statements come in."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medlemsdialog.coding.agreement import bootstrap_alpha, measure_alpha

# Krippendorff, «Computing Krippendorff's Alpha-Reliability» (2011), sections A, B and C; a dot is missing.
BINARY = ("0100000010", "1110010000")
NOMINAL = ("aabbdcccedda", "babbbccceddd")
WITH_MISSING = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")


def units_of(*coders: str) -> list[list[str | None]]:
    return [[None if value == "." else value for value in unit] for unit in zip(*coders, strict=True)]


@pytest.mark.parametrize(
    ("coders", "alpha"),
    [(BINARY, 0.095), (NOMINAL, 0.692), (WITH_MISSING, 0.743)],
    ids=["binary", "nominal", "missing"],
)
def test_alpha_is_the_published_one(coders: tuple[str, ...], alpha: float):
    assert measure_alpha(units_of(*coders)) == pytest.approx(alpha, abs=0.0005)


def test_alpha_with_another_difference_is_the_published_one():
    numbers = [[None if value is None else int(value) for value in unit] for unit in units_of(*WITH_MISSING)]
    alpha = measure_alpha(numbers, difference=lambda one, other: float((one - other) ** 2))
    assert alpha == pytest.approx(0.849, abs=0.0005)


def test_values_that_never_vary_have_no_alpha():
    assert measure_alpha([["x", "x"]] * 30) is None
    assert bootstrap_alpha([["x", "x"]] * 30) is None


def test_nothing_to_compare_has_no_alpha():
    assert measure_alpha([]) is None
    assert measure_alpha([["x"], ["y", None], [None, None]]) is None


VALUES = st.sampled_from(["a", "b", "c", None])
UNITS = st.lists(st.lists(VALUES, min_size=3, max_size=3), min_size=1, max_size=12)


@given(UNITS, st.randoms(use_true_random=False))
def test_order_of_statements_and_coders_changes_nothing(units: list[list[str | None]], shuffler: random.Random):
    other = [shuffler.sample(unit, len(unit)) for unit in units]
    shuffler.shuffle(other)
    first, second = measure_alpha(units), measure_alpha(other)
    assert (first is None) == (second is None)
    assert first is None or second == pytest.approx(first)


@given(st.lists(st.sampled_from("abc"), min_size=2, max_size=20).filter(lambda values: len(set(values)) > 1))
def test_perfect_agreement_is_one(values: list[str]):
    assert measure_alpha([[value, value, None] for value in values]) == 1


@given(UNITS)
def test_alpha_is_at_most_one(units: list[list[str | None]]):
    alpha = measure_alpha(units)
    assert alpha is None or alpha <= 1


def test_interval_holds_alpha_and_is_the_same_each_time():
    units = [["1", "1"]] * 12 + [["0", "0"]] * 25 + [["0", "1"]] * 4
    alpha = measure_alpha(units)
    interval = bootstrap_alpha(units)
    assert alpha is not None and interval is not None
    assert interval[0] < alpha < interval[1] <= 1
    assert interval == bootstrap_alpha(units)


def test_more_statements_give_a_narrower_interval():
    few = [["1", "1"]] * 6 + [["0", "0"]] * 12 + [["0", "1"]] * 3
    narrow, wide = bootstrap_alpha(few * 10), bootstrap_alpha(few)
    assert narrow is not None and wide is not None
    assert narrow[1] - narrow[0] < wide[1] - wide[0]


def test_agreement_without_a_single_difference_has_no_interval():
    assert bootstrap_alpha([["1", "1"]] * 10 + [["0", "0"]] * 20) is None
