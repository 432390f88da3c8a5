"""What every event of human judgement carries, and the kinds of logs that hold them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, ClassVar, Literal, get_args
from uuid import uuid4

from pydantic import BaseModel, ConfigDict, Field

from medlemsdialog.models.base import share_fields_set

LogKind = Literal[
    "sources",
    "meetings",
    "corrections",
    "codings",
    "claims",
    "codebook",
    "samples",
    "assessments",
    "letters",
    "hand-ins",
    "sign-offs",
    "findings",
    "comments",
]
LOG_KINDS: tuple[LogKind, ...] = get_args(LogKind)


class Event(BaseModel):
    """One judgement by one person. Events are never changed; a later one on the same thing takes its place.

    `undoes` names the event of the same person that this one takes back; it says itself what holds instead.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    log: ClassVar[LogKind]

    schema_version: Literal[1] = 1
    id: str = Field(default_factory=lambda: uuid4().hex)
    at: datetime = Field(default_factory=lambda: datetime.now(UTC))
    by: str
    client: str
    undoes: str = ""

    def model_post_init(self, _: Any, /) -> None:
        """Share what tells which fields were given: a log may hold a hundred thousand events."""
        share_fields_set(self)

    @property
    def order(self) -> tuple[str, str]:
        """What events are folded by: time, then id, so that the order of lines and files never matters."""
        return (self.at.astimezone(UTC).isoformat(), self.id)
