"""Reading and appending the event logs; a line that cannot be read is reported, never dropped in silence."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence

from pydantic import ValidationError

from medlemsdialog.catalogue import Message
from medlemsdialog.judgements.events import LOG_KINDS, Event, parse_event
from medlemsdialog.judgements.fold import AreaEvent, Judgements, fold_events
from medlemsdialog.models.passages import Anchor
from medlemsdialog.models.problems import Problem
from medlemsdialog.models.vocabulary import Severity
from medlemsdialog.paths import DataFolder


def read_judgements(data: DataFolder) -> tuple[Judgements, tuple[Problem, ...]]:
    """Return the state of all judgements in the dialogue, and a problem for every line that could not be read."""
    events: list[AreaEvent] = []
    problems: list[Problem] = []
    for kind in LOG_KINDS:
        for area_code, file in data.judgement_logs(kind):
            name = file.relative_to(data.root).as_posix()
            lines = file.read_bytes().split(b"\n")
            for number, line in enumerate(lines, start=1):
                if not line.strip():
                    continue
                try:
                    event = parse_event(line)
                except ValidationError:
                    last_without_end = number == len(lines)
                    problems.append(_unreadable_line(name, area_code, number, line, incomplete=last_without_end))
                    continue
                if event.log != kind:
                    problems.append(_unreadable_line(name, area_code, number, line, incomplete=False))
                    continue
                events.append(AreaEvent(area_code=area_code, event=event))
    return fold_events(events), tuple(problems)


def append_events(data: DataFolder, area_code: str, events: Sequence[Event]) -> None:
    """Append events to their logs, each line whole and on disk before this returns.

    A log belongs to one person on one client, so nobody else appends to it. An incomplete last line, left by a broken
    write, is ended first, so that it stays readable as what it is.
    """
    for event in events:
        file = data.judgement_log(area_code, event.log, event.by, event.client)
        file.parent.mkdir(parents=True, exist_ok=True)
        line = event.model_dump_json(exclude_defaults=False).encode() + b"\n"
        with file.open("ab+") as stream:
            if stream.tell() > 0:
                stream.seek(-1, os.SEEK_END)
                if stream.read(1) != b"\n":
                    line = b"\n" + line
            stream.write(line)
            stream.flush()
            os.fsync(stream.fileno())


def _unreadable_line(file: str, area_code: str, number: int, line: bytes, *, incomplete: bool) -> Problem:
    what = (
        Message("Siste linje i loggen {file} er ikke fullstendig og er ikke tatt med.", file=file)
        if incomplete
        else Message("Linje {number} i loggen {file} kan ikke leses og er ikke tatt med.", number=number, file=file)
    )
    return Problem(
        rule="log-line",
        severity=Severity.WARNING if incomplete else Severity.ERROR,
        source=file,
        county_code=area_code if area_code.isdigit() else "",
        anchor=Anchor(line=number),
        what=what,
        found=_shown(line),
        allowed=Message("én hel hendelse per linje"),
        to_do=Message("Gjør valget på nytt. La linjen stå; den tas ikke med og skader ikke de andre."),
    )


def _shown(line: bytes) -> str:
    text = line.decode("utf-8", "replace")[:120]
    try:
        return str(json.loads(line).get("type", text))
    except (ValueError, AttributeError):
        return text
