"""The lines of a log as they come back from disks, git and OneDrive: events, and a problem for what is none.

Whole events are found whatever stands around them: a byte-order mark, other line ends, the zeros a power cut leaves, the
marks of a merge, the stump of a broken write.
"""

from __future__ import annotations

import json
import re
from itertools import pairwise
from typing import NamedTuple

from pydantic import ValidationError

from medlemsdialog.catalogue import Message
from medlemsdialog.judgements.event import LogKind
from medlemsdialog.judgements.events import AnyEvent, parse_event
from medlemsdialog.judgements.fold import AreaEvent
from medlemsdialog.models.passages import Anchor
from medlemsdialog.models.problems import Problem
from medlemsdialog.models.vocabulary import Severity
from medlemsdialog.paths import NATIONAL

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_AROUND = b"\0 \t\r"
_MERGE_MARK = re.compile(rb"(<{7}|\|{7}|={7}|>{7})( .*)?")
# Within an event the quotation marks of a text are escaped, so that this stands at the beginning of an event only.
_BEGINNING = re.compile(rb'\{"schema_version":')


class LogPlace(NamedTuple):
    """The log that lines stand in."""

    name: str
    area_code: str
    kind: LogKind


class ReadLines(NamedTuple):
    """What some lines hold."""

    events: tuple[AreaEvent, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_lines(place: LogPlace, content: bytes, *, first_number: int = 1, is_end: bool = False) -> ReadLines:
    """Return the events on the lines of `content`, and a problem for every line that is not exactly one event.

    `is_end` says that `content` is what follows the last line end of the log: a line that may not be complete.
    """
    events: list[AreaEvent] = []
    problems: list[Problem] = []
    for number, line in enumerate(content.split(b"\n"), start=first_number):
        if not line or line == b"\r":
            continue
        found, fault = _read_line(line, is_end=is_end)
        ours = [event for event in found if event.log == place.kind]
        events += [AreaEvent.model_construct(area_code=place.area_code, event=event) for event in ours]
        if fault is None and len(ours) < len(found):
            fault = _UNREADABLE
        if fault is not None:
            problems.append(_build_problem(place, number, line, fault))
    return ReadLines(tuple(events), tuple(problems))


class _Fault(NamedTuple):
    severity: Severity
    what: Message
    to_do: Message


_UNREADABLE = _Fault(
    Severity.ERROR,
    Message("Linje {number} i loggen {file} kan ikke leses og er ikke tatt med."),
    Message("Gjør valget på nytt. La linjen stå; den tas ikke med og skader ikke de andre."),
)
_INCOMPLETE = _Fault(
    Severity.WARNING,
    Message("Siste linje i loggen {file} er ikke fullstendig og er ikke tatt med."),
    Message("Gjør valget på nytt. La linjen stå; den tas ikke med og skader ikke de andre."),
)
_BROKEN_BEFORE = _Fault(
    Severity.WARNING,
    Message(
        "Linje {number} i loggen {file} begynner med rester av en hendelse. De hele hendelsene etter den er tatt med."
    ),
    Message("Se etter om valget som ble avbrutt, må gjøres på nytt. La linjen stå."),
)
_ZEROS = _Fault(
    Severity.WARNING,
    Message(
        "Linje {number} i loggen {file} har tomme tegn, slik et strømbrudd kan etterlate. Hele hendelser er tatt med."
    ),
    Message("Se etter om det siste valget før strømbruddet må gjøres på nytt. La linjen stå."),
)
_MERGE_LEFT = _Fault(
    Severity.WARNING,
    Message("Linje {number} i loggen {file} er et konfliktmerke fra git. Hendelsene fra begge sider er tatt med."),
    Message(
        "Slett linjene med <<<<<<<, ======= og >>>>>>>, og bare dem. Skriv «judgements/**/*.jsonl merge=union -text» i "
        ".gitattributes, så slår git loggene sammen selv."
    ),
)


def _read_line(line: bytes, *, is_end: bool) -> tuple[list[AnyEvent], _Fault | None]:
    text = line.strip(_AROUND).removeprefix(_BYTE_ORDER_MARK).strip(_AROUND)
    zeros = _ZEROS if b"\0" in line else None
    if not text:
        return [], zeros
    event = _try_event(text)
    if event is not None:
        return [event], zeros
    if _MERGE_MARK.fullmatch(text):
        return [], _MERGE_LEFT
    places = [match.start() for match in _BEGINNING.finditer(text)]
    pieces = [text[start:end] for start, end in pairwise([*places, len(text)])]
    whole = [event for piece in pieces if (event := _try_event(piece.strip(_AROUND))) is not None]
    if whole:
        return whole, _BROKEN_BEFORE
    return [], (_INCOMPLETE if is_end else zeros or _UNREADABLE)


def _try_event(text: bytes) -> AnyEvent | None:
    try:
        return parse_event(text)
    except ValidationError:
        return None


def _build_problem(place: LogPlace, number: int, line: bytes, fault: _Fault) -> Problem:
    return Problem(
        rule="log-line",
        severity=fault.severity,
        source=place.name,
        county_code="" if place.area_code == NATIONAL else place.area_code,
        anchor=Anchor(line=number),
        what=Message(fault.what.msgid, number=number, file=place.name),
        found=_shown(line),
        allowed=Message("én hel hendelse per linje"),
        to_do=fault.to_do,
    )


def _shown(line: bytes) -> str:
    text = line.replace(b"\0", b"").decode("utf-8", "replace").strip()[:120]
    try:
        return str(json.loads(line).get("type", text))
    except (ValueError, AttributeError):
        return text
