"""What a run has read already and hands over to its workbooks, so that none of them reads the whole dialogue once more.

Each workbook would else read all judgements, and look through all originals: with twice as many areas a run would take four
times as long. What is handed over lies in the run's own temporary folder; a workbook that somebody opens reads for itself.
"""

from __future__ import annotations

import os
import pickle
import shutil
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from medlemsdialog.catalogue import speak_of_areas
from medlemsdialog.dialogue import AreaKind
from medlemsdialog.models.intake import Intake

if TYPE_CHECKING:
    from medlemsdialog.evidence.workspace import Workspace
    from medlemsdialog.models.national import NationalOverview
    from medlemsdialog.paths import BuildFolder, DataFolder

# The folder where what is handed over to the one workbook lies; set by the run alone.
HANDED_OVER_VARIABLE = "MEDLEMSDIALOG_HANDED_OVER"
_RECEIVED, _OVERVIEW = "received.pickle", "overview.pickle"
_dialogue: Workspace | None = None


def write_dialogue(workspace: Workspace, file: Path) -> None:
    """Write a dialogue as it was read, for `remember_dialogue`."""
    # Without what was looked up: some of it is as large as the dialogue, and quickly found.
    _write(replace(workspace), file)


def remember_dialogue(file: Path) -> None:
    """Let this process, and those forked from it, have a dialogue that was written before; forget an earlier one."""
    global _dialogue  # noqa: PLW0603 - what a process hands over to its forks
    _dialogue = None
    workspace: Workspace = _read(file)
    # Every workbook asks for these.
    _ = workspace.suggestion_index, workspace.propositions, workspace.compared
    _ = workspace.judgements.codings_by_source
    _dialogue = workspace


def find_dialogue(data: DataFolder, build: BuildFolder) -> Workspace | None:
    """Return the dialogue that was handed over, if it is the one in these folders."""
    found = _dialogue
    if found is None or not os.environ.get(HANDED_OVER_VARIABLE):
        return None
    if (_place(found.data.root), _place(found.build.root)) != (_place(data.root), _place(build.root)):
        return None
    speak_of_areas(counties=found.dialogue.area is AreaKind.COUNTY)
    return found


def write_received(received: Intake, file: Path) -> None:
    """Write what was received for an area, for `hand_over_received`."""
    _write(received, file)


def hand_over_received(received: Intake | Path, folder: Path) -> None:
    """Put what was received for an area, or the file it was written to, where `find_received` finds it."""
    if isinstance(received, Intake):
        write_received(received, folder / _RECEIVED)
        return
    try:
        os.link(received, folder / _RECEIVED)
    except OSError:  # the file system has no second names
        shutil.copyfile(received, folder / _RECEIVED)


def find_received(workspace: Workspace, area_code: str) -> Intake | None:
    """Return what was received for an area, if it was handed over with the dialogue that `workspace` is."""
    received: Intake | None = _find(workspace, _RECEIVED)
    return received if received and received.area_code == area_code else None


def write_overview(overview: NationalOverview, folder: Path) -> None:
    """Write what all areas say together, for `find_overview`."""
    _write(overview, folder / _OVERVIEW)


def find_overview(workspace: Workspace) -> NationalOverview | None:
    """Return what all areas say together, if it was handed over with the dialogue that `workspace` is."""
    overview: NationalOverview | None = _find(workspace, _OVERVIEW)
    return overview


def _write(value: Workspace | Intake | NationalOverview, file: Path) -> None:
    # Straight to the file: what is handed over may be large.
    with file.open("wb") as stream:
        pickle.dump(value, stream, pickle.HIGHEST_PROTOCOL)


def _read(file: Path) -> Any:
    with file.open("rb") as stream:
        return pickle.load(stream)  # noqa: S301 - written by the run that started this process


def _find(workspace: Workspace, name: str) -> Any:
    folder = os.environ.get(HANDED_OVER_VARIABLE)
    if folder and workspace is _dialogue:
        with suppress(FileNotFoundError):
            return _read(Path(folder) / name)
    return None


def _place(folder: Path) -> str:
    return os.path.realpath(folder)
