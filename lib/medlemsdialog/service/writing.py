"""The one writer of a served store: many changes committed together, each told of when it is on the disk."""

from __future__ import annotations

import asyncio
import queue
import sqlite3
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, TypeVar

from medlemsdialog.exchange.submission_store import connect
from medlemsdialog.paths import InputPageFolder

_Result = TypeVar("_Result")
_Outcome = tuple["asyncio.Future[Any]", Any, BaseException | None]
_Waiting = tuple["Change[Any] | None", "asyncio.Future[Any]"]
Change = Callable[[sqlite3.Connection], _Result]
_MOST_TOGETHER = 200


class Writer:
    """A thread that makes changes in the order they came.

    What waits while a commit is under way is committed together afterwards: one wait for the disk serves all of them, so
    that hundreds a second are acknowledged without any being acknowledged too early. A change that fails is undone alone.
    """

    def __init__(self, folder: InputPageFolder) -> None:
        self._database = connect(folder)
        self._database.isolation_level = None
        self._waiting: queue.SimpleQueue[_Waiting | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="input-page-writer", daemon=True)
        self._thread.start()

    async def write(self, change: Change[_Result]) -> _Result:
        """Return what `change` gave, once it is on the disk.

        Raises:
            Exception: What the change raised; then nothing of it is kept.
            sqlite3.Error: It could not be committed.
        """
        future: asyncio.Future[_Result] = asyncio.get_running_loop().create_future()
        self._waiting.put((change, future))
        # A sender that hangs up has still sent: what is begun is carried through.
        return await asyncio.shield(future)

    async def empty_log(self) -> None:
        """Let the log be written into the database and emptied, so that what was deleted does not lie there either."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.put((None, future))
        await future

    def close(self) -> None:
        """Make what waits, and stop."""
        self._waiting.put(None)
        self._thread.join()
        self._database.close()

    def _work(self) -> None:
        while True:
            batch = [self._waiting.get()]
            while len(batch) < _MOST_TOGETHER and not self._waiting.empty():
                batch.append(self._waiting.get())
            asked = [one for one in batch if one is not None]
            self._commit([(change, future) for change, future in asked if change is not None])
            if settled := [(future, None, None) for change, future in asked if change is None]:
                with suppress(sqlite3.Error):  # somebody reads: it is emptied next time
                    self._database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                _deliver(settled)
            if None in batch:
                return

    def _commit(self, batch: list[tuple[Change[Any], asyncio.Future[Any]]]) -> None:
        if not batch:
            return
        outcomes: list[_Outcome] = []
        try:
            self._database.execute("BEGIN IMMEDIATE")
            for change, future in batch:
                outcomes.append((future, *self._try(change)))
            self._database.execute("COMMIT")
        except Exception as error:  # noqa: BLE001 - whatever it was, those who wait are told, and the thread goes on
            if self._database.in_transaction:
                self._database.execute("ROLLBACK")
            outcomes = [(future, None, error) for _, future in batch]
        _deliver(outcomes)

    def _try(self, change: Change[Any]) -> tuple[Any, BaseException | None]:
        self._database.execute("SAVEPOINT one")
        try:
            result = change(self._database)
        except Exception as error:
            if not self._database.in_transaction:
                raise sqlite3.OperationalError from error  # the disk is full: the whole is undone
            self._database.execute("ROLLBACK TO one")
            self._database.execute("RELEASE one")
            return None, error
        self._database.execute("RELEASE one")
        return result, None


def _deliver(outcomes: Sequence[_Outcome]) -> None:
    by_loop: dict[asyncio.AbstractEventLoop, list[_Outcome]] = {}
    for outcome in outcomes:
        by_loop.setdefault(outcome[0].get_loop(), []).append(outcome)
    for loop, told in by_loop.items():
        if not loop.is_closed():
            loop.call_soon_threadsafe(_tell, told)


def _tell(outcomes: Sequence[_Outcome]) -> None:
    for future, result, error in outcomes:
        if future.done():
            continue
        if error is None:
            future.set_result(result)
        else:
            future.set_exception(error)
