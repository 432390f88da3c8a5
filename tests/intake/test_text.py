"""Plain text and Markdown: what a person wrote as one paragraph is one passage."""

from __future__ import annotations

from medlemsdialog.intake.reading import read_document


def passages(name: str, text: str) -> list[str]:
    return [" ".join(block.text.split()) for block in read_document(name, text.encode()).blocks]


def test_line_that_ends_in_the_middle_of_a_sentence_is_joined_with_the_next():
    text = (
        "Eksempel – oppdiktet\n\n"
        "Formannskapet viser til utsendt materiale fra KS. Vi er 779 innbyggere og\n"
        "har ikke hatt anledning til å gå gjennom alle ti problemstillingene, men vil\n"
        "likevel gi uttrykk for følgende:\n"
    )
    assert len(passages("vedtak.txt", text)) == 2


def test_lines_that_were_ended_on_purpose_stay_apart():
    text = "Eksempel – oppdiktet\nStyret i Elgsvoll musikklag\nLeder\nKasserer\n"
    assert len(passages("brev.txt", text)) == 4


def test_quotation_in_markdown_loses_its_mark_and_keeps_its_words():
    text = "# Eksempel – oppdiktet\n\n> Ungdomsrådet: «Vi vil vere med\n> og velje sjølve.»\n"
    assert passages("innspel.md", text)[-1] == "Ungdomsrådet: «Vi vil vere med og velje sjølve.»"
