"""The pages in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser

ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}}


@pytest.fixture(scope="module")
def browser(chromium_path: str) -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium_path, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.mark.parametrize("name", ["report.html", "work-report.html", "index.html", "national-work.html"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Any, pages: Path, name: str, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    # The tester's own script is let through; the page's policy is tested apart.
    context = browser.new_context(color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    page.goto((pages / name).as_uri())
    results = Axe().run(page, options=RULES)
    context.close()
    assert results.violations_count == 0, results.generate_report()


def test_reader_follows_theme_to_county_to_statement_and_back(browser: Any, pages: Path) -> None:
    requests: list[str] = []
    page = browser.new_page()
    page.on("request", lambda request: requests.append(request.url))
    page.goto((pages / "index.html").as_uri())
    page.click('#tema-bibliotek a[href="#c61-tema-bibliotek"]')
    page.click("#c61-tema-bibliotek summary")
    page.click('#c61-tema-bibliotek a[href^="#u-61a"]')
    assert "viktigste møteplass" in page.inner_text(":target")
    page.click(":target a[href='#c61-tema-bibliotek']")
    page.click("#c61-tema-bibliotek p.back a")
    assert page.inner_text(":target h3") == "Bibliotek og litteratur"
    assert len(requests) == 1
    page.close()


@pytest.mark.parametrize("name", ["report.html", "work-report.html", "index.html"])
def test_page_fits_a_phone(browser: Any, pages: Path, name: str) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 640})
    page.goto((pages / name).as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.close()


def test_nothing_in_submitted_text_runs(browser: Any, pages: Path) -> None:
    page = browser.new_page()
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.goto((pages / "hostile.html").as_uri())
    assert dialogs == []
    page.close()
