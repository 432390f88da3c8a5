"""Files of the cache that tell whether they are whole: what a failing disk has changed is as if it were not there."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path

from medlemsdialog.writing import write_bytes_atomically


def read_checked(file: Path) -> bytes | None:
    """Return what `write_checked` wrote; None where the file is not there, or holds anything else."""
    try:
        digest, _, content = file.read_bytes().partition(b"\n")
    except OSError:
        return None
    return content if digest == _digest(content) else None


def write_checked(file: Path, content: bytes) -> None:
    """Write content under its own hash. A file that cannot be written only costs the next run time."""
    with suppress(OSError):
        write_bytes_atomically(file, _digest(content) + b"\n" + content)


def _digest(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest().encode()
