"""Texts taken out of the event logs: of withdrawn sources, or of all; what was judged, when and by whom stays.

A line is overwritten where it stands, filled up with spaces, so that the log keeps its length: somebody who appends to it at
the same moment loses nothing. Merging with a copy that still has the texts brings them back into the folder, never into the
state (the fold leaves them out), and the next reading tells.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from medlemsdialog.judgements.events import LOG_KINDS, AnyEvent, parse_event
from medlemsdialog.judgements.finding_purge import strip_finding
from medlemsdialog.judgements.locking import lock_log
from medlemsdialog.models.identity import source_id_of
from medlemsdialog.paths import DataFolder
from medlemsdialog.writing import write_bytes_atomically

_ANCHOR_WORDS: dict[str, Any] = {"headings": [], "attachment": None, "sheet": None}
_TEXT_FIELDS: dict[str, tuple[str, ...]] = {
    "coding.set": ("text", "memo"),
    "correction.made": ("reason",),
    "personal.lifted": ("text", "reason"),
    "personal.confirmed": ("text",),
    "personal.marked": ("text", "reason"),
    "source.registered": ("public_address",),
    "source.set_aside": ("reason",),
}
# What a correction of these says is a code, not words of the source.
_CODED_FIELDS = frozenset({"kind", "level", "status", "arena", "date", "question", "sender_code"})


class LogLines(NamedTuple):
    """How many lines of one log hold texts that are to be taken out."""

    file: Path
    lines: int


class Purge(NamedTuple):
    """What to take out. `source_ids` is None for all sources.

    `may_keep_path` tells of a path in `inputs/` whether it may stay; `mask_words` masks what an adviser wrote. `hide_words`
    hides in findings what is known to be the words of the sources, wherever it stands.
    """

    source_ids: Collection[str] | None
    may_keep_path: Callable[[str], bool] = lambda _: False
    mask_words: Callable[[str], str] | None = None
    hide_words: Callable[[str], str] | None = None


def find_texts(data: DataFolder, purge: Purge) -> tuple[LogLines, ...]:
    """Return the logs that hold texts to be taken out."""
    return tuple(
        LogLines(file, number)
        for file in _logs(data)
        if (number := sum(after is not None for _, _, after in _read_lines(file, purge)))
    )


def purge_texts(data: DataFolder, purge: Purge) -> tuple[LogLines, ...]:
    """Take the texts out of all logs, and return how many lines of each were changed. Again changes nothing."""
    return tuple(LogLines(file, number) for file in _logs(data) if (number := _purge_log(file, purge)))


def strip_texts(event: AnyEvent) -> AnyEvent:
    """Return an event as it is once the texts of its source are taken out."""
    stripped = _strip_event(event.model_dump(mode="json"), Purge(None))
    return parse_event(json.dumps(stripped))


def _logs(data: DataFolder) -> Iterator[Path]:
    for kind in LOG_KINDS:
        for _, file in data.judgement_logs(kind):
            yield file


def _purge_log(file: Path, purge: Purge) -> int:
    # A log written anew would lose what is appended to it meanwhile.
    with lock_log(file):
        return _purge_held_log(file, purge)


def _purge_held_log(file: Path, purge: Purge) -> int:
    changed = [(place, before, after) for place, before, after in _read_lines(file, purge) if after is not None]
    longer = any(len(after) > len(before) for _, before, after in changed)
    if longer:
        _write_anew(file, purge)
    elif changed:
        with file.open("r+b") as stream:
            for place, before, after in changed:
                stream.seek(place)
                stream.write(after.ljust(len(before)))
            stream.flush()
            os.fsync(stream.fileno())
    return len(changed)


def _write_anew(file: Path, purge: Purge) -> None:
    # Only a line that came from elsewhere in another form can grow.
    lines = [before if after is None else after for _, before, after in _read_lines(file, purge)]
    write_bytes_atomically(file, b"\n".join(lines))


def _read_lines(file: Path, purge: Purge) -> Iterator[tuple[int, bytes, bytes | None]]:
    """Yield (place, line, the line without its texts or None where it has none)."""
    place = 0
    for line in file.read_bytes().split(b"\n"):
        yield place, line, _strip_line(line, purge)
        place += len(line) + 1


def _strip_line(line: bytes, purge: Purge) -> bytes | None:
    if not line.strip():
        return None
    try:
        event = json.loads(line)
    except ValueError:
        event = None
    if not isinstance(event, dict) or "type" not in event:
        # A broken line may hold the words all the same.
        known = purge.source_ids is None or any(source_id.encode() in line for source_id in purge.source_ids)
        return b"" if known else None
    stripped = _strip_event(event, purge)
    if stripped == event:
        return None
    return json.dumps(stripped, ensure_ascii=False, separators=(",", ":")).encode()


def _strip_event(event: dict[str, Any], purge: Purge) -> dict[str, Any]:
    if event["type"] == "assessment.written" and purge.mask_words is not None:
        return event | {"text": purge.mask_words(str(event.get("text", "")))}
    if event["type"] == "finding.written":
        return strip_finding(event, purge.source_ids, *filter(None, (purge.hide_words, purge.mask_words)))
    if event["type"].startswith("comment."):
        return _strip_comment(event, purge)
    fields = _TEXT_FIELDS.get(event["type"])
    source_id = source_id_of(str(event.get("statement_id") or "")) or event.get("source_id", "")
    if fields is None or (purge.source_ids is not None and source_id not in purge.source_ids):
        return event
    stripped = event | {field: "" for field in fields if event.get(field)}
    if event["type"] == "correction.made" and event.get("field") not in _CODED_FIELDS:
        stripped |= {field: "" for field in ("expected", "value") if event.get(field)}
    if isinstance(anchor := event.get("anchor"), dict):
        stripped["anchor"] = anchor | {name: empty for name, empty in _ANCHOR_WORDS.items() if anchor.get(name)}
    if event["type"].startswith("source."):
        if event.get("source") and not purge.may_keep_path(event["source"]):
            stripped["source"] = ""
        if event.get("sender_name") and not event.get("sender_code"):
            stripped["sender_name"] = ""
    return stripped


def _strip_comment(event: dict[str, Any], purge: Purge) -> dict[str, Any]:
    """Return an event on a comment without the words of the statement it stands at; what others wrote is masked."""
    about = source_id_of(str(event.get("statement_id") or ""))
    if purge.source_ids is None or (about and about in purge.source_ids):
        event = event | {
            field: "" for field in ("place_text", "quoted", *(("text",) if about else ())) if event.get(field)
        }
    masked = {}
    for field in ("place_text", "quoted", "text", "reason"):
        if words := event.get(field):
            for mask in filter(None, (purge.hide_words, purge.mask_words)):
                words = mask(str(words))
            masked[field] = words
    return event | masked


def strip_line(line: bytes, purge: Purge) -> bytes:
    """Return one line of a log without its texts that are to be taken out; as it stands where it has none."""
    stripped = _strip_line(line, purge)
    return line if stripped is None else stripped


def is_same_judgement(one: bytes, other: bytes) -> bool:
    """Whether two lines are one judgement, or differ only in texts that have been taken out of one of them."""
    everything = Purge(None)
    return bool(_as_stripped(one, everything) == _as_stripped(other, everything))


def _as_stripped(line: bytes, purge: Purge) -> Any:
    try:
        event = json.loads(line)
        return _strip_event(event, purge) if isinstance(event, dict) and "type" in event else line
    except (ValueError, RecursionError):
        return line
