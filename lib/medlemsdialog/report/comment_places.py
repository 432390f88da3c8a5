"""The blocks of a report that a reader can comment on: where each stands, permanently, and what it says.

`templates/report/static/comments.js` follows the same rules in the browser; a test holds the two to each other.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from medlemsdialog.report.page_tree import Element, read_tree

_HEADING = re.compile(r"h[2-6]")
_SENTENCE = re.compile(r"-setning-\d+$")
_SKIPPED = frozenset({"nav", "footer", "template", "summary", "svg"})
_SKIPPED_CLASSES = frozenset({"comments", "quotes", "links", "internal", "received-comments"})
_PASSED_OVER = frozenset({"meta", "back", "kicker", "example"})
_NOT_IN_ITEMS = frozenset({"p", "ul", "ol", "blockquote"})
_OUTERMOST = "innhold"
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Place:
    """A place a comment can stand at: `address` is the same in the next release, `area` is a prefix of ids.

    `after` is where in the page a comment on it is put: the same for a paragraph and the sentences in it.
    """

    area: str
    address: str
    text: str
    after: int
    is_heading: bool = False


def list_places(html: str) -> tuple[Place, ...]:
    """Return the places of a page in order; a paragraph of a finding is one, and so is each of its sentences."""
    root = read_tree(html)
    main = next((one for one in root.within() if one.id == _OUTERMOST), None)
    if main is None:
        return ()
    head = next((one.id for one in root.within() if one.name == "h1"), "")
    area = head.removesuffix("-tittel")
    counted: Counter[str] = Counter()
    return tuple(place for block in _blocks(main) for place in _places_of(block, main, area, counted))


def normalise_words(text: str) -> str:
    """Return words as they are compared: composed letters, single spaces, no soft hyphens."""
    return _SPACE.sub(" ", unicodedata.normalize("NFC", text).replace("\u00ad", "")).strip()


def _places_of(block: Element, main: Element, area: str, counted: Counter[str]) -> Iterator[Place]:
    container = _container_of(block, main)
    counted[container] += 1
    address = container if counted[container] == 1 else f"{container}/{counted[container]}"
    annex = next((one.id for one in block.above() if one.name == "article" and "annex" in one.classes), "")
    whole, sentences = _read_sentences(block)
    after = _put_after(block)
    for place, text in ((address, whole), *sentences):
        if words := normalise_words(text):
            yield Place(annex or area, place, words, after, is_heading=_HEADING.fullmatch(block.name) is not None)


def _blocks(main: Element) -> Iterator[Element]:
    waiting = list(main.elements)[::-1]
    while waiting:
        one = waiting.pop()
        if _is_skipped(one):
            continue
        if one.name == "table":
            yield from (caption for caption in one.elements if caption.name == "caption")
            continue
        if _is_block(one):
            yield one
        waiting.extend(list(one.elements)[::-1])


def _is_skipped(one: Element) -> bool:
    hidden = "hidden" in one.attributes or (one.name == "dl" and "facts" in one.classes)
    return hidden or one.name in _SKIPPED or bool(one.classes & _SKIPPED_CLASSES)


def _is_block(one: Element) -> bool:
    parent = one.parent
    match one.name:
        case "figcaption":
            return True
        case "dt":
            return bool(one.id)
        case "blockquote":
            return parent is not None and parent.name == "li" and bool(parent.id)
        case "p":
            around = list(one.above())
            quoted = any(outer.name == "blockquote" for outer in around)
            written = any("prose" in outer.classes for outer in around)
            return not one.classes & _PASSED_OVER and (written or not quoted)
        case "li":
            return not one.id and not any(inner.name in _NOT_IN_ITEMS for inner in one.within())
        case _:
            return bool(_HEADING.fullmatch(one.name))


def _container_of(block: Element, main: Element) -> str:
    for one in block.above():
        if one is main:
            break
        if one.id and one.id != "vedlegg":
            return one.id
        first = next(one.elements, None) if one.name == "section" else None
        if first is not None and _HEADING.fullmatch(first.name) and first.id:
            return first.id
    return _OUTERMOST


def _read_sentences(block: Element) -> tuple[str, list[tuple[str, str]]]:
    """Return what a block says, and the sentences of a finding in it by their ids."""
    whole: list[str] = []
    sentences: list[tuple[str, list[str]]] = []

    def walk(node: Element) -> None:
        for one in node.children:
            if isinstance(one, str):
                whole.append(one)
                if sentences:
                    sentences[-1][1].append(one)
            elif one.name != "sup":
                if one.name == "span" and _SENTENCE.search(one.id):
                    sentences.append((one.id, []))
                walk(one)

    walk(block)
    return "".join(whole), [(place, "".join(words)) for place, words in sentences]


def _put_after(block: Element) -> int:
    if block.name in {"li", "dt"}:
        return block.close
    if block.name == "figcaption" and block.parent is not None:
        # It must stay first or last in its figure.
        return block.parent.end
    if block.name == "caption":
        return next((one.start for one in block.above() if "table-scroll" in one.classes), block.end)
    return block.end
