"""The national document: the senders without a county, the national workbook, its pages and its tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from medlemsdialog import paths
from medlemsdialog.catalogue import Message
from medlemsdialog.errors import NoRoomError
from medlemsdialog.evidence import Workspace, build_summary, code_statements, read_national, write_summary
from medlemsdialog.exchange.run_crate import METADATA
from medlemsdialog.models.manifest import AreaRun
from medlemsdialog.models.national import NationalOverview
from medlemsdialog.paths import NATIONAL
from medlemsdialog.runs.county_runs import close_area, keep_workbook, log_execution
from medlemsdialog.runs.documents import WrittenDocument, log_documents
from medlemsdialog.runs.evidence_package import find_shared
from medlemsdialog.runs.execution import Limits, Task, execute_workbooks
from medlemsdialog.runs.explaining import DOCUMENTS, EVIDENCE, PAGES, WORKBOOK, Explanation
from medlemsdialog.runs.fingerprints import Fingerprints
from medlemsdialog.runs.intake_outputs import ReceivedAreas
from medlemsdialog.runs.manifest import summary_fingerprints
from medlemsdialog.runs.parts import FORCED, Ledger, Part
from medlemsdialog.runs.progress import Progress
from medlemsdialog.runs.reports import NationalPart, write_national_reports
from medlemsdialog.runs.run_parts import RunParts
from medlemsdialog.runs.stale import remove_slides, remove_translations
from medlemsdialog.runs.told_documents import dump_documents, load_documents
from medlemsdialog.runs.verdicts import Failure, judge_exception, judge_workbook, known_folders, require_room
from medlemsdialog.runs.workshop import Workshop

# They take no workbook.
_AHEAD: tuple[NationalPart, ...] = ("documents", "evidence")


@dataclass(frozen=True)
class NationRequest:
    """What the national document is made with."""

    workspace: Workspace
    fingerprints: Fingerprints
    received: ReceivedAreas
    parts: RunParts
    ledger: Ledger
    limits: Limits
    workshop: Workshop
    progress: Progress
    explanation: Explanation
    forced: bool
    # Why the senders without a county could not be summed up.
    without_county: Failure | None


@dataclass(frozen=True)
class NationResult:
    """What holds of the national document now, and its documents, whether they were written now or before."""

    run: AreaRun
    documents: tuple[WrittenDocument, ...] = ()


def run_nation(
    request: NationRequest, judged: Mapping[str, AreaRun], finish: Callable[[], Mapping[str, AreaRun]]
) -> NationResult:
    """Run the national workbook on the counties' summaries and write its pages, as far as anything has changed.

    The workbook begins on the counties as they are `judged`, while their reports are being written; `finish` waits for
    these and tells how it went. Each time the manifest must name the counties as they are told.
    """
    workspace, ledger = request.workspace, request.ledger
    made = _make_workbook(request, judged)
    runs = finish()
    part = request.parts.nation(runs)
    if part != request.parts.nation(judged):
        # The report of a county could not be written: it has failed after all, and no summary of it stands.
        made = _make_workbook(request, runs)
    begun, made = made is not None, made or _Made()
    failure = made.failure
    if begun and failure is None and NATIONAL not in request.received.unread:
        ledger.keep(part, [workspace.build.area(NATIONAL).workbook, workspace.build.area(NATIONAL).summary])
    inputs = request.fingerprints.of_nation(summary_fingerprints(runs))
    documents: tuple[WrittenDocument, ...] = ()
    if failure is None:
        todo = _find_todo(request, runs)
        if todo and not begun:
            begun = True
            request.progress.begin(NATIONAL)
        failure, documents = _write_reports(request, runs, todo, made)
    if failure:
        ledger.forget("nation")
    run = close_area(workspace, NATIONAL, failure or "ok", inputs)
    if begun:
        request.progress.end(NATIONAL, run.status)
    return NationResult(run, documents)


def is_nation_current(request: NationRequest, runs: Mapping[str, AreaRun]) -> bool:
    """Whether the national document stands as it would be made of the counties as they are now."""
    parts, ledger = request.parts, request.ledger
    if ledger.find_reason(parts.nation(runs)):
        return False
    return all(
        ledger.find_reason(part) is None for part in (*_report_parts(request, runs).values(), _crate(request, runs))
    )


@dataclass(frozen=True)
class _Made:
    """What came of the workbook, and which parts were written while it ran: they rest on the counties' summaries alone."""

    failure: Failure | None = None
    overview: NationalOverview | None = None
    ahead: frozenset[NationalPart] = frozenset()
    documents: tuple[WrittenDocument, ...] = ()


def _make_workbook(request: NationRequest, runs: Mapping[str, AreaRun]) -> _Made | None:
    """Run the workbook where something has changed; None where nothing has."""
    reason = FORCED if request.forced else request.ledger.find_reason(request.parts.nation(runs))
    if not request.explanation.note(NATIONAL, WORKBOOK, reason):
        return None
    request.progress.begin(NATIONAL)
    if request.without_county is not None:
        return _Made(request.without_county)
    failure: Failure | None = None
    try:
        overview = read_national(request.workspace)
        # The workbook in this thread: an interrupt is met here, and ends it.
        with ThreadPoolExecutor(max_workers=1) as writing:
            written = writing.submit(_write_ahead, request, runs, overview)
            failure = _execute_workbook(request, overview)
        return _Made(failure, overview, *written.result())
    except NoRoomError:
        raise
    except Exception as error:  # noqa: BLE001 - the counties' reports stand whatever happens to the national one
        met = judge_exception(error, Message("Den nasjonale rapporten"), known=known_folders(request.workspace))
        return _Made(failure or met)


def _write_ahead(
    request: NationRequest, runs: Mapping[str, AreaRun], overview: NationalOverview
) -> tuple[frozenset[NationalPart], tuple[WrittenDocument, ...]]:
    found = _report_parts(request, runs)
    todo: set[NationalPart] = {
        name for name in _AHEAD if request.forced or request.ledger.find_reason(found[name]) is not None
    }
    if not todo:
        return frozenset(), ()
    return frozenset(todo), write_national_reports(request.workspace, overview, {}, only=todo, is_last=False)


def _execute_workbook(request: NationRequest, overview: NationalOverview) -> Failure | None:
    workspace, limits = request.workspace, request.limits
    task = Task(NATIONAL, paths.workbook("national"), overview=overview)
    pool = request.workshop.open(1)
    (execution,) = execute_workbooks(
        [task], workspace.data, workspace.build, jobs=1, limits=limits, pool=pool, workspace=workspace
    )
    require_room(workspace.build, execution)
    failure = judge_workbook(execution, limits, known=known_folders(workspace))
    keep_workbook(workspace, execution, failure)
    log_execution(workspace, execution, "failed" if failure else "ok")
    remove_slides(workspace.build.area(NATIONAL))
    return failure


def write_summary_without_county(workspace: Workspace, received: ReceivedAreas) -> Failure | None:
    """Write the summary of the senders that belong to no county. Broken originals there are problems, never a stop."""
    if NATIONAL in received.unread:
        return received.unread[NATIONAL]
    intake = received.areas[NATIONAL]
    try:
        write_summary(build_summary(workspace, intake, code_statements(workspace, intake)), workspace)
    except Exception as error:  # noqa: BLE001 - the counties' reports stand whatever happens to the national one
        return judge_exception(error, Message("Oppsummeringen uten fylke"), known=known_folders(workspace))
    return None


def _find_todo(request: NationRequest, runs: Mapping[str, AreaRun]) -> dict[NationalPart, Part]:
    """Return the parts of the reports that must be written."""
    words: dict[NationalPart, Message] = {"pages": PAGES, "documents": DOCUMENTS, "evidence": EVIDENCE}
    return {
        name: part
        for name, part in _report_parts(request, runs).items()
        if request.explanation.note(
            NATIONAL, words[name], FORCED if request.forced else request.ledger.find_reason(part)
        )
    }


def _report_parts(request: NationRequest, runs: Mapping[str, AreaRun]) -> dict[NationalPart, Part]:
    parts = request.parts
    workbooks = {NATIONAL: request.workspace.build.area(NATIONAL).workbook, **_list_workbooks(request.workspace, runs)}
    return {
        "pages": parts.nation_pages(workbooks),
        "documents": parts.nation_documents(runs),
        "evidence": parts.nation_evidence(runs),
    }


def _crate(request: NationRequest, runs: Mapping[str, AreaRun]) -> Part:
    return request.parts.run_crate(runs, find_shared(request.workspace.build.area(NATIONAL)))


def _list_workbooks(workspace: Workspace, runs: Mapping[str, AreaRun]) -> dict[str, Path]:
    return {code: workspace.build.area(code).workbook for code, run in runs.items() if run.status != "failed"}


def _write_reports(
    request: NationRequest, runs: Mapping[str, AreaRun], todo: Mapping[NationalPart, Part], made: _Made
) -> tuple[Failure | None, tuple[WrittenDocument, ...]]:
    workspace, ledger = request.workspace, request.ledger
    area = workspace.build.area(NATIONAL)
    kept = ledger.find("nation-documents")
    documents = load_documents(kept.told, workspace.build) if kept else ()
    if not todo and not request.ledger.find_reason(_crate(request, runs)):
        return None, documents
    if todo:
        remove_translations(area)
    request.workshop.open()
    try:
        overview = made.overview or read_national(workspace)
        workbooks, left = _list_workbooks(workspace, runs), todo.keys() - made.ahead
        written = write_national_reports(workspace, overview, workbooks, only=left) or made.documents
    except Exception as error:  # noqa: BLE001 - the counties' reports stand whatever happens to the national one
        return judge_exception(error, Message("Den nasjonale rapporten"), known=known_folders(workspace)), ()
    if "pages" in todo:
        ledger.keep(todo["pages"], [area.index, area.work_report, *area.list_annexes()])
    if "evidence" in todo:
        ledger.keep(todo["evidence"], [area.evidence_workbook, *_find_tables(area.evidence_package)])
    if "documents" in todo:
        documents = written
        log_documents(workspace, documents)
        files = [file for one in documents for file in one.files]
        ledger.keep(todo["documents"], files, told=dump_documents(documents, workspace.build))
    package = [file for file in area.evidence_package.rglob("*") if file.is_file()]
    ledger.keep(_crate(request, runs), [file for file in package if file not in _find_tables(area.evidence_package)])
    return None, documents


def _find_tables(package: Path) -> Sequence[Path]:
    """Return the tables of the evidence: what is told of the run lies beside them."""
    return sorted(file for file in package.iterdir() if file.is_file() and file.name != METADATA)
