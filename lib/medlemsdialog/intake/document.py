"""What a reader hands on: a document of blocks with anchors, and what it noticed on the way."""

from __future__ import annotations

from enum import StrEnum

from medlemsdialog.models.base import Record
from medlemsdialog.models.passages import Anchor
from medlemsdialog.models.vocabulary import TextLanguage


class Role(StrEnum):
    """What a block is in the layout of its original."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    CELL = "cell"
    FURNITURE = "furniture"
    NOTE = "note"
    QUOTED_MAIL = "quoted_mail"
    SIGNATURE = "signature"


class RawPassage(Record):
    """One block as it stands in the original, before anyone has said what kind it is."""

    text: str
    anchor: Anchor
    role: Role = Role.PARAGRAPH


class Sheet(Record):
    """One sheet as texts: `rows[0][0]` is cell A1. Trailing empty cells may be missing."""

    name: str = ""
    hidden: bool = False
    rows: tuple[tuple[str, ...], ...] = ()


class Note(Record):
    """Something a reader noticed that a person must see: the id of a rule, the place, what was found."""

    rule: str
    anchor: Anchor = Anchor()
    found: str = ""


class Document(Record):
    """One original, read.

    `sender_hint` and `date_hint` are what an e-mail's header says; `media_type` is what the content really is.
    `languages` holds the language of every text that a passage may be made of, found once and kept with the document.
    """

    media_type: str
    blocks: tuple[RawPassage, ...] = ()
    sheets: tuple[Sheet, ...] = ()
    notes: tuple[Note, ...] = ()
    sender_hint: str = ""
    date_hint: str = ""
    attachments: tuple[str, ...] = ()
    languages: dict[str, TextLanguage] = {}

    def text_at(self, anchor: Anchor) -> str | None:
        """Return the text that stands at `anchor`, or None where nothing does."""
        return next((block.text for block in self.blocks if block.anchor == anchor), None)

    def texts(self) -> tuple[str, ...]:
        """Return every text that a passage may be made of, each once: blocks, and the lines of the sheets' cells."""
        lines = (
            line.strip() for sheet in self.sheets for row in sheet.rows for cell in row for line in cell.splitlines()
        )
        return tuple(dict.fromkeys((*(block.text for block in self.blocks), *lines)))
