from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from medlemsdialog import evidence, paths
from medlemsdialog.errors import UsageError
from medlemsdialog.evidence import open_workspace, read_summary
from medlemsdialog.paths import DataFolder
from medlemsdialog.runs import intake_outputs, judging, reports, steps
from medlemsdialog.runs.execution import Limits, work_folder
from medlemsdialog.runs.intake_outputs import set_large_aside
from medlemsdialog.runs.manifest import read_manifest
from medlemsdialog.runs.reports import write_county_reports
from medlemsdialog.runs.run import run_dialogue
from medlemsdialog.runs.runlog import read_run_log
from medlemsdialog.runs.status import build_board
from support.mini_dialogue import build_of, write_mini_dialogue

COUNTY_OUTPUTS = {"workbook.ipynb", "summary.json", "report.html", "report.docx", "work-report.html", "problems.csv"}
CHANGING = ("run-log.jsonl", ".cache")


def _open(data):
    return open_workspace(data, build_of(data))


def _confirm(data, *areas):
    workspace = _open(data)
    for area in areas:
        found = judging.find_proposals(workspace, area)
        judging.register_sources(workspace, area, found, by="Kari K.", registration=judging.Registration())


def _snapshot(build):
    files = (file for file in build.root.rglob("*") if file.is_file())
    named = {file.relative_to(build.root).as_posix(): file.read_bytes() for file in files}
    return {name: content for name, content in named.items() if not name.startswith(CHANGING)}


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    """A dialogue where both counties have run; county 91's sources are confirmed."""
    data = write_mini_dialogue(tmp_path_factory.mktemp("dialog") / "liten dialog æ")
    _confirm(data, "91")
    result = run_dialogue(_open(data))
    return data, build_of(data), result


def test_a_run_writes_everything_where_others_look_for_it(finished):
    _, build, result = finished
    assert {code: run.status for code, run in result.counties.items()} == {"91": "ok", "92": "ok"}
    assert result.succeeded
    for code in ("91", "92"):
        assert {file.name for file in build.area(code).root.iterdir()} >= COUNTY_OUTPUTS
        assert read_summary(build.area(code).summary).area.code == code
    assert result.national_report == build.area("national").index
    assert build.area("national").index.is_file()
    assert build.area("national").summary.is_file()
    for table in (build.sources_csv, build.statements_csv, build.area("91").problems_csv):
        assert table.read_bytes().startswith(b"\xef\xbb\xbf")
    assert (build.area("91").root / "liste-merknader.xlsx").is_file()


def test_areas_that_are_set_aside_while_the_run_is_at_work_come_out_the_same(finished, tmp_path, monkeypatch):
    data, build, _ = finished
    shutil.copytree(data.root, tmp_path / data.root.name)
    again = DataFolder(tmp_path / data.root.name)
    monkeypatch.setattr(intake_outputs, "_LARGE", 1)
    kept = []
    monkeypatch.setattr(steps, "set_large_aside", lambda *given: kept.append(set_large_aside(*given)) or kept[-1])
    assert run_dialogue(_open(again), force=True).succeeded
    (received,) = kept
    assert received.aside.keys() == {"91", "92"} and received.areas["91"].sources
    assert not received.areas["91"].passages and not received.areas["92"].passages
    assert not any(file.exists() for file in received.aside.values())
    assert _snapshot(build_of(again)) == _snapshot(build)


def test_what_is_set_aside_is_in_the_way_of_no_area(finished):
    _, build, _ = finished
    # Codes are letters, digits and hyphens: an area may be called anything of these.
    assert work_folder(build, "received") not in build.received("91").parents


def test_the_manifest_names_inputs_and_outputs_and_no_time(finished):
    _, build, _ = finished
    manifest = json.loads(build.manifest.read_text(encoding="utf-8"))
    county = manifest["counties"]["91"]
    assert "inputs/91/storvika-vedtak.txt" in county["inputs"]
    assert "counties/91/report.html" in county["outputs"]
    assert set(manifest["outputs"]) == {"intake/sources.csv", "intake/statements.csv"}
    assert manifest["national"]["status"] == "ok"
    assert str(build.root) not in build.manifest.read_text(encoding="utf-8")
    assert {entry["event"] for entry in read_run_log(build)} >= {"begin", "workbook", "end"}


def test_no_output_tells_about_the_machine(finished):
    _, build, _ = finished
    for name, content in _snapshot(build).items():
        assert str(build.root.parent).encode() not in content, name
        assert str(paths.shipped("templates").parent).encode() not in content, name


def test_the_data_folder_is_left_as_it_was(finished):
    data, _, _ = finished
    assert {entry.name for entry in data.root.iterdir()} == {
        "build", "claims.yaml", "codebook.yaml", "dialogue.yaml", "inputs", "judgements", "reference"
    }  # fmt: skip


def test_the_kept_workbook_is_valid_and_without_marks_of_time(finished):
    _, build, _ = finished
    notebook = nbformat.read(build.area("91").workbook, as_version=4)
    nbformat.validate(notebook)
    assert set(notebook.metadata) == {"kernelspec", "language_info"}
    assert "papermill" not in build.area("91").workbook.read_text(encoding="utf-8").replace("injected-parameters", "")


def test_two_runs_give_the_same_bytes_and_nothing_of_another_edition_stays(finished):
    data, build, _ = finished
    first = _snapshot(build)
    build.area("99").root.mkdir(parents=True)
    (build.area("99").root / "report.html").write_text("fra en annen kommuneinndeling")
    assert run_dialogue(_open(data), jobs=1, force=True).removed == ("99",)
    again = _snapshot(build)
    assert set(first) == set(again)
    assert [name for name in first if first[name] != again[name]] == []


def test_the_board_says_what_is_up_to_date(finished):
    data, _, _ = finished
    board = build_board(_open(data))
    west, east = board.counties
    assert west.up_to_date
    assert east.up_to_date
    assert board.national_up_to_date
    assert (west.members, west.sources_registered) == (4, west.sources)
    assert west.members_heard >= 1
    assert (east.sources, east.sources_registered, east.members_heard) == (1, 0, 0)
    file = data.root / "inputs" / "92" / "storlia-vedtak.txt"
    before = file.read_bytes()
    try:
        file.write_bytes(before + b"\n3. Nytt punkt. Eksempel.\n")
        board = build_board(_open(data))
        assert [row.up_to_date for row in board.counties] == [True, False]
        assert not board.national_up_to_date
    finally:
        file.write_bytes(before)


def test_papermill_alone_in_a_checkout_writes_the_same_summary(finished, tmp_path):
    data, build, _ = finished
    checkout = tmp_path / "checkout"
    shutil.copytree(data.root, checkout / "data", ignore=shutil.ignore_patterns("build"))
    (checkout / "workbooks").mkdir()
    shutil.copy(paths.workbook("county"), checkout / "workbooks" / "county.ipynb")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MEDLEMSDIALOG")}
    package = Path(evidence.__file__).parents[2]
    subprocess.run(
        [sys.executable, "-m", "papermill", "workbooks/county.ipynb", "out.ipynb", "-r", "county_code", "91"],
        cwd=checkout,
        env=environment | {"PYTHONPATH": str(package)},
        check=True,
        capture_output=True,
    )
    written = checkout / "build" / "counties" / "91" / "summary.json"
    assert written.read_bytes() == build.area("91").summary.read_bytes()


def test_one_county_alone_leaves_the_national_report_and_the_others(tmp_path, finished):
    data, build = _copy(finished, tmp_path)
    before = _snapshot(build)
    (data.root / "inputs" / "92" / "storlia-vedtak.txt").unlink()
    result = run_dialogue(_open(data), counties=["92"])
    after = _snapshot(build)
    assert list(result.counties) == ["92"]
    assert result.counties["92"].status == "no_input"
    assert result.national is None
    changed = {name for name in before if after.get(name) != before[name]}
    assert not {name for name in changed if name.startswith(("national/", "counties/91/"))}
    assert set(result.manifest.counties) == {"91", "92"}
    assert (build.area("92").root / "report.html").is_file()
    assert not build_board(_open(data)).national_up_to_date


def test_a_county_of_random_bytes_fails_alone_and_is_named(tmp_path, finished):
    data, build = _copy(finished, tmp_path)
    for file in (data.root / "inputs" / "92").iterdir():
        file.unlink()
    for name in ("vedtak.docx", "brev.pdf"):
        (data.root / "inputs" / "92" / name).write_bytes(os.urandom(5000))
    result = run_dialogue(_open(data))
    assert result.failed_by_data == ("92",)
    assert result.done == ("91",)
    assert not result.succeeded
    assert result.counties["92"].reason
    assert build.area("national").index.is_file()
    left = {file.name for file in build.area("92").root.iterdir()}
    assert left == {"workbook.ipynb", "problems.csv"}
    assert "NoReadableOriginalsError" in build.area("92").workbook.read_text(encoding="utf-8")
    assert len(build.area("92").problems_csv.read_text(encoding="utf-8-sig").splitlines()) > 2


def test_a_workbook_that_breaks_leaves_its_error_and_no_summary(tmp_path, finished, monkeypatch):
    data, build = _copy(finished, tmp_path)
    notebook = nbformat.read(paths.workbook("county"), as_version=4)
    notebook.cells.insert(-1, nbformat.v4.new_code_cell("{}[county_code] if county_code == '92' else None"))
    (tmp_path / "county.ipynb").write_text(nbformat.writes(notebook))
    _replace_county_workbook(monkeypatch, tmp_path / "county.ipynb")
    result = run_dialogue(_open(data), counties=["91", "92"])
    assert result.failed_by_program == ("92",)
    assert "KeyError" in result.counties["92"].reason
    assert {file.name for file in build.area("92").root.iterdir()} == {"workbook.ipynb", "problems.csv"}
    kept = nbformat.read(build.area("92").workbook, as_version=4)
    assert [o.ename for cell in kept.cells for o in cell.get("outputs", ()) if o.output_type == "error"] == ["KeyError"]
    assert result.counties["91"].status == "ok"


def test_a_county_whose_report_cannot_be_written_has_failed_for_the_nation_too(tmp_path, finished, monkeypatch):
    """The national workbook has begun on the county's summary by then."""
    data, build = _copy(finished, tmp_path)

    def write(workspace, county_code):
        if county_code == "92":
            raise ValueError("Eksempel – oppdiktet")
        write_county_reports(workspace, county_code)

    monkeypatch.setattr(reports, "write_county_reports", write)
    result = run_dialogue(_open(data), force=True)
    assert result.failed_by_program == ("92",)
    assert "ValueError" in result.counties["92"].reason
    assert not build.area("92").summary.exists()
    overview = evidence.read_national(_open(data))
    assert [(row.code, row.status) for row in overview.counties] == [("91", "ok"), ("92", "failed")]
    assert result.national.status == "ok"
    told = build.area("national")
    for file in (told.index, told.workbook, told.work_report):
        assert "Kjøringen stoppet for Austmark" in file.read_text(encoding="utf-8")
    monkeypatch.undo()
    assert run_dialogue(_open(data)).succeeded
    _, whole, _ = finished
    assert _snapshot(build) == _snapshot(whole)


def test_a_workbook_that_is_too_slow_leaves_its_error_and_no_summary(tmp_path, finished, monkeypatch, write_workbook):
    data, build = _copy(finished, tmp_path)
    _replace_county_workbook(monkeypatch, write_workbook("import time", "time.sleep(120)"))
    result = run_dialogue(_open(data), counties=["91"], limits=Limits(county_seconds=5))
    assert result.failed_by_program == ("91",)
    assert "mer enn 5 sekunder" in result.counties["91"].reason
    assert not build.area("91").summary.exists()
    assert "mer enn 5 sekunder" in build.area("91").workbook.read_text(encoding="utf-8")


def test_a_workbook_that_runs_through_without_a_new_summary_has_failed(tmp_path, finished, monkeypatch, write_workbook):
    data, build = _copy(finished, tmp_path)
    _replace_county_workbook(monkeypatch, write_workbook("print('ferdig')"))
    result = run_dialogue(_open(data), counties=["91"])
    assert result.failed_by_program == ("91",)
    assert "uten å skrive noen oppsummering" in result.counties["91"].reason
    assert not build.area("91").summary.exists()


def test_unknown_county_stops_before_anything_is_written(tmp_path):
    data = write_mini_dialogue(tmp_path / "dialog")
    with pytest.raises(UsageError, match="93"):
        run_dialogue(_open(data), counties=["93"])
    assert not build_of(data).root.exists()


def _copy(finished, tmp_path):
    shutil.copytree(finished[0].root, tmp_path / "kopi")
    data = paths.DataFolder((tmp_path / "kopi").resolve())
    assert read_manifest(build_of(data)) is not None
    return data, build_of(data)


def _replace_county_workbook(monkeypatch, workbook):
    ordinary = paths.workbook
    monkeypatch.setattr(paths, "workbook", lambda name: workbook if name == "county" else ordinary(name))


def test_force_parses_the_originals_anew(finished):
    data, build, _ = finished
    left = build.parsed / "from-an-earlier-reader.json"
    left.parent.mkdir(parents=True, exist_ok=True)
    left.write_text("{}", encoding="utf-8")
    run_dialogue(_open(data), counties=["91"])
    assert left.exists()
    run_dialogue(_open(data), counties=["91"], force=True)
    assert not left.exists() and any(build.parsed.iterdir())
