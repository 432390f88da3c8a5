"""The events on what statements say: codings, samples, claims and themes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict

from medlemsdialog.dialogue_text import Text
from medlemsdialog.judgements.event import Event, LogKind
from medlemsdialog.models.claims import ClaimPosition
from medlemsdialog.models.passages import Anchor
from medlemsdialog.models.themes import Theme
from medlemsdialog.models.vocabulary import Addressee, Kind


class CodingSet(Event):
    """A coder's coding of one statement; it takes the place of the same coder's earlier one.

    `settles` marks a coding agreed by the coders after comparison: it stands for all of them, and `settled_with` names
    the others. `sample_id` marks a coding made blind, as part of a sample.
    """

    log: ClassVar[LogKind] = "codings"
    type: Literal["coding.set"] = "coding.set"
    statement_id: str
    text: str
    anchor: Anchor
    themes: tuple[str, ...] = ()
    claims: tuple[ClaimPosition, ...] = ()
    questions: tuple[str, ...] = ()
    kind: Kind | None = None
    quotable: bool | None = None
    memo: str = ""
    settles: bool = False
    settled_with: tuple[str, ...] = ()
    sample_id: str = ""


class CodingRemoved(Event):
    """A coder takes the coding of one statement back."""

    log: ClassVar[LogKind] = "codings"
    type: Literal["coding.removed"] = "coding.removed"
    statement_id: str


class SampleItem(BaseModel):
    """One statement of a sample: the advisers of its own area code it, and those of `cross_area_code`, unseen by each other."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    statement_id: str
    area_code: str
    cross_area_code: str


class SampleDrawn(Event):
    """A sample of statements that are coded twice, so that the coders can be compared. Written for the whole dialogue."""

    log: ClassVar[LogKind] = "samples"
    type: Literal["sample.drawn"] = "sample.drawn"
    sample_id: str
    seed: int
    items: tuple[SampleItem, ...]


class ClaimWritten(Event):
    """A claim is formulated, or its text or frame changed.

    `came_from` names the claims it was split from or merged of; `replaces` is as for sources.
    """

    log: ClassVar[LogKind] = "claims"
    type: Literal["claim.written"] = "claim.written"
    claim_id: str
    text: Text
    addressee: Addressee
    themes: tuple[str, ...]
    purpose: str = ""
    question: str = ""
    came_from: tuple[str, ...] = ()
    reason: str = ""
    replaces: tuple[str, ...] | None = None


class ClaimRetired(Event):
    """A claim is no longer used. Codings stay as they were made; their positions count for the claims named here.

    `moved` maps statement ids to the claim that takes over that statement's position; `into` takes over all others;
    where neither says, the position counts for no claim any more.
    """

    log: ClassVar[LogKind] = "claims"
    type: Literal["claim.retired"] = "claim.retired"
    claim_id: str
    into: str = ""
    moved: Mapping[str, str] = {}
    reason: str = ""


class ThemeWritten(Event):
    """A theme is new in the codebook, or has got another name, definition or place.

    `came_from` is as for claims, `replaces` as for sources.
    """

    log: ClassVar[LogKind] = "codebook"
    type: Literal["theme.written"] = "theme.written"
    theme: Theme
    came_from: tuple[str, ...] = ()
    reason: str = ""
    replaces: tuple[str, ...] | None = None


class ThemeRetired(Event):
    """A theme is no longer used. Codings stay as they were made and count for the themes named here.

    `moved` maps statement ids to the themes that take over there; `into` takes over all others; where neither says, the
    coding counts for no theme any more.
    """

    log: ClassVar[LogKind] = "codebook"
    type: Literal["theme.retired"] = "theme.retired"
    theme_code: str
    into: str = ""
    moved: Mapping[str, tuple[str, ...]] = {}
    reason: str = ""
