"""One run at a time in a build folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout

from medlemsdialog.catalogue import Message
from medlemsdialog.errors import UsageError
from medlemsdialog.paths import BuildFolder

WAIT_SECONDS = 3600.0


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
    lock = FileLock(build.cache / "run.lock")
    try:
        lock.acquire(blocking=False)
    except Timeout:
        if on_wait:
            on_wait(Message("En annen kjøring bruker mappen. Venter til den er ferdig …"))
        try:
            lock.acquire(timeout=wait_seconds, poll_interval=0.2)
        except Timeout:
            raise UsageError(
                Message(
                    "En annen kjøring bruker mappen {folder}. Vent til den er ferdig, eller bruk en annen mappe med --build.",
                    folder=str(build.root),
                )
            ) from None
    try:
        yield
    finally:
        lock.release()
