"""What a run has read already and hands over to its workbooks, so that none of them reads the whole dialogue once more.

Each workbook would else read all judgements, and look through all originals: with twice as many areas a run would take four
times as long. What is handed over lies in the run's own temporary folder; a workbook that somebody opens reads for itself.
"""

from __future__ import annotations

import os
import pickle
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from medlemsdialog.catalogue import speak_of_areas
from medlemsdialog.dialogue import AreaKind
from medlemsdialog.models.intake import Intake

if TYPE_CHECKING:
    from medlemsdialog.evidence.workspace import Workspace
    from medlemsdialog.paths import BuildFolder, DataFolder

# Where what was received for the workbook's own area lies; set by the run alone.
RECEIVED_VARIABLE = "MEDLEMSDIALOG_RECEIVED"
_dialogue: Workspace | None = None


def write_dialogue(workspace: Workspace, file: Path) -> None:
    """Write a dialogue as it was read, for `remember_dialogue`."""
    # Without what was looked up: some of it is as large as the dialogue, and quickly found.
    file.write_bytes(pickle.dumps(replace(workspace), pickle.HIGHEST_PROTOCOL))


def remember_dialogue(file: Path) -> None:
    """Let this process, and those forked from it, have a dialogue that was written before; forget an earlier one."""
    global _dialogue  # noqa: PLW0603 - what a process hands over to its forks
    _dialogue = None
    workspace: Workspace = pickle.loads(file.read_bytes())  # noqa: S301 - written by the run that started this process
    # Every workbook asks for these.
    _ = workspace.suggestion_index, workspace.propositions, workspace.compared
    _ = workspace.judgements.codings_by_source
    _dialogue = workspace


def find_dialogue(data: DataFolder, build: BuildFolder) -> Workspace | None:
    """Return the dialogue that was handed over, if it is the one in these folders."""
    found = _dialogue
    if found is None or not os.environ.get(RECEIVED_VARIABLE):
        return None
    if (_place(found.data.root), _place(found.build.root)) != (_place(data.root), _place(build.root)):
        return None
    speak_of_areas(counties=found.dialogue.area is AreaKind.COUNTY)
    return found


def write_received(received: Intake, file: Path) -> None:
    """Write what was received for an area, for `find_received`."""
    file.write_bytes(pickle.dumps(received, pickle.HIGHEST_PROTOCOL))


def find_received(workspace: Workspace, area_code: str) -> Intake | None:
    """Return what was received for an area, if it was handed over with the dialogue that `workspace` is."""
    file = os.environ.get(RECEIVED_VARIABLE)
    if not file or workspace is not _dialogue:
        return None
    with suppress(FileNotFoundError):
        received: Intake = pickle.loads(Path(file).read_bytes())  # noqa: S301 - written by the run that started this process
        return received if received.area_code == area_code else None
    return None


def _place(folder: Path) -> str:
    return os.path.realpath(folder)
