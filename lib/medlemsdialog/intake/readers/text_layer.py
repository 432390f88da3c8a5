"""Text that lies unseen over the picture of a page: recognised by a scanner or a program before the PDF was sent."""

from __future__ import annotations

from itertools import islice
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from medlemsdialog.intake.document import Document, Note

# Who scans, scans from the first page on: where the first pages show their text, the rest is not looked at.
_PAGES_TRIED = 3
_PIECES_TRIED = 60
_UNSEEN_SHARE = 0.9
_FORM_DEPTH = 3


def mark_text_layer(document: Document, content: bytes) -> Document:
    """Return a PDF's document with the blocks of pages whose text is unseen marked as recognised, and a note of the pages."""
    with_text = {block.anchor.page for block in document.blocks if block.anchor.page is not None}
    pages = _find_unseen_pages(content, sorted(with_text))
    if not pages:
        return document
    blocks = tuple(
        block.model_copy(update={"recognised": True}) if block.anchor.page in pages else block
        for block in document.blocks
    )
    first = next(block.anchor for block in blocks if block.recognised)
    note = Note(rule="ocr_text", anchor=first, found=", ".join(str(page) for page in sorted(pages)))
    return document.model_copy(update={"blocks": blocks, "notes": (*document.notes, note)})


def _find_unseen_pages(content: bytes, pages: list[int]) -> frozenset[int]:
    found: set[int] = set()
    document = pypdfium2.PdfDocument(content)
    try:
        for tried, number in enumerate(pages):
            if tried >= _PAGES_TRIED and not found:
                break
            page = document[number - 1]
            if _is_unseen(page):
                found.add(number)
            page.close()
    finally:
        document.close()
    return frozenset(found)


def _is_unseen(page: Any) -> bool:
    pieces = page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=_FORM_DEPTH)
    modes = [pdfium.FPDFTextObj_GetTextRenderMode(piece.raw) for piece in islice(pieces, _PIECES_TRIED)]
    unseen = sum(mode == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE for mode in modes)
    return bool(modes) and unseen >= _UNSEEN_SHARE * len(modes)
