"""Markdown that people write, as inline nodes: emphasis and web links stay, everything else is words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token

from medlemsdialog.report.document_nodes import Node, emphasised, link, strong, words

LINK_SCHEMES = frozenset({"http", "https", "mailto"})
# Signs for private use: Markdown lets them stand, and what a person wrote is freed of them first.
_OPEN, _CLOSE = "\ue000", "\ue001"
_OWN_SIGNS = re.compile(f"[{_OPEN}{_CLOSE}]")
_SLOT = re.compile(rf"{_OPEN}(\d{{1,6}}){_CLOSE}")
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).disable("image")


def read_inlines(pieces: Sequence[str | Sequence[Node]]) -> list[Node]:
    """Return Markdown of one paragraph, with nodes of ours where they stand, whatever Markdown stands around them."""
    ours = [piece for piece in pieces if not isinstance(piece, str)]
    numbers = iter(range(len(ours)))
    written = (
        _OWN_SIGNS.sub("", piece) if isinstance(piece, str) else f"{_OPEN}{next(numbers)}{_CLOSE}" for piece in pieces
    )
    (inline,) = _MARKDOWN.parseInline(" ".join("".join(written).split("\n")).strip())
    return _read_tokens(list(inline.children or ()), ours)


def _read_tokens(tokens: Sequence[Token], ours: Sequence[Sequence[Node]]) -> list[Node]:
    opened: list[tuple[Token | None, list[Node]]] = [(None, [])]
    for token in tokens:
        if token.type in {"em_open", "strong_open", "link_open"}:
            opened.append((token, []))
        elif token.type in {"em_close", "strong_close", "link_close"} and len(opened) > 1:
            opener, inner = opened.pop()
            opened[-1][1].extend(_close(opener, inner))
        elif token.type in {"softbreak", "hardbreak"}:
            opened[-1][1].append({"t": "Space"})
        else:
            opened[-1][1].extend(_fill(token.content, ours))
    return [node for _, inner in opened for node in inner]


def _fill(text: str, ours: Sequence[Sequence[Node]]) -> list[Node]:
    nodes: list[Node] = []
    for position, piece in enumerate(_SLOT.split(text)):
        if position % 2 == 0:
            nodes += words(_OWN_SIGNS.sub("", piece))
        elif int(piece) < len(ours):
            nodes += ours[int(piece)]
    return nodes


def _close(opener: Token | None, inner: list[Node]) -> list[Node]:
    match opener.type if opener else "":
        case "em_open":
            return [emphasised(inner)]
        case "strong_open":
            return [strong(inner)]
        case "link_open" if opener and is_web_link(target := str(opener.attrGet("href") or "")):
            # No link stands within a link.
            return [
                link([node for item in inner for node in (item["c"][1] if item["t"] == "Link" else [item])], target)
            ]
    return inner


def is_web_link(target: str) -> bool:
    """Whether a link leads out by a scheme that only opens a page or a letter."""
    try:
        return urlsplit(target).scheme in LINK_SCHEMES
    except ValueError:
        return False
