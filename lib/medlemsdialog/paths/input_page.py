"""The folder of the input page: what members have sent, and nothing that is served to others."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class InputPageFolder:
    """The store of one input page: its database, and attachments by their hash. No original lies there."""

    root: Path

    @property
    def database(self) -> Path:
        """The database; while the page is served, two files beside it belong to it (`-wal`, `-shm`)."""
        return self.root / "input-page.sqlite"

    @property
    def form_key(self) -> Path:
        """The key that forms are signed with; a new one makes open forms expire, and nothing else."""
        return self.root / "form.key"

    @property
    def lock(self) -> Path:
        """The lock that the one server of this store holds."""
        return self.root / "serving.lock"

    @property
    def incoming(self) -> Path:
        """Where attachments lie while they come."""
        return self.root / "incoming"

    @property
    def attachments(self) -> Path:
        """The attachments."""
        return self.root / "attachments"

    def attachment(self, sha256: str) -> Path:
        """Return where the attachment with this content lies."""
        return self.attachments / sha256[:2] / sha256

    def files(self) -> tuple[Path, ...]:
        """Return all files of the store, sorted by path."""
        return tuple(sorted(file for file in self.root.rglob("*") if file.is_file())) if self.root.is_dir() else ()
