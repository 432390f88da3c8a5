from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medlemsdialog.service.keys import (
    SIGNS,
    TOKEN,
    FormKey,
    fold_code,
    make_code,
    make_reference,
    make_token,
    read_form_key,
    shorten_dialogue,
)
from medlemsdialog.service.limits import FORM_HOURS
from medlemsdialog.service.rates import Rates


def test_signs_that_look_alike_are_never_in_a_code_or_a_reference() -> None:
    for alike in ("0O", "1IL", "2Z", "5S", "6G", "8B", "UV"):
        assert len(set(alike) & set(SIGNS)) <= 1
    reference = make_reference("KF")
    assert set(reference[3:].replace("-", "")) <= set(SIGNS)
    assert len(reference) == len("KF-7QK2-M9")


def test_code_is_known_however_it_is_typed() -> None:
    code = make_code()
    for written in (code, code.lower(), code.replace("-", " "), f"  {code.replace('-', '')}\n", code.replace("-", "–")):
        assert fold_code(written) == code
    assert fold_code(code[:-1]) == fold_code(code + "A") == fold_code("") == ""


@given(st.text())
def test_anything_typed_is_a_code_or_nothing(written: str) -> None:
    folded = fold_code(written)
    assert folded == "" or (len(folded) == 19 and fold_code(folded) == folded)


def test_token_is_long_and_fits_an_address() -> None:
    assert TOKEN.fullmatch(make_token()) and make_token() != make_token()


@pytest.mark.parametrize(
    ("dialogue", "prefix"), [("kultur-for-framtida", "KF"), ("øko", "MD"), ("næring og klima 2030", "NK"), ("", "MD")]
)
def test_reference_begins_with_the_dialogue(dialogue: str, prefix: str) -> None:
    assert shorten_dialogue(dialogue) == prefix


def test_form_mark_holds_for_its_own_form_and_time_alone(tmp_path: Path) -> None:
    key = read_form_key(tmp_path / "form.key")
    assert read_form_key(tmp_path / "form.key") == key
    assert (tmp_path / "form.key").stat().st_mode & 0o077 == 0
    mark = key.sign("one", now=1000)
    assert key.holds(mark, "one", now=1000 + FORM_HOURS * 3600 - 1)
    assert not key.holds(mark, "one", now=1000 + FORM_HOURS * 3600 + 1)
    assert not key.holds(mark, "other", now=1000)
    assert not FormKey(b"x" * 32).holds(mark, "one", now=1000)
    # Moving the time ahead makes another mark.
    assert not key.holds(f"{2000:x}.{mark.partition('.')[2]}", "one", now=2000)


@given(st.text())
def test_no_made_up_mark_holds(mark: str) -> None:
    assert not FormKey(b"k" * 32).holds(mark, "one")


def test_rate_is_over_until_the_time_is_out() -> None:
    rates = Rates()
    assert all(rates.take("a", (3, 10), now=at) for at in (0, 1, 2))
    assert not rates.take("a", (3, 10), now=9)
    assert rates.take("b", (3, 10), now=9)
    assert rates.take("a", (3, 10), now=10.5)
