"""The table of the README, from what the measurements have written down: `python -m benchmarks table`."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

RESULTS = Path(__file__).parent / "results"


class Row(NamedTuple):
    """One promise: where its number lies (file, then keys), and what it must not exceed."""

    what: str
    target: float
    place: tuple[str, ...]
    unit: str = ""


ROWS = (
    Row(
        "county runs and pages, all made anew, against a shell loop of `papermill` and `jupyter nbconvert`",
        0.10,
        ("runs", "ratios", "counties_against_shell_loop"),
    ),
    Row(
        "whole `run --force`, national report and documents included, against the shell loop",
        0.15,
        ("runs", "ratios", "whole_run_against_shell_loop"),
    ),
    Row(
        "county runs and pages against a loop of `papermill.execute_notebook` in Python with one exporter",
        0.16,
        ("runs", "ratios", "counties_against_python_loop"),
    ),
    Row(
        "one county's file changed, against the shell loop over all",
        0.03,
        ("runs", "ratios", "one_changed_against_shell_loop"),
    ),
    Row("nothing changed, the whole process", 60, ("runs", "nothing_changed_ms"), " ms"),
    Row("finding search words, against 12 patterns of `re`", 0.05, ("matching", "ratio")),
    Row("357 areas against 19", 20, ("areas", "ratio"), " ×"),
    Row("a million statements coded end to end", 60, ("sizes", "million", "seconds"), " s"),
    Row("the same, all processes together", 3000, ("sizes", "million", "all_megabytes"), " MB"),
    Row(
        "a county with 100,000 statements, from nothing to all reports, all processes together",
        2000,
        ("sizes", "large_area", "all_megabytes"),
        " MB",
    ),
    Row(
        "Dask with two worker processes against two local ones",
        1.5,
        ("cluster", "ratios", "cluster_against_local"),
        " ×",
    ),
    Row("the dialogue packages of all members of edition 2017", 120, ("packing", "first_seconds"), " s"),
)


def build_table(results: Mapping[str, Any], rows: Sequence[Row] = ROWS) -> str:
    """Return the rows that have been measured as a Markdown table; `results` are what lies in `results/`, by name."""
    lines = ["| what | target | measured |", "|---|---|---|"]
    for row in rows:
        value = _find(results, row.place)
        if value is not None:
            mark = "" if value <= row.target else " (not reached)"
            lines.append(f"| {row.what} | ≤ {row.target:g}{row.unit} | {value:g}{row.unit}{mark} |")
    return "\n".join(lines) + "\n"


def read_results() -> dict[str, Any]:
    """Return what has been measured, by name."""
    return {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in sorted(RESULTS.glob("*.json"))}


def _find(results: Mapping[str, Any], place: Sequence[str]) -> float | None:
    found: Any = results
    for key in place:
        found = found.get(key) if isinstance(found, Mapping) else None
    return found if isinstance(found, int | float) else None
