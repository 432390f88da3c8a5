"""Whether a workbook did its work, judged by what it left behind, and if not: who must act, in one sentence."""

from __future__ import annotations

import errno
import os
import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from medlemsdialog.catalogue import Message
from medlemsdialog.errors import (
    MedlemsdialogError,
    NoReadableOriginalsError,
    NoRoomError,
    SummaryError,
    tell_cause,
)
from medlemsdialog.evidence import Workspace, read_summary
from medlemsdialog.models.summary import AreaSummary
from medlemsdialog.paths import BuildFolder
from medlemsdialog.runs.execution import Execution, Limits
from medlemsdialog.runs.normalise import shorten_text
from medlemsdialog.runs.workbook_process import Ending

_SHOWN_CHARACTERS = 300
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS})
_OS_ERROR = re.compile(r"\[Errno (\d+)\]")
# With less than this, what a workbook leaves cannot be counted on to have found room.
_ROOM_BYTES = 4 * 1024 * 1024
Stamp = tuple[int, int, int] | None


@dataclass(frozen=True)
class Failure:
    """Why an area failed. `cause` tells who must act: those who hold the data, or we who wrote the program."""

    cause: Literal["data", "program"]
    reason: Message


def known_folders(workspace: Workspace) -> dict[Path, str]:
    """Return the machine's folders and the names they have for readers."""
    return {workspace.data.root: "data", workspace.build.root: "build"}


def stamp_file(file: Path) -> Stamp:
    """Return what tells a file from one written later in its place; None where there is none."""
    try:
        status = file.stat()
    except FileNotFoundError:
        return None
    return (status.st_ino, status.st_mtime_ns, status.st_ctime_ns)


def judge_workbook(execution: Execution, limits: Limits, *, known: Mapping[Path, str]) -> Failure | None:
    """Return why the workbook broke; None where every cell ran."""
    outcome = execution.outcome
    match outcome.ending:
        case Ending.COMPLETED:
            return None
        case Ending.RAISED if outcome.error_name == NoReadableOriginalsError.__name__:
            return Failure("data", _verbatim(outcome.error_text))
        case Ending.RAISED if outcome.error_name in _own_errors():
            return Failure("program", _verbatim(outcome.error_text))
        case Ending.RAISED:
            return Failure(
                "program",
                Message(
                    "Arbeidsboken stoppet i celle {cell} med feilen {name}: {text}. Se cellen i workbook.ipynb, og meld fra.",
                    cell=outcome.cell,
                    name=outcome.error_name,
                    text=_shown(outcome.error_text, known),
                ),
            )
        case Ending.CELL_TIMEOUT:
            return Failure(
                "program",
                Message(
                    "Celle {cell} i arbeidsboken brukte mer enn {seconds} sekunder og ble stoppet. Prøv igjen, eller meld fra.",
                    cell=outcome.cell,
                    seconds=limits.cell_seconds,
                ),
            )
        case Ending.TIMEOUT:
            return Failure(
                "program",
                Message(
                    "Arbeidsboken brukte mer enn {seconds} sekunder og ble stoppet. Prøv igjen, eller meld fra.",
                    seconds=limits.county_seconds,
                ),
            )
        case Ending.NOT_STARTED:
            return Failure("program", Message("Arbeidsboken kunne ikke startes. Prøv igjen, eller meld fra."))
        case Ending.DIED:
            return Failure(
                "program", Message("Programmet som kjørte arbeidsboken, stoppet uventet. Prøv igjen, eller meld fra.")
            )


def judge_summary(workspace: Workspace, county_code: str, *, before: Stamp) -> AreaSummary | Failure:
    """Return the summary that the county's workbook just wrote, or why there is none that holds."""
    file = workspace.build.area(county_code).summary
    missing = Failure(
        "program",
        Message("Arbeidsboken ble kjørt ferdig uten å skrive noen oppsummering. Kjør fylket på nytt, eller meld fra."),
    )
    if stamp_file(file) in {None, before}:
        return missing
    try:
        summary = read_summary(file)
    except SummaryError as error:
        return Failure("program", error.message)
    dialogue = workspace.dialogue
    wanted = (county_code, dialogue.id, dialogue.edition)
    return summary if (summary.area.code, summary.dialogue, summary.edition) == wanted else missing


def require_room(build: BuildFolder, execution: Execution) -> None:
    """Raise where a workbook broke because nothing more can be written: that is no fault of the area's, nor of the workbook's.

    What lies there from before is then left as it is.

    Raises:
        NoRoomError: The disk is full, or the folder cannot be written to.
    """
    if execution.outcome.ending is Ending.COMPLETED:
        return
    told = _OS_ERROR.search(execution.outcome.error_text + execution.log)
    fault = int(told[1]) if told else 0
    if fault not in _NO_ROOM:
        # A process that died could not say why: what it wrote may have made way for others by now.
        fault = _try_room(build.cache)
    if fault in _NO_ROOM:
        raise _no_room(build.root, fault)


def find_no_room(error: OSError, build: BuildFolder) -> NoRoomError | None:
    """Return what is to be told where the disk was full, wherever in a run that was met; None for other faults."""
    return _no_room(build.root, error.errno) if error.errno in _NO_ROOM else None


def _try_room(folder: Path) -> int:
    """Return the fault that meets whoever writes some more in a folder; 0 where there is none."""
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(bytes(_ROOM_BYTES))
            file.flush()
    except OSError as error:
        return error.errno or 0
    return 0


def _no_room(folder: Path, fault: int) -> NoRoomError:
    return NoRoomError(
        Message(
            "Det går ikke å skrive mer i mappen {folder}: {fault}. Det som ikke ble ferdig nå, ligger slik det var. "
            "Frigjør plass, og kjør kommandoen på nytt.",
            folder=str(folder),
            fault=tell_cause(OSError(fault, os.strerror(fault))),
        )
    )


def judge_exception(error: Exception, what: Message, *, known: Mapping[Path, str]) -> Failure:
    """Return the failure behind an exception met outside the workbook, while doing `what`.

    Raises:
        NoRoomError: The disk is full: it stops the run, and what lies there from before is left as it is.
    """
    if isinstance(error, OSError) and error.errno in _NO_ROOM:
        folder = next((folder for folder, name in known.items() if name == "build"), Path(error.filename or "."))
        raise _no_room(folder, error.errno) from error
    if isinstance(error, NoReadableOriginalsError):
        return Failure("data", error.message)
    if isinstance(error, MedlemsdialogError):
        return Failure("program", error.message)
    return Failure(
        "program",
        Message(
            "{what} stoppet med feilen {name}: {text}. Prøv igjen, eller meld fra.",
            what=what,
            name=type(error).__name__,
            text=_shown(str(error), known),
        ),
    )


def _verbatim(text: str) -> Message:
    return Message("{text}", text=text)


def _shown(text: str, known: Mapping[Path, str]) -> str:
    return " ".join(shorten_text(text, known=known).split())[:_SHOWN_CHARACTERS].rstrip(".")


def _own_errors(family: type[MedlemsdialogError] = MedlemsdialogError) -> set[str]:
    return {family.__name__}.union(*(_own_errors(member) for member in family.__subclasses__()))
