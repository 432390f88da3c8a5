from __future__ import annotations

import pytest

from medlemsdialog.register.file_names import find_sender_in_file_name
from medlemsdialog.register.models import Register


@pytest.mark.parametrize(
    ("stem", "expected"),
    [
        ("risor-saksframlegg", "0901"),
        ("Tromsø_høringsuttalelse", "1902"),
        ("sogn-og-fjordane-fk-uttale", "1400"),
        ("sor-varanger kommune vedtak", "2030"),
        ("more_og_romsdal_fylkeskommune", "1500"),
    ],
)
def test_file_that_begins_with_a_name_hints_at_its_sender(real: dict[str, Register], stem: str, expected: str):
    match = find_sender_in_file_name(real["2017"], stem)
    assert match is not None
    assert match.member is not None
    assert match.member.code == expected


@pytest.mark.parametrize("stem", ["", "horingssvar", "svar-fra-bergen", "bokollektivet"])
def test_other_file_names_hint_at_nobody(real: dict[str, Register], stem: str):
    assert find_sender_in_file_name(real["2017"], stem) is None


def test_file_named_after_a_later_municipality_stays_open(real: dict[str, Register]):
    match = find_sender_in_file_name(real["2017"], "hustadvika-horingssvar")
    assert match is not None
    assert match.outcome == "split_or_merged"


@pytest.mark.parametrize(
    ("stem", "county", "expected"),
    [
        ("Re kultur for framtida", "15", None),
        ("RE_ Svar til KS", None, None),
        ("Re kommune vedtak", None, "0716"),
        ("Re kultur for framtida", "07", "0716"),
    ],
)
def test_mark_of_an_answer_is_no_municipality(
    real: dict[str, Register], stem: str, county: str | None, expected: str | None
):
    match = find_sender_in_file_name(real["2017"], stem, county_code=county)
    assert (match.member.code if match and match.member else None) == expected
