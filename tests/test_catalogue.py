"""Every text that a user sees is there in both language forms, with the same values in it."""

from __future__ import annotations

import string

import pytest

from catalogue_texts import LANGUAGES, find_texts_of, has_words, read_catalogue
from medlemsdialog.catalogue import Message, translate


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def forms(text: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    """Return the one text, or the singular and the plural."""
    return (text,) if isinstance(text, str) else tuple(text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_untranslated(language: str):
    catalogue = read_catalogue(language)
    missing = []
    for text, file in find_texts_of(language):
        known = catalogue.get(text if isinstance(text, str) else text[0])
        strings = (known.string,) if known and isinstance(known.string, str) else (known.string if known else ("",))
        if not all(strings):
            missing.append(f"{file}: {text}")
    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_translation_carries_the_same_values(language: str):
    wrong = [
        message.id
        for message in read_catalogue(language)
        if message.id
        for source, translation in zip(forms(message.id), forms(message.string), strict=True)
        if translation and fields(source) != fields(translation)
    ]
    assert wrong == []


@pytest.mark.parametrize("text", ["\n", " ", "{fault}", "«{name}»", "{file}: {what} {to_do}"])
def test_text_without_words_is_not_in_the_catalogue(text: str):
    assert not has_words(text)


def test_the_empty_text_stays_empty():
    assert translate("", "nn") == "" and Message("").text("nn") == ""


def test_a_value_that_is_a_text_is_rendered_in_the_same_language():
    inner = Message("{number} linjer", number=3)
    assert Message("Funnet: {what}", what=inner).text("nb") == "Funnet: 3 linjer"


def test_braces_in_values_are_left_alone():
    assert Message("Funnet: {found}", found="{{ 7*7 }} {x}").text() == "Funnet: {{ 7*7 }} {x}"


def test_text_of_marks_alone_has_english_quotation_marks():
    assert [translate("«{name}»", language, name="kår «x»") for language in ("nb", "nn", "en")] == [
        "«kår «x»»",
        "«kår «x»»",
        "“kår «x»”",
    ]


def test_english_texts_have_english_quotation_marks():
    catalogue = read_catalogue("en")
    assert [
        message.id for message in catalogue if message.id and any("«" in form for form in forms(message.string))
    ] == []
