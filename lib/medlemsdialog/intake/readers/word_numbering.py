"""The numbers that Word prints before list items: counted as Word counts them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from medlemsdialog.intake.readers.numbers import write_number
from medlemsdialog.intake.readers.word_package import child, children, value_of
from medlemsdialog.intake.readers.word_styles import indent_of

_PLACE = re.compile(r"%(\d)")
_EDGES = ".()[]:–- \t\u00a0"
_STEP = 360


@dataclass(frozen=True)
class _Level:
    format: str = "decimal"
    text: str = ""
    start: int = 1
    indent: int | None = None


@dataclass(frozen=True)
class ListMark:
    """What stands before a list item: its number without its edges («3», «2.1», «b»), or none for a bullet.

    `is_whole` where the number names its parents itself; `indent` is how far from the left the item begins.
    """

    list_id: str
    level: int
    number: str
    is_bullet: bool
    is_whole: bool
    indent: int

    def stands_under(self, other: ListMark) -> bool:
        """Whether the item is a part of another one: a deeper level of its list, or further in."""
        if self.list_id == other.list_id:
            return self.level > other.level
        return self.indent > other.indent or (self.indent == other.indent and self.level > other.level)


class Numbering:
    """Counts through the document; a list's counters go on where another paragraph stands between its items."""

    def __init__(self, root: Any | None) -> None:
        self._abstract: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, tuple[str, dict[int, _Level], dict[int, int]]] = {}
        self._counters: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        if root is not None:
            for abstract in children(root, "abstractNum"):
                self._abstract[value_of(abstract, "abstractNumId")] = dict(_read_levels(abstract))
            for number in children(root, "num"):
                self._read_list(number)

    def _read_list(self, number: Any) -> None:
        base = child(number, "abstractNumId")
        levels: dict[int, _Level] = {}
        starts: dict[int, int] = {}
        for override in children(number, "lvlOverride"):
            level = int(value_of(override, "ilvl") or 0)
            levels.update(_read_levels(override))
            if (start := child(override, "startOverride")) is not None:
                starts[level] = _whole(value_of(start, "val"), 1)
        self._lists[value_of(number, "numId")] = (value_of(base, "val") if base is not None else "", levels, starts)

    def count(self, list_id: str, level: int, indents: tuple[int | None, ...] = ()) -> ListMark | None:
        """Return the mark of the next item of a list, or None where the list prints nothing.

        `indents` are those that go before the list's own.
        """
        if list_id not in self._lists:
            return None
        abstract, own, starts = self._lists[list_id]
        levels = {**self._abstract.get(abstract, {}), **own}
        found = levels.get(level, _Level())
        left = next((known for known in (*indents, found.indent) if known is not None), (level + 1) * _STEP)
        if found.format == "none":
            return None
        if found.format == "bullet":
            return ListMark(list_id, level, "", is_bullet=True, is_whole=False, indent=left)
        counters = self._counters.setdefault(abstract or list_id, {})
        if level in starts and (list_id, level) not in self._begun:
            counters[level] = starts[level]
        else:
            counters[level] = counters[level] + 1 if level in counters else found.start
        self._begun.add((list_id, level))
        for deeper in [other for other in counters if other > level]:
            del counters[deeper]
        printed = _print(found, levels, counters)
        places = len(_PLACE.findall(found.text))
        return ListMark(list_id, level, printed, is_bullet=False, is_whole=places > 1, indent=left)


def _print(found: _Level, levels: dict[int, _Level], counters: dict[int, int]) -> str:
    def number(match: re.Match[str]) -> str:
        place = int(match[1]) - 1
        level = levels.get(place, _Level())
        return write_number(counters.get(place, level.start), level.format)

    return _PLACE.sub(number, found.text or "%1").strip(_EDGES)


def _read_levels(element: Any) -> Iterator[tuple[int, _Level]]:
    for level in children(element, "lvl"):
        number, text, start = child(level, "numFmt"), child(level, "lvlText"), child(level, "start")
        yield (
            int(value_of(level, "ilvl") or 0),
            _Level(
                format=value_of(number, "val") if number is not None else "decimal",
                text=value_of(text, "val") if text is not None else "",
                start=_whole(value_of(start, "val"), 1) if start is not None else 1,
                indent=indent_of(child(level, "pPr")),
            ),
        )


def _whole(text: str, otherwise: int) -> int:
    return int(text) if text.lstrip("-").isdigit() else otherwise
