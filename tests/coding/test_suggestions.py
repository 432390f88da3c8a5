"""Search words find inflected forms in both language forms, whole words only, and say what they found."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medlemsdialog.coding.codebook import Codebook, read_codebook
from medlemsdialog.coding.inflection import inflect
from medlemsdialog.coding.suggestions import build_suggestion_index, suggest_themes
from medlemsdialog.dialogue import read_dialogue
from medlemsdialog.models.themes import Theme


def codebook(*search_words: str) -> Codebook:
    text = {"nb": "Eksempel"}
    fields = dict.fromkeys(("label", "definition", "include", "exclude"), text)
    example = {"nb": "Eksempel", "nn": "Eksempel"}
    theme = Theme.model_validate(
        {"code": "tema", "parent": "hoved", "example": example, "search_words": {"nb": search_words}, **fields}
    )
    return Codebook(schema_version=1, version="1", themes=(theme,))


def found(text: str, *search_words: str) -> list[str]:
    return [s.found for s in suggest_themes(text, build_suggestion_index(codebook(*search_words)))]


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("kulturskole", "kulturskolen kulturskoler kulturskolene kulturskolens kulturskolenes"),
        ("kulturskule", "kulturskulen kulturskular kulturskulane kulturskulene"),
        ("bibliotek", "biblioteket biblioteker bibliotekene biblioteka bibliotekets"),
        ("museum", "museet museer museene musea museets"),
        ("kunstner", "kunstneren kunstnere kunstnerne kunstnernes"),
        ("kunstnar", "kunstnaren kunstnarar kunstnarane"),
        ("tilskudd", "tilskuddet tilskudda tilskuddene tilskuddets"),
        ("tilskot", "tilskotet tilskota"),
        ("frivillig", "frivillige"),
        ("øremerke", "øremerket øremerkede øremerker"),
        ("lokale", "lokalet lokaler lokalene"),
        ("program", "programmet programmer programmene programma"),
        ("regel", "regelen regler reglene reglar reglane"),
        ("bok", "boka bøker bøkene"),
        ("spillemiddel", "spillemidler spillemidlene spillemiddelet"),
        ("spelemiddel", "spelemiddel spelemidla spelemidlane"),
    ],
)
def test_inflected_forms_are_known(word: str, forms: str):
    assert set(forms.split()) <= inflect(word)


def test_word_border_is_unicode():
    assert found("Småkorps på Ørkorpsøya", "korps") == []
    assert found("Korpsene trenger øvingsrom", "korps") == ["korpsene"]


def test_phrase_is_found_inflected_and_in_order():
    assert found("Den kulturelle skolesekkens framtid", "den kulturelle skolesekken") == ["den kulturelle skolesekkens"]
    assert found("om den kulturelle skolesekken her", "den kulturelle skolesekken") == ["den kulturelle skolesekken"]
    assert found("skolesekken kulturelle den", "den kulturelle skolesekken") == []
    assert found("nye lokaler", "nytt lokale") == []
    assert found("lokale kulturplaner", "lokal kulturplan") == ["lokale kulturplaner"]


def test_open_end_and_open_beginning():
    assert found("kulturskoletilbudet", "kulturskole*") == ["kulturskoletilbudet"]
    assert found("barnekulturskole", "kulturskole*") == []
    assert found("museumsmagasinet", "*magasinet") == ["museumsmagasinet"]


def test_every_theme_of_the_codebook_finds_its_own_example(root: Path):
    book = read_codebook(root / "data/codebook.yaml", read_dialogue(root / "data/dialogue.yaml"))
    index = build_suggestion_index(book)
    missed = [
        (theme.code, form)
        for theme in book.themes
        for form in ("nb", "nn")
        if theme.code not in {s.theme for s in suggest_themes(getattr(theme.example, form), index)}
    ]
    assert missed == []


def test_the_word_culture_alone_suggests_nothing(root: Path):
    book = read_codebook(root / "data/codebook.yaml", read_dialogue(root / "data/dialogue.yaml"))
    assert suggest_themes("Kultur er viktig. Kulturen er viktig for oss.", build_suggestion_index(book)) == ()


@given(st.text())
def test_any_text_can_be_read(text: str):
    suggest_themes(text, build_suggestion_index(codebook("museum", "kultur*", "den kulturelle skolesekken")))
