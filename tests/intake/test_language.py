"""The language of passages, on sentences written for it; the floors stand under what was measured, held-out third apart."""

from __future__ import annotations

import time

import pytest

from intake.labelled import read_blocks
from medlemsdialog.intake.language import find_language
from medlemsdialog.models.vocabulary import TextLanguage

NORWEGIAN = {TextLanguage.BOKMAL, TextLanguage.NYNORSK, TextLanguage.MIXED}
FLOORS = {"nb": 0.94, "nn": 0.92, "mixed": 0.85, "se": 0.95}


def sentences(name: str) -> list[str]:
    return [line for block in read_blocks(f"language_{name}.txt") for line in block if line]


def labelled(name: str) -> list[tuple[str, str]]:
    return [(line.partition(" ")[0], line.partition(" ")[2]) for line in sentences(name)]


def test_sets_are_large_and_no_sentence_is_there_twice() -> None:
    assert len(sentences("nb")) >= 400 and len(sentences("nn")) >= 400
    assert len(sentences("mixed")) >= 60 and len(sentences("se")) >= 60
    everything = [line for name in ("nb", "nn", "mixed", "se", "either") for line in sentences(name)]
    assert len(everything) == len(set(everything))


@pytest.mark.parametrize("held_out", [False, True], ids=["worked with", "held out"])
@pytest.mark.parametrize("language", FLOORS)
def test_language_of_sentences_is_found(language: str, held_out: bool) -> None:
    asked = [line for number, line in enumerate(sentences(language), start=1) if (number % 3 == 0) is held_out]
    right = [line for line in asked if find_language(line).value == language]
    assert len(right) / len(asked) >= FLOORS[language], sorted(set(asked) - set(right))


def test_sami_is_never_taken_for_norwegian() -> None:
    taken = [s for name in ("se", "sami_others") for s in sentences(name) if find_language(s) in NORWEGIAN]
    assert taken == []


def test_norwegian_is_never_taken_for_sami() -> None:
    norwegian = [s for name in ("nb", "nn", "mixed", "either") for s in sentences(name)]
    assert [s for s in norwegian if find_language(s) is TextLanguage.SAMI] == []


def test_sami_names_do_not_make_a_norwegian_text_sami() -> None:
    wrong = [(text, find_language(text)) for form, text in labelled("sami_names") if find_language(text).value != form]
    assert wrong == []


def test_the_two_forms_are_seldom_taken_for_each_other() -> None:
    """What is not found is better left undetermined than wrong."""
    for form, other in (("nb", "nn"), ("nn", "nb")):
        wrong = [s for s in sentences(form) if find_language(s).value == other]
        assert len(wrong) / len(sentences(form)) <= 0.02


def test_sentences_that_are_equal_in_both_forms_are_norwegian_or_undetermined() -> None:
    found = {find_language(sentence) for sentence in sentences("either")}
    assert found <= {TextLanguage.BOKMAL, TextLanguage.NYNORSK, TextLanguage.UNDETERMINED}


def test_english_is_found_and_swedish_is_not_norwegian() -> None:
    others = labelled("other")
    assert {find_language(text) for language, text in others if language == "en"} == {TextLanguage.ENGLISH}
    assert {find_language(text) for language, text in others if language == "sv"} == {TextLanguage.UNDETERMINED}


@pytest.mark.parametrize("text", ["Ja", "", "14.09.2017", "Ingen", "Sámediggi", "Kárášjoga gielda", "1 250 000 kroner"])
def test_too_short_texts_and_names_are_left_to_a_person(text: str) -> None:
    assert find_language(text) is TextLanguage.UNDETERMINED


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Kommunen støtter forslaget og ber staten dekke kostnadene.", TextLanguage.BOKMAL),
        ("Kommunen støttar framlegget og ber staten dekkje kostnadane.", TextLanguage.NYNORSK),
        ("Vi ber om meir midlar til kommunane, men ønsker ikke flere krav fra staten.", TextLanguage.MIXED),
        ("Gielda doarju evttohusa ja háliida nannet sámegiela.", TextLanguage.SAMI),
        ("Tjïelte edtja saemien gïelem nænnoestidh jïh kultuvrem våaromidh.", TextLanguage.SAMI),
        ("The municipality supports the proposal to strengthen culture.", TextLanguage.ENGLISH),
    ],
)
def test_language_is_what_the_text_shows(text: str, language: TextLanguage) -> None:
    assert find_language(text) is language


def test_name_in_the_other_form_does_not_make_a_text_mixed() -> None:
    text = "Kulturskolen i Nordvik samarbeider med Kulturskolen i Sørvik, og elevane får fleire tilbod enn før."
    assert find_language(text) is TextLanguage.NYNORSK


def test_many_passages_take_little_time() -> None:
    passages = [f"{one} {other}" for one in sentences("nb")[:100] for other in sentences("nn")[:100]]
    start = time.process_time()
    for passage in passages:
        find_language(passage)
    assert time.process_time() - start < len(passages) / 2_000
