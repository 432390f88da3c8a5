"""One run at a time in a store: a lock that shows signs of life, and is another's when they stop."""

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

_LOCK = ".cache/store-lock.json"
_SIGNS_PER_LIMIT = 6
_LONGEST_POLL = 2.0


class StoreLock:
    """A lock that is held."""

    def __init__(self, store: Store) -> None:
        """Nothing is locked yet."""
        self._store = store
        self._own = {"holder": uuid.uuid4().hex, "machine": socket.gethostname(), "process": os.getpid()}
        self._signs = 0
        self._over = threading.Event()

    def take(self) -> bool:
        """Take the lock where nobody has it."""
        return self._store.create(_LOCK, self._sign())

    def show_life(self) -> None:
        """Show signs of life until the lock is released."""
        pause = read_seconds(LOCK_SECONDS) / _SIGNS_PER_LIMIT
        while not self._over.wait(pause):
            with suppress(MedlemsdialogError):
                if self._is_own():
                    self._store.write(_LOCK, self._sign())

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
                self._store.remove([_LOCK])

    def _is_own(self) -> bool:
        return _read(self._store).get("holder") == self._own["holder"]

    def _sign(self) -> bytes:
        self._signs += 1
        return json.dumps({**self._own, "signs": self._signs}).encode()


@contextmanager
def lock_store(store: Store, *, on_wait: Callable[[Message], None] | None = None) -> Iterator[StoreLock]:
    """Hold a store for one run. Another run is waited for as long as it shows signs of life."""
    lock = StoreLock(store)
    seen, since, told = b"", time.monotonic(), False
    limit = read_seconds(LOCK_SECONDS)
    while not lock.take():
        content = store.read(_LOCK) or b""
        if content != seen:
            seen, since = content, time.monotonic()
        holder = _parse(content)
        if _is_gone(holder) or time.monotonic() - since > limit:
            store.remove([_LOCK])
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
    threading.Thread(target=lock.show_life, daemon=True).start()
    try:
        yield lock
    finally:
        lock.release()


def _is_gone(holder: dict[str, Any]) -> bool:
    """Whether the holder was a process of this machine that is no more."""
    process = holder.get("process")
    return holder.get("machine") == socket.gethostname() and isinstance(process, int) and not psutil.pid_exists(process)


def _read(store: Store) -> dict[str, Any]:
    return _parse(store.read(_LOCK) or b"")


def _parse(content: bytes) -> dict[str, Any]:
    try:
        found = json.loads(content)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
