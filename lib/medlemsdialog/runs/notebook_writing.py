"""A notebook written to a file as it goes, never as one text in memory: a large one's outputs are a hundred megabytes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, TextIO

from nbformat.v4.rwbase import strip_transient

from medlemsdialog.writing import written_atomically


def write_notebook(notebook: Any, file: Path) -> None:
    """Write a notebook of format 4, whole or not at all; each output as one text, not as a list of its lines."""
    with written_atomically(file) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as stream:
        dump_notebook(notebook, stream)


def dump_notebook(notebook: Any, stream: TextIO) -> None:
    """Write a notebook to `stream`, with its keys in order as nbformat has them."""
    json.dump(strip_transient(notebook), stream, ensure_ascii=False, indent=1, sort_keys=True, separators=(",", ": "))
    stream.write("\n")
