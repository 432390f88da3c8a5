from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from random import Random

import pytest

from medlemsdialog.intake.formats import BY_ENDING
from medlemsdialog.intake.reading import read_document
from medlemsdialog.intake.rules import BrokenOriginalError

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def rule_of(name: str, content: bytes) -> str:
    with pytest.raises(BrokenOriginalError) as caught:
        read_document(name, content)
    assert name in caught.value.text()
    return caught.value.rule


@pytest.mark.parametrize(
    ("name", "content", "rule"),
    [
        ("tom.docx", b"", "empty"),
        ("bare-linjeskift.txt", b"\n \n", "empty"),
        ("avkuttet.pdf", b"%PDF-1.7\n1 0 obj <<", "truncated"),
        ("avkuttet.docx", b"PK\x03\x04" + b"x" * 90, "truncated"),
        ("gammel.doc", OLE, "old_word"),
        ("melding.msg", OLE, "outlook_message"),
        ("passord.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("bilde.jpg", b"\xff\xd8\xff\xe0" + b"\0" * 90, "scanned"),
        ("ukjent.xyz", b"Vi vil ha mer kultur.", "unknown_format"),
        ("styretegn.csv", bytes(range(1, 30)) * 20, "not_text"),
    ],
)
def test_broken_original_says_which_rule_it_breaks(name: str, content: bytes, rule: str) -> None:
    assert rule_of(name, content) == rule


def test_encrypted_pdf_asks_for_a_copy_without_password(pdf: Callable[..., bytes]) -> None:
    assert rule_of("lukket.pdf", pdf([[(70, 100, "Hemmelig")]], encrypt=True)) == "password"


def test_pdf_without_text_or_pictures_holds_no_text(pdf: Callable[..., bytes]) -> None:
    assert rule_of("blank.pdf", pdf([[]])) == "no_text"


def test_bomb_is_refused_before_it_is_unpacked() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 60_000_000)
    assert rule_of("bombe.docx", buffer.getvalue()) == "unpacks_too_large"


def test_mislabelled_original_is_read_as_what_it_is_with_a_warning(docx: Callable[..., bytes]) -> None:
    document = read_document("svar.pdf", docx("Kommunen støtter forslaget."))
    assert [block.text for block in document.blocks] == ["Kommunen støtter forslaget."]
    assert [note.rule for note in document.notes] == ["mislabelled"]


@pytest.mark.parametrize("ending", ["docx", "odt", "rtf", "html", "pptx"])
def test_pandoc_formats_keep_every_paragraph(ending: str, docx: Callable[..., bytes]) -> None:
    texts = ["Kommunen ønsker økt ramme.", "Staten bør betale.", "Vi støtter <script>alert(1)</script> ikke."]
    content = docx("# Uttalelse\n\n" + "\n\n".join(text.replace("<", "\\<") for text in texts), ending)
    found = [block.text for block in read_document(f"fil.{ending}", content).blocks]
    assert [text for text in found if text in texts] == texts


@pytest.mark.parametrize("ending", sorted(BY_ENDING))
def test_random_bytes_are_never_taken_for_text(ending: str) -> None:
    content = Random(ending).randbytes(3000)
    assert rule_of(f"fil.{ending}", content)


def test_locked_opendocument_asks_for_a_copy_without_password(docx: Callable[..., bytes]) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx("Hemmelig", "odt"))) as source, zipfile.ZipFile(buffer, "w") as locked:
        for name in source.namelist():
            content = source.read(name)
            if name == "META-INF/manifest.xml":
                content = content.replace(b"</manifest:manifest>", b"<manifest:encryption-data/></manifest:manifest>")
            locked.writestr(name, content)
    assert rule_of("lukket.odt", buffer.getvalue()) == "password"


@pytest.mark.parametrize(
    ("name", "content", "text"),
    [
        ("svar.xls", "Kommune\tSvar\nHorten\tVi vil ha mer støtte til kulturskolen.\n", "Horten"),
        ("svar.doc", "<html><body><p>Vi vil ha mer støtte.</p></body></html>", "Vi vil ha mer støtte."),
        ("svar.docx", "Vi vil ha mer støtte til kulturskolen.", "Vi vil ha mer støtte til kulturskolen."),
        ("svar.pdf", "<!DOCTYPE html><html><body><p>Ikke logget inn.</p></body></html>", "Ikke logget inn."),
        ("svar.txt", "{\\rtf1 Vi vil ha mer.\\par}", "Vi vil ha mer."),
        ("svar.txt", "<html><body><p>Vi vil ha mer.</p></body></html>", "Vi vil ha mer."),
        ("svar.html", "Vi vil ha mer.", "Vi vil ha mer."),
        (
            "svar.txt",
            "From: post@eksempel.invalid\nTo: ks@ks.invalid\nSubject: Svar\nMIME-Version: 1.0\n\nVi vil ha mer.\n",
            "Vi vil ha mer.",
        ),
    ],
)
def test_content_is_read_as_what_it_is_whatever_it_is_called(name: str, content: str, text: str) -> None:
    document = read_document(name, content.encode())
    assert text in [block.text for block in document.blocks]
    assert "mislabelled" in [note.rule for note in document.notes]


@pytest.mark.parametrize("ending", ["pages", "epub", "vsdx", "xlsb"])
def test_packed_file_of_another_program_is_no_folder_of_files(ending: str) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        marks = {"pages": "Index/Document.iwa", "epub": "mimetype"}
        archive.writestr(marks.get(ending, "[Content_Types].xml"), b"application/epub+zip")
        archive.writestr("tekst.txt", b"Vi vil ha mer.")
    assert rule_of(f"svar.{ending}", buffer.getvalue()) == "unknown_format"
