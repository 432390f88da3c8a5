"""What a person did last, taken back: an event that says what held before. Again takes back the one before that."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from medlemsdialog.catalogue import Message
from medlemsdialog.errors import UsageError
from medlemsdialog.evidence import Workspace
from medlemsdialog.judgements.authorship import require_person
from medlemsdialog.judgements.event import LogKind
from medlemsdialog.judgements.events import AnyEvent
from medlemsdialog.judgements.fold import AreaEvent, events_in_order, fold_events
from medlemsdialog.judgements.log import append_events, read_events
from medlemsdialog.runs.restoring import do_again, restore, thing_of

# Letters, hand-ins and samples have gone out to others: they are not taken back by a press.
UNDOABLE: tuple[LogKind, ...] = (
    "sources",
    "meetings",
    "corrections",
    "codings",
    "claims",
    "codebook",
    "assessments",
    "sign-offs",
    "findings",
    "comments",
)


class Undo(NamedTuple):
    """What is taken back, and the event that does it."""

    taken_back: AreaEvent
    event: AnyEvent


def undo_last(workspace: Workspace, *, by: str, kinds: Sequence[LogKind] = UNDOABLE, area: str | None = None) -> Undo:
    """Append the event that takes back what this person did last, and return both. Again goes one step further back.

    Raises:
        UsageError: There is nothing to take back, or it cannot be; the text says why, and nothing is written.
    """
    events, _ = read_events(workspace.data)
    undo = plan_undo(workspace, events, by=by, kinds=kinds, area=area)
    append_events(workspace.data, undo.taken_back.area_code, [undo.event])
    return undo


def redo_last(workspace: Workspace, *, by: str, kinds: Sequence[LogKind] = UNDOABLE, area: str | None = None) -> Undo:
    """Do again what this person took back last, unless something else was done since; `taken_back` is the undoing.

    Raises:
        UsageError: Nothing was taken back last.
    """
    person = require_person(by)
    events, _ = read_events(workspace.data)
    in_order = events_in_order(events)
    undoings = _own_steps(in_order, person, kinds, area).undone
    if not undoings:
        raise UsageError(Message("{by} har ikke angret noe som kan gjøres om igjen.", by=person))
    taken_back, undoing = undoings[-1]
    _require_untouched(in_order, undoing, person)
    again = do_again(taken_back.event, undoing, in_order, person)
    append_events(workspace.data, taken_back.area_code, [again])
    return Undo(undoing, again)


def plan_undo(
    workspace: Workspace,
    events: Sequence[AreaEvent],
    *,
    by: str,
    kinds: Sequence[LogKind] = UNDOABLE,
    area: str | None = None,
) -> Undo:
    """Return what `undo_last` would do, writing nothing. `events` may be those of a `JudgementReader`.

    Raises:
        UsageError: There is nothing to take back, or it cannot be.
    """
    person = require_person(by)
    in_order = events_in_order(events)
    standing = _own_steps(in_order, person, kinds, area).standing
    if not standing:
        raise UsageError(Message("{by} har ikke gjort noe her som kan angres.", by=person))
    last = standing[-1]
    _require_untouched(in_order, last, person)
    thing = thing_of(last)
    before = fold_events(one for one in in_order if one.event.order < last.event.order and thing_of(one) == thing)
    event = restore(workspace, last, before, in_order, person)
    if event is None:
        raise UsageError(
            Message("Dette kan ikke angres: Det finnes ingen tidligere tilstand å gå tilbake til. Rett det i stedet.")
        )
    return Undo(last, event)


class _Steps(NamedTuple):
    """A person's events that stand, in order; and those taken back with what took them back, for doing again."""

    standing: list[AreaEvent]
    undone: list[tuple[AreaEvent, AreaEvent]]


def _own_steps(in_order: Sequence[AreaEvent], person: str, kinds: Sequence[str], area: str | None) -> _Steps:
    standing: list[AreaEvent] = []
    undone: list[tuple[AreaEvent, AreaEvent]] = []
    for placed in in_order:
        event = placed.event
        if event.by != person or event.log not in kinds or area not in {None, placed.area_code}:
            continue
        taken_back = next((one for one in standing if one.event.id == event.undoes), None) if event.undoes else None
        if taken_back is not None:
            standing.remove(taken_back)
            undone.append((taken_back, placed))
            continue
        # What is done anew ends the chance to do again what was taken back before it.
        undone = [pair for pair in undone if event.undoes and pair[1].event.id != event.undoes]
        standing.append(placed)
    return _Steps(standing, undone)


def _require_untouched(in_order: Sequence[AreaEvent], step: AreaEvent, person: str) -> None:
    """What another person has judged since, of the same thing, must not be overwritten."""
    thing = thing_of(step)
    for later in in_order:
        if later.event.order > step.event.order and later.event.by != person and thing_of(later) == thing:
            raise UsageError(
                Message(
                    "Dette kan ikke angres: {other} har endret det samme etterpå. Snakk sammen, og skriv det dere blir enige om.",
                    other=later.event.by,
                )
            )
