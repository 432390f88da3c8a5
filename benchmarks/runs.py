"""Runs against the plain ways to do the same: a shell loop of the stock commands, and a loop in Python.

All work on the same workbook and the same dialogue, each in a build folder of its own, in turn (A B A B …); told are medians of
seconds by the clock. A loop takes as long for each county, so the loops go over every fourth county and are told for all; with
`BENCHMARK_ALL_COUNTIES=1` they go over all. They read originals and make pages as our run does, but no Word documents, no
tables of intake and no national report. A ratio is ours / theirs.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
ROUNDS, UNCHANGED_ROUNDS, LOOP_STEP = 3, 15, 4
CHANGED = ("61", "gaupestrand-formannskapet.txt")
# The same county runs and pages; Word documents are left out after the processes have begun, so that nothing else changes.
_WITHOUT_DOCUMENTS = """
import sys
from medlemsdialog.runs.workshop import Workshop
begin = Workshop.open
def open_without_documents(self, *given, **named):
    pool = begin(self, *given, **named)
    from medlemsdialog.runs import reports
    reports.write_report_docx = lambda workbook, area, *_, **__: area.report_docx.write_bytes(b"")
    return pool
Workshop.open = open_without_documents
from medlemsdialog.cli import main
main()
"""
_PYTHON_LOOP = """
import sys, time
import papermill
from medlemsdialog.report.exporters import CountyExporter
exporter, folder, began = CountyExporter(), sys.argv[1], time.perf_counter()
for code in sys.argv[2:]:
    executed = f"{folder}/{code}.ipynb"
    papermill.execute_notebook(
        "workbooks/county.ipynb", executed, parameters={"county_code": code}, progress_bar=False
    )
    html, _ = exporter.from_filename(executed)
    with open(f"{folder}/{code}.html", "w", encoding="utf-8") as file:
        file.write(html)
print(time.perf_counter() - began)
"""


def measure() -> dict[str, Any]:
    """Return the medians in seconds and the ratios."""
    counties = _list_counties()
    looped = counties if os.environ.get("BENCHMARK_ALL_COUNTIES") else counties[::LOOP_STEP]
    seconds: dict[str, list[float]] = {}

    def add(name: str, value: float) -> None:
        seconds.setdefault(name, []).append(value)

    with tempfile.TemporaryDirectory() as folder:
        data, standing = Path(folder) / "data", Path(folder) / "standing"
        shutil.copytree(ROOT / "data", data)
        # Read once, so that no one is first; bytecode and pages of files are in memory for all.
        _run("--data", data, "--build", standing)
        for number in range(ROUNDS):
            add("shell_loop", _timed(_loop_in_shell, looped) * len(counties) / len(looped))
            add("counties", _timed(_run_counties, counties))
            add("python_loop", _timed_loop_in_python(looped, len(counties)))
            add("whole_run", _timed(_run_whole))
            _change_one_file(data, number)
            began = time.perf_counter()
            _run("--data", data, "--build", standing)
            add("one_changed", time.perf_counter() - began)
        for _ in range(UNCHANGED_ROUNDS):
            began = time.perf_counter()
            _run("--data", data, "--build", standing)
            add("nothing_changed", time.perf_counter() - began)
    medians = {name: statistics.median(values) for name, values in seconds.items()}
    return {
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "load_before": round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else None,
        "counties": len(counties),
        "looped_counties": len(looped),
        "rounds": ROUNDS,
        "seconds": {name: round(value, 3) for name, value in medians.items()},
        "all_seconds": {name: [round(value, 3) for value in values] for name, values in seconds.items()},
        "ratios": {
            "counties_against_shell_loop": round(medians["counties"] / medians["shell_loop"], 3),
            "whole_run_against_shell_loop": round(medians["whole_run"] / medians["shell_loop"], 3),
            "counties_against_python_loop": round(medians["counties"] / medians["python_loop"], 3),
            "one_changed_against_shell_loop": round(medians["one_changed"] / medians["shell_loop"], 3),
        },
        "nothing_changed_ms": round(medians["nothing_changed"] * 1000),
    }


def _list_counties() -> list[str]:
    from medlemsdialog.evidence import open_workspace
    from medlemsdialog.paths import DataFolder

    return list(open_workspace(DataFolder(ROOT / "data")).county_codes)


def _timed(run: Callable[[Path, list[str]], None] | Callable[[Path], None], *given: Any) -> float:
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        run(Path(folder), *given)
        return time.perf_counter() - began


def _loop_in_shell(folder: Path, counties: list[str]) -> None:
    for code in counties:
        executed = folder / f"{code}.ipynb"
        run = [BIN / "papermill", "workbooks/county.ipynb", executed, "-r", "county_code", code, "--no-progress-bar"]
        convert = [BIN / "jupyter", "nbconvert", "--to", "medlemsdialog-county", "--output-dir", folder, executed]
        for command in (run, convert):
            _call(*command, environment=_surroundings(folder))


def _timed_loop_in_python(counties: list[str], all_counties: int) -> float:
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        told = _call(sys.executable, "-c", _PYTHON_LOOP, folder, *counties, environment=_surroundings(Path(folder)))
        whole, looped = time.perf_counter() - began, float(told.split()[-1])
    # What it imports it imports once, however many the counties are.
    return whole - looped + looped * all_counties / len(counties)


def _run_counties(folder: Path, counties: list[str]) -> None:
    named = [part for code in counties for part in ("--county", code)]
    _call(
        sys.executable, "-c", _WITHOUT_DOCUMENTS, "run", "--force", "--data", ROOT / "data", "--build", folder, *named
    )


def _run_whole(folder: Path) -> None:
    _run("--force", "--data", ROOT / "data", "--build", folder)


def _run(*options: str | Path) -> None:
    _call(BIN / "medlemsdialog", "run", *options)


def _change_one_file(data: Path, number: int) -> None:
    file = data.joinpath("inputs", *CHANGED)
    text = file.read_text(encoding="utf-8")
    file.write_text(f"{text}\nEksempel – oppdiktet: kommunen har lagt til setning nummer {number}.\n", encoding="utf-8")


def _surroundings(build: Path) -> dict[str, str]:
    return os.environ | {"MEDLEMSDIALOG_DATA": str(ROOT / "data"), "MEDLEMSDIALOG_BUILD": str(build)}


def _call(*command: str | Path, environment: dict[str, str] | None = None) -> str:
    done = subprocess.run(
        [str(part) for part in command], cwd=ROOT, env=environment, check=True, capture_output=True, text=True
    )
    return done.stdout
