"""JupyterLab on a copy of a workbook, the desk or the county's, set to one county; the committed workbook is never opened."""

from __future__ import annotations

import ast
import importlib.util
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import nbformat

from medlemsdialog import paths
from medlemsdialog.catalogue import Message
from medlemsdialog.errors import UsageError
from medlemsdialog.evidence import Workspace
from medlemsdialog.runs.kernel import process_environment, write_kernelspec
from medlemsdialog.runs.lab_start import write_start_extension
from medlemsdialog.runs.parameters import PARAMETERS_TAG
from medlemsdialog.writing import write_text_atomically

_NOTIFICATIONS = "@jupyterlab/apputils-extension"
_COUNTY_PARAMETER = "county_code"
_COLLABORATION = ("jupyter_server_fileid", "jupyter_server_ydoc")
_PRE_SAVE_HOOK = "medlemsdialog.runs.lab_start.leave_desk_as_it_was"
LabWorkbook = Literal["desk", "county"]


@dataclass(frozen=True)
class LabCommand:
    """What starts JupyterLab: `notebook` is the copy it opens."""

    arguments: tuple[str, ...]
    environment: dict[str, str]
    folder: Path
    notebook: Path


def prepare_lab(
    workspace: Workspace, area_code: str, *, workbook: LabWorkbook = "desk", browser: bool = True
) -> LabCommand:
    """Lay a copy of the workbook under `build/lab/` and return the command that opens it, on this machine alone.

    The desk may be opened for a county, for `national`, or for none («»): then it asks. A copy that a person has changed is
    left as it is; the new one gets a number.

    Raises:
        UsageError: JupyterLab is not installed, or the county is unknown.
    """
    if importlib.util.find_spec("jupyterlab") is None:
        raise UsageError(
            Message(
                "JupyterLab er ikke installert. Kjør «make lab», eller installer med «pip install medlemsdialog[lab]»."
            )
        )
    if area_code and (workbook == "county" or area_code != paths.NATIONAL):
        workspace.county(area_code)
    notebook = copy_workbook(workspace, area_code, workbook)
    folder = workspace.build.cache / "lab"
    write_kernelspec(folder / "jupyter")
    _write_settings(folder / "jupyter" / "settings")
    write_start_extension(
        folder / "labextensions", workspace.dialogue, workspace.working_language(area_code or paths.NATIONAL)
    )
    arguments = (
        sys.executable,
        "-m",
        "jupyterlab",
        f"--ServerApp.root_dir={workspace.build.lab}",
        "--ServerApp.ip=127.0.0.1",
        "--ServerApp.port_retries=100",
        # In a container everybody is root; the server listens to this machine alone and asks for its token.
        "--ServerApp.allow_root=True",
        "--Application.log_level=WARN",
        # The page with one document and no side panels: the simple interface.
        f"--LabApp.default_url=/doc/tree/{notebook.name}",
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.extension_manager=readonly",
        f"--LabApp.extra_labextensions_path={folder / 'labextensions'}",
        # What the desk shows lies in the logs; nothing of it is to be saved in the notebook, nor to make the copy another.
        f"--FileContentsManager.pre_save_hook={_PRE_SAVE_HOOK}",
        # Its part in the page is there wherever it is installed, and waits for ever for its part in the server.
        *(f"--ServerApp.jpserver_extensions={name}=True" for name in _COLLABORATION if importlib.util.find_spec(name)),
        *(() if browser else ("--no-browser",)),
    )
    environment = process_environment(workspace.data, workspace.build, folder) | {
        "JUPYTERLAB_SETTINGS_DIR": str(folder / "jupyter" / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(folder / "jupyter" / "workspaces"),
    }
    return LabCommand(arguments=arguments, environment=environment, folder=folder, notebook=notebook)


def lay_out_for_server(workspace: Workspace, folder: Path) -> Path:
    """Lay out the desk for a Jupyter server that others start, such as a JupyterHub; return the server's settings file.

    `folder` gets the desk's notebook, the extension that shows «Start», and settings that name both. The data and build
    folders reach the kernels through the environment, which the server's operator sets.
    """
    folder.mkdir(parents=True, exist_ok=True)
    extensions = folder / "labextensions"
    write_start_extension(extensions, workspace.dialogue, workspace.working_language(paths.NATIONAL))
    write_text_atomically(folder / "desk.ipynb", paths.workbook("desk").read_text(encoding="utf-8"))
    settings = folder / "jupyter_server_config.py"
    lines = [
        "c = get_config()",
        f"c.LabApp.extra_labextensions_path = [{str(extensions.resolve())!r}]",
        f"c.FileContentsManager.pre_save_hook = {_PRE_SAVE_HOOK!r}",
        "c.LabApp.news_url = None",
        'c.LabApp.check_for_updates_class = "jupyterlab.NeverCheckForUpdate"',
    ]
    write_text_atomically(settings, "\n".join(lines) + "\n")
    return settings


def open_lab(command: LabCommand) -> int:
    """Run JupyterLab until the person closes it; return its exit code."""
    try:
        return subprocess.call(command.arguments, cwd=command.folder, env=command.environment)
    except KeyboardInterrupt:
        return 0


def copy_workbook(workspace: Workspace, area_code: str, workbook: LabWorkbook) -> Path:
    """Write a workbook with its county set into the lab folder and return the copy."""
    notebook = nbformat.read(paths.workbook(workbook), as_version=4)
    for cell in notebook.cells:
        if PARAMETERS_TAG in cell.metadata.get("tags", ()):
            cell.source = _set_county(cell.source, area_code)
    content = nbformat.writes(notebook) + "\n"
    number = 1
    while True:
        parts = [workbook, area_code, "" if number == 1 else str(number)]
        file = workspace.build.lab / f"{'-'.join(filter(None, parts))}.ipynb"
        if not file.exists():
            write_text_atomically(file, content)
        if file.read_text(encoding="utf-8") == content:
            return file
        number += 1


def _set_county(source: str, county_code: str) -> str:
    lines = source.splitlines()
    for statement in ast.parse(source).body:
        if isinstance(statement, ast.Assign) and ast.unparse(statement.targets[0]) == _COUNTY_PARAMETER:
            lines[statement.lineno - 1 : statement.end_lineno] = [f'{_COUNTY_PARAMETER} = "{county_code}"']
    return "\n".join(lines)


def _write_settings(folder: Path) -> None:
    settings = {"fetchNews": "false", "checkForUpdates": False}
    write_text_atomically(folder / _NOTIFICATIONS / "notification.jupyterlab-settings", json.dumps(settings))
