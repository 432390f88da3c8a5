"""A hand-in held against a folder: what is new in it, what is not taken in and why, and the writing of what is new.

Nothing that is there is changed: logs grow by the lines they lack, and an original that differs from the one in its place
is put beside it. What is taken in twice adds nothing, and a writing that was cut off is made whole by the next.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pydantic import ValidationError

from medlemsdialog.catalogue import Message
from medlemsdialog.exchange.hand_in import list_lines, name_input, read_log_place, read_recognised_place
from medlemsdialog.exchange.hand_in_check import OpenedHandIn
from medlemsdialog.exchange.hand_in_names import fold_name, shorten_name
from medlemsdialog.intake.readers.archive import is_archive, read_archive
from medlemsdialog.intake.recognised import RecognisedText
from medlemsdialog.intake.rules import BrokenOriginalError
from medlemsdialog.judgements.events import (
    LOG_KINDS,
    AnyEvent,
    HandedIn,
    PersonalDataDeleted,
    SourceWithdrawn,
    parse_event,
)
from medlemsdialog.judgements.fold import Judgements
from medlemsdialog.judgements.locking import lock_log
from medlemsdialog.judgements.purge import Purge, is_same_judgement, strip_line
from medlemsdialog.paths import DataFolder
from medlemsdialog.writing import write_bytes_atomically

_ALTERNATIVE_DIGITS = 8


@dataclass(frozen=True)
class Folding:
    """What taking a hand-in in would add: files by where they go and what they are in the ZIP, and lines by log.

    `new_events` counts the new lines by the kind of log. `notes` are what a person should know, `withdrawn` the tombstones
    in the hand-in, `new_withdrawn` those of them that are new here.
    """

    originals: Mapping[Path, str]
    recognised: Mapping[Path, str]
    lines: Mapping[Path, tuple[bytes, ...]]
    new_events: Mapping[str, int]
    withdrawn: tuple[SourceWithdrawn, ...]
    new_withdrawn: tuple[SourceWithdrawn, ...]
    notes: tuple[Message, ...]
    made: HandedIn | None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing new."""
        return not (self.originals or self.recognised or self.lines)


def plan_folding(hand_in: OpenedHandIn, data: DataFolder, judgements: Judgements) -> Folding:
    """Return what the hand-in has that the folder lacks, without changing anything."""
    notes: list[Message] = []
    lines, events = _find_new_lines(hand_in, data, notes)
    tombstones = {event.source_id: event for _, event, _ in _list_events(hand_in) if isinstance(event, SourceWithdrawn)}
    withdrawn = {**tombstones, **judgements.withdrawn}
    purge = Purge(frozenset(withdrawn))
    originals = _find_new_originals(hand_in, data, withdrawn, known=tombstones, notes=notes)
    return Folding(
        originals=originals,
        recognised=_find_new_recognised(hand_in, data, withdrawn, notes),
        lines={file: tuple(strip_line(line, purge) for line in new) for file, new in lines.items()},
        new_events=Counter(event.log for event in events),
        withdrawn=tuple(event for _, event in sorted(tombstones.items())),
        new_withdrawn=tuple(event for key, event in sorted(tombstones.items()) if key not in judgements.withdrawn),
        notes=tuple({note.text(): note for note in notes}.values()),
        made=_find_made(hand_in),
    )


def write_folding(folding: Folding, hand_in: OpenedHandIn) -> None:
    """Write what is new: originals before the logs that speak of them, tombstones before all other judgements."""
    for file, name in (*folding.originals.items(), *folding.recognised.items()):
        write_bytes_atomically(file, hand_in.read(name))
    order = {kind: number for number, kind in enumerate(LOG_KINDS)}
    for file, lines in sorted(folding.lines.items(), key=lambda one: (order[one[0].parent.name], one[0])):  # type: ignore[index]
        _append_lines(file, lines)


def _append_lines(file: Path, lines: Iterable[bytes]) -> None:
    """Append lines; where an earlier writing of the same lines was cut off in the middle of one, that one is completed."""
    content = b"\n".join(lines) + b"\n"
    file.parent.mkdir(parents=True, exist_ok=True)
    # A log of one's own comes back in a hand-in, and one may be judging meanwhile.
    with lock_log(file), file.open("ab+") as stream:
        stream.seek(0)
        tail = stream.read().rpartition(b"\n")[2]
        if tail:
            content = content[len(tail) :] if content.startswith(tail) else b"\n" + content
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _list_events(hand_in: OpenedHandIn) -> Iterator[tuple[str, AnyEvent, bytes]]:
    """Yield (name of the log, event, line) for every readable line."""
    for name in hand_in.manifest.files:
        if place := read_log_place(name):
            for _, line in list_lines(hand_in.read(name)):
                event = _read_line(line)
                if event is not None and event.log == place[1]:
                    yield name, event, line


def _read_line(line: bytes) -> AnyEvent | None:
    try:
        return parse_event(line)
    except (ValidationError, RecursionError):
        return None


def _find_made(hand_in: OpenedHandIn) -> HandedIn | None:
    made = (event for _, event, _ in _list_events(hand_in) if isinstance(event, HandedIn))
    return next((event for event in made if event.hand_in_id == hand_in.manifest.hand_in_id), None)


def _find_new_lines(
    hand_in: OpenedHandIn, data: DataFolder, notes: list[Message]
) -> tuple[dict[Path, list[bytes]], list[AnyEvent]]:
    known: dict[str, dict[str, bytes]] = {}
    new: dict[Path, list[bytes]] = {}
    events: list[AnyEvent] = []
    for name in sorted(hand_in.manifest.files):
        if (place := read_log_place(name)) is None:
            continue
        area_code, kind, file_name = place
        if area_code not in known:
            known[area_code] = dict(_read_known_lines(data, area_code))
        for number, line in list_lines(hand_in.read(name)):
            event = _read_line(line)
            if event is None or event.log != kind:
                notes.append(
                    Message(
                        "Linje {number} i «{file}» kan ikke leses og er ikke tatt med. Er leveringen laget med en nyere "
                        "utgave av programmet, oppdater programmet og ta imot leveringen på nytt.",
                        number=number,
                        file=shorten_name(name),
                    )
                )
            elif isinstance(event, PersonalDataDeleted):
                notes.append(
                    Message(
                        "Fylket har slettet originalene og tekstene i sin kopi. Det gjelder ikke denne mappen, og er ikke tatt med."
                    )
                )
            elif (there := known[area_code].get(event.id)) is None:
                known[area_code][event.id] = line
                new.setdefault(data.log_named(area_code, kind, file_name), []).append(line)
                events.append(event)
            elif not is_same_judgement(there, line):
                notes.append(
                    Message(
                        "Linje {number} i «{file}» er endret siden den ble skrevet. Det som sto her fra før, gjelder fortsatt.",
                        number=number,
                        file=shorten_name(name),
                    )
                )
    return new, events


def _read_known_lines(data: DataFolder, area_code: str) -> Iterator[tuple[str, bytes]]:
    for kind in LOG_KINDS:
        for area, file in data.judgement_logs(kind):
            if area == area_code:
                for _, line in list_lines(file.read_bytes()):
                    if (event := _read_line(line)) is not None:
                        yield event.id, line


def _find_new_originals(
    hand_in: OpenedHandIn,
    data: DataFolder,
    withdrawn: Mapping[str, SourceWithdrawn],
    *,
    known: Mapping[str, SourceWithdrawn],
    notes: list[Message],
) -> dict[Path, str]:
    """Return the new originals by where they go; `known` are the withdrawals that the county knows of."""
    there = {fold_name(source): file for source, file in (*data.originals(), *data.form_mappings())}
    handed = {fold_name(source) for source in hand_in.inputs}
    # What was moved or renamed here after it came is known by its content.
    moved = {_sha256(file): source for source, file in there.items() if source not in handed}
    contents = {event.content_sha256 for event in withdrawn.values() if event.content_sha256}
    emptied = {
        event.source.partition("#")[0]
        for event in withdrawn.values()
        if "#" in event.source and event.source_id not in known
    }
    new: dict[Path, str] = {}
    for source in hand_in.inputs:
        name = name_input(source)
        digest = hand_in.manifest.files[name]
        at_place = there.get(fold_name(source))
        if (at_place is not None and _sha256(at_place) == digest) or digest in moved:
            continue
        if digest in contents or source in emptied or holds_withdrawn(source, hand_in.read(name), contents):
            notes.append(
                Message(
                    "«{source}» har innhold som avsenderen har trukket. Filen er ikke tatt med. Be fylket ta ut det som "
                    "er trukket, og levere på nytt.",
                    source=shorten_name(source),
                )
            )
            continue
        if at_place is None:
            new[data.new_original(source)] = name
            continue
        beside = PurePosixPath(_name_beside(source, digest))
        if fold_name(str(beside)) not in there:
            new[data.new_original(str(beside))] = name
            notes.append(
                Message(
                    "«{source}» er en annen enn den som ligger her fra før. Begge er beholdt; den nye heter «{beside}». "
                    "Finn ut hvilken som gjelder, og sett den andre til side.",
                    source=shorten_name(source),
                    beside=beside.name,
                )
            )
    return new


def _name_beside(source: str, digest: str) -> str:
    """Return the path of an original whose place is taken by another: its content tells the two apart, so twice is once."""
    path = PurePosixPath(source)
    # All endings stay together: «svar.form.yaml» is known by both.
    stem, dot, endings = path.name.partition(".")
    return str(path.with_name(f"{stem} (annen versjon {digest[:_ALTERNATIVE_DIGITS]}){dot}{endings}"))


def holds_withdrawn(source: str, content: bytes, contents: Container[str]) -> bool:
    """Whether a ZIP that somebody sent holds a file that was withdrawn."""
    if not contents or not is_archive(source, content):
        return False
    try:
        return any(hashlib.sha256(packed.content).hexdigest() in contents for packed in read_archive(source, content))
    except BrokenOriginalError:
        return False


def _find_new_recognised(
    hand_in: OpenedHandIn, data: DataFolder, withdrawn: Mapping[str, SourceWithdrawn], notes: list[Message]
) -> dict[Path, str]:
    contents = {event.content_sha256 for event in withdrawn.values()}
    sources = {event.source for event in withdrawn.values() if event.source}
    new: dict[Path, str] = {}
    for name in sorted(hand_in.manifest.files):
        if (place := read_recognised_place(name)) is None:
            continue
        area_code, file_name = place
        content = hand_in.read(name)
        file = data.recognised_text(area_code, PurePosixPath(file_name).stem)
        try:
            text = RecognisedText.model_validate_json(content)
        except ValidationError:
            notes.append(Message("«{name}» er ikke en gjenkjent tekst, og er ikke tatt med.", name=name))
            continue
        if file.stem in contents or text.content_sha256 in contents or text.source in sources:
            continue
        if not file.exists():
            new[file] = name
        elif not _is_same_text(file.read_bytes(), content):
            notes.append(
                Message(
                    "Teksten som er gjenkjent i «{source}», er en annen enn den som ligger her fra før. Den som lå her, gjelder.",
                    source=shorten_name(text.source),
                )
            )
    return new


def _is_same_text(one: bytes, other: bytes) -> bool:
    try:
        return bool(json.loads(one) == json.loads(other))
    except ValueError:
        return False


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
