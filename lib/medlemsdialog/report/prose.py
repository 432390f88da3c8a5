"""Markdown that people write, as harmless HTML."""

from __future__ import annotations

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

_TAGS = {"p", "em", "strong", "ul", "ol", "li", "blockquote", "a", "br", "code", "pre", "hr"}
_SCHEMES = {"http", "https", "mailto"}
_RELATION = "noopener noreferrer"


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
