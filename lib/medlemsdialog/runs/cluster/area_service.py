"""The processes with which a worker makes areas: kept warm for the whole run, one for each area at work at once."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from medlemsdialog.catalogue import Message
from medlemsdialog.errors import NoRoomError
from medlemsdialog.runs.cluster.fetching import fetch_files
from medlemsdialog.runs.cluster.orders import Order
from medlemsdialog.runs.cluster.settings import IDLE_SECONDS, read_seconds
from medlemsdialog.runs.cluster.stores import StoreRefusedError, open_store
from medlemsdialog.runs.kernel import clean_environment

# Keys of the store are no business of a process that opens what people have sent.
_SECRETS = ("AWS_", "FSSPEC_", "GOOGLE_", "AZURE_")
_END_SECONDS = 10.0


class ServiceGoneError(RuntimeError):
    """The process ended in the middle of an area, by itself or because the run was called off."""


class AreaService:
    """One process that makes areas, with a build folder of its own."""

    def __init__(self, order: Order, data: Path, folder: Path) -> None:
        """Start the process."""
        self.build = folder / uuid.uuid4().hex[:12]
        self.build.mkdir(parents=True, mode=0o700)
        environment = {name: value for name, value in clean_environment().items() if not name.startswith(_SECRETS)}
        # A session of its own: a worker may be told to end by its terminal, and ends this in order.
        self._process = subprocess.Popen(
            [
                sys.executable,
                "-P",
                "-m",
                "medlemsdialog.runs.cluster.area_process",
                str(data),
                str(self.build),
                order.engine,
                str(order.cell_seconds),
                str(order.county_seconds),
            ],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
            start_new_session=True,
        )

    def make(self, area_code: str) -> dict[str, Any]:
        """Make one area and return what the process answers.

        Raises:
            ServiceGoneError: The process ended first.
            NoRoomError: The worker's disk is full.
        """
        process = self._process
        if process.stdin is None or process.stdout is None:
            raise ServiceGoneError(area_code)
        try:
            process.stdin.write(area_code + "\n")
            process.stdin.flush()
            line = process.stdout.readline()
        except (OSError, ValueError) as error:
            raise ServiceGoneError(area_code) from error
        if not line.endswith("\n"):
            raise ServiceGoneError(area_code)
        answer: dict[str, Any] = json.loads(line)
        if answer["fault"]:
            raise NoRoomError(Message("{text}", text=answer["fault"]))
        return answer

    def close(self) -> None:
        """Tell the process to end, whatever it is at."""
        with suppress(OSError):
            if self._process.stdin:
                self._process.stdin.close()

    def end(self) -> None:
        """End the process and all it started, and remove its folder."""
        self.close()
        try:
            self._process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        shutil.rmtree(self.build, ignore_errors=True)


class _Site:
    """What one worker process has of one run: the dialogue, and processes that wait for areas."""

    def __init__(self, order: Order, folder: Path) -> None:
        self.order = order
        self.folder = folder
        self.fetched = threading.Lock()
        self.data: Path | None = None
        self.idle: list[AreaService] = []
        self.all: list[AreaService] = []
        self.at_work = 0
        self.ended = False
        self.waiting: threading.Timer | None = None

    def wait_for_more(self) -> None:
        """End what lies idle for long: a client that was killed tells nobody that its run is over."""
        if self.waiting:
            self.waiting.cancel()
        self.waiting = threading.Timer(read_seconds(IDLE_SECONDS), _end_idle, [self])
        self.waiting.daemon = True
        self.waiting.start()

    def find_data(self) -> Path:
        """Return the dialogue's folder, fetched from the store the first time it is asked for.

        Raises:
            ServiceGoneError: The run was called off before.
        """
        with self.fetched:
            if self.ended:
                raise ServiceGoneError(self.order.run)
            if self.data is None:
                self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
                self.data = fetch_dialogue(self.order, self.folder / "data")
            return self.data


_sites: dict[str, _Site] = {}
# Runs that were called off: a task that comes late makes nothing.
_over: set[str] = set()
_lock = threading.Lock()


@contextmanager
def lend_service(order: Order, folder: Path) -> Iterator[AreaService]:
    """Lend a process for one area; one that fails is not lent again.

    Raises:
        ServiceGoneError: The run is called off.
    """
    with _lock:
        if order.run in _over:
            raise ServiceGoneError(order.run)
        site = _sites.setdefault(order.run, _Site(order, folder / f"medlemsdialog-{order.run}"))
        site.at_work += 1
    try:
        data = site.find_data()
        with _lock:
            if site.ended:
                raise ServiceGoneError(order.run)
            service = site.idle.pop() if site.idle else AreaService(order, data, site.folder)
            if service not in site.all:
                site.all.append(service)
        try:
            yield service
        except BaseException:
            with _lock:
                site.all.remove(service)
            service.end()
            raise
        with _lock:
            site.idle.append(service)
    finally:
        with _lock:
            site.at_work -= 1
            site.wait_for_more()


def end_run(run: str) -> None:
    """End all that this worker has of a run, whatever it is at, and remove it. Returns at once: a worker must not be held up."""
    with _lock:
        _over.add(run)
        site = _sites.pop(run, None)
        if site:
            site.ended = True
    if site:
        threading.Thread(target=_end_site, args=[site], daemon=True).start()


def _end_idle(site: _Site) -> None:
    with _lock:
        if site.at_work or site.ended:
            return
        del _sites[site.order.run]
        site.ended = True
    _end_site(site)


def _end_site(site: _Site) -> None:
    if site.waiting:
        site.waiting.cancel()
    for service in [*site.all]:
        service.close()
    for service in [*site.all]:
        service.end()
    # What is being fetched comes to its end first: nothing of it may be left.
    with site.fetched:
        shutil.rmtree(site.folder, ignore_errors=True)


def fetch_dialogue(order: Order, target: Path) -> Path:
    """Return the folder of an order's dialogue: the shared one, or one fetched now, each file as the client saw it.

    Raises:
        StoreRefusedError: The folder is not there, or a file has changed since.
    """
    store = open_store(order.data)
    if store.folder is not None:
        if not (store.folder / "dialogue.yaml").is_file():
            raise StoreRefusedError(
                Message(
                    "En arbeider ser ikke dialogmappen {place}. Bruk en mappe som alle maskinene deler, eller et lager (s3://…).",
                    place=store.shown,
                )
            )
        return store.folder
    fetch_files(store, order.files, target)
    return target
