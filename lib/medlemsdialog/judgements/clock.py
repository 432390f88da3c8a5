"""When a judgement was made: never before what the person could see when making it, whatever the clocks say.

Events are folded in the order of their times. If a clock is set back, or two machines' clocks differ, a judgement would
sort before the one it was meant to replace, and be lost. So an event gets the time of the clock, or a microsecond after the
latest event in the logs beside it where the clock lags behind. Times that are given (events taken in from elsewhere) stay.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from medlemsdialog.judgements.event import Event

_AT = re.compile(rb'"at":"([^"\\]{10,40})"')
_STEP = timedelta(microseconds=1)


class _Looked(NamedTuple):
    """How far one log has been looked through, and the latest time found in it."""

    inode: int
    end: int
    latest: datetime | None


# Logs grow at their end: what has been looked through once is not read again.
_looked: dict[Path, _Looked] = {}


def stamp_in_order(events: Sequence[Event], folders: Sequence[Path]) -> tuple[Event, ...]:
    """Return the events, each later than the one before it and than all that the logs in `folders` hold."""
    latest = max((found for folder in folders if (found := _latest_in(folder))), default=None)
    stamped: list[Event] = []
    for event in events:
        if "at" in event.model_fields_set:
            stamped.append(event)
            continue
        at = event.at if latest is None or event.at > latest else latest + _STEP
        stamped.append(event if at == event.at else event.model_copy(update={"at": at}))
        latest = at
    return tuple(stamped)


def _latest_in(folder: Path) -> datetime | None:
    if not folder.is_dir():
        return None
    with os.scandir(folder) as entries:
        files = [Path(entry.path) for entry in entries if entry.name.endswith(".jsonl")]
    return max((latest for file in files if (latest := _latest_of(file))), default=None)


def _latest_of(file: Path) -> datetime | None:
    try:
        found = file.stat()
        before = _looked.get(file)
        if before is None or before.inode != found.st_ino or before.end > found.st_size:
            before = _Looked(found.st_ino, 0, None)
        with file.open("rb") as stream:
            stream.seek(before.end)
            content = stream.read()
    except OSError:
        # Somebody else's log that cannot be read just now is no reason to refuse a judgement.
        return None
    times = [before.latest] if before.latest else []
    times += [at for text in _AT.findall(content) if (at := _read_time(text))]
    latest = max(times, default=None)
    _looked[file] = _Looked(found.st_ino, before.end + content.rfind(b"\n") + 1, latest)
    return latest


def _read_time(text: bytes) -> datetime | None:
    try:
        return datetime.fromisoformat(text.decode("ascii", "replace")).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
