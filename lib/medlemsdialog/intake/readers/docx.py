"""Word documents and their relatives: DOCX by our own reader, the others through pandoc."""

from __future__ import annotations

from medlemsdialog.intake.document import Document, Note
from medlemsdialog.intake.formats import MEDIA_TYPES
from medlemsdialog.intake.outline import Outline
from medlemsdialog.intake.readers.lines import decode_text
from medlemsdialog.intake.readers.open_document import add_left_out
from medlemsdialog.intake.readers.pandoc_ast import read_blocks, read_tree
from medlemsdialog.intake.readers.rich_text import read_printed_numbers
from medlemsdialog.intake.readers.web_page import strip_surroundings
from medlemsdialog.intake.readers.word import read_word

# Automatic numbers of headings and lists come out as structure; smart quotes stay as they are printed.
PANDOC_FORMATS = {"docx": "docx", "odt": "odt", "rtf": "rtf", "html": "html-native_divs-native_spans"}


def read_docx(name: str, content: bytes, kind: str = "docx") -> Document:
    """Return a document that pandoc reads; `kind` is one of `PANDOC_FORMATS`.

    Raises:
        BrokenOriginalError: pandoc cannot read it.
    """
    if kind == "docx":
        return read_word(content)
    notes: tuple[Note, ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    if kind == "html":
        # pandoc takes any bytes for a web page in UTF-8.
        text, notes = decode_text(name, content)
        content, before, after = strip_surroundings(text)
    tree = read_tree(name, content, PANDOC_FORMATS[kind])
    # What a web page or an RTF file is called stands in no line of it.
    outline = Outline()
    for line in before:
        outline.add_furniture(line)
    numbers = read_printed_numbers(content) if kind == "rtf" else ()
    read_blocks(tree, outline=outline, unprinted_title=kind in {"html", "rtf"}, printed_numbers=numbers)
    for line in after:
        outline.add_furniture(line)
    blocks = tuple(outline.blocks)
    if kind == "odt":
        blocks, notes = add_left_out(blocks, content)
    return Document(media_type=MEDIA_TYPES[kind], blocks=blocks, notes=notes)
