"""Comments of readers: taken in once, merged, answered, settled, found again in a later report, and never shared."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from medlemsdialog.cli.app import run_command
from medlemsdialog.errors import UsageError
from medlemsdialog.judgements.events import SourceWithdrawn
from medlemsdialog.judgements.history import read_history
from medlemsdialog.judgements.log import append_events
from medlemsdialog.judgements.purge import Purge, purge_texts
from medlemsdialog.models.comments import CommentPlacing
from medlemsdialog.paths import NATIONAL, DataFolder
from medlemsdialog.runs import comments as judged
from medlemsdialog.runs.history import build_teller
from medlemsdialog.runs.undoing import redo_last, undo_last
from medlemsdialog.writing import write_text_atomically
from support.commented_word import Remark, add_comments
from support.edited_word import edit, made
from support.mini_dialogue import build_of, write_mini_dialogue
from support.mini_nation import reopen

CLAIM = "Staten bør gi tilskudd. Eksempel – oppdiktet"
SENTENCE = "Biblioteket er en møteplass."
PAGE = """<h1 id="nasjonalt-tittel">N</h1><main id="innhold"><section class="question"><h2 id="sporsmal-a">A?</h2>
<section id="funn-f-bibliotek" class="item finding"><h4>Funn 1: Bibliotek</h4><div class="prose">
<p><span id="funn-f-bibliotek-setning-1"></span>{sentence} <span id="funn-f-bibliotek-setning-2"></span>Det gjelder alle.</p>
</div></section><section id="krav-k1" class="item"><h4>{claim}</h4></section></section>
<article id="c91" class="annex"><ol class="statements"><li id="u-k1-aaaaaaaa"><blockquote><p>Vi vil ha bok.</p></blockquote></li>
</ol></article></main>"""
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    written = write_mini_dialogue(tmp_path / "dialog")
    publish(written)
    return written


def publish(data: DataFolder, claim: str = CLAIM, sentence: str = SENTENCE) -> None:
    """Write the national page, as a release would."""
    write_text_atomically(build_of(data).area(NATIONAL).index, PAGE.format(claim=claim, sentence=sentence))


def write_file(folder: Path, name: str, *written: tuple[str, str, str, str], author: str = "Ola") -> Path:
    """Write a file as the report makes it: (key, place, what stood there, comment)."""
    entries = [
        {"id": key * 32, "area": "nasjonalt", "place": place, "place_text": said, "text": text, "written": "2026-11-23"}
        for key, place, said, text in written
    ]
    made = {
        "format": "medlemsdialog-kommentarer",
        "version": 1,
        "report": {"area": "nasjonalt"},
        "name": author,
        "comments": entries,
    }
    file = folder / name
    file.write_text(json.dumps(made), encoding="utf-8")
    return file


def take_in(data: DataFolder, *files: Path, **values: Any) -> judged.Imported:
    return judged.import_comments(reopen(data), files, by="Kari", **values)


def placings(data: DataFolder) -> list[CommentPlacing]:
    return [one.placing for one in judged.list_comments(reopen(data))]


def test_same_file_twice_adds_nothing_and_two_readers_files_merge(data: DataFolder, tmp_path: Path) -> None:
    first = write_file(
        tmp_path, "a.json", ("a", "krav-k1", CLAIM, "Ja."), ("b", "funn-f-bibliotek", "Funn 1: Bibliotek", "Nei.")
    )
    second = write_file(tmp_path, "b.json", ("c", "krav-k1", CLAIM, "Kanskje."), author="Åse")
    assert len(take_in(data, first, second).new) == 3
    again = take_in(data, second, first)
    assert (again.new, again.changed, again.known) == ([], [], 3)
    comments = reopen(data).judgements.comments.values()
    assert {(one.received.author, one.received.text) for one in comments} == {
        ("Ola", "Ja."),
        ("Ola", "Nei."),
        ("Åse", "Kanskje."),
    }
    assert placings(data) == [CommentPlacing.HERE] * 3


def test_comment_said_anew_takes_the_place_of_the_earlier(data: DataFolder, tmp_path: Path) -> None:
    take_in(data, write_file(tmp_path, "a.json", ("a", "krav-k1", CLAIM, "Ja.")))
    assert len(take_in(data, write_file(tmp_path, "b.json", ("a", "krav-k1", CLAIM, "Nei."))).changed) == 1
    assert [one.received.text for one in reopen(data).judgements.comments.values()] == ["Nei."]


def test_next_release_says_what_was_changed_moved_or_taken_out(data: DataFolder, tmp_path: Path) -> None:
    said = (
        ("a", "krav-k1", CLAIM, "1"),
        ("b", "funn-f-bibliotek-setning-2", "Det gjelder alle.", "2"),
        ("c", "krav-k2", "Borte.", "3"),
    )
    take_in(data, write_file(tmp_path, "a.json", *said))
    publish(data, claim="Staten bør gi mer.", sentence=f"Nytt her. {SENTENCE}</p><p>")
    assert placings(data) == [CommentPlacing.CHANGED, CommentPlacing.HERE, CommentPlacing.ORPHANED]
    publish(data, claim=CLAIM, sentence=f'{SENTENCE} <span id="funn-f-bibliotek-setning-3"></span>')
    build_of(data).area(NATIONAL).index.unlink()
    assert placings(data) == [CommentPlacing.UNKNOWN] * 3


def test_comments_are_answered_settled_and_taken_up_again(data: DataFolder, tmp_path: Path) -> None:
    take_in(data, write_file(tmp_path, "a.json", ("a", "krav-k1", CLAIM, "Ja.")))
    judged.answer_comment(reopen(data), "kaaa", "Takk.", by="Per")
    judged.answer_comment(reopen(data), "kaaa", "Takk, rettet.", by="Per")
    judged.settle_comment(reopen(data), "kaaa", by="Kari", reason="rettet")
    (comment,) = reopen(data).judgements.comments.values()
    assert [answer.text for answer in comment.answers] == ["Takk, rettet."] and comment.settled is not None
    undo_last(reopen(data), by="Per")
    undo_last(reopen(data), by="Kari")
    (comment,) = reopen(data).judgements.comments.values()
    assert [answer.text for answer in comment.answers] == ["Takk."] and comment.settled is None
    redo_last(reopen(data), by="Per")
    assert [answer.text for answer in next(iter(reopen(data).judgements.comments.values())).answers] == [
        "Takk, rettet."
    ]
    with pytest.raises(UsageError, match="peker ikke ut én kommentar"):
        judged.answer_comment(reopen(data), "kfinnesikke", "Takk.", by="Per")
    teller = build_teller(reopen(data), "nb")
    told = [teller.tell(placed) for placed in read_history(data, kinds=["comments"])]
    assert told[0] == "Kari (hele landet) tok imot en kommentar fra Ola til krav-k1"
    assert "Kari (hele landet) tok opp igjen kommentaren kaaaaaaaaaa (etter angring)" in told


def test_taking_in_can_be_taken_back(data: DataFolder, tmp_path: Path) -> None:
    file = write_file(tmp_path, "a.json", ("a", "krav-k1", CLAIM, "Ja."))
    take_in(data, file)
    undo_last(reopen(data), by="Kari")
    assert not reopen(data).judgements.comments
    assert take_in(data, file).known == 1


def test_comment_at_a_statement_loses_its_words_when_the_sender_withdraws(data: DataFolder, tmp_path: Path) -> None:
    entry = ("a", "u-k1-aaaaaaaa", "Vi vil ha bok.", "De vil ha bok.")
    take_in(data, write_file(tmp_path, "a.json", entry))
    append_events(data, NATIONAL, [SourceWithdrawn(by="Kari", client="t", source_id="k1")])
    (comment,) = reopen(data).judgements.comments.values()
    assert (comment.received.text, comment.received.place_text) == ("", "")
    purge_texts(data, Purge(frozenset({"k1"})))
    assert all(b"ha bok" not in file.read_bytes() for _, file in data.judgement_logs("comments"))


def write_word(folder: Path, *, marked: bool = True) -> Path:
    begin, end = (
        ('<w:bookmarkStart w:id="1" w:name="f_bibliotek_n1"/>', '<w:bookmarkEnd w:id="1"/>') if marked else ("", "")
    )
    document = (
        f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>Uten merke</w:t></w:r></w:p><w:p>{begin}'
        '<w:commentRangeStart w:id="0"/><w:r><w:t>Biblioteket er en møteplass.</w:t></w:r><w:commentRangeEnd w:id="0"/>'
        f"{end}</w:p></w:body></w:document>"
    )
    remarks = (
        f'<w:comments xmlns:w="{W}"><w:comment w:id="0" w:author="Åse Eksempel" w:date="2026-11-20T10:00:00Z">'
        "<w:p><w:r><w:t>Er dette sant?</w:t></w:r></w:p></w:comment></w:comments>"
    )
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    relation = (
        f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r" Type="{OFFICE}/{{}}" Target="{{}}"/></Relationships>'
    )
    file = folder / "kommentert.docx"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr("_rels/.rels", relation.format("officeDocument", "word/document.xml"))
        archive.writestr("word/document.xml", document)
        archive.writestr("word/_rels/document.xml.rels", relation.format("comments", "comments.xml"))
        archive.writestr("word/comments.xml", remarks)
    file.write_bytes(packed.getvalue())
    return file


@pytest.mark.parametrize("marked", [True, False])
def test_comments_in_word_stand_at_the_sentence_they_were_written_at(
    data: DataFolder, tmp_path: Path, marked: bool
) -> None:
    file = write_word(tmp_path, marked=marked)
    (event,) = take_in(data, file).new
    assert (event.place, event.author, event.text) == ("funn-f-bibliotek-setning-1", "Åse Eksempel", "Er dette sant?")
    assert take_in(data, file).known == 1
    assert placings(data) == [CommentPlacing.HERE]


def test_thread_in_word_is_kept_and_what_is_resolved_there_is_done_once(data: DataFolder, tmp_path: Path) -> None:
    thread = (
        Remark("Biblioteket er en møteplass", "Er dette sant?"),
        Remark("Biblioteket er en møteplass", "Ja.", author="Bo", written="2017-11-21T08:30:00Z", reply_to=0),
    )
    file = tmp_path / "input.docx"
    file.write_bytes(add_comments(made(), thread))
    first, reply = take_in(data, file).new
    assert (reply.reply_to, reply.author, reply.written) == (first.comment_id, "Bo", "2017-11-21T08:30:00Z")
    assert first.place == reply.place == "funn-f-bibliotek-setning-1"
    assert (first.quoted, first.place_text) == ("", SENTENCE)
    file.write_bytes(add_comments(made(), (replace(thread[0], is_done=True), thread[1])))
    assert take_in(data, file).done == 2
    assert [one.settled.reason for one in reopen(data).judgements.comments.values() if one.settled] == [
        "Merket som løst i Word"
    ] * 2
    judged.settle_comment(reopen(data), first.comment_id, by="Per", settled=False)
    assert take_in(data, file).done == 0
    assert reopen(data).judgements.comments[first.comment_id].settled is None


def test_comment_at_a_cell_in_word_stands_at_the_caption_with_the_words_it_marks(
    data: DataFolder, tmp_path: Path
) -> None:
    body = (
        f'<w:body xmlns:w="{W}"><w:p><w:r><w:t>{CLAIM}</w:t></w:r></w:p>'
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>37 415</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body>"
    )

    def change(tree: Any) -> None:
        tree[:] = [etree.fromstring(body)]

    file = tmp_path / "report.docx"
    file.write_bytes(add_comments(edit(made(), change), (Remark("37 415", "Feil tall?"),)))
    (event,) = take_in(data, file).new
    assert (event.place, event.place_text, event.quoted) == ("krav-k1", CLAIM, "37 415")
    assert placings(data) == [CommentPlacing.HERE]


def test_word_comment_whose_place_is_not_found_is_kept(data: DataFolder, tmp_path: Path) -> None:
    publish(data, sentence="Noe helt annet står her nå.")
    imported = take_in(data, write_word(tmp_path, marked=False))
    assert imported.unplaced == 1
    (comment,) = reopen(data).judgements.comments.values()
    assert comment.received.place_text == SENTENCE
    assert placings(data) == [CommentPlacing.ORPHANED]


def test_file_that_is_none_is_told_of_and_the_others_taken(
    data: DataFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = write_file(tmp_path, "a.json", ("a", "krav-k1", CLAIM, "Ja."))
    bad, broken = tmp_path / "tull.json", tmp_path / "tull.docx"
    bad.write_text('{"format": 1}')
    broken.write_bytes(b"PK\x03\x04tull")
    place = ["--data", str(data.root), "--build", str(build_of(data).root)]
    code = run_command(
        ["comments", "import", str(bad), str(broken), str(tmp_path / "borte.json"), str(good), "--by", "Kari", *place]
    )
    told = capsys.readouterr()
    assert code == 1
    assert "«tull.json» er ikke en fil med kommentarer" in told.err and "Finner ikke" in told.err
    assert "«tull.docx»" in told.err and "Nye kommentarer: 1." in told.out
    assert run_command(["comments", "answer", "kaaa", "Takk.", "--by", "Per", *place]) == 0
    assert run_command(["comments", "settle", "kaaa", "--by", "Per", "--reason", "rettet", *place]) == 0
    capsys.readouterr()
    assert run_command(["comments", "list", "--json", *place]) == 0
    (listed,) = json.loads(capsys.readouterr().out)
    assert (listed["placing"], listed["settled"], listed["answers"]) == ("here", True, [{"by": "Per", "text": "Takk."}])
