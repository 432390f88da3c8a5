"""Comments written in Word: who, when, where and in answer to whom, as Word and LibreOffice keep them."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from medlemsdialog.exchange.comment_file import CommentFileError
from medlemsdialog.exchange.comment_word import read_word_comments
from support.commented_word import Remark, add_comments
from support.edited_word import edit, made, replace_words

FINDINGS = ("f-tilskudd", "f-bibliotek")
SENTENCE = "Biblioteket er en møteplass"
THREAD = (
    Remark(SENTENCE, "Er dette sant?\nJeg tror ikke det."),
    Remark(SENTENCE, "Ja, se kilden.", author="Bo Eksempel", written="2017-11-21T08:30:00Z", reply_to=0),
    Remark("Kulturskolen er viktig", "Ferdig med denne.", is_done=True),
    Remark("Det gjelder i bygdene", "Begge punktene.", further=1),
    Remark("Det gjelder i byene", "Uten merking.", marks_nothing=True),
)


def read(content: bytes):
    return read_word_comments("input.docx", content, FINDINGS)


def test_author_time_thread_and_resolved_mark_are_kept() -> None:
    first, reply, done, several, unmarked = read(add_comments(made(), THREAD)).comments
    assert (first.author, first.written) == ("Åse Eksempel", "2017-11-20T10:00:00Z")
    assert first.text == "Er dette sant?\nJeg tror ikke det."
    assert (reply.reply_to, reply.author, reply.written) == (first.key, "Bo Eksempel", "2017-11-21T08:30:00Z")
    assert [one.is_done for one in (first, reply, done, several, unmarked)] == [False, False, True, False, False]
    assert (first.place, done.place) == ("funn-f-bibliotek-setning-1", "funn-f-tilskudd-setning-3")
    assert several.paragraph == "Det gjelder i bygdene." and several.place_text.startswith("Det gjelder i bygdene.Det")
    assert (unmarked.paragraph, unmarked.place_text) == ("Det gjelder i byene. Der er det flest.", "")


def test_reply_to_what_is_resolved_is_resolved_and_stands_where_that_stands() -> None:
    thread = (
        Remark(SENTENCE, "Spørsmål", is_done=True),
        Remark("Kulturskolen er viktig", "Svar", reply_to=0, marks_nothing=True),
    )
    _, reply = read(add_comments(made(), thread)).comments
    assert reply.is_done and reply.number >= 0


def test_comment_is_known_again_when_its_paragraph_is_edited_and_twins_are_told_apart() -> None:
    twins = add_comments(made(), (Remark(SENTENCE, "Ja."), Remark("Kulturskolen er viktig", "Ja.")))
    before, after = read(twins).comments, read(edit(twins, replace_words("møteplass", "storstue"))).comments
    assert [one.key for one in before] == [one.key for one in after]
    assert before[0].key != before[1].key


def test_document_without_comments_or_with_empty_ones_is_refused_in_plain_words() -> None:
    for content in (made(), add_comments(made(), (Remark(SENTENCE, " "),))):
        with pytest.raises(CommentFileError, match="har ingen kommentarer"):
            read(content)


def test_threads_that_are_broken_or_bite_their_own_tail_lose_no_comment() -> None:
    ring = add_comments(made(), (Remark(SENTENCE, "A", reply_to=1), Remark(SENTENCE, "B", reply_to=0)))
    assert [one.text for one in read(ring).comments] == ["A", "B"]
    broken = ring.replace(b"word/commentsExtended.xml", b"word/commentsExtendeX.xml")
    assert [one.reply_to for one in read(broken).comments] == ["", ""]


@pytest.mark.libreoffice
def test_libreoffice_keeps_what_we_read(tmp_path: Path) -> None:
    saved = _save_in_libreoffice(add_comments(made(), THREAD), tmp_path)
    comments = {one.text.split("\n")[0]: one for one in read(saved).comments}
    assert set(comments) == {one.text.split("\n")[0] for one in THREAD}
    # LibreOffice 7.4 does not write who answers whom; it keeps all else.
    assert comments["Ja, se kilden."].place == comments["Er dette sant?"].place
    assert comments["Ferdig med denne."].is_done and not comments["Er dette sant?"].is_done
    assert comments["Er dette sant?"].author == "Åse Eksempel"
    assert comments["Er dette sant?"].written.startswith("2017-11-20T10:00")
    assert comments["Er dette sant?"].place == "funn-f-bibliotek-setning-1"


def _save_in_libreoffice(content: bytes, folder: Path) -> bytes:
    before, after = folder / "before", folder / "after"
    before.mkdir(parents=True)
    (before / "input.docx").write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir"]
    subprocess.run([*command, after, before / "input.docx"], check=True, capture_output=True, timeout=120)
    return (after / "input.docx").read_bytes()
