"""The nation's numbers at the desk: those of the last run, kept until a run makes others, and whether they are out of date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from weakref import WeakKeyDictionary

from medlemsdialog.desk.report_runs import describe_running
from medlemsdialog.desk.session import FileState, Session
from medlemsdialog.evidence import Workspace, read_national
from medlemsdialog.evidence.evidence_rows import Said, look_up_statements
from medlemsdialog.evidence.findings import build_fates, build_findings
from medlemsdialog.judgements.events import FindingWritten
from medlemsdialog.models.national import NationalOverview
from medlemsdialog.paths import NATIONAL
from medlemsdialog.runs.fingerprints import LOCK, PROGRAM, RELEASES, read_fingerprints
from medlemsdialog.runs.manifest import read_manifest

# Of what an area rests on, that which changes no number: the program itself, releases, and what is written of findings.
_NO_NUMBERS = (PROGRAM, LOCK, "templates/", "workbooks/", RELEASES, f"judgements/{NATIONAL}/{FindingWritten.log}/")


@dataclass
class _Kept:
    files: FileState
    workspace: Workspace
    revision: int
    overview: NationalOverview
    said: Mapping[str, Said]
    old: tuple[int, tuple[str, ...]] = (-1, ())


_KEPT: WeakKeyDictionary[Session, _Kept] = WeakKeyDictionary()


def read_numbers(session: Session) -> NationalOverview:
    """Return the overview of the nation as the last run left it, with the findings as they are written now.

    Raises:
        SummaryError: Nothing has been run, or a summary is missing or broken.
    """
    return _keep(session).overview


def read_said(session: Session) -> Mapping[str, Said]:
    """Return the statements that the numbers rest on, by id, area by area in reading order."""
    return _keep(session).said


def describe_numbers(session: Session) -> dict[str, Any]:
    """Return how old the numbers are: `state` is none, old or ok; `areas` names those where something has changed since."""
    running = describe_running(session, NATIONAL)
    manifest = session.workspace.build.manifest
    if not _has_run(session):
        return {"state": "none", "areas": [], "run": running}
    made = datetime.fromtimestamp(manifest.stat().st_mtime).astimezone()
    old = _list_old(session)
    return {
        "state": "old" if old else "ok",
        "areas": old,
        "date": f"{made:%d.%m.%Y}",
        "time": f"{made:%H:%M}",
        "run": running,
    }


def _keep(session: Session) -> _Kept:
    kept, files = _KEPT.get(session), _stat(session)
    if kept is None or kept.files != files or not _counts_alike(kept.workspace, session.workspace):
        overview = read_national(session.workspace)
        kept = _Kept(files, session.workspace, session.revision, overview, _look_up_all(overview))
        _KEPT[session] = kept
    elif kept.revision != session.revision:
        findings = build_findings(session.workspace, kept.overview)
        fates = build_fates(session.workspace, kept.overview, findings)
        kept.overview = kept.overview.model_copy(update={"findings": findings, "fates": fates})
        kept.revision, kept.workspace = session.revision, session.workspace
    return kept


def _counts_alike(before: Workspace, now: Workspace) -> bool:
    # What the summaries hold is in the files; these are put beside it.
    return before is now or (before.dialogue, before.codebook, before.claims, before.lineage) == (
        now.dialogue,
        now.codebook,
        now.claims,
        now.lineage,
    )


def _look_up_all(overview: NationalOverview) -> Mapping[str, Said]:
    areas = (*overview.summaries, overview.without_county)
    return look_up_statements(overview, {row.statement_id for area in areas for row in area.statements})


def _has_run(session: Session) -> bool:
    manifest = read_manifest(session.workspace.build)
    return manifest is not None and manifest.edition == session.workspace.dialogue.edition


def _list_old(session: Session) -> list[str]:
    """Return the names of the areas where something that is counted has changed since the run."""
    kept, files = _KEPT.get(session), _stat(session)
    if kept is not None and kept.files == files and kept.old[0] == session.revision:
        return list(kept.old[1])
    workspace = session.workspace
    manifest = read_manifest(workspace.build)
    now = read_fingerprints(workspace.data, workspace.register)
    runs = manifest.counties if manifest else {}
    old = [
        county.name
        for county in workspace.register.counties
        if county.county_code not in runs
        or _counted(runs[county.county_code].inputs) != _counted(now.of_county(county.county_code))
    ]
    if kept is not None and kept.files == files:
        kept.old = (session.revision, tuple(old))
    return old


def _counted(inputs: Mapping[str, str]) -> dict[str, str]:
    return {name: digest for name, digest in inputs.items() if not name.startswith(_NO_NUMBERS)}


def _stat(session: Session) -> FileState:
    build = session.workspace.build
    codes = (*session.workspace.county_codes, NATIONAL)
    files = {"manifest": build.manifest, **{code: build.area(code).summary for code in codes}}
    seen = ((name, file.stat()) for name, file in files.items() if file.is_file())
    return tuple((name, stat.st_mtime_ns, stat.st_size) for name, stat in seen)
