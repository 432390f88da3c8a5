"""What changed while a run was at work: parts that may have read both the old and the new are made again next time."""

from __future__ import annotations

import os

from medlemsdialog.paths import BuildFolder, DataFolder
from medlemsdialog.runs.fingerprints import PROGRAM
from medlemsdialog.standing import UnsureError, describe_state


class Watch:
    """How all that a run reads stood when it began."""

    def __init__(self, data: DataFolder, build: BuildFolder) -> None:
        """Look at all files."""
        self._data, self._build = data, build
        self._before = self._look()

    def find_changed(self) -> frozenset[str]:
        """Return what has changed since, by the names that fingerprints have; also what is the same again by now."""
        now = self._look()
        changed = self._before.symmetric_difference(now)
        return frozenset(self._name(line) for line in changed)

    def _look(self) -> frozenset[str]:
        try:
            state = describe_state(os.fspath(self._data.root), os.fspath(self._build.root), ())
        except (OSError, UnsureError):
            # A folder that is a link: what lies there is held against its hash at the next run as always.
            return frozenset()
        return frozenset(state.split("\0"))

    def _name(self, line: str) -> str:
        path = line[2:] if line.startswith("- ") else line.split(" ", 4)[-1]
        root = os.fspath(self._data.root) + os.sep
        return path.removeprefix(root).replace(os.sep, "/") if path.startswith(root) else PROGRAM
