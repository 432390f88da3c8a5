"""The counties of a run: those where something has changed are run, or get new pages; the others are left as they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from medlemsdialog.catalogue import Message
from medlemsdialog.models.manifest import AreaRun, RunStatus
from medlemsdialog.runs.county_runs import CountiesAtWork, CountyRequest, close_area, running_counties
from medlemsdialog.runs.execution import Limits
from medlemsdialog.runs.explaining import PAGES, WORKBOOK, Explanation
from medlemsdialog.runs.parts import FORCED, Ledger
from medlemsdialog.runs.progress import Progress
from medlemsdialog.runs.run_parts import RunParts
from medlemsdialog.runs.verdicts import Failure, judge_exception, known_folders
from medlemsdialog.runs.workshop import Workshop

# Refusals that a busy machine may have caused: the next run tries again.
_PASSING = frozenset({"too_slow", "too_much_memory"})


@dataclass(frozen=True)
class CountyPlan:
    """What is to be done with the counties of one run: `run` them, only make their `pages`, or neither."""

    run: tuple[str, ...]
    pages: tuple[str, ...]
    left: tuple[str, ...]


def plan_counties(
    parts: RunParts,
    ledger: Ledger,
    county_codes: Sequence[str],
    explanation: Explanation,
    *,
    forced: bool,
    stopped: Sequence[str],
) -> CountyPlan:
    """Decide what is to be done with each county; those that `stopped` last time are run again."""
    run: list[str] = []
    pages: list[str] = []
    left: list[str] = []
    for code in county_codes:
        reason = FORCED if forced else ledger.find_reason(parts.county(code))
        if reason and not forced and code in stopped and ledger.find(f"county/{code}") is None:
            reason = Message("Kjøringen stoppet sist")
        if explanation.note(code, WORKBOOK, reason):
            run.append(code)
            continue
        workbook = parts.workspace.build.area(code).workbook
        reason = explanation.note(code, PAGES, ledger.find_reason(parts.pages(code, workbook)))
        (pages if reason else left).append(code)
    return CountyPlan(tuple(run), tuple(pages), tuple(left))


@contextmanager
def making_counties(
    parts: RunParts,
    ledger: Ledger,
    plan: CountyPlan,
    progress: Progress,
    *,
    jobs: int,
    limits: Limits,
    workshop: Workshop,
) -> Iterator[CountiesAtWork]:
    """Do what was decided, and go on when the workbooks have ended; only the pages of those that were run may be left then."""
    workspace, fingerprints = parts.workspace, parts.fingerprints
    with ExitStack() as stack:
        left = stack.enter_context(ThreadPoolExecutor(max_workers=1)).submit(_describe_left, parts, ledger, plan)
        at_work = CountiesAtWork({}, dict)
        if plan.run:
            pool = workshop.open(min(jobs, len(plan.run)))
            request = CountyRequest(workspace, fingerprints, parts.received, jobs, limits, pool)
            running = running_counties(request, plan.run, _Recording(progress, parts, ledger))
            at_work = stack.enter_context(running)
        made = {code: _make_pages(parts, ledger, code, progress, workshop) for code in plan.pages}
        standing = made | left.result()
        yield CountiesAtWork({**at_work.judged, **standing}, lambda: at_work.finish() | standing)


def _describe_left(parts: RunParts, ledger: Ledger, plan: CountyPlan) -> dict[str, AreaRun]:
    """Return what holds of the counties that are left as they are."""
    return {
        code: close_area(parts.workspace, code, _find_status(ledger, code), parts.fingerprints.of_county(code))
        for code in plan.left
    }


def _make_pages(parts: RunParts, ledger: Ledger, code: str, progress: Progress, workshop: Workshop) -> AreaRun:
    """Make the pages of a county whose workbook stands."""
    # Imported here: most runs make no pages of a workbook that stands.
    from medlemsdialog.runs.reports import write_county_reports

    workspace = parts.workspace
    workshop.open()
    progress.begin(code)
    result = _find_status(ledger, code)
    try:
        write_county_reports(workspace, code)
        _keep_pages(parts, ledger, code)
    except Exception as error:  # noqa: BLE001 - one county's report must not stop the others
        result = judge_exception(error, Message("Fylkesrapporten"), known=known_folders(workspace))
    run = close_area(workspace, code, result, parts.fingerprints.of_county(code))
    progress.end(code, run.status)
    return run


def _find_status(ledger: Ledger, code: str) -> Failure | RunStatus:
    made = ledger.find(f"county/{code}")
    return made.status if made else "failed"


class _Recording:
    """A run's progress, that writes down each county as it is done: what was made is there if the run is cut off."""

    def __init__(self, progress: Progress, parts: RunParts, ledger: Ledger) -> None:
        self._progress = progress
        self._parts = parts
        self._ledger = ledger

    def say(self, message: Message) -> None:
        self._progress.say(message)

    def wait(self, message: Message) -> None:
        self._progress.wait(message)

    def expect(self, areas: int) -> None:
        self._progress.expect(areas)

    def begin(self, area_code: str) -> None:
        self._progress.begin(area_code)

    def end(self, area_code: str, status: RunStatus) -> None:
        area = self._parts.workspace.build.area(area_code)
        if status == "failed" or is_passing(self._parts, area_code):
            self._ledger.forget(f"county/{area_code}")
        else:
            self._ledger.keep(self._parts.county(area_code), [area.workbook, area.summary], status=status)
            _keep_pages(self._parts, self._ledger, area_code)
        self._progress.end(area_code, status)


def is_passing(parts: RunParts, area_code: str) -> bool:
    """Whether something of an area could not be read for a reason that may have passed when it is tried again."""
    return any(_PASSING & set(source.waiting) for source in parts.received.areas[area_code].sources)


def list_stopped(runs: Mapping[str, AreaRun]) -> list[str]:
    """Return the counties whose last run failed."""
    return [code for code, run in runs.items() if run.status == "failed"]


def _keep_pages(parts: RunParts, ledger: Ledger, code: str) -> None:
    area = parts.workspace.build.area(code)
    ledger.keep(parts.pages(code, area.workbook), [area.report, area.report_docx, area.work_report])
