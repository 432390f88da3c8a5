"""One pass over all themes finds what a pattern of `re` for each theme finds, whatever the search words and the texts."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medlemsdialog.coding import search_words
from medlemsdialog.coding.codebook import Codebook
from medlemsdialog.coding.inflection import inflect
from medlemsdialog.coding.suggestions import build_suggestion_index, suggest_for_all, suggest_themes
from medlemsdialog.models.themes import Theme

WORDS = (
    "museum",
    "museet",
    "kulturskole",
    "kulturskolen",
    "den",
    "kulturelle",
    "skolesekken",
    "bør",
    "bok",
    "bøker",
    "DKS",
)
PARTS = (*WORDS, "Ørkorps", "å", "e-sport", "x_museum", "ΣΑΣ", "İ", "ß", "2017", "-", "_", "skole", "magasinet")
GAPS = (" ", "  ", "\n", "\t", ", ", "-", "_", "/", "«", "», ", ".", "\u00a0", "\x1c", "\x00", "", "(")
written = st.lists(st.sampled_from((*WORDS, "e-sport", "skole", "lag")), min_size=1, max_size=3).map(" ".join)
openings = st.sampled_from(
    ("kultur*", "*museum*", "*magasinet", "den kulturelle skole*", "e-*", "*sekken", "*bok lag*", "bø*")
)
codebooks = st.lists(st.lists(written | openings, min_size=1, max_size=4), min_size=1, max_size=4)
texts = st.lists(st.tuples(st.sampled_from(PARTS), st.sampled_from(GAPS)).map("".join), max_size=12).map(
    "".join
) | st.text(max_size=30)


def make_codebook(themes: list[list[str]]) -> Codebook:
    text = {"nb": "Eksempel"}
    fields = dict.fromkeys(("label", "definition", "include", "exclude"), text)
    example = {"nb": "Eksempel", "nn": "Eksempel"}
    made = [
        Theme.model_validate(
            {"code": f"t{number}", "parent": "hoved", "example": example, "search_words": {"nb": words}, **fields}
        )
        for number, words in enumerate(themes)
    ]
    return Codebook(schema_version=1, version="1", themes=tuple(made))


def pattern_of(search_words_of_theme: list[str]) -> re.Pattern[str]:
    """The plain way: all forms of all search words of a theme in one pattern, tried on every text."""
    alternatives = []
    for word in map(str.lower, search_words_of_theme):
        if "*" in word:
            body = r"\w*".join(re.escape(part).replace(r"\ ", r"\s+") for part in word.split("*"))
            alternatives.append(rf"(?<!\w)(?:{body})(?!\w)")
        else:
            parts = (inflect(part) if len(part) >= 4 else {part} for part in re.findall(r"[^\W_]+", word))
            body = r"[\W_]+".join(f"(?:{'|'.join(map(re.escape, sorted(forms)))})" for forms in parts)
            alternatives.append(rf"(?<![^\W_])(?:{body})(?![^\W_])")
    return re.compile("|".join(alternatives))


@settings(max_examples=400)
@given(codebooks, st.lists(texts, max_size=6))
def test_all_texts_at_once_give_what_a_pattern_a_theme_gives(themes: list[list[str]], many: list[str]):
    index = build_suggestion_index(make_codebook(themes))
    patterns = {f"t{number}": pattern_of(words) for number, words in enumerate(themes)}
    found = suggest_for_all(many, index)
    assert [{hit.theme for hit in hits} for hits in found] == [
        {theme for theme, pattern in patterns.items() if pattern.search(text.lower())} for text in many
    ]
    # The second time all is known already; one by one is the same as all at once, and nothing of one text is another's.
    assert suggest_for_all(many, index) == found
    anew = build_suggestion_index(make_codebook(themes))
    assert [suggest_themes(text, anew) for text in reversed(many)] == found[::-1]


@given(codebooks, texts)
def test_what_was_found_is_a_search_word_of_its_theme_and_stands_in_the_text(themes: list[list[str]], text: str):
    for hit in suggest_themes(text, build_suggestion_index(make_codebook(themes))):
        assert hit.search_word in themes[int(hit.theme[1:])]
        words = set(re.findall(r"[^\W_]+", text.lower()))
        assert hit.found in text.lower() or words.issuperset(hit.found.split())


def test_the_first_search_word_of_a_text_is_named_before_open_ones():
    index = build_suggestion_index(make_codebook([["*magasinet", "kultur*", "museum", "bok"]]))
    assert [hit.found for hit in suggest_themes("Museumsmagasinet: kulturplan, museet og bok", index)] == ["museet"]
    assert [hit.found for hit in suggest_themes("Kulturplan og museumsmagasinet, kulturskole", index)] == [
        "museumsmagasinet"
    ]


@pytest.mark.parametrize("most", [1, 3])
def test_what_is_forgotten_is_judged_anew(monkeypatch: pytest.MonkeyPatch, most: int):
    monkeypatch.setattr(search_words, "_MOST_REMEMBERED", most)
    index = build_suggestion_index(make_codebook([["museum"], ["den kulturelle skolesekken"]]))
    text = "Museet og den kulturelle skolesekken trenger nye rom."
    for _ in range(3):
        assert [hit.theme for hit in suggest_themes(text, index)] == ["t0", "t1"]
