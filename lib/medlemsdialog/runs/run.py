"""One run of a dialogue: from originals to county reports and the national document."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from medlemsdialog.catalogue import Language, Message
from medlemsdialog.evidence import Workspace
from medlemsdialog.models.manifest import AreaRun, Manifest
from medlemsdialog.paths import NATIONAL
from medlemsdialog.register.statistics_files import read_kept_tables
from medlemsdialog.report.drawing import shared_renderer
from medlemsdialog.runs.deletion import raise_if_deleted
from medlemsdialog.runs.execution import Limits, clean_work, read_limits
from medlemsdialog.runs.fingerprints import fingerprint_outputs, read_fingerprints
from medlemsdialog.runs.lock import locked
from medlemsdialog.runs.manifest import build_manifest, read_manifest, write_manifest
from medlemsdialog.runs.process_pool import ProcessPool, open_pool
from medlemsdialog.runs.progress import Progress, Silent
from medlemsdialog.runs.runlog import append_run_log
from medlemsdialog.runs.stale import remove_other_counties, remove_outputs
from medlemsdialog.runs.workbook_process import EngineName

if TYPE_CHECKING:
    from medlemsdialog.runs.documents import WrittenDocument
    from medlemsdialog.runs.verdicts import Failure


@dataclass(frozen=True)
class RunResult:
    """What came of a run. `counties` are those that ran now, by code; `removed` the codes whose outputs were removed.

    `national_report` is the document this run wrote; None where it was left as it was, or failed. `untranslated` names
    the areas whose reports could not be made in the other language that was asked for. `documents` are the letter, the final
    report and the board's case, with their length and what must be seen to.
    """

    manifest: Manifest
    counties: dict[str, AreaRun]
    removed: tuple[str, ...]
    national: AreaRun | None
    national_report: Path | None
    untranslated: Mapping[str, Failure]
    documents: tuple[WrittenDocument, ...] = ()

    @property
    def done(self) -> tuple[str, ...]:
        """Codes of the counties that succeeded, those without input included."""
        return tuple(code for code, run in self.counties.items() if run.status != "failed")

    @property
    def failed_by_data(self) -> tuple[str, ...]:
        """Codes of the counties whose originals stood in the way."""
        return tuple(code for code, run in self.counties.items() if run.cause == "data")

    @property
    def failed_by_program(self) -> tuple[str, ...]:
        """Codes of the counties that we failed to run."""
        return tuple(code for code, run in self.counties.items() if run.cause == "program")

    @property
    def succeeded(self) -> bool:
        """Whether every county that ran succeeded, and the national document where it was to be made."""
        return (
            len(self.done) == len(self.counties)
            and not self.untranslated
            and (self.national is None or self.national.status != "failed")
        )


def run_dialogue(
    workspace: Workspace,
    *,
    counties: Sequence[str] | None = None,
    jobs: int | None = None,
    force: bool = False,
    language: Language | None = None,
    limits: Limits | None = None,
    engine: EngineName = "warm",
    progress: Progress | None = None,
) -> RunResult:
    """Run all counties and the national document, or only `counties` and leave the national document as it is.

    The workbooks run in forks of a process that has got warm, or with `engine` «stock» in kernels of Jupyter's.

    Every county is run anew; with `force` the originals are parsed anew too. Another run in the same build folder is waited for.

    Raises:
        UsageError: A county is not in the edition, a limit in the environment is no number of seconds, or the originals are
            deleted.
        KeptStatisticsError: A kept table of official figures cannot be read.
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
    jobs = jobs or available_cores()
    # The renderer first: the processes of the pool get warm with it.
    with (
        locked(workspace.build, on_wait=progress.wait),
        shared_renderer(),
        open_pool(min(jobs, len(chosen)), engine) as pool,
    ):
        if force:
            remove_outputs(workspace.build.parsed)
        began = time.monotonic()
        append_run_log(workspace.build, "begin", counties=list(chosen), jobs=jobs)
        result = _run(
            workspace,
            chosen,
            whole=counties is None,
            language=language,
            jobs=jobs,
            limits=limits,
            pool=pool,
            progress=progress,
        )
        append_run_log(
            workspace.build,
            "end",
            seconds=round(time.monotonic() - began, 3),
            failed=[*result.failed_by_data, *result.failed_by_program],
        )
    return result


def available_cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _run(
    workspace: Workspace,
    chosen: tuple[str, ...],
    *,
    whole: bool,
    language: Language | None,
    jobs: int,
    limits: Limits,
    pool: ProcessPool,
    progress: Progress,
) -> RunResult:
    # Imported here: it takes seconds, and the workbook processes have begun meanwhile.
    from medlemsdialog.runs.county_runs import CountyRequest, run_counties
    from medlemsdialog.runs.intake_outputs import read_areas, write_intake
    from medlemsdialog.runs.national_run import run_nation
    from medlemsdialog.runs.translations import translate_reports

    removed = remove_other_counties(workspace.build, workspace.county_codes) if whole else ()
    fingerprints = read_fingerprints(workspace.data, workspace.register)
    progress.say(Message("Leser innspillene …"))
    received = read_areas(workspace, (*workspace.county_codes, NATIONAL))
    tables = write_intake(workspace, received, (*chosen, NATIONAL) if whole else chosen)
    progress.expect(len(chosen) + whole)
    request = CountyRequest(workspace, fingerprints, received.unread, jobs, limits, pool)
    runs = run_counties(request, chosen, progress)
    earlier = _earlier_manifest(workspace)
    manifest = build_manifest(
        workspace.dialogue,
        {**(earlier.counties if earlier and not whole else {}), **runs},
        national=earlier.national if earlier else None,
        outputs=fingerprint_outputs(workspace.build, tables),
    )
    # Before the national workbook starts: it reads from here which counties there are, and which failed.
    write_manifest(manifest, workspace.build)
    documents: list[WrittenDocument] = []
    if whole:
        progress.say(Message("Lager den nasjonale rapporten …"))
        national = run_nation(
            workspace,
            received,
            fingerprints,
            manifest.counties,
            limits=limits,
            pool=pool,
            progress=progress,
            on_documents=documents.extend,
        )
        manifest = manifest.model_copy(update={"national": national})
    untranslated: dict[str, Failure] = {}
    if language:
        done = [code for code, run in runs.items() if run.status != "failed"]
        untranslated = translate_reports(
            workspace, done, language, national=whole, jobs=jobs, limits=limits, pool=pool, progress=progress
        )
        manifest = _with_outputs(workspace, manifest, (*done, NATIONAL) if whole else done)
    write_manifest(manifest, workspace.build)
    clean_work(workspace.build, (*chosen, NATIONAL))
    index = workspace.build.area(NATIONAL).index
    return RunResult(
        manifest=manifest,
        counties={code: manifest.counties[code] for code in sorted(runs)},
        removed=removed,
        national=manifest.national if whole else None,
        national_report=index if whole and index.is_file() else None,
        untranslated=untranslated,
        documents=tuple(documents),
    )


def _with_outputs(workspace: Workspace, manifest: Manifest, area_codes: Sequence[str]) -> Manifest:
    """Return the manifest with the outputs of some areas as they lie there now."""
    from medlemsdialog.runs.county_runs import find_outputs

    def seen(code: str, run: AreaRun) -> AreaRun:
        return run.model_copy(update={"outputs": find_outputs(workspace, code)}) if code in area_codes else run

    counties = {code: seen(code, run) for code, run in manifest.counties.items()}
    national = seen(NATIONAL, manifest.national) if manifest.national else None
    return manifest.model_copy(update={"counties": counties, "national": national})


def _earlier_manifest(workspace: Workspace) -> Manifest | None:
    earlier = read_manifest(workspace.build)
    same = earlier and (earlier.dialogue, earlier.edition) == (workspace.dialogue.id, workspace.dialogue.edition)
    return earlier if same else None
