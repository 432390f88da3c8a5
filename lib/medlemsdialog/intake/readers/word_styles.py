"""The styles of a Word document: which are headings, titles or lists, and what text they make bold or hidden."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from medlemsdialog.intake.readers.word_package import child, children, is_on, value_of

_HEADING = re.compile(r"^(?:heading|overskrift|heading\s*\(user\))\s*(\d)$", re.IGNORECASE)
_TITLES = frozenset({"title", "tittel"})
_CONTINUING = frozenset(
    {"list paragraph", "listeavsnitt", "list continue", "liste - forts.", "list continue 2", "liste - forts. 2"}
)
_MAX_BASES = 20
_HIGHEST_OUTLINE = 8


@dataclass(frozen=True)
class Style:
    """What a style says of its paragraphs or its text; `numbering` is a list's id and level."""

    level: int = 0
    is_title: bool = False
    continues_list: bool = False
    bold: bool | None = None
    hidden: bool | None = None
    numbering: tuple[str | None, int | None] = (None, None)
    indent: int | None = None


PLAIN = Style()


def read_styles(root: Any | None) -> dict[str, Style]:
    """Return the styles by id, each with what it takes from the styles it is based on."""
    elements = {} if root is None else {value_of(style, "styleId"): style for style in children(root, "style")}
    return {name: _read_style(elements, name) for name in elements}


def _read_style(elements: dict[str, Any], name: str) -> Style:
    found = PLAIN
    for _ in range(_MAX_BASES):
        element = elements.get(name)
        if element is None:
            return found
        found = _merge(_own(element), found)
        based = child(element, "basedOn")
        if based is None:
            return found
        name = value_of(based, "val")
    return found


def _own(element: Any) -> Style:
    name = child(element, "name")
    title = value_of(name, "val").casefold() if name is not None else ""
    paragraph, text = child(element, "pPr"), child(element, "rPr")
    heading = _HEADING.match(title)
    return Style(
        level=int(heading[1]) if heading else outline_level(paragraph),
        is_title=title in _TITLES,
        continues_list=title in _CONTINUING,
        bold=is_on(text, "b"),
        hidden=is_on(text, "vanish"),
        numbering=numbering_of(paragraph),
        indent=indent_of(paragraph),
    )


def _merge(base: Style, own: Style) -> Style:
    return Style(
        level=own.level or base.level,
        is_title=own.is_title or base.is_title,
        continues_list=own.continues_list or base.continues_list,
        bold=base.bold if own.bold is None else own.bold,
        hidden=base.hidden if own.hidden is None else own.hidden,
        numbering=(own.numbering[0] or base.numbering[0], _first(own.numbering[1], base.numbering[1])),
        indent=_first(own.indent, base.indent),
    )


def _first(own: int | None, base: int | None) -> int | None:
    return base if own is None else own


def outline_level(paragraph: Any | None) -> int:
    """Return the outline level from 1, or 0 for running text."""
    level = child(paragraph, "outlineLvl")
    number = int(value_of(level, "val") or 9) if level is not None else 9
    return number + 1 if number <= _HIGHEST_OUTLINE else 0


def numbering_of(paragraph: Any | None) -> tuple[str | None, int | None]:
    """Return the list's id and level that a paragraph or a style names; id «0» takes it out of its list."""
    numbering = child(paragraph, "numPr")
    if numbering is None:
        return None, None
    number, level = child(numbering, "numId"), child(numbering, "ilvl")
    return (
        value_of(number, "val") if number is not None else None,
        int(value_of(level, "val") or 0) if level is not None else None,
    )


def indent_of(paragraph: Any | None) -> int | None:
    """Return how far from the left the paragraph begins, in twentieths of a point."""
    indent = child(paragraph, "ind")
    text = "" if indent is None else value_of(indent, "left") or value_of(indent, "start")
    return int(float(text)) if text.lstrip("-").replace(".", "", 1).isdigit() else None
