"""What somebody did in Word to a document made from findings: sentence by sentence, with what is to be done about it."""

from __future__ import annotations

from typing import Literal

from medlemsdialog.catalogue import Language
from medlemsdialog.models.base import Record

EditKind = Literal["changed", "new", "removed", "moved"]


class NumberEdit(Record):
    """A number that is counted, and what somebody typed instead (`after`, empty where it was taken out)."""

    field: str
    before: str
    after: str


class SentenceEdit(Record):
    """One thing done to one sentence. `reference` is what it is accepted by: `f-bibliotek:3`, `f-bibliotek:ny1`.

    `number` is the sentence's, None for a new one. `before` and `after` are the words as printed; `text` is what is written
    if it is accepted: citations kept, numbers that stand as they were as fields again. `follows` is the number of the
    sentence before a new or moved one, 0 where it stands first; `opens_block` tells that it begins a paragraph.
    `known_by_likeness` tells that its bookmark was lost. `changed_since` tells that the finding itself says something else
    now than when the document was made.
    """

    reference: str
    kind: EditKind
    finding_id: str
    number: int | None = None
    before: str = ""
    after: str = ""
    text: str = ""
    follows: int = 0
    opens_block: bool = False
    numbers: tuple[NumberEdit, ...] = ()
    known_by_likeness: bool = False
    changed_since: bool = False


class FrameEdit(Record):
    """A paragraph that comes from the template or is made by the program; empty where it is new or gone.

    `finding_id` is set where it is the heading of that finding.
    """

    before: str
    after: str
    finding_id: str = ""


class WordComment(Record):
    """A comment, the words it stands at, and the paragraph and the finding's sentence these begin in.

    `number` is the paragraph's among those of the document that say something; −1 where the comment stands at none.
    `reply_to` is the place in the list of comments of the one it answers, −1 where it answers none; `is_done` tells that
    somebody has marked it, or what it answers, as resolved in Word.
    """

    text: str
    at: str
    paragraph: str = ""
    number: int = -1
    reply_to: int = -1
    is_done: bool = False
    author: str = ""
    written: str = ""
    finding_id: str = ""
    sentence: int = 0


class EditedDocument(Record):
    """All that was done to a document. `is_compared_whole` tells that the document as it was made was there to hold it against.

    `tracked_changes` is the number of changes that nobody has accepted in Word; they are read as accepted. `outdated` is the
    number of sentences nobody has touched that the findings say otherwise now.
    """

    language: Language
    edits: tuple[SentenceEdit, ...] = ()
    frame: tuple[FrameEdit, ...] = ()
    comments: tuple[WordComment, ...] = ()
    tracked_changes: int = 0
    sentences: int = 0
    outdated: int = 0
    is_compared_whole: bool = True
