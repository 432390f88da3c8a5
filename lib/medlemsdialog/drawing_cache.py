"""Drawings kept by what was asked for: a figure whose numbers are the same as last time is not drawn again."""

from __future__ import annotations

import hashlib
import os
import time
import zlib
from contextlib import suppress
from functools import cached_property
from importlib.metadata import version
from pathlib import Path

from medlemsdialog.checked_file import read_checked, write_checked

_UNUSED_DAYS, _SECONDS_A_DAY = 30, 86_400


class DrawingCache:
    """A folder of drawings, each with its own hash: what reads otherwise than it was written is drawn again."""

    def __init__(self, folder: Path) -> None:
        """Read nothing yet; the folder need not be there."""
        self._folder = folder

    def find(self, request: bytes) -> bytes | None:
        """Return the drawing that was asked for in the same words of the same renderer; None where it is not kept whole."""
        file = self._file(request)
        packed = read_checked(file)
        if packed is None:
            return None
        with suppress(OSError):
            os.utime(file)
        return zlib.decompress(packed)

    def keep(self, request: bytes, drawn: bytes) -> None:
        """Keep a drawing. One that cannot be written only costs the next run time."""
        write_checked(self._file(request), zlib.compress(drawn, 1))

    def prune(self) -> None:
        """Remove what no run has asked for in a month."""
        oldest = time.time() - _UNUSED_DAYS * _SECONDS_A_DAY
        with suppress(OSError):
            for file in self._folder.iterdir():
                if file.stat().st_mtime < oldest:
                    file.unlink(missing_ok=True)

    def _file(self, request: bytes) -> Path:
        return self._folder / hashlib.sha256(self._renderer + request).hexdigest()

    @cached_property
    def _renderer(self) -> bytes:
        return f"{version('vl-convert-python')}\n".encode()
