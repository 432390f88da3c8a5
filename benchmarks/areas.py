"""Many areas: all municipalities and county councils of a country as areas of one dialogue, against nineteen.

Both are invented and laid out alike (`benchmarks.dialogues`): each area has as much input as a county of the example has on
average, registered and coded. Each is run once from nothing to all reports. 357 municipalities come with 15 county councils: 372
areas. Told are seconds by the clock and of the processor, all processes together; the ratio is that of the clock, `processor_ratio`
says more where the machine has other work.

`silent` are areas of the table of areas, nearly all without input, by their number: seconds and megabytes an area should be the
same whatever the number. `BENCHMARK_AREAS=100,1000,10000` sets which; ten thousand take hours.
"""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.dialogues import lay_out_dialogue
from benchmarks.sizes import Sampled, list_command

FEW, MANY = 19, 372
SILENT, WITH_INPUT = "50,200", 5


def measure() -> dict[str, Any]:
    """Return the seconds of both and their ratio, how large the national page is, and what an area without input takes."""
    few, many = measure_areas(FEW), measure_areas(MANY)
    numbers = [int(number) for number in os.environ.get("BENCHMARK_AREAS", SILENT).split(",")]
    return {
        "few": few,
        "many": many,
        "ratio": round(many["seconds"] / few["seconds"], 2),
        "processor_ratio": round(many["processor_seconds"] / few["processor_seconds"], 2),
        "silent": [measure_areas(number, custom=True, with_input=WITH_INPUT) for number in numbers],
    }


def measure_areas(areas: int, *, custom: bool = False, with_input: int | None = None) -> dict[str, Any]:
    """Return what a run of an invented dialogue of so many areas takes."""
    with tempfile.TemporaryDirectory() as folder:
        data, build = Path(folder) / "data", Path(folder) / "build"
        lay_out_dialogue(data, areas, custom=custom, with_input=with_input)
        began, before = time.perf_counter(), os.times()
        process = Sampled(list_command("run", "--data", data, "--build", build))
        process.wait()
        seconds, after = time.perf_counter() - began, os.times()
        processor = after.children_user + after.children_system - before.children_user - before.children_system
        index = build / "national" / "index.html"
        return {
            "load_before": process.load,
            "areas": areas,
            "seconds": round(seconds, 1),
            "processor_seconds": round(processor, 1),
            "processor_seconds_an_area": round(processor / areas, 2),
            **process.memory,
            "national_page_megabytes": round(index.stat().st_size / 1e6, 1),
        }
