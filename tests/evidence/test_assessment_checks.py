"""The program warns of numbers typed by hand and of what leads nowhere; it changes nothing."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medlemsdialog.evidence.assessment_checks import find_assessment_problems, find_typed_numbers
from medlemsdialog.judgements.events import CodingSet, SourceWithdrawn
from medlemsdialog.judgements.fold import AreaEvent, Judgements, fold_events
from medlemsdialog.models.passages import Anchor
from report import example

AT = datetime(2017, 12, 1, tzinfo=UTC)
NOBODY = Judgements()


def rules(text: str, judgements: Judgements = NOBODY) -> list[str]:
    found = find_assessment_problems(text, example.county_summary(), example.labels(), judgements)
    return [problem.rule for problem in found]


@pytest.mark.parametrize(
    "typed",
    [
        "12 kommuner",
        "tolv kommuner",
        "Tolv kommunar",
        "**12** kommuner",
        "én kommune",
        "3 av 15 fylkeskommuner",
        "tjueto medlemmer",
        "1 200 utsagn",
        "to av de minste kommunene",
    ],
)
def test_number_typed_before_what_is_counted_is_told(typed: str) -> None:
    assert [words for _, words in find_typed_numbers(f"Vi har hørt {typed} her.")] == [typed.lstrip("*")]


@pytest.mark.parametrize(
    "text",
    [
        "En kommune er imot.",
        "I 2017 svarte kommunene.",
        "Sak 47 handler om kommunene.",
        "Vedtatt med 16 mot 11 stemmer.",
        "De to kommunene er enige.",
        "Tre ting. Kommunene er enige.",
        "{tall:medlemmer-horte} kommuner",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert "assessment_typed_number" not in rules(text)


def test_problem_stands_at_its_line_and_is_a_warning() -> None:
    text = "Eksempel – oppdiktet.\n\nI alt er tolv kommuner imot."
    (problem,) = find_assessment_problems(text, example.county_summary(), example.labels(), NOBODY)
    assert (problem.anchor.line, problem.severity, problem.found) == (3, "warning", "tolv kommuner")


def test_field_that_no_longer_counts_anything_is_told() -> None:
    text = "{tall:finnes-ikke} {tall:utsagn-om-tema:borte} {tall:medlemmer-horte}"
    assert rules(text) == ["assessment_lost_field"] * 2


def test_citation_that_leads_nowhere_is_told_with_the_reason() -> None:
    coded = CodingSet(
        at=AT, by="k", client="pc", statement_id="kx-11111111", text="Eksempel", anchor=Anchor(line=1), themes=()
    )
    withdrawn = SourceWithdrawn(
        at=AT, by="r", client="pc", source_id="ky", source="61/y.txt", content_sha256="0", reason=""
    )
    events = [AreaEvent(area_code="72", event=coded), AreaEvent(area_code="61", event=withdrawn)]
    found = rules("[@kx-11111111] [@ky-22222222] [@kz-33333333]", fold_events(events))
    assert found == ["assessment_citation_elsewhere", "assessment_withdrawn_citation", "assessment_lost_citation"]


def test_citation_of_the_countys_own_statement_is_no_problem() -> None:
    statement = example.county_summary().statements[0].statement_id
    assert rules(f"Byen er for [@{statement}].") == []


@given(st.text(alphabet=st.sampled_from("tre 12fiåtkommuner.,\n*_ sak§%")))
def test_any_text_can_be_checked(text: str) -> None:
    for start, words in find_typed_numbers(text):
        assert text[start : start + len(words)] == words
