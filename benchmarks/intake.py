"""Reading the example's originals: from nothing, and again with every parsed original in the cache."""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from medlemsdialog.dialogue import read_dialogue
from medlemsdialog.intake import read_all
from medlemsdialog.judgements.log import read_judgements
from medlemsdialog.paths import DataFolder
from medlemsdialog.register.editions import read_register

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 3


def measure() -> dict[str, Any]:
    """Return medians in seconds, files and passages a second, and the ratio of the second reading to the first."""
    data = DataFolder(ROOT / "data")
    dialogue = read_dialogue(data.dialogue_file)
    register = read_register(data.reference, dialogue.edition)
    judgements, _ = read_judgements(data)
    first, again = [], []
    passages = 0
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory() as cache:
            for times in (first, again):
                start = time.perf_counter()
                intakes = read_all(data, dialogue, register, judgements, cache=Path(cache))
                times.append(time.perf_counter() - start)
                passages = sum(len(intake.passages) for intake in intakes)
    files = sum(1 for _ in data.originals())
    return {
        "files": files,
        "passages": passages,
        "first_seconds": round(statistics.median(first), 2),
        "again_seconds": round(statistics.median(again), 2),
        "files_a_second": round(files / statistics.median(first), 1),
        "passages_a_second": round(passages / statistics.median(first)),
        "ratio": round(statistics.median(again) / statistics.median(first), 3),
    }
