"""Identities rest on the canonical text and nothing else."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from medlemsdialog.models.identity import canonical_text, derive_source_id, derive_statement_ids, text_sha256


def test_line_end_hyphen_is_joined_only_before_a_small_letter():
    assert canonical_text("kultur-\nskolen og Sør-\nTrøndelag") == "kulturskolen og Sør- Trøndelag"


def test_white_space_and_soft_hyphens_do_not_change_the_identity():
    assert text_sha256("Kultur\u00adskolen \n  må\tstyrkes ") == text_sha256("Kulturskolen må styrkes")


def test_composed_and_decomposed_letters_are_the_same_text():
    assert canonical_text(unicodedata.normalize("NFD", "fylkeskommunar på Ørje")) == "fylkeskommunar på Ørje"


def test_repeats_within_a_source_get_a_running_number():
    ids = derive_statement_ids("k1", ["Ja", "Nei", "Ja ", "Ja"])
    assert ids[0].startswith("k1-") and ids[2] == ids[0] + "-2" and ids[3] == ids[0] + "-3"


def test_statement_id_does_not_depend_on_the_county():
    assert derive_statement_ids("k1", ["Ja"]) == derive_statement_ids("k1", ["Ja"])


def test_source_id_depends_on_path_and_content():
    ids = {derive_source_id("07/a.txt", b"x"), derive_source_id("07/b.txt", b"x"), derive_source_id("07/a.txt", b"y")}
    assert len(ids) == 3


@given(st.text())
def test_canonical_text_is_stable(text: str):
    assert canonical_text(canonical_text(text)) == canonical_text(text)


@given(st.lists(st.text()))
def test_statement_ids_are_unique(texts: list[str]):
    assert len(set(derive_statement_ids("k1", texts))) == len(texts)
