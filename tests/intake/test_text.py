"""Plain text and Markdown: what a person wrote as one paragraph is one passage."""

from __future__ import annotations

import pytest

from medlemsdialog.intake.document import Role
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


def test_word_that_was_parted_at_a_line_end_is_whole_again():
    text = (
        "Kommunen mener at kulturskolen skal ha en tydelig plass i lovverket, og at kommune-\n"
        "størrelse ikke skal avgjøre. Det gjelder særlig kunst-\n"
        "og kulturtilbudet i distriktene, og de nord-\n"
        "norske kommunene.\n"
    )
    assert passages("brev.txt", text) == [
        "Kommunen mener at kulturskolen skal ha en tydelig plass i lovverket, og at kommunestørrelse ikke skal avgjøre. "
        "Det gjelder særlig kunst- og kulturtilbudet i distriktene, og de nord-norske kommunene."
    ]


def test_underlined_lines_and_lines_in_capitals_are_headings():
    text = (
        "UTTALELSE OM KULTUR\n===================\n\nInnledning.\n\nVÅRE FORVENTNINGER\n\nStaten bør betale.\n\n"
        "Til slutt\n---------\nTakk.\n"
    )
    document = read_document("brev.txt", text.encode())
    found = {block.text: block.anchor.headings for block in document.blocks if block.role is Role.PARAGRAPH}
    assert found == {
        "Innledning.": ("UTTALELSE OM KULTUR",),
        "Staten bør betale.": ("UTTALELSE OM KULTUR", "VÅRE FORVENTNINGER"),
        "Takk.": ("UTTALELSE OM KULTUR", "Til slutt"),
    }
    assert [block.text for block in document.blocks if block.role is Role.FURNITURE] == ["=" * 19, "-" * 9]


def test_point_goes_on_in_the_line_below_without_indentation():
    document = read_document("brev.txt", "1. Første punkt\nsom går over to linjer\n2. Andre punkt\n".encode())
    assert [block.anchor.label() for block in document.blocks] == ["punkt 1, linje 1–2", "punkt 2, linje 3"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "latin-1", "utf-16", "utf-16-le", "utf-16-be"])
def test_norwegian_letters_survive_every_encoding(encoding: str):
    text = "Vi ønsker å øke rammen.\n\nSærlig på Ås."
    document = read_document("brev.txt", text.encode(encoding))
    assert [block.text for block in document.blocks] == text.split("\n\n")
