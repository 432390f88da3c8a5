"""Writing files whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def written_atomically(file: Path) -> Iterator[Path]:
    """Yield where to write, whatever the size; it becomes `file` at the end, so that a reader sees the old or the whole new one.

    Folders are made as needed. Where the writing fails, `file` is as it was.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        temporary.chmod(0o644)
        temporary.replace(file)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def write_bytes_atomically(file: Path, content: bytes) -> None:
    """Write `content` so that a reader sees either the old file or the whole new one; folders are made as needed."""
    with written_atomically(file) as temporary:
        temporary.write_bytes(content)


def write_text_atomically(file: Path, text: str) -> None:
    """Write `text` as UTF-8, whole or not at all."""
    write_bytes_atomically(file, text.encode())
