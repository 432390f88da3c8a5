"""The counties' workbooks run, judged, kept and made into reports, one county's fault never touching another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module

import nbformat

from medlemsdialog import paths
from medlemsdialog.catalogue import Message
from medlemsdialog.evidence import Workspace
from medlemsdialog.free_memory import give_back_memory
from medlemsdialog.models.manifest import AreaRun, RunStatus
from medlemsdialog.runs.earlier_summaries import EarlierSummaries
from medlemsdialog.runs.execution import Execution, Limits, Task, execute_workbooks
from medlemsdialog.runs.fingerprints import Fingerprints, fingerprint_outputs
from medlemsdialog.runs.intake_outputs import ReceivedAreas
from medlemsdialog.runs.normalise import add_error, has_error, normalise_notebook
from medlemsdialog.runs.notebook_writing import write_notebook
from medlemsdialog.runs.process_pool import ProcessPool
from medlemsdialog.runs.progress import Progress
from medlemsdialog.runs.runlog import append_run_log
from medlemsdialog.runs.stale import find_own_outputs, remove_results, remove_slides, remove_translations
from medlemsdialog.runs.verdicts import (
    Failure,
    Stamp,
    judge_exception,
    judge_summary,
    judge_workbook,
    known_folders,
    require_room,
    stamp_file,
)


@dataclass(frozen=True)
class CountyRequest:
    """What the counties of one run share: among it what was received, and which could not be read, and why."""

    workspace: Workspace
    fingerprints: Fingerprints
    received: ReceivedAreas
    jobs: int
    limits: Limits
    pool: ProcessPool


@dataclass(frozen=True)
class CountiesAtWork:
    """Counties whose workbooks have ended, while their reports are being written.

    `judged` is what came of the workbooks; of a county that succeeded it names the summary alone. `finish` waits for the
    reports and returns what came of each county in the end.
    """

    judged: Mapping[str, AreaRun]
    finish: Callable[[], dict[str, AreaRun]]


@contextmanager
def running_counties(
    request: CountyRequest, county_codes: Sequence[str], progress: Progress
) -> Iterator[CountiesAtWork]:
    """Run the counties, and go on when their workbooks have ended; on leaving, their reports are written too."""
    workspace = request.workspace
    tasks = [
        Task(code, paths.workbook("county"), {"county_code": code}, request.received.find(code))
        for code in county_codes
    ]
    executions = execute_workbooks(
        tasks,
        workspace.data,
        workspace.build,
        jobs=request.jobs,
        limits=request.limits,
        on_start=lambda task: progress.begin(task.area_code),
        pool=request.pool,
        workspace=workspace,
    )
    with EarlierSummaries(workspace.build, county_codes) as earlier:
        # After the earlier ones are kept: a second name is a change to a file, too.
        before = {code: stamp_file(workspace.build.area(code).summary) for code in county_codes}
        closing: dict[str, Future[AreaRun]] = {}

        def judge(execution: Execution) -> AreaRun:
            code = execution.task.area_code
            judged = _judge(request, execution, before[code])
            closing[code] = reports.submit(_close, request, execution, judged, earlier, progress)
            return _tell_judged(request, code, judged)

        # Threads of their own: while reports are written, half the time by pandoc and the renderer, workbooks end and others start.
        with ThreadPoolExecutor(max_workers=2) as reports, ThreadPoolExecutor(max_workers=1) as judging:
            # What the reports take is imported while the first workbooks run.
            reports.submit(import_module, "medlemsdialog.runs.reports")
            judged = {execution.task.area_code: judging.submit(judge, execution) for execution in executions}
            yield CountiesAtWork(
                {code: one.result() for code, one in judged.items()},
                lambda: {code: closed.result() for code, closed in closing.items()},
            )


def _judge(request: CountyRequest, execution: Execution, before: Stamp) -> Failure | RunStatus:
    """Judge a county's execution and keep its workbook."""
    workspace, code = request.workspace, execution.task.area_code
    require_room(workspace.build, execution)
    judged = judge_workbook(execution, request.limits, known=known_folders(workspace)) or judge_summary(
        workspace, code, before=before
    )
    keep_workbook(workspace, execution, judged if isinstance(judged, Failure) else None)
    result = judged if isinstance(judged, Failure) else request.received.unread.get(code) or judged.status
    if code in request.received.aside:
        del judged
        give_back_memory()
    return result


def _tell_judged(request: CountyRequest, county_code: str, judged: Failure | RunStatus) -> AreaRun:
    workspace, inputs = request.workspace, request.fingerprints.of_county(county_code)
    files = [] if isinstance(judged, Failure) else [workspace.build.area(county_code).summary]
    return _describe_run(workspace, judged, inputs, fingerprint_outputs(workspace.build, files))


def _close(
    request: CountyRequest,
    execution: Execution,
    judged: Failure | RunStatus,
    earlier: EarlierSummaries,
    progress: Progress,
) -> AreaRun:
    """Write a county's reports, where its workbook did its work."""
    workspace, code = request.workspace, execution.task.area_code
    result = judged if isinstance(judged, Failure) else _write_reports(request, code, judged)
    run = close_area(workspace, code, result, request.fingerprints.of_county(code))
    earlier.close(code)
    log_execution(workspace, execution, run.status)
    progress.end(code, run.status)
    return run


def keep_workbook(workspace: Workspace, execution: Execution, failure: Failure | None) -> None:
    """Keep the executed workbook, made the same by equal runs; a failed one always shows an error in the cell at work."""
    source = execution.executed or execution.task.workbook
    try:
        notebook = nbformat.read(source, as_version=4)
    except (OSError, ValueError):
        notebook = nbformat.read(execution.task.workbook, as_version=4)
    if failure and not has_error(notebook):
        notebook = add_error(
            notebook, execution.outcome.error_name or execution.outcome.ending.value, str(failure.reason)
        )
    kept = normalise_notebook(notebook, known=known_folders(workspace))
    write_notebook(kept, workspace.build.area(execution.task.area_code).workbook)


def log_execution(workspace: Workspace, execution: Execution, status: RunStatus) -> None:
    """Write to the run log what must not stand in the manifest."""
    append_run_log(
        workspace.build,
        "workbook",
        area=execution.task.area_code,
        status=status,
        ending=execution.outcome.ending.value,
        cell=execution.outcome.cell,
        seconds=execution.seconds,
        attempts=execution.attempts,
        log=execution.log,
    )


def close_area(workspace: Workspace, area_code: str, judged: Failure | RunStatus, inputs: dict[str, str]) -> AreaRun:
    """Return the area's entry in the manifest; a failed area keeps no summary and no reports."""
    if isinstance(judged, Failure):
        remove_results(workspace.build.area(area_code))
    return _describe_run(workspace, judged, inputs, find_outputs(workspace, area_code))


def _describe_run(
    workspace: Workspace, judged: Failure | RunStatus, inputs: dict[str, str], outputs: dict[str, str]
) -> AreaRun:
    failure = judged if isinstance(judged, Failure) else None
    return AreaRun(
        status="failed" if isinstance(judged, Failure) else judged,
        reason=failure.reason.text(workspace.dialogue.language) if failure else "",
        cause=failure.cause if failure else "",
        inputs=inputs,
        outputs=outputs,
    )


def find_outputs(workspace: Workspace, area_code: str) -> dict[str, str]:
    """Return the fingerprints of all that runs have written in the area's folder."""
    return fingerprint_outputs(workspace.build, find_own_outputs(workspace.build.area(area_code)))


def _write_reports(request: CountyRequest, code: str, status: RunStatus) -> Failure | RunStatus:
    from medlemsdialog.runs.reports import write_county_reports

    workspace = request.workspace
    remove_translations(workspace.build.area(code))
    remove_slides(workspace.build.area(code))
    try:
        write_county_reports(workspace, code)
    except Exception as error:  # noqa: BLE001 - one county's report must not stop the others
        return judge_exception(error, Message("Fylkesrapporten"), known=known_folders(workspace))
    return status
