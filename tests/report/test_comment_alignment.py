"""Paragraphs of a Word file beside the places of a page: repeated words, tables, edits and what is nowhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medlemsdialog.models.comments import FileParagraph
from medlemsdialog.report.comment_alignment import AlignedParagraphs
from medlemsdialog.report.comment_placing import PageOfPlaces, read_page_places

PAGE = read_page_places(
    """<h1 id="c61-tittel">F</h1><main id="innhold"><section><h2 id="sporsmal-a">Hva mener de?</h2>
<section id="c61-krav-k1"><h3>Staten bør gi mer.</h3><p>Hvem mener hva</p></section>
<section id="c61-krav-k2"><h3>Staten bør gi mindre.</h3><p>Hvem mener hva</p>
<table id="c61-tall"><caption>Tallene for alle</caption><tr><td>Hvem mener hva</td></tr></table></section>
<section id="funn-f-a"><h3>Funn 4: En makspris krever penger</h3><p><span id="funn-f-a-setning-1"></span>Første setning her.
<span id="funn-f-a-setning-2"></span>Andre setning her.</p></section></section></main>"""
)
FILE = (
    FileParagraph(text="Tittel"),
    FileParagraph(text="Noe som ikke står på siden"),
    FileParagraph(text="Og mer av det samme slaget"),
    FileParagraph(text="Enda mer"),
    FileParagraph(text="Staten bør gi mer.", is_heading=True),
    FileParagraph(text="Hvem mener hva"),
    FileParagraph(text="Staten bør gi mindre.", is_heading=True),
    FileParagraph(text="Hvem mener hva"),
    FileParagraph(text="Tallene for alle"),
    FileParagraph(text="Hvem mener hva", in_table=True),
    *(FileParagraph(text=str(number), in_table=True) for number in range(9)),
    FileParagraph(text="4. En makspris krever penger", is_heading=True),
    FileParagraph(text="Første setning her. Andre setning, litt endret her."),
)


@pytest.mark.parametrize(
    ("number", "words", "at", "is_near"),
    [
        (0, "Tittel", None, False),
        (4, "", "c61-krav-k1", False),
        (5, "Hvem", "c61-krav-k1/2", False),
        (7, "Hvem", "c61-krav-k2/2", False),
        (9, "Hvem mener hva", "c61-tall", True),
        (18, "8", "c61-tall", True),
        (19, "", "funn-f-a", False),
        (20, "Første setning her.", "funn-f-a-setning-1", False),
        (20, "Andre setning, litt endret her.", "funn-f-a/2", False),
        # What comes before the first thing the page says, is near nothing.
        (3, "mer", None, False),
        (-1, "", None, False),
        (99, "", None, False),
    ],
)
def test_words_are_placed_where_the_page_says_them_or_near(
    number: int, words: str, at: str | None, is_near: bool
) -> None:
    found = AlignedParagraphs(FILE, PAGE).place(number, words)
    assert (found.place.address if found else None, found.is_near if found else False) == (at, is_near)


_paragraphs = st.lists(
    st.builds(
        FileParagraph,
        text=st.sampled_from([one.text for one in FILE]) | st.text(max_size=30),
        place=st.sampled_from(["", "funn-f-a-setning-2", "borte"]),
        is_heading=st.booleans(),
        in_table=st.booleans(),
    ),
    max_size=12,
)


@given(_paragraphs, st.text(max_size=10))
def test_any_file_is_aligned_to_places_of_the_page_or_to_none(paragraphs: list[FileParagraph], words: str) -> None:
    aligned = AlignedParagraphs(paragraphs, PAGE)
    for number in range(len(paragraphs)):
        found = aligned.place(number, words)
        assert found is None or found.place in PAGE.places
        assert found is None or aligned.place(number, words) == found
    assert AlignedParagraphs(paragraphs, PageOfPlaces(())).place(0, words) is None
