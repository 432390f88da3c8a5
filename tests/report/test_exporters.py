"""The pages: whole, offline, safe, the same each time."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import nbclient
import nbformat
import pytest
from bs4 import BeautifulSoup

from medlemsdialog.report.exporters import CountyExporter, NationalExporter, WorkExporter, read_script
from report import example

PAGES = ("report.html", "work-report.html", "hostile.html", "index.html", "national-work.html")


def read(file: Path) -> BeautifulSoup:
    return BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")


@pytest.mark.parametrize("name", PAGES)
def test_page_has_one_h1_landmarks_and_language(pages: Path, name: str) -> None:
    soup = read(pages / name)
    assert len(soup.find_all("h1")) == 1
    assert all(len(soup.find_all(landmark)) == 1 for landmark in ("main", "nav"))
    assert soup.html["lang"] == "nb"
    assert soup.select_one("a.skip")["href"] == "#innhold"
    assert soup.title.get_text().strip()


@pytest.mark.parametrize("name", PAGES)
def test_headings_descend_one_level_at_a_time(pages: Path, name: str) -> None:
    levels = [int(heading.name[1]) for heading in read(pages / name).find_all(re.compile(r"^h[1-6]$"))]
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("name", PAGES)
def test_ids_are_unique_and_links_lead_somewhere(pages: Path, name: str) -> None:
    soup = read(pages / name)
    ids = [element["id"] for element in soup.select("[id]")]
    assert len(set(ids)) == len(ids)
    own = {link["href"][1:] for link in soup.select('a[href^="#"]')}
    assert own <= set(ids)


@pytest.mark.parametrize("name", PAGES)
def test_tables_have_captions_and_scopes(pages: Path, name: str) -> None:
    for table in read(pages / name).find_all("table"):
        assert table.find("caption").get_text().strip()
        assert all(cell.get("scope") for cell in table.find_all("th"))


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_fetched_and_no_script_runs_but_ours(pages: Path, name: str) -> None:
    html = (pages / name).read_text(encoding="utf-8")
    soup = BeautifulSoup(html, "html.parser")
    scripts = [script.string for script in soup.find_all("script")]
    assert scripts in ([], [str(read_script()["script"])])
    assert not soup.find_all(["link", "iframe", "object", "embed", "img"])
    assert not soup.select("[src], [srcset], [onclick], [onerror], [style*=url]")
    assert "@import" not in html and "url(http" not in html
    policy = soup.find("meta", attrs={"http-equiv": "Content-Security-Policy"})["content"]
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; img-src data:")
    addresses = set(re.findall(r"https?://[^\s\"'<]+", html)) - {"http://www.w3.org/2000/svg"}
    assert all(".example" in address for address in addresses)


def test_submitted_text_comes_out_as_text(pages: Path) -> None:
    soup = read(pages / "hostile.html")
    assert not soup.select('a[href^="javascript"], a[href^="data"]')
    shown = soup.get_text()
    assert "<script>alert(1)</script>" in shown and "{{ 7*7 }}" in shown and "49 " not in shown


def test_shareable_report_leaves_internal_cells_and_code_out(pages: Path) -> None:
    shared, work = read(pages / "report.html").get_text(), read(pages / "work-report.html").get_text()
    assert "Purrelisten er intern" not in shared and "Purrelisten er intern" in work
    assert "report.show()" not in shared + work


def test_national_theme_leads_to_county_to_statement_and_back(pages: Path) -> None:
    soup = read(pages / "index.html")
    link = soup.find(id="tema-bibliotek").select_one('a[href="#c61-tema-bibliotek"]')
    assert link is not None
    section = soup.find(id="c61-tema-bibliotek")
    assert section.select_one('a[href="#tema-bibliotek"]') is not None
    target = section.select_one('a[href^="#u-61a"]')["href"][1:]
    assert soup.find(id=target).find("blockquote").get_text(strip=True).endswith("viktigste møteplass.")


def test_county_page_alone_has_no_links_to_the_nation(pages: Path) -> None:
    assert "to-nation" not in (pages / "report.html").read_text(encoding="utf-8").split("</style>")[1]


def test_unmarked_html_output_is_not_trusted(county: nbformat.NotebookNode) -> None:
    foreign = example.executed(
        ("## Noe annet?", {"text/html": "<b onclick=alert(1)>x</b>", "text/plain": "<b>tekst</b>"}, ())
    )
    html, _ = CountyExporter().from_notebook_node(foreign)
    assert "onclick" not in html and "&lt;b&gt;tekst&lt;/b&gt;" in html


def test_internal_cell_under_a_shared_heading_stays_internal() -> None:
    notebook = example.executed(
        ("## Delt?", {"text/plain": "åpent"}, ()), ("", {"text/plain": "hemmelig"}, ("internal",))
    )
    html, _ = CountyExporter().from_notebook_node(notebook)
    assert "hemmelig" not in html


def test_question_that_nothing_answers_is_left_out() -> None:
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("## Ubesvart?")])
    html, _ = CountyExporter().from_notebook_node(notebook)
    assert "Ubesvart" not in html


@pytest.mark.parametrize("exporter", [CountyExporter, WorkExporter, NationalExporter])
def test_same_workbook_gives_the_same_page(exporter: type, county: nbformat.NotebookNode) -> None:
    assert exporter().from_notebook_node(county)[0] == exporter().from_notebook_node(county)[0]


def test_an_exporter_can_be_used_again(county: nbformat.NotebookNode) -> None:
    exporter = CountyExporter()
    first, _ = exporter.from_notebook_node(county)
    assert exporter.from_notebook_node(county)[0] == first


def test_headings_follow_the_language_asked_for(county: nbformat.NotebookNode) -> None:
    html, _ = CountyExporter().from_notebook_node(county, {"language": "en"})
    assert '<html lang="en">' in html and '<div lang="nb">' in html


def test_fragments_survive_a_real_kernel(root: Path) -> None:
    notebook = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_markdown_cell("## Hva sies?"),
            nbformat.v4.new_code_cell(
                "from markupsafe import Markup\nfrom medlemsdialog.report import Fragment\n"
                "Fragment(Markup('<p>{}</p>').format('<script>'), 'nb', title='Prøve', date='2018-02-01')"
            ),
            nbformat.v4.new_code_cell("print('støy')\nFragment(Markup('<p id=\"svar\">Svar</p>'), 'nb')"),
        ]
    )
    nbclient.NotebookClient(notebook, timeout=60, kernel_name="python3").execute(cwd=str(root))
    nbformat.validate(notebook)
    html, _ = CountyExporter().from_notebook_node(notebook)
    assert '<p id="svar">Svar</p>' in html and "&lt;script&gt;" in html and "støy" not in html
