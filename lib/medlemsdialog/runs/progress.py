"""What a run tells whoever waits for it."""

from __future__ import annotations

from typing import Protocol

from medlemsdialog.catalogue import Message
from medlemsdialog.models.manifest import RunStatus


class Progress(Protocol):
    """The steps of a run, in order."""

    def say(self, message: Message) -> None:
        """Tell what begins now."""

    def wait(self, message: Message) -> None:
        """Tell what the run waits for."""

    def expect(self, areas: int) -> None:
        """Tell how many areas will run."""

    def begin(self, area_code: str) -> None:
        """Tell that an area's workbook starts."""

    def end(self, area_code: str, status: RunStatus) -> None:
        """Tell that an area is done, its reports included."""


class Silent:
    """Nobody waits."""

    def say(self, message: Message) -> None:
        """Say nothing."""

    def wait(self, message: Message) -> None:
        """Say nothing."""

    def expect(self, areas: int) -> None:
        """Say nothing."""

    def begin(self, area_code: str) -> None:
        """Say nothing."""

    def end(self, area_code: str, status: RunStatus) -> None:
        """Say nothing."""
