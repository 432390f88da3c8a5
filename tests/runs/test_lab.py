from __future__ import annotations

import importlib.util
import json
import os
import signal
import subprocess
import time
import urllib.request

import nbformat
import psutil
import pytest

from medlemsdialog import paths
from medlemsdialog.errors import UsageError
from medlemsdialog.evidence import open_workspace
from medlemsdialog.runs.lab import copy_workbook, prepare_lab
from medlemsdialog.runs.parameters import read_defaults
from support.mini_dialogue import build_of, write_mini_dialogue


@pytest.fixture
def workspace(tmp_path):
    data = write_mini_dialogue(tmp_path / "dialog")
    return open_workspace(data, build_of(data))


def test_the_copy_is_set_to_the_county_and_the_workbook_is_left(workspace):
    before = paths.workbook("county").read_bytes()
    copy = copy_workbook(workspace, "92", "county")
    assert read_defaults(copy)["county_code"] == "92"
    assert copy.parent == workspace.build.lab
    assert paths.workbook("county").read_bytes() == before


def test_a_copy_that_someone_has_changed_is_never_overwritten(workspace):
    first = copy_workbook(workspace, "92", "county")
    assert copy_workbook(workspace, "92", "county") == first
    first.write_text(first.read_text(encoding="utf-8") + " ", encoding="utf-8")
    changed = first.read_bytes()
    assert copy_workbook(workspace, "92", "county").name == "county-92-2.ipynb"
    assert first.read_bytes() == changed


def test_without_jupyterlab_the_command_says_what_to_install(workspace, monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(UsageError, match="JupyterLab er ikke installert"):
        prepare_lab(workspace, "91")


def test_jupyterlab_opens_on_this_machine_with_our_kernel_and_no_news(workspace):
    pytest.importorskip("jupyterlab")
    command = prepare_lab(workspace, "91", workbook="county", browser=False)
    process = subprocess.Popen(
        command.arguments, cwd=command.folder, env=command.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    try:
        server = _wait_for_server(command.folder / "jupyter" / "runtime")
        assert server["hostname"] in {"127.0.0.1", "localhost"}
        assert server["root_dir"] == str(workspace.build.lab)
        page = _get(server, "doc/tree/county-91.ipynb").decode()
        assert '"news": {"disabled": true}' in page.replace("&#34;", '"')
        specs = json.loads(_get(server, "api/kernelspecs"))["kernelspecs"]
        assert specs["python3"]["spec"]["argv"][0] == __import__("sys").executable
    finally:
        os.kill(process.pid, signal.SIGTERM)
        process.communicate(timeout=30)
    assert not psutil.pid_exists(process.pid)


def test_running_all_cells_of_the_copy_gives_the_same_summary(workspace):
    import papermill

    from medlemsdialog.runs.run import run_dialogue

    run_dialogue(workspace, counties=["91"])
    summary = workspace.build.area("91").summary
    expected = summary.read_bytes()
    summary.unlink()
    copy = copy_workbook(workspace, "91", "county")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in prepare_lab(workspace, "91").environment.items():
            patch.setenv(name, value)
        patch.chdir(workspace.build.cache / "lab")
        papermill.execute_notebook(copy, workspace.build.lab / "ut.ipynb", progress_bar=False)
    assert summary.read_bytes() == expected
    nbformat.validate(nbformat.read(copy, as_version=4))


def _wait_for_server(runtime):
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        for file in runtime.glob("jpserver-*.json"):
            try:
                return json.loads(file.read_text())
            except ValueError:
                continue
        time.sleep(0.2)
    raise AssertionError("JupyterLab did not start")


def _get(server, path):
    request = urllib.request.Request(
        f"http://127.0.0.1:{server['port']}/{path}", headers={"Authorization": f"token {server['token']}"}
    )
    deadline = time.monotonic() + 30
    while True:
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return answer.read()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
