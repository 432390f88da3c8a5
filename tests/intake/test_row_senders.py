"""Who answered a row: the register decides, columns that disagree stay open, and each problem has its cell."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from medlemsdialog.models.intake import Intake
from medlemsdialog.models.problems import Problem
from medlemsdialog.models.sources import Source
from medlemsdialog.models.vocabulary import Level, Severity

HEAD = ["Svar-ID", "Avsender", "Avsenderkategori", "Kommune", "Kommunenummer", "Fylke", "p1"]
Read = Callable[[Sequence[str]], tuple[Source, dict[str, Problem]]]


@pytest.fixture
def read_row(received: Callable[..., dict[str, Intake]], xlsx: Callable[..., bytes]) -> Read:
    """Read one row of a form, and return its source and its own problems by rule."""

    def read(row: Sequence[str]) -> tuple[Source, dict[str, Problem]]:
        rows = [HEAD, ["R1", *row, "Eksempel – oppdiktet: Vi vil ha mer."]]
        intakes = received({"nasjonalt/svar.xlsx": xlsx({"Svar": rows})})
        (source,) = [source for intake in intakes.values() for source in intake.sources]
        own = {p.rule: p for intake in intakes.values() for p in intake.problems if p.source == source.source}
        assert all(problem.anchor.cell for problem in own.values()), "each problem of a row has its cell"
        return source, own

    return read


def test_sender_and_number_that_disagree_stay_open(read_row: Read) -> None:
    source, problems = read_row(["Bergen kommune", "Kommune", "", "1221", ""])
    assert source.sender_code == ""
    problem = problems["sender_columns_differ"]
    assert (problem.severity, problem.anchor.cell, problem.found) == (Severity.ERROR, "E2", "1221")
    assert "Bergen (1201)" in problem.what.text() and "Stord (1221)" in problem.what.text()
    assert "B2" in problem.what.text()


def test_name_of_one_municipality_beside_another_stays_open(read_row: Read) -> None:
    source, problems = read_row(["", "Kommune", "Horten", "1902", ""])
    assert (source.sender_code, problems["sender_columns_differ"].anchor.cell) == ("", "E2")


def test_council_beside_the_municipality_it_sits_in_is_the_council(read_row: Read) -> None:
    source, problems = read_row(["Nordland fylkeskommune", "Fylkeskommune", "", "1804", ""])
    assert source.sender_code == "1800"
    assert "sender_columns_differ" not in problems


@pytest.mark.parametrize(
    ("sender", "category", "code", "level"),
    [
        ("Møre og Romsdal", "Kommune", "1500", Level.COUNTY_COUNCIL),
        ("Møre og Romsdal fylkeskommune", "Kommune", "1500", Level.COUNTY_COUNCIL),
        ("Molde kommune", "Fylkeskommune", "1502", Level.MUNICIPALITY),
    ],
)
def test_wrong_level_is_told_at_its_cell(read_row: Read, sender: str, category: str, code: str, level: Level) -> None:
    source, problems = read_row([sender, category, "", "", ""])
    assert (source.sender_code, source.level) == (code, level)
    assert (problems["wrong_level"].anchor.cell, problems["wrong_level"].found) == ("C2", category)


@pytest.mark.parametrize("category", ["Kommune eller fylkeskommune", ""])
def test_a_category_that_does_not_tell_is_no_wrong_level(read_row: Read, category: str) -> None:
    assert "wrong_level" not in read_row(["Molde kommune", category, "", "", ""])[1]


@pytest.mark.parametrize(("category", "rule"), [("", "unknown_sender"), ("Kommune", "not_a_member")])
def test_slip_of_the_pen_gets_a_suggestion_and_no_member(read_row: Read, category: str, rule: str) -> None:
    source, problems = read_row(["Trømso kommune", category, "", "", ""])
    assert source.sender_code == ""
    expected = "Mente du Tromsø (1902)?" if category else "Mente du Tromsø (1902), Troms fylkeskommune (1900)?"
    assert expected in problems[rule].what.text()
    assert "Meinte du Tromsø (1902)" in problems[rule].what.text("nn")
    assert problems[rule].anchor.cell == "B2"


def test_slip_beside_the_right_number_is_the_number_s_member(read_row: Read) -> None:
    source, problems = read_row(["Trømso kommune", "Kommune", "", "1902", ""])
    assert source.sender_code == "1902"
    assert problems["sender_name_repaired"].severity is Severity.NOTICE


def test_school_beside_a_number_is_not_the_municipality(read_row: Read) -> None:
    source, problems = read_row(["Fana kulturskole", "Kommune", "", "1201", ""])
    assert (source.sender_code, source.county_code) == ("", "12")
    assert "not_a_member" in problems


def test_number_that_lost_its_zero_is_repaired_at_its_cell(read_row: Read) -> None:
    source, problems = read_row(["", "", "", "301", ""])
    assert source.sender_code == "0301"
    assert problems["repaired_code"].anchor.cell == "E2"


def test_number_that_lost_its_zero_is_told_beside_a_name_that_is_known(read_row: Read) -> None:
    source, problems = read_row(["Horten kommune", "Kommune", "", "701", ""])
    assert source.sender_code == "0701"
    assert (problems["repaired_code"].anchor.cell, problems["repaired_code"].found) == ("E2", "701")


@pytest.mark.parametrize(
    ("county", "number", "code"), [("Nordland", "", "1867"), ("08", "", "0821"), ("", "1867", "1867"), ("", "", "")]
)
def test_name_that_two_have_is_told_by_county_or_number(read_row: Read, county: str, number: str, code: str) -> None:
    source, problems = read_row(["Bø kommune", "Kommune", "", number, county])
    assert source.sender_code == code
    assert ("ambiguous_sender" in problems) == (not code)


def test_name_of_another_edition_is_followed_and_told(read_row: Read) -> None:
    _, problems = read_row(["Hustadvika kommune", "Kommune", "", "", ""])
    assert problems["foreign_edition_sender"].anchor.cell == "B2"


def test_row_without_sender_is_kept_and_told(read_row: Read) -> None:
    source, problems = read_row(["", "", "", "", ""])
    assert (source.sender_code, source.sender_name) == ("", "")
    assert problems["row_without_sender"].anchor.cell == "B2"


def test_repeated_key_is_told_at_the_later_row(
    received: Callable[..., dict[str, Intake]], xlsx: Callable[..., bytes]
) -> None:
    rows = [HEAD, ["R1", "Horten", "", "", "", "", "A"], ["R1", "Re", "", "", "", "", "B"]]
    intakes = received({"nasjonalt/svar.xlsx": xlsx({"Svar": rows})})
    told = [p for intake in intakes.values() for p in intake.problems if p.rule == "repeated_row_key"]
    assert [(p.found, p.anchor.cell) for p in told] == [("R1", "A3")]
