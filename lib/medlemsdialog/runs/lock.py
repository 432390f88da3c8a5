"""One run at a time in a build folder."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO

from medlemsdialog.catalogue import Message
from medlemsdialog.errors import UsageError
from medlemsdialog.paths import BuildFolder

WAIT_SECONDS = 3600.0
_POLL_SECONDS = 0.2


@contextmanager
def locked(
    build: BuildFolder, *, wait_seconds: float = WAIT_SECONDS, on_wait: Callable[[Message], None] | None = None
) -> Iterator[None]:
    """Hold the build folder for one run; another run waits, and is told so once through `on_wait`.

    The operating system holds the lock, so a run that is killed leaves none behind.

    Raises:
        UsageError: The other run is not done within `wait_seconds`.
    """
    build.cache.mkdir(parents=True, exist_ok=True)
    with (build.cache / "run.lock").open("a+b") as stream:
        deadline = time.monotonic() + wait_seconds
        told = False
        while not _try_lock(stream):
            if time.monotonic() >= deadline:
                raise UsageError(
                    Message(
                        "En annen kjøring bruker mappen {folder}. Vent til den er ferdig, eller bruk en annen mappe med --build.",
                        folder=str(build.root),
                    )
                )
            if not told and on_wait:
                on_wait(Message("En annen kjøring bruker mappen. Venter til den er ferdig …"))
            told = True
            time.sleep(_POLL_SECONDS)
        try:
            yield
        finally:
            _unlock(stream)


if sys.platform == "win32":
    import msvcrt

    def _try_lock(stream: IO[bytes]) -> bool:
        stream.seek(0)
        try:
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(stream: IO[bytes]) -> None:
        stream.seek(0)
        msvcrt.locking(stream.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try_lock(stream: IO[bytes]) -> bool:
        try:
            fcntl.flock(stream.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _unlock(stream: IO[bytes]) -> None:
        fcntl.flock(stream.fileno(), fcntl.LOCK_UN)
