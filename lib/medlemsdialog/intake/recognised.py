"""Text that a machine has recognised in pictures of pages: kept by content, and put where the pictures stand.

Recognition is never part of a run: what is installed on a machine must not change results. A person asks for it once
(`medlemsdialog recognise`), the text is kept with the judgements, and runs read it from there.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from medlemsdialog.intake.document import Document, Note, Outcome, RawPassage, Scan
from medlemsdialog.intake.outline import Outline
from medlemsdialog.models.base import Record
from medlemsdialog.paths import DataFolder


class RecognisedPage(Record):
    """One page: its paragraphs in order, and how sure the program was of its words, 0–1."""

    page: int
    paragraphs: tuple[str, ...] = ()
    confidence_share: float = 0.0


class RecognisedText(Record):
    """The recognised text of one PDF or picture, found by its content; `source` is where it lay."""

    schema_version: int = 1
    content_sha256: str
    source: str
    media_type: str
    program: str
    languages: tuple[str, ...]
    pages: tuple[RecognisedPage, ...]


def read_recognised(data: DataFolder) -> dict[str, RecognisedText]:
    """Return the recognised texts of a dialogue by the content they were read from; a damaged one is as if not made."""
    found: dict[str, RecognisedText] = {}
    for file in data.recognised_texts():
        try:
            text = RecognisedText.model_validate_json(file.read_bytes())
        except (OSError, ValidationError, ValueError):
            continue
        found[text.content_sha256] = text
    return found


def apply_recognised(outcome: Outcome, digest: str, recognised: Mapping[str, RecognisedText]) -> Outcome:
    """Return what became of an original when its pictures count as the text that was recognised in them."""
    if not recognised:
        return outcome
    if outcome.document is None:
        text = recognised.get(digest)
        if text is None or outcome.refusal is None or outcome.refusal.rule != "scanned":
            return outcome
        blocks = _build_blocks(text, None)
        if not blocks:
            return outcome
        return Outcome(document=Document(media_type=text.media_type, blocks=blocks, notes=(_tell(text, blocks, None),)))
    document = outcome.document
    for scan in outcome.document.scans:
        if text := recognised.get(scan.content_sha256):
            document = _fill_scan(document, scan, text)
    return Outcome(document=document)


def _fill_scan(document: Document, scan: Scan, text: RecognisedText) -> Document:
    wanted = [page for page in text.pages if not scan.pages or page.page in scan.pages]
    text = text.model_copy(update={"pages": tuple(wanted)})
    blocks = _build_blocks(text, scan.attachment)
    if not blocks:
        return document
    read = {block.anchor.page for block in blocks}
    left = [page for page in scan.pages if page not in read]
    notes: list[Note] = []
    for note in document.notes:
        about_scan = note.anchor.attachment == scan.attachment
        if about_scan and note.rule == "scanned_pages":
            if left:
                notes.append(note.model_copy(update={"found": ", ".join(map(str, left))}))
        elif not (about_scan and note.refusal is not None and note.refusal.rule == "scanned"):
            notes.append(note)
    notes.append(_tell(text, blocks, scan.attachment))
    merged = _in_page_order(document.blocks, blocks, scan.attachment)
    return document.model_copy(update={"blocks": merged, "notes": tuple(notes)})


def _in_page_order(
    blocks: tuple[RawPassage, ...], recognised: tuple[RawPassage, ...], attachment: str | None
) -> tuple[RawPassage, ...]:
    """Return the blocks with the recognised ones at their pages; those of an unread attachment come last."""
    places = [number for number, block in enumerate(blocks) if block.anchor.attachment == attachment]
    if not places:
        return (*blocks, *recognised)
    first, last = places[0], places[-1] + 1
    own = sorted((*blocks[first:last], *recognised), key=lambda block: block.anchor.page or 0)
    return (*blocks[:first], *own, *blocks[last:])


def _build_blocks(text: RecognisedText, attachment: str | None) -> tuple[RawPassage, ...]:
    outline = Outline(paragraph_per_page=True)
    one_picture = text.media_type.startswith("image/") and len(text.pages) == 1
    for page in text.pages:
        place: dict[str, Any] = {} if one_picture else {"page": page.page}
        for paragraph in page.paragraphs:
            outline.add_text(paragraph, **place)
    return tuple(
        block.model_copy(
            update={"recognised": True, "anchor": block.anchor.model_copy(update={"attachment": attachment})}
        )
        for block in outline.blocks
    )


def _tell(text: RecognisedText, blocks: tuple[RawPassage, ...], attachment: str | None) -> Note:
    pages = ", ".join(str(page.page) for page in text.pages if page.paragraphs)
    return Note(rule="ocr_text", anchor=blocks[0].anchor.model_copy(update={"attachment": attachment}), found=pages)
