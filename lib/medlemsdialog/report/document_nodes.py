"""The parts that national documents are built of: nodes of pandoc's tree, made of words that are only ever words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

Node = dict[str, Any]

# Paragraph styles of our own; a template that has styles of these names decides how they look in Word.
NOTICE, SUPPORT, QUOTATION, CAPTION, SOURCES = "Merknad", "Styrke", "Sitat", "Sitattekst", "Kilder"
# Marks within a paragraph: what is not approved, and what the writer fills in.
MARK = "Utkastmerke"


# Of the line, as Word sets it: a cell's own space, a sign of its heading, and the least that names and sentences get.
_CELL_SHARE, _SIGN_SHARE, _NAMES_SHARE = 0.03, 0.0145, 0.25


def words(text: str) -> list[Node]:
    """Return a text as inline nodes; white space that breaks lines becomes spaces, a no-break space stays."""
    nodes: list[Node] = []
    for position, part in enumerate(text.replace("\r", " ").replace("\n", " ").replace("\t", " ").split(" ")):
        if position and not (nodes and nodes[-1]["t"] == "Space"):
            nodes.append({"t": "Space"})
        if part:
            nodes.append({"t": "Str", "c": part})
    return nodes


def para(*inlines: Node) -> Node:
    """Return a paragraph."""
    return {"t": "Para", "c": list(inlines)}


def header(level: int, inlines: Sequence[Node]) -> Node:
    """Return a heading; levels past six are six."""
    return {"t": "Header", "c": [min(level, 6), ["", [], []], list(inlines)]}


def styled(style: str, *blocks: Node) -> Node:
    """Return blocks in a paragraph style of the template."""
    return {"t": "Div", "c": [["", [], [["custom-style", style]]], list(blocks)]}


def span(inlines: Sequence[Node], *, identifier: str = "", style: str = "", lang: str = "") -> Node:
    """Return a piece of a paragraph: with an identifier a bookmark in Word stands around it, `lang` is its language."""
    given = (("custom-style", style), ("lang", lang))
    return {"t": "Span", "c": [[identifier, [], [[name, value] for name, value in given if value]], list(inlines)]}


def strong(inlines: Sequence[Node]) -> Node:
    """Return bold words."""
    return {"t": "Strong", "c": list(inlines)}


def emphasised(inlines: Sequence[Node]) -> Node:
    """Return words in italics."""
    return {"t": "Emph", "c": list(inlines)}


def raised(inlines: Sequence[Node]) -> Node:
    """Return small raised words."""
    return {"t": "Superscript", "c": list(inlines)}


def link(inlines: Sequence[Node], target: str) -> Node:
    """Return a link; `#name` leads to an identifier in the document."""
    return {"t": "Link", "c": [["", [], []], list(inlines), [target, ""]]}


def bullets(items: Iterable[Sequence[Node]]) -> Node:
    """Return a list; each item is its blocks."""
    return {"t": "BulletList", "c": [list(item) for item in items]}


def numbered(items: Iterable[Sequence[Node]]) -> Node:
    """Return a numbered list; each item is its blocks."""
    return {"t": "OrderedList", "c": [[1, {"t": "Decimal"}, {"t": "Period"}], [list(item) for item in items]]}


def table(
    caption: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    numbers_from: int,
    texts: int = 0,
    shares: Sequence[float] = (),
) -> Node:
    """Return a table with a caption and a row of headings; columns from `numbers_from` on are set to the right.

    The last `texts` columns are not. `shares` of the line are found from the headings where they are not given.
    """
    specification = [
        [
            {"t": "AlignRight" if numbers_from <= position < len(columns) - texts else "AlignLeft"},
            {"t": "ColWidth", "c": share},
        ]
        for position, share in enumerate(shares or _share_width(columns, numbers_from))
    ]
    body = [["", [], []], 0, [], [_row(row) for row in rows]]
    return {
        "t": "Table",
        "c": [
            ["", [], []],
            [None, [{"t": "Plain", "c": words(caption)}]],
            specification,
            [["", [], []], [_row(columns)]],
            [body],
            [["", [], []], []],
        ],
    }


def plain_text(node: Any) -> str:
    """Return the words of nodes without their form."""
    return "".join(_texts(node))


def _texts(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for item in node:
            yield from _texts(item)
    elif isinstance(node, dict):
        match node.get("t"):
            case "Str":
                yield node["c"]
            case "Space" | "SoftBreak" | "LineBreak":
                yield " "
            case "Code":
                yield node["c"][1]
            case "Link" | "Span" | "Div" | "Header" | "Quoted":
                yield from _texts([part for part in node["c"] if isinstance(part, list)][-1 - (node["t"] == "Link")])
            case _:
                yield from _texts(node.get("c"))


def _share_width(columns: Sequence[str], numbers_from: int) -> list[float]:
    """Return each column's share of the line: number columns hold the longest word of their heading, the others share the rest."""
    others = max(numbers_from, 1)
    wanted = [_CELL_SHARE + _SIGN_SHARE * max(map(len, heading.split()), default=0) for heading in columns[others:]]
    # The first columns hold names and sentences: they are never squeezed to nothing.
    room = min(1.0, (1 - _NAMES_SHARE) / sum(wanted)) if wanted else 1.0
    numbers = [share * room for share in wanted]
    rest = (1 - sum(numbers)) / others
    return [rest] * others + numbers


def _row(cells: Sequence[str]) -> Any:
    return [
        ["", [], []],
        [[["", [], []], {"t": "AlignDefault"}, 1, 1, [{"t": "Plain", "c": words(cell)}]] for cell in cells],
    ]
