"""Originals parsed in a process that can be killed: a parser that loops, crashes or eats memory stops only its original.

One worker is started at the first original that no cache holds, is used for all that follow, and is replaced after it
has died. It is a program of its own, not a fork: workbooks run in processes with threads, and Windows cannot fork.
"""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
from contextlib import suppress
from functools import cache
from threading import Lock, Timer
from typing import Any, NamedTuple

from medlemsdialog.catalogue import Message
from medlemsdialog.errors import MedlemsdialogError
from medlemsdialog.intake.document import Outcome, Refusal
from medlemsdialog.intake.formats import BY_ENDING, FORMAT_NAMES, ending_of
from medlemsdialog.intake.limits import MEMORY_BYTES_TO_READ, SECONDS_TO_READ
from medlemsdialog.intake.reading_worker import read_frame, write_frame

_SECONDS_TO_END = 2
_SECONDS_TO_START = 120


class _Answer(NamedTuple):
    head: dict[str, Any]
    body: bytes


class ReadingProcess:
    """The worker and what it may use. Not for several threads at once: `read` waits for its turn."""

    def __init__(self, *, seconds: float = SECONDS_TO_READ, memory: int = MEMORY_BYTES_TO_READ) -> None:
        self.starts = 0
        self._seconds = seconds
        self._memory = memory
        self._process: subprocess.Popen[bytes] | None = None
        self._turn = Lock()

    def read(self, name: str, content: bytes) -> Outcome:
        """Return what became of one original. Whatever happens to the worker, the next one is read as if nothing had."""
        answer = self._ask_twice({"do": "read", "name": name}, content)
        if isinstance(answer, Refusal):
            return Outcome(refusal=_told(answer, name))
        return Outcome.model_validate_json(answer.body)

    def count_pages(self, name: str, content: bytes) -> int | Refusal:
        """Return how many pages a PDF or an image has, or why that cannot be told."""
        answer = self._ask_twice({"do": "count"}, content)
        return _told(answer, name) if isinstance(answer, Refusal) else int(answer.head["pages"])

    def draw_page(self, name: str, content: bytes, page: int) -> bytes | Refusal:
        """Return one page (from 1) of a PDF or an image as PNG for text recognition, or why it cannot be drawn."""
        answer = self._ask_twice({"do": "draw", "page": page}, content)
        return _told(answer, name) if isinstance(answer, Refusal) else answer.body

    def stop(self) -> None:
        """End the worker, kindly where it listens."""
        process, self._process = self._process, None
        if process is None:
            return
        with suppress(OSError):
            process.stdin.close()  # type: ignore[union-attr]
        try:
            process.wait(_SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            _kill(process)
        process.stdout.close()  # type: ignore[union-attr]

    def _ask_twice(self, head: dict[str, Any], content: bytes) -> _Answer | Refusal:
        """Return the answer; what a used worker could not do is tried in a fresh one: an earlier original may have harmed it."""
        with self._turn:
            fresh = self._process is None
            answer = self._ask(head, content)
            if isinstance(answer, Refusal) and answer.rule != "too_slow" and not fresh:
                self.stop()
                answer = self._ask(head, content)
            if isinstance(answer, Refusal):
                self.stop()
            return answer

    def _ask(self, head: dict[str, Any], content: bytes) -> _Answer | Refusal:
        process = self._process or self._start()
        slow = _Alarm(process, self._seconds)
        try:
            write_frame(process.stdin, head, content)  # type: ignore[arg-type]
            answer, body = read_frame(process.stdout)  # type: ignore[arg-type]
        except (EOFError, OSError, ValueError):
            self.stop()
            if slow.rang:
                return Refusal(rule="too_slow", found=f"{self._seconds:g} s", values={"seconds": round(self._seconds)})
            return Refusal(rule="unreadable")
        except BaseException:
            # Interrupted in the middle of an answer: the next must not read the rest of it.
            _kill(process)
            self.stop()
            raise
        finally:
            slow.cancel()
        if "refused" in answer:
            return Refusal(rule=answer["refused"], found=answer.get("found", ""))
        return _Answer(answer, body)

    def _start(self) -> subprocess.Popen[bytes]:
        # -P: the folder a person stands in is full of files from others, and must not be searched for modules.
        limits = [str(max(1, round(self._seconds))), str(self._memory)]
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "medlemsdialog.intake.reading_worker", *limits],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self.starts += 1
        alarm = _Alarm(process, _SECONDS_TO_START)
        try:
            read_frame(process.stdout)  # type: ignore[arg-type]
        except (EOFError, OSError, ValueError) as error:
            _kill(process)
            raise MedlemsdialogError(
                Message(
                    "Prosessen som leser innspillene, kunne ikke startes. Prøv igjen, og installer programmet på nytt hvis det gjentar seg."
                )
            ) from error
        finally:
            alarm.cancel()
        self._process = process
        return process


class _Alarm:
    """Kills a process when its time is over, which ends the wait for its answer."""

    def __init__(self, process: subprocess.Popen[bytes], seconds: float) -> None:
        self.rang = False
        self._process = process
        self._timer = Timer(seconds, self._ring)
        self._timer.daemon = True
        self._timer.start()

    def cancel(self) -> None:
        self._timer.cancel()

    def _ring(self) -> None:
        self.rang = True
        _kill(self._process)


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End a process and those that it started, such as pandoc."""
    import psutil  # type: ignore[import-untyped]

    with suppress(psutil.Error):
        for started in psutil.Process(process.pid).children(recursive=True):
            with suppress(psutil.Error):
                started.kill()
    with suppress(OSError):
        process.kill()
    with suppress(subprocess.TimeoutExpired):
        process.wait(_SECONDS_TO_END)


def _told(refusal: Refusal, name: str) -> Refusal:
    """Return the refusal with what its sentence needs."""
    if refusal.rule != "unreadable":
        return refusal
    ending = ending_of(name)
    return refusal.model_copy(update={"values": {"format": FORMAT_NAMES.get(BY_ENDING.get(ending, ""), f".{ending}")}})


def reading_process() -> ReadingProcess:
    """Return this process' worker; a forked process has one of its own."""
    return _of_process(os.getpid())


@cache
def _of_process(pid: int) -> ReadingProcess:
    process = ReadingProcess()
    atexit.register(process.stop)
    return process
