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
from typing import TYPE_CHECKING

import psutil  # type: ignore[import-untyped]

from medlemsdialog.runs.kernel import clean_environment
from medlemsdialog.runs.workbook_forks import ENDED, PID
from medlemsdialog.runs.workbook_process import EngineName, forks_workbooks

if TYPE_CHECKING:
    from medlemsdialog.evidence.workspace import Workspace

_END_SECONDS, _POLL_SECONDS = 5.0, 0.01
_Process = subprocess.Popen[bytes]


class Work:
    """One workbook at work in `folder`: in `process` itself, or where that forks for each workbook, in a fork of it."""

    def __init__(self, process: _Process, folder: Path, *, forked: bool) -> None:
        """Work has been handed over to `process`."""
        self.process, self.folder, self.forked = process, folder, forked

    def poll(self) -> int | None:
        """Return the exit code if the process is gone, else None."""
        ended = self._read_ended()
        return self.process.poll() if ended is None else ended

    def has_ended(self) -> bool:
        """Whether the fork is known to be gone."""
        return self._read_ended() is not None

    def _read_ended(self) -> int | None:
        if self.forked and (self.folder / ENDED).is_file():
            with suppress(OSError, ValueError):
                ended, exit_code = (self.folder / ENDED).read_text("ascii").split()
                # What has only now been told of an earlier fork in this folder says nothing of ours.
                if ended == (self.folder / PID).read_text("ascii"):
                    return int(exit_code)
        return None


class ProcessPool:
    """The workbook processes of one run, those at work and those that are idle.

    Where there are forks one process is enough for all workbooks: it gets warm once and forks for each.
    """

    def __init__(self, folder: Path, engine: EngineName = "warm") -> None:
        """Start with none; `folder` is for what they leave among temporary files."""
        self._folder = folder
        self.engine = engine
        self._forks = forks_workbooks(engine)
        self._remembered: Workspace | None = None
        # What every process that forks is told, also those that start later.
        self._told: dict[str, str] = {}
        self._idle: list[_Process] = []
        self._all: list[_Process] = []

    def remember(self, workspace: Workspace) -> bool:
        """Hand over a dialogue, as it has been read, to the workbooks from now on; tell whether they get it.

        Only forks do: what runs a workbook in a kernel reads for itself, as a workbook does that somebody opens.
        """
        if self._forks and self._remembered is not workspace:
            from medlemsdialog.evidence.handed_over import write_dialogue

            dialogue = self._folder / "dialogue.pickle"
            write_dialogue(workspace, dialogue)
            self._remembered = workspace
            self._tell_all("remember", str(dialogue))
        return self._forks

    def rehearse(self) -> None:
        """Let what forks workbooks run one before: it takes as long as it saves in some."""
        if self._forks and "rehearse" not in self._told:
            self._tell_all("rehearse", "")

    def start(self, workbooks: int) -> None:
        """Be ready for so many workbooks at once, or more: what they import is there when the work comes."""
        while len(self._idle) < (min(workbooks, 1) if self._forks else workbooks):
            self._idle.append(self._start_one())

    def hand_over(self, folder: Path) -> Work:
        """Have the workbook in `folder` run: by the process that has been idle longest, else by a new one."""
        while self._idle:
            process = self._idle[0] if self._forks else self._idle.pop(0)
            with suppress(OSError):  # it died while it was idle
                return self._name_folder(process, folder)
            self._end_process(process)
        process = self._start_one()
        if self._forks:
            self._idle.append(process)
        return self._name_folder(process, folder)

    def take_back(self, work: Work) -> None:
        """Let a process that is done, and whose kernel has been shut down in order, wait for more."""
        if not work.forked:
            self._idle.append(work.process)

    def end(self, work: Work) -> None:
        """End what runs a workbook and all it started."""
        if not work.forked:
            self._end_process(work.process)
            return
        if work.has_ended():
            return
        try:
            pid = int((work.folder / PID).read_text("ascii"))
        except (OSError, ValueError):
            # Not forked yet: what should have done it hangs.
            self._end_process(work.process)
            return
        with suppress(psutil.Error):
            # Only a child of ours: the number may be another's when it has ended.
            _end_members([fork for fork in psutil.Process(work.process.pid).children() if fork.pid == pid])

    def close(self) -> None:
        """End all processes, whatever they are at."""
        self._idle.clear()
        _end_all(self._all)
        self._all.clear()

    def _end_process(self, process: _Process) -> None:
        for known in (self._idle, self._all):
            with suppress(ValueError):
                known.remove(process)
        _end_all([process])

    def _name_folder(self, process: _Process, folder: Path) -> Work:
        self._tell(process, str(folder))
        return Work(process, folder, forked=self._forks)

    def _tell_all(self, task: str, value: str) -> None:
        self._told[task] = value
        for process in self._idle:
            with suppress(OSError):  # it died while it was idle; the next one is told when it starts
                self._tell(process, {task: value})

    def _tell(self, process: _Process, told: str | dict[str, str]) -> None:
        if process.stdin is None:
            raise OSError
        process.stdin.write(json.dumps(told).encode() + b"\n")
        process.stdin.flush()

    def _start_one(self) -> _Process:
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
        with suppress(OSError):  # it died at once, which is seen when it gets work
            for task, value in self._told.items():
                self._tell(process, {task: value})
        return process


@contextmanager
def open_pool(workbooks: int = 0, engine: EngineName = "warm") -> Iterator[ProcessPool]:
    """Keep a pool, ready for so many workbooks from the beginning; afterwards none of its processes lives, however the run ended."""
    # A short name: the kernels' server has a socket below, and their names are limited to about a hundred signs.
    with tempfile.TemporaryDirectory(prefix="md-", ignore_cleanup_errors=True) as folder:
        pool = ProcessPool(Path(folder), engine)
        try:
            pool.start(workbooks)
            yield pool
        finally:
            pool.close()


def _end_all(processes: Sequence[_Process]) -> None:
    """End processes and all they started."""
    family = [member for process in processes for member in _find_family(process)]
    for process in processes:
        process.kill()
    _end_members(family)
    for process in processes:
        process.wait()
        if process.stdin:
            with suppress(OSError):  # a name it had not read yet
                process.stdin.close()


def _end_members(members: Sequence[psutil.Process]) -> None:
    """End processes and all they started; a kernel has a session of its own, so the families are looked up first."""
    family = [*members, *(descendant for member in members for descendant in _find_family(member))]
    for member in family:
        with suppress(psutil.Error):
            member.kill()
    until = time.monotonic() + _END_SECONDS
    while any(_is_alive(member) for member in family) and time.monotonic() < until:
        time.sleep(_POLL_SECONDS)


def _find_family(process: _Process | psutil.Process) -> list[psutil.Process]:
    with suppress(psutil.Error):
        return list(psutil.Process(process.pid).children(recursive=True))
    return []


def _is_alive(member: psutil.Process) -> bool:
    # Whoever inherits the family may take seconds to notice that it is dead.
    with suppress(psutil.Error):
        return bool(member.is_running() and member.status() != psutil.STATUS_ZOMBIE)
    return False
