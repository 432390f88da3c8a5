"""The reports in one more language: the same workbooks executed once more with that language as a parameter."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from medlemsdialog import paths
from medlemsdialog.catalogue import Language, Message
from medlemsdialog.errors import UsageError
from medlemsdialog.evidence import Workspace
from medlemsdialog.paths import NATIONAL
from medlemsdialog.runs.county_runs import log_execution
from medlemsdialog.runs.execution import Limits, Task, execute_workbooks
from medlemsdialog.runs.parameters import read_defaults
from medlemsdialog.runs.process_pool import ProcessPool
from medlemsdialog.runs.progress import Progress
from medlemsdialog.runs.reports import write_county_translation, write_national_translation
from medlemsdialog.runs.verdicts import Failure, judge_exception, judge_workbook, known_folders

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


def translate_reports(
    workspace: Workspace,
    county_codes: Sequence[str],
    language: Language,
    *,
    national: bool,
    jobs: int,
    limits: Limits,
    pool: ProcessPool,
    progress: Progress,
) -> dict[str, Failure]:
    """Write the reports of counties that succeeded, and the national one, in `language`; return what could not be made."""
    progress.say(Message("Lager rapportene på et språk til …"))
    tasks = [
        Task(code, paths.workbook("county"), {"county_code": code, LANGUAGE_PARAMETER: language})
        for code in county_codes
    ]
    tasks += [Task(NATIONAL, paths.workbook("national"), {LANGUAGE_PARAMETER: language})] if national else []
    failures: dict[str, Failure] = {}
    executed: dict[str, Path] = {}
    executions = execute_workbooks(tasks, workspace.data, workspace.build, jobs=jobs, limits=limits, pool=pool)
    for execution in executions:
        code = execution.task.area_code
        failure = judge_workbook(execution, limits, known=known_folders(workspace))
        log_execution(workspace, execution, "failed" if failure else "ok")
        if failure or execution.executed is None:
            failures[code] = failure or Failure(
                "program", Message("Arbeidsboken ble borte. Prøv igjen, eller meld fra.")
            )
        else:
            executed[code] = execution.executed
    nation = executed.pop(NATIONAL, None)
    for code, workbook in sorted(executed.items()):
        try:
            write_county_translation(workspace, code, workbook, language)
        except Exception as error:  # noqa: BLE001 - one county's report must not stop the others
            failures[code] = judge_exception(error, Message("Fylkesrapporten"), known=known_folders(workspace))
    if nation:
        try:
            write_national_translation(workspace, nation, executed, language)
        except Exception as error:  # noqa: BLE001 - the first language's report stands
            failures[NATIONAL] = judge_exception(
                error, Message("Den nasjonale rapporten"), known=known_folders(workspace)
            )
    return failures
