"""Horizontal bar charts as SVG: drawn by Vega-Lite in vl-convert, told apart by pattern and number as well as colour.

The specifications are plain Vega-Lite: importing altair to write the same dictionaries costs every county's kernel two
to three seconds. The test suite validates them with altair's schema.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from medlemsdialog.catalogue import Language
from medlemsdialog.drawing import draw_svg
from medlemsdialog.report.slimming import FONT_SIZE, slim_drawing
from medlemsdialog.report.wording import NO_BREAK_SPACE

# How numbers are written; English readers expect 1,234.5.
FORMAT_LOCALE = {"decimal": ",", "thousands": NO_BREAK_SPACE, "grouping": [3], "currency": ["", " kr"]}
ENGLISH_LOCALE = {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["", " kr"]}
CHART_WIDTH = 640
LABEL_WIDTH_CHARACTERS = 36
# Below this part of the longest bar a number would run over its neighbours; the table has it.
NARROWEST_NUMBERED_PART = 0.04
_ROW_NUMBER = re.compile(r"(<text[^>]*>)¤(\d+)</text>")
_MOST_TICKS = 6
_CHARACTER_WIDTH, _LEGEND_SYMBOL, _LABEL_PADDING, _LINE_HEIGHT = 6.4, 32, 6, 15
INK = "#1b1b1b"
_PATTERNS = {
    "#ee9f5c": '<path d="M-1,1l2,-2M0,6l6,-6M5,7l2,-2" stroke="#8a4300" stroke-width="1.2" opacity=".55"/>',
    "#b48ef0": '<circle cx="3" cy="3" r="1.1" fill="#4f3380" opacity=".6"/>',
    "#eee67a": '<path d="M0,3h6" stroke="#6b5500" stroke-width="1" opacity=".55"/>',
    "#a8a8a8": '<path d="M3,0v6" stroke="#444" stroke-width="1" opacity=".5"/>',
    "#dd8d7c": '<path d="M0,0l6,6M6,0l-6,6" stroke="#7a1f1f" stroke-width=".9" opacity=".5"/>',
    "#d4d4d4": '<circle cx="3" cy="3" r=".7" fill="#555" opacity=".7"/>',
    "#b5eda0": '<path d="M-1,5l2,2M0,0l6,6M5,-1l2,2" stroke="#2f5a12" stroke-width="1" opacity=".45"/>',
}


@dataclass(frozen=True)
class Series:
    """One kind of part in the bars. `left` parts lie to the left of zero, the first of them outermost."""

    label: str
    colour: str
    left: bool = False


SOLID, STRIPED, DOTTED, LINED, UPRIGHT, CROSSED, HOLLOW, SPECKLED, FALLING = (
    "#a2c4ee",
    "#ee9f5c",
    "#b48ef0",
    "#eee67a",
    "#a8a8a8",
    "#dd8d7c",
    "#ffffff",
    "#d4d4d4",
    "#b5eda0",
)


def draw_bars(
    figure_id: str,
    rows: Sequence[tuple[str, Sequence[int]]],
    series: Sequence[Series],
    *,
    title: str,
    description: str,
    axis_title: str,
    language: Language = "nb",
) -> Markup:
    """Return one bar a row, made of one part a series, as an SVG whose ids begin with `figure_id`."""
    svg = draw_svg(
        bar_specification(rows, series, axis_title=axis_title), ENGLISH_LOCALE if language == "en" else FORMAT_LOCALE
    )
    return finish_svg(_with_row_labels(svg, [label for label, _ in rows]), figure_id, title, description)


def bar_specification(
    rows: Sequence[tuple[str, Sequence[int]]], series: Sequence[Series], *, axis_title: str
) -> dict[str, Any]:
    """Return the Vega-Lite specification; rows and parts keep their order. Rows are numbered, their labels come after.

    Vega lays every line of a label out several times to measure it, which took three quarters of a chart's time.
    """
    used = [part for index, part in enumerate(series) if any(values[index] for _, values in rows)]
    wrapped = [_wrapped(label) for label, _ in rows]
    lines = max(map(len, wrapped), default=1)
    room = max((len(line) for label in wrapped for line in label), default=0) * _CHARACTER_WIDTH + _LABEL_PADDING
    names = [_row_name(index) for index in range(len(rows))]
    parts = [part for name, (_, values) in zip(names, rows, strict=True) for part in _parts(name, values, series)]
    longest = max((abs(part["to"] - part["from"]) for part in _extents(parts)), default=1) or 1
    # Vega's own least step does not hold where there is room for more: halves would be written as whole members.
    ticks = min(_MOST_TICKS, longest)
    row = {"field": "row", "type": "nominal", "sort": names, "title": None}
    bars = {
        "mark": {"type": "bar", "stroke": "currentColor", "strokeWidth": 0.8},
        "encoding": {
            "y": row | {"axis": _row_axis(room)},
            "x": {
                "field": "from",
                "type": "quantitative",
                "title": axis_title,
                "axis": {"labelExpr": "format(abs(datum.value), ',d')", "tickCount": ticks},
            },
            "x2": {"field": "to"},
            "color": {
                "field": "series",
                "type": "nominal",
                "title": None,
                "sort": [part.label for part in used],
                "scale": {"domain": [part.label for part in used], "range": [part.colour for part in used]},
                "legend": {
                    "orient": "top",
                    "columns": _legend_columns([part.label for part in used], room),
                    "symbolType": "square",
                    "symbolStrokeColor": "currentColor",
                }
                if len(used) > 1
                else None,
            },
        },
    }
    numbers = {
        "transform": [{"filter": f"datum.count >= {longest * NARROWEST_NUMBERED_PART}"}],
        "mark": {"type": "text", "color": INK, "fontSize": 12},
        "encoding": {
            "y": row,
            "x": {"field": "middle", "type": "quantitative"},
            "text": {"field": "count", "type": "quantitative", "format": ",d"},
        },
    }
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "data": {"values": parts},
        "width": CHART_WIDTH,
        "height": {"step": max(26, _LINE_HEIGHT * lines + 11)},
        "autosize": {"type": "fit-x", "contains": "padding"},
        "layer": [bars, numbers],
        "config": _CONFIG,
    }


def _parts(name: str, values: Sequence[int], series: Sequence[Series]) -> list[dict[str, Any]]:
    left = -sum(value for value, part in zip(values, series, strict=True) if part.left)
    right = 0
    parts = []
    for value, part in zip(values, series, strict=True):
        start = left if part.left else right
        if part.left:
            left += value
        else:
            right += value
        span = {"from": start, "to": start + value, "middle": start + value / 2}
        # A bar of no length would still draw its outline.
        if value:
            parts.append({"row": name, "series": part.label, "count": value} | span)
    return parts or [{"row": name, "series": series[0].label, "count": 0, "from": 0, "to": 0, "middle": 0}]


def _extents(parts: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    ends = [part["from"] for part in parts] + [part["to"] for part in parts]
    return [{"from": min(ends, default=0), "to": max(ends, default=0)}]


def _wrapped(label: str) -> list[str]:
    return textwrap.wrap(label, LABEL_WIDTH_CHARACTERS) or [""]


def _row_name(index: int) -> str:
    return f"¤{index}"


def _row_axis(room: float) -> dict[str, Any]:
    return {"minExtent": room, "maxExtent": room, "ticks": False, "labelPadding": _LABEL_PADDING, "domain": False}


def _with_row_labels(svg: str, labels: Sequence[str]) -> str:
    """Return the drawing with each row's label, its lines centred on the bar, where Vega wrote the row's number."""

    def label(found: re.Match[str]) -> str:
        lines = _wrapped(labels[int(found[2])])
        first = -_LINE_HEIGHT * (len(lines) - 1) / 2
        spans = (
            f'<tspan x="0" y="{first + _LINE_HEIGHT * number:g}">{escape(line)}</tspan>'
            for number, line in enumerate(lines)
        )
        return f"{found[1]}{''.join(spans)}</text>"

    return _ROW_NUMBER.sub(label, svg)


def _legend_columns(labels: Sequence[str], row_heading: float) -> int:
    """Return the most columns that fit over the bars; Vega makes a column as wide as its longest label and cuts the rest."""
    room = CHART_WIDTH - row_heading - 20
    for columns in range(len(labels), 1, -1):
        widest = [max(map(len, labels[start::columns])) for start in range(columns)]
        if sum(length * _CHARACTER_WIDTH + _LEGEND_SYMBOL for length in widest) <= room:
            return columns
    return 1


def finish_svg(svg: str, figure_id: str, title: str, description: str) -> Markup:
    """Return a drawing with its patterns, a title and a description, and every id beginning with `figure_id`."""
    for colour, drawing in _PATTERNS.items():
        if f'fill="{colour}"' in svg:
            pattern_id = f"{figure_id}-m{colour[1:]}"
            svg = svg.replace(f'fill="{colour}"', f'fill="url(#{pattern_id})"')
            pattern = (
                f'<pattern id="{pattern_id}" width="6" height="6" patternUnits="userSpaceOnUse">'
                f'<path d="M0,0h6v6h-6z" style="fill:{colour}"/>{drawing}</pattern>'
            )
            svg = svg.replace("</svg>", f"<defs>{pattern}</defs></svg>", 1)
    svg = re.sub(r'\b(id="|url\(#)(?!' + re.escape(figure_id) + r")", rf"\g<1>{figure_id}-", svg)
    svg = slim_drawing(svg)
    head = (
        f'<svg role="img" aria-labelledby="{figure_id}-title {figure_id}-desc" focusable="false" '
        f'font-family="sans-serif"{FONT_SIZE} xmlns="http://www.w3.org/2000/svg"'
    )
    named = (
        f'<title id="{figure_id}-title">{escape(title)}</title><desc id="{figure_id}-desc">{escape(description)}</desc>'
    )
    svg = svg.replace('<svg xmlns="http://www.w3.org/2000/svg"', head, 1)
    opening = svg.index(">", svg.index("<svg")) + 1
    return Markup(svg[:opening] + named + svg[opening:])  # noqa: S704 - Vega escapes labels, we the rest


_CONFIG: dict[str, Any] = {
    "font": "sans-serif",
    "background": "transparent",
    "view": {"stroke": None},
    "axis": {
        "labelColor": "currentColor",
        "titleColor": "currentColor",
        "tickColor": "currentColor",
        "gridColor": "currentColor",
        "gridOpacity": 0.18,
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
    },
    "legend": {"labelColor": "currentColor", "labelFontSize": 12, "labelLimit": 260, "symbolSize": 160},
}
