from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import altair
import pytest

from medlemsdialog.report import charts
from medlemsdialog.report.charts import Series

ROWS = [("Krav <b>", (2, 0, 3)), ("Krav <b>", (0, 1, 1))]
SERIES = (
    Series("mot", charts.STRIPED, left=True),
    Series("delt", charts.DOTTED, left=True),
    Series("for", charts.SOLID),
)


def draw(figure_id: str = "c61-fig") -> str:
    return charts.draw_bars(figure_id, ROWS, SERIES, title="A & B", description="To setninger.", axis_title="antall")


def test_specification_is_valid_vega_lite() -> None:
    altair.Chart.from_dict(charts.bar_specification(ROWS, SERIES, axis_title="antall"), validate=True)


def test_svg_is_well_formed_and_keeps_its_view_box() -> None:
    root = ET.fromstring(draw())
    assert root.get("viewBox")
    assert root.get("role") == "img"


def test_every_id_and_reference_begins_with_the_figure() -> None:
    root = ET.fromstring(draw())
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert ids and len(set(ids)) == len(ids)
    assert all(name.startswith("c61-fig-") for name in ids)
    assert "url(#c61-fig-" in draw()


def test_same_data_gives_the_same_bytes() -> None:
    assert draw() == draw()


def test_rows_with_equal_labels_stay_apart() -> None:
    parts = charts.bar_specification(ROWS, SERIES, axis_title="antall")["data"]["values"]
    assert len({part["row"] for part in parts}) == len(ROWS)


def test_each_row_has_its_whole_label_in_lines() -> None:
    long = "Hvem er det som ikke tar del i kulturlivet hos dere, og hva hindrer dem?"
    rows = [(long, (1, 0, 0)), ("¤0 & <b>", (0, 0, 2))]
    svg = charts.draw_bars("f", rows, SERIES, title="t", description="d", axis_title="antall")
    texts = [" ".join(text.itertext()) for text in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]
    assert long in texts and "¤0 & <b>" in texts
    assert not any(text in {"¤0", "¤1"} for text in texts)


def test_dissent_lies_left_of_zero_and_support_right() -> None:
    parts = charts.bar_specification(ROWS, SERIES, axis_title="antall")["data"]["values"]
    assert all(part["to"] <= 0 for part in parts if part["series"] in {"mot", "delt"})
    assert all(part["from"] >= 0 for part in parts if part["series"] == "for")


@pytest.mark.parametrize("most", [1, 2, 3, 7, 35])
def test_the_axis_counts_whole_members_and_each_number_once(most: int) -> None:
    svg = charts.draw_bars("f", [("Kor", (most, 0, 0))], SERIES, title="t", description="d", axis_title="antall")
    told = re.findall(r">(\d+)</text>", svg.partition(">antall<")[0])
    assert told and len(told) == len(set(told))


def test_each_mark_but_solid_and_hollow_has_a_pattern_of_its_own() -> None:
    marks = {
        charts.STRIPED,
        charts.DOTTED,
        charts.LINED,
        charts.UPRIGHT,
        charts.CROSSED,
        charts.SPECKLED,
        charts.FALLING,
    }
    assert marks <= set(charts._PATTERNS)


def test_legend_has_no_more_columns_than_fit_over_the_bars() -> None:
    long = ["besvart", "mottatt, ikke ferdig behandlet", "ikke besvart", "ikke gitt innspill"]
    assert charts._legend_columns(long, 36 * 6.4) < len(long)
    assert charts._legend_columns(["mot", "delt", "for"], 36 * 6.4) == 3


def test_drawing_says_nothing_twice_and_nothing_that_holds_anyway() -> None:
    svg = charts.finish_svg(
        '<svg xmlns="http://www.w3.org/2000/svg"><g><g transform="translate(0,0)"><g fill="none">'
        '<text transform="translate(94.16666,16)" font-size="12px">5.12345</text><line x2="0" y2="5" stroke-width="1"/>'
        "</g></g></g></svg>",
        "f",
        "t",
        "d",
    )
    assert svg.endswith('<g fill="none"><text x="94.16" y="16">5.12345</text><line y2="5"/></g></svg>')
    assert svg.count('font-size="12px"') == 1


def test_numbers_of_an_english_figure_have_commas():
    rows = [("Kor", (12000, 0, 0))]
    norwegian, english = (
        charts.draw_bars("f", rows, SERIES, title="t", description="d", axis_title="x", language=language)
        for language in ("nb", "en")
    )
    assert "12\u00a0000" in norwegian and "12,000" not in norwegian
    assert "12,000" in english and "12\u00a0000" not in english
