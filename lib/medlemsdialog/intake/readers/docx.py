"""Word and its relatives through pandoc, with the heads and feet of pages that pandoc leaves out."""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree

from medlemsdialog.intake.document import Document, Note, RawPassage, Role
from medlemsdialog.intake.formats import MEDIA_TYPES
from medlemsdialog.intake.readers.lines import decode_text
from medlemsdialog.intake.readers.pandoc_ast import read_blocks, read_tree
from medlemsdialog.models.passages import Anchor

# Automatic numbers of headings and lists come out as structure; smart quotes stay as they are printed.
PANDOC_FORMATS = {"docx": "docx", "odt": "odt", "rtf": "rtf", "html": "html-native_divs-native_spans"}
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read_docx(name: str, content: bytes, kind: str = "docx", *, attachment: str | None = None) -> Document:
    """Return a document that pandoc reads; `kind` is one of `PANDOC_FORMATS`.

    Raises:
        BrokenOriginalError: pandoc cannot read it.
    """
    notes: tuple[Note, ...] = ()
    if kind == "html":
        # pandoc takes any bytes for a web page in UTF-8.
        text, notes = decode_text(name, content)
        content = text.encode()
    tree = read_tree(name, content, PANDOC_FORMATS[kind])
    blocks = read_blocks(tree, page_title=kind == "html", attachment=attachment)
    if kind == "docx":
        blocks = (*_page_furniture(content, attachment), *blocks)
    return Document(media_type=MEDIA_TYPES[kind], blocks=blocks, notes=notes)


def _page_furniture(content: bytes, attachment: str | None) -> tuple[RawPassage, ...]:
    """Return the distinct lines of running heads and feet, numbered: pandoc drops them, and the sender may stand there."""
    texts: dict[str, None] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [name for name in archive.namelist() if name.startswith(("word/header", "word/footer"))]
        for part in sorted(parts):
            try:
                xml = archive.read(part)
                # Entities are how small XML becomes huge; Word never declares any.
                root = ElementTree.Element("none") if b"<!" in xml else ElementTree.fromstring(xml)  # noqa: S314
            except (ElementTree.ParseError, OSError, EOFError, zipfile.BadZipFile):
                continue
            for paragraph in root.iter(f"{_WORD}p"):
                if text := _paragraph_text(paragraph).strip():
                    texts.setdefault(text)
    return tuple(
        RawPassage(text=text, anchor=Anchor(attachment=attachment, margin=number), role=Role.FURNITURE)
        for number, text in enumerate(texts, start=1)
    )


def _paragraph_text(paragraph: ElementTree.Element) -> str:
    parts: list[str] = []
    for node in paragraph.iter():
        if node.tag == f"{_WORD}t":
            parts.append(node.text or "")
        elif node.tag in {f"{_WORD}tab", f"{_WORD}br"}:
            parts.append(" ")
    return "".join(parts)
