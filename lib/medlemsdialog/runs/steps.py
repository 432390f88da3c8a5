"""The steps of a run where something has changed, in order: what was received, the counties, the nation, other languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING

from medlemsdialog.catalogue import Message
from medlemsdialog.evidence import Workspace
from medlemsdialog.evidence.summary import compile_check
from medlemsdialog.free_memory import give_back_memory
from medlemsdialog.models.manifest import AreaRun, Manifest
from medlemsdialog.paths import NATIONAL
from medlemsdialog.runs.county_parts import is_passing, list_stopped, making_counties, plan_counties
from medlemsdialog.runs.county_runs import find_outputs
from medlemsdialog.runs.execution import clean_work
from medlemsdialog.runs.explaining import PROBLEMS, TABLES, Explanation
from medlemsdialog.runs.fingerprints import Fingerprints, fingerprint_outputs
from medlemsdialog.runs.intake_outputs import ReceivedAreas, read_areas, set_large_aside, write_problems, write_tables
from medlemsdialog.runs.manifest import build_manifest, read_manifest, write_manifest
from medlemsdialog.runs.parts import FORCED, Ledger
from medlemsdialog.runs.progress import Progress
from medlemsdialog.runs.pruning import prune_cache
from medlemsdialog.runs.run_parts import RunParts, digest_received
from medlemsdialog.runs.run_result import Asked, RunResult
from medlemsdialog.runs.runlog import append_run_log
from medlemsdialog.runs.stale import find_marked_copies, remove_half_written, remove_other_counties, remove_translations
from medlemsdialog.runs.verdicts import Failure
from medlemsdialog.runs.workshop import Workshop

if TYPE_CHECKING:
    from medlemsdialog.runs.national_run import NationResult


def run_steps(
    workspace: Workspace,
    asked: Asked,
    *,
    fingerprints: Fingerprints,
    ledger: Ledger,
    workshop: Workshop,
    progress: Progress,
) -> tuple[RunResult, bool]:
    """Make all that must be made of what was asked for; return what came of it, and whether the next run may rely on it."""
    removed = remove_other_counties(workspace.build, workspace.county_codes) if asked.whole else ()
    progress.say(Message("Leser innspillene …"))
    received = read_areas(workspace, (*workspace.county_codes, NATIONAL))
    parts, explanation = RunParts(workspace, fingerprints, received, digest_received(received)), Explanation()
    _write_received(parts, asked, ledger, explanation)
    received = set_large_aside(received, workspace.build)
    parts = replace(parts, received=received)
    if received.aside:
        give_back_memory()
    remove_half_written(workspace.build, asked.areas)
    for code in asked.areas:
        remove_translations(workspace.build.area(code), but=asked.language)

    earlier = _earlier_manifest(workspace)
    stopped = list_stopped(earlier.counties) if earlier else []
    plan = plan_counties(parts, ledger, asked.counties, explanation, forced=asked.force, stopped=stopped)
    progress.expect(len(plan.run) + len(plan.pages) + asked.whole)
    nation: NationResult | None = None
    with ExitStack() as stack:
        ready = stack.enter_context(ThreadPoolExecutor(max_workers=1)).submit(_get_ready, workspace, received, asked)
        making = making_counties(parts, ledger, plan, progress, jobs=asked.jobs, limits=asked.limits, workshop=workshop)
        counties = stack.enter_context(making)
        # Imported here: the counties' workbooks have run before it is needed.
        from medlemsdialog.runs.national_run import NationRequest, is_nation_current, run_nation

        def write_down(runs: Mapping[str, AreaRun]) -> Mapping[str, AreaRun]:
            """Write what is known of the counties, from where the national workbook reads which there are, and which failed."""
            _write_counties(workspace, asked, earlier, runs)
            return runs

        nation_request = NationRequest(
            workspace,
            fingerprints,
            received,
            parts,
            ledger,
            asked.limits,
            workshop,
            progress,
            explanation,
            asked.force,
            without_county=ready.result(),
        )
        if asked.whole:
            progress.say(Message("Lager den nasjonale rapporten …"))
            judged = write_down(counties.judged)
            nation = run_nation(nation_request, judged, lambda: write_down(counties.finish()))
        runs = counties.finish()
    manifest = _write_counties(workspace, asked, earlier, runs)
    if nation:
        manifest = manifest.model_copy(update={"national": nation.run})
    untranslated: dict[str, Failure] = {}
    if asked.language:
        from medlemsdialog.runs.translations import TranslationRequest, translate_reports

        done = [code for code, run in runs.items() if run.status != "failed"]
        translation = TranslationRequest(
            workspace,
            asked.language,
            manifest.counties,
            parts,
            ledger,
            asked.jobs,
            asked.limits,
            workshop,
            progress,
            explanation,
            asked.force,
        )
        untranslated = translate_reports(translation, done, national=asked.whole)
        manifest = _with_outputs(workspace, manifest, [*done, *([NATIONAL] if asked.whole else [])])
    write_manifest(manifest, workspace.build)
    clean_work(workspace.build, asked.areas)
    prune_cache(parts, ledger, manifest.counties, asked.areas, whole=asked.whole)
    explained = tuple(explanation.lines(workspace))
    append_run_log(workspace.build, "parts", explained=[line.text(workspace.dialogue.language) for line in explained])
    index = workspace.build.area(NATIONAL).index
    result = RunResult(
        manifest=manifest,
        counties={code: manifest.counties[code] for code in sorted(runs)},
        removed=removed,
        national=manifest.national if asked.whole else None,
        national_report=index if asked.whole and index.is_file() else None,
        untranslated=untranslated,
        documents=nation.documents if nation else (),
        made=explanation.made,
        explained=explained,
        is_nation_current=asked.whole or is_nation_current(nation_request, manifest.counties),
    )
    return result, not any(is_passing(parts, code) for code in asked.areas)


def _get_ready(workspace: Workspace, received: ReceivedAreas, asked: Asked) -> Failure | None:
    """Do what rests on no county while their workbooks run; return why there is no summary of the senders without a county."""
    from medlemsdialog.runs.national_run import write_summary_without_county

    compile_check()
    return write_summary_without_county(workspace, received) if asked.whole else None


def _write_counties(
    workspace: Workspace, asked: Asked, earlier: Manifest | None, runs: Mapping[str, AreaRun]
) -> Manifest:
    manifest = build_manifest(
        workspace.dialogue,
        {**(earlier.counties if earlier and not asked.whole else {}), **runs},
        national=earlier.national if earlier else None,
        outputs=fingerprint_outputs(workspace.build, [workspace.build.sources_csv, workspace.build.statements_csv]),
    )
    write_manifest(manifest, workspace.build)
    return manifest


def _write_received(parts: RunParts, asked: Asked, ledger: Ledger, explanation: Explanation) -> None:
    """Write the tables of what was received, and the areas' problems, as far as they say something else now."""
    workspace, received, build = parts.workspace, parts.received, parts.workspace.build
    part = parts.tables()
    if explanation.note(NATIONAL, TABLES, FORCED if asked.force else ledger.find_reason(part)):
        ledger.keep(part, write_tables(workspace, received))
    for code in asked.areas:
        part = parts.problems(code)
        if explanation.note(code, PROBLEMS, FORCED if asked.force else ledger.find_reason(part)):
            write_problems(workspace, received, [code])
            ledger.keep(part, [build.area(code).problems_csv, *find_marked_copies(build.area(code))])


def _with_outputs(workspace: Workspace, manifest: Manifest, area_codes: Sequence[str]) -> Manifest:
    """Return the manifest with the outputs of some areas as they lie there now."""

    def seen(code: str, run: AreaRun) -> AreaRun:
        return run.model_copy(update={"outputs": find_outputs(workspace, code)}) if code in area_codes else run

    counties = {code: seen(code, run) for code, run in manifest.counties.items()}
    national = seen(NATIONAL, manifest.national) if manifest.national else None
    return manifest.model_copy(update={"counties": counties, "national": national})


def _earlier_manifest(workspace: Workspace) -> Manifest | None:
    earlier = read_manifest(workspace.build)
    same = earlier and (earlier.dialogue, earlier.edition) == (workspace.dialogue.id, workspace.dialogue.edition)
    return earlier if same else None
