from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from medlemsdialog import paths
from medlemsdialog.drawing import draw_png, draw_svg
from medlemsdialog.report import charts
from medlemsdialog.report.exporters import SCRIPTS
from medlemsdialog.report.slimming import slim_drawing, slim_script, slim_style

BAR = '<path d="M{0},4h40v20h-40Z" fill="{1}" stroke="{2}" stroke-width="{3}"/>'
TEXT = '<text text-anchor="{0}" transform="translate({1},60)" fill="{2}">{3}</text>'
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="120"><g fill="none">'
    + "".join(
        BAR.format(10 + 45 * place, fill, "#000", "0.8") for place, fill in enumerate(("#a2c4ee", "#fff", "#d4d4d4"))
    )
    + BAR.format(150, "#a2c4ee", "#c00", "3")
    + '<path d="M200,4h40v20h-40Z" fill="#888"/>'
    + "".join(TEXT.format("middle", 30 + 40 * place, "#123", place) for place in range(3))
    + TEXT.format("end", 150, "#123", '<tspan x="0" y="0">to</tspan><tspan x="0" y="15">linjer</tspan>')
    + TEXT.format("end", 200, "#123", '<tspan x="0" y="0">tre</tspan><tspan x="0" y="15">linjer</tspan>')
    + TEXT.format("start", 230, "#900", "siste")
    + "</g></svg>"
)


def test_what_neighbours_share_is_said_once_and_not_a_pixel_changes() -> None:
    slim = slim_drawing(DRAWING)
    assert draw_png(slim, 2) == draw_png(DRAWING, 2)
    assert (
        slim.count('stroke="#000"') == 1 and slim.count('text-anchor="middle"') == 1 and slim.count('fill="#123"') == 2
    )


def test_drawing_is_well_formed_with_all_its_words_in_order() -> None:
    rows = [(f"«Kor» & <teater> nummer {number}, med et navn over to linjer", (number % 3, 4)) for number in range(9)]
    series = (charts.Series("mot", charts.STRIPED, left=True), charts.Series("for", charts.SOLID))
    whole = draw_svg(charts.bar_specification(rows, series, axis_title="antall"), charts.FORMAT_LOCALE)
    slim = slim_drawing(whole)
    assert "".join(ET.fromstring(slim).itertext()) == "".join(ET.fromstring(whole).itertext())
    assert slim_drawing(slim) == slim
    assert len(slim) < len(whole) / 3


@pytest.mark.browser
def test_styles_and_scripts_say_the_same_to_the_browser(chromium_path: str) -> None:
    from playwright.sync_api import sync_playwright

    rules = (
        "(style) => { const sheet = new CSSStyleSheet(); sheet.replaceSync(style);"
        " return [...sheet.cssRules].map((one) => one.cssText.replace(/, /g, ',')); }"
    )
    templates = paths.shipped("templates")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=["--headless", "--no-sandbox"])
        page = browser.new_page()
        for name in ("report/static/report.css", "slides/slides.css"):
            style = (templates / name).read_text(encoding="utf-8")
            assert page.evaluate(rules, slim_style(style)) == page.evaluate(rules, style) != []
            assert len(slim_style(style)) < 0.9 * len(style)
        for name in SCRIPTS:
            script = (templates / "report" / "static" / name).read_text(encoding="utf-8")
            page.evaluate("(script) => void new Function(script)", slim_script(script))
            # A string over several lines would lose its breaks.
            assert all(line.count("`") % 2 == 0 for line in script.splitlines())
        browser.close()
