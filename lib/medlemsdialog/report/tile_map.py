"""A map of the counties as equal tiles, drawn by us: where a county lies counts, not how large it is.

Each tile says in words how the county was heard, so neither colour nor pattern carries it alone. The places are ours,
one table for every edition; an edition without places gets no map.
"""

from __future__ import annotations

import csv
import textwrap
from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from markupsafe import escape

from medlemsdialog.models.national import CountyRow, HeardThrough
from medlemsdialog.report import charts
from medlemsdialog.report.figures import Figure
from medlemsdialog.report.wording import number, plural

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels

TILE_WIDTH, TILE_HEIGHT, GAP = 112, 66, 5
_NAME_CHARACTERS, _NAME_LINES = 15, 2
_COLOURS: dict[HeardThrough, str] = {
    "members": charts.SOLID,
    "bodies": charts.DOTTED,
    "waiting": charts.LINED,
    "none": charts.HOLLOW,
    "failed": charts.CROSSED,
}
_PLAIN: frozenset[HeardThrough] = frozenset({"members", "none"})


def draw_tile_map(
    prefix: str, rows: Sequence[CountyRow], ways: dict[str, str], edition: str, labels: Labels
) -> Figure | None:
    """Draw how every county was heard; `ways` has the words for it. None where the edition has no places."""
    places = read_places().get(edition, {})
    if not rows or any(row.code not in places for row in rows):
        return None
    tiles = "".join(_tile(row, *places[row.code], labels) for row in rows)
    height = (max(places[row.code][0] for row in rows) + 1) * (TILE_HEIGHT + GAP)
    width = (max(places[row.code][1] for row in rows) + 1) * (TILE_WIDTH + GAP)
    figure_id, caption = f"{prefix}-fig-kart", labels.t("Kart over fylkene og hvordan de er hørt")
    summary = _summary(rows, labels)
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">{tiles}</svg>'
    return Figure(
        id=figure_id,
        caption=caption,
        summary=summary,
        svg=charts.finish_svg(svg, figure_id, caption, summary),
        columns=(labels.t("Fylke"), labels.t("Hvordan fylket er hørt"), labels.t("Hørt"), labels.t("Mulige medlemmer")),
        unit=labels.t("antall medlemmer"),
        rows=tuple(
            (
                row.name,
                ways[row.heard_through],
                labels.t("ukjent") if row.members_heard is None else number(row.members_heard, labels.language),
                number(row.members, labels.language),
            )
            for row in rows
        ),
    )


@cache
def read_places() -> dict[str, dict[str, tuple[int, int]]]:
    """Return, by edition and county code, the row and column of the county's tile, counted from 0 in the north-west."""
    places: dict[str, dict[str, tuple[int, int]]] = {}
    with files("medlemsdialog.report").joinpath("county_tiles.csv").open(encoding="utf-8") as stream:
        for line in csv.DictReader(stream):
            places.setdefault(line["edition"], {})[line["county_code"]] = (int(line["row"]), int(line["column"]))
    return places


def _tile(row: CountyRow, tile_row: int, column: int, labels: Labels) -> str:
    left, top = column * (TILE_WIDTH + GAP) + 1, tile_row * (TILE_HEIGHT + GAP) + 1
    middle = left + TILE_WIDTH / 2
    name = textwrap.wrap(row.name, _NAME_CHARACTERS)[:_NAME_LINES]
    first = top + (25 if len(name) == 1 else 18)
    lines = [
        f'<text x="{middle:g}" y="{first + 15 * position}" font-weight="bold">{escape(text)}</text>'
        for position, text in enumerate(name)
    ]
    lines.append(f'<text x="{middle:g}" y="{top + TILE_HEIGHT - 12}">{escape(_words(row, labels))}</text>')
    # Words on a pattern are hard to read: a calm field lies between.
    field = f'<rect x="{left + 6}" y="{top + 6}" width="{TILE_WIDTH - 12}" height="{TILE_HEIGHT - 12}" fill="#fff" opacity=".75"/>'
    return (
        f'<g text-anchor="middle" font-size="12" fill="{charts.INK}">'
        f'<rect x="{left}" y="{top}" width="{TILE_WIDTH}" height="{TILE_HEIGHT}" rx="4" '
        f'fill="{_COLOURS[row.heard_through]}" stroke="currentColor" stroke-width="0.8"/>'
        f"{field if row.heard_through not in _PLAIN else ''}{''.join(lines)}</g>"
    )


def _words(row: CountyRow, labels: Labels) -> str:
    match row.heard_through:
        case "members":
            heard = number(row.members_heard or 0, labels.language)
            return labels.t("{heard} av {members} hørt", heard=heard, members=number(row.members, labels.language))
        case "bodies":
            return labels.t("bare organ hørt")
        case "waiting":
            return labels.t("innspill venter")
        case "failed":
            return labels.t("stoppet")
    return labels.t("ingen innspill")


def _summary(rows: Sequence[CountyRow], labels: Labels) -> str:
    ways = Counter(row.heard_through for row in rows)

    def counties(way: HeardThrough) -> str:
        return plural("{number} fylke", "{number} fylker", ways[way], labels.language)

    text = labels.t(
        "Medlemmer er hørt i {members}, og {none} har ikke gitt innspill. "
        "{bodies} er bare hørt gjennom organer, og {waiting} har sendt innspill som ikke er ferdig behandlet.",
        members=counties("members"),
        none=counties("none"),
        bodies=counties("bodies"),
        waiting=counties("waiting"),
    )
    if ways["failed"]:
        text += " " + labels.t("I {failed} stoppet kjøringen.", failed=counties("failed"))
    return text
