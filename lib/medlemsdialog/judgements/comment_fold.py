"""What the events on comments lead to: each comment with its answers, whatever order logs and files come in."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from medlemsdialog.judgements.comment_events import (
    CommentAnswered,
    CommentEvent,
    CommentReceived,
    CommentRemoved,
    CommentSettled,
)
from medlemsdialog.models.base import Record
from medlemsdialog.models.identity import source_id_of


class Comment(Record):
    """A comment as it stands: its latest wording, one answer of each person in order, and what settled it."""

    area_code: str
    received: CommentReceived
    answers: tuple[CommentAnswered, ...] = ()
    settled: CommentSettled | None = None

    @property
    def comment_id(self) -> str:
        """The comment's id."""
        return self.received.comment_id


def comments_on(comments: Mapping[str, Comment], area_code: str) -> tuple[Comment, ...]:
    """Return the comments on an area's report."""
    return tuple(one for one in comments.values() if one.area_code == area_code)


class CommentFolding:
    """Comments on their way; events are added in their order."""

    def __init__(self) -> None:
        self._received: dict[str, tuple[str, CommentReceived]] = {}
        self._answers: dict[str, dict[str, CommentAnswered]] = {}
        self._settled: dict[str, CommentSettled] = {}

    def add(self, area_code: str, event: CommentEvent) -> None:
        """Fold in one event."""
        comment_id = event.comment_id
        match event:
            case CommentReceived():
                before = self._received.get(comment_id)
                if before is None or event.written >= before[1].written:
                    self._received[comment_id] = (area_code, event)
            case CommentAnswered():
                own = self._answers.setdefault(comment_id, {})
                own.pop(event.by, None)
                if event.text.strip():
                    own[event.by] = event
            case CommentSettled():
                if event.settled:
                    self._settled[comment_id] = event
                else:
                    self._settled.pop(comment_id, None)
            case CommentRemoved():
                self._received.pop(comment_id, None)

    def comments(self, withdrawn: Collection[str]) -> Mapping[str, Comment]:
        """Return the comments by their ids, oldest first; those at a withdrawn statement without their words."""
        found = {
            comment_id: Comment(
                area_code=area_code,
                received=_without_words(event, withdrawn),
                answers=tuple(self._answers.get(comment_id, {}).values()),
                settled=self._settled.get(comment_id),
            )
            for comment_id, (area_code, event) in self._received.items()
        }
        return dict(sorted(found.items(), key=lambda one: (one[1].received.written, one[0])))


def _without_words(event: CommentReceived, withdrawn: Collection[str]) -> CommentReceived:
    if event.statement_id and source_id_of(event.statement_id) in withdrawn:
        return event.model_copy(update={"place_text": "", "quoted": "", "text": ""})
    return event
