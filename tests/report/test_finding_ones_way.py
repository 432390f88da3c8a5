"""Searching the page, going to a hit and back, saving a figure: in a real browser, with the keyboard, offline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from medlemsdialog.paths import AreaFolder
from medlemsdialog.report import publish

_ADDRESS = re.compile(r' id="((?:[a-z0-9-]*?)(?:krav|tema|funn|sporsmal|departement|u)-[^"]*|c\d\d)"')


@pytest.fixture(scope="module")
def browser(chromium_path: str) -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium_path, args=["--headless", "--no-sandbox"])
        yield opened
        opened.close()


@pytest.mark.browser
def test_reader_finds_a_statement_goes_there_and_comes_back_with_the_keyboard_alone(browser: Any, pages: Path) -> None:
    page = browser.new_page()
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto((pages / "index.html").as_uri())
    page.keyboard.press("/")
    page.keyboard.type("MØTEPLASS")
    told = page.locator('.finder [role="status"]')
    page.locator(".hits > li").first.wait_for()
    number = page.locator(".hits > li").count()
    assert number >= 1 and re.match(rf"{number} (treff|utsagn)", told.inner_text())
    assert page.locator(".hits mark").first.inner_text().lower() == "møteplass"
    assert page.evaluate("[...CSS.highlights.get('sok')].length") >= number
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("#u-"))
    assert "møteplass" in page.inner_text(":target")
    assert page.evaluate("document.activeElement === document.querySelector(':target')")
    page.locator('#lesehjelp [data-role="back"]').press("Enter")
    page.locator(".hits a:focus").wait_for()
    page.keyboard.press("Escape")
    assert page.locator(".hits > li").count() == 0 and told.inner_text() == ""
    assert page.evaluate("document.activeElement.id") == "finn-ord"
    assert {url.split("#")[0] for url in requests} == {(pages / "index.html").as_uri()}
    page.close()


@pytest.mark.browser
def test_choices_narrow_the_hits_and_their_numbers_hold(browser: Any, pages: Path) -> None:
    page = browser.new_page()
    page.goto((pages / "report.html").as_uri())
    page.click(".finder summary")
    page.select_option("#finn-position", "mot")
    chosen = page.locator("#finn-position option:checked").inner_text()
    shown = page.locator(".hits > li").count()
    assert shown >= 1 and chosen == f"mot ({shown})"
    codes = "[...document.querySelectorAll('.hits a')].map((one) => document.querySelector(one.hash).querySelector('.codes').textContent)"
    assert all("mot: «" in said for said in page.evaluate(codes))
    everything = page.locator("main .statements > li").count()
    assert everything == page.locator("main .statements > li:visible").count()
    page.close()


@pytest.mark.browser
def test_claims_and_themes_are_one_choice_each_for_all_counties(browser: Any, pages: Path) -> None:
    page = browser.new_page()
    page.goto((pages / "index.html").as_uri())
    page.click(".finder summary")
    for facet, section in (("theme", "tema"), ("claim", "krav")):
        options = page.locator(f"#finn-{facet} option").evaluate_all(
            "(all) => all.slice(1).map((one) => one.dataset.name)"
        )
        codes = page.locator(f"main section.item[id*='{section}-']").evaluate_all(
            f"(all) => [...new Set(all.map((one) => one.id.replace(/^.*?(?={section}-)/, '')))]"
        )
        assert len(options) == len(set(options)) == len(codes) > 1
        assert not any(option.endswith(("Tyrimark", "»")) for option in options)
    page.close()


@pytest.mark.browser
def test_hit_in_another_language_than_the_page_says_so(browser: Any, pages: Path) -> None:
    page = browser.new_page()
    page.goto((pages / "report.html").as_uri())
    quoted = "main .statements blockquote[lang]"
    lang = page.locator(quoted).first.get_attribute("lang")
    page.fill("#finn-ord", page.locator(quoted).first.inner_text()[:40])
    page.locator(".hits > li").first.wait_for()
    assert page.locator(f'.hits span[lang="{lang}"]').count() == page.locator(".hits > li").count() == 1
    page.close()


@pytest.mark.browser
def test_numbers_of_who_said_it_are_printed_under_the_words_for_them(browser: Any, pages: Path) -> None:
    page = browser.new_page()
    page.goto((pages / "index.html").as_uri())
    page.emulate_media(media="print")
    asked = page.locator("details.who")
    assert asked.count() > 3
    assert asked.first.locator("summary").is_visible() and asked.first.locator("li").first.is_visible()
    page.close()


@pytest.mark.browser
def test_figure_is_saved_as_numbers_and_as_picture_of_the_page_itself(browser: Any, pages: Path) -> None:
    page = browser.new_page()
    page.goto((pages / "report.html").as_uri())
    figure = page.locator("#c61-fig-krav")
    saved = {}
    for place, ending in ((0, "csv"), (1, "svg")):
        with page.expect_download() as waiting:
            figure.locator(".saving button").nth(place).click()
        assert waiting.value.suggested_filename == f"eksempel-oppdiktet-c61-fig-krav.{ending}"
        saved[ending] = waiting.value.path().read_text(encoding="utf-8")
    assert saved["csv"].startswith("\ufeffKrav,mot,delt,for,nøytral\n")
    assert len(saved["csv"].splitlines()) == 1 + figure.locator("tbody tr").count()
    assert (
        saved["svg"].startswith("<?xml")
        and "<title" in saved["svg"]
        and 'xmlns="http://www.w3.org/2000/svg"' in saved["svg"]
    )
    page.close()


@pytest.mark.browser
def test_address_that_is_gone_is_said_and_leads_to_what_is_nearest(browser: Any, pages: Path) -> None:
    page = browser.new_page()
    page.goto((pages / "index.html").as_uri() + "#c61-tema-bibliotek-borte")
    note = page.locator('#lesehjelp [data-role="lost"]')
    assert "#c61-tema-bibliotek-borte" in note.inner_text()
    assert note.locator("a:visible").first.get_attribute("href") == "#c61"
    names = page.evaluate("[...document.querySelectorAll('.here')].map((one) => one.getAttribute('aria-label'))")
    assert names and all("«" in name for name in names)
    page.close()


@pytest.mark.browser
def test_without_scripts_there_is_no_search_and_all_content(browser: Any, pages: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((pages / "report.html").as_uri())
    assert page.locator(".finder, .here, .saving").count() == 0
    assert not page.locator("#lesehjelp").is_visible()
    assert page.locator("main .statements > li").count() > 0
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_hits_and_choices_are_accessible(browser: Any, pages: Path, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(color_scheme=scheme, bypass_csp=True, viewport={"width": 320, "height": 800})
    page = context.new_page()
    page.goto((pages / "report.html").as_uri() + "#borte")
    page.fill("#finn-ord", "bibliotek")
    page.click(".finder summary")
    page.wait_for_function("document.querySelectorAll('.hits > li').length && document.querySelector('.here')")
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    results = Axe().run(page, options={"runOnly": {"type": "tag", "values": tags}})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    context.close()
    assert results.violations_count == 0, results.generate_report()


def test_addresses_are_the_same_in_the_next_release(pages: Path, tmp_path: Path) -> None:
    """The same material made anew and in another language: every address still leads there."""
    import nbformat

    from report.conftest import county_workbook

    before = (pages / "report.html").read_text(encoding="utf-8")
    nbformat.write(county_workbook("61"), tmp_path / "next.ipynb")
    publish.write_county_report(tmp_path / "next.ipynb", AreaFolder(tmp_path), "nn")
    after = (tmp_path / "report.html").read_text(encoding="utf-8")
    old = set(_ADDRESS.findall(before))
    assert len(old) > 20 and old <= set(_ADDRESS.findall(after))
    whole = set(_ADDRESS.findall((pages / "index.html").read_text(encoding="utf-8")))
    assert {one for one in old if one.startswith(("c61-krav-", "c61-tema-", "u-"))} <= whole
