"""Run every measurement and write `benchmarks/results/<name>.json`: `make bench`, or `python -m benchmarks intake`."""

from __future__ import annotations

import json
import platform
import sys

from benchmarks import areas, cluster, desk, extraction, intake, matching, packing, reports, runs, service, sizes
from benchmarks.table import RESULTS, build_table, read_results

MEASUREMENTS = {
    "runs": runs.measure,
    "matching": matching.measure,
    "intake": intake.measure,
    "extraction": extraction.measure,
    "desk": desk.measure,
    "reports": reports.measure,
    "cluster": cluster.measure,
    "areas": areas.measure,
    "sizes": sizes.measure,
    "service": service.measure,
    "packing": packing.measure,
}


def main(names: list[str]) -> None:
    """Measure what is named, or everything; `table` alone prints the table of what has been measured."""
    if names == ["table"]:
        print(build_table(read_results()), end="")
        return
    RESULTS.mkdir(exist_ok=True)
    for name in names or list(MEASUREMENTS):
        result = {"python": platform.python_version(), "machine": platform.machine(), **MEASUREMENTS[name]()}
        (RESULTS / f"{name}.json").write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        print(f"{name}: {json.dumps(result, ensure_ascii=False)}")


if __name__ == "__main__":
    main(sys.argv[1:])
