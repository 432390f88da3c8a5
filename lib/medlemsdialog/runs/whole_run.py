"""A run as one part: whether anything it rests on has changed at all, and what is told where nothing has."""

from __future__ import annotations

import datetime
import os
import re
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from medlemsdialog.catalogue import Language, Message
from medlemsdialog.errors import MedlemsdialogError
from medlemsdialog.evidence import Workspace
from medlemsdialog.models.manifest import AreaRun, Manifest
from medlemsdialog.paths import NATIONAL
from medlemsdialog.program import read_environment
from medlemsdialog.runs.deletion import DAYS_OF_NOTICE, describe_deletion
from medlemsdialog.runs.fingerprints import Fingerprints
from medlemsdialog.runs.parts import Part
from medlemsdialog.runs.withdrawing import count_left
from medlemsdialog.standing import (
    Standing,
    UnsureError,
    describe_state,
    find_young,
    hash_file,
    name_standing,
    write_standing,
)

NOTHING_CHANGED = Message("Ingenting er endret siden forrige kjøring.")
# What a terminal obeys; a path with any of it is not shown by the quick look.
_COMMANDS = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def whole_part(fingerprints: Fingerprints, counties: Sequence[str] | None, language: Language | None) -> Part:
    """Return a run with these options as one part: all files, whichever part rests on them."""
    name = name_standing(list(counties or ()), language or "")
    return Part(f"run/{name}", {**fingerprints.everything, "environment": read_environment()})


def list_outputs(workspace: Workspace, manifest: Manifest, area_codes: Sequence[str]) -> list[Path]:
    """Return the files that a run of some areas answers for."""
    areas = {**manifest.counties, **({NATIONAL: manifest.national} if manifest.national else {})}
    runs: list[AreaRun] = [areas[code] for code in area_codes if code in areas]
    names = {*manifest.outputs, *(name for run in runs for name in run.outputs)}
    return [workspace.build.manifest, *(workspace.build.root / name for name in sorted(names))]


def tell_reports(
    workspace: Workspace, counties: Sequence[str] | None, show: Callable[[Path], str]
) -> Iterator[Message]:
    """Yield where the reports lie of a run of these counties, or of all."""
    if counties is None:
        yield Message("Den nasjonale rapporten: {file}", file=show(workspace.build.area(NATIONAL).index))
        return
    for code in counties:
        yield Message("Fylkesrapporten: {file}", file=show(workspace.build.area(code).report))


def keep_standing(
    workspace: Workspace,
    counties: Sequence[str] | None,
    language: Language | None,
    outputs: Sequence[Path],
    hashes: Callable[[], bool],
) -> None:
    """Write down how all stands, so that the next run sees at once that nothing has changed.

    `hashes` tells whether all files still are what was read and written; it is asked after the look at how they stand, so
    that no change falls between. Where anything more is to be told at the end of a run, nothing is written.
    """
    today = datetime.datetime.now(datetime.UTC).date()
    notice = describe_deletion(workspace.dialogue, workspace.judgements, today, "")
    if notice is not None or count_left(workspace) or isinstance(workspace.learned, MedlemsdialogError):
        return
    # A record that cannot be written, or is of files that cannot be told apart, only costs the next run time.
    with suppress(OSError, UnsureError):
        name = name_standing(list(counties or ()), language or "")
        paths = tuple(os.fspath(file) for file in outputs)
        at = time.time_ns()
        state = describe_state(os.fspath(workspace.data.root), os.fspath(workspace.build.root), paths)
        young = {path: hash_file(path) for path in find_young(state, at)}
        if _COMMANDS.search(os.fspath(workspace.build.root)) or not hashes():
            return
        told = [NOTHING_CHANGED, *tell_reports(workspace, counties, lambda file: Standing.PLACE + os.fspath(file))]
        lines = tuple(message.text(workspace.dialogue.working_language) for message in told)
        write_standing(
            os.fspath(workspace.build.standing / name), Standing(lines, _until(workspace), paths, state, young)
        )


def _until(workspace: Workspace) -> str:
    """Return the day from which the deletion of originals is announced; the empty text where it is not decided."""
    day = workspace.dialogue.delete_after
    return (day - datetime.timedelta(days=DAYS_OF_NOTICE)).isoformat() if day else ""
