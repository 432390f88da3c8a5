"""The papermill engine `medlemsdialog-warm`: cells run in a fork of this process, which has imported all they need.

A kernel of Jupyter's takes longer to start than a county takes to run, and a fork is as new as one: nothing of one workbook
reaches another, since each has a fork of its own from a process that runs no workbook itself. nbclient makes the outputs of
the messages, papermill keeps the notebook, both as they always do. Where a process cannot fork, papermill's own engine is used.
"""

from __future__ import annotations

import gc
import json
import math
import os
import signal
import sys
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine, NBClientEngine, NotebookExecutionManager, papermill_engines

from medlemsdialog.runs.kernel import CAN_FORK
from medlemsdialog.runs.notebook_writing import dump_notebook

NAME = "medlemsdialog-warm"
_END_SECONDS = 5.0
_POLL_SECONDS = 0.005
_SAVE_SECONDS = 1.0


class WarmEngine(Engine):  # type: ignore[misc]  # papermill carries no types
    """Papermill's engine, except that the cells run in a fork."""

    @classmethod
    def execute_notebook(cls, nb: Any, kernel_name: str, output_path: Any = None, **kwargs: Any) -> Any:
        """Run the notebook and return it, as papermill's own engines do."""
        of_manager = ("progress_bar", "log_output", "autosave_cell_every")
        manager = _Manager(nb, output_path, **{name: kwargs[name] for name in of_manager if name in kwargs})
        manager.own_file = kwargs.pop("own_file", None)
        manager.notebook_start()
        try:
            cls.execute_managed_notebook(manager, kernel_name, **kwargs)
        finally:
            manager.cleanup_pbar()
            manager.notebook_complete()
        return manager.nb

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **kwargs: Any) -> None:
        """Run the notebook's cells and keep what they leave in `nb_man.nb`.

        Raises:
            CellTimeoutError: A cell took more than `execution_timeout` seconds.
            DeadKernelError: The fork was killed, or ended itself.
        """
        if not CAN_FORK:
            NBClientEngine.execute_managed_notebook(nb_man, kernel_name, **kwargs)
            return
        own = ("log_output", "stdout_file", "stderr_file")
        client = _WarmClient(
            nb_man,
            timeout=kwargs.get("execution_timeout"),
            record_timing=False,
            kernel_name=kernel_name,
            **{name: kwargs[name] for name in own if kwargs.get(name)},
        )
        client.execute()


class _Manager(NotebookExecutionManager):  # type: ignore[misc]
    """Papermill's manager, except that a notebook is not written anew twice a cell when the cells take no time.

    What stands in the file is at most `_SAVE_SECONDS` old, whatever the cell at work does.
    """

    nb: Any
    is_unsaved = False
    # The output, where we know that it is a file.
    own_file: Path | None = None

    def save(self, **kwargs: Any) -> None:
        """Write the notebook, unless it has just been written."""
        self.nb = kwargs.get("nb") or self.nb
        self.is_unsaved = (self.now() - self.last_save_time).total_seconds() < _SAVE_SECONDS
        if not self.is_unsaved:
            self._write()

    def save_now(self) -> None:
        """Write what has not been written."""
        if self.is_unsaved:
            self.is_unsaved = False
            self._write()

    def _write(self) -> None:
        if self.own_file is None:
            # Papermill knows places of other kinds than files, and which folder others are told from.
            super().save()
            return
        # Papermill makes one text of the notebook, and a list of its lines before that.
        with self.own_file.open("w", encoding="utf-8", newline="\n") as stream:
            dump_notebook(self.nb, stream)
        self.last_save_time = self.now()

    def notebook_complete(self, **kwargs: Any) -> None:
        super().notebook_complete(**kwargs)
        self.save_now()


class _WarmClient(PapermillNotebookClient):  # type: ignore[misc]
    """Papermill's client, except that it talks to a fork instead of a kernel."""

    def execute(self, **_: Any) -> Any:
        from ipykernel.ipkernel import IPythonKernel

        self.reset_execution_trackers()
        with _forked_shell() as self._shell:
            self.papermill_execute_cells()
        self.nb.metadata["language_info"] = dict(IPythonKernel.language_info)
        self.set_widgets_metadata()
        return self.nb

    def execute_cell(self, cell: Any, cell_index: int, **_: Any) -> Any:
        tags = cell.metadata.get("tags", [])
        if cell.cell_type != "code" or not cell.source.strip() or self.skip_cells_with_tag in tags:
            return cell
        cell.outputs = []
        self.clear_before_next_output = False
        self._shell.send_bytes(json.dumps(cell.source).encode())
        reply = self._listen(cell, cell_index)
        self.code_cells_executed += 1
        is_allowed = (
            self.allow_errors or reply.get("ename") in self.allow_error_names or "raises-exception" in tags
        ) and not self.force_raise_errors
        if reply["status"] == "error" and not is_allowed:
            raise CellExecutionError.from_cell_and_msg(cell, reply)
        return cell

    def _listen(self, cell: Any, cell_index: int) -> dict[str, Any]:
        """Keep what the cell shows until it is done, and return its reply."""
        seconds = self._get_timeout(cell)
        until = time.monotonic() + seconds if seconds else math.inf
        while True:
            left = until - time.monotonic()
            if not self._shell.poll(min(max(left, 0), _SAVE_SECONDS)):
                if left <= 0:
                    raise CellTimeoutError.error_from_timeout_and_cell("Cell execution timed out", seconds, cell)
                self.nb_man.save_now()
                continue
            try:
                kind, content = json.loads(self._shell.recv_bytes())
            except (EOFError, OSError):
                raise DeadKernelError("Kernel died") from None
            if kind == "reply":
                return dict(content)
            self.process_message(content, cell, cell_index)


@contextmanager
def _forked_shell() -> Iterator[Connection]:
    """Fork a shell and give the pipe to it; afterwards it and all it started are gone."""
    from medlemsdialog.runs.warm_shell import run_shell

    ours, theirs = Pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    # What is there now is never freed, and so is shared with the fork.
    gc.freeze()
    with warnings.catch_warnings():
        # Newer Pythons warn of forks beside threads: ours only waits for input, and the fork never uses it.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        status = 1
        try:
            ours.close()
            run_shell(theirs)
            status = 0
        finally:
            os._exit(status)
    theirs.close()
    try:
        yield ours
        with suppress(OSError):
            ours.send_bytes(b"null")
        _wait(child)
    finally:
        ours.close()
        _end(child)


def _wait(child: int) -> None:
    """Give the shell time for what the workbook has asked to have done at the end."""
    until = time.monotonic() + _END_SECONDS
    while time.monotonic() < until:
        with suppress(ChildProcessError):
            if os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
                time.sleep(_POLL_SECONDS)
                continue
        return


def _end(child: int) -> None:
    # The shell leads a session of its own: what it started and did not wait for ends with it.
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(child, signal.SIGKILL)
    with suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    with suppress(ChildProcessError):
        os.waitpid(child, 0)


def register_engine() -> None:
    """Let papermill know the engine by its name, also where the entry point is not installed."""
    papermill_engines.register(NAME, WarmEngine)
