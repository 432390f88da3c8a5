from __future__ import annotations

import sys

import pytest

from medlemsdialog.register.names import fold_name, fold_to_ascii, strip_level_words


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Nord-Odal", "nordodal"),
        ("Unjárga", "unjarga"),
        ("Porsáŋgu", "porsangu"),
        ("Bø", "bø"),
        ("A\u030as", "ås"),
        ("Sör-Varanger", "sørvaranger"),
        ("Ring\u00adsaker", "ringsaker"),
    ],
)
def test_case_signs_and_accents_fold_but_norwegian_letters_stay(written: str, folded: str):
    assert fold_name(written) == folded


@pytest.mark.parametrize("name", ["Voss herad", "Voss kommune", "VOSS", "Voss heradsstyre", "Voss kommunestyre"])
def test_last_level_word_is_no_part_of_the_name(name: str):
    assert strip_level_words(name) == "voss"


def test_level_word_alone_is_kept():
    assert strip_level_words("Fylke") == "fylke"


def test_file_names_may_spell_norwegian_letters_in_ascii():
    assert fold_to_ascii("Sør-Ærøy Å") == "soraeroya"


def test_no_single_sign_folds_on_when_folded_again():
    folded = {fold_name(chr(number)) for number in range(sys.maxunicode + 1)}
    assert {fold_name(one) for one in folded} == folded
