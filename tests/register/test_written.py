from __future__ import annotations

import pytest

from medlemsdialog.register.written import read_body, read_code, read_sender, tidy


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0301", ("0301", "")),
        ("301", ("301", "")),
        ("0301 Oslo", ("0301", "Oslo")),
        ("Oslo [0301]", ("0301", "Oslo")),
        ("Oslo", ("", "Oslo")),
        ("03011", ("", "03011")),
        ("٠٣٠١", ("", "٠٣٠١")),
    ],
)
def test_code_is_three_or_four_digits_beside_a_name_or_alone(text: str, expected: tuple[str, str]):
    assert read_code(text) == expected


def test_level_words_tell_the_level():
    assert next(iter(read_sender("Hordaland fylkeskommune"))).level == "county_council"
    assert next(iter(read_sender("Kvam herad"))).level == "municipality"
    assert next(iter(read_sender("Kvam"))).level is None


def test_body_is_read_with_its_county():
    assert read_body("Rådmannsutvalget i Nordland") == ("chief_executives", "nordland")
    assert read_body("KS’ fylkesstyre i Møre og Romsdal") == ("county_board", "møreogromsdal")
    assert read_body("Nordland fylkeskommune") is None


def test_white_space_quotes_and_length_are_tidied():
    assert tidy(" «Bergen\n kommune» ") == "Bergen kommune"
    assert len(tidy("x" * 10_000)) == 300
