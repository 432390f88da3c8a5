"""A warm process that runs each workbook in a fork of its own, several at a time, and stays as it was.

It only reads which folders to work in, forks, and tells of forks that ended: a workbook's crash, or one that has to be killed,
is no matter of the others.
"""

from __future__ import annotations

import gc
import json
import os
import select
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Thread

from medlemsdialog.writing import write_text_atomically

# In the work folder: the number of the fork at work there, and the number and exit code of one that has ended.
PID, ENDED = "pid", "ended"
_STDIN = 0
_WATCH_SECONDS = 0.1
_PARENT_WATCH_SECONDS = 0.5


def serve_folders(
    run_in: Callable[[Path], None],
    tasks: Mapping[str, Callable[[str], None]],
    preparations: Iterable[Callable[[], object]],
) -> None:
    """Fork for each folder that standard input names (a line of JSON each) and have `run_in` work there, until it closes.

    A line `{TASK: VALUE}` has one of `tasks` done here, for all forks after it. As long as nothing is asked for, the
    `preparations` are made, one after the other.
    """
    left = deque(preparations)
    # What is there now is never freed, and so is shared with the forks.
    gc.collect()
    gc.freeze()
    at_work: dict[int, Path] = {}
    waiting = b""
    while True:
        while left and not _is_told(0):
            _do_if_possible(left.popleft())
            if not left:
                gc.freeze()
        if _is_told(_WATCH_SECONDS if at_work else None):
            content = os.read(_STDIN, 65536)
            if not content:
                break
            *lines, waiting = (waiting + content).split(b"\n")
            for line in lines:
                named = json.loads(line)
                if isinstance(named, dict):
                    for task, value in named.items():
                        _do_if_possible(partial(tasks[task], value))
                    gc.freeze()
                    continue
                at_work[_fork(run_in, Path(named))] = Path(named)
        _tell_ended(at_work)
    for pid in at_work:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def _is_told(seconds: float | None) -> bool:
    return bool(select.select([_STDIN], [], [], seconds)[0])


def _do_if_possible(task: Callable[[], object]) -> None:
    """Do what all forks need; what cannot be done here each of them does for itself."""
    with suppress(Exception):
        task()


def _fork(run_in: Callable[[Path], None], folder: Path) -> int:
    pid = os.fork()
    if pid:
        with suppress(OSError):  # the run has given the folder up
            write_text_atomically(folder / PID, str(pid))
        return pid
    status = 1
    try:
        Thread(target=_end_with_parent, args=(os.getppid(),), daemon=True).start()
        # What is named there is for the one that forks.
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, _STDIN)
        os.close(nothing)
        run_in(folder)
        status = 0
    finally:
        os._exit(status)


def _tell_ended(at_work: dict[int, Path]) -> None:
    for pid, folder in list(at_work.items()):
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            del at_work[pid]
            with suppress(OSError):  # the run is done with the folder
                write_text_atomically(folder / ENDED, f"{pid} {os.waitstatus_to_exitcode(status)}")


def _end_with_parent(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_PARENT_WATCH_SECONDS)
    os._exit(1)
