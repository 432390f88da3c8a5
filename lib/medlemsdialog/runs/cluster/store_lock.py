"""One run at a time in a store: a lock that shows signs of life, and is another's when they stop.

A store can say who was first to write a name, and nothing more. So each holder has a number, one higher than the last
holder's, and the highest number has the lock. The highest is never removed, only marked as free: whoever has looked long ago
and creates a number that was used and cleared away since, sees a higher one when it looks again, and waits.
"""

from __future__ import annotations

import json
import os
import socket
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import psutil  # type: ignore[import-untyped]

from medlemsdialog.catalogue import Message
from medlemsdialog.errors import MedlemsdialogError
from medlemsdialog.runs.cluster.settings import LOCK_SECONDS, read_seconds
from medlemsdialog.runs.cluster.stores import Store, StoreRefusedError

# In the build folder's cache, one file a holder.
LOCKS = ".cache/store-lock"
_SIGNS_PER_LIMIT = 6
_LONGEST_POLL = 2.0
_FREE = "free"


class StoreLock:
    """A place in the queue for a store's lock."""

    def __init__(self, store: Store) -> None:
        """Nothing is locked yet."""
        self._store = store
        self._own = {"holder": uuid.uuid4().hex, "machine": socket.gethostname(), "process": os.getpid()}
        self._signs = 0
        self._number = 0
        self._over = threading.Event()

    def take(self, after: int) -> bool:
        """Take the lock as the holder after number `after`, where nobody else has."""
        self._number = after + 1
        if not self._store.create(_name(self._number), self._sign()):
            return False
        numbers = _list_numbers(self._store)
        if max(numbers, default=0) != self._number:
            self._store.remove([_name(self._number)])
            return False
        self._store.remove([_name(number) for number in numbers if number != self._number])
        return True

    def show_life(self) -> None:
        """Show signs of life until the lock is released."""
        pause = read_seconds(LOCK_SECONDS) / _SIGNS_PER_LIMIT
        while not self._over.wait(pause):
            with suppress(MedlemsdialogError):
                if self._is_own():
                    self._store.write(_name(self._number), self._sign())

    def require(self) -> None:
        """Raise where another run has taken the lock, as it may when we have shown no signs of life for long.

        Raises:
            StoreRefusedError: The lock is another's.
        """
        if not self._is_own():
            raise StoreRefusedError(
                Message(
                    "En annen kjøring har tatt over {place} mens denne sto stille. Ingenting er lagt ut. Kjør på nytt.",
                    place=self._store.shown,
                )
            )

    def release(self) -> None:
        """Let others in."""
        self._over.set()
        with suppress(MedlemsdialogError):
            if self._is_own():
                self._store.write(_name(self._number), json.dumps({_FREE: True}).encode())

    def _is_own(self) -> bool:
        return max(_list_numbers(self._store), default=0) == self._number

    def _sign(self) -> bytes:
        self._signs += 1
        return json.dumps({**self._own, "signs": self._signs}).encode()


@contextmanager
def lock_store(store: Store, *, on_wait: Callable[[Message], None] | None = None) -> Iterator[StoreLock]:
    """Hold a store for one run. Another run is waited for as long as it shows signs of life."""
    lock = StoreLock(store)
    _wait_for(lock, store, on_wait)
    threading.Thread(target=lock.show_life, daemon=True).start()
    try:
        yield lock
    finally:
        lock.release()


def _wait_for(lock: StoreLock, store: Store, on_wait: Callable[[Message], None] | None) -> None:
    limit = read_seconds(LOCK_SECONDS)
    seen, since, told = (0, b""), time.monotonic(), False
    while True:
        last = max(_list_numbers(store), default=0)
        content = (store.read(_name(last)) or b"") if last else b""
        if (last, content) != seen:
            seen, since = (last, content), time.monotonic()
        holder = _parse(content)
        if last == 0 or _FREE in holder or _is_gone(holder) or time.monotonic() - since > limit:
            if lock.take(last):
                return
            continue
        if not told and on_wait:
            on_wait(
                Message(
                    "En annen kjøring bruker {place} (maskin {machine}, prosess {process}). Venter til den er ferdig …",
                    place=store.shown,
                    machine=str(holder.get("machine", "–")),
                    process=str(holder.get("process", "–")),
                )
            )
            told = True
        time.sleep(min(_LONGEST_POLL, limit / _SIGNS_PER_LIMIT))


def _is_gone(holder: dict[str, Any]) -> bool:
    """Whether the holder was a process of this machine that is no more."""
    process = holder.get("process")
    return holder.get("machine") == socket.gethostname() and isinstance(process, int) and not psutil.pid_exists(process)


def _name(number: int) -> str:
    return f"{LOCKS}/{number:012}.json"


def _list_numbers(store: Store) -> list[int]:
    stems = (name.removeprefix(f"{LOCKS}/").removesuffix(".json") for name in store.list_files(LOCKS))
    return [int(stem) for stem in stems if stem.isascii() and stem.isdigit()]


def _parse(content: bytes) -> dict[str, Any]:
    try:
        found = json.loads(content)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
