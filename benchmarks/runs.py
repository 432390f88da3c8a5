"""County runs with reports: our run against a shell loop of the stock papermill and nbconvert commands.

Both work on the same workbook, the same counties and an empty build folder, in turn (A B A B …). Our run also reads all
originals, writes the tables of intake and the Word documents; the loop does not. The ratio is ours / the loop's.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
COUNTIES = ("61", "71", "72", "77")
ROUNDS = 3


def measure() -> dict[str, Any]:
    """Return the medians in seconds and their ratio."""
    loop, ours = [], []
    for _ in range(ROUNDS):
        loop.append(_seconds(_shell_loop))
        ours.append(_seconds(_our_run))
    return {
        "counties": len(COUNTIES),
        "rounds": ROUNDS,
        "shell_loop_seconds": round(statistics.median(loop), 2),
        "our_run_seconds": round(statistics.median(ours), 2),
        "ratio": round(statistics.median(ours) / statistics.median(loop), 3),
    }


def _seconds(run: Any) -> float:
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        run(Path(folder))
        return time.perf_counter() - start


def _shell_loop(folder: Path) -> None:
    environment = os.environ | {"MEDLEMSDIALOG_DATA": str(ROOT / "data"), "MEDLEMSDIALOG_BUILD": str(folder)}
    for code in COUNTIES:
        executed = folder / f"{code}.ipynb"
        run = [BIN / "papermill", "workbooks/county.ipynb", executed, "-r", "county_code", code, "--no-progress-bar"]
        convert = [BIN / "jupyter", "nbconvert", "--to", "medlemsdialog-county", "--output-dir", folder, executed]
        for command in (run, convert):
            subprocess.run([str(part) for part in command], cwd=ROOT, env=environment, check=True, capture_output=True)


def _our_run(folder: Path) -> None:
    counties = [part for code in COUNTIES for part in ("--county", code)]
    command = [BIN / "medlemsdialog", "run", "--data", ROOT / "data", "--build", folder, *counties]
    subprocess.run([str(part) for part in command], cwd=ROOT, check=True, capture_output=True)
