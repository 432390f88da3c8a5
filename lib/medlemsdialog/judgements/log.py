"""Reading and appending the event logs; a line that cannot be read is reported, never dropped in silence."""

from __future__ import annotations

import errno
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from medlemsdialog.catalogue import Message
from medlemsdialog.errors import JudgementsUnreadableError
from medlemsdialog.judgements.appending import append_whole
from medlemsdialog.judgements.clock import stamp_in_order
from medlemsdialog.judgements.event import LogKind
from medlemsdialog.judgements.events import LOG_KINDS, Event
from medlemsdialog.judgements.fold import AreaEvent, Judgements, fold_events
from medlemsdialog.judgements.lines import LogPlace, ReadLines, read_lines
from medlemsdialog.judgements.locking import lock_log
from medlemsdialog.models.problems import Problem
from medlemsdialog.paths import DataFolder

TRIES = 20
_PAUSE_SECONDS = 0.05
# A file that OneDrive is just putting a newer one in place of is gone for a moment.
_TRIES_IF_GONE = 3


def read_judgements(data: DataFolder) -> tuple[Judgements, tuple[Problem, ...]]:
    """Return the state of all judgements in the dialogue, and a problem for every line that could not be read.

    Raises:
        JudgementsUnreadableError: A log is there and cannot be opened.
    """
    events, problems = read_events(data)
    return fold_events(events), problems


def read_events(data: DataFolder) -> tuple[tuple[AreaEvent, ...], tuple[Problem, ...]]:
    """Return all events as the logs hold them, some perhaps more than once, and a problem for every unreadable line.

    Raises:
        JudgementsUnreadableError: A log is there and cannot be opened.
    """
    events: list[AreaEvent] = []
    problems: list[Problem] = []
    for kind in LOG_KINDS:
        for area_code, file in data.judgement_logs(kind):
            content = read_log(file)
            if content is not None:
                found = read_whole_log(log_place(data, area_code, kind, file), content)
                events += found.events
                problems += found.problems
    return tuple(events), tuple(problems)


def log_place(data: DataFolder, area_code: str, kind: LogKind, file: Path) -> LogPlace:
    """Return what tells one log from others."""
    return LogPlace(file.relative_to(data.root).as_posix(), area_code, kind)


def read_whole_log(place: LogPlace, content: bytes) -> ReadLines:
    """Return what all of a log's content holds."""
    end = content.rfind(b"\n") + 1
    whole = read_lines(place, content[: max(end - 1, 0)])
    last = read_lines(place, content[end:], first_number=content.count(b"\n") + 1, is_end=True)
    return ReadLines(whole.events + last.events, whole.problems + last.problems)


def read_log(file: Path, *, tries: int = TRIES) -> bytes | None:
    """Return a log's content, None where the log is gone; one that others hold for a moment is tried again.

    Raises:
        JudgementsUnreadableError: The log is there and cannot be opened.
    """
    for tried in range(1, max(tries, _TRIES_IF_GONE) + 1):
        try:
            return file.read_bytes()
        except FileNotFoundError:
            if tried >= _TRIES_IF_GONE:
                return None
        except OSError as error:
            if tried >= tries or error.errno not in {errno.EACCES, errno.EPERM, errno.EBUSY, errno.EAGAIN}:
                raise JudgementsUnreadableError(
                    Message(
                        "Kan ikke lese loggen {file} ({fault}). Uten den blir resultatet feil. Se etter at filen er lastet "
                        "ned og at du har tilgang, og prøv igjen.",
                        file=str(file),
                        fault=error.strerror or str(error),
                    )
                ) from error
        time.sleep(_PAUSE_SECONDS)
    return None


def append_events(data: DataFolder, area_code: str, events: Sequence[Event]) -> tuple[Event, ...]:
    """Append events to their logs, all of them whole and on disk before this returns, and return them as written.

    A log belongs to one person on one client; that person's own processes take turns (`locking`). An event that was not
    given a time is never earlier than what stands in the logs beside it (`clock`). If one event cannot be saved, none is.

    Raises:
        JudgementNotSavedError: The disk is full, the folder is read-only, or somebody holds the log; nothing is saved.
    """
    files = [data.judgement_log(area_code, event.log, event.by, event.client) for event in events]
    with ExitStack() as held:
        for file in sorted(set(files)):
            held.enter_context(lock_log(file))
        stamped = stamp_in_order(events, sorted({file.parent for file in files}))
        lines: dict[Path, list[bytes]] = {}
        for file, event in zip(files, stamped, strict=True):
            lines.setdefault(file, []).append(event.model_dump_json().encode() + b"\n")
        append_whole({file: b"".join(own) for file, own in lines.items()})
    return stamped
