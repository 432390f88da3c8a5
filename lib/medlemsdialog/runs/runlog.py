"""The run log: times, durations, workers and warnings, one JSON line each; the only output that differs between equal runs."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from pydantic import JsonValue

from medlemsdialog.paths import BuildFolder


def append_run_log(build: BuildFolder, event: str, **values: JsonValue) -> None:
    """Append one line: the time in UTC, what happened, and its values."""
    build.root.mkdir(parents=True, exist_ok=True)
    line = {"at": datetime.now(UTC).isoformat(timespec="milliseconds"), "event": event, **values}
    with build.run_log.open("a", encoding="utf-8") as stream:
        stream.write(json.dumps(line, ensure_ascii=False) + "\n")


def read_run_log(build: BuildFolder) -> tuple[dict[str, Any], ...]:
    """Return the lines of the log; a last line cut off by a broken write is left out."""
    if not build.run_log.is_file():
        return ()
    entries = []
    for line in build.run_log.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            entries.append(json.loads(line))
        except ValueError:
            continue
    return tuple(entries)
