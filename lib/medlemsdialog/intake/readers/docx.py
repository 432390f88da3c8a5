"""Word documents and their relatives: DOCX by our own reader, the others through pandoc."""

from __future__ import annotations

from medlemsdialog.intake.document import Document, Note
from medlemsdialog.intake.formats import MEDIA_TYPES
from medlemsdialog.intake.readers.lines import decode_text
from medlemsdialog.intake.readers.pandoc_ast import read_blocks, read_tree
from medlemsdialog.intake.readers.word import read_word

# Automatic numbers of headings and lists come out as structure; smart quotes stay as they are printed.
PANDOC_FORMATS = {"docx": "docx", "odt": "odt", "rtf": "rtf", "html": "html-native_divs-native_spans"}


def read_docx(name: str, content: bytes, kind: str = "docx", *, attachment: str | None = None) -> Document:
    """Return a document that pandoc reads; `kind` is one of `PANDOC_FORMATS`.

    Raises:
        BrokenOriginalError: pandoc cannot read it.
    """
    if kind == "docx":
        return read_word(content)
    notes: tuple[Note, ...] = ()
    if kind == "html":
        # pandoc takes any bytes for a web page in UTF-8.
        text, notes = decode_text(name, content)
        content = text.encode()
    tree = read_tree(name, content, PANDOC_FORMATS[kind])
    blocks = read_blocks(tree, page_title=kind == "html", attachment=attachment)
    return Document(media_type=MEDIA_TYPES[kind], blocks=blocks, notes=notes)
