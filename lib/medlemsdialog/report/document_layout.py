"""What a Word template says of the page: its size, margins, size of type, and the lines at its head and foot."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Literal

from lxml import etree

from medlemsdialog.models.base import Record
from medlemsdialog.report.document_prose import is_web_link

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_TWENTIETHS, _HALVES = 20, 2
_SMALLEST_TYPE, _LARGEST_TYPE = 8.0, 16.0
# A4, and what Word does where nothing is said.
_WIDTH, _HEIGHT, _MARGIN, _TYPE = 595.3, 841.9, 70.9, 11.0

Piece = tuple[Literal["text", "page", "pages"], str]


class Line(Record):
    """A line at the head or foot of a page: words, and where the page's number and the number of pages stand."""

    pieces: tuple[Piece, ...]
    align: Literal["left", "center", "right"] = "left"


class PageLayout(Record):
    """A page in points. `first_head` and `first_foot` are None where the first page is like the others."""

    width: float = _WIDTH
    height: float = _HEIGHT
    top: float = _MARGIN
    right: float = _MARGIN
    bottom: float = _MARGIN
    left: float = _MARGIN
    type_size: float = _TYPE
    head: tuple[Line, ...] = ()
    foot: tuple[Line, ...] = ()
    first_head: tuple[Line, ...] | None = None
    first_foot: tuple[Line, ...] | None = None


@dataclass(frozen=True)
class _Package:
    parts: Mapping[str, Any]
    relations: Mapping[str, str]


def read_layout(content: bytes) -> PageLayout:
    """Return the layout of the last section of a Word file; what it does not say is as in an empty A4 document."""
    package = _open(content)
    sections = package.parts["word/document.xml"].findall(f".//{_W}sectPr")
    given: dict[str, Any] = {"type_size": _read_type_size(package)}
    if sections:
        section = sections[-1]
        size, margins = section.find(f"{_W}pgSz"), section.find(f"{_W}pgMar")
        if size is not None:
            given |= {"width": _points(size, "w", _WIDTH), "height": _points(size, "h", _HEIGHT)}
        if margins is not None:
            given |= {side: _points(margins, side, _MARGIN) for side in ("top", "right", "bottom", "left")}
        given |= {
            "head": _lines(section, "header", "default", package),
            "foot": _lines(section, "footer", "default", package),
        }
        if section.find(f"{_W}titlePg") is not None:
            given |= {
                "first_head": _lines(section, "header", "first", package),
                "first_foot": _lines(section, "footer", "first", package),
            }
    return PageLayout(**given)


def parse_parts(archive: zipfile.ZipFile) -> None:
    """Read every part of a Word file once, so that a broken one is known before anything is made of it.

    Raises:
        lxml.etree.XMLSyntaxError: A part is no XML.
    """
    for name in archive.namelist():
        if name.endswith((".xml", ".rels")):
            _parse(archive.read(name))


def find_outside_links(content: bytes) -> tuple[str, ...]:
    """Return what the heads and feet of a Word file fetch or open that is neither in the file nor on the web for a reader to click."""
    found: list[str] = []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            path = PurePosixPath(name)
            if str(path.parent) != "word/_rels" or not path.name.startswith(("header", "footer")):
                continue
            for relation in _parse(archive.read(name)):
                target = relation.get("Target", "")
                is_clicked = relation.get("Type", "").endswith("/hyperlink") and is_web_link(target)
                if relation.get("TargetMode") == "External" and not is_clicked:
                    found.append(target)
    return tuple(found)


def fill_margins(content: bytes, fill: Callable[[str], str]) -> bytes:
    """Return a Word file with the words of its heads and feet filled in, a paragraph at a time."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as written:
        for member in source.infolist():
            data = source.read(member)
            if _is_margin(member.filename):
                tree = _parse(data)
                for paragraph in tree.iter(f"{_W}p"):
                    _fill_paragraph(paragraph, fill)
                data = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
            written.writestr(member, data)
    return target.getvalue()


def _fill_paragraph(paragraph: Any, fill: Callable[[str], str]) -> None:
    runs = list(paragraph.iter(f"{_W}t"))
    before = "".join(run.text or "" for run in runs)
    if "[[" not in before or (after := fill(before)) == before:
        return
    for position, run in enumerate(runs):
        # The words stand in the first run; the others are emptied, for a placeholder may be split over them.
        run.text = after if position == 0 else ""
        run.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _open(content: bytes) -> _Package:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = [name for name in archive.namelist() if name in _WANTED or _is_margin(name)]
        parts = {name: _parse(archive.read(name)) for name in names}
    relations = parts.get("word/_rels/document.xml.rels")
    targets = {} if relations is None else {each.get("Id", ""): each.get("Target", "") for each in relations}
    return _Package(parts, targets)


_WANTED = frozenset({"word/document.xml", "word/styles.xml", "word/_rels/document.xml.rels"})


def _is_margin(name: str) -> bool:
    path = PurePosixPath(name)
    return str(path.parent) == "word" and path.suffix == ".xml" and path.stem.startswith(("header", "footer"))


def _parse(data: bytes) -> Any:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


def _points(node: Any, name: str, default: float) -> float:
    try:
        return abs(float(node.get(f"{_W}{name}"))) / _TWENTIETHS
    except (TypeError, ValueError):
        return default


def _read_type_size(package: _Package) -> float:
    styles = package.parts.get("word/styles.xml")
    if styles is None:
        return _TYPE
    normal = next(
        (
            one
            for one in styles.iter(f"{_W}style")
            if one.get(f"{_W}default") == "1" and one.get(f"{_W}type") == "paragraph"
        ),
        None,
    )
    for node in (normal, styles.find(f"{_W}docDefaults")):
        size = None if node is None else node.find(f".//{_W}sz")
        if size is not None and str(size.get(f"{_W}val")).isdecimal():
            return min(max(int(size.get(f"{_W}val")) / _HALVES, _SMALLEST_TYPE), _LARGEST_TYPE)
    return _TYPE


def _lines(section: Any, kind: str, page: str, package: _Package) -> tuple[Line, ...]:
    for reference in section.findall(f"{_W}{kind}Reference"):
        if reference.get(f"{_W}type", "default") == page:
            part = package.parts.get(f"word/{package.relations.get(reference.get(f'{_R}id', ''), '')}")
            if part is not None:
                lines = (_read_line(paragraph) for paragraph in part.iter(f"{_W}p"))
                return tuple(line for line in lines if line.pieces)
    return ()


def _read_line(paragraph: Any) -> Line:
    alignment = paragraph.find(f"{_W}pPr/{_W}jc")
    align = {"center": "center", "right": "right", "end": "right"}.get(
        "" if alignment is None else alignment.get(f"{_W}val", ""), "left"
    )
    return Line(pieces=tuple(_read_pieces(paragraph)), align=align)


def _read_pieces(paragraph: Any) -> Iterator[Piece]:
    # A field's own words are what Word counted last time; ours are counted anew.
    depth, shows = 0, True
    for node in paragraph.iter():
        if node.tag == f"{_W}fldChar":
            state = node.get(f"{_W}fldCharType")
            depth += {"begin": 1, "end": -1}.get(state, 0)
            shows = depth == 0 if state != "separate" else False
        elif node.tag in {f"{_W}instrText", f"{_W}fldSimple"}:
            code = (node.text if node.tag == f"{_W}instrText" else node.get(f"{_W}instr")) or ""
            field = code.split()[0].upper() if code.split() else ""
            if field in {"PAGE", "NUMPAGES"}:
                yield ("page" if field == "PAGE" else "pages", "")
        elif node.tag == f"{_W}tab" and shows:
            yield "text", " "
        elif node.tag == f"{_W}t" and node.text and shows and not _is_in_simple_field(node):
            yield "text", node.text


def _is_in_simple_field(node: Any) -> bool:
    return any(ancestor.tag == f"{_W}fldSimple" for ancestor in node.iterancestors())
