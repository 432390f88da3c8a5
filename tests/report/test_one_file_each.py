"""A report is one file: small, closed to the net and to foreign scripts, whole without JavaScript, and no slide runs over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from medlemsdialog.paths import NATIONAL
from report.test_browser import ARGUMENTS
from support.real_pages import RealPages

MOST_COUNTY_BYTES, MOST_NATIONAL_BYTES = 300_000, 4_000_000
NAMES = [one.name for one in fields(RealPages) if one.name != "build"]
SHARED = ["county", "silent", "national", "member", "county_slides", "national_slides"]
# What stands outside its slide, or runs down into the line at its foot.
OUTSIDE = """() => {
  const slide = document.querySelector("section.present");
  const edge = slide.getBoundingClientRect();
  const foot = slide.querySelector(".foot").getBoundingClientRect().top;
  const out = [];
  for (const one of slide.querySelectorAll(".content, .content *, .foot")) {
    const box = one.getBoundingClientRect();
    if (!box.width || !box.height) continue;
    const lowest = one.closest(".content") ? foot : edge.bottom;
    if (box.right > edge.right + 1 || box.left < edge.left - 1 || box.bottom > lowest + 1) out.push(one.localName);
  }
  return out;
}"""


@pytest.fixture(scope="module")
def browser(chromium_path: str) -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium_path, args=ARGUMENTS)
        yield opened
        opened.close()


def test_pages_are_small_enough_for_an_attachment(real_pages: RealPages) -> None:
    counties = {file.parent.name: file.stat().st_size for file in real_pages.county.parents[1].glob("*/report.html")}
    assert len(counties) == 19
    assert {code: size for code, size in counties.items() if size > MOST_COUNTY_BYTES} == {}
    assert real_pages.build.area(NATIONAL).index.stat().st_size <= MOST_NATIONAL_BYTES
    assert real_pages.national_nynorsk.stat().st_size <= MOST_NATIONAL_BYTES


@pytest.mark.parametrize("name", NAMES)
def test_policy_of_a_page_lets_in_its_own_scripts_and_nothing_else(real_pages: RealPages, name: str) -> None:
    html = getattr(real_pages, name).read_text(encoding="utf-8")
    head = BeautifulSoup(html[: html.index("</head>")], "html.parser")
    policy = head.find("meta", attrs={"http-equiv": "Content-Security-Policy"})["content"]
    told = {part.split()[0]: part.split()[1:] for part in policy.split(";") if part.strip()}
    assert told["default-src"] == told["base-uri"] == told["form-action"] == ["'none'"]
    assert set(told["style-src"]) == {"'unsafe-inline'"} and set(told["img-src"]) <= {"data:"}
    scripts = told.get("script-src", ["'none'"])
    assert scripts == ["'none'"] or all(re.fullmatch(r"'sha256-[A-Za-z0-9+/=]{44}'", one) for one in scripts)
    assert set(told) <= {"default-src", "style-src", "img-src", "script-src", "base-uri", "form-action"}
    assert len(re.findall(r"<script\b", html)) == len([one for one in scripts if one != "'none'"])


@pytest.mark.browser
@pytest.mark.parametrize("name", SHARED)
def test_page_opens_from_an_attachment_and_asks_nobody_for_anything(
    browser: Any, real_pages: RealPages, name: str
) -> None:
    file: Path = getattr(real_pages, name)
    requests: list[str] = []
    faults: list[str] = []
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    page = context.new_page()
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda line: faults.append(line.text) if line.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(file.as_uri())
    page.wait_for_timeout(300)
    assert (requests, faults) == ([file.as_uri()], [])
    context.close()
    plain = browser.new_context(java_script_enabled=False)
    page = plain.new_page()
    page.goto(file.as_uri())
    assert page.locator("h1").is_visible() and page.locator("main").inner_text().strip()
    plain.close()


@pytest.mark.browser
@pytest.mark.parametrize("name", ["county_slides", "national_slides"])
def test_nothing_on_a_slide_runs_over(browser: Any, real_pages: RealPages, name: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 720})
    page.goto(getattr(real_pages, name).as_uri())
    page.wait_for_selector("html.as-deck section.present h1")
    over = {}
    for _ in range(page.locator(".slides > section").count()):
        heading = page.inner_text("section.present h1, section.present h2")
        if outside := page.evaluate(OUTSIDE):
            over[heading] = outside
        page.keyboard.press("ArrowRight")
    page.close()
    assert over == {}
