"""One run of a dialogue: from originals to county reports and the national document, as far as anything has changed."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from pathlib import Path

from medlemsdialog.catalogue import Language
from medlemsdialog.evidence import Workspace, open_workspace
from medlemsdialog.paths import NATIONAL
from medlemsdialog.register.statistics_files import read_kept_tables
from medlemsdialog.runs.deletion import raise_if_deleted
from medlemsdialog.runs.execution import Limits, read_limits
from medlemsdialog.runs.explaining import WORKBOOK, Explanation
from medlemsdialog.runs.fingerprints import Fingerprints, read_fingerprints
from medlemsdialog.runs.lock import locked
from medlemsdialog.runs.manifest import read_manifest
from medlemsdialog.runs.meanwhile import Watch
from medlemsdialog.runs.parts import Ledger, Part, forget_everything
from medlemsdialog.runs.progress import Progress, Silent
from medlemsdialog.runs.run_result import Asked, RunResult
from medlemsdialog.runs.runlog import append_run_log
from medlemsdialog.runs.stale import remove_outputs
from medlemsdialog.runs.verdicts import find_no_room
from medlemsdialog.runs.whole_run import keep_standing, list_outputs, whole_part
from medlemsdialog.runs.workbook_process import EngineName
from medlemsdialog.runs.workshop import Workshop


def run_dialogue(
    workspace: Workspace,
    *,
    counties: Sequence[str] | None = None,
    jobs: int | None = None,
    force: bool = False,
    language: Language | None = None,
    limits: Limits | None = None,
    engine: EngineName = "warm",
    workshop: Workshop | None = None,
    progress: Progress | None = None,
) -> RunResult:
    """Run all counties and the national document, or only `counties` and leave the national document as it is.

    What stands as it would be made now is left as it is; with `force` everything is made anew, and the originals are parsed
    anew too. The workbooks run in forks of a process that has got warm, or with `engine` «stock» in kernels of Jupyter's.
    A `workshop` that has begun already is used instead of one of our own, and is closed. Another run in the same build
    folder is waited for.

    Raises:
        UsageError: A county is not in the edition, a limit in the environment is no number of seconds, or the originals are
            deleted.
        KeptStatisticsError: A kept table of official figures cannot be read.
        NoRoomError: The disk is full.
    """
    raise_if_deleted(workspace.judgements)
    # Told once, before every county stops at the same cell.
    read_kept_tables(workspace.data.statistics)
    progress = progress or Silent()
    limits = limits or read_limits()
    if language:
        from medlemsdialog.runs.translations import require_language_parameter

        require_language_parameter()
    chosen = tuple(dict.fromkeys(workspace.county(code).county_code for code in counties or workspace.county_codes))
    asked = Asked(chosen, counties is None, language, force, jobs or available_cores(), limits)
    workshop = workshop or Workshop(engine, workspace.build.drawings)
    with locked(workspace.build, on_wait=progress.wait), workshop:
        if force:
            remove_outputs(workspace.build.parsed)
            forget_everything(workspace.build)
        began = time.monotonic()
        append_run_log(workspace.build, "begin", counties=list(chosen), jobs=asked.jobs)
        try:
            result = _run(workspace, asked, workshop, progress)
        except OSError as error:
            is_full = find_no_room(error, workspace.build)
            if is_full is None:
                raise
            raise is_full from error
        append_run_log(
            workspace.build,
            "end",
            seconds=round(time.monotonic() - began, 3),
            failed=[*result.failed_by_data, *result.failed_by_program],
            made=[*sorted(result.made)],
        )
    return result


def available_cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _run(workspace: Workspace, asked: Asked, workshop: Workshop, progress: Progress) -> RunResult:
    # Before anything is read: what changes while the run is at work is seen by the next one.
    watch = Watch(workspace.data, workspace.build)
    fingerprints = read_fingerprints(workspace.data, workspace.register)
    ledger = Ledger(workspace.build)
    part = whole_part(fingerprints, asked.only, asked.language)
    result = None if asked.force else _find_unchanged(workspace, asked, ledger, part)
    if result is None:
        _begin_workshop(asked, fingerprints, ledger, workshop)
        # Imported here: it takes seconds, and the workbook processes have begun meanwhile.
        from medlemsdialog.runs.steps import run_steps

        # The caller may have read the judgements before another run that this one has waited for, or before they changed.
        workspace = open_workspace(workspace.data, workspace.build)
        raise_if_deleted(workspace.judgements)
        result, is_settled = run_steps(
            workspace, asked, fingerprints=fingerprints, ledger=ledger, workshop=workshop, progress=progress
        )
        if changed := watch.find_changed():
            ledger.forget_resting_on(changed)
        if changed or not is_settled or not result.succeeded:
            ledger.forget(part.name)
            return result
        ledger.keep(part, _outputs(workspace, asked, result), told=[result.is_nation_current])
    if asked.whole or result.is_nation_current:

        def stands() -> bool:
            now = read_fingerprints(workspace.data, workspace.register)
            return now == fingerprints and ledger.find_reason(part) is None

        keep_standing(workspace, asked.only, asked.language, _outputs(workspace, asked, result), stands)
    return result


def _find_unchanged(workspace: Workspace, asked: Asked, ledger: Ledger, part: Part) -> RunResult | None:
    """Return what the last run with these options led to, where nothing at all has changed since."""
    kept, manifest = ledger.find(part.name), read_manifest(workspace.build)
    if kept is None or manifest is None or ledger.find_reason(part) is not None:
        return None
    from medlemsdialog.runs.told_documents import load_documents

    explanation = Explanation()
    for code in asked.areas:
        explanation.note(code, WORKBOOK, None)
    documents = ledger.find("nation-documents") if asked.whole else None
    index = workspace.build.area(NATIONAL).index
    return RunResult(
        manifest=manifest,
        counties={code: manifest.counties[code] for code in sorted(asked.counties)},
        removed=(),
        national=manifest.national if asked.whole else None,
        national_report=index if asked.whole and index.is_file() else None,
        untranslated={},
        documents=load_documents(documents.told, workspace.build) if documents else (),
        explained=tuple(explanation.lines(workspace)),
        is_nation_current=bool(kept.told[0]),
    )


def _outputs(workspace: Workspace, asked: Asked, result: RunResult) -> list[Path]:
    """Return what this run answers for; that the national document is up to date is said of one that lies there."""
    areas = (*asked.counties, NATIONAL) if result.is_nation_current else asked.areas
    return list_outputs(workspace, result.manifest, areas)


def _begin_workshop(asked: Asked, fingerprints: Fingerprints, ledger: Ledger, workshop: Workshop) -> None:
    """Let as many processes get warm as there will be workbooks for, while the originals are read."""
    from medlemsdialog.runs.county_plan import find_likely_changed

    counties = asked.counties if asked.force else find_likely_changed(fingerprints, ledger, asked.counties)
    if likely := min(asked.jobs, max(len(counties), int(asked.whole))):
        workshop.open(likely, workbooks=len(counties) + asked.whole)
