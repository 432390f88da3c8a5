"""One log kept open for reading: only what has grown or changed is read again.

A log is known by its bytes, not by its length: purging overwrites lines in place, and OneDrive and git put other files in
its place.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import NamedTuple

from medlemsdialog.catalogue import Message
from medlemsdialog.errors import JudgementsUnreadableError
from medlemsdialog.judgements.fold import AreaEvent
from medlemsdialog.judgements.lines import LogPlace, ReadLines, read_lines
from medlemsdialog.judgements.log import TRIES, read_log
from medlemsdialog.models.problems import Problem
from medlemsdialog.models.vocabulary import Severity
from medlemsdialog.paths import NATIONAL

# Some file systems tell time in steps of two seconds: within them a file can change and look as it did.
_YOUNG_SECONDS = 2.5


class _Look(NamedTuple):
    """How a file looks from outside."""

    size: int
    modified: int
    inode: int


class WatchedLog:
    """One log as read so far: its whole lines, and what follows the last line end."""

    def __init__(self, file: Path, place: LogPlace) -> None:
        self.is_gone = False
        self._file = file
        self._place = place
        self._look: _Look | None = None
        self._is_young = False
        self._content = b""
        self._lines = 0
        self._whole: list[AreaEvent] = []
        self._whole_problems: list[Problem] = []
        self._end = b""
        self._at_end = ReadLines()
        self._held: Problem | None = None

    @property
    def events(self) -> list[AreaEvent]:
        """All events, in the order of their lines."""
        return [*self._whole, *self._at_end.events]

    @property
    def problems(self) -> list[Problem]:
        """What could not be read."""
        return [*self._whole_problems, *self._at_end.problems, *([self._held] if self._held else [])]

    def read(self) -> list[AreaEvent] | None:
        """Read what is new and return its events, or None if what was there before is not there any more.

        Raises:
            JudgementsUnreadableError: The log has never been read, and cannot be opened.
        """
        look = self._look_at()
        if look is not None and look == self._look and not self._is_young:
            return []
        try:
            content = read_log(self._file, tries=1 if self._look else TRIES)
        except JudgementsUnreadableError:
            if self._look is None:
                raise
            self._held = _build_held(self._place)
            return []
        if content is None:
            self.is_gone = True
            return None
        self._held = None
        self._look = look
        self._is_young = look is None or abs(time.time() - look.modified / 1e9) < _YOUNG_SECONDS
        return self._take_in(content)

    def _take_in(self, content: bytes) -> list[AreaEvent] | None:
        has_grown = content.startswith(self._content)
        if has_grown and content[len(self._content) :] == self._end:
            return []
        if not has_grown:
            self._content, self._lines, self._whole, self._whole_problems = b"", 0, [], []
        whole_end = content.rfind(b"\n") + 1
        new = content[len(self._content) : whole_end]
        added = read_lines(self._place, new[:-1], first_number=self._lines + 1)
        self._lines += new.count(b"\n")
        self._whole += added.events
        self._whole_problems += added.problems
        before = self._at_end.events
        self._content, self._end = content[:whole_end], content[whole_end:]
        self._at_end = read_lines(self._place, self._end, first_number=self._lines + 1, is_end=True)
        found = [*added.events, *self._at_end.events]
        return found if has_grown and all(event in found for event in before) else None

    def _look_at(self) -> _Look | None:
        try:
            found = self._file.stat()
        except OSError:
            return None
        return _Look(found.st_size, found.st_mtime_ns, found.st_ino)


def _build_held(place: LogPlace) -> Problem:
    return Problem(
        rule="log-held",
        severity=Severity.WARNING,
        source=place.name,
        county_code="" if place.area_code == NATIONAL else place.area_code,
        what=Message("Et annet program holder loggen {file}. Det nyeste i den er ikke med ennå.", file=place.name),
        allowed=Message("en logg som kan leses"),
        to_do=Message("Vent litt. Står meldingen lenge, så se etter at OneDrive er ferdig med filen."),
    )
