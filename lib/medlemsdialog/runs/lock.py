"""One run at a time in a build folder."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime

from filelock import FileLock, Timeout

from medlemsdialog.catalogue import Message
from medlemsdialog.errors import UsageError
from medlemsdialog.paths import BuildFolder
from medlemsdialog.writing import write_text_atomically

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
            on_wait(_tell_holder(build))
        try:
            lock.acquire(timeout=wait_seconds, poll_interval=0.2)
        except Timeout:
            raise UsageError(
                Message(
                    "{holder} Mappen er {folder}. Prøv igjen når den er ferdig, eller bruk en annen mappe med --build.",
                    holder=_tell_holder(build, waiting=False),
                    folder=str(build.root),
                )
            ) from None
    try:
        _name_holder(build)
        yield
    finally:
        with suppress(OSError):
            build.lock_holder.unlink(missing_ok=True)
        lock.release()


def _name_holder(build: BuildFolder) -> None:
    """Leave word of who has the folder. The lock is another's to hold or not; this is only told."""
    holder = {"process": os.getpid(), "since": datetime.now().astimezone().isoformat(timespec="seconds")}
    with suppress(OSError):
        write_text_atomically(build.lock_holder, json.dumps(holder))


def _tell_holder(build: BuildFolder, *, waiting: bool = True) -> Message:
    try:
        holder = json.loads(build.lock_holder.read_bytes())
        since = datetime.fromisoformat(holder["since"]).astimezone()
        process = int(holder["process"])
    except (OSError, ValueError, KeyError, TypeError):
        told = Message("En annen kjøring bruker mappen.")
    else:
        told = Message(
            "En annen kjøring har brukt mappen siden {date} kl. {time} (prosess {process}).",
            date=f"{since:%d.%m.%Y}",
            time=f"{since:%H.%M}",
            process=process,
        )
    return Message("{told} Venter til den er ferdig …", told=told) if waiting else told
