"""The parts that a package's documents are built of, the same for the page, for Word and for PDF.

What is one recipient's own in a text stands between two marks. Documents that are alike but for that are written once, and
filled in for each.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

OPEN, CLOSE = "\ue000", "\ue001"
_OWN = re.compile(f"{OPEN}([^{OPEN}{CLOSE}]*){CLOSE}")
_MARKS = str.maketrans("", "", OPEN + CLOSE)


@dataclass(frozen=True)
class Heading:
    """A heading; the document's title is none of them, and they begin at level 1."""

    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; a notice stands out, what is small explains a table."""

    text: str
    is_notice: bool = False
    is_small: bool = False


@dataclass(frozen=True)
class Listed:
    """A list."""

    items: tuple[str, ...]
    is_numbered: bool = False


@dataclass(frozen=True)
class Fact:
    """What is to be known at once: a label, and what holds. `target` makes it a link."""

    label: str
    text: str
    target: str = ""


@dataclass(frozen=True)
class Facts:
    """The facts that a document opens with."""

    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Table:
    """A table with a caption and a row of headings; the first cell of each row heads it. The last `texts` columns hold words."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    texts: int = 0


Block = Heading | Paragraph | Listed | Facts | Table


def own(text: str) -> str:
    """Return a text marked as the recipient's own."""
    return f"{OPEN}{text.translate(_MARKS)}{CLOSE}"


def drop_marks(text: str) -> str:
    """Return a text as it is read."""
    return text.translate(_MARKS)


def take_own(title: str, blocks: Iterable[Block]) -> tuple[str, tuple[Block, ...], tuple[str, ...]]:
    """Return a title and blocks with a number in the place of each text that is the recipient's own, and these texts."""
    found: list[str] = []

    def number(text: str) -> str:
        return _OWN.sub(replace_one, text)

    def replace_one(match: re.Match[str]) -> str:
        found.append(match[1])
        return f"{OPEN}{len(found) - 1}{CLOSE}"

    numbered = number(title)
    return numbered, tuple(change_texts(block, number) for block in blocks), tuple(found)


def put_own(text: str, texts: Sequence[str]) -> str:
    """Return a written text with the recipient's own in the place of their numbers."""
    return _OWN.sub(lambda match: texts[int(match[1])] if match[1].isdigit() else match[1], text)


def change_texts(block: Block, change: Callable[[str], str]) -> Block:
    """Return a block with each of its texts changed."""
    match block:
        case Heading() | Paragraph():
            return replace(block, text=change(block.text))
        case Listed():
            return replace(block, items=tuple(map(change, block.items)))
        case Facts():
            return Facts(tuple(replace(fact, label=change(fact.label), text=change(fact.text)) for fact in block.facts))
    return replace(
        block,
        caption=change(block.caption),
        columns=tuple(map(change, block.columns)),
        rows=tuple(tuple(map(change, row)) for row in block.rows),
    )
