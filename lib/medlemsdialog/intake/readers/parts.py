"""Originals that hold others, such as e-mails and ZIPs: the blocks, notes and scans of a part placed inside the whole."""

from __future__ import annotations

import hashlib
from typing import NamedTuple

from medlemsdialog.intake.document import Document, Note, Scan
from medlemsdialog.intake.rules import BrokenOriginalError
from medlemsdialog.models.passages import Anchor


class Part(NamedTuple):
    """An attachment of an e-mail or a file in a ZIP, or why there is no content."""

    name: str
    content: bytes
    error: BrokenOriginalError | None = None


def add_part(document: Document, name: str, read: Document) -> Document:
    """Return the whole with the blocks of one part, each anchored in it."""
    blocks = (block.model_copy(update={"anchor": _inside(block.anchor, name)}) for block in read.blocks)
    notes = (note.model_copy(update={"anchor": _inside(note.anchor, name)}) for note in read.notes)
    scans = (scan.model_copy(update={"attachment": _path(name, scan.attachment)}) for scan in read.scans)
    return document.model_copy(
        update={
            "blocks": (*document.blocks, *blocks),
            "notes": (*document.notes, *notes),
            "scans": (*document.scans, *scans),
            "attachments": tuple(dict.fromkeys((*document.attachments, name))),
        }
    )


def add_unread(document: Document, part: Part, error: BrokenOriginalError) -> Document:
    """Return the whole with a note that one part could not be read; one that is a picture may be recognised."""
    note = Note(rule="attachment_unread", anchor=Anchor(attachment=part.name), refusal=error.refusal)
    scans = document.scans
    if error.rule == "scanned":
        digest = hashlib.sha256(part.content).hexdigest()
        scans = (*scans, Scan(attachment=part.name, content_sha256=digest))
    attachments = tuple(dict.fromkeys((*document.attachments, part.name)))
    return document.model_copy(update={"notes": (*document.notes, note), "scans": scans, "attachments": attachments})


def _inside(anchor: Anchor, name: str) -> Anchor:
    return anchor.model_copy(update={"attachment": _path(name, anchor.attachment)})


def _path(name: str, inner: str | None) -> str:
    return f"{name} › {inner}" if inner else name
