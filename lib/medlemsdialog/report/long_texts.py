"""Long parts of a page, kept out of what handles it as one text, and put back piece by piece.

A hundred thousand statements are 45 MB of HTML, and each step that makes a new text of them would take as much memory again,
or twice that: one «–» makes Python hold all signs of a text in two bytes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from markupsafe import Markup

# In signs: what is longer is kept apart, and put back in pieces of about that size.
LONG = 1_000_000
# Texts of others are escaped: none of them looks like this.
_MARK = re.compile(r"<!--long-text (\d+)-->")
# Nothing that is looked for in a page goes from one item of a list, or row of a table, to the next.
_BETWEEN_ITEMS = re.compile(r"</(li|tr)>\n(?=<\1\b)")

Keep = Callable[[str], Markup]


class LongTexts:
    """The long texts of one page."""

    def __init__(self) -> None:
        """Hold none yet."""
        self._kept: list[tuple[str, Callable[[str], str]]] = []

    def keep(self, html: str, change: Callable[[str], str] = str) -> Markup:
        """Return HTML of ours as it is, or where it is long a mark in its place; `change` is made when it is put back."""
        if len(html) <= LONG:
            return Markup(html)  # noqa: S704 - the caller's own fragment
        self._kept.append((html, change))
        return Markup("<!--long-text {}-->").format(len(self._kept) - 1)

    def whole(self, html: str) -> Iterator[str]:
        """Yield a page in parts: what stands between the marks, and instead of these the texts, as they were kept."""
        for text, _ in self._parts(html):
            yield text

    def pieces(self, html: str) -> Iterator[str]:
        """Yield a page in pieces, none much longer than `LONG`, with the texts changed as they were to be."""
        for text, change in self._parts(html):
            yield from map(change, _cut(text))

    def _parts(self, html: str) -> Iterator[tuple[str, Callable[[str], str]]]:
        for place, part in enumerate(_MARK.split(html)):
            yield self._kept[int(part)] if place % 2 else (part, str)


class Pieces(Iterable[str]):
    """A page in pieces, which are made anew each time they are walked through."""

    def __init__(self, html: str, long_texts: LongTexts) -> None:
        """Have a page with marks for `long_texts`."""
        self._html, self._long_texts = html, long_texts

    def __iter__(self) -> Iterator[str]:
        return self._long_texts.pieces(self._html)


def _cut(text: str) -> Iterator[str]:
    begin = 0
    while len(text) - begin > LONG and (between := _BETWEEN_ITEMS.search(text, begin + LONG)):
        yield text[begin : between.end()]
        begin = between.end()
    yield text[begin:]
