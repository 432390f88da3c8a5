"""«Lever inn»: all that a county has, its advisers' judgements and its originals, as one ZIP for policy staff."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from medlemsdialog.catalogue import Message
from medlemsdialog.errors import UsageError
from medlemsdialog.evidence import (
    Workspace,
    fingerprint_area,
    fingerprint_parts,
    judge_sign_off,
    read_even_if_broken,
)
from medlemsdialog.exchange.hand_in import (
    KINDS_IN_OTHER_COUNTIES,
    HandInError,
    HandInManifest,
    derive_hand_in_id,
    is_kind_allowed,
    list_lines,
    name_input,
    name_log,
    name_recognised,
    pack_hand_in,
)
from medlemsdialog.exchange.hand_in_fold import holds_withdrawn
from medlemsdialog.exchange.hand_in_names import find_name_fault, shorten_name
from medlemsdialog.intake.folders import find_folder
from medlemsdialog.intake.limits import MAX_FILE_BYTES
from medlemsdialog.judgements.authorship import client_name, require_person
from medlemsdialog.judgements.events import (
    LOG_KINDS,
    AnyEvent,
    CodingRemoved,
    CodingSet,
    HandedIn,
    HandInReceived,
    parse_event,
)
from medlemsdialog.judgements.log import append_events
from medlemsdialog.judgements.purge import Purge, strip_line
from medlemsdialog.paths import NATIONAL
from medlemsdialog.writing import write_bytes_atomically

# Told to others about the state of the work; no part of what a county says.
_KINDS_ABOUT_THE_WORK = frozenset({"hand-ins", "letters"})


@dataclass(frozen=True)
class HandIn:
    """A hand-in that was made. `notes` tell what was left out; `changed` is False where it holds what the last one did."""

    file: Path
    event: HandedIn
    originals: int
    events: int
    notes: tuple[Message, ...]
    changed: bool

    @property
    def content(self) -> Message:
        """What it holds, in numbers, and whom it is for."""
        return Message(
            "Den inneholder {originals} filer med innspill og {events} valg. Den er intern: Send den bare til KS sentralt.",
            originals=self.originals,
            events=self.events,
        )


def hand_in(workspace: Workspace, area_code: str, *, by: str, note: str = "") -> HandIn:
    """Write the county's hand-in to its build folder, and append that it was handed in.

    Raises:
        UsageError: The county is not in the edition, or has nothing to hand in.
        HandInError: An original has a name that cannot be written on every machine; the text names all of them.
    """
    person = require_person(by)
    workspace.county(area_code)
    notes: list[Message] = []
    files = dict(_collect_originals(workspace, area_code, notes))
    number_of_originals = len(files)
    logs, events = _collect_logs(workspace, area_code, person)
    if not files and not events:
        raise UsageError(Message("Det er ingenting å levere fra {area}: ingen innspill og ingen valg.", area=area_code))
    files |= logs
    for text in workspace.data.recognised_texts():
        if text.parent.parent.name == area_code:
            files[name_recognised(area_code, text.name)] = text.read_bytes()
    earlier = workspace.judgements.hand_ins.get(area_code, ())
    number = max((event.number for event in earlier), default=0) + 1
    received = read_even_if_broken(workspace, area_code)
    parts = describe_state(workspace, area_code)
    event = HandedIn(
        by=person,
        client=client_name(),
        hand_in_id=derive_hand_in_id(area_code, number, files),
        number=number,
        fingerprint=fingerprint_area(workspace, received),
        note=note.strip(),
        parts=parts,
    )
    log = name_log(area_code, event.log, workspace.data.judgement_log(area_code, event.log, person, event.client).name)
    files[log] = files.get(log, b"") + event.model_dump_json(exclude_defaults=False).encode() + b"\n"
    _require_names(files)
    manifest = HandInManifest(
        dialogue=workspace.dialogue.id,
        edition=workspace.dialogue.edition,
        county_code=area_code,
        hand_in_id=event.hand_in_id,
        number=number,
        fingerprint=event.fingerprint,
        parts=fingerprint_parts(workspace, received),
        sign_off=judge_sign_off(workspace, received),
        files={name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())},
    )
    file = workspace.build.area(area_code).hand_in(number)
    # The file first: an event without a file would tell of what nobody can receive.
    write_bytes_atomically(file, pack_hand_in(manifest, files, workspace.dialogue.working_language))
    append_events(workspace.data, area_code, [event])
    changed = not earlier or earlier[-1].parts != parts
    return HandIn(file, event, number_of_originals, events, tuple(notes), changed)


def describe_state(workspace: Workspace, area_code: str) -> dict[str, str]:
    """Return what a county's hand-in rests on, in two parts: its originals and its judgements.

    Nothing is parsed for it. Two copies with the same files and events give the same, whatever logs the events lie in.
    """
    originals = sorted(
        (name, hashlib.sha256(file.read_bytes()).hexdigest()) for name, file in _list_inputs(workspace, area_code)
    )
    ids = sorted(
        {event.id for kind, event in _list_own_events(workspace, area_code) if kind not in _KINDS_ABOUT_THE_WORK}
    )
    return {"originals": _hash(originals), "judgements": _hash(ids)}


def is_changed_since(workspace: Workspace, area_code: str) -> bool:
    """Whether the county has something that was not there when it was last handed in, or received."""
    judgements = workspace.judgements
    made = judgements.hand_ins.get(area_code, ())
    both: list[HandedIn | HandInReceived] = [*made]
    both += [event for one in made for event in judgements.received_hand_ins.get(one.hand_in_id, ())]
    latest = max(both, key=lambda event: event.order, default=None)
    return latest is not None and dict(latest.parts) != describe_state(workspace, area_code)


def _collect_originals(workspace: Workspace, area_code: str, notes: list[Message]) -> Iterator[tuple[str, bytes]]:
    events = workspace.judgements.withdrawn.values()
    withdrawn = {event.content_sha256 for event in events} - {""}
    with_rows = {event.source.partition("#")[0] for event in events if "#" in event.source}
    for source, file in _list_inputs(workspace, area_code):
        if file.stat().st_size > MAX_FILE_BYTES:
            notes.append(
                Message(
                    "«{source}» er for stor til å bli lest, og er ikke med i leveringen.", source=shorten_name(source)
                )
            )
            continue
        content = file.read_bytes()
        if hashlib.sha256(content).hexdigest() in withdrawn:
            notes.append(Message("«{source}» er trukket, og er ikke med i leveringen.", source=shorten_name(source)))
            continue
        if holds_withdrawn(source, content, withdrawn):
            notes.append(
                Message(
                    "«{source}» inneholder noe som er trukket, og er ikke med i leveringen. Ta det ut, og lever på nytt.",
                    source=shorten_name(source),
                )
            )
            continue
        if source in with_rows:
            notes.append(
                Message(
                    "«{source}» har en rad som er trukket. Se etter at cellene er tømt før du sender leveringen.",
                    source=shorten_name(source),
                )
            )
        yield name_input(source), content


def _list_inputs(workspace: Workspace, area_code: str) -> Iterator[tuple[str, Path]]:
    """Yield the county's own originals and form mappings by their path below `inputs/`."""
    for source, file in sorted((*workspace.data.originals(), *workspace.data.form_mappings())):
        if find_folder(source, workspace.register).county_code == area_code and not file.is_symlink():
            yield source, file


def _collect_logs(workspace: Workspace, area_code: str, person: str) -> tuple[dict[str, bytes], int]:
    """Return the logs that belong to the county's hand-in by their names in it, and how many events they hold.

    All that stands under the county; and what its advisers, and whoever hands in, have written elsewhere: the claims and
    whatever else they judged for the whole dialogue, and the codings they made of samples in other counties.
    """
    advisers = {person} | {event.by for _, event in _list_own_events(workspace, area_code)}
    sampled = {item.statement_id for sample in workspace.judgements.samples.values() for item in sample.items}
    purge = Purge(frozenset(workspace.judgements.withdrawn))
    files: dict[str, bytes] = {}
    number = 0
    for kind in LOG_KINDS:
        for area, file in workspace.data.judgement_logs(kind):
            if not is_kind_allowed(area, kind, area_code) or (area not in {*workspace.county_codes, NATIONAL}):
                continue
            lines = [
                strip_line(line, purge).strip()
                for line, event in _read_events(file, kind)
                if area == area_code or (event.by in advisers and (area == NATIONAL or _is_cross_coded(event, sampled)))
            ]
            if lines:
                files[name_log(area, kind, file.name)] = b"\n".join(lines) + b"\n"
                number += len(lines)
    return files, number


def _is_cross_coded(event: AnyEvent, sampled: set[str]) -> bool:
    if event.log not in KINDS_IN_OTHER_COUNTIES:
        return False
    if not isinstance(event, CodingSet | CodingRemoved):
        return True
    return event.statement_id in sampled or (isinstance(event, CodingSet) and bool(event.sample_id))


def _list_own_events(workspace: Workspace, area_code: str) -> Iterator[tuple[str, AnyEvent]]:
    for kind in LOG_KINDS:
        for area, file in workspace.data.judgement_logs(kind):
            if area == area_code:
                yield from ((kind, event) for _, event in _read_events(file, kind))


def _read_events(file: Path, kind: str) -> Iterator[tuple[bytes, AnyEvent]]:
    """Yield the readable lines of a log with their events; the others are told of by `check`."""
    for _, line in list_lines(file.read_bytes()):
        try:
            event = parse_event(line)
        except ValidationError:
            continue
        if event.log == kind:
            yield line, event


def _require_names(files: Iterable[str]) -> None:
    faults = tuple(
        Message("«{name}»: {fault}.", name=shorten_name(name), fault=fault)
        for name in sorted(files)
        if (fault := find_name_fault(name))
    )
    if faults:
        told: Message | None = None
        for fault in faults:
            told = fault if told is None else Message("{first} {rest}", first=told, rest=fault)
        raise HandInError(
            Message("Leveringen er ikke laget. {faults} Gi filene andre navn, og lever på nytt.", faults=told), faults
        )


def _hash(content: object) -> str:
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()
