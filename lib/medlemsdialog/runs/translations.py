"""The reports in one more language: the same workbooks executed once more with that language as a parameter."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from medlemsdialog import paths
from medlemsdialog.catalogue import Language, Message
from medlemsdialog.errors import UsageError
from medlemsdialog.evidence import Workspace
from medlemsdialog.models.manifest import AreaRun
from medlemsdialog.paths import NATIONAL
from medlemsdialog.runs.county_runs import log_execution
from medlemsdialog.runs.execution import Limits, Task, execute_workbooks
from medlemsdialog.runs.explaining import TRANSLATION, Explanation
from medlemsdialog.runs.parameters import read_defaults
from medlemsdialog.runs.parts import FORCED, Ledger, Part
from medlemsdialog.runs.progress import Progress
from medlemsdialog.runs.reports import in_language, write_county_translation, write_national_translation
from medlemsdialog.runs.run_parts import RunParts
from medlemsdialog.runs.stale import find_own_outputs
from medlemsdialog.runs.verdicts import Failure, judge_exception, judge_workbook, known_folders, require_room
from medlemsdialog.runs.workshop import Workshop
from medlemsdialog.writing import write_bytes_atomically

LANGUAGE_PARAMETER = "language"


def require_language_parameter() -> None:
    """Make sure that the workbooks can be executed in another language.

    Raises:
        UsageError: A workbook has no such parameter.
    """
    for name in ("county", "national"):
        if LANGUAGE_PARAMETER not in read_defaults(paths.workbook(name)):
            raise UsageError(
                Message("Arbeidsboken {workbook} kan ikke kjøres på andre språk. Utelat --language.", workbook=name)
            )


@dataclass(frozen=True)
class TranslationRequest:
    """What the reports in one more language are made with; `runs` are what holds of the counties."""

    workspace: Workspace
    language: Language
    runs: Mapping[str, AreaRun]
    parts: RunParts
    ledger: Ledger
    jobs: int
    limits: Limits
    workshop: Workshop
    progress: Progress
    explanation: Explanation
    forced: bool


def translate_reports(
    request: TranslationRequest, county_codes: Sequence[str], *, national: bool
) -> dict[str, Failure]:
    """Write the reports of counties that succeeded, and the national one, in one more language; return what could not be made.

    The workbooks are executed in that language where they must be, and kept in the cache for the national page.
    """
    areas = [*county_codes, *([NATIONAL] if national else [])]
    reasons = {
        code: FORCED if request.forced else request.ledger.find_reason(_workbook_part(request, code)) for code in areas
    }
    failures = _execute(request, [code for code, reason in reasons.items() if reason])
    for code in county_codes:
        if code in failures:
            continue
        part = request.parts.pages(code, _kept(request, code), request.language)
        reason = reasons[code] or request.ledger.find_reason(part)
        if request.explanation.note(code, TRANSLATION, reason):
            _guard(request, failures, code, Message("Fylkesrapporten"), partial(_write_county, request, code, part))
    if national and NATIONAL not in failures:
        workbooks = {code: _kept(request, code) for code in county_codes if code not in failures}
        pages = request.parts.nation_pages({**workbooks, NATIONAL: _kept(request, NATIONAL)}, request.language)
        part = request.parts.nation_translation(request.runs, pages, request.language)
        reason = reasons[NATIONAL] or request.ledger.find_reason(part)
        if request.explanation.note(NATIONAL, TRANSLATION, reason):
            write = partial(_write_nation, request, workbooks, part)
            _guard(request, failures, NATIONAL, Message("Den nasjonale rapporten"), write)
    return failures


def _execute(request: TranslationRequest, area_codes: Sequence[str]) -> dict[str, Failure]:
    """Execute workbooks in the other language and keep them; return those that broke."""
    failures: dict[str, Failure] = {}
    if not area_codes:
        return failures
    workspace, limits = request.workspace, request.limits
    request.progress.say(Message("Lager rapportene på et språk til …"))
    tasks = [_task(request, code) for code in area_codes]
    pool = request.workshop.open(min(request.jobs, len(tasks)))
    for execution in execute_workbooks(
        tasks,
        workspace.data,
        workspace.build,
        jobs=request.jobs,
        limits=limits,
        pool=pool,
        workspace=workspace,
    ):
        code = execution.task.area_code
        require_room(workspace.build, execution)
        failure = judge_workbook(execution, limits, known=known_folders(workspace))
        log_execution(workspace, execution, "failed" if failure else "ok")
        if failure or execution.executed is None:
            failures[code] = failure or Failure(
                "program", Message("Arbeidsboken ble borte. Prøv igjen, eller meld fra.")
            )
            request.ledger.forget(_workbook_part(request, code).name)
            continue
        write_bytes_atomically(_kept(request, code), execution.executed.read_bytes())
        request.ledger.keep(_workbook_part(request, code), [_kept(request, code)])
    return failures


def _task(request: TranslationRequest, code: str) -> Task:
    received, language = request.parts.received.find(code), {LANGUAGE_PARAMETER: request.language}
    if code == NATIONAL:
        return Task(NATIONAL, paths.workbook("national"), language, received)
    return Task(code, paths.workbook("county"), {"county_code": code, **language}, received)


def _workbook_part(request: TranslationRequest, code: str) -> Part:
    if code == NATIONAL:
        return request.parts.nation(request.runs, request.language)
    return request.parts.county(code, request.language)


def _kept(request: TranslationRequest, code: str) -> Path:
    return request.workspace.build.translated_workbook(code, request.language)


def _write_county(request: TranslationRequest, code: str, part: Part) -> None:
    area, language = request.workspace.build.area(code), request.language
    write_county_translation(request.workspace, code, _kept(request, code), language)
    request.ledger.keep(part, [in_language(area.report, language), in_language(area.report_docx, language)])


def _write_nation(request: TranslationRequest, workbooks: Mapping[str, Path], part: Part) -> None:
    area, language = request.workspace.build.area(NATIONAL), request.language
    write_national_translation(request.workspace, _kept(request, NATIONAL), workbooks, language)
    request.ledger.keep(part, [file for file in find_own_outputs(area) if f".{language}." in file.name])


def _guard(
    request: TranslationRequest, failures: dict[str, Failure], code: str, what: Message, write: Callable[[], None]
) -> None:
    """Write one area's pages; what goes wrong with it stops none of the others."""
    request.workshop.open()
    try:
        write()
    except Exception as error:  # noqa: BLE001 - the first language's reports stand, and so do the other counties'
        failures[code] = judge_exception(error, what, known=known_folders(request.workspace))
