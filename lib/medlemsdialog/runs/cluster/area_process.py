"""A process of a worker that makes areas, one after another, as a run on one machine makes them.

`python -m medlemsdialog.runs.cluster.area_process DATA BUILD ENGINE` reads one area code a line and answers each with one
line of JSON. It is apart from the worker, so that what dies or grows here never takes the worker with it; when the worker
dies, it ends too, with all it started.
"""

from __future__ import annotations

import json
import os
import queue
import signal
import sys
import threading
from pathlib import Path
from typing import IO, Any, cast

from medlemsdialog.errors import NoRoomError
from medlemsdialog.evidence import Workspace, open_workspace
from medlemsdialog.paths import BuildFolder, DataFolder
from medlemsdialog.runs.county_parts import CountyPlan, make_counties
from medlemsdialog.runs.execution import clean_work, read_limits
from medlemsdialog.runs.fingerprints import Fingerprints, read_fingerprints
from medlemsdialog.runs.intake_outputs import read_areas
from medlemsdialog.runs.meanwhile import Watch
from medlemsdialog.runs.parts import Ledger, record_file
from medlemsdialog.runs.progress import Silent
from medlemsdialog.runs.run_parts import RunParts
from medlemsdialog.runs.workbook_process import EngineName
from medlemsdialog.runs.workshop import Workshop


def main() -> None:
    """Make areas until there are no more."""
    data, build, engine = sys.argv[1:]
    # Answers go where nothing else that prints can reach.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    with Workshop(cast(EngineName, engine)) as workshop:
        workshop.open(1)
        _make_all(DataFolder(Path(data)), BuildFolder(Path(build)), workshop, answers)


def _make_all(data: DataFolder, build: BuildFolder, workshop: Workshop, answers: IO[str]) -> None:
    wanted = _listen()
    workspace = open_workspace(data, build)
    fingerprints = read_fingerprints(data, workspace.register)
    while (area_code := wanted.get()) is not None:
        try:
            answer = _make(workspace, fingerprints, area_code, workshop)
        except NoRoomError as error:
            # What lies here is half, but the client has not heard of it: it is told why, and another may have room.
            answer = {"area_code": area_code, "fault": error.text()}
        answers.write(json.dumps(answer, ensure_ascii=False) + "\n")
        answers.flush()


def _make(workspace: Workspace, fingerprints: Fingerprints, area_code: str, workshop: Workshop) -> dict[str, Any]:
    """Make one area, and return how it went, which files there are of it, and the new lines of the run log."""
    build = workspace.build
    watch, ledger = Watch(workspace.data, build), Ledger(build)
    logged = build.run_log.stat().st_size if build.run_log.is_file() else 0
    received = read_areas(workspace, [area_code])
    parts = RunParts(workspace, fingerprints, received)
    plan = CountyPlan(run=(area_code,), pages=(), left=())
    runs = make_counties(parts, ledger, plan, Silent(), jobs=1, limits=read_limits(), workshop=workshop)
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


def _listen() -> queue.Queue[str | None]:
    """Return where area codes come; when the worker is gone, or wants no more, whatever is at work here is ended."""
    wanted: queue.Queue[str | None] = queue.Queue()

    def read() -> None:
        for line in sys.stdin:
            wanted.put(line.strip())
        wanted.put(None)
        # As Ctrl-C in a run on one machine: all processes end in order.
        os.kill(os.getpid(), signal.SIGINT)

    signal.signal(signal.SIGINT, signal.default_int_handler)
    threading.Thread(target=read, daemon=True).start()
    return wanted


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
