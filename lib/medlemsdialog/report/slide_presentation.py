"""The slides as PowerPoint: read by pandoc in its sandbox, written after our own reference, and finished slide by slide."""

from __future__ import annotations

import io
import json
import re
import tempfile
import zipfile
from itertools import count
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import nbformat
from bs4 import BeautifulSoup
from bs4.element import Tag

from medlemsdialog import paths
from medlemsdialog.drawing import draw_png
from medlemsdialog.report.archives import normalise_archive
from medlemsdialog.report.documents import LOCALES, run_pandoc
from medlemsdialog.report.slide_deck import read_slides

_SVG = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_DRAWN_SCALE = 2.0
_INK = "#1b1b1b"
# In percent: the least room for numbers and «nøytral», and for each letter of a longer word in their heading.
_NUMBER_WIDTH, _LETTER_WIDTH = 13, 2
_SLIDE = re.compile(r"ppt/slides/slide(\d+)\.xml")
_SHAPE_NUMBER = re.compile(r'id="\d+" name="')
_PLAIN_RUN = re.compile(r"<a:r>(?=<a:t)")
_RUN_WITHOUT_LANGUAGE = re.compile(r"<a:rPr(?![^>]*\blang=)")
_TABLE = re.compile(r"<a:tbl>.*?</a:tbl>", re.DOTALL)
_TABLE_SIZE = 1600
_TITLE = re.compile(r'<p:ph type="title" ?/>.*?</p:txBody>', re.DOTALL)
_TEXT = re.compile(r"<a:t>([^<]*)</a:t>")
# What the title's box has room for on one line in the reference's own size. Longer ones, questions among them, are all set alike.
_LONGEST_TITLE, _LONG_TITLE_SIZE = 48, 2000
# Pandoc makes the words of a quote larger than those around it, and moves them far in.
_PANDOC_QUOTE = ((' sz="2000"', ""), ('marL="1270000"', 'marL="342900"'))
# Lies below what the reference's layouts have room for.
_FOOT = (
    '<p:sp><p:nvSpPr><p:cNvPr id="9000" name="Fot"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>'
    '<p:spPr><a:xfrm><a:off x="457200" y="4741000"/><a:ext cx="7600000" cy="280000"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr>'
    '<p:txBody><a:bodyPr wrap="square" anchor="ctr"/><a:lstStyle/><a:p>{runs}</a:p></p:txBody></p:sp>'
)
_RUN = (
    '<a:r><a:rPr sz="1000"{bold}><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></a:rPr><a:t>{text}</a:t></a:r>'
)


def build_presentation(workbook: nbformat.NotebookNode) -> bytes:
    """Return the slides that an executed workbook keeps as PPTX; the same workbook gives the same bytes.

    Raises:
        NoSlidesError: It keeps none.
    """
    deck = read_slides(workbook)
    html, pictures = _take_pictures(str(deck.html))
    sections = BeautifulSoup(html, "html.parser").find_all("section")
    feet = [_read_foot(section) for section in sections]
    opening = sections[0]
    facts = [tag.get_text() for tag in opening.select(".kicker, .fact")]
    body = "".join(_lay_out(section) for section in sections[1:])
    document = json.loads(run_pandoc(["--from=html", "--to=json", "--sandbox"], body.encode(), deck.date))
    # Our own fragments quote what others wrote: nothing but our pictures may be read by the writer.
    document["blocks"] = _keep_own(document["blocks"], set(pictures))
    document["meta"] = {
        "title": _inlines(deck.title),
        "subtitle": _inlines(" · ".join(facts)),
        "lang": _inlines(LOCALES[deck.language]),
    }
    with tempfile.TemporaryDirectory(prefix="medlemsdialog-") as folder:
        for name, picture in pictures.items():
            (Path(folder) / name).write_bytes(picture)
        written = run_pandoc(
            [
                "--from=json",
                "--to=pptx",
                "--standalone",
                "--slide-level=2",
                f"--reference-doc={paths.shipped('templates') / 'slides' / 'reference.pptx'}",
                f"--resource-path={folder}",
                "--output=-",
            ],
            json.dumps(document, ensure_ascii=False).encode(),
            deck.date,
        )
    return normalise_archive(_finish(written, feet, LOCALES[deck.language]), deck.date)


def _take_pictures(html: str) -> tuple[str, dict[str, bytes]]:
    pictures: dict[str, bytes] = {}

    def replace(match: re.Match[str]) -> str:
        name = f"figure-{len(pictures) + 1}.png"
        pictures[name] = draw_png(match[0].replace("currentColor", _INK), _DRAWN_SCALE)
        return f'<img src="{name}">'

    return _SVG.sub(replace, html), pictures


def _read_foot(section: Tag) -> tuple[str, str]:
    """Return the mark of an example, where there is one, and the words below a slide."""
    example, foot = section.select_one(".foot .example"), section.select_one(".foot span")
    return example.get_text() if example else "", foot.get_text() if foot else ""


def _lay_out(section: Tag) -> str:
    """Return one slide as pandoc is to read it. Beside a picture or a table there is no room: other words go to the notes."""
    heading = section.find("h2")
    content, notes = section.select_one(".content"), section.select_one(".notes")
    if heading is None or content is None:
        return ""
    heading.extract()
    spoken = [str(tag) for tag in notes.find_all("p")] if notes else []
    picture, table = content.find("img"), content.find("table")
    if isinstance(picture, Tag):
        summary = " ".join(tag.get_text() for tag in content.select("figcaption, p.lead"))
        # The words below the picture, and its alternative text.
        picture["alt"] = picture["title"] = summary
        shown = f"<p>{picture}</p>"
        spoken.insert(0, f"<p>{escape(summary)}</p>")
    elif isinstance(table, Tag):
        if caption := table.find("caption"):
            spoken.insert(0, f"<p>{escape(caption.get_text())}.</p>")
            caption.extract()
        spoken += [str(tag) for tag in content.select("p.lead")]
        shown = _share_width(table)
    else:
        shown = "".join(str(child) for child in content.children)
    told = f'<div class="notes">{"".join(spoken)}</div>' if spoken else ""
    return f"<h2>{escape(heading.get_text())}</h2>{shown}{told}"


def _share_width(table: Tag) -> str:
    """Return a table whose first column has the room that the numbers leave, and whose numbers stand to the right."""
    headings = [heading.get_text().split() for heading in table.find_all("th", scope="col")]
    numbers = [max(_NUMBER_WIDTH, _LETTER_WIDTH * max(map(len, words), default=0)) for words in headings[1:]]
    widths = [100 - sum(numbers), *numbers]
    for row in table.find_all("tr"):
        for cell in row.find_all(["th", "td"])[1:]:
            cell["style"] = "text-align: right"
    inner = "".join(str(child) for child in table.children)
    return "<table><colgroup>" + "".join(f'<col style="width: {w}%">' for w in widths) + f"</colgroup>{inner}</table>"


def _keep_own(node: Any, pictures: set[str]) -> Any:
    """Return a pandoc tree without links, raw parts and pictures that are not ours."""
    if isinstance(node, list):
        kept: list[Any] = []
        for item in node:
            kind = item.get("t") if isinstance(item, dict) else None
            if kind in {"RawInline", "RawBlock"}:
                continue
            clean = _keep_own(item, pictures)
            if kind == "Link" or (kind == "Image" and item["c"][2][0] not in pictures):
                kept.extend(clean["c"][1])  # the text stays
            else:
                kept.append(clean)
        return kept
    if isinstance(node, dict):
        return {key: _keep_own(value, pictures) for key, value in node.items()}
    return node


def _inlines(text: str) -> dict[str, Any]:
    return {"t": "MetaInlines", "c": [{"t": "Str", "c": text}]}


def _finish(content: bytes, feet: list[tuple[str, str]], locale: str) -> bytes:
    """Return the file with its language on every run, and with the foot of each slide."""
    source, target = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            data = source.read(name)
            if match := _SLIDE.fullmatch(name):
                number = min(int(match[1]), len(feet)) - 1
                text = _number_shapes(_set_sizes(data.decode())).replace(
                    "</p:spTree>", f"{_write_foot(*feet[number])}</p:spTree>"
                )
                data = _mark_language(text, locale).encode()
            elif name.startswith("ppt/notesSlides/notesSlide"):
                data = _mark_language(data.decode(), locale).encode()
            archive.writestr(name, data)
    return target.getvalue()


def _number_shapes(xml: str) -> str:
    """Return a slide whose shapes have each their own number; pandoc gives pictures and their captions others'."""
    numbers = count(1)
    return _SHAPE_NUMBER.sub(lambda _: f'id="{next(numbers)}" name="', xml)


def _set_sizes(xml: str) -> str:
    """Return a slide whose quotes are as large as the words around them, whose long title fits, and whose tables hold four claims."""
    for found, wanted in _PANDOC_QUOTE:
        xml = xml.replace(found, wanted)
    with_properties = _PLAIN_RUN.sub("<a:r><a:rPr/>", xml)
    with_titles = _TITLE.sub(_set_title_size, with_properties)
    return _TABLE.sub(lambda table: table[0].replace("<a:rPr", f'<a:rPr sz="{_TABLE_SIZE}"'), with_titles)


def _set_title_size(title: re.Match[str]) -> str:
    length = sum(map(len, _TEXT.findall(title[0])))
    return title[0].replace("<a:rPr", f'<a:rPr sz="{_LONG_TITLE_SIZE}"') if length > _LONGEST_TITLE else title[0]


def _mark_language(xml: str, locale: str) -> str:
    with_properties = _PLAIN_RUN.sub("<a:r><a:rPr/>", xml)
    return _RUN_WITHOUT_LANGUAGE.sub(f'<a:rPr lang="{locale}"', with_properties)


def _write_foot(example: str, words: str) -> str:
    runs = _RUN.format(bold=' b="1"', colour="7A3E00", text=escape(f"{example}  ")) if example else ""
    return _FOOT.format(runs=runs + _RUN.format(bold="", colour="50575E", text=escape(words)))
