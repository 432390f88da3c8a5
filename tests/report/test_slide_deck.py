"""The slides: few words from what may be shared, one offline file that turns in a browser, and the same for PowerPoint."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from bs4 import BeautifulSoup

from medlemsdialog import paths, report
from medlemsdialog.models.vocabulary import FindingState, Position
from medlemsdialog.report import national
from medlemsdialog.report.exporters import CountyExporter
from medlemsdialog.report.slide_deck import NoSlidesError, SlidesExporter, build_deck
from medlemsdialog.report.slide_presentation import build_presentation
from report import example, findings
from report.test_browser import ARGUMENTS, RULES

# Of reveal.js 5.2.1 as npm publishes it; `templates/slides/reveal/SOURCE.md` tells how to renew it.
PUBLISHED = {
    "reveal.js": "46538b52db48724192f59bf46f5e851a18e302777c46f4a34c32709d010d6a29",
    "reveal.css": "68f915a11ebf7203c0446576b7e952ff61c5dd02134a8a226ffaf62ed42136d2",
    "LICENSE": "34014800f4126ac2525e224166f099f26628612e95c41f76d70841b63138c989",
}
MOST_WORDS = 90


def county(language: str = "nb", **more: Any) -> nbformat.NotebookNode:
    summary, labels = example.county_summary("61", **more), example.labels(language)
    return example.executed(
        ("", report.heading(summary, labels), ()),
        ("## Hvilke krav stilles, og hvem er uenige?", report.claims(summary, labels), ()),
        ("## Hva vises på lysbilder?", report.slides(summary, labels), ()),
    )


def nation(language: str = "nb", *, hostile: bool = False) -> nbformat.NotebookNode:
    approved = findings.finding()
    draft = findings.finding("f-utkast", heading={"nb": "Et utkast ingen har godkjent"}, state=FindingState.DRAFT)
    stale = findings.finding("f-gammelt", heading={"nb": "Et funn med endret grunnlag"}, state=FindingState.STALE)
    overview = findings.overview(approved, draft, stale, hostile=hostile)
    return example.executed(("## Hva vises på lysbilder?", national.slides(overview, example.labels(language)), ()))


def read(workbook: nbformat.NotebookNode) -> BeautifulSoup:
    return BeautifulSoup(build_deck(workbook), "html.parser")


def slides_of(workbook: nbformat.NotebookNode) -> list[Any]:
    return read(workbook).select(".slides > section")


@pytest.mark.parametrize("workbook", [county, nation])
def test_a_deck_has_one_h1_a_heading_on_every_slide_and_few_words(workbook) -> None:
    deck = read(workbook())
    assert len(deck.find_all("h1")) == 1 and deck.html["lang"] == "nb" and deck.title.get_text().startswith("Lysbilder")
    sections = deck.select(".slides > section")
    assert all(len(section.find_all(["h1", "h2"])) == 1 for section in sections)
    ids = [element["id"] for element in deck.select("[id]")]
    assert len(set(ids)) == len(ids)
    for section in sections:
        for svg in section.find_all("svg"):
            svg.extract()
        assert len(section.select_one(".content").get_text().split()) <= MOST_WORDS


@pytest.mark.parametrize("workbook", [county, nation])
def test_every_slide_of_an_example_says_so(workbook) -> None:
    assert all("Eksempel – oppdiktet" in section.get_text() for section in slides_of(workbook()))
    assert all("Eksempel – oppdikta" in section.get_text() for section in slides_of(workbook("nn")))


def test_the_deck_tells_who_gave_input_and_who_did_not() -> None:
    told = [section.get_text(" ") for section in slides_of(county())]
    assert any("har ikke gitt innspill" in text for text in told)


def test_dissent_stands_first_among_claims() -> None:
    table = read(county()).select_one('section[id^="c61-lysbilde-krav"] table')
    columns = [cell.get_text() for cell in table.select("thead th")][1:]
    assert columns[0] == "mot"
    rows = [[int(cell.get_text()) for cell in row.find_all("td")] for row in table.select("tbody tr")]
    contrary = [row[0] + row[1] for row in rows]
    assert contrary == sorted(contrary, reverse=True) and contrary[0] > 0
    claims = {claim.claim_id: claim for claim in example.county_summary("61").claims}
    assert rows[0][0] == len(claims[example.GRANT].members.of(Position.AGAINST))


def test_only_approved_findings_are_shown_with_strength_basis_and_the_contrary_quote() -> None:
    deck = read(nation())
    shown = deck.select('section[id^="lysbilde-funn-"]')
    assert [section["id"] for section in shown] == ["lysbilde-funn-f-tilskudd"]
    told = shown[0].get_text(" ")
    assert "Styrke: delte meninger" in told and "Grunnlag: rimelig grunnlag" in told
    assert "«det svekkar det lokale sjølvstyret»" in told and shown[0].blockquote["lang"] == "nn"
    assert "Et utkast ingen har godkjent" not in deck.get_text()
    assert "Et funn med endret grunnlag" not in deck.get_text() and "1 funn er ikke med" in deck.get_text()


def test_what_others_wrote_is_escaped() -> None:
    html = build_deck(nation(hostile=True)) + build_deck(county(hostile=True))
    assert "<script>alert" not in html and "<img" not in html and "{{ 7*7 }}" in html


def test_slides_are_no_part_of_the_pages() -> None:
    with_slides, _ = CountyExporter().from_notebook_node(county())
    assert "-lysbilde-" not in with_slides and "Hva vises" not in with_slides


def test_a_workbook_without_slides_is_told_of() -> None:
    with pytest.raises(NoSlidesError, match="har ingen lysbilder"):
        build_deck(example.executed(("", report.heading(example.county_summary(), example.labels()), ())))


def test_nbconvert_finds_the_exporter_by_its_name() -> None:
    from nbconvert.exporters import get_exporter

    assert get_exporter("medlemsdialog-slides") is SlidesExporter


def test_reveal_is_the_one_that_was_published() -> None:
    folder = paths.shipped("templates") / "slides" / "reveal"
    assert {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in PUBLISHED} == PUBLISHED
    assert "Permission is hereby granted" in build_deck(county())


@pytest.mark.parametrize("build", [lambda workbook: build_deck(workbook).encode(), build_presentation])
def test_the_same_workbook_gives_the_same_bytes(build) -> None:
    assert build(county()) == build(county())


def open_presentation(workbook: nbformat.NotebookNode) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(build_presentation(workbook)))


def read_presented(archive: zipfile.ZipFile, folder: str = "slides/slide") -> list[str]:
    names = [name for name in archive.namelist() if re.fullmatch(rf"ppt/{folder}\d+\.xml", name)]
    return [archive.read(name).decode() for name in sorted(names, key=lambda name: int(re.findall(r"\d+", name)[-1]))]


@pytest.mark.parametrize("workbook", [county, nation])
def test_the_presentation_has_the_slides_of_the_deck(workbook) -> None:
    headings = [section.find(["h1", "h2"]).get_text() for section in slides_of(workbook())]
    presented = read_presented(open_presentation(workbook()))
    assert len(presented) == len(headings)
    for heading, xml in zip(headings, presented, strict=True):
        texts = "".join(re.findall(r"<a:t>([^<]*)</a:t>", xml))
        assert heading in texts and "Eksempel – oppdiktet" in texts
        assert 'type="title"' in xml or 'type="ctrTitle"' in xml
        numbers = re.findall(r'<p:cNvPr[^>]*? id="(\d+)"', xml)
        assert len(set(numbers)) == len(numbers)
        assert all('lang="nb-NO"' in run for run in re.findall(r"<a:rPr[^>]*>", xml))


def test_pictures_have_alternative_text_tables_a_header_and_speakers_their_notes() -> None:
    archive = open_presentation(county())
    presented = "".join(read_presented(archive))
    described = re.findall(r'<p:pic>.*?descr="([^"]*)"', presented)
    assert described and all("medlem" in text for text in described)
    assert 'firstRow="1"' in presented
    assert any("Tallene er medlemmer" in xml for xml in read_presented(archive, "notesSlides/notesSlide"))


def test_a_presentation_reads_no_picture_and_no_link_of_others() -> None:
    archive = open_presentation(nation(hostile=True))
    assert not [name for name in archive.namelist() if "media" in name and not name.endswith(".png")]
    rels = "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".rels"))
    assert "ond.example" not in rels and "javascript" not in rels


@pytest.fixture(scope="module")
def browser(chromium_path: str) -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium_path, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def decks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lysbilder")
    for name, workbook in {
        "county.html": county(),
        "nation.html": nation(),
        "county.nn.html": county("nn"),
        "nation.nn.html": nation("nn"),
    }.items():
        (folder / name).write_text(build_deck(workbook), encoding="utf-8")
    return folder


@pytest.mark.browser
def test_the_deck_opens_offline_and_the_keys_turn_it(browser: Any, decks: Path) -> None:
    requests: list[str] = []
    faults: list[str] = []
    page = browser.new_page(viewport={"width": 1280, "height": 720})
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto((decks / "nation.html").as_uri())
    page.wait_for_selector("html.as-deck section.present h1")
    seen = []
    for _ in range(page.locator(".slides > section").count()):
        seen.append(page.inner_text("section.present h1, section.present h2"))
        overflow = page.evaluate(
            "(() => { const s = document.querySelector('section.present'); return s.scrollHeight - s.clientHeight })()"
        )
        assert overflow <= 0, seen[-1]
        page.keyboard.press("ArrowRight")
    assert len(set(seen)) == len(seen) >= 6
    page.keyboard.press("ArrowLeft")
    assert page.inner_text("section.present h2") == seen[-2]
    # The address follows after a moment: a slide can be pointed out to others.
    page.wait_for_url(f"**#/{page.get_attribute('section.present', 'id')}")
    assert len(requests) == 1 and faults == []
    page.close()


@pytest.mark.browser
def test_the_reader_can_have_the_plain_page_and_the_deck_again(browser: Any, decks: Path) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 720})
    page.goto((decks / "county.html").as_uri())
    page.wait_for_selector("html.as-deck")
    page.get_by_role("button", name="Vis som vanlig side").press("Enter")
    assert page.locator(".slides > section:visible").count() == page.locator(".slides > section").count()
    assert page.evaluate("document.documentElement.scrollHeight > 1500")
    page.get_by_role("button", name="Vis som lysbilder").press("Enter")
    page.wait_for_selector("html.as-deck section.present")
    page.close()


@pytest.mark.browser
def test_without_scripts_and_on_a_phone_all_of_it_stands_on_the_page(browser: Any, decks: Path) -> None:
    for context in (
        browser.new_context(java_script_enabled=False),
        browser.new_context(viewport={"width": 320, "height": 640}),
    ):
        page = context.new_page()
        page.goto((decks / "nation.html").as_uri())
        sections = page.locator(".slides > section")
        assert page.locator(".slides > section:visible").count() == sections.count()
        assert page.locator(".notes:visible").count()
        context.close()


@pytest.mark.browser
def test_a_phone_is_not_scrolled_sideways(browser: Any, decks: Path) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 640})
    page.goto((decks / "nation.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.close()


@pytest.mark.browser
def test_on_paper_a_slide_is_a_page(browser: Any, decks: Path, tmp_path: Path) -> None:
    import pypdfium2

    page = browser.new_page(viewport={"width": 1280, "height": 720})
    page.goto((decks / "nation.html").as_uri())
    page.wait_for_selector("html.as-deck section.present")
    number = page.locator(".slides > section").count()
    page.pdf(path=tmp_path / "lysbilder.pdf", prefer_css_page_size=True)
    page.close()
    with pypdfium2.PdfDocument(tmp_path / "lysbilder.pdf") as printed:
        assert len(printed) == number
        assert "Hva bygger tallene på?" in printed[number - 1].get_textpage().get_text_bounded()


@pytest.mark.browser
@pytest.mark.parametrize("name", ["county.html", "nation.html", "county.nn.html", "nation.nn.html"])
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", 320)])
def test_axe_finds_nothing(browser: Any, decks: Path, name: str, scheme: str, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(color_scheme=scheme, bypass_csp=True, viewport={"width": width, "height": 720})
    page = context.new_page()
    page.goto((decks / name).as_uri())
    page.wait_for_timeout(300)
    if width > 700:
        # As slides: the opening and a table. As a plain page: all of them at once.
        for _ in range(2):
            assert_clean(Axe().run(page, options=RULES))
            page.keyboard.press("ArrowRight")
        page.click("#form")
    assert_clean(Axe().run(page, options=RULES))
    context.close()


def assert_clean(results: Any) -> None:
    assert results.violations_count == 0, results.generate_report()
