"""JupyterLab as the desk needs it: one «Start», nothing saved in the notebook."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import nbformat

from medlemsdialog.evidence import open_workspace
from medlemsdialog.runs.lab import lay_out_for_server, prepare_lab
from medlemsdialog.runs.lab_start import leave_desk_as_it_was
from support.mini_dialogue import build_of, write_mini_dialogue


def _prepared(tmp_path, area_code):
    data = write_mini_dialogue(tmp_path / "dialog")
    return prepare_lab(open_workspace(data, build_of(data)), area_code, browser=False)


def test_saving_a_desk_that_was_run_leaves_the_copy_as_it_was(tmp_path):
    notebook = nbformat.read(_prepared(tmp_path, "91").notebook, as_version=4)
    before = json.loads(json.dumps(notebook))
    notebook.metadata["widgets"] = {"state": "…"}
    notebook.metadata.language_info["version"] = "3.11"
    for cell in notebook.cells:
        cell.metadata["execution"] = {"iopub": "…"}
        if cell.cell_type == "code":
            cell.outputs = [nbformat.v4.new_output("stream", text="navn på en innsender")]
            cell.execution_count = 4
    leave_desk_as_it_was({"type": "notebook", "content": notebook}, "desk-91.ipynb")
    assert json.loads(json.dumps(notebook)) == before


def test_another_notebook_is_saved_as_it_is():
    notebook = nbformat.v4.new_notebook(metadata={"own": 1})
    leave_desk_as_it_was({"type": "notebook", "content": notebook}, "county-91.ipynb")
    assert notebook.metadata == {"own": 1}


def test_start_is_written_in_the_form_of_the_county(tmp_path):
    folder = _prepared(tmp_path, "92").folder / "labextensions" / "medlemsdialog-desk"
    package = json.loads((folder / "package.json").read_text(encoding="utf-8"))
    script = (folder / package["jupyterlab"]["_build"]["load"]).read_text(encoding="utf-8")
    assert '"lang": "nn"' in script
    assert "__TEXTS__" not in script


def test_the_desk_opens_without_a_county_and_for_the_whole_country(tmp_path):
    assert _prepared(tmp_path, "").notebook.name == "desk.ipynb"
    assert _prepared(tmp_path / "b", "national").notebook.name == "desk-national.ipynb"


def test_what_is_laid_out_for_a_server_is_what_jupyterlab_finds(tmp_path):
    data = write_mini_dialogue(tmp_path / "dialog")
    settings = lay_out_for_server(open_workspace(data, build_of(data)), tmp_path / "tjener")
    listed = subprocess.run(
        [sys.executable, "-m", "jupyterlab", f"--config={settings}", "--show-config-json"],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"JUPYTER_NO_CONFIG": "1"},
    )
    found = json.loads(listed.stdout)
    assert found["LabApp"]["extra_labextensions_path"] == [str(tmp_path / "tjener" / "labextensions")]
    assert found["FileContentsManager"]["pre_save_hook"].endswith("leave_desk_as_it_was")
    assert (tmp_path / "tjener" / "labextensions" / "medlemsdialog-desk" / "package.json").is_file()
    assert (tmp_path / "tjener" / "desk.ipynb").is_file()
