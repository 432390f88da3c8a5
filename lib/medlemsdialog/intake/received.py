"""A source as it was received, before any judgement, and where it was received."""

from __future__ import annotations

from typing import NamedTuple

from medlemsdialog.dialogue import Dialogue
from medlemsdialog.intake.folders import Folder
from medlemsdialog.intake.parsed import Original
from medlemsdialog.intake.submitted import Submitted
from medlemsdialog.models.identity import derive_source_id
from medlemsdialog.models.passages import Passage
from medlemsdialog.models.problems import Problem
from medlemsdialog.models.sources import Source
from medlemsdialog.register.models import Register


class Received(NamedTuple):
    """One source: its passages and what was noticed while it was read; `submission` is what a member's own answer tells."""

    source: Source
    passages: tuple[Passage, ...]
    problems: tuple[Problem, ...]
    folder: Folder
    submission: Submitted | None = None


class Setting(NamedTuple):
    """What every source of one original has in common."""

    original: Original
    folder: Folder
    dialogue: Dialogue
    register: Register

    @property
    def has_own_folder(self) -> bool:
        """Whether the original lies in a county's folder or the national one."""
        return self.folder.kind in {"county", "national"}

    def route(self, sender_county: str) -> str:
        """Return the county a source belongs to: its folder's, or from the national folder its sender's."""
        return self.folder.county_code or (sender_county if self.folder.kind == "national" else "")

    def build_source(self, media_type: str) -> Source:
        """Return the source that the whole original is, with nothing known of its sender."""
        return Source(
            source=self.original.source,
            source_id=derive_source_id(self.original.source, self.original.content),
            content_sha256=self.original.content_sha256,
            media_type=media_type,
            county_code=self.folder.county_code,
            own_folder=self.has_own_folder,
        )
