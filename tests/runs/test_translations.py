from __future__ import annotations

import nbformat
import pytest

from medlemsdialog import paths
from medlemsdialog.errors import UsageError
from medlemsdialog.evidence import open_workspace
from medlemsdialog.runs.run import run_dialogue
from support.mini_dialogue import build_of, write_mini_dialogue


@pytest.fixture
def data(tmp_path):
    return write_mini_dialogue(tmp_path / "dialog")


def _use_county_workbook(monkeypatch, tmp_path, change):
    notebook = nbformat.read(paths.workbook("county"), as_version=4)
    change(notebook)
    file = tmp_path / "county.ipynb"
    nbformat.write(notebook, file)
    ordinary = paths.workbook
    monkeypatch.setattr(paths, "workbook", lambda name: file if name == "county" else ordinary(name))


def test_a_workbook_that_knows_one_language_only_is_told_before_anything_runs(data, tmp_path, monkeypatch):
    def forget_language(notebook):
        for cell in notebook.cells:
            if "parameters" in cell.metadata.get("tags", ()):
                cell.source = 'county_code = "61"'

    _use_county_workbook(monkeypatch, tmp_path, forget_language)
    with pytest.raises(UsageError, match="kan ikke kjøres på andre språk"):
        run_dialogue(open_workspace(data, build_of(data)), language="nn")
    assert not build_of(data).manifest.exists()


def test_a_second_language_stands_beside_the_first_and_goes_with_the_next_run(data, tmp_path, monkeypatch):
    def learn_language(notebook):
        for cell in notebook.cells:
            if "parameters" in cell.metadata.get("tags", ()):
                cell.source = 'county_code = "61"\nlanguage = ""'
            cell.source = cell.source.replace(
                "labels(workspace, workspace.language(county_code))",
                "labels(workspace, language or workspace.language(county_code))",
            )

    _use_county_workbook(monkeypatch, tmp_path, learn_language)
    workspace = open_workspace(data, build_of(data))
    result = run_dialogue(workspace, counties=["91"], language="nn")
    area = workspace.build.area("91")
    assert result.succeeded
    assert 'lang="nb"' in area.report.read_text(encoding="utf-8")
    assert 'lang="nn"' in (area.root / "report.nn.html").read_text(encoding="utf-8")
    assert {"counties/91/report.nn.html", "counties/91/report.nn.docx"} <= set(result.counties["91"].outputs)
    run_dialogue(workspace, counties=["91"])
    assert not (area.root / "report.nn.html").exists()
    assert area.report.is_file()
