"""What a reader hands on: a document of blocks with anchors, and what it noticed on the way."""

from __future__ import annotations

from enum import StrEnum

from medlemsdialog.intake.submitted import Submitted
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
    # What the sender was sent with the document and left as it was.
    GUIDANCE = "guidance"


class RawPassage(Record):
    """One block as it stands in the original, before anyone has said what kind it is.

    `recognised` where a machine has read it from a picture of the page.
    """

    text: str
    anchor: Anchor
    role: Role = Role.PARAGRAPH
    recognised: bool = False


class Sheet(Record):
    """One sheet as texts: `rows[0][0]` is cell A1. Trailing empty cells may be missing."""

    name: str = ""
    hidden: bool = False
    rows: tuple[tuple[str, ...], ...] = ()


class Refusal(Record):
    """Why there is no document: the rule that the original breaks, what was found, and the values of its sentences."""

    rule: str
    found: str = ""
    values: dict[str, str | int] = {}


class Note(Record):
    """Something a reader noticed that a person must see: the id of a rule, the place, what was found.

    `refusal` is why a part of the original, such as an attachment, could not be read.
    """

    rule: str
    anchor: Anchor = Anchor()
    found: str = ""
    refusal: Refusal | None = None


class Scan(Record):
    """Pages that are pictures of text: of the original itself, or of one attachment. No pages named means all."""

    attachment: str | None = None
    content_sha256: str
    pages: tuple[int, ...] = ()


class Document(Record):
    """One original, read.

    `sender_hint` and `date_hint` are what an e-mail's header says; `media_type` is what the content really is.
    `scans` are the parts that only text recognition can read.
    `submission` is what a member's own answer says of itself, one part for each block.
    `languages` holds the language of every text that a passage may be made of, found once and kept with the document.
    """

    media_type: str
    blocks: tuple[RawPassage, ...] = ()
    sheets: tuple[Sheet, ...] = ()
    notes: tuple[Note, ...] = ()
    sender_hint: str = ""
    date_hint: str = ""
    attachments: tuple[str, ...] = ()
    scans: tuple[Scan, ...] = ()
    submission: Submitted | None = None
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


class Outcome(Record):
    """What became of one original: a document, or the reason why there is none."""

    document: Document | None = None
    refusal: Refusal | None = None
