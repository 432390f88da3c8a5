"""An assessment's tokens survive what Markdown editors and Word do to them, and nothing of the text is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medlemsdialog.evidence.assessment_text import (
    CitationPart,
    FieldPart,
    TextPart,
    list_cited,
    parse_assessment,
    write_citation,
    write_field,
)

_IDS = st.from_regex(r"k[0-9a-f]{10}-[0-9a-f]{8}(-[0-9])?", fullmatch=True)
_CODES = st.from_regex(r"[a-z0-9]{1,9}(-[a-z0-9]{1,9}){0,3}", fullmatch=True)


def test_text_citation_and_field_are_told_apart() -> None:
    parts = parse_assessment("Byen er for [@k1-aa], og {tall:medlemmer-med-standpunkt:k-pris:for} andre.")
    assert [part.type for part in parts] == ["text", "citation", "text", "field", "text"]
    assert isinstance(parts[1], CitationPart) and parts[1].statement_id == "k1-aa"
    assert isinstance(parts[3], FieldPart) and parts[3].arguments == ("k-pris", "for")


@pytest.mark.parametrize(
    "written",
    [
        "{Tall:medlemmer-hørt:p9}",
        r"\{tall:medlemmer-hort:p9}",
        "{ tall : medlemmer-hort : p9 }",
        "{tall:medlemmer\u2011hort:p9}",
        "{tall:medlemmer\u2013h\u00f8rt:p9}",
    ],
)
def test_field_is_known_after_hand_editing(written: str) -> None:
    (field,) = parse_assessment(written)
    assert isinstance(field, FieldPart) and (field.key, field.arguments) == ("medlemmer-hort", ("p9",))


@pytest.mark.parametrize("written", [r"\[@k1-aa-2\]", r"\[\@k1-aa-2\]", "[ @k1-aa-2 ]", "[@k1\u2011aa\u20132]"])
def test_citation_is_known_after_hand_editing(written: str) -> None:
    assert list_cited(written) == ("k1-aa-2",)


@pytest.mark.parametrize("written", ["[@k1", "@k1]", "{tall:}", "{tall", "[@]", "[@a b]", "{antall:x}", "[@a\n]"])
def test_what_is_no_whole_token_is_text(written: str) -> None:
    assert all(isinstance(part, TextPart) for part in parse_assessment(written))


@given(st.lists(st.one_of(st.text(), _IDS.map(write_citation), _CODES.map(write_field)), max_size=8))
def test_nothing_of_the_text_is_lost(pieces: list[str]) -> None:
    text = "".join(pieces)
    parts = parse_assessment(text)
    assert "".join(part.raw for part in parts) == text
    assert all(part.raw for part in parts)


@given(st.lists(_IDS, max_size=5))
def test_each_statement_is_listed_once_in_order(ids: list[str]) -> None:
    text = " og ".join(write_citation(statement) for statement in ids)
    assert list_cited(text) == tuple(dict.fromkeys(ids))


@given(_CODES, st.lists(_CODES, max_size=2))
def test_written_field_is_read_back(key: str, arguments: list[str]) -> None:
    (field,) = parse_assessment(write_field(key, *arguments))
    assert isinstance(field, FieldPart) and (field.key, field.arguments) == (key, tuple(arguments))
