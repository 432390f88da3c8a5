"""What was made is written down part by part, and no part is taken for another."""

from __future__ import annotations

from medlemsdialog.paths import BuildFolder
from medlemsdialog.runs.parts import Ledger, Part


def test_areas_that_are_called_alike_have_records_of_their_own(tmp_path):
    build = BuildFolder(tmp_path)
    parts = [
        Part(name, {"received": name}) for name in ("county/nord_nn", "county/nord.nn", "county/nord-nn", "county/n")
    ]
    for part in parts:
        Ledger(build).keep(part, [])
    assert [Ledger(build).find_reason(part) for part in parts] == [None] * len(parts)


def test_runs_are_kept_whatever_their_areas_are_called_and_other_records_go(tmp_path):
    build = BuildFolder(tmp_path)
    for name in ("run/+alle.nn", "run/91+92", "run-crate", "county/91", "county/17"):
        Ledger(build).keep(Part(name, {}), [])
    ledger = Ledger(build)
    ledger.forget_others(["county/91", *ledger.list_runs()])
    assert {file.name for file in build.parts.iterdir()} == {"run.+alle.nn.json", "run.91+92.json", "county.91.json"}
