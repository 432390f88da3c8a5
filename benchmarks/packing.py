"""The dialogue packages of a whole country: all members' made for the first time, and again where nothing or one thing changed."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

EDITION = "2017"


def measure() -> dict[str, Any]:
    """Return seconds by the clock, and how many packages and files there are."""
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        data, build = Path(folder) / "dialogue", Path(folder) / "build"
        _call("new", data, "--edition", EDITION)
        first = _timed_pack(data, build)
        again = _timed_pack(data, build)
        (build / "pack/07/0701/arbeidsformer.docx").unlink()
        one_gone = _timed_pack(data, build)
        files = [file for file in (build / "pack").rglob("*") if file.is_file()]
        packages = len({file.parent for file in files if file.parent != build / "pack"})
    return {
        "load_before": round(load, 1),
        "edition": EDITION,
        "packages": packages,
        "files": len(files),
        "first_seconds": round(first, 1),
        "unchanged_seconds": round(again, 3),
        "one_file_gone_seconds": round(one_gone, 2),
    }


def _timed_pack(data: Path, build: Path) -> float:
    began = time.perf_counter()
    _call("pack", "--data", data, "--build", build)
    return time.perf_counter() - began


def _call(*arguments: str | Path) -> None:
    start = [sys.executable, "-c", "from medlemsdialog.gate import main; main()"]
    subprocess.run([*start, *map(str, arguments)], check=True, stdout=subprocess.DEVNULL)
