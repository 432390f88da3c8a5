"""Reports made while the desk goes on answering: one run at a time for an area, or the whole dialogue, whoever asked for it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from threading import Lock, Thread
from typing import Any

from medlemsdialog.catalogue import Message
from medlemsdialog.desk.session import Session
from medlemsdialog.errors import MedlemsdialogError
from medlemsdialog.evidence import open_workspace
from medlemsdialog.models.manifest import RunStatus
from medlemsdialog.paths import NATIONAL, BuildFolder, DataFolder
from medlemsdialog.runs.fingerprints import read_fingerprints
from medlemsdialog.runs.manifest import read_manifest
from medlemsdialog.runs.run import run_dialogue


class ReportRun:
    """A run of one county, or of the whole dialogue, on its way. `told` is the step it is at; `fault` what stopped it, if anything."""

    def __init__(self, data: DataFolder, build: BuildFolder, area_code: str) -> None:
        """Begin at once, in a thread of its own."""
        self.told = Message("Begynner …")
        self.fault: Exception | None = None
        self.done = False
        self._areas = self._ended = 0
        self._thread = Thread(target=self._run, args=(data, build, area_code), daemon=True)
        self._thread.start()

    def wait_for(self, seconds: float) -> None:
        """Wait for the end, at most so long."""
        self._thread.join(seconds)

    def _run(self, data: DataFolder, build: BuildFolder, area_code: str) -> None:
        try:
            # Opened anew: the session's own changes while this runs.
            workspace = open_workspace(data, build)
            if area_code == NATIONAL:
                run_dialogue(workspace, progress=self)
            else:
                run_dialogue(workspace, counties=[area_code], jobs=1, progress=self)
        except Exception as fault:  # noqa: BLE001 - raised again where somebody asks, who then is told
            self.fault = fault
        finally:
            self.done = True

    def say(self, message: Message) -> None:
        """Keep what begins now."""
        self.told = message

    def wait(self, message: Message) -> None:
        """Keep what is waited for."""
        self.told = message

    def expect(self, areas: int) -> None:
        """Keep how many there are."""
        self._areas = areas

    def begin(self, area_code: str) -> None:
        """The workbook starts, and the report comes out of it."""
        if self._areas == 1:
            self.told = Message("Lager rapporten …")

    def end(self, area_code: str, status: RunStatus) -> None:
        """The reports are written."""
        self._ended += 1
        if self._ended < self._areas:
            self.told = Message("{done} av {areas} områder er ferdige …", done=self._ended, areas=self._areas)
        else:
            self.told = Message("Ferdig. Rydder opp …")


_runs: dict[tuple[Path, str], ReportRun] = {}
_lock = Lock()


def start_report(session: Session) -> ReportRun:
    """Make the area's report, unless it is being made already."""
    workspace, key = session.workspace, _key(session)
    with _lock:
        running = _runs.get(key)
        if running is None or running.done:
            running = _runs[key] = ReportRun(workspace.data, workspace.build, session.require_area())
        return running


def raise_fault(session: Session) -> None:
    """Tell, once, what stopped the area's last run: it is raised here, where somebody asks.

    Raises:
        Exception: Whatever it was.
    """
    with _lock:
        running = _runs.get(_key(session))
        if running is None or not running.done:
            return
        del _runs[_key(session)]
    if running.fault is not None:
        raise running.fault


def describe_running(session: Session, area_code: str) -> dict[str, Any]:
    """Return whether the area's report is being made: `state` is idle, running or failed, with what is to be `told`."""
    with _lock:
        running = _runs.get((session.workspace.build.root, area_code))
        if running is not None and running.done:
            del _runs[session.workspace.build.root, area_code]
    if running is None or (running.done and running.fault is None):
        return {"state": "idle"}
    if not running.done:
        return {"state": "running", "told": running.told.text(session.language)}
    return {"state": "failed", "told": _tell_fault(running.fault, session)}


def _tell_fault(fault: Exception | None, session: Session) -> str:
    if isinstance(fault, MedlemsdialogError):
        return fault.text(session.language)
    return Message("Noe gikk galt i programmet. Prøv igjen, eller si fra til den som har ansvar for programmet.").text(
        session.language
    )


def describe_report(session: Session) -> dict[str, Any]:
    """Return how far the area's report is: `state` is none, running, made or failed."""
    area_code, workspace = session.require_area(), session.workspace
    running = _runs.get(_key(session))
    if running is not None and not running.done:
        return {"state": "running", "told": running.told.text(session.language)}
    manifest, report = read_manifest(workspace.build), workspace.build.area(area_code).report
    run = manifest.counties.get(area_code) if manifest and manifest.edition == workspace.dialogue.edition else None
    if run is not None and run.status == "failed":
        return {"state": "failed", "told": run.reason, "cause": run.cause}
    if run is None or not report.is_file():
        return {"state": "none"}
    made = datetime.fromtimestamp(report.stat().st_mtime).astimezone()
    return {
        "state": "made",
        "date": f"{made:%d.%m.%Y}",
        "time": f"{made:%H:%M}",
        "up_to_date": run.inputs == read_fingerprints(workspace.data, workspace.register).of_county(area_code),
    }


def _key(session: Session) -> tuple[Path, str]:
    return session.workspace.build.root, session.require_area()
