"""A page made in pieces is the page made whole, and making it takes little more memory than it does itself."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import nbformat
import pytest

from medlemsdialog.paths import AreaFolder
from medlemsdialog.report import fragment, long_texts, publish
from medlemsdialog.report.fragment import Fragment
from report import example

SENTENCE = "Kommunen ber om øvingslokaler – og om at staten betaler sin del."


@pytest.fixture
def in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_texts, "LONG", 300)


@pytest.mark.usefixtures("in_pieces")
@pytest.mark.parametrize(
    ("workbook", "written"),
    [("county", "report.html"), ("hostile", "hostile.html"), ("county", "report.docx"), ("hostile", "hostile.docx")],
)
def test_report_in_pieces_is_the_whole_one(pages: Path, tmp_path: Path, workbook: str, written: str) -> None:
    write = publish.write_report_docx if written.endswith(".docx") else publish.write_county_report
    file = write(pages / f"{workbook}.ipynb", AreaFolder(tmp_path), "nb", file=tmp_path / written)
    assert file.read_bytes() == (pages / written).read_bytes()


@pytest.mark.usefixtures("in_pieces")
@pytest.mark.parametrize(("workbook", "written"), [("county", "work-report.html"), ("nation", "national-work.html")])
def test_work_report_in_pieces_is_the_whole_one(pages: Path, tmp_path: Path, workbook: str, written: str) -> None:
    file = publish.write_work_report(pages / f"{workbook}.ipynb", AreaFolder(tmp_path), "nb")
    assert file.read_bytes() == (pages / written).read_bytes()


@pytest.mark.usefixtures("in_pieces")
def test_national_document_with_annexes_in_pieces_is_the_whole_one(pages: Path, tmp_path: Path) -> None:
    apart = long_texts.LongTexts()
    annexes = [
        (code, example.workspace().county(code).name, publish.render_annex(file, county_code=code, long_texts=apart))
        for code in example.workspace().county_codes
        if (file := pages / f"{code}.ipynb").is_file()
    ]
    assert "<!--long-text" in "".join(html for _, _, html in annexes)
    area = AreaFolder(tmp_path)
    file = publish.write_national_report(pages / "nation.ipynb", annexes, area, "nb", long_texts=apart)
    assert file.read_bytes() == (pages / "index.html").read_bytes()


def test_text_is_cut_between_items_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_texts, "LONG", 50)
    texts = long_texts.LongTexts()
    html = f"før {texts.keep(_list_items(20), str.upper)} etter"
    assert "".join(texts.whole(html)) == f"før {_list_items(20)} etter"
    pieces = list(texts.pieces(html))
    assert "".join(pieces) == f"før {_list_items(20).upper()} etter" and len(pieces) > 10
    assert all(piece.startswith("<LI>") and piece.endswith("</LI>\n") for piece in pieces[2:-2])


def test_page_of_many_statements_takes_little_more_memory_than_its_workbook(tmp_path: Path) -> None:
    listed = Fragment(fragment.Markup(f"<ol>\n{_list_items(60_000)}</ol>\n"), "nb")
    heading = example.county_summary(), example.labels()
    workbook = example.executed(("", _head(*heading), ()), ("## Hva er sagt?", listed, ()))
    nbformat.write(workbook, tmp_path / "workbook.ipynb")
    # As Python holds it: the dash takes two bytes, and so do all signs of the text.
    size = 2 * len(listed.html)
    assert size > 10_000_000
    del workbook, listed
    tracemalloc.start()
    try:
        publish.write_county_report(tmp_path / "workbook.ipynb", AreaFolder(tmp_path), "nb")
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 3 * size
    assert (tmp_path / "report.html").read_text(encoding="utf-8").count(SENTENCE) == 60_000


def test_first_words_of_a_fragment_are_found_without_its_end() -> None:
    for html in ("<p>Kort &amp; godt</p>", f"<ol>\n{_list_items(2_000)}</ol>", "<p></p>" * 9_000 + "<b>til slutt</b>"):
        shown = Fragment(fragment.Markup(html), "nb")
        words = " ".join(shown.html.striptags().split())[:200]
        assert shown._repr_mimebundle_()[0]["text/plain"] == words


def _list_items(number: int) -> str:
    return "".join(f'<li><a href="#u-{at}">{SENTENCE}</a></li>\n' for at in range(number))


def _head(summary, labels):
    from medlemsdialog import report

    return report.heading(summary, labels)
