"""The events on a whole area: assessments, letters, hand-ins and sign-offs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from pydantic import Field

from medlemsdialog.judgements.event import Event, LogKind


class AssessmentWritten(Event):
    """The adviser's own assessment of the county, a theme, a claim or a question, in Markdown.

    `cited` are the statements it cites, in order. `replaces` is as for sources: two advisers who write at once both keep
    their text until one has seen the other's.
    """

    log: ClassVar[LogKind] = "assessments"
    type: Literal["assessment.written"] = "assessment.written"
    about: Literal["area", "theme", "claim", "question"] = "area"
    about_id: str = ""
    text: str
    cited: tuple[str, ...] = ()
    replaces: tuple[str, ...] | None = None


class LetterSent(Event):
    """A sender was told how its input was understood, and asked to answer by a date. The letter itself lies in `build/`."""

    log: ClassVar[LogKind] = "letters"
    type: Literal["letter.sent"] = "letter.sent"
    letter_id: str
    source_ids: tuple[str, ...]
    sender_code: str = ""
    sender_name: str = ""
    reply_by: str
    content_sha256: str


class HandedIn(Event):
    """An adviser handed the county in, as the fingerprint says. `number` counts the county's hand-ins from 1.

    `parts` tells the state of what was handed in, by part, so that a change since can be told.
    """

    log: ClassVar[LogKind] = "hand-ins"
    type: Literal["handin.made"] = "handin.made"
    hand_in_id: str
    number: int = Field(ge=1)
    fingerprint: str
    note: str = ""
    parts: Mapping[str, str] = {}


class HandInReceived(Event):
    """Policy staff folded a hand-in into the national folder. The same file may be received again; it adds nothing.

    `parts` is as for `HandedIn`: the county as it stood once this was folded in.
    """

    log: ClassVar[LogKind] = "hand-ins"
    type: Literal["handin.received"] = "handin.received"
    hand_in_id: str
    file_sha256: str
    new_events: int = Field(ge=0)
    new_originals: int = Field(ge=0)
    parts: Mapping[str, str] = {}


class SignOffGiven(Event):
    """A county is signed off as it stood: the fingerprint covers sources, judgements, codebook and dialogue.

    `parts` holds the fingerprint of each part by its name, so that it can be told which one has changed. A sign-off
    without them is judged by `fingerprint` alone.
    """

    log: ClassVar[LogKind] = "sign-offs"
    type: Literal["signoff.given"] = "signoff.given"
    fingerprint: str
    parts: Mapping[str, str] = {}


class SignOffWithdrawn(Event):
    """A sign-off is taken back."""

    log: ClassVar[LogKind] = "sign-offs"
    type: Literal["signoff.withdrawn"] = "signoff.withdrawn"
    reason: str = ""
