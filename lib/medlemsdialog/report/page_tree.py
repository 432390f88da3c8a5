"""A page of ours as a light tree in which every element knows where in the text it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import accumulate

_VOID = frozenset({"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})


@dataclass(eq=False)
class Element:
    """One element; `children` are elements and texts in order. It stands from `start` to `end` in the page."""

    name: str
    attributes: dict[str, str]
    parent: Element | None
    start: int
    inside: int = 0
    close: int = 0
    end: int = 0
    children: list[Element | str] = field(default_factory=list)

    @property
    def id(self) -> str:
        """Its id, or the empty text."""
        return self.attributes.get("id", "")

    @property
    def classes(self) -> frozenset[str]:
        """The classes it has."""
        return frozenset(self.attributes.get("class", "").split())

    @property
    def elements(self) -> Iterator[Element]:
        """The elements directly in it."""
        return (one for one in self.children if isinstance(one, Element))

    def above(self) -> Iterator[Element]:
        """Yield the element itself and those around it, outwards."""
        one: Element | None = self
        while one is not None:
            yield one
            one = one.parent

    def within(self) -> Iterator[Element]:
        """Yield the elements in it, in the order of the page."""
        waiting = list(self.elements)[::-1]
        while waiting:
            one = waiting.pop()
            yield one
            waiting.extend(list(one.elements)[::-1])


class _Parser(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {}, None, 0)
        self._at = self.root
        # The parser counts lines by their feeds alone.
        self._lines = list(accumulate((len(line) + 1 for line in html.split("\n")), initial=0))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        start = self._place()
        inside = start + len(self.get_starttag_text() or "")
        one = Element(tag, {name: value or "" for name, value in attrs}, self._at, start, inside, inside, inside)
        self._at.children.append(one)
        if tag not in _VOID:
            self._at = one

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            # What ends itself, as parts of drawings do.
            self._at = self._at.parent or self.root

    def handle_endtag(self, tag: str) -> None:
        for one in self._at.above():
            if one.name == tag and one.parent is not None:
                one.close = self._place()
                one.end = one.close + len(tag) + 3
                self._at = one.parent
                return

    def handle_data(self, data: str) -> None:
        self._at.children.append(data)

    def _place(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column


def read_tree(html: str) -> Element:
    """Return a page that our templates made; the element returned has no name and holds all the others."""
    parser = _Parser(html)
    parser.feed(html)
    parser.close()
    return parser.root
