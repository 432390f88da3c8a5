"""Files of comments: whatever somebody sends is read, told of, or refused in a clear sentence."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medlemsdialog.exchange.comment_file import (
    MAX_BYTES,
    MAX_COMMENTS,
    CommentFileError,
    clean_words,
    parse_comment_file,
)

KEY = "0123456789abcdef0123456789abcdef"


def build_file(*comments: dict[str, Any], **others: Any) -> bytes:
    made = {
        "format": "medlemsdialog-kommentarer",
        "version": 1,
        "report": {"area": "nasjonalt", "title": "Eksempel – oppdiktet", "document_date": "2017-11-01"},
        "name": "Ola Eksempel",
        "organisation": "",
        "comments": list(comments),
    }
    return json.dumps(made | others).encode()


def build_comment(**values: Any) -> dict[str, Any]:
    written = {
        "id": KEY,
        "place": "krav-k1",
        "place_text": "KS bør.",
        "text": "Ja.",
        "written": "2026-11-23T10:00:00.000Z",
    }
    return written | values


def test_comment_is_read_as_it_was_written() -> None:
    (comment,) = parse_comment_file(
        "k.json", build_file(build_comment(text="<script>alert(1)</script>\nÅ ja"))
    ).comments
    assert comment.text == "<script>alert(1)</script>\nÅ ja"
    assert (comment.area, comment.author, comment.document_date) == ("nasjonalt", "Ola Eksempel", "2017-11-01")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "ikke en fil med kommentarer"),
        (b"{", "ikke en fil med kommentarer"),
        (b"[" * 100_000, "ikke en fil med kommentarer"),
        (b"\xff\xfe\x00", "ikke en fil med kommentarer"),
        (b'{"format": "noe annet", "comments": []}', "ikke en fil med kommentarer"),
        (build_file(comments={}), "ikke en fil med kommentarer"),
        (build_file(version=2), "annen utgave av programmet"),
        (build_file(*[build_comment()] * (MAX_COMMENTS + 1)), "kan ha høyst"),
        (b" " * (MAX_BYTES + 1), "for stor"),
        (b'{"comments": ' + b"9" * 5000 + b"}", "ikke en fil med kommentarer"),
    ],
)
def test_what_is_no_file_of_comments_is_refused_with_the_next_step(content: bytes, told: str) -> None:
    with pytest.raises(CommentFileError) as refused:
        parse_comment_file("k.json", content)
    assert told in str(refused.value) and "Ingenting er tatt inn" in str(refused.value)


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": 7},
        {"text": " \u200b\n"},
        {"text": None},
        {"id": "../../etc"},
        {"id": KEY.upper()},
        {"place": "javascript:alert(1)"},
        {"place": 'x" onclick="y'},
        {"place": ["krav-k1"]},
    ],
)
def test_entry_that_is_no_comment_is_counted_and_the_others_taken(wrong: dict[str, Any]) -> None:
    read = parse_comment_file("k.json", build_file(build_comment(**wrong), build_comment(), "tull", None))  # type: ignore[arg-type]
    assert (len(read.comments), read.unusable) == (1, 3)


def test_later_wording_of_a_comment_counts() -> None:
    later = build_comment(text="Nei.", written="2026-11-24T10:00:00Z")
    assert [one.text for one in parse_comment_file("k.json", build_file(later, build_comment())).comments] == ["Nei."]


def test_signs_that_hide_or_break_lines_are_taken_out() -> None:
    assert clean_words("a\u202eb\x00c\ud800\r\nd\u2028e") == "abc\nd\ne"
    assert len(clean_words("x" * 20_000)) == 10_000


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
_entry = st.fixed_dictionaries(
    {},
    optional={
        "id": st.just(KEY) | _json,
        "place": st.just("krav-k1/2") | _json,
        "text": st.text(st.characters()) | _json,
        "place_text": _json,
        "area": _json,
        "written": st.just("2026-11-23") | _json,
    },
)


@given(st.lists(_entry | _json, max_size=5), _json, _json)
def test_any_file_gives_comments_that_can_be_kept_and_accounts_for_all(
    entries: list[Any], name: Any, report: Any
) -> None:
    content = build_file(*entries, name=name, report=report)
    read = parse_comment_file("k.json", content)
    assert read.unusable + len(read.comments) <= len(entries)
    for comment in read.comments:
        assert comment.model_dump_json().encode()
        assert comment.text.strip() and comment.place == "krav-k1/2" and comment.key == KEY
    assert parse_comment_file("k.json", content) == read


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        parse_comment_file("k.json", content)
    except CommentFileError as error:
        assert "k.json" in str(error)
