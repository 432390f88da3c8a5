"""The nbconvert exporters: one page from one executed workbook, in our own complete template."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import partial
from typing import Any

import nbformat
from jinja2 import Environment
from markupsafe import Markup
from traitlets import Unicode, default

from medlemsdialog import paths
from medlemsdialog.catalogue import LANGUAGES, Language, translate, translate_plural
from medlemsdialog.report import places, wording
from medlemsdialog.report.annex_files import lead_to_files
from medlemsdialog.report.checked import render_checked
from medlemsdialog.report.fragment import environment
from medlemsdialog.report.link_names import tell_links_apart
from medlemsdialog.report.long_texts import LongTexts, Pieces
from medlemsdialog.report.sections import (
    Page,
    Section,
    drop_definitions,
    link_to_nation,
    lower_headings,
    read_page,
    unlink_nation,
)
from medlemsdialog.report.slimming import slim_script, slim_style
from medlemsdialog.report.workbook_files import WorkbookFileExporter

_ID = re.compile(r'\bid="([^"]+)"')
_OWN_LINK = re.compile(r'href="#([^"]+)"')
# The places of comments are read from the page before the others put anything into it.
SCRIPTS = ("comments.js", "search.js", "addresses.js", "figures.js")
_LINK_WITHIN = re.compile(r'<a\b[^>]*?\bhref="#([^"]+)"[^>]*>(.*?)</a>', re.DOTALL)


class ReportExporter(WorkbookFileExporter):
    """What the pages have in common: our template with autoescape, no code, no script but ours, nothing from outside.

    `resources["language"]` sets the language of headings and frame; without it the heading's own language is used.
    """

    template_name = Unicode("report").tag(config=True, affects_template=True)
    export_from_notebook: str | None = None
    output_mimetype = "text/html"
    with_internal = False
    takes_comments = True

    @default("file_extension")  # type: ignore[untyped-decorator]
    def _file_extension_default(self) -> str:
        return ".html"

    @default("template_paths")  # type: ignore[untyped-decorator]
    def _template_paths_default(self) -> list[str]:
        return [str(paths.shipped("templates") / "report")]

    def _create_environment(self) -> Environment:
        return environment()

    def from_notebook_node(
        self, nb: nbformat.NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """Return the page and the resources it was made with."""
        pieces, made = self.make_page(nb, resources, **kw)
        return "".join(pieces), made

    def make_page(
        self, nb: nbformat.NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[Iterator[str], dict[str, Any]]:
        """Return the page, piece by piece, and the resources it was made with.

        `resources["long_texts"]` holds the long texts that the annexes have marks for, if any.
        """
        given = dict(resources or {})
        long_texts = given.pop("long_texts", None) or LongTexts()
        keep = partial(long_texts.keep, change=self.finish)
        page = read_page(nb, language=_language(given), with_internal=self.with_internal, keep=keep)
        given |= {"page": page, "style": read_style(), "t": partial(_translate, page.language)}
        given["plural"] = partial(_translate_plural, page.language)
        given.setdefault("annexes", [])
        given |= read_script() if self.takes_comments else {"script": "", "script_hash": ""}
        given["finish"] = self.finish
        given["kind"] = self.kind
        given["checked"] = "" if self.with_internal else render_checked(page.language)
        given["document_date"] = wording.date(page.date, page.language)
        # Of the workbook no more is needed than what has been read.
        html, made = super().from_notebook_node(nbformat.v4.new_notebook(), given, **kw)
        pieces = Pieces(html, long_texts)
        areas = {places.area_prefix(code): name for code, name, _ in given["annexes"]}
        areas |= given["annex_files"].names if given.get("annex_files") else {}
        areas[places.WITHOUT_COUNTY_PREFIX] = given["t"]("uten fylke")
        return self.finish_links(tell_links_apart(pieces, areas), pieces, made), made

    kind = "county"

    def finish_links(self, told: Iterator[str], pieces: Iterable[str], resources: Mapping[str, Any]) -> Iterator[str]:
        """Return the page as it is `told` with all links leading somewhere; `pieces` are the same page for a look ahead."""
        return told

    # Without `self`: nbconvert copies what it is given, and cannot copy an exporter that has been used.
    @staticmethod
    def finish(html: str) -> Markup:
        """Return a fragment as this page shows it."""
        return unlink_nation(html)


class CountyExporter(ReportExporter):
    """The shareable county report: no internal cells."""

    export_from_notebook = "Medlemsdialog: fylkesrapport"


class WorkExporter(ReportExporter):
    """The internal work report (arbeidsrapport): the same, and the internal cells after it."""

    export_from_notebook = "Medlemsdialog: arbeidsrapport"
    with_internal = True
    takes_comments = False
    kind = "work"

    def finish_links(self, told: Iterator[str], pieces: Iterable[str], resources: Mapping[str, Any]) -> Iterator[str]:
        """Yield the page; what the national work report lacks of annexes is found in `index.html` beside it."""
        here = _list_ids(pieces)
        for piece in told:
            yield _OWN_LINK.sub(lambda link: link[0] if link[1] in here else f'href="index.html#{link[1]}"', piece)


class NationalExporter(ReportExporter):
    """The national document. `resources["annexes"]` is a list of (county code, name, html as `render_annex` gives it).

    Where there are too many to stand in the document, `resources["annex_files"]` tells where they lie.
    """

    export_from_notebook = "Medlemsdialog: nasjonalt dokument"
    kind = "national"

    def make_page(
        self, nb: nbformat.NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[Iterator[str], dict[str, Any]]:
        """Return the document, piece by piece, and the resources it was made with."""
        given = dict(resources or {})
        # Made by `build_annex` from our own fragments, as the national fragments are.
        given["annexes"] = [(code, name, Markup(html)) for code, name, html in given.get("annexes", [])]  # noqa: S704
        return super().make_page(nb, given, **kw)

    def finish_links(self, told: Iterator[str], pieces: Iterable[str], resources: Mapping[str, Any]) -> Iterator[str]:
        """Return the document with links to the annexes' files, where they have files of their own."""
        if files := resources.get("annex_files"):
            here = _list_ids(pieces)
            return (lead_to_files(piece, files, here) for piece in told)
        # Without the counties' annexes, as of a workbook that lies alone, what led into them leads nowhere.
        return told if resources["annexes"] else _unlink_missing(told, _list_ids(pieces))


def build_annex(
    workbook: nbformat.NotebookNode,
    *,
    prefix: str,
    language: Language | None = None,
    long_texts: LongTexts | None = None,
) -> Markup:
    """Return a county's shareable report as a part of the national document: ids prefixed, headings one level down.

    With `long_texts`, long parts are put there, with marks in their places.
    """

    def keep(html: str) -> Markup:
        own = drop_definitions(html)
        return long_texts.keep(own, _fit_into_annex) if long_texts else Markup(own)  # noqa: S704 - our own fragments

    page = read_page(workbook, language=language, prefix=prefix, keep=keep)
    parts = [lower_headings(page.opening)]
    for section in page.sections:
        parts.append(_annex_section(section))
    return Markup('<div lang="{}">\n{}</div>\n').format(page.language, Markup("").join(parts))


def read_style() -> Markup:
    """Return the style sheet as it is put into a page."""
    style = (paths.shipped("templates") / "report" / "static" / "report.css").read_text(encoding="utf-8")
    return Markup(slim_style(style))  # noqa: S704 - a file of the program


def read_script() -> dict[str, Markup]:
    """Return our scripts as they are put into a page, as one, and the hash by which the page's policy knows it."""
    folder = paths.shipped("templates") / "report" / "static"
    whole = "".join((folder / name).read_text(encoding="utf-8") for name in SCRIPTS)
    script = slim_script(whole)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return {"script": Markup(script), "script_hash": Markup("sha256-{}").format(digest)}  # noqa: S704 - of the program


def _list_ids(pieces: Iterable[str]) -> set[str]:
    return {found for piece in pieces for found in _ID.findall(piece)}


def _unlink_missing(told: Iterable[str], here: Collection[str]) -> Iterator[str]:
    """Yield a page whose links within it all lead somewhere; of the others only the words are kept."""
    for piece in told:
        yield _LINK_WITHIN.sub(lambda link: link[0] if link[1] in here else link[2], piece)


def _annex_section(section: Section) -> Markup:
    contents = _fit_into_annex(Markup("").join(section.contents))
    heading = Markup('<h3 id="{}">{}</h3>\n').format(section.id, section.title) if section.title else Markup("")
    return Markup("<section>\n{}{}{}</section>\n").format(heading, section.introduction, contents)


def _fit_into_annex(html: str) -> Markup:
    return link_to_nation(lower_headings(html))


def _language(resources: dict[str, Any]) -> Language | None:
    named = resources.get("language")
    return named if named in LANGUAGES else None


def _translate_plural(language: Language, singular: str, plural: str, how_many: int, /, **values: Any) -> str:
    return translate_plural(singular, plural, how_many, language, **values)


def _translate(language: Language, msgid: str, /, **values: Any) -> str:
    return translate(msgid, language, **values)


__all__ = ["CountyExporter", "NationalExporter", "Page", "ReportExporter", "WorkExporter", "build_annex", "read_style"]
