"""Areas made one after another in a process of a worker, as a run on one machine makes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from medlemsdialog.errors import NoRoomError
from medlemsdialog.evidence import Workspace, open_workspace
from medlemsdialog.paths import BuildFolder, DataFolder
from medlemsdialog.runs.county_parts import CountyPlan, making_counties
from medlemsdialog.runs.execution import Limits, clean_work
from medlemsdialog.runs.fingerprints import Fingerprints, read_fingerprints
from medlemsdialog.runs.intake_outputs import read_areas, set_large_aside
from medlemsdialog.runs.meanwhile import Watch
from medlemsdialog.runs.parts import Ledger, record_file
from medlemsdialog.runs.progress import Silent
from medlemsdialog.runs.run_parts import RunParts, digest_received
from medlemsdialog.runs.workshop import Workshop


def make_areas(
    data: DataFolder, build: BuildFolder, workshop: Workshop, wanted: Iterable[str], limits: Limits
) -> Iterator[dict[str, Any]]:
    """Make the areas that are wanted as they come, and yield the answer for each."""
    workspace = open_workspace(data, build)
    fingerprints = read_fingerprints(data, workspace.register)
    for area_code in wanted:
        try:
            yield _make(workspace, fingerprints, area_code, workshop, limits)
        except NoRoomError as error:
            # What lies here is half, but the client has not heard of it: it is told why, and another may have room.
            yield {"area_code": area_code, "fault": error.text()}


def _make(
    workspace: Workspace, fingerprints: Fingerprints, area_code: str, workshop: Workshop, limits: Limits
) -> dict[str, Any]:
    """Make one area, and return how it went, which files there are of it, and the new lines of the run log."""
    build = workspace.build
    watch, ledger = Watch(workspace.data, build), Ledger(build)
    logged = build.run_log.stat().st_size if build.run_log.is_file() else 0
    received = read_areas(workspace, [area_code])
    digests = digest_received(received)
    parts = RunParts(workspace, fingerprints, set_large_aside(received, build), digests)
    del received
    plan = CountyPlan(run=(area_code,), pages=(), left=())
    with making_counties(parts, ledger, plan, Silent(), jobs=1, limits=limits, workshop=workshop) as counties:
        runs = counties.finish()
    clean_work(build, [area_code])
    if changed := watch.find_changed():
        ledger.forget_resting_on(changed)
    records = [record_file(build, f"{kind}/{area_code}") for kind in ("county", "pages")]
    outputs = [build.root / name for name in runs[area_code].outputs]
    parsed = sorted(build.parsed.glob("*")) if build.parsed.is_dir() else []
    files = [file for file in (*parsed, *outputs, *records) if file.is_file()]
    log = build.run_log.read_bytes()[logged:].decode("utf-8") if build.run_log.is_file() else ""
    return {
        "area_code": area_code,
        "fault": "",
        "status": runs[area_code].status,
        "reason": runs[area_code].reason,
        "files": [file.relative_to(build.root).as_posix() for file in files],
        "log": log.splitlines(),
    }
