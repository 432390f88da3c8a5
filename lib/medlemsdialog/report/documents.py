"""The Word form of a report: the same content as the page, read by pandoc in its sandbox and cleaned before it is written."""

from __future__ import annotations

import calendar
import datetime
import json
import os
import re
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import nbformat
import pypandoc
from bs4 import BeautifulSoup
from markupsafe import Markup, escape

from medlemsdialog.catalogue import Language
from medlemsdialog.report.archives import normalise_archive
from medlemsdialog.report.drawing import draw_png
from medlemsdialog.report.sections import Page, read_page, unlink_nation

_SVG = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_DESCRIPTION = re.compile(r"<desc\b[^>]*>(.*?)</desc>", re.DOTALL)
_PNG_SCALE = 1.5
_LINK_SCHEMES = {"http", "https", "mailto"}
LOCALES: dict[Language, str] = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}
_FIRST_DAY = datetime.date(1980, 1, 1)


def build_docx(workbook: nbformat.NotebookNode, language: Language | None = None) -> bytes:
    """Return the shareable report of an executed workbook as DOCX; the same workbook gives the same bytes."""
    page = read_page(workbook, language=language)
    html, pictures = _take_pictures(_body(page))
    return write_docx(html, pictures, title=page.title, language=page.language, date=page.date)


def write_docx(html: str, pictures: Mapping[str, bytes] = {}, *, title: str, language: Language, date: str) -> bytes:
    """Return HTML, whose texts may come from others, as DOCX; the same HTML, title and `date` (ISO) give the same bytes."""
    document = json.loads(run_pandoc(["--from=html", "--to=json", "--sandbox"], html.encode(), date))
    document["blocks"] = _clean(document["blocks"], set(pictures))
    document["meta"] = {
        "title": {"t": "MetaInlines", "c": [{"t": "Str", "c": title}]},
        "lang": {"t": "MetaInlines", "c": [{"t": "Str", "c": LOCALES[language]}]},
    }
    with tempfile.TemporaryDirectory() as folder:
        for name, picture in pictures.items():
            (Path(folder) / name).write_bytes(picture)
        written = run_pandoc(
            [
                "--from=json",
                "--to=docx",
                "--standalone",
                "--shift-heading-level-by=-1",
                f"--resource-path={folder}",
                "--output=-",
            ],
            json.dumps(document, ensure_ascii=False).encode(),
            date,
        )
    return normalise_archive(written, date)


def _body(page: Page) -> str:
    parts = [page.opening]
    for section in page.sections:
        if section.title:
            parts.append(Markup('<h2 id="{}">{}</h2>\n').format(section.id, section.title))
        parts += [section.introduction, *section.contents]
    return unlink_nation(Markup("").join(parts))


def _take_pictures(html: str) -> tuple[str, dict[str, bytes]]:
    pictures: dict[str, bytes] = {}

    def replace(match: re.Match[str]) -> str:
        svg = match[0]
        name = f"figure-{len(pictures) + 1}.png"
        pictures[name] = draw_png(svg.replace("currentColor", "#1b1b1b"), _PNG_SCALE)
        description = _DESCRIPTION.search(svg)
        return f'<img src="{name}" width="600" alt="{description[1] if description else escape(name)}">'

    soup = BeautifulSoup(_SVG.sub(replace, html), "html.parser")
    for figure in soup.find_all("figure"):
        figure.name = "div"  # pandoc lays a figure of several blocks out as a table
    for caption in soup.find_all("figcaption"):
        caption.name = "strong"
        caption.wrap(soup.new_tag("p"))
    for heading in soup.find_all("h1"):
        heading.decompose()  # the document's title says it
    for summary in soup.find_all("summary"):
        summary.decompose()  # what it unfolds has a caption or a heading of its own
    return str(soup), pictures


def _clean(node: Any, pictures: set[str]) -> Any:
    """Return a pandoc tree without links and pictures that lead anywhere but where we allow."""
    if isinstance(node, list):
        cleaned: list[Any] = []
        for item in node:
            kept = _clean(item, pictures)
            if isinstance(item, dict) and item.get("t") in {"Link", "Image"} and not _is_allowed(item, pictures):
                cleaned.extend(kept["c"][1])  # the text stays
            elif not (isinstance(item, dict) and item.get("t") in {"RawInline", "RawBlock"}):
                cleaned.append(kept)
        return cleaned
    if isinstance(node, dict):
        return {key: _clean(value, pictures) for key, value in node.items()}
    return node


def _is_allowed(item: dict[str, Any], pictures: set[str]) -> bool:
    target = item["c"][2][0]
    if item["t"] == "Image":
        return target in pictures
    return target.startswith("#") or urlsplit(target).scheme in _LINK_SCHEMES


def run_pandoc(arguments: list[str], content: bytes, date: str) -> bytes:
    """Return what pandoc writes of `content`; `date` (ISO) is the time it believes it is."""
    day = datetime.date.fromisoformat(date) if date else _FIRST_DAY
    surroundings = {"SOURCE_DATE_EPOCH": str(calendar.timegm(day.timetuple())), "PATH": os.defpath, "LANG": "C.UTF-8"}
    done = subprocess.run(
        [pypandoc.get_pandoc_path(), *arguments], input=content, env=surroundings, capture_output=True, check=True
    )
    return done.stdout
