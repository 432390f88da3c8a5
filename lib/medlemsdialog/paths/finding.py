"""Which dialogue, which build folder and which shipped parts a process works with.

Data and build folders reach every process through the environment (`MEDLEMSDIALOG_DATA`, `MEDLEMSDIALOG_BUILD`); where
they are unset, the checkout is found upwards from the working directory.
"""

from __future__ import annotations

import os
from importlib.resources import files
from pathlib import Path

from medlemsdialog.catalogue import Message
from medlemsdialog.errors import UsageError
from medlemsdialog.paths.derived import BuildFolder
from medlemsdialog.paths.dialogue import DataFolder

DATA_VARIABLE = "MEDLEMSDIALOG_DATA"
BUILD_VARIABLE = "MEDLEMSDIALOG_BUILD"


def data_folder(given: str | Path | None = None) -> DataFolder:
    """Return the dialogue folder: `given`, else `MEDLEMSDIALOG_DATA`, else `data/` of the checkout around the working directory.

    Raises:
        UsageError: There is no such folder, or it holds no dialogue.
    """
    named = given or os.environ.get(DATA_VARIABLE)
    root = Path(named).expanduser() if named else _checkout() / "data"
    if not (root / "dialogue.yaml").is_file():
        raise UsageError(
            Message(
                "Mappen {folder} inneholder ingen dialog (dialogue.yaml mangler). "
                "Oppgi en dialogmappe med --data, eller lag en ny med «medlemsdialog new MAPPE».",
                folder=str(root),
            )
        )
    return DataFolder(root.resolve())


def build_folder(given: str | Path | None = None, *, data: DataFolder | None = None) -> BuildFolder:
    """Return where outputs go: `given`, else `MEDLEMSDIALOG_BUILD`, else `build/` in the checkout or in the dialogue folder."""
    named = given or os.environ.get(BUILD_VARIABLE)
    if named:
        return BuildFolder(Path(named).expanduser().resolve())
    folder = data or data_folder()
    if folder.root.name == "data" and _is_checkout(folder.root.parent):
        return BuildFolder(folder.root.parent / "build")
    return BuildFolder(folder.root / "build")


def shipped(name: str) -> Path:
    """Return a part that ships with the program (`workbooks`, `templates`, `data/dialogue.yaml`, …), installed or in a checkout."""
    installed = Path(str(files("medlemsdialog"))) / "shipped" / name
    return installed if installed.exists() else Path(str(files("medlemsdialog"))).parents[1] / name


def workbook(name: str) -> Path:
    """Return a workbook as committed: `county` or `national`."""
    return shipped("workbooks") / f"{name}.ipynb"


def _is_checkout(folder: Path) -> bool:
    return (folder / "workbooks" / "county.ipynb").is_file() and (folder / "data" / "dialogue.yaml").is_file()


def _checkout() -> Path:
    here = Path.cwd()
    for folder in (here, *here.parents):
        if _is_checkout(folder):
            return folder
    raise UsageError(
        Message(
            "Fant ingen dialogmappe fra {folder} og oppover. Oppgi den med --data, eller lag en ny med «medlemsdialog new MAPPE».",
            folder=str(here),
        )
    )
