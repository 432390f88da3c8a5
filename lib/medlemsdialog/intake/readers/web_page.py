"""Web pages without what surrounds the text: menus, heads and feet of the site, cookie boxes and what is not shown."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from lxml import etree, html

# Never shown as text.
_SILENT = frozenset(
    {"script", "style", "noscript", "template", "svg", "iframe", "object", "canvas", "button", "select"}
)
_SURROUNDING = frozenset({"nav", "aside", "dialog"})
# A head or foot of the site; inside an article it belongs to the text.
_OF_SITE = frozenset({"header", "footer"})
_TEXT_PARTS = frozenset({"article", "main", "section"})
_ROLES = frozenset(
    {"navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alertdialog", "menu", "menubar"}
)
_NAMES = re.compile(
    r"(?:^|[\s_-])(?:cookies?|consent|gdpr|samtykke|informasjonskapsl\w*|breadcrumbs?|brodsmule\w*|menu|meny|navbar|navigation|"
    r"skip-?(?:link|to|nav)?|share|sharing|deling|sidebar|sidefelt|footer|bunntekst|related|relatert|banner)(?:$|[\s_-])",
    re.IGNORECASE,
)
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BLOCKS = frozenset(
    {"p", "div", "li", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "a", "label", "legend"}
)
_SPACE = re.compile(r"\s+")


class WebPage(NamedTuple):
    """A page's own text as HTML, and the lines around it: before the text and after it."""

    content: bytes
    before: tuple[str, ...]
    after: tuple[str, ...]


def strip_surroundings(text: str) -> WebPage:
    """Return the page without its surroundings; a page that would lose all its text is returned whole."""
    try:
        root = html.document_fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8", no_network=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return WebPage(text.encode(), (), ())
    before: list[str] = []
    after: list[str] = []
    surrounding = []
    for element in root.iter():
        if not isinstance(element.tag, str) or element.tag in {"html", "body", "head"}:
            continue
        if element.tag in _SILENT or _is_unseen(element) or _is_surrounding(element):
            surrounding.append(element)
    kept = set(surrounding)
    outermost = [element for element in surrounding if not any(one in kept for one in element.iterancestors())]
    own = sum(len(line) for line in _lines(root)) - sum(len(line) for one in outermost for line in _lines(one))
    if own <= 0:
        return WebPage(text.encode(), (), ())
    for element in outermost:
        if element.tag not in _SILENT:
            lines = before if element.tag in {"nav", "header"} else after
            lines += _lines(element)
        _drop(element)
    return WebPage(etree.tostring(root, encoding="utf-8", method="html"), tuple(before), tuple(after))


def _is_surrounding(element: Any) -> bool:
    if element.get("role", "").casefold() in _ROLES or element.tag in _SURROUNDING:
        return True
    inside_text = any(one.tag in _TEXT_PARTS for one in element.iterancestors())
    if element.tag in _OF_SITE:
        return not inside_text
    named = f"{element.get('id', '')} {element.get('class', '')}"
    return not inside_text and element.tag in {"div", "ul", "section", "p", "a"} and bool(_NAMES.search(named))


def _is_unseen(element: Any) -> bool:
    hidden = element.get("hidden") is not None or element.get("aria-hidden", "").casefold() == "true"
    return hidden or bool(_UNSEEN.search(element.get("style", "")))


def _lines(element: Any) -> list[str]:
    """Return the printed lines of an element: one for each block in it."""
    lines = [""]
    for event, one in etree.iterwalk(element, events=("start", "end")):
        if not isinstance(one.tag, str):
            lines[-1] += one.tail or "" if event == "end" else ""
            continue
        silent = one.tag in _SILENT or any(up.tag in _SILENT for up in one.iterancestors())
        if one.tag in _BLOCKS or one.tag == "br":
            lines.append("")
        if event == "start":
            lines[-1] += "" if silent else one.text or ""
        elif one is not element:
            inside = any(up.tag in _SILENT for up in one.iterancestors())
            lines[-1] += "" if inside else one.tail or ""
    return [line for line in (_SPACE.sub(" ", line).strip() for line in lines) if line]


def _drop(element: Any) -> None:
    """Take an element out of its page; the text after it stays."""
    parent, before = element.getparent(), element.getprevious()
    if element.tail:
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)
