"""Every code value has its own word, also where two vocabularies use the same code."""

from __future__ import annotations

from enum import StrEnum

import pytest

from medlemsdialog.models import vocabulary
from medlemsdialog.models.vocabulary import Arena, Level, Position, TextLanguage, word

VOCABULARIES = [kind for kind in vars(vocabulary).values() if isinstance(kind, type) and issubclass(kind, StrEnum)]


@pytest.mark.parametrize("value", [value for kind in VOCABULARIES if kind is not StrEnum for value in kind])
def test_every_value_has_a_word(value: StrEnum):
    assert word(value).text("nb")


def test_equal_codes_of_two_vocabularies_keep_their_own_words():
    assert word(Level.OTHER).text() == "annen avsender" and word(Arena.OTHER).text() == "annen arena"
    assert word(TextLanguage.MIXED).text() == "blandet" and word(Position.MIXED).text() == "delt"
