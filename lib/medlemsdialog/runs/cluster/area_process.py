"""A process of a worker that makes areas: `python -m medlemsdialog.runs.cluster.area_process DATA BUILD ENGINE SECONDS SECONDS`.

It reads one area code a line and answers each with one line of JSON; the seconds are the limits of a cell and of a county. It
is apart from the worker, so that what dies or grows here never takes the worker with it; when the worker dies, it ends too,
with all it started.
"""

from __future__ import annotations

import json
import os
import queue
import signal
import sys
import threading
from pathlib import Path
from typing import cast

from medlemsdialog.paths import BuildFolder, DataFolder
from medlemsdialog.runs.workbook_process import EngineName
from medlemsdialog.runs.workshop import Workshop


def main() -> None:
    """Make areas until there are no more."""
    data, build, engine, cell_seconds, county_seconds = sys.argv[1:]
    # Answers go where nothing else that prints can reach.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    wanted = _listen()
    with Workshop(cast(EngineName, engine)) as workshop:
        opening = threading.Thread(target=workshop.open, args=[1])
        opening.start()
        try:
            # Imported here: it takes seconds, and the process for workbooks gets warm meanwhile.
            from medlemsdialog.runs.cluster.area_making import make_areas
            from medlemsdialog.runs.execution import Limits

            limits = Limits(int(cell_seconds), int(county_seconds))
            dialogue, made = DataFolder(Path(data)), BuildFolder(Path(build))
            for answer in make_areas(dialogue, made, workshop, iter(wanted.get, None), limits):
                answers.write(json.dumps(answer, ensure_ascii=False) + "\n")
                answers.flush()
        finally:
            opening.join()


def _listen() -> queue.Queue[str | None]:
    """Return where area codes come; when the worker is gone, or wants no more, whatever is at work here is ended."""
    wanted: queue.Queue[str | None] = queue.Queue()

    def read() -> None:
        for line in sys.stdin:
            wanted.put(line.strip())
        wanted.put(None)
        # As Ctrl-C in a run on one machine: all processes end in order.
        os.kill(os.getpid(), signal.SIGINT)

    signal.signal(signal.SIGINT, signal.default_int_handler)
    threading.Thread(target=read, daemon=True).start()
    return wanted


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
