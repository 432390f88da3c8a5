from __future__ import annotations

from medlemsdialog.models.vocabulary import Position
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


def test_positions_name_dissent_first_and_say_none_in_words() -> None:
    assert wording.positions({Position.FOR: 2, Position.AGAINST: 1}, "nb") == "1 imot og 2 for"
    assert wording.positions({Position.MIXED: 3}, "nb") == "3 delt i synet og ingen for"


def test_english_numbers_dates_and_shares_are_written_as_british_readers_expect():
    assert wording.number(1234.5, "en", decimals=1) == "1,234.5"
    assert wording.date("2026-11-23", "en") == "23\u00a0November 2026"
    assert [wording.percent(0.454, language) for language in ("nb", "nn", "en")] == ["45\u00a0%", "45\u00a0%", "45%"]
    assert wording.listing(["a", "b", "c"], "en") == "a, b and c"
    assert [wording.members(number, "en") for number in (0, 1, 1000)] == ["0 members", "1 member", "1,000 members"]
