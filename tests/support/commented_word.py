"""Comments put into a Word file as Word puts them: ranges in the text, threads and resolved marks in a part of their own."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from lxml import etree

from support.edited_word import W, paragraph_with

_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
_RELATIONS = {
    "comments": "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments",
    "commentsExtended": "http://schemas.microsoft.com/office/2011/relationships/commentsExtended",
}
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"


@dataclass(frozen=True)
class Remark:
    """A comment to be put in: at the paragraph that holds `at`, over it and `further` paragraphs more."""

    at: str
    text: str
    author: str = "Åse Eksempel"
    written: str = "2017-11-20T10:00:00Z"
    further: int = 0
    reply_to: int = -1
    is_done: bool = False
    marks_nothing: bool = False


def add_comments(content: bytes, remarks: Sequence[Remark]) -> bytes:
    """Return a Word file with comments; a line break in a text begins a new paragraph of the comment."""
    source = zipfile.ZipFile(io.BytesIO(content))
    document = etree.fromstring(source.read("word/document.xml"))
    for number, remark in enumerate(remarks):
        _mark(document, number, remark)
    made = {
        "word/document.xml": etree.tostring(document, xml_declaration=True, encoding="UTF-8", standalone=True),
        "word/comments.xml": _write_comments(remarks),
        "word/commentsExtended.xml": _write_threads(remarks),
        "word/_rels/document.xml.rels": _with_relations(source.read("word/_rels/document.xml.rels")),
        "[Content_Types].xml": _with_types(source.read("[Content_Types].xml")),
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as written:
        for member in source.namelist():
            written.writestr(member, made.pop(member, None) or source.read(member))
        for name, data in made.items():
            written.writestr(name, data)
    return target.getvalue()


def _mark(document: Any, number: int, remark: Remark) -> None:
    paragraph = paragraph_with(document, remark.at)
    runs = [run for run in paragraph.iter(f"{W}r") if "".join(run.itertext()).strip()]
    last = paragraph
    for _ in range(remark.further):
        last = next(one for one in last.itersiblings() if "".join(one.itertext()).strip())
    end = [run for run in last.iter(f"{W}r") if "".join(run.itertext()).strip()][-1]
    reference = etree.fromstring(f'<w:r xmlns:w="{W[1:-1]}"><w:commentReference w:id="{number}"/></w:r>')
    if not remark.marks_nothing:
        runs[0].addprevious(etree.Element(f"{W}commentRangeStart", {f"{W}id": str(number)}))
        closing = etree.Element(f"{W}commentRangeEnd", {f"{W}id": str(number)})
        end.addnext(closing)
        end = closing
    end.addnext(reference)


def _write_comments(remarks: Sequence[Remark]) -> bytes:
    told = []
    for number, remark in enumerate(remarks):
        lines = remark.text.split("\n")
        paragraphs = "".join(
            f'<w:p w14:paraId="{_key(number, at)}"><w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>'
            for at, line in enumerate(lines, start=1 - len(lines))
        )
        told.append(
            f'<w:comment w:id="{number}" w:author="{escape(remark.author)}" w:date="{remark.written}" w:initials="E">'
            f"{paragraphs}</w:comment>"
        )
    return f'<w:comments xmlns:w="{W[1:-1]}" xmlns:w14="{_W14}">{"".join(told)}</w:comments>'.encode()


def _write_threads(remarks: Sequence[Remark]) -> bytes:
    told = "".join(
        f'<w15:commentEx w15:paraId="{_key(number)}" w15:done="{int(remark.is_done)}"'
        + (f' w15:paraIdParent="{_key(remark.reply_to)}"' if remark.reply_to >= 0 else "")
        + "/>"
        for number, remark in enumerate(remarks)
    )
    return f'<w15:commentsEx xmlns:w15="{_W15}">{told}</w15:commentsEx>'.encode()


def _key(number: int, at: int = 0) -> str:
    """Return the id of a comment's paragraph; threads tell of the last one, which is at 0."""
    return f"{0x1A000000 + number * 16 - at:08X}"


def _with_relations(relations: bytes) -> bytes:
    tree = etree.fromstring(relations)
    for name, kind in _RELATIONS.items():
        if not any(one.get("Type") == kind for one in tree):
            etree.SubElement(
                tree, f"{{{tree.nsmap[None]}}}Relationship", Id=f"rId{name}", Type=kind, Target=f"{name}.xml"
            )
    return etree.tostring(tree)


def _with_types(types: bytes) -> bytes:
    tree = etree.fromstring(types)
    for name in _RELATIONS:
        if not any(one.get("PartName") == f"/word/{name}.xml" for one in tree):
            kind = {"PartName": f"/word/{name}.xml", "ContentType": _TYPE.format(name)}
            etree.SubElement(tree, f"{{{tree.nsmap[None]}}}Override", kind)
    return etree.tostring(tree)
