from __future__ import annotations

import xml.etree.ElementTree as ET

from medlemsdialog.report import charts
from medlemsdialog.report.drawing import draw_png, draw_svg
from medlemsdialog.report.slimming import slim_drawing

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
