"""Reading three hundred originals: from nothing, and again with every parsed original in the cache."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from typing import Any

from benchmarks.originals import ROOT, lay_out_originals

# Each reading is a process of its own, as for the user; its memory is that of its largest process.
_READ = """
import json, resource, sys, time
from pathlib import Path
from medlemsdialog.dialogue import read_dialogue
from medlemsdialog.intake import read_all
from medlemsdialog.judgements.log import read_judgements
from medlemsdialog.paths import DataFolder
from medlemsdialog.register.editions import read_register

if __name__ == "__main__":
    data = DataFolder(Path(sys.argv[1]))
    dialogue = read_dialogue(data.dialogue_file)
    register = read_register(data.reference, dialogue.edition)
    judgements, _ = read_judgements(data)
    start = time.perf_counter()
    intakes = read_all(data, dialogue, register, judgements, cache=Path(sys.argv[2]))
    seconds = time.perf_counter() - start
    passages = [passage for intake in intakes for passage in intake.passages]
    pages = {(p.source_id, p.anchor.attachment, p.anchor.page) for p in passages if p.anchor.page}
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    sources = {source.source.partition("#")[0] for intake in intakes for source in intake.sources}
    print(json.dumps([seconds, len(sources), len(passages), len(pages), peak]))
"""


def measure() -> dict[str, Any]:
    """Return seconds, files, PDF pages and passages a second, memory, and the second reading's share."""
    folder = lay_out_originals()
    with tempfile.TemporaryDirectory() as cache:
        first, again = _read(str(folder), cache), _read(str(folder), cache)
    seconds, files, passages, pages, peak = first
    seconds_again = again[0]
    return {
        "files": files,
        "pdf_pages": pages,
        "passages": passages,
        "first_seconds": round(seconds, 2),
        "again_seconds": round(seconds_again, 2),
        "files_a_second": round(files / seconds, 1),
        "pdf_pages_a_second": round(pages / seconds, 1),
        "passages_a_second": round(passages / seconds),
        "peak_megabytes": round(peak / 1024),
        "ratio": round(seconds_again / seconds, 3),
    }


def _read(folder: str, cache: str) -> list[Any]:
    command = [sys.executable, "-c", _READ, folder, cache]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    found: list[Any] = json.loads(done.stdout.splitlines()[-1])
    return found
