"""Numbers typed by hand are found, in figures and words, and what only looks like one is left alone."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medlemsdialog.evidence.typed_numbers import find_typed_numbers
from support.labelled_numbers import LABELLED

_MARKED = re.compile("⟦(.*?)⟧")


def expected(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """Return the sentence without marks, and where the marked numbers stand in it."""
    spans, plain, end = [], "", 0
    for match in _MARKED.finditer(marked):
        plain += marked[end : match.start()]
        spans.append((len(plain), len(plain) + len(match[1])))
        plain += match[1]
        end = match.end()
    return plain + marked[end:], spans


def test_labelled_prose_is_told_with_few_false_alarms_and_little_missed() -> None:
    right = missed = alarms = 0
    told = []
    for marked in LABELLED:
        text, spans = expected(marked)
        found = [(number.start, number.end) for number in find_typed_numbers(text)]
        hit = [span for span in spans if any(start < span[1] and span[0] < end for start, end in found)]
        false = [span for span in found if not any(start < span[1] and span[0] < end for start, end in spans)]
        right, missed, alarms = right + len(hit), missed + len(spans) - len(hit), alarms + len(false)
        if len(hit) < len(spans) or false:
            told.append((marked, [text[start:end] for start, end in found]))
    precision, recall = right / (right + alarms), right / (right + missed)
    print(f"{len(LABELLED)} sentences, {right + missed} numbers: precision {precision:.2f}, recall {recall:.2f}")
    assert precision >= 0.97 and recall >= 0.97, told


@pytest.mark.parametrize(
    ("text", "counts"),
    [("12 kommuner er for.", True), ("Sju er imot.", True), ("200 millioner kroner", False), ("12 av 15 er for", True)],
)
def test_number_of_what_the_program_counts_is_told_apart(text: str, counts: bool) -> None:
    assert find_typed_numbers(text)[0].counts is counts


@given(st.text(alphabet="0123456789 ,.§«»{}[]@:–-/()kKommunerstjvi\n", max_size=60))
def test_any_text_is_read_and_places_are_right(text: str) -> None:
    end = 0
    for number in find_typed_numbers(text):
        assert end <= number.start < number.end and text[number.start : number.end] == number.words
        end = number.end


@given(st.text(alphabet=st.characters(blacklist_characters='«»“”"„{}[]\\'), max_size=40))
def test_nothing_within_a_quotation_is_told(words: str) -> None:
    assert find_typed_numbers(f"«{words}»") == ()
