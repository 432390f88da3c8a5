"""The cells of one workbook run in an IPython shell of this process, and told over a pipe as a kernel tells them.

The process is a fork that ends with its workbook. The shell, its display hook and its publisher are ipykernel's own, so
that a cell leaves what it leaves in a kernel; only what carries the messages is ours.
"""

from __future__ import annotations

import atexit
import builtins
import getpass
import io
import json
import logging
import os
import random
import sys
import tempfile
import time
import warnings
from multiprocessing.connection import Connection
from secrets import token_bytes
from threading import Event, Lock, Thread
from typing import Any

from ipykernel.compiler import XCachingCompiler
from ipykernel.zmqshell import ZMQInteractiveShell
from IPython.core.error import StdinNotImplementedError
from jupyter_client.jsonutil import json_default
from jupyter_client.session import Session
from traitlets.config import Config

_WATCH_SECONDS = 0.5
_DRAIN_SECONDS = 5.0
_INITIAL_FILTERS = list(warnings.filters)
_NO_INPUT = "raw_input was called, but this frontend does not support input requests."


def run_shell(connection: Connection) -> None:
    """Run each cell that `connection` gives as JSON text, tell what it shows as it is shown, then its reply; until told nothing.

    Told are `["message", message]` with Jupyter's own messages, and `["reply", content]` at the end of a cell.
    """
    _begin_anew()
    teller = _Teller(connection)
    sys.stdout, sys.stderr = _Stream("stdout", teller), _Stream("stderr", teller)
    pipes = [_WatchedPipe(1, "stdout", teller), _WatchedPipe(2, "stderr", teller)]
    shell = _open_shell(teller)
    while (source := json.loads(connection.recv_bytes())) is not None:
        teller.tell("execute_input", {"code": source, "execution_count": shell.execution_count})
        reply = _run_cell(shell, source)
        sys.stdout.flush()
        sys.stderr.flush()
        for pipe in pipes:
            pipe.drain()
        teller.reply(reply)
    atexit._run_exitfuncs()


def _begin_anew() -> None:
    """Leave behind what this process has of the one it was forked from, besides what is imported."""
    os.setsid()
    Thread(target=_end_with_parent, args=(os.getppid(),), daemon=True).start()
    atexit._clear()
    tempfile.tempdir = None
    random.seed()
    if numpy := sys.modules.get("numpy"):
        numpy.random.seed()
    logging.disable(logging.NOTSET)
    logging.getLogger().handlers.clear()
    # As the interpreter set them, and each warning is told once anew.
    vars(warnings)["filters"][:] = _INITIAL_FILTERS
    vars(warnings)["_filters_mutated"]()
    builtins.input = getpass.getpass = _refuse_input
    os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    sys.argv = ["-c"]


def _open_shell(teller: _Teller) -> Any:
    quiet = Config({"HistoryManager": {"enabled": False}})
    shell: Any = ZMQInteractiveShell.instance(config=quiet, compiler_class=XCachingCompiler)
    for publisher in (shell.displayhook, shell.display_pub):
        publisher.session = teller
        publisher.pub_socket = teller
    return shell


def _run_cell(shell: Any, source: str) -> dict[str, Any]:
    """Run a cell and return the reply that a kernel would give."""
    result = shell.run_cell(source, store_history=True)
    shell.payload_manager.clear_payload()
    if result.success and not getattr(shell, "_last_traceback_during_displayhook", False):
        return {"status": "ok"}
    error = result.error_before_exec or result.error_in_exec
    return {
        "status": "error",
        "ename": type(error).__name__,
        "evalue": str(error),
        "traceback": shell._last_traceback or [],
    }


class _Teller(Session):  # type: ignore[misc]  # jupyter_client carries no types for it
    """Jupyter's session, except that messages go over the pipe."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(key=b"")
        self._connection, self._turn = connection, Lock()

    def send(self, stream: Any, msg_or_type: Any, content: Any = None, *_: Any, **__: Any) -> None:
        """Tell one message; `stream` is always this session."""
        if isinstance(msg_or_type, str):
            self.tell(msg_or_type, content or {})
        else:
            self.tell(msg_or_type["header"]["msg_type"], msg_or_type["content"])

    def tell(self, kind: str, content: dict[str, Any]) -> None:
        """Tell what a cell does or shows."""
        self._send(
            ["message", {"msg_type": kind, "header": {"msg_type": kind}, "parent_header": {}, "content": content}]
        )

    def reply(self, content: dict[str, Any]) -> None:
        """Tell that a cell is done, and how."""
        self._send(["reply", content])

    def _send(self, message: list[Any]) -> None:
        packed = json.dumps(message, default=json_default, ensure_ascii=False, allow_nan=False)
        with self._turn:
            self._connection.send_bytes(packed.encode("utf-8", "surrogateescape"))


class _Stream(io.TextIOBase):
    """What is printed in Python, told when it is flushed."""

    encoding = "UTF-8"

    def __init__(self, name: str, teller: _Teller) -> None:
        self.name = name
        self._teller, self._waiting = teller, io.StringIO()

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text)}")
        return self._waiting.write(text)

    def flush(self) -> None:
        if text := self._waiting.getvalue():
            self._waiting = io.StringIO()
            self._teller.tell("stream", {"name": self.name, "text": text})

    def fileno(self) -> int:
        return {"stdout": 1, "stderr": 2}[self.name]


class _WatchedPipe:
    """What is written below Python, by programs and libraries: told as a stream, and kept in the log that was there."""

    def __init__(self, number: int, name: str, teller: _Teller) -> None:
        self._log, self._number = os.dup(number), number
        self._reading, writing = os.pipe()
        os.dup2(writing, number)
        os.close(writing)
        self._name, self._teller = name, teller
        self._mark, self._seen = token_bytes(16), Event()
        Thread(target=self._watch, daemon=True).start()

    def drain(self) -> None:
        """Wait until all that was written has been told."""
        self._seen.clear()
        os.write(self._number, self._mark)
        self._seen.wait(_DRAIN_SECONDS)

    def _watch(self) -> None:
        waiting = b""
        while content := os.read(self._reading, 65536):
            waiting += content
            written, marked, rest = waiting.rpartition(self._mark)
            told = written.replace(self._mark, b"") if marked else b"" if self._may_end_in_mark(waiting) else waiting
            if told:
                os.write(self._log, told)
                self._teller.tell("stream", {"name": self._name, "text": told.decode("utf-8", "replace")})
            waiting = rest if marked else b"" if told else waiting
            if marked:
                self._seen.set()

    def _may_end_in_mark(self, content: bytes) -> bool:
        return any(content.endswith(self._mark[:length]) for length in range(1, len(self._mark)))


def _refuse_input(*_: Any, **__: Any) -> str:
    raise StdinNotImplementedError(_NO_INPUT)


def _end_with_parent(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_WATCH_SECONDS)
    os._exit(1)
