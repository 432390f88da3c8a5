"""Workbooks executed side by side, in processes that can be killed without harm to the others."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import JsonValue

from medlemsdialog.catalogue import Message
from medlemsdialog.errors import UsageError
from medlemsdialog.evidence.handed_over import HANDED_OVER_VARIABLE, hand_over_received, write_overview
from medlemsdialog.evidence.workspace import Workspace
from medlemsdialog.models.intake import Intake
from medlemsdialog.models.national import NationalOverview
from medlemsdialog.paths import BuildFolder, DataFolder
from medlemsdialog.runs.kernel import LOG, process_environment, write_kernelspec
from medlemsdialog.runs.parameters import check_parameters
from medlemsdialog.runs.process_pool import ProcessPool, Work, open_pool
from medlemsdialog.runs.stale import remove_outputs
from medlemsdialog.runs.workbook_process import (
    EXECUTED,
    OUTCOME,
    REQUEST,
    SOURCE,
    Ending,
    EngineName,
    Outcome,
    Request,
)

CELL_SECONDS, COUNTY_SECONDS, KERNEL_START_SECONDS = 600, 1800, 60
CELL_SECONDS_VARIABLE = "MEDLEMSDIALOG_CELL_SECONDS"
COUNTY_SECONDS_VARIABLE = "MEDLEMSDIALOG_COUNTY_SECONDS"
START_ATTEMPTS = 2
_POLL_SECONDS = 0.02
_LEAVING_SECONDS = 10.0
_LOG_CHARACTERS = 4000
# After these the kernel has been shut down in order, and its process may take another workbook.
_KERNEL_GONE = frozenset({Ending.COMPLETED, Ending.RAISED})


@dataclass(frozen=True)
class Limits:
    """How long things may take, in whole seconds."""

    cell_seconds: int = CELL_SECONDS
    county_seconds: int = COUNTY_SECONDS
    start_seconds: int = KERNEL_START_SECONDS


@dataclass(frozen=True)
class Task:
    """One workbook to execute for one area.

    `received` is what was received for it, or the file it was written to, and `overview` what all areas say together, where
    the run has read that.
    """

    area_code: str
    workbook: Path
    parameters: Mapping[str, JsonValue] = field(default_factory=dict)
    received: Intake | Path | None = field(default=None, repr=False)
    overview: NationalOverview | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Execution:
    """What came of a task: how it ended, the executed workbook (None if there is none), seconds used, and the process's log."""

    task: Task
    outcome: Outcome
    executed: Path | None
    seconds: float
    attempts: int
    log: str


@dataclass(eq=False)
class _Running:
    task: Task
    folder: Path
    work: Work
    started: float
    first_started: float
    attempt: int
    killed: bool = False


def read_limits() -> Limits:
    """Return the limits, where the environment sets others than ours.

    Raises:
        UsageError: A variable holds anything but a positive whole number.
    """
    return Limits(
        cell_seconds=_seconds(CELL_SECONDS_VARIABLE, CELL_SECONDS),
        county_seconds=_seconds(COUNTY_SECONDS_VARIABLE, COUNTY_SECONDS),
    )


def execute_workbooks(
    tasks: Iterable[Task],
    data: DataFolder,
    build: BuildFolder,
    *,
    jobs: int,
    limits: Limits | None = None,
    on_start: Callable[[Task], None] | None = None,
    pool: ProcessPool | None = None,
    workspace: Workspace | None = None,
) -> Iterator[Execution]:
    """Yield each task's execution as it ends; at most `jobs` processes at a time, failures to start retried once.

    With `workspace`, the dialogue as it has been read, forks get that and what each task has instead of reading it again.

    A cell that raises, a process that dies or is too slow is an execution that says so, never an exception here.
    When the caller stops listening or is interrupted, all processes and their kernels end first.

    Raises:
        UsageError: A parameter is unknown to its workbook or of the wrong type; nothing has started then.
    """
    limits = limits or read_limits()
    waiting = [(task, 1, 0.0) for task in tasks]
    for task, _, _ in waiting:
        check_parameters(task.workbook, task.parameters)
    waiting.reverse()
    running: list[_Running] = []
    with ExitStack() as stack:
        pool = pool or stack.enter_context(open_pool())
        hands_over = workspace is not None and pool.remember(workspace)
        try:
            while waiting or running:
                ended = [one for one in running if _has_ended(one, limits, pool)]
                running = [one for one in running if one not in ended]
                executions = []
                for one in ended:
                    execution = _read_execution(one)
                    if execution.outcome.ending in _KERNEL_GONE and one.work.poll() is None:
                        pool.take_back(one.work)
                    else:
                        pool.end(one.work)
                    if execution.outcome.ending is Ending.NOT_STARTED and one.attempt < START_ATTEMPTS:
                        waiting.append((one.task, one.attempt + 1, one.first_started))
                    else:
                        executions.append(execution)
                # The next ones start before the caller works on those that ended: it may take its time over the reports.
                while waiting and len(running) < max(jobs, 1):
                    task, attempt, first_started = waiting.pop()
                    if attempt == 1 and on_start:
                        on_start(task)
                    folder = _lay_out(task, data, build, limits, pool.engine, hands_over=hands_over)
                    work = pool.hand_over(folder)
                    now = time.monotonic()
                    running.append(_Running(task, folder, work, now, first_started or now, attempt))
                yield from executions
                time.sleep(_POLL_SECONDS)
        finally:
            for one in running:
                pool.end(one.work)


def _has_ended(one: _Running, limits: Limits, pool: ProcessPool) -> bool:
    """Whether a process is done; one that has had its time is ended first."""
    if (one.folder / OUTCOME).is_file() or one.work.poll() is not None:
        return True
    if time.monotonic() - one.started <= limits.county_seconds:
        return False
    one.killed = True
    pool.end(one.work)
    return True


def work_folder(build: BuildFolder, area_code: str) -> Path:
    """Return the folder that the area's process works in."""
    return build.work / area_code


def clean_work(build: BuildFolder, area_codes: Iterable[str]) -> None:
    """Remove the work folders of areas that are done, and what was set aside for them."""
    for code in area_codes:
        remove_outputs(work_folder(build, code), build.received(code))


def _lay_out(
    task: Task, data: DataFolder, build: BuildFolder, limits: Limits, engine: EngineName, *, hands_over: bool
) -> Path:
    """Return a fresh work folder with all that the task's process reads."""
    folder = work_folder(build, task.area_code)
    remove_outputs(folder)
    until = time.monotonic() + _LEAVING_SECONDS
    # What an earlier process started may be at its last words there.
    while folder.exists() and time.monotonic() < until:
        time.sleep(_POLL_SECONDS)
        remove_outputs(folder)
    folder.mkdir(parents=True)
    write_kernelspec(folder / "jupyter")
    (folder / SOURCE).write_bytes(task.workbook.read_bytes())
    environment = process_environment(data, build, folder)
    if hands_over:
        environment[HANDED_OVER_VARIABLE] = str(folder)
        if task.received is not None:
            hand_over_received(task.received, folder)
        if task.overview is not None:
            write_overview(task.overview, folder)
    request = Request(
        parameters=dict(task.parameters),
        environment=environment,
        cell_seconds=limits.cell_seconds,
        start_seconds=limits.start_seconds,
        engine=engine,
    )
    (folder / REQUEST).write_text(request.model_dump_json(), encoding="utf-8")
    return folder


def _read_execution(one: _Running) -> Execution:
    executed = one.folder / EXECUTED
    return Execution(
        task=one.task,
        outcome=_read_outcome(one),
        executed=executed if executed.is_file() else None,
        seconds=round(time.monotonic() - one.first_started, 3),
        attempts=one.attempt,
        log=_read_log(one.folder / LOG),
    )


def _read_log(file: Path) -> str:
    with suppress(OSError):  # a process that died at once has left none
        return file.read_text(encoding="utf-8", errors="replace")[-_LOG_CHARACTERS:]
    return ""


def _read_outcome(one: _Running) -> Outcome:
    if one.killed:
        return Outcome(ending=Ending.TIMEOUT)
    try:
        return Outcome.model_validate_json((one.folder / OUTCOME).read_bytes())
    except (OSError, ValueError):
        return Outcome(ending=Ending.DIED, error_text=f"exit code {one.work.poll()}")


def _seconds(variable: str, default: int) -> int:
    given = os.environ.get(variable)
    if given is None:
        return default
    if not given.isascii() or not given.isdigit() or int(given) == 0:
        raise UsageError(
            Message(
                "Miljøvariabelen {variable} skal være et helt antall sekunder. Verdien er «{given}». Rett verdien, eller fjern variabelen.",
                variable=variable,
                given=given,
            )
        )
    return int(given)
