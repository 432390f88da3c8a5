"""Comments from those who read a report, as a file brings them in."""

from __future__ import annotations

from enum import StrEnum

from medlemsdialog.models.base import Record


class CommentPlacing(StrEnum):
    """Where a comment stands in the report as it is now."""

    HERE = "here"
    CHANGED = "changed"
    MOVED = "moved"
    ORPHANED = "orphaned"
    UNKNOWN = "unknown"


class ReaderComment(Record):
    """One comment of one reader. `area` is a prefix of ids, empty where the file says none; so is `place`.

    `key` tells it from all others; the same comment in a later wording has the same key and a later `written` (ISO).
    `paragraph` is the whole paragraph in Word around the words it stands at, and `number` its place among the file's; empty
    and −1 in files from the report itself. `reply_to` is the key of the comment it answers. `is_done` tells that somebody
    marked it as resolved in Word.
    """

    key: str
    area: str = ""
    place: str = ""
    place_text: str = ""
    paragraph: str = ""
    number: int = -1
    reply_to: str = ""
    is_done: bool = False
    text: str
    author: str = ""
    organisation: str = ""
    written: str = ""
    report: str = ""
    document_date: str = ""


class FileParagraph(Record):
    """A paragraph of a Word file: what it says, and the permanent address of the finding's sentence it holds, if any."""

    text: str
    place: str = ""
    is_heading: bool = False
    in_table: bool = False


class CommentFile(Record):
    """What one file brings: its comments, and how many entries in it are none; of a Word file its paragraphs too."""

    name: str
    comments: tuple[ReaderComment, ...]
    unusable: int = 0
    paragraphs: tuple[FileParagraph, ...] = ()
