"""The deck: the slides of an executed workbook as one offline HTML file that reveal.js turns, and that reads without it."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache, partial
from pathlib import Path
from typing import Any

import nbformat
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from traitlets import Unicode, default

from medlemsdialog import paths
from medlemsdialog.catalogue import LANGUAGES, SOURCE_LANGUAGE, Language, Message, translate
from medlemsdialog.errors import MedlemsdialogError
from medlemsdialog.report.fragment import HTML, MARK, SLIDES, Fragment
from medlemsdialog.report.slimming import slim_style
from medlemsdialog.report.workbook_files import WorkbookFileExporter

_SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*$", re.MULTILINE)


class NoSlidesError(MedlemsdialogError):
    """An executed workbook keeps no slides."""


class SlidesExporter(WorkbookFileExporter):
    """The slides that a county's or the national workbook keeps, as a deck."""

    export_from_notebook = "Medlemsdialog: lysbilder"
    template_name = Unicode("slides").tag(config=True, affects_template=True)
    output_mimetype = "text/html"

    @default("file_extension")  # type: ignore[untyped-decorator]
    def _file_extension_default(self) -> str:
        return ".html"

    @default("template_paths")  # type: ignore[untyped-decorator]
    def _template_paths_default(self) -> list[str]:
        return [str(_folder())]

    def _create_environment(self) -> Environment:
        return Environment(
            loader=FileSystemLoader(_folder()),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def from_notebook_node(
        self, nb: nbformat.NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """Return the deck and the resources it was made with.

        Raises:
            NoSlidesError: The workbook keeps no slides.
        """
        deck = read_slides(nb)
        scripts = _read_scripts()
        given = dict(resources or {}) | {
            "language": deck.language,
            "title": deck.title,
            "contents": [deck.html],
            "t": partial(_translate, deck.language),
            "style": Markup(slim_style(_read("slides.css"))),  # noqa: S704 - a file of the program
            "reveal": {
                "licence": Markup(_read("reveal/LICENSE")),  # noqa: S704 - a file of the program
                "style": Markup(_read("reveal/reveal.css")),  # noqa: S704 - a file of the program
                "script": Markup(scripts[0]),  # noqa: S704 - a file of the program
            },
            "start": Markup(scripts[1]),  # noqa: S704 - a file of the program
            "script_hashes": Markup(" ".join(map(_hash, scripts))),  # noqa: S704 - digits and letters
        }
        html, made = super().from_notebook_node(nb, given, **kw)
        return html, made


def read_slides(workbook: nbformat.NotebookNode) -> Fragment:
    """Return the slides that an executed workbook keeps.

    Raises:
        NoSlidesError: It keeps none.
    """
    for cell in workbook.cells:
        for output in cell.get("outputs", ()):
            mark = output.get("metadata", {}).get(HTML, {})
            if isinstance(mark, dict) and mark.get(MARK) == "fragment" and mark.get("role") == SLIDES:
                language = mark.get("language")
                return Fragment(
                    Markup(output["data"][HTML]),  # noqa: S704 - made and escaped by our own templates
                    language if language in LANGUAGES else SOURCE_LANGUAGE,
                    mark.get("title", ""),
                    mark.get("date", ""),
                    SLIDES,
                )
    raise NoSlidesError(
        Message("Arbeidsboken har ingen lysbilder. Kjør «medlemsdialog run», og lag lysbildene på nytt.")
    )


def build_deck(workbook: nbformat.NotebookNode) -> str:
    """Return the deck of an executed workbook; the same workbook gives the same bytes."""
    html, _ = SlidesExporter().from_notebook_node(workbook)
    return str(html)


@cache
def _read_scripts() -> tuple[str, str]:
    """Return the scripts as they stand in the deck: their hashes are the only ones its policy lets run."""
    return _SOURCE_MAP.sub("", _read("reveal/reveal.js")).strip(), _read("start.js").strip()


def _hash(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def _read(name: str) -> str:
    return (_folder() / name).read_text(encoding="utf-8")


def _folder() -> Path:
    return paths.shipped("templates") / "slides"


def _translate(language: Language, msgid: str, /, **values: Any) -> str:
    return translate(msgid, language, **values)
