"""The events on comments from those who read a report: what came in, what was answered, and that no more is to be done."""

from __future__ import annotations

from typing import ClassVar, Literal

from medlemsdialog.judgements.event import Event, LogKind


class CommentReceived(Event):
    """A reader's comment came in; the same comment in a later wording takes the place of the earlier.

    `place` is the permanent address of the block it stands at (`report.comment_places`), and `place_text` what the block
    said then. `statement_id` is given where the block is a statement. `written` is when the reader wrote it (ISO), as the
    file says; the later of two wordings is told by it. `report` is the name of the report that was read. `quoted` are the
    words that were marked in Word, where they are not all that stands at the place; `reply_to` is the comment this answers.
    """

    log: ClassVar[LogKind] = "comments"
    type: Literal["comment.received"] = "comment.received"
    comment_id: str
    place: str
    place_text: str
    text: str
    author: str = ""
    organisation: str = ""
    written: str = ""
    report: str = ""
    document_date: str = ""
    statement_id: str = ""
    quoted: str = ""
    reply_to: str = ""


class CommentAnswered(Event):
    """Somebody answers a comment, internally; an empty text takes the person's own answer back."""

    log: ClassVar[LogKind] = "comments"
    type: Literal["comment.answered"] = "comment.answered"
    comment_id: str
    text: str


class CommentSettled(Event):
    """No more is to be done about a comment, for a reason; or, with `settled` false, it is taken up again."""

    log: ClassVar[LogKind] = "comments"
    type: Literal["comment.settled"] = "comment.settled"
    comment_id: str
    settled: bool = True
    reason: str = ""


class CommentRemoved(Event):
    """A comment is no longer among the comments, such as one taken in by mistake; it is kept in the log."""

    log: ClassVar[LogKind] = "comments"
    type: Literal["comment.removed"] = "comment.removed"
    comment_id: str
    reason: str = ""


CommentEvent = CommentReceived | CommentAnswered | CommentSettled | CommentRemoved
