"""The Word form: same content, harmless, the same bytes."""

from __future__ import annotations

import base64
import io
import re
import zipfile
from pathlib import Path

import nbformat
import pytest

from medlemsdialog.report import long_lists
from medlemsdialog.report.documents import build_docx, write_docx

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def read(content: bytes, name: str = "word/document.xml") -> str:
    return zipfile.ZipFile(io.BytesIO(content)).read(name).decode()


def test_document_holds_what_the_page_holds(pages: Path) -> None:
    content = (pages / "report.docx").read_bytes()
    shown = re.sub(r"<[^>]+>", "", read(content))
    assert "Tyrimark" in shown and "Utsagn med standpunktet «mot»" in shown and "Sámi girjerájus" in shown
    assert "Purrelisten" not in shown
    assert sum(name.startswith("word/media/") for name in zipfile.ZipFile(io.BytesIO(content)).namelist()) == 6


def test_title_stands_once_and_questions_are_the_first_level(pages: Path) -> None:
    document = read((pages / "report.docx").read_bytes())
    assert document.count(">Tyrimark</w:t>") == 1
    first = document.index('<w:pStyle w:val="Heading1"')
    assert "Hva sier fylket, kort fortalt?" in re.sub(r"<[^>]+>", "", document[first : first + 3000])


def test_figures_are_paragraphs_and_not_tables(pages: Path) -> None:
    document = read((pages / "report.docx").read_bytes())
    assert document.count("<w:drawing>") == 6
    assert not re.search(r"<w:tc>(?:(?!</w:tc>).)*<w:drawing>", document, re.DOTALL)


def test_pictures_have_alternative_text(pages: Path) -> None:
    assert 'descr="3 av 12 mulige medlemmer er hørt.' in read((pages / "report.docx").read_bytes())


def test_hostile_text_is_text_and_leads_nowhere(pages: Path) -> None:
    content = (pages / "hostile.docx").read_bytes()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in read(content) and "{{ 7*7 }}" in read(content)
    targets = re.findall(r'Target="([^"]+)" TargetMode="External"', read(content, "word/_rels/document.xml.rels"))
    assert set(targets) == {"https://innsyn.example/sak/1"}


def test_document_says_its_language(pages: Path) -> None:
    content = (pages / "report.docx").read_bytes()
    assert "nb-NO" in read(content, "word/styles.xml") + read(content, "word/settings.xml") + read(content)


def test_same_workbook_gives_the_same_bytes(county: nbformat.NotebookNode) -> None:
    assert build_docx(county) == build_docx(county)


def test_only_our_own_pictures_are_taken_and_links_lead_only_where_we_allow(tmp_path: Path) -> None:
    secret = tmp_path / "hemmelig.png"
    secret.write_bytes(PNG)
    targets = (str(secret), secret.as_uri(), "../figure-1.png", "data:image/png;base64,iVBORw0KGgo=", "figure-2.png")
    links = ("javascript:alert(1)", " JAVASCRIPT:alert(1)", "file:///etc/passwd", "report.html", "//example.org", "")
    html = (
        "".join(f'<p><img src="{target}" alt="bilde {number}"></p>' for number, target in enumerate(targets))
        + "".join(f'<p><a href="{target}">lenke <b>{number}</b></a></p>' for number, target in enumerate(links))
        + f'<iframe src="{secret.as_uri()}"></iframe><h2 id="her">Her</h2><p><a href="#her">hit</a> '
        + '<a href="HTTPS://example.org/a">ut</a></p><p><img src="figure-1.png" alt="vårt"></p>'
    )
    content = write_docx(html, {"figure-1.png": PNG}, title="Vår «tittel»", language="nn", date="2017-12-01")
    relations = read(content, "word/_rels/document.xml.rels")
    shown = re.sub(r"<[^>]+>", "", read(content))
    media = [name for name in zipfile.ZipFile(io.BytesIO(content)).namelist() if "/media/" in name]
    assert len(media) == 1
    assert re.findall(r'Target="([^"]+)" TargetMode="External"', relations) == ["HTTPS://example.org/a"]
    assert all(f"bilde {number}" in shown for number in range(len(targets)))
    assert all(f"lenke {number}" in shown for number in range(len(links)))
    assert 'descr="vårt"' in read(content) and 'w:anchor="her"' in read(content)
    assert "Vår «tittel»" in shown


def test_very_long_lists_are_cut_told_of_and_leave_no_link_that_leads_nowhere(
    county: nbformat.NotebookNode, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = read(build_docx(county))
    monkeypatch.setattr(long_lists, "MOST_STATEMENTS", 2)
    monkeypatch.setattr(long_lists, "MOST_QUOTES", 1)
    cut = read(build_docx(county))
    assert len(cut) < len(whole)
    told = re.findall(
        r"Word-utgaven har de første 2 av (\d+) utsagn\.", " ".join(re.findall(r"<w:t[^>]*>([^<]*)<", cut))
    )
    assert len(told) == 1 and int(told[0]) > 2
    assert "Nettsiden report.html har resten av utsagnene: 1 til." in re.sub(r"<[^>]+>", "", cut)
    assert "Word-utgaven" not in whole
    # A source of which no statement is left is left out with them.
    assert whole.count("Original: ") > cut.count("Original: ") == 1
    assert _lead_nowhere(cut) <= _lead_nowhere(whole)


def test_links_to_definitions_lead_to_them(pages: Path) -> None:
    document = read((pages / "report.docx").read_bytes())
    assert 'w:anchor="ord-medlem"' in document
    assert not [anchor for anchor in _lead_nowhere(document) if anchor.startswith("ord-")]


def _lead_nowhere(document: str) -> set[str]:
    marks = re.findall(r'<w:bookmarkStart [^>]*w:name="([^"]+)"', document)
    return set(re.findall(r'w:anchor="([^"]+)"', document)) - set(marks)
