"""Workbook processes that wait for work: started before there is any, used again, and all gone when the run is over."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil  # type: ignore[import-untyped]

from medlemsdialog.runs.kernel import clean_environment
from medlemsdialog.runs.workbook_process import EngineName

_END_SECONDS, _POLL_SECONDS = 5.0, 0.01
Process = subprocess.Popen[bytes]


class ProcessPool:
    """The workbook processes of one run, those at work and those that are idle."""

    def __init__(self, folder: Path, engine: EngineName = "warm") -> None:
        """Start with none; `folder` is for what they leave among temporary files."""
        self._folder = folder
        self.engine = engine
        self._idle: list[Process] = []
        self._all: list[Process] = []

    def start(self, processes: int) -> None:
        """Have so many idle processes, or more: what they import is there when the work comes."""
        while len(self._idle) < processes:
            self._idle.append(self._start_one())

    def hand_over(self, folder: Path) -> Process:
        """Return the process that now works in `folder`: the one that has been idle longest, else a new one."""
        while self._idle:
            process = self._idle.pop(0)
            with suppress(OSError):  # it died while it was idle
                _name_folder(process, folder)
                return process
            self.end(process)
        process = self._start_one()
        _name_folder(process, folder)
        return process

    def take_back(self, process: Process) -> None:
        """Let a process that is done, and whose kernel has been shut down in order, wait for more."""
        self._idle.append(process)

    def end(self, process: Process) -> None:
        """End a process and all it started."""
        with suppress(ValueError):
            self._all.remove(process)
        _end_all([process])

    def close(self) -> None:
        """End all processes, whatever they are at."""
        self._idle.clear()
        _end_all(self._all)
        self._all.clear()

    def _start_one(self) -> Process:
        # A session of its own: Ctrl-C reaches the run alone, which then ends its processes in order.
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "medlemsdialog.runs.workbook_process", str(self._folder), self.engine],
            env=clean_environment() | {"TMPDIR": str(self._folder)},
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._all.append(process)
        return process


@contextmanager
def open_pool(processes: int = 0, engine: EngineName = "warm") -> Iterator[ProcessPool]:
    """Keep a pool, with so many processes from the beginning; afterwards none of its processes lives, however the run ended."""
    # A short name: the kernels' server has a socket below, and their names are limited to about a hundred signs.
    with tempfile.TemporaryDirectory(prefix="md-", ignore_cleanup_errors=True) as folder:
        pool = ProcessPool(Path(folder), engine)
        try:
            pool.start(processes)
            yield pool
        finally:
            pool.close()


def _name_folder(process: Process, folder: Path) -> None:
    if process.stdin is None:
        raise OSError
    process.stdin.write(json.dumps(str(folder)).encode() + b"\n")
    process.stdin.flush()


def _end_all(processes: Sequence[Process]) -> None:
    """End processes and all they started; a kernel has a session of its own, so the families are looked up first."""
    family = [member for process in processes for member in _find_family(process)]
    for process in processes:
        process.kill()
    for member in family:
        with suppress(psutil.Error):
            member.kill()
    for process in processes:
        process.wait()
        if process.stdin:
            with suppress(OSError):  # a name it had not read yet
                process.stdin.close()
    until = time.monotonic() + _END_SECONDS
    while any(_is_alive(member) for member in family) and time.monotonic() < until:
        time.sleep(_POLL_SECONDS)


def _find_family(process: Process) -> list[psutil.Process]:
    with suppress(psutil.Error):
        return list(psutil.Process(process.pid).children(recursive=True))
    return []


def _is_alive(member: psutil.Process) -> bool:
    # Whoever inherits the family may take seconds to notice that it is dead.
    with suppress(psutil.Error):
        return bool(member.is_running() and member.status() != psutil.STATUS_ZOMBIE)
    return False
