"""The Word form of a report: the content of the page but for very long lists, read by pandoc in its sandbox and cleaned after."""

from __future__ import annotations

import calendar
import datetime
import os
import re
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pypandoc
from markupsafe import Markup, escape

from medlemsdialog.catalogue import Language
from medlemsdialog.drawing import draw_png
from medlemsdialog.report.archives import normalise_archive
from medlemsdialog.report.long_lists import shorten_statements
from medlemsdialog.report.long_texts import LONG, LongTexts
from medlemsdialog.report.sections import Page, read_page, unlink_nation

_SVG = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_DESCRIPTION = re.compile(r"<desc\b[^>]*>(.*?)</desc>", re.DOTALL)
_PNG_SCALE = 1.5
# Pandoc then takes two thirds of the memory, and of a short text somewhat longer.
_SPARING = ("+RTS", "-c", "-RTS")
_FILTER = Path(__file__).with_name("word_document.lua")
# Tags of our own templates, which escape all texts: nothing else looks like them, and none of them stands in itself.
_RETAGGED = (
    (re.compile(r"<(/?)figure\b"), r"<\1div"),  # pandoc lays a figure of several blocks out as a table
    (re.compile(r"<figcaption\b([^>]*)>(.*?)</figcaption>", re.DOTALL), r"<p><strong\1>\2</strong></p>"),
    (re.compile(r'<dt id="([^"]+)">'), r'<dt><span id="\1"></span>'),  # pandoc knows no term that links lead to
    (re.compile(r"<h1\b.*?</h1>", re.DOTALL), ""),  # the document's title says it
    (re.compile(r"<summary\b.*?</summary>", re.DOTALL), ""),  # what it unfolds has a caption or a heading of its own
)
LOCALES: dict[Language, str] = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}
_FIRST_DAY = datetime.date(1980, 1, 1)


@dataclass(frozen=True)
class Prepared:
    """What pandoc makes a document of: HTML, its pictures by name, and what the document tells of itself."""

    html: str
    pictures: Mapping[str, bytes]
    title: str
    language: Language
    date: str

    def write(self) -> bytes:
        """Return the document as DOCX."""
        return write_docx(self.html, self.pictures, title=self.title, language=self.language, date=self.date)


def build_docx(workbook: nbformat.NotebookNode, language: Language | None = None) -> bytes:
    """Return the shareable report of an executed workbook as DOCX; the same workbook gives the same bytes."""
    return prepare_docx(workbook, language).write()


def prepare_docx(workbook: nbformat.NotebookNode, language: Language | None = None) -> Prepared:
    """Return all that the document is made of: the workbook may go before pandoc, which takes much memory, comes."""
    long_texts = LongTexts()
    page = read_page(workbook, language=language, keep=long_texts.keep)
    shortened = shorten_statements(long_texts.whole(_body(page)), page.language)
    html, pictures = _take_pictures(unlink_nation(shortened))
    return Prepared(html, pictures, page.title, page.language, page.date)


def write_docx(html: str, pictures: Mapping[str, bytes] = {}, *, title: str, language: Language, date: str) -> bytes:
    """Return HTML, whose texts may come from others, as DOCX; the same HTML, title and `date` (ISO) give the same bytes."""
    with tempfile.TemporaryDirectory(prefix="medlemsdialog-") as folder:
        for name, picture in pictures.items():
            (Path(folder) / name).write_bytes(picture)
        written = run_pandoc(
            [
                "--from=html",
                "--to=docx",
                "--standalone",
                "--sandbox",
                f"--lua-filter={_FILTER}",
                "--shift-heading-level-by=-1",
                "--output=-",
                *(_SPARING if len(html) > LONG else ()),
            ],
            html.encode(),
            date,
            {"PICTURES": folder, "TITLE": title, "LOCALE": LOCALES[language]},
        )
    return normalise_archive(written, date)


def _body(page: Page) -> str:
    parts = [page.opening]
    for section in page.sections:
        if section.title:
            parts.append(Markup('<h2 id="{}">{}</h2>\n').format(section.id, section.title))
        parts += [section.introduction, *section.contents]
    return Markup("").join(parts)


def _take_pictures(html: str) -> tuple[str, dict[str, bytes]]:
    pictures: dict[str, bytes] = {}

    def replace(match: re.Match[str]) -> str:
        svg = match[0]
        name = f"figure-{len(pictures) + 1}.png"
        pictures[name] = draw_png(svg.replace("currentColor", "#1b1b1b"), _PNG_SCALE)
        description = _DESCRIPTION.search(svg)
        return f'<img src="{name}" width="600" alt="{description[1] if description else escape(name)}">'

    html = _SVG.sub(replace, html)
    for tags, instead in _RETAGGED:
        html = tags.sub(instead, html)
    return html, pictures


def run_pandoc(arguments: list[str], content: bytes, date: str, told: Mapping[str, str] = {}) -> bytes:
    """Return what pandoc writes of `content`; `date` (ISO) is the time it believes it is, `told` what filters read."""
    day = datetime.date.fromisoformat(date) if date else _FIRST_DAY
    surroundings = dict(told) | {
        "SOURCE_DATE_EPOCH": str(calendar.timegm(day.timetuple())),
        "PATH": os.defpath,
        "LANG": "C.UTF-8",
    }
    done = subprocess.run(
        [pypandoc.get_pandoc_path(), *arguments], input=content, env=surroundings, capture_output=True, check=True
    )
    return done.stdout
