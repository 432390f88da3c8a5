"""Quotations of withdrawn sources leave a finding's text; all else in it stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medlemsdialog.judgements.finding_purge import find_cited, take_out_quotations

GONE, KEPT = "[@k1-aaaaaaaa]", "[@k2-bbbbbbbb]"


def is_gone(statement_id: str) -> bool:
    return statement_id.startswith("k1-")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (f"A «ord» {GONE}.", f"A «…» {GONE}."),
        (f"A «ord» {KEPT}.", f"A «ord» {KEPT}."),
        (f"«en» {KEPT} og «to» {GONE}", f"«en» {KEPT} og «…» {GONE}"),
        (f"«en» og «to» {GONE}", f"«…» og «…» {GONE}"),
        (f"«ord» {KEPT}, {GONE}", f"«…» {KEPT}, {GONE}"),
        (f"«ytre «indre» ytre» {GONE}", f"«…» {GONE}"),
        (f"«uten slutt {GONE} etter", f"«…»{GONE} etter"),
        (f"«ord».\n\nNytt avsnitt {GONE}", f"«ord».\n\nNytt avsnitt {GONE}"),
        (r"«ord» \[@k1\-aaaaaaaa\]", r"«…» \[@k1\-aaaaaaaa\]"),
        ("«ord» [@k1–aaaaaaaa]", "«…» [@k1–aaaaaaaa]"),
        ("uten noe", "uten noe"),
    ],
)
def test_what_stands_before_the_citation_of_a_withdrawn_source_is_taken_out(text: str, left: str) -> None:
    assert take_out_quotations(text, is_gone) == left


@given(st.lists(st.sampled_from(["«", "»", "ord ", GONE, KEPT, "\n\n", ". ", "«"]), max_size=20).map("".join))
def test_taking_out_again_changes_nothing_and_citations_stay(text: str) -> None:
    once = take_out_quotations(text, is_gone)
    assert take_out_quotations(once, is_gone) == once
    assert find_cited(once) == find_cited(text)
