"""Taking filled-in sheets back: what a person changed becomes events, the rest is told, and marked in a copy."""

from __future__ import annotations

import itertools
import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from medlemsdialog.catalogue import Message
from medlemsdialog.errors import UsageError
from medlemsdialog.evidence import Workspace, open_workspace
from medlemsdialog.exchange.rules import CONFLICT
from medlemsdialog.exchange.take_in import TakenIn, compare_file, read_about_file
from medlemsdialog.intake.marked_copy import write_marked_copy
from medlemsdialog.judgements.authorship import require_person
from medlemsdialog.judgements.events import (
    ClaimWritten,
    CodingRemoved,
    CodingSet,
    CorrectionMade,
    Event,
    MeetingHeld,
    SourceRegistered,
    SourceSetAside,
)
from medlemsdialog.judgements.log import append_events
from medlemsdialog.models.problems import Problem
from medlemsdialog.models.vocabulary import Severity
from medlemsdialog.paths import NATIONAL
from medlemsdialog.writing import write_bytes_atomically

_TAKE_IN_AGAIN = Message(
    "Dette er en kopi av arket ditt. Rett de merkede cellene her eller i arket, lagre, og ta den du rettet i, inn på nytt."
)
_MARKED = re.compile(r"-merknader(-\d+)?$")

_COUNTED: tuple[tuple[type[Event], Message], ...] = (
    (SourceSetAside, Message("Innspill satt til side: {number}")),
    (MeetingHeld, Message("Møter: {number}")),
    (ClaimWritten, Message("Nye krav: {number}")),
    (CodingSet, Message("Utsagn kodet: {number}")),
    (CodingRemoved, Message("Kodinger fjernet: {number}")),
    (CorrectionMade, Message("Slag rettet: {number}")),
)


@dataclass(frozen=True)
class Taken:
    """One file, taken in: what it led to, and the copy with its cells marked, where there was something to mark."""

    result: TakenIn
    marked_copy: Path | None = None

    @property
    def conflicts(self) -> tuple[Problem, ...]:
        """The cells that were changed in the sheet and elsewhere too."""
        return tuple(problem for problem in self.result.problems if problem.rule == CONFLICT)

    @property
    def to_look_at(self) -> tuple[Problem, ...]:
        """The other problems, those that ask something of a person."""
        return tuple(p for p in self.result.problems if p.rule != CONFLICT and p.severity is not Severity.NOTICE)

    @property
    def notices(self) -> tuple[Problem, ...]:
        """What a person may want to know."""
        return tuple(p for p in self.result.problems if p.severity is Severity.NOTICE)

    def count(self) -> tuple[Message, ...]:
        """Return how much of each came of the file, one sentence each; nothing for what there was none of."""
        events = self.result.events
        registered = sum(isinstance(event, SourceRegistered) for event in events)
        counts = [
            (Message("Innspill bekreftet: {number}"), self.result.newly_confirmed),
            (Message("Bekreftede innspill endret: {number}"), registered - self.result.newly_confirmed),
            *((words, sum(isinstance(event, kind) for event in events)) for kind, words in _COUNTED),
        ]
        return tuple(Message(words.msgid, number=number) for words, number in counts if number)


def take_in_files(
    workspace: Workspace, files: Sequence[Path], *, by: str, county: str | None, keep_mine: bool = False
) -> tuple[Taken, ...]:
    """Take files in, one after the other; each sees what those before it led to. Events are on disk when this returns.

    Raises:
        UsageError: No name is given, a file is not there, or nothing says which county it is of.
    """
    person = _known_spelling(workspace, require_person(by))
    for file in files:
        if not file.is_file():
            raise UsageError(Message("Fant ikke filen {file}.", file=str(file)))
    areas = [_area_of(workspace, file, county) for file in files]
    taken = []
    for file, area_code in zip(files, areas, strict=True):
        result = compare_file(workspace, area_code, file, by=person, keep_mine=keep_mine)
        for event in result.events:
            # A claim belongs to the whole dialogue, whoever wrote it.
            append_events(workspace.data, NATIONAL if isinstance(event, ClaimWritten) else area_code, [event])
        taken.append(Taken(result, _mark(workspace, area_code, result)))
        workspace = open_workspace(workspace.data, workspace.build)
    return tuple(taken)


def _area_of(workspace: Workspace, file: Path, county: str | None) -> str:
    area_code = county if county is not None else read_about_file(file).get("area_code", "")
    if not area_code:
        raise UsageError(Message("{file} sier ikke hvilket fylke den gjelder. Oppgi det med --county.", file=file.name))
    return NATIONAL if area_code == NATIONAL else workspace.county(area_code).county_code


def _mark(workspace: Workspace, area_code: str, result: TakenIn) -> Path | None:
    """Write the marked copy beside the file, or with the sheets where the file lies among the originals."""
    asked = any(problem.severity is not Severity.NOTICE and problem.anchor.sheet for problem in result.problems)
    if not asked or result.file.suffix.lower() != ".xlsx":
        return None
    among_originals = any(result.file.resolve().is_relative_to(root) for root in workspace.data.input_roots)
    folder = workspace.build.area(area_code).sheets if among_originals else result.file.parent
    with tempfile.TemporaryDirectory() as temporary:
        fresh = Path(temporary) / result.file.name
        language = workspace.working_language(area_code)
        write_marked_copy(result.file, result.problems, fresh, language=language, advice=_TAKE_IN_AGAIN)
        content = fresh.read_bytes()
    target = next(_free_names(folder, result.file, content))
    write_bytes_atomically(target, content)
    return target


def _free_names(folder: Path, file: Path, content: bytes) -> Iterator[Path]:
    """Yield where a marked copy may go: an earlier copy that somebody may have worked in is left as it is."""
    stem = _MARKED.sub("", file.stem)
    for number in itertools.count(1):
        name = folder / (f"{stem}-merknader.xlsx" if number == 1 else f"{stem}-merknader-{number}.xlsx")
        if not name.exists() or name.read_bytes() == content:
            yield name


def _known_spelling(workspace: Workspace, name: str) -> str:
    """Return the name as this person has been written before, so that one person is not two coders."""
    before = {by for _, by in workspace.judgements.codings}
    same = [one for one in sorted(before) if one.casefold() == name.casefold()]
    return name if name in before or len(same) != 1 else same[0]
