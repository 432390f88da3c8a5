"""Texts of counties are told of areas where a dialogue's areas are others, in every form of the word."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from catalogue_texts import LANGUAGES, find_texts_of, read_catalogue
from medlemsdialog.area_words import list_some, put_area_for_county
from medlemsdialog.catalogue import Message, speak_of_areas

LEFT = re.compile(
    r"fylk(?!es(?:kommun|styr|ting|utval|rådmann))|count(?:y|ies)\b(?! (?:council|authorit|board|chief))", re.I
)


@pytest.fixture
def other_areas() -> Iterator[None]:
    speak_of_areas(counties=False)
    yield
    speak_of_areas(counties=True)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Fra fylket", "Fra området"),
        ("Fylkene har hvert sitt, og fylkets", "Områdene har hvert sitt, og områdets"),
        ("3 fylker", "3 områder"),
        ("Fylkesrapporten", "Områderapporten"),
        ("alle fylka i eit fylke", "alle områda i eit område"),
        ("fylkeskommunen og fylkesstyret i fylket", "fylkeskommunen og fylkesstyret i området"),
        ("Fylket {fylke}: {county}, {counties}", "Området {fylke}: {county}, {counties}"),
        ("Kjør uten --county", "Kjør uten --county"),
        ("A county, and its county council; counties", "An area, and its county council; areas"),
    ],
)
def test_the_same_form_of_the_other_word_is_put(text: str, told: str) -> None:
    assert put_area_for_county(text) == told


def test_values_are_left_as_they_are(other_areas: None) -> None:
    assert Message("Fylket «{name}» mangler", name="Fylket vårt").text("nb") == "Området «Fylket vårt» mangler"


@pytest.mark.parametrize("language", ["nb", *LANGUAGES])
def test_no_text_of_the_reports_is_left_with_the_county(language: str) -> None:
    left = []
    catalogue = None if language == "nb" else read_catalogue(language)
    for found, _ in find_texts_of("en"):
        key = found if isinstance(found, str) else found[0]
        known = catalogue.get(key) if catalogue else None
        strings = found if catalogue is None else (known.string if known else "")
        for text in (strings,) if isinstance(strings, str) else strings:
            told = put_area_for_county(re.sub(r"\{\w+\}|\w+\.\w+|\w+_\w+", "", text))
            left += [told] if LEFT.search(told) else []
    assert left == []


def test_of_very_many_areas_the_first_are_named() -> None:
    names = [f"{number:05d}" for number in range(10_000)]
    assert list_some(names[:40]) == ", ".join(names[:40])
    assert list_some(names) == ", ".join(names[:40]) + " …"
