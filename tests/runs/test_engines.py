"""Every workbook of the project leaves the same in both engines, run by papermill's own command: all but times."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest

from medlemsdialog.paths import BUILD_VARIABLE, DATA_VARIABLE, BuildFolder, DataFolder
from medlemsdialog.runs.kernel import CAN_FORK, write_kernelspec
from medlemsdialog.runs.normalise import normalise_notebook
from medlemsdialog.runs.warm_up import laid_out_county

ROOT = Path(__file__).resolve().parents[2]
WORKBOOKS = sorted((ROOT / "workbooks").glob("*.ipynb"))
ENGINES = {"stock": [], "warm": ["--engine", "medlemsdialog-warm"]}
FOLDERS = """
import sys
from pathlib import Path
from medlemsdialog.evidence import build_summary, code_statements, open_workspace, read_received, write_summary
from medlemsdialog.models.manifest import AreaRun
from medlemsdialog.paths import NATIONAL, BuildFolder, DataFolder
from medlemsdialog.runs.manifest import build_manifest, read_manifest, write_manifest
from medlemsdialog.runs.run import run_dialogue
from medlemsdialog.runs.warm_up import laid_out_county, lay_out_dialogue
data, build = DataFolder(Path(sys.argv[1])), BuildFolder(Path(sys.argv[2]))
"""
LAY_OUT = FOLDERS + "lay_out_dialogue(data, build)"
RUN = FOLDERS + "assert run_dialogue(open_workspace(data, build), counties=[laid_out_county(data)]).succeeded"
# As a whole run does before its national workbook, without the time that the other counties take: they are told as failed.
PREPARE_NATION = (
    FOLDERS
    + """
workspace = open_workspace(data, build)
received = read_received(workspace, NATIONAL)
write_summary(build_summary(workspace, received, code_statements(workspace, received)), workspace)
ran = read_manifest(build).counties
failed = AreaRun(status="failed", reason="Eksempel – oppdiktet", cause="program", inputs={}, outputs={})
counties = {code: ran.get(code, failed) for code in workspace.county_codes}
write_manifest(build_manifest(workspace.dialogue, counties, national=None, outputs={}), build)
"""
)
pytestmark = pytest.mark.skipif(not CAN_FORK, reason="workbooks are forked on POSIX only")


@pytest.fixture(scope="module")
def dialogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dialogue with one county that has sources, codings and a summary, and a manifest for the national workbook."""
    folder = tmp_path_factory.mktemp("dialog")
    data, build = DataFolder(folder / "data"), BuildFolder(folder / "build")
    for step in (LAY_OUT, RUN, PREPARE_NATION):
        subprocess.run([sys.executable, "-c", step, str(data.root), str(build.root)], check=True, capture_output=True)
    write_kernelspec(folder / "jupyter")
    return folder


def _execute(workbook: Path, engine: str, dialogue: Path) -> tuple[nbformat.NotebookNode, dict[str, bytes]]:
    """Return the executed workbook and the files it wrote."""
    data, build = DataFolder(dialogue / "data"), dialogue / "at-work"
    shutil.rmtree(build, ignore_errors=True)
    shutil.copytree(dialogue / "build", build)
    before = _read_all(build)
    made = dialogue / f"{workbook.stem}-{engine}.ipynb"
    # Not the defaults: a parameter that got lost would show.
    county, language = ["-r", "county_code", laid_out_county(data)], ["-r", "language", "nn"]
    parameters = {"county": county, "national": language, "presentation": [*county, *language]}
    command = [sys.executable, "-m", "papermill", *ENGINES[engine], "--no-progress-bar"]
    environment = os.environ | {
        DATA_VARIABLE: str(data.root),
        BUILD_VARIABLE: str(build),
        "JUPYTER_PATH": str(dialogue / "jupyter"),
        "JUPYTER_PLATFORM_DIRS": "1",
        "PYTHONHASHSEED": "0",
    }
    done = subprocess.run(  # noqa: PLW1510 - its own words tell what went wrong
        [*command, *parameters.get(workbook.stem, []), str(workbook), str(made)],
        cwd=dialogue,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    after = _read_all(build)
    return nbformat.read(made, as_version=4), {
        name: content for name, content in after.items() if before.get(name) != content
    }


def _without_chance(notebook: nbformat.NotebookNode) -> list[Any]:
    """Return the cells without times, the chance in their ids, and addresses in memory."""
    cells = json.dumps(normalise_notebook(notebook, known={}).cells)
    return json.loads(re.sub(r"\b0x[0-9a-f]+\b", "0x…", cells))


def _read_all(folder: Path) -> dict[str, bytes]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


@pytest.mark.parametrize("workbook", WORKBOOKS, ids=lambda file: file.stem)
def test_both_engines_leave_the_same_of_every_workbook(workbook: Path, dialogue: Path) -> None:
    (stock, stock_files), (warm, warm_files) = (_execute(workbook, engine, dialogue) for engine in ENGINES)
    ours, theirs = (_without_chance(notebook) for notebook in (warm, stock))
    assert len(ours) == len(theirs)
    for our_cell, their_cell in zip(ours, theirs, strict=True):
        assert our_cell == their_cell
    assert warm.metadata.kernelspec == stock.metadata.kernelspec
    assert warm.metadata.language_info == stock.metadata.language_info
    assert any(cell.get("outputs") for cell in ours)
    assert warm_files == stock_files
