"""JupyterLab as the desk needs it: one «Start», nothing saved in the notebook."""

from __future__ import annotations

import json

import nbformat

from medlemsdialog.evidence import open_workspace
from medlemsdialog.runs.lab import prepare_lab
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
