from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from medlemsdialog.dialogue_text import Text
from medlemsdialog.exchange.codebook_qdc import build_codebook_qdc
from medlemsdialog.exchange.codebook_qdc_in import read_codebook_qdc
from medlemsdialog.exchange.codebook_tables import (
    build_codebook_csv,
    build_codebook_workbook,
    read_codebook_csv,
    read_codebook_workbook,
)
from medlemsdialog.models.themes import Example, SearchWords
from support.codebooks import codebook, compare, example_codebook, example_dialogue, texts, theme

DIALOGUE = example_dialogue()
FORMATS = {
    "csv": lambda book, language: read_codebook_csv("k.csv", build_codebook_csv(book, language=language)),
    "xlsx": lambda book, language: read_codebook_workbook(
        "k.xlsx", build_codebook_workbook(book, DIALOGUE, language=language), "xlsx"
    ),
    "qdc": lambda book, language: read_codebook_qdc("k.qdc", build_codebook_qdc(book, DIALOGUE)),
}
# Everything that makes files go wrong, and letters between.
SIGNS = st.text(alphabet="ab æøå\n\r\t,;\"'=+-@[]\\|<>&–*\x07𝄞\u00a0", max_size=16)
TEXTS = st.one_of(SIGNS, st.text(alphabet=st.characters(exclude_categories=["C"]), max_size=8), st.sampled_from(
    ["[Eksempel (bokmål)]\nnoe", "\\[Kode]\nx", "=cmd|' /C calc'!A0", "'=1", "''-1", "sep=;", "ja", "1,50", "2017-06-12", "007"]
))  # fmt: skip


@st.composite
def themes(draw):
    def text():
        return Text(nb=draw(TEXTS) or "x", nn=draw(TEXTS), en=draw(TEXTS))

    made = []
    for number in range(draw(st.integers(1, 4))):
        below = draw(
            st.sampled_from(["inkludering", "kulturskole", *[one.code for one in made if one.parent == "inkludering"]])
        )
        words = SearchWords(nb=tuple(draw(st.lists(TEXTS, max_size=3))), nn=tuple(draw(st.lists(TEXTS, max_size=3))))
        made.append(
            theme(
                f"tema-{number}",
                below,
                label=text(),
                definition=text(),
                include=text(),
                exclude=text(),
                example=Example(nb=draw(TEXTS), nn=draw(TEXTS)),
                search_words=words,
            )
        )
    return made


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("format_name", FORMATS)
def test_the_example_out_and_in_again_changes_nothing(format_name, language):
    book = example_codebook()
    comparison = compare(FORMATS[format_name](book, language), book)
    assert not comparison.changes_anything, texts(comparison)
    assert comparison.entries == ()
    assert comparison.unchanged == len(book.themes)


@pytest.mark.parametrize("format_name", FORMATS)
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(made=themes())
def test_whatever_a_codebook_holds_out_and_in_again_changes_nothing(format_name, made):
    book = codebook(*made)
    comparison = compare(FORMATS[format_name](book, "nb"), book)
    assert not comparison.changes_anything, texts(comparison)
    assert comparison.unchanged == len(made)


@pytest.mark.parametrize("format_name", FORMATS)
def test_a_codebook_taken_into_an_empty_one_is_the_same_codebook(format_name):
    book = example_codebook()
    comparison = compare(FORMATS[format_name](book, "nb"), codebook())
    assert {one.code: one for one in comparison.themes} == {one.code: one for one in book.themes}


@pytest.mark.parametrize("format_name", FORMATS)
def test_the_same_codebook_gives_the_same_bytes(format_name):
    book = example_codebook()
    build = {
        "csv": lambda: build_codebook_csv(book, language="nb"),
        "xlsx": lambda: build_codebook_workbook(book, DIALOGUE, language="nb"),
        "qdc": lambda: build_codebook_qdc(book, DIALOGUE),
    }[format_name]
    assert build() == build()
