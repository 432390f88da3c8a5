"""Small originals written by hand: a Word file part by part, and one and the same text in every format."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from typing import Literal, NamedTuple
from xml.sax.saxutils import escape

import openpyxl

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
STYLES = """
<w:style w:type="paragraph" w:styleId="Overskrift1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Eget"><w:name w:val="Egen overskrift"/><w:basedOn w:val="Overskrift1"/></w:style>
<w:style w:type="paragraph" w:styleId="Tittel"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="Listeavsnitt"><w:name w:val="List Paragraph"/></w:style>
"""
NUMBERING = """
<w:abstractNum w:abstractNumId="0">
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
 <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="2">
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/></w:lvl>
 <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="2"/></w:num>
"""


def word_file(body: str, **parts: str) -> bytes:
    """Return a Word file of these parts."""
    written = {"styles": STYLES, "numbering": NUMBERING, **parts}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>")
        relations = ""
        for name, content in written.items():
            kind = name.rstrip("0123456789")
            root = {"header": "hdr", "footer": "ftr"}.get(kind, kind)
            archive.writestr(f"word/{name}.xml", f"<w:{root} {NAMESPACES}>{content}</w:{root}>")
            relations += f'<Relationship Id="{name}" Type="{RELATIONS}/{kind}" Target="{name}.xml"/>'
        package = "http://schemas.openxmlformats.org/package/2006/relationships"
        archive.writestr(
            "word/_rels/document.xml.rels", f'<Relationships xmlns="{package}">{relations}</Relationships>'
        )
    return buffer.getvalue()


def paragraph(
    text: str, style: str = "", number: tuple[int, int] | None = None, text_properties: str = "", indent: int = 0
) -> str:
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if number:
        properties += f'<w:numPr><w:ilvl w:val="{number[1]}"/><w:numId w:val="{number[0]}"/></w:numPr>'
    if indent:
        properties += f'<w:ind w:left="{indent}"/>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text, text_properties)}</w:p>"


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


class Part(NamedTuple):
    """One part of a text, whatever format it is written in."""

    kind: Literal["heading", "paragraph", "number", "bullet", "row"]
    texts: tuple[str, ...]


def write_parts(parts: Sequence[Part], ending: str) -> bytes:
    """Return the parts as a file with this ending: docx, html, md, txt, csv, xlsx or eml."""
    if ending == "docx":
        return word_file("".join(_as_word(part) for part in parts))
    if ending == "xlsx":
        workbook = openpyxl.Workbook()
        for part in parts:
            workbook.active.append(["'" + text if text.startswith("=") else text for text in part.texts])
        buffer = io.BytesIO()
        workbook.save(buffer)
        return buffer.getvalue()
    lines = [
        _AS_TEXT[ending][part.kind].format(*(escape(text) if ending == "html" else text for text in part.texts))
        for part in parts
    ]
    head = {
        "eml": "From: a@eksempel.invalid\nSubject: Innspill\n\n",
        "html": "<!doctype html><meta charset=utf-8><body>",
    }
    return (head.get(ending, "") + "\n".join(lines)).encode()


_PLAIN = {
    "heading": "\n{0}:\n",
    "paragraph": "\n{0}.\n",
    "number": "1. {0}",
    "bullet": "- {0}",
    "row": "\n{0}\n\n{1}\n",
}
_AS_TEXT = {
    "txt": _PLAIN,
    "eml": _PLAIN,
    "md": {**_PLAIN, "heading": "\n# {0}\n"},
    "csv": dict.fromkeys(("heading", "paragraph", "number", "bullet"), '"{0}";""') | {"row": '"{0}";"{1}"'},
    "html": {
        "heading": "<h2>{0}</h2>",
        "paragraph": "<p>{0}</p>",
        "number": "<ol><li>{0}</ol>",
        "bullet": "<ul><li>{0}</ul>",
        "row": "<table><tr><td>{0}<td>{1}</table>",
    },
}


def _as_word(part: Part) -> str:
    if part.kind == "row":
        cells = "".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in part.texts)
        return f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"
    numbers = {"number": (1, 0), "bullet": (3, 0)}
    return paragraph(
        part.texts[0], style="Overskrift1" if part.kind == "heading" else "", number=numbers.get(part.kind)
    )
