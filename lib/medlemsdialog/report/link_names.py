"""Links of a page told apart: who hears a list of them gets one name for one place.

In the national document every county has the same themes and claims. What sees the page knows by its place in it whose theme a
link leads to; what hears it is told after the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from markupsafe import escape

_LINK = re.compile(r'(<a\b[^>]*?\bhref="#([^"]+)"[^>]*>)(.*?)</a>|<article id="([^"]+)" class="annex">', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
# A number that leads to what it counts is known by the words around it.
_DEFINED = re.compile(r'\bclass="[^"]*\bdefined\b')


def tell_links_apart(pieces: Iterable[str], areas: Mapping[str, str]) -> Iterator[str]:
    """Yield a page in which links of the same words to several places name the area, and a number where that is not enough.

    The page's `pieces` are walked through twice. `areas` are names by the prefix of the area's ids: `c61` is Tyrimark. The area
    is that of the place, else that of the annex in which the link stands.
    """
    places: dict[str, set[str]] = {}
    numbers: dict[tuple[str, str], dict[str, int]] = {}
    reader = _LinkReader(areas)
    for piece in pieces:
        for _, place, words, area in reader.read(piece):
            places.setdefault(words, set()).add(place)
            of_area = numbers.setdefault((words, area), {})
            of_area.setdefault(place, len(of_area) + 1)
    reader = _LinkReader(areas)
    for piece in pieces:
        parts: list[str] = []
        at = 0
        for end, place, words, area in reader.read(piece):
            number = numbers[words, area][place]
            more = (f", {escape(area)}" if area else "") + (f" ({number})" if number > 1 else "")
            if more and len(places[words]) > 1:
                parts += [piece[at:end], f'<span class="visually-hidden">{more}</span>']
                at = end
        yield "".join([*parts, piece[at:]])


class _LinkReader:
    """Reads the links of a page piece by piece, and knows in which annex it is."""

    def __init__(self, areas: Mapping[str, str]) -> None:
        self._areas, self._around = areas, ""

    def read(self, piece: str) -> Iterator[tuple[int, str, str, str]]:
        """Yield, of every link, where in the piece its words end, the place it leads to, its words and its area."""
        for link in _LINK.finditer(piece):
            if link[4]:
                self._around = self._areas.get(link[4], "")
            elif not _DEFINED.search(link[1]):
                area = self._areas.get(link[2].partition("-tema-")[0].partition("-krav-")[0], "") or self._around
                yield link.end(3), link[2], " ".join(_TAG.sub(" ", link[3]).split()), area
