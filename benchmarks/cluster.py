"""Two worker processes of a Dask cluster against a run with two jobs on the same machine, in turn (A B A B …); a ratio is cluster / local.

Both make the whole example anew. The scheduler and the workers stand ready before, as they do on a cluster, and the folders are on the
disk; each run starts its own command.
"""

from __future__ import annotations

import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
ROUNDS = 3
_START_SECONDS, _END_SECONDS = 60, 15


def measure() -> dict[str, Any]:
    """Return the medians in seconds and the ratio."""
    load = round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else None
    rounds = int(os.environ.get("BENCHMARK_ROUNDS", ROUNDS))
    seconds: dict[str, list[float]] = {"local": [], "cluster": []}
    with tempfile.TemporaryDirectory() as folder, _cluster(Path(folder)) as address:
        for number in range(rounds):
            seconds["local"].append(_run("--build", f"{folder}/local-{number}"))
            seconds["cluster"].append(_run("--build", f"{folder}/cluster-{number}", "--on", address))
    medians = {name: statistics.median(values) for name, values in seconds.items()}
    return {
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "load_before": load,
        "rounds": rounds,
        "seconds": {name: round(value, 3) for name, value in medians.items()},
        "all_seconds": {name: [round(value, 3) for value in values] for name, values in seconds.items()},
        "ratios": {"cluster_against_local": round(medians["cluster"] / medians["local"], 3)},
    }


def _run(*options: str) -> float:
    began = time.perf_counter()
    command = [str(BIN / "medlemsdialog"), "run", "--force", "--jobs", "2", "--data", str(ROOT / "data"), *options]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return time.perf_counter() - began


@contextmanager
def _cluster(folder: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    started = [_start("scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard")]
    try:
        for _ in range(2):
            options = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1")
            started.append(_start("worker", address, *options, "--local-directory", str(folder)))
        _wait_for_workers(address, 2)
        yield address
    finally:
        # The workers first: one whose scheduler goes away while it ends may wait for it for ever.
        for process in reversed(started):
            process.terminate()
            try:
                process.wait(_END_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _start(*arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "dask", *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT
    )


def _wait_for_workers(address: str, number: int) -> None:
    from distributed import Client

    with Client(address, timeout=_START_SECONDS, set_as_default=False) as client:
        client.wait_for_workers(number, timeout=_START_SECONDS)
