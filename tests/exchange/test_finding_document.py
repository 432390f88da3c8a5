"""What a director does in Word is told sentence by sentence, and nothing else is told."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from medlemsdialog.exchange.finding_document import compare_edited
from medlemsdialog.intake.rules import BrokenOriginalError
from medlemsdialog.models.edited_document import EditedDocument, SentenceEdit
from medlemsdialog.models.findings import Finding
from medlemsdialog.runs.finding_edits import rewrite_text
from report import example
from support import edited_word as word
from support.edited_word import W, bookmark, edit, made, new_paragraph, new_run, paragraph_with, replace_words, run_with


def compare(content: bytes, *findings: Finding, whole: bool = True) -> EditedDocument:
    return compare_edited(
        "brev.docx", content, word.overview(*findings), example.labels(), original=made() if whole else None
    )


def told(content: bytes, **more: Any) -> list[tuple[str, str]]:
    return [(edit.kind, edit.reference) for edit in compare(content, **more).edits]


def only(content: bytes) -> SentenceEdit:
    (one,) = compare(content).edits
    return one


def is_untouched(found: EditedDocument) -> bool:
    return not (found.edits or found.frame or found.comments or found.tracked_changes)


def test_untouched_document_gives_no_difference() -> None:
    found = compare(made())
    assert is_untouched(found) and found.sentences == 8
    assert is_untouched(compare(made(), whole=False))


def test_document_in_nynorsk_is_held_against_nynorsk() -> None:
    found = compare_edited("brev.nn.docx", made("nn"), word.overview(), example.labels("nn"), original=made("nn"))
    assert is_untouched(found) and found.sentences == 2


def test_exactly_the_sentences_a_director_edits_are_told() -> None:
    content = made()
    for before, after in (("møteplass", "samlingsstad"), ("Kulturskolen er viktig", "Kulturskolen er helt sentral")):
        content = edit(content, replace_words(before, after))
    found = compare(content)
    assert [(one.kind, one.reference) for one in found.edits] == [
        ("changed", "f-tilskudd:3"),
        ("changed", "f-bibliotek:1"),
    ]
    assert not found.frame
    assert found.edits[1].before == "Biblioteket er en møteplass."
    assert found.edits[1].after == "Biblioteket er en samlingsstad."


def test_citations_and_untouched_numbers_come_back_as_tokens() -> None:
    one = only(edit(made(), replace_words("et øremerket tilskudd", "et fast tilskudd")))
    assert one.text == f"I alt {word.COUNT} medlemmer er **for** et fast tilskudd [@{word.FOR}]."
    gone = only(edit(made(), replace_words("en møteplass", "viktig")))
    assert gone.text == f"Biblioteket er viktig [@{word.LIBRARY}] [@{word.PRICE}]."


def test_number_that_is_typed_over_is_told_and_stays_as_typed() -> None:
    one = only(edit(made(), replace_words("I alt 4 medlemmer", "I alt 12 medlemmer")))
    assert [(number.before, number.after) for number in one.numbers] == [("4", "12")]
    assert one.text.startswith("I alt 12 medlemmer er **for**")
    same = only(edit(made(), replace_words("I alt 4 medlemmer", "Til sammen 4 kommuner")))
    assert not same.numbers and same.text.startswith(f"Til sammen {word.COUNT} kommuner")


def test_sentence_without_evidence_is_told_where_it_stands() -> None:
    def add(tree: Any) -> None:
        _, end = bookmark(tree, "f_tilskudd_n1")
        end.addnext(new_run(" Dette er helt avgjørende."))

    one = only(edit(made(), add))
    assert (one.kind, one.reference, one.follows, one.opens_block) == ("new", "f-tilskudd:ny1", 1, False)
    assert one.after == "Dette er helt avgjørende."


def test_new_paragraph_in_a_finding_is_told_as_sentences_of_it() -> None:
    def add(tree: Any) -> None:
        paragraph_with(tree, "I alt 4 medlemmer").addnext(new_paragraph("Helt nytt avsnitt. Med to setninger."))

    found = compare(edit(made(), add))
    assert [(one.kind, one.reference, one.follows, one.opens_block) for one in found.edits] == [
        ("new", "f-tilskudd:ny1", 2, True),
        ("new", "f-tilskudd:ny2", 2, False),
    ]


@pytest.mark.parametrize("with_bookmark", [True, False])
def test_removed_sentence_is_told(with_bookmark: bool) -> None:
    def remove(tree: Any) -> None:
        word.take_out(tree, "f_tilskudd_n2", with_bookmark=with_bookmark)

    one = only(edit(made(), remove))
    assert (one.kind, one.reference) == ("removed", "f-tilskudd:2")
    assert one.before == "Av medlemmene er 2 imot."


def test_moved_sentence_is_told_once() -> None:
    def move(tree: Any) -> None:
        elements = word.take_out(tree, "f_tilskudd_n1")
        _, end = bookmark(tree, "f_tilskudd_n4")
        for element in reversed(elements):
            end.addnext(element)

    one = only(edit(made(), move))
    assert (one.kind, one.reference, one.follows) == ("moved", "f-tilskudd:1", 4)


def test_copied_sentence_is_new_and_the_untouched_one_stays() -> None:
    def copy(tree: Any) -> None:
        elements = word.copied(word.take_out(tree, "f_tilskudd_n2", with_bookmark=False)[1:-1])
        begin, end = bookmark(tree, "f_tilskudd_n2")
        for element in reversed(elements):
            begin.addnext(element)
        twin = word.copied([begin, *elements, end])
        twin[0].set(f"{W}id", "9001")
        twin[-1].set(f"{W}id", "9001")
        for element in reversed(twin):
            end.addnext(element)

    one = only(edit(made(), copy))
    assert (one.kind, one.reference, one.after) == ("new", "f-tilskudd:ny1", "Av medlemmene er 2 imot.")


def test_words_typed_at_the_edge_of_a_sentence_belong_to_it() -> None:
    def after(tree: Any) -> None:
        _, end = bookmark(tree, "f_bibliotek_n1")
        end.addnext(new_run(", og det er bra."))

    def before(tree: Any) -> None:
        begin, _ = bookmark(tree, "f_tilskudd_n2")
        begin.addprevious(new_run("Likevel: "))

    one = only(edit(made(), after))
    assert (one.kind, one.reference) == ("changed", "f-bibliotek:1")
    assert only(edit(made(), before)).kind in {"changed", "new"}


def test_paragraph_broken_in_a_sentence_or_joined_to_the_next_changes_nothing() -> None:
    def split(tree: Any) -> None:
        paragraph = paragraph_with(tree, "Kulturskolen er viktig")
        at = run_with(tree, "Kulturskolen er viktig")
        rest = etree.Element(f"{W}p")
        siblings = list(paragraph)
        for element in siblings[siblings.index(at) + 1 :]:
            rest.append(element)
        text = next(at.iter(f"{W}t"))
        head, tail = (text.text or "")[:12], (text.text or "")[12:]
        text.text = head
        rest.insert(0, new_run(tail))
        paragraph.addnext(rest)

    assert compare(edit(made(), split)).edits == ()


def track(tree: Any) -> None:
    run = run_with(tree, "Kulturskolen er viktig")
    deleted = etree.Element(f"{W}del")
    run.addprevious(deleted)
    deleted.append(run)
    for text in run.iter(f"{W}t"):
        text.tag = f"{W}delText"
    inserted = etree.Element(f"{W}ins")
    inserted.append(new_run("Kulturskolen er sentral, jf. Meld. St. 8 (2018–2019) § 7."))
    deleted.addnext(inserted)


def test_tracked_changes_are_read_as_accepted_and_told() -> None:
    found = compare(edit(made(), track))
    assert found.tracked_changes == 2
    assert [(one.kind, one.reference) for one in found.edits] == [("changed", "f-tilskudd:3")]
    assert found.edits[0].after.startswith("Kulturskolen er sentral")


def test_sentence_moved_with_tracked_changes_is_told_though_its_bookmark_stays_behind() -> None:
    def move(tree: Any) -> None:
        begin, _ = bookmark(tree, "f_tilskudd_n1")
        runs = word.take_out(tree, "f_tilskudd_n1", with_bookmark=False)[1:-1]
        there, here = etree.Element(f"{W}moveTo"), etree.Element(f"{W}moveFrom")
        there.extend([new_run(" "), *word.copied(runs)])
        here.extend(runs)
        begin.addnext(here)
        bookmark(tree, "f_tilskudd_n4")[1].addnext(there)

    found = compare(edit(made(), move))
    assert found.tracked_changes == 2
    assert [(one.kind, one.reference, one.follows) for one in found.edits] == [("moved", "f-tilskudd:1", 4)]


def test_comments_are_listed_with_the_words_they_stand_at() -> None:
    def comment(tree: Any) -> None:
        begin, end = bookmark(tree, "f_bibliotek_n1")
        start, stop = etree.Element(f"{W}commentRangeStart"), etree.Element(f"{W}commentRangeEnd")
        start.set(f"{W}id", "0")
        stop.set(f"{W}id", "0")
        begin.addprevious(start)
        end.addnext(stop)

    def relate(tree: Any) -> None:
        for one in tree:
            if one.get("Type", "").endswith("/comments"):
                tree.remove(one)
        etree.SubElement(
            tree,
            "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship",
            Id="rIdComment",
            Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments",
            Target="remarks.xml",
        )

    remark = f'<w:comments xmlns:w="{W[1:-1]}"><w:comment w:id="0"><w:p><w:r><w:t>Er dette sant?</w:t></w:r></w:p></w:comment></w:comments>'
    content = edit(edit(made(), comment), relate, "word/_rels/document.xml.rels")
    found = compare(word.add_part(content, "word/remarks.xml", remark.encode()))
    assert [(one.text, one.at) for one in found.comments] == [("Er dette sant?", "Biblioteket er en møteplass.")]
    assert found.edits == ()


def test_sentence_whose_bookmark_is_lost_is_known_by_its_words() -> None:
    def lose(tree: Any) -> None:
        for name in ("f_tilskudd_n1", "f_tilskudd_n2"):
            for element in bookmark(tree, name):
                element.getparent().remove(element)

    content = edit(made(), lose)
    assert compare(content).edits == ()
    (one,) = compare(edit(content, replace_words("et øremerket tilskudd", "et fast tilskudd"))).edits
    assert (one.kind, one.reference, one.known_by_likeness) == ("changed", "f-tilskudd:1", True)


def test_a_findings_heading_is_told_as_that_findings() -> None:
    content = edit(made(), replace_words("Eksempel – oppdiktet: bibliotek", "Eksempel – oppdiktet: biblioteket"))
    (changed,) = compare(content).frame
    assert changed.finding_id == "f-bibliotek" and "oppdiktet: biblioteket" in changed.after
    content = edit(made(), replace_words("Hvem har gitt innspill", "Hvem har gitt innspill til oss"))
    (changed,) = compare(content).frame
    assert changed.finding_id == ""


def test_frame_text_is_told_apart_from_the_findings() -> None:
    def change(tree: Any) -> None:
        heading = next(
            p for p in tree.iter(f"{W}p") if "oppdiktet: bibliotek" in "".join(t.text or "" for t in p.iter(f"{W}t"))
        )
        heading.append(new_run(" og museum"))

    found = compare(edit(made(), change))
    assert found.edits == ()
    assert [(one.before + " og museum" == one.after or "bibliotek" in one.before) for one in found.frame] == [True]


def test_finding_written_anew_since_is_no_edit_of_the_documents() -> None:
    newer = word.LIBRARIES.model_copy(
        update={
            "text": word.LIBRARIES.text.model_copy(
                update={"nb": word.LIBRARIES.text.nb.replace("møteplass", "storstue")}
            )
        }
    )
    found = compare(made(), word.GRANT, newer)
    assert found.edits == () and found.outdated == 1
    edited = edit(made(), replace_words("en møteplass", "et hjem"))
    (one,) = compare(edited, word.GRANT, newer).edits
    assert one.changed_since


@settings(max_examples=25)
@given(st.sets(st.integers(0, 6)), st.text(alphabet="abcæøå ", min_size=1, max_size=8))
def test_edits_anywhere_list_those_sentences_and_no_others(chosen: set[int], typed: str) -> None:
    words = (
        "I alt",
        "Av medlemmene",
        "Kulturskolen",
        "Det står",
        "Biblioteket",
        "gjelder i bygdene",
        "Der er det flest",
    )
    references = (
        "f-tilskudd:1",
        "f-tilskudd:2",
        "f-tilskudd:3",
        "f-tilskudd:4",
        "f-bibliotek:1",
        "f-bibliotek:2",
        "f-bibliotek:4",
    )
    content = made()
    for number in chosen:
        content = edit(content, replace_words(words[number], f"X{typed.strip()}x {words[number]}"))
    assert {one.reference for one in compare(content).edits} == {references[number] for number in chosen}


@pytest.mark.libreoffice
def test_document_saved_by_another_program_gives_no_difference(tmp_path: Path) -> None:
    saved = _save_in_libreoffice(made(), tmp_path)
    found = compare(saved)
    assert found.edits == () and found.frame == () and found.sentences == 8
    edited = compare(edit(saved, replace_words("møteplass", "storstue")))
    assert [one.reference for one in edited.edits] == ["f-bibliotek:1"]
    later = _save_in_libreoffice(edit(made(), replace_words("møteplass", "storstue")), tmp_path / "later")
    assert [one.reference for one in compare(later).edits] == ["f-bibliotek:1"]


def _save_in_libreoffice(content: bytes, folder: Path) -> bytes:
    (folder / "ut").mkdir(parents=True)
    file = word.write(folder, content)
    program = shutil.which("soffice")
    assert program
    profile = f"-env:UserInstallation=file://{folder}/profil"
    subprocess.run(
        [program, profile, "--headless", "--convert-to", "docx", "--outdir", str(folder / "ut"), str(file)],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return (folder / "ut" / file.name).read_bytes()


def _zip(**parts: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return target.getvalue()


@pytest.mark.parametrize(
    "hostile",
    [
        lambda: b"",
        lambda: b"%PDF-1.7 Eksempel",
        lambda: b"Bare tekst, Eksempel - oppdiktet",
        lambda: made()[:2000],
        lambda: _zip(word__document_xml=b"<w:document"),
        lambda: _zip(
            word__document_xml=b"<!DOCTYPE a ["
            + b"<!ENTITY a0 'x'>"
            + b"".join(b"<!ENTITY a%d '&a%d;&a%d;'>" % (n, n - 1, n - 1) for n in range(1, 40))
            + b"]><a>&a39;"
        ),
        lambda: _zip(word__document_xml=b" " * (60 * 1024 * 1024)),
        lambda: _zip(word__document_xml=b"<a>" * 5000 + b"</a>" * 5000),
    ],
)
def test_hostile_file_is_refused_in_norwegian(hostile: Callable[[], bytes]) -> None:
    with pytest.raises(BrokenOriginalError) as told:
        compare(hostile())
    assert "brev.docx" in told.value.text("nb")


def test_entities_read_no_files() -> None:
    body = "<w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body>"
    text = f'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document xmlns:w="{W[1:-1]}">{body}</w:document>'
    found = compare(_zip(word__document_xml=text.encode()))
    assert "root" not in found.model_dump_json()


def test_edits_taken_in_before_are_not_told_again() -> None:
    def add(tree: Any) -> None:
        _, end = bookmark(tree, "f_tilskudd_n1")
        end.addnext(new_run(" Dette er helt avgjørende."))

    content = edit(edit(made(), add), replace_words("Kulturskolen er viktig", "Kulturskolen er helt sentral"))
    first = {one.reference: one for one in compare(content).edits}
    assert set(first) == {"f-tilskudd:ny1", "f-tilskudd:3"}
    text = rewrite_text(word.GRANT.text.nb, [first["f-tilskudd:ny1"]])
    later = word.GRANT.model_copy(update={"text": word.GRANT.text.model_copy(update={"nb": text})})
    (left,) = compare(content, later, word.LIBRARIES).edits
    assert (left.kind, left.reference, left.before[:22]) == ("changed", "f-tilskudd:4", "Kulturskolen er viktig")
    text = rewrite_text(text, [left])
    done = word.GRANT.model_copy(update={"text": word.GRANT.text.model_copy(update={"nb": text})})
    assert compare(content, done, word.LIBRARIES).edits == ()
