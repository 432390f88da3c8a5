"""The client's side of the cluster: areas handed to workers, watched, tried again elsewhere, and called off."""

from __future__ import annotations

import logging
import queue
import re
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from medlemsdialog.catalogue import Message
from medlemsdialog.errors import MedlemsdialogError, UsageError
from medlemsdialog.runs.cluster.area_service import end_run
from medlemsdialog.runs.cluster.area_tasks import TaskEnding, make_area, tell_difference, topic_of
from medlemsdialog.runs.cluster.orders import Order, describe_program
from medlemsdialog.runs.cluster.settings import SCHEDULER_SECONDS, SLOW_SECONDS, WORKER_SECONDS, read_seconds

# So many workers are tried where they cannot make an area; the scheduler itself gives up on one that three have died of.
ATTEMPTS = 3
_ADDRESS = re.compile(r"(tcp|tls|ws|wss)://[^\s/]+:\d+")
_POLL_SECONDS = 0.2
_LOST_SECONDS = 5.0
_SLOWER = 2.0
_ENDING_SECONDS = 5.0
_ANSWER_SECONDS = 15.0


class ClusterError(MedlemsdialogError):
    """The cluster cannot be used, or is there no more."""


@dataclass
class _Area:
    """One area on the cluster. `futures` are the attempts at work: one, or one more where the first is slow."""

    code: str
    futures: list[Any] = field(default_factory=list)
    attempts: int = 0
    began: float | None = None
    worker: str = ""
    failed_on: set[str] = field(default_factory=set)


@contextmanager
def connect(address: str) -> Iterator[Any]:
    """Hold a connection to a Dask scheduler.

    Raises:
        UsageError: Dask is not installed, or the address is none.
        ClusterError: The scheduler does not answer.
    """
    try:
        from distributed import Client
        from distributed.comm import CommClosedError
    except ImportError as error:
        raise UsageError(
            Message("--on krever Dask, som ikke er installert. Installer med «pip install 'medlemsdialog[cluster]'».")
        ) from error
    if not _ADDRESS.fullmatch(address):
        raise UsageError(
            Message("«{address}» er ingen adresse til en planlegger. Skriv den som tcp://maskin:8786.", address=address)
        )
    seconds = read_seconds(SCHEDULER_SECONDS)
    # What they say of lost connections is told in our own words; each has a level of its own.
    for name in [*logging.root.manager.loggerDict]:
        if name.startswith(("distributed", "tornado", "asyncio")):
            logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        client = Client(address, timeout=seconds, set_as_default=False)
    except (OSError, TimeoutError) as error:
        raise ClusterError(
            Message(
                "Planleggeren {address} svarer ikke innen {seconds} sekunder. Kontroller adressen, og at den er startet, og prøv igjen.",
                address=address,
                seconds=round(seconds),
            )
        ) from error
    try:
        with _told_where_lost(CommClosedError):
            yield client
    finally:
        with suppress(Exception):
            client.close(timeout=_ENDING_SECONDS)


def require_workers(client: Any, order: Order, *, on_wait: Callable[[Message], None]) -> None:
    """Wait for the first worker, and see that all have the same program as we.

    Raises:
        ClusterError: There is none in time, or one has another program.
    """
    seconds = read_seconds(WORKER_SECONDS)
    if not client.nthreads():
        on_wait(
            Message("Klyngen har ingen arbeidere ennå. Venter i inntil {seconds} sekunder …", seconds=round(seconds))
        )
    until = time.monotonic() + seconds
    while not client.nthreads():
        if time.monotonic() > until or client.status not in {"running", "connecting"}:
            raise ClusterError(Message("Klyngen har ingen arbeidere. Start minst én arbeider, og prøv igjen."))
        time.sleep(_POLL_SECONDS)
    for worker, found in _ask_workers(client, describe_program, on_error="return").items():
        message = (
            tell_difference(order, worker, *found)
            if isinstance(found, tuple)
            else Message(
                "Arbeideren {worker} kan ikke kjøre medlemsdialog ({fault}). Installer den samme utgaven der som her, "
                "og start arbeideren på nytt.",
                worker=worker,
                fault=type(found).__name__,
            )
        )
        if message:
            raise ClusterError(message)


class Dispatch:
    """The areas of one run on the cluster."""

    def __init__(self, client: Any, *, build: str, run: str) -> None:
        """Hand over nothing yet."""
        self._client = client
        self._build, self._run = build, run
        self._areas: dict[str, _Area] = {}
        self._heard: queue.Queue[tuple[str, str, Any]] = queue.Queue()
        self._seconds: list[float] = []

    def make(self, area_codes: Sequence[str], *, on_begin: Callable[[str], None]) -> Iterator[tuple[str, str]]:
        """Yield each area as it is committed, with an empty text, or with what went wrong where the cluster cannot make it.

        Raises:
            ClusterError: The scheduler is lost, no workers are left, or they cannot work.
        """
        # Nothing is read or written here but what goes to the scheduler and comes from it.
        with _told_where_lost(OSError):
            yield from self._make(area_codes, on_begin)

    def _make(self, area_codes: Sequence[str], on_begin: Callable[[str], None]) -> Iterator[tuple[str, str]]:
        self._client.subscribe_topic(topic_of(self._run), self._hear_worker)
        for code in area_codes:
            self._areas[code] = _Area(code)
            self._submit(self._areas[code])
        lost_since = idle_since = None
        while self._areas:
            with suppress(queue.Empty):
                yield from self._attend(*self._heard.get(timeout=_POLL_SECONDS), on_begin)
                continue
            now = time.monotonic()
            if self._client.status != "running":
                lost_since = lost_since or now
                if now - lost_since > _LOST_SECONDS:
                    raise _lose_scheduler()
                continue
            lost_since = None
            threads = self._client.nthreads()
            idle_since = None if threads else idle_since or now
            if idle_since and now - idle_since > read_seconds(WORKER_SECONDS):
                raise ClusterError(
                    Message(
                        "Klyngen har ingen arbeidere igjen. Det som er ferdig, er tatt vare på. Start arbeidere, og kjør på nytt."
                    )
                )
            self._help_slow(threads, now)

    def call_off(self) -> None:
        """Call off what is not done, and let the workers end and remove all they have of the run."""
        with suppress(Exception):
            self._client.cancel([future for area in self._areas.values() for future in area.futures], force=True)
        if self._client.status == "running":
            _ask_workers(self._client, end_run, self._run, on_error="ignore")

    def _attend(self, kind: str, code: str, heard: Any, on_begin: Callable[[str], None]) -> Iterator[tuple[str, str]]:
        area = self._areas.get(code)
        if area is None:
            return
        if kind == "begun":
            if area.began is None:
                on_begin(code)
            if area.began is None or len(area.futures) == 1:
                area.began, area.worker = time.monotonic(), str(heard)
            return
        future = heard
        if future.status in {"cancelled", "lost"}:
            raise _lose_scheduler()
        if future.status == "error":
            area.futures.remove(future)
            if not area.futures and not self._try_elsewhere(area):
                del self._areas[code]
                yield code, _name_fault(future)
            return
        ending: TaskEnding = future.result()
        if ending.ending == "refused" and ending.reason:
            raise ClusterError(ending.reason)
        if area.began:
            self._seconds.append(time.monotonic() - area.began)
        del self._areas[code]
        # The other attempt is of no use any more.
        others = [one for one in area.futures if one is not future]
        if others:
            self._client.cancel(others, force=True)
        yield code, ""

    def _submit(self, area: _Area, workers: list[str] | None = None) -> None:
        future = self._client.submit(
            make_area,
            self._build,
            self._run,
            area.code,
            key=f"medlemsdialog-{self._run}-{area.code}-{area.attempts}",
            pure=False,
            workers=workers,
            # Only where none of them is left: an area that waits for workers that are gone would wait for ever.
            allow_other_workers=workers is not None,
        )
        area.attempts += 1
        area.futures.append(future)
        future.add_done_callback(lambda done: self._heard.put(("done", area.code, done)))

    def _try_elsewhere(self, area: _Area) -> bool:
        """Give an area that failed to workers that have not tried it: one whose disk is full fails fast, and would get them all."""
        area.failed_on.add(area.worker)
        others = [worker for worker in self._client.nthreads() if worker not in area.failed_on]
        if not others or area.attempts >= ATTEMPTS:
            return False
        area.began = None
        self._submit(area, others)
        return True

    def _hear_worker(self, event: tuple[float, Any]) -> None:
        _, told = event
        self._heard.put(("begun", str(told["area"]), told["worker"]))

    def _help_slow(self, threads: dict[str, int], now: float) -> None:
        """Give an area that takes far longer than the others to an idle worker too; whoever is first commits."""
        limit = read_seconds(SLOW_SECONDS)
        if self._seconds:
            limit = max(limit, _SLOWER * statistics.median(self._seconds))
        slow = [
            area
            for area in self._areas.values()
            if area.began is not None and len(area.futures) == 1 and now - area.began > limit
        ]
        if not slow:
            return
        processing = self._client.processing()
        for area in slow:
            idle = [
                worker
                for worker, number in threads.items()
                if worker != area.worker and len(processing.get(worker, ())) < number
            ]
            if idle:
                self._submit(area, idle)


@contextmanager
def _told_where_lost(fault: type[Exception]) -> Iterator[None]:
    """Say it in our own words where the scheduler goes away in the middle of what it is asked."""
    try:
        yield
    except fault as error:
        raise _lose_scheduler() from error


def _lose_scheduler() -> ClusterError:
    return ClusterError(
        Message(
            "Mistet forbindelsen med planleggeren. Det som lå ferdig fra før, står urørt, og fylkene som rakk å bli ferdige, "
            "brukes neste gang. Kjør på nytt når klyngen er oppe."
        )
    )


def _ask_workers(client: Any, function: Callable[..., Any], *args: Any, on_error: str) -> dict[str, Any]:
    """Return what each worker answers; nothing where one of them hangs, as those at work look after themselves."""
    try:
        answers: dict[str, Any] = client.sync(
            client._run, function, *args, on_error=on_error, callback_timeout=_ANSWER_SECONDS
        )
    except Exception:  # noqa: BLE001 - the cluster may be going down
        return {}
    return answers


def _name_fault(future: Any) -> str:
    try:
        fault = future.exception(timeout=_ENDING_SECONDS)
    except Exception as error:  # noqa: BLE001 - only told in the run log
        fault = error
    return f"{type(fault).__name__}: {str(fault)[:300]}"
