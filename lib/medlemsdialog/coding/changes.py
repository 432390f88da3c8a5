"""The changes a person can make to claims and themes, as they are asked for; nothing is done by them alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from medlemsdialog.dialogue_text import Text
from medlemsdialog.models.base import Record
from medlemsdialog.models.themes import Theme
from medlemsdialog.models.vocabulary import Addressee


class _Change(Record):
    """A change and why it is made."""

    reason: str = ""


class ClaimFrame(Record):
    """What a claim says besides its words; None leaves it as it is, or as what the claim comes from says."""

    addressee: Addressee | None = None
    themes: tuple[str, ...] | None = None
    purpose: str | None = None
    question: str | None = None


class NewClaim(ClaimFrame):
    """A claim to be written. Without an id it gets one made of its words."""

    id: str = ""
    text: Text


class WriteClaim(_Change):
    """Write a new claim."""

    kind: Literal["write_claim"] = "write_claim"
    claim: NewClaim


class RewordClaim(_Change):
    """Say the same claim in other words, or change its frame. Codings and ticks stay with it."""

    kind: Literal["reword_claim"] = "reword_claim"
    claim_id: str
    text: Text | None = None
    frame: ClaimFrame = ClaimFrame()


class MergeClaims(_Change):
    """Let `claims` count as one: `into`, a claim that is there or one of them, or `new`."""

    kind: Literal["merge_claims"] = "merge_claims"
    claims: tuple[str, ...]
    into: str = ""
    new: NewClaim | None = None


class SplitClaim(_Change):
    """Let a claim count as several. `assigned` gives the claim of each statement by id, `rest` the one of all others.

    The claims are `parts`, or claims that are there. Without `rest`, what is not assigned counts for no claim any more.
    """

    kind: Literal["split_claim"] = "split_claim"
    claim_id: str
    parts: tuple[NewClaim, ...] = ()
    assigned: Mapping[str, str] = {}
    rest: str = ""


class RetireClaim(_Change):
    """Use a claim no longer; its codings count for none."""

    kind: Literal["retire_claim"] = "retire_claim"
    claim_id: str


class AddTheme(_Change):
    """Add a theme to the codebook."""

    kind: Literal["add_theme"] = "add_theme"
    theme: Theme


class RenameTheme(_Change):
    """Give a theme another name; its code stays."""

    kind: Literal["rename_theme"] = "rename_theme"
    theme_code: str
    label: Text


class EditTheme(_Change):
    """Write a theme anew under the same code: name, definition, place, search words."""

    kind: Literal["edit_theme"] = "edit_theme"
    theme: Theme


class MergeThemes(_Change):
    """Let `themes` count as one: `into`, a theme that is there or one of them, or `new`. The heir takes over the search words."""

    kind: Literal["merge_themes"] = "merge_themes"
    themes: tuple[str, ...]
    into: str = ""
    new: Theme | None = None


class SplitTheme(_Change):
    """Let a theme count as several, as for claims; a statement may go to more than one of them."""

    kind: Literal["split_theme"] = "split_theme"
    theme_code: str
    parts: tuple[Theme, ...] = ()
    assigned: Mapping[str, tuple[str, ...]] = {}
    rest: str = ""


class RetireTheme(_Change):
    """Use a theme no longer; its codings count for none."""

    kind: Literal["retire_theme"] = "retire_theme"
    theme_code: str


ClaimChange = WriteClaim | RewordClaim | MergeClaims | SplitClaim | RetireClaim
ThemeChange = AddTheme | RenameTheme | EditTheme | MergeThemes | SplitTheme | RetireTheme
Change = ClaimChange | ThemeChange
