"""The folder of one release: a named, kept state of the results."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class ReleaseFolder:
    """One release's files."""

    root: Path

    @property
    def record(self) -> Path:
        """What was kept, by whom and when; written last, so that a folder without it is no release."""
        return self.root / "release.json"

    @property
    def overview(self) -> Path:
        """The national overview without the areas' summaries."""
        return self.root / "overview.json"

    @property
    def findings(self) -> Path:
        """The findings as they stood and as they were printed."""
        return self.root / "findings.json"

    def summary(self, area_code: str) -> Path:
        """Return the summary of one county, or of the senders without one, as it may be shared."""
        return self.root / "summaries" / f"{area_code}.json"

    def files(self) -> Iterator[Path]:
        """Yield all its files but the record, sorted by path."""
        if self.root.is_dir():
            yield from sorted(file for file in self.root.rglob("*") if file.is_file() and file != self.record)

    def name_of(self, file: Path) -> str:
        """Return a file's path below the release."""
        return file.relative_to(self.root).as_posix()
