"""What the title of a form's column says that it holds, in the words that people write their forms with."""

from __future__ import annotations

import pytest

from medlemsdialog.intake.form_columns import Column, column_of


@pytest.mark.parametrize(
    "title",
    [
        "Hvem svarer dere for?",
        "Kven svarer de for",
        "Kven svarar de på vegner av?",
        "Hvem svarer du på vegne av?",
        "Kven svarar for?",
    ],
)
def test_who_is_answered_for_is_the_sender(title: str) -> None:
    assert column_of(title) is Column.SENDER


@pytest.mark.parametrize("title", ["Hvem representerer du?", "Kven svarar de som?", "Hvem svarer dere som?"])
def test_what_one_answers_as_is_the_kind_of_sender(title: str) -> None:
    assert column_of(title) is Column.CATEGORY


@pytest.mark.parametrize(
    "title",
    ["Kontakt e-post", "Kontakttelefon", "Telefonnummer", "Navn på kontaktperson", "E-post til kontaktpersonen"],
)
def test_how_to_reach_a_person_is_no_answer(title: str) -> None:
    assert column_of(title) is Column.PERSON


@pytest.mark.parametrize("title", ["Kontakt med frivillige", "Hvem svarer for kulturskolen hos dere?"])
def test_a_question_in_like_words_stays_a_question(title: str) -> None:
    assert column_of(title) is None
