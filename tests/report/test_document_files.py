"""The documents as files: bookmarks in Word, tags and language in PDF, the same bytes, and nothing executed."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pypdfium2
import pytest
from lxml import etree

from medlemsdialog.evidence.finding_text import read_bookmark_name
from medlemsdialog.models.vocabulary import FindingDocument, FindingState
from medlemsdialog.report.document_files import count_pages, write_pdf, write_word
from medlemsdialog.report.national_documents import MOST_PAGES
from report import example
from report.findings import BOARD, FINAL, INPUT, document, finding, statement_ids

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def part(content: bytes, name: str = "word/document.xml") -> str:
    return zipfile.ZipFile(io.BytesIO(content)).read(name).decode()


def pdf_text(content: bytes) -> str:
    with pypdfium2.PdfDocument(content) as opened:
        return "\n".join(page.get_textpage().get_text_range() for page in opened)


def nine_findings(state: FindingState = FindingState.APPROVED) -> list[object]:
    ids = statement_ids()
    text = (
        f"{{tall:medlemmer-som-uttalte-seg:{example.GRANT}}} medlemmer i "
        f"{{tall:fylker-som-uttalte-seg:{example.GRANT}}} fylker har tatt stilling til dette [@{ids[0]}]. De som er imot, "
        f"er opptatt av det lokale selvstyret og av at kommunene selv kjenner behovene best [@{ids[3]}]. De som er for, "
        "peker på at innbyggerne må få et likeverdig tilbud uansett hvor de bor, og at en kommune sjelden kan løse dette "
        f"alene [@{ids[6]}]. Flere ber om at forslaget blir vurdert sammen med økonomien i kommunene som helhet."
    )
    return [finding(f"f-nummer-{number}", text, state=state) for number in range(9)]


def test_letter_with_nine_findings_of_four_sentences_is_within_three_pages() -> None:
    assert count_pages(write_pdf(document(INPUT, *nine_findings()))) <= MOST_PAGES


def test_bookmark_stands_around_all_the_words_of_its_sentence_and_nothing_else() -> None:
    tree = etree.fromstring(part(write_word(document(INPUT, finding()))).encode())
    marks = {mark.get(f"{W}name"): mark.get(f"{W}id") for mark in tree.iter(f"{W}bookmarkStart")}
    spoken = []
    for name, number in marks.items():
        if read_bookmark_name(name) is None:
            continue
        start = next(m for m in tree.iter(f"{W}bookmarkStart") if m.get(f"{W}id") == number)
        inside = []
        for node in start.itersiblings():
            if node.tag == f"{W}bookmarkEnd" and node.get(f"{W}id") == number:
                break
            inside.append("".join(text.text or "" for text in node.iter(f"{W}t")))
        spoken.append("".join(inside))
    assert spoken == [
        "2 medlemmer er imot1.",
        "4 er for et øremerket tilskudd2.",
        "De som er imot, viser til det lokale selvstyret.",
    ]


@pytest.mark.parametrize("kind", list(FindingDocument))
@pytest.mark.parametrize("language", ["nb", "nn"])
def test_pdf_is_tagged_and_passes_the_machine_check(tmp_path: Path, kind: FindingDocument, language: str) -> None:
    import outloud

    file = tmp_path / "document.pdf"
    file.write_bytes(
        write_pdf(document(kind, finding(), finding("f-utkast", state=FindingState.DRAFT), language=language))
    )
    result = outloud.check(str(file))
    assert result.verdict == "pass", [str(found) for found in result.findings]
    content = file.read_bytes()
    assert b"/StructTreeRoot" in content and b"pdfuaid:part" in content


@pytest.mark.parametrize(("language", "locale"), [("nb", "nb-NO"), ("nn", "nn-NO")])
def test_files_say_their_title_and_language(language: str, locale: str) -> None:
    made = document(INPUT, finding(), language=language)
    word, pdf = write_word(made), write_pdf(made)
    assert f"<dc:language>{locale}</dc:language>" in part(word, "docProps/core.xml")
    assert "<dc:title>Inns" in part(word, "docProps/core.xml")
    assert f'w:val="{locale}"' in part(word, "word/styles.xml")
    assert re.search(rb"/Lang ?\(" + locale.encode(), pdf)
    with pypdfium2.PdfDocument(pdf) as opened:
        assert opened.get_metadata_dict()["Title"].startswith("Inns")


@pytest.mark.parametrize("kind", list(FindingDocument))
def test_same_findings_give_the_same_bytes(kind: FindingDocument) -> None:
    made = document(kind, finding())
    assert write_word(made) == write_word(document(kind, finding()))
    assert write_pdf(made) == write_pdf(document(kind, finding()))


def test_page_numbers_and_head_of_the_template_stand_in_both_files() -> None:
    made = document(FINAL, finding())
    pdf = write_pdf(made)
    assert f"Side 1 av {count_pages(pdf)}" in pdf_text(pdf) and "KS · Sluttrapport fra medlemsdialogen" in pdf_text(pdf)
    word = write_word(made)
    assert "NUMPAGES" in part(word, "word/footer1.xml")
    assert "«Kultur for framtida»" in part(word, "word/header1.xml") and "[[" not in part(word, "word/header1.xml")


def test_hostile_words_are_words_in_both_files(tmp_path: Path) -> None:
    secret = tmp_path / "hemmelig.txt"
    secret.write_text("SVÆRT HEMMELIG", encoding="utf-8")
    hostile = (
        f'#read("{secret}") `#read("{secret}")`{{=typst}} ![bilde]({secret}) <script>alert(1)</script> '
        f'<img src="{secret}"> [her](javascript:alert(1)) [fil](file://{secret}) $x^2$ #panic("nå") '
        r"\input{x} {{ 7*7 }} [[funn]] [nett](https://eksempel.example/a)."
    )
    made = document(FINAL, finding(text=hostile, heading={"nb": '#panic("a") ] [[funn]] "'}), hostile=True)
    word, pdf = write_word(made), write_pdf(made)
    for said in (re.sub(r"<[^>]+>", "", part(word)), pdf_text(pdf)):
        assert "SVÆRT HEMMELIG" not in said and "#panic" in said and "script" in said
    targets = re.findall(r'Target="([^"]+)" TargetMode="External"', part(word, "word/_rels/document.xml.rels"))
    assert set(targets) <= {"https://eksempel.example/a"}
    assert b"javascript:" not in pdf and b"file:" not in pdf


@pytest.mark.libreoffice
@pytest.mark.parametrize("kind", list(FindingDocument))
def test_office_program_opens_the_document_and_shows_its_parts(tmp_path: Path, kind: FindingDocument) -> None:
    file = tmp_path / "document.docx"
    file.write_bytes(write_word(document(kind, *nine_findings())))  # type: ignore[arg-type]
    office = shutil.which("soffice")
    assert office
    subprocess.run(
        [
            office,
            f"-env:UserInstallation={(tmp_path / 'profil').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            tmp_path,
            file,
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    content = (tmp_path / "document.pdf").read_bytes()
    said = pdf_text(content)
    assert "Eksempel – oppdiktet" in said and "Medlemmene er delt i synet" in said and "Side 1 av" in said
    if kind is INPUT:
        assert count_pages(content) <= MOST_PAGES


def test_case_for_the_board_is_written_as_word() -> None:
    assert "hovedstyret" in re.sub(r"<[^>]+>", "", part(write_word(document(BOARD, finding()))))


@pytest.mark.parametrize("sign", ["😀", "👩‍👧", "שלום", "漢字", "\u202eomvendt", "\ufeff", "\u0007"])
def test_sign_that_the_font_lacks_is_marked_and_stops_nothing(sign: str) -> None:
    text = pdf_text(
        write_pdf(document(INPUT, finding(text=f"Kommunen skriver {sign} i innspillet [@{statement_ids()[0]}].")))
    )
    assert "Kommunen skriver" in text and "i innspillet" in text
