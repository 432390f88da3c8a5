"""The national document: the senders without a county, the national workbook, its pages and its tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from medlemsdialog import paths
from medlemsdialog.catalogue import Message
from medlemsdialog.evidence import Workspace, build_summary, code_statements, write_summary
from medlemsdialog.models.manifest import AreaRun
from medlemsdialog.paths import NATIONAL
from medlemsdialog.runs.county_runs import close_area, keep_workbook, log_execution
from medlemsdialog.runs.documents import WrittenDocument, log_documents
from medlemsdialog.runs.execution import Limits, Task, execute_workbooks
from medlemsdialog.runs.fingerprints import Fingerprints
from medlemsdialog.runs.intake_outputs import ReceivedAreas
from medlemsdialog.runs.process_pool import ProcessPool
from medlemsdialog.runs.progress import Progress
from medlemsdialog.runs.reports import write_national_reports
from medlemsdialog.runs.stale import remove_translations
from medlemsdialog.runs.status import summary_fingerprints
from medlemsdialog.runs.verdicts import Failure, judge_exception, judge_workbook, known_folders


def run_nation(
    workspace: Workspace,
    received: ReceivedAreas,
    fingerprints: Fingerprints,
    runs: Mapping[str, AreaRun],
    *,
    limits: Limits,
    pool: ProcessPool,
    progress: Progress,
    on_documents: Callable[[Sequence[WrittenDocument]], None] | None = None,
) -> AreaRun:
    """Run the national workbook on the counties' summaries and write its pages; the manifest must name the counties.

    `on_documents` is told of the letter, the report and the board's case when they are written.
    """
    progress.begin(NATIONAL)
    inputs = fingerprints.of_nation(summary_fingerprints(runs))
    failure = _write_summary_without_county(workspace, received)
    if failure is None:
        task = Task(NATIONAL, paths.workbook("national"))
        (execution,) = execute_workbooks([task], workspace.data, workspace.build, jobs=1, limits=limits, pool=pool)
        failure = judge_workbook(execution, limits, known=known_folders(workspace))
        keep_workbook(workspace, execution, failure)
        failure = failure or _write_reports(workspace, runs, on_documents)
        log_execution(workspace, execution, "failed" if failure else "ok")
    run = close_area(workspace, NATIONAL, failure or "ok", inputs)
    progress.end(NATIONAL, run.status)
    return run


def _write_summary_without_county(workspace: Workspace, received: ReceivedAreas) -> Failure | None:
    """Write the summary of the senders that belong to no county. Broken originals there are problems, never a stop."""
    if NATIONAL in received.unread:
        return received.unread[NATIONAL]
    intake = received.areas[NATIONAL]
    try:
        write_summary(build_summary(workspace, intake, code_statements(workspace, intake)), workspace)
    except Exception as error:  # noqa: BLE001 - the counties' reports stand whatever happens to the national one
        return judge_exception(error, Message("Oppsummeringen uten fylke"), known=known_folders(workspace))
    return None


def _write_reports(
    workspace: Workspace,
    runs: Mapping[str, AreaRun],
    on_documents: Callable[[Sequence[WrittenDocument]], None] | None,
) -> Failure | None:
    workbooks = {code: workspace.build.area(code).workbook for code, run in runs.items() if run.status != "failed"}
    remove_translations(workspace.build.area(NATIONAL))
    try:
        documents = write_national_reports(workspace, workbooks)
    except Exception as error:  # noqa: BLE001 - the counties' reports stand whatever happens to the national one
        return judge_exception(error, Message("Den nasjonale rapporten"), known=known_folders(workspace))
    log_documents(workspace, documents)
    if on_documents:
        on_documents(documents)
    return None
