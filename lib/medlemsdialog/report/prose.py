"""Markdown that people write, as harmless HTML."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

_TAGS = {"p", "em", "strong", "ul", "ol", "li", "blockquote", "a", "br", "code", "pre", "hr"}
_SCHEMES = {"http", "https", "mailto"}
_RELATION = "noopener noreferrer"
# Signs for private use: Markdown lets them stand, and no alphabet has them. What a person wrote is freed of them first.
_OPEN, _CLOSE = "\ue000", "\ue001"
_SLOTS = re.compile(rf"(?P<begin><a\b[^>]*>)|(?P<end></a>)|{_OPEN}(?P<slot>\d{{0,6}}){_CLOSE}?|{_CLOSE}")


@dataclass(frozen=True)
class Insertion:
    """Markup of ours within what a person wrote; `plain` takes its place inside a link, where no other link may stand."""

    markup: Markup
    plain: Markup


def render_prose(text: str) -> Markup:
    """Return what a person wrote: no HTML, no pictures, web links only; headings become strong paragraphs."""
    markdown = MarkdownIt("commonmark", {"html": False}).disable("image")
    tokens = markdown.parse(text)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = "p"
            if token.type == "heading_open":
                token.attrSet("class", "prose-heading")
    html = markdown.renderer.render(tokens, markdown.options, {})
    clean = nh3.clean(
        html,
        tags=_TAGS,
        attributes={"a": {"href"}},
        allowed_classes={"p": {"prose-heading"}},
        url_schemes=_SCHEMES,
        link_rel=_RELATION,
    )
    return Markup(clean)  # noqa: S704 - cleaned above


def render_prose_with(pieces: Sequence[str | Insertion]) -> Markup:
    """Return what a person wrote with our own markup where the insertions stand, whatever Markdown stands around them."""
    insertions = [piece for piece in pieces if isinstance(piece, Insertion)]
    numbers = iter(range(len(insertions)))
    written = (
        f"{_OPEN}{next(numbers)}{_CLOSE}"
        if isinstance(piece, Insertion)
        else piece.replace(_OPEN, "").replace(_CLOSE, "")
        for piece in pieces
    )
    in_link = False

    def fill(match: re.Match[str]) -> str:
        nonlocal in_link
        if match["begin"] or match["end"]:
            in_link = bool(match["begin"])
            return match[0]
        slot = match["slot"]
        # A sign that came in as an entity has no number of ours, or repeats one; either does no harm.
        if not slot or int(slot) >= len(insertions):
            return ""
        insertion = insertions[int(slot)]
        return str(insertion.plain if in_link else insertion.markup)

    return Markup(_SLOTS.sub(fill, str(render_prose("".join(written)))))  # noqa: S704 - cleaned, and markup of ours
