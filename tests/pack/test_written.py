"""A form of document is written once, and each recipient's own is put in as words, whatever they are."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pypdfium2
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from medlemsdialog.pack import written
from medlemsdialog.pack.blocks import Fact, Facts, Heading, Listed, Paragraph, Table, own, put_own, take_own
from medlemsdialog.pack.written import PackDocument, write_docx, write_pdf

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HOSTILE = '</w:t><w:p>#panic() [[tittel]] "]; \\ <b> & {0}'


def read_words(content: bytes) -> list[str]:
    """The paragraphs of a Word file, as one reads them."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        tree = etree.fromstring(archive.read("word/document.xml"))
    return ["".join(text.text or "" for text in each.iter(f"{W}t")) for each in tree.iter(f"{W}p")]


def document(name: str) -> PackDocument:
    return PackDocument(
        title=f"Til {own(name)}",
        kicker="Eksempel – oppdiktet",
        blocks=(
            Facts((Fact("Svar på", "https://innspill.example/a", "https://innspill.example/a"),)),
            Heading(1, f"Tall om {own(name)}"),
            Paragraph(f"{own(name)} er oppdiktet.", is_notice=True),
            Listed(("Ett", "To"), is_numbered=True),
            Table("Tabell", ("Tall", own(name)), (("Innbyggere", own("1\u00a0234")),)),
        ),
        language="nn",
        date="2018-02-01",
    )


@given(st.lists(st.text(), max_size=5))
def test_own_texts_come_back_in_their_places(texts: list[str]) -> None:
    blocks = (Listed(tuple(f"a {own(text)} b" for text in texts)),)
    title, numbered, found = take_own(f"x {own('y')}", blocks)
    assert put_own(title, found) == "x y"
    read = [put_own(item, found) for item in numbered[0].items]  # type: ignore[union-attr]
    assert read == [f"a {text.replace(chr(0xE000), '').replace(chr(0xE001), '')} b" for text in texts]


def test_second_recipient_of_a_form_costs_no_pandoc() -> None:
    written._write_word_form.cache_clear()
    written._write_typst_form.cache_clear()
    for name in ("Storvika", "Lillevika", HOSTILE):
        write_docx(document(name))
        write_pdf(document(name))
    assert written._write_word_form.cache_info().misses == 1
    assert written._write_typst_form.cache_info().misses == 1


def test_hostile_name_is_words_in_word_and_pdf() -> None:
    word = read_words(write_docx(document(HOSTILE)))
    assert f"Til {HOSTILE}" in word and f"{HOSTILE} er oppdiktet." in word
    with pypdfium2.PdfDocument(write_pdf(document(HOSTILE))) as opened:
        assert HOSTILE in " ".join(opened[0].get_textpage().get_text_range().split())


def test_same_document_gives_the_same_bytes_and_says_its_language() -> None:
    first, second = write_docx(document("Storvika")), write_docx(document("Storvika"))
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert "<dc:title>Til Storvika</dc:title>" in core and "<dc:language>nn-NO</dc:language>" in core
    assert write_pdf(document("Storvika")) == write_pdf(document("Storvika"))


def test_pdf_passes_the_machine_check(tmp_path: Path) -> None:
    import outloud

    file = tmp_path / "document.pdf"
    file.write_bytes(write_pdf(document("Storvika")))
    result = outloud.check(str(file))
    assert result.verdict == "pass", [str(found) for found in result.findings]
