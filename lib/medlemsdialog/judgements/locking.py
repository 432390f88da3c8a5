"""One process at a time appends to a log.

A log belongs to one person on one client, but that person may have two kernels and a terminal open at once. A log per
process would need no lock, and would leave a file for every command ever run; so the processes of one machine share the
log and take turns. The lock lies outside the dialogue folder, where OneDrive and git would carry it along, in this user's
own part of the machine's temporary folder: nobody elsewhere ever appends to the same log. The operating system holds it, so
a process that is killed leaves none behind. Where no lock can be had at all, each append is still one write at the end of
the file, which local disks keep whole.
"""

from __future__ import annotations

import getpass
import hashlib
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from medlemsdialog.catalogue import Message
from medlemsdialog.errors import JudgementNotSavedError

WAIT_SECONDS = 15.0


@contextmanager
def lock_log(file: Path, *, wait_seconds: float = WAIT_SECONDS) -> Iterator[None]:
    """Hold one log while something is appended to it.

    Raises:
        JudgementNotSavedError: Another process has held it for `wait_seconds`.
    """
    lock = _lock_of(file)
    if lock is not None:
        try:
            lock.acquire(timeout=wait_seconds, poll_interval=0.005)
        except Timeout:
            raise JudgementNotSavedError(
                Message(
                    "Valget er ikke lagret: Et annet vindu har holdt loggen {file} i {seconds} sekunder. "
                    "Lukk vinduer du ikke bruker, og gjør valget på nytt.",
                    file=file.name,
                    seconds=round(wait_seconds),
                )
            ) from None
        except (OSError, NotImplementedError):
            lock = None
    try:
        yield
    finally:
        if lock is not None:
            lock.release()


def _lock_of(file: Path) -> FileLock | None:
    folder = Path(tempfile.gettempdir()) / f"medlemsdialog-{_user()}"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
    except OSError:
        return None
    # Everybody may write in the temporary folder: another user's folder, or a link to somewhere, is not ours to use.
    if not stat.S_ISDIR(found.st_mode) or (hasattr(os, "getuid") and found.st_uid != os.getuid()):
        return None
    place = os.path.normcase(file.resolve())
    return FileLock(folder / f"{hashlib.sha256(place.encode()).hexdigest()[:24]}.lock")


def _user() -> str:
    return str(os.getuid()) if hasattr(os, "getuid") else hashlib.sha256(getpass.getuser().encode()).hexdigest()[:8]
