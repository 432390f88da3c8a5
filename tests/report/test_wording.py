from __future__ import annotations

from medlemsdialog.report import wording


def test_thousands_get_a_non_breaking_space_and_decimals_a_comma() -> None:
    assert wording.number(1234567.5, "nb", decimals=1) == "1\u00a0234\u00a0567,5"


def test_unknown_number_is_said() -> None:
    assert wording.number(None, "nb") == "ukjent"


def test_date_is_written_out() -> None:
    assert wording.date("2018-02-01", "nn") == "1.\u00a0februar 2018"


def test_what_is_no_date_is_printed_as_it_stands() -> None:
    assert wording.date("høsten 2017", "nb") == "høsten 2017"


def test_list_ends_in_og() -> None:
    assert wording.listing(["a", "b", "c"], "nb") == "a, b og c"
