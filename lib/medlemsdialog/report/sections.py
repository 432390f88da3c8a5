"""From an executed workbook to the sections of a page: the questions as headings, the fragments as content."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

import nbformat
from markupsafe import Markup, escape

from medlemsdialog.catalogue import LANGUAGES, SOURCE_LANGUAGE, Language, translate
from medlemsdialog.report import places
from medlemsdialog.report.fragment import HTML, MARK
from medlemsdialog.report.long_texts import Keep
from medlemsdialog.report.prose import render_prose

PARAMETER_TAGS = frozenset({"parameters", "injected-parameters"})
INTERNAL_TAG = "internal"
_HEADING = re.compile(r"\A(#+)\s+(.+?)\s*#*\s*(?:\n|\Z)")
_TO_NATION = re.compile(r'<p class="to-nation" hidden>(.*?)</p>\n?', re.DOTALL)
_OWN_DEFINITIONS = re.compile(r'<div class="own-definitions">.*?</div>\n?', re.DOTALL)
_HEADING_TAG = re.compile(r"<(/?)h([1-5])\b")


@dataclass
class Section:
    """One question and what answers it. `id` is unique in the page."""

    id: str
    title: str
    internal: bool
    introduction: Markup = field(default_factory=Markup)
    contents: list[Markup] = field(default_factory=list)


@dataclass(frozen=True)
class Page:
    """All that a page shows, in order. `opening` is the fragment with the page's only h1."""

    language: Language
    title: str
    date: str
    opening: Markup
    sections: tuple[Section, ...]


def read_page(
    workbook: nbformat.NotebookNode,
    *,
    language: Language | None = None,
    with_internal: bool = False,
    prefix: str = "sporsmal",
    keep: Keep = Markup,
) -> Page:
    """Return the page of an executed workbook; a heading that nothing answers is left out.

    A section is internal when any of its cells is tagged so; internal ones come last, and only on request. `keep` is given
    each fragment, and may put something in its place.
    """
    own_language, title, date = _page_facts(workbook)
    page_language = language or own_language
    opening = Markup("")
    sections = [Section(f"{prefix}-0", "", internal=False)]
    for cell in workbook.cells:
        tags = set(cell.metadata.get("tags", ()))
        if tags & PARAMETER_TAGS:
            continue
        internal = INTERNAL_TAG in tags
        heading = _HEADING.match(cell.source) if cell.cell_type == "markdown" else None
        if heading:
            text = translate(cell.source.strip(), page_language)
            section_id = f"{prefix}-{places.question_slug(heading[2])}"
            sections.append(_open_section(text, section_id, internal=internal))
        elif cell.cell_type == "code":
            for is_opening, content in _contents(cell, page_language, keep):
                if is_opening and not opening:
                    opening = content
                else:
                    # An internal cell under a shared heading must not slip into what is shared.
                    sections[-1].internal |= internal
                    sections[-1].contents.append(content)
    kept = [section for section in sections if section.contents and (with_internal or not section.internal)]
    return Page(page_language, title, date, opening, tuple(sorted(kept, key=lambda section: section.internal)))


# A Markup would escape what is put into it; hence `str`.
def link_to_nation(html: str) -> Markup:
    """Show the links from a county's themes and claims back to the national ones: for the annex."""
    return Markup(_TO_NATION.sub(r'<p class="back">\1</p>\n', str(html)))  # noqa: S704 - our own fragments


def unlink_nation(html: str) -> Markup:
    """Remove those links: on its own a county's page has nothing to lead back to."""
    return Markup(_TO_NATION.sub("", str(html)))  # noqa: S704 - our own fragments


def drop_definitions(html: str) -> str:
    """Remove a county's own definitions: the document it is a part of has them once for all."""
    return _OWN_DEFINITIONS.sub("", html)


def lower_headings(html: str) -> Markup:
    """Move every heading one level down, so that a page can be a part of another."""
    return Markup(_HEADING_TAG.sub(lambda tag: f"<{tag[1]}h{int(tag[2]) + 1}", str(html)))  # noqa: S704 - our own fragments


def _open_section(text: str, section_id: str, *, internal: bool) -> Section:
    heading = _HEADING.match(text)
    title = heading[2] if heading else text
    rest = text[heading.end() :] if heading else ""
    return Section(section_id, title, internal, render_prose(rest) if rest.strip() else Markup(""))


def _contents(cell: nbformat.NotebookNode, language: Language, keep: Keep) -> Iterable[tuple[bool, Markup]]:
    for output in cell.outputs:
        if output.output_type not in {"display_data", "execute_result"}:
            continue  # streams hold warnings with paths and times; errors stop the export before this
        mark = output.metadata.get(HTML, {})
        if isinstance(mark, dict) and mark.get("role"):
            continue  # slides are no part of a page
        if HTML in output.data and isinstance(mark, dict) and mark.get(MARK) == "fragment":
            html = keep(output.data[HTML])  # made and escaped by our own templates
            written_in = mark.get("language", language)
            if written_in in LANGUAGES and written_in != language:
                html = Markup('<div lang="{}">\n{}</div>\n').format(written_in, html)
            yield "title" in mark, html
        elif "text/plain" in output.data:
            yield False, Markup("<pre>{}</pre>\n").format(escape(output.data["text/plain"]))


def _page_facts(workbook: nbformat.NotebookNode) -> tuple[Language, str, str]:
    for cell in workbook.cells:
        for output in cell.get("outputs", ()):
            mark = output.get("metadata", {}).get(HTML, {})
            if isinstance(mark, dict) and mark.get(MARK) == "fragment" and "title" in mark and "role" not in mark:
                return mark.get("language", SOURCE_LANGUAGE), mark["title"], mark.get("date", "")
    return SOURCE_LANGUAGE, "", ""
