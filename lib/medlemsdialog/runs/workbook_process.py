"""Workbooks executed one after the other in a process of their own: `python -m medlemsdialog.runs.workbook_process POOL ENGINE`.

Each line on standard input is the path (JSON) of a work folder that holds `request.json` and the workbook; the process leaves
the executed workbook there, and `outcome.json` last of all. What takes longer than a workbook is done before the first
folder is named, and a process is used again: papermill and, for the engine `warm`, the library are imported and used once.
The cells run in a fork or a kernel that is a new one each time; where there are forks, so does all that is done with a
workbook, several at a time. It ends, and they with it, as soon as the run that started it is gone.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
import sys
from enum import StrEnum
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Any, Literal, NoReturn

from pydantic import JsonValue

from medlemsdialog.lean_imports import import_jsonschema_lean
from medlemsdialog.models.base import Record
from medlemsdialog.runs.kernel import CAN_FORK, KERNEL_NAME, LOG
from medlemsdialog.runs.workbook_forks import serve_folders
from medlemsdialog.writing import write_text_atomically

REQUEST, SOURCE, EXECUTED, OUTCOME = "request.json", "source.ipynb", "executed.ipynb", "outcome.json"


EngineName = Literal["warm", "stock"]


class Ending(StrEnum):
    """How a workbook's execution ended."""

    COMPLETED = "completed"
    RAISED = "raised"
    CELL_TIMEOUT = "cell_timeout"
    TIMEOUT = "timeout"
    DIED = "died"
    NOT_STARTED = "not_started"


class Request(Record):
    """What to run: parameters as papermill gets them, the whole environment of the kernel, limits in seconds."""

    parameters: dict[str, JsonValue]
    environment: dict[str, str]
    cell_seconds: int
    start_seconds: int
    engine: EngineName = "warm"


class Outcome(Record):
    """How it ended; `error_name` and `error_text` are the exception's, `cell` counts the workbook's cells from 1."""

    ending: Ending
    error_name: str = ""
    error_text: str = ""
    cell: int | None = None


def execute_request(request: Request, *, source: Path = Path(SOURCE), executed: Path = Path(EXECUTED)) -> Outcome:
    """Run `source` with papermill as it is, write `executed`, and tell how it ended."""
    import papermill
    from nbclient.exceptions import CellTimeoutError, DeadKernelError
    from papermill.exceptions import PapermillExecutionError

    try:
        papermill.execute_notebook(
            source,
            executed,
            parameters=request.parameters,
            kernel_name=KERNEL_NAME,
            engine_name=_papermill_name(request.engine),
            progress_bar=False,
            log_output=False,
            start_timeout=request.start_seconds,
            execution_timeout=request.cell_seconds,
            # Papermill would fill in what stands between braces in the path of a folder.
            **({"own_file": executed.absolute()} if request.engine == "warm" else {}),
        )
    except PapermillExecutionError as error:
        return Outcome(
            ending=Ending.RAISED, error_name=error.ename, error_text=str(error.evalue), cell=_running_cell(executed)
        )
    except CellTimeoutError:
        return Outcome(ending=Ending.CELL_TIMEOUT, cell=_running_cell(executed))
    except DeadKernelError as error:
        return Outcome(ending=Ending.DIED, error_text=str(error), cell=_running_cell(executed))
    except Exception as error:  # noqa: BLE001 - whatever goes wrong becomes an outcome that the run can name
        begun = _running_cell(executed)
        ending = Ending.DIED if begun else Ending.NOT_STARTED
        return Outcome(ending=ending, error_name=type(error).__name__, error_text=str(error), cell=begun)
    return Outcome(ending=Ending.COMPLETED)


def main() -> int:
    """Run the requests in the folders that standard input names, until it closes."""
    logging.disable(logging.CRITICAL)
    if forks_workbooks("stock" if "stock" in sys.argv[2:] else "warm"):
        # No thread beside what is forked: the run's end is seen when all is imported.
        _get_warm()
        from medlemsdialog.runs.warm_up import list_preparations

        serve_folders(_run_in, {"remember": _remember, "rehearse": _rehearse}, list_preparations())
        _leave()
    folders: SimpleQueue[Path] = SimpleQueue()
    Thread(target=_read_folders, args=(folders,), daemon=True).start()
    import_jsonschema_lean()
    import papermill  # noqa: F401

    while True:
        _run_in(folders.get())


def forks_workbooks(engine: EngineName) -> bool:
    """Whether one process runs all workbooks of an engine at once, each in a fork."""
    return engine == "warm" and CAN_FORK


def _papermill_name(engine: EngineName) -> str | None:
    """Return what papermill calls an engine; None for its own."""
    if engine == "stock":
        return None
    from medlemsdialog.runs.warm_engine import NAME, register_engine

    register_engine()
    return NAME


def _get_warm() -> None:
    """Import, before there is any workbook, what all of them need."""
    import_jsonschema_lean()
    import papermill  # noqa: F401

    from medlemsdialog.runs import kernel_imports, warm_shell  # noqa: F401
    from medlemsdialog.runs.warm_engine import register_engine

    register_engine()


def _remember(file: str) -> None:
    from medlemsdialog.evidence.handed_over import remember_dialogue

    remember_dialogue(Path(file))


def _rehearse(_: str) -> None:
    from medlemsdialog.runs.warm_up import warm_up

    warm_up()


def _run_in(folder: Path) -> None:
    os.chdir(folder)
    with Path(LOG).open("ab") as log:
        os.dup2(log.fileno(), 1)
        os.dup2(log.fileno(), 2)
    request = Request.model_validate_json(Path(REQUEST).read_bytes())
    os.environ.clear()
    os.environ.update(request.environment)
    write_text_atomically(Path(OUTCOME), execute_request(request).model_dump_json())


def has_begun(cell: dict[str, Any]) -> bool:
    """Whether papermill began on the cell; it marks cells it never reached as completed, but gives them no start."""
    return cell["metadata"].get("papermill", {}).get("start_time") is not None


def _running_cell(executed: Path) -> int | None:
    """Return the last cell that papermill began on, counted from 1 among the workbook's own cells; None if it began on none."""
    try:
        cells = json.loads(executed.read_text(encoding="utf-8"))["cells"]
    except (OSError, ValueError, KeyError):
        return None
    begun = [number for number, cell in enumerate(cells, start=1) if has_begun(cell)]
    return max(begun, default=None)


def _read_folders(folders: SimpleQueue[Path]) -> None:
    # The run holds the other end of this pipe; it closes when the run ends, in whatever way.
    waiting = b""
    while content := os.read(0, 65536):
        *lines, waiting = (waiting + content).split(b"\n")
        for line in lines:
            folders.put(Path(json.loads(line)))
    _leave()


def _leave() -> NoReturn:
    # A run that was killed cannot remove the folder of its pool itself.
    for folder in sys.argv[1:2]:
        shutil.rmtree(folder, ignore_errors=True)
    os._exit(0)


if __name__ == "__main__":
    raise SystemExit(main())
