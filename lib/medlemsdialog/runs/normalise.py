"""An executed workbook made the same, byte for byte, by equal runs: no times, no machine paths, cell ids by position."""

from __future__ import annotations

import os
import re
import site
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import nbformat

from medlemsdialog.catalogue import Message
from medlemsdialog.runs.kernel import KERNEL_NAME
from medlemsdialog.runs.workbook_process import has_begun

_ERROR_MARK_TAG = "papermill-error-cell-tag"
_ERROR_ANCHOR = 'id="papermill-error-cell"'
_ERROR_ABOVE = Message("**Arbeidsboken stoppet med en feil.** [Gå til cellen som stoppet](#papermill-error-cell).")
_ERROR_HERE = Message('<span id="papermill-error-cell"></span>**Arbeidsboken stoppet i cellen under.**')
_KERNELSPEC = {"display_name": "Python 3", "language": "python", "name": KERNEL_NAME}
_CELL_TIMES = ("papermill", "execution", "ExecuteTime")
_KERNEL_FILE = re.compile(r"(?:/[^\s/:'\"]+)*/ipykernel_\d+/\d+\.py")
_ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,16}\b")
_WIDGET = "application/vnd.jupyter.widget"


def normalise_notebook(notebook: Any, *, known: Mapping[Path, str]) -> Any:
    """Return the notebook as it is kept. `known` are folders and the short names they get in tracebacks.

    Outputs keep their content, besides widget state; runs of text to the same stream become one output, since how they
    were cut is chance.
    """
    kept = nbformat.from_dict(notebook)
    kept.metadata = nbformat.from_dict({"kernelspec": _KERNELSPEC, "language_info": {"name": "python"}})
    kept.nbformat, kept.nbformat_minor = 4, 5
    for position, cell in enumerate(kept.cells, start=1):
        cell.id = f"cell-{position:03d}"
        for name in _CELL_TIMES:
            cell.metadata.pop(name, None)
        if _ERROR_MARK_TAG in cell.metadata.get("tags", ()):
            cell.source = str(_ERROR_HERE if _ERROR_ANCHOR in cell.source else _ERROR_ABOVE)
        if cell.cell_type == "code":
            cell.outputs = _normalise_outputs(cell.outputs, known)
    return kept


def shorten_text(text: str, *, known: Mapping[Path, str]) -> str:
    """Return `text` with machine paths shortened and memory addresses blanked."""
    short = _ADDRESS.sub("0x…", _KERNEL_FILE.sub("<cell>", text))
    for folder, name in _by_length(known):
        short = short.replace(folder, name)
    return short


def add_error(notebook: Any, name: str, text: str) -> Any:
    """Return the notebook with an error in the cell that was at work when the process ended."""
    marked = nbformat.from_dict(notebook)
    code_cells = [cell for cell in marked.cells if cell.cell_type == "code"]
    begun = [cell for cell in code_cells if has_begun(cell)]
    at_work = (begun or code_cells[:1])[-1:]
    for cell in at_work:
        cell.outputs.append(nbformat.v4.new_output("error", ename=name, evalue=text, traceback=[f"{name}: {text}"]))
    return marked


def has_error(notebook: Any) -> bool:
    """Whether any cell of the notebook ended in an error."""
    return any(output.output_type == "error" for cell in notebook.cells for output in cell.get("outputs", ()))


def _normalise_outputs(outputs: list[Any], known: Mapping[Path, str]) -> list[Any]:
    kept: list[Any] = []
    for output in outputs:
        if (
            output.output_type == "stream"
            and kept
            and kept[-1].output_type == "stream"
            and kept[-1].name == output.name
        ):
            kept[-1].text += output.text
            continue
        if output.output_type == "error":
            output.evalue = shorten_text(output.evalue, known=known)
            output.traceback = [shorten_text(line, known=known) for line in output.traceback]
        if "data" in output:
            output.data = {mime: value for mime, value in output.data.items() if not mime.startswith(_WIDGET)}
            if not output.data:
                continue
        if "metadata" in output:
            output.metadata = {mime: value for mime, value in output.metadata.items() if not mime.startswith(_WIDGET)}
        kept.append(output)
    return kept


def _by_length(known: Mapping[Path, str]) -> list[tuple[str, str]]:
    folders = {str(folder): name for folder, name in (*_program_folders(), *known.items())}
    home = str(Path.home())
    # IPython writes the home folder as «~».
    folders |= {
        "~" + folder.removeprefix(home): name for folder, name in folders.items() if folder.startswith(home + os.sep)
    }
    return sorted(folders.items(), key=lambda entry: (-len(entry[0]), entry[0]))


@cache
def _program_folders() -> tuple[tuple[Path, str], ...]:
    package = Path(__file__).resolve().parents[1]
    folders = {Path(sys.prefix): "<python>", Path(sys.base_prefix): "<python>", package: "medlemsdialog"}
    folders |= {Path(folder): "<python>" for folder in (*site.getsitepackages(), site.getusersitepackages())}
    return tuple((folder, name) for folder, name in folders.items() if len(folder.parts) > 1)
