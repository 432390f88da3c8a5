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
    `paragraph` is the whole paragraph in Word around the words it stands at, empty in files from the report itself.
    """

    key: str
    area: str = ""
    place: str = ""
    place_text: str = ""
    paragraph: str = ""
    text: str
    author: str = ""
    organisation: str = ""
    written: str = ""
    report: str = ""
    document_date: str = ""


class CommentFile(Record):
    """What one file brings: its comments, and how many entries in it are none."""

    name: str
    comments: tuple[ReaderComment, ...]
    unusable: int = 0
