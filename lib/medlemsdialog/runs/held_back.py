"""Which proposals may be confirmed together, and why the others must be looked at one by one."""

from __future__ import annotations

from typing import NamedTuple

from medlemsdialog.catalogue import Message
from medlemsdialog.evidence import Workspace, read_even_if_broken
from medlemsdialog.models.intake import Intake
from medlemsdialog.models.sources import Source
from medlemsdialog.models.vocabulary import Severity, SourceState

# Why there is no one sender to find.
_SEVERAL_SENDERS = frozenset({"members_in_rows", "members_in_columns"})


class HeldBack(NamedTuple):
    """A proposal that is not confirmed together with others, and why."""

    source: Source
    reason: Message


def find_ready_proposals(workspace: Workspace, area_code: str) -> tuple[tuple[Source, ...], tuple[HeldBack, ...]]:
    """Read an area and return its proposals as `sort_proposals` does."""
    return sort_proposals(read_even_if_broken(workspace, area_code))


def sort_proposals(received: Intake) -> tuple[tuple[Source, ...], tuple[HeldBack, ...]]:
    """Return the proposals that may be confirmed together, and those that may not.

    Held back are those whose sender is not found or that several have sent, that wait for something (a scan, a text in
    Sámi), or that have a problem of the gravest kind.
    """
    grave: dict[str, Message] = {}
    for problem in received.problems:
        if problem.severity is Severity.ERROR or problem.rule in _SEVERAL_SENDERS:
            grave.setdefault(problem.source_id, problem.what)
    ready: list[Source] = []
    held: list[HeldBack] = []
    for source in received.sources:
        if source.state is not SourceState.PROPOSED or not (source.readable or source.waiting):
            continue
        reason = _why_held(source, grave)
        if reason is None:
            ready.append(source)
        else:
            held.append(HeldBack(source, reason))
    return tuple(ready), tuple(held)


def _why_held(source: Source, grave: dict[str, Message]) -> Message | None:
    if "sami" in source.waiting:
        return Message("helt eller delvis på samisk; må leses av en som kan samisk")
    if source.waiting:
        return Message("skannet eller ikke ferdig lest")
    if source.source_id in grave:
        return grave[source.source_id]
    if not source.sender_code and source.sender_name:
        return Message("avsenderen «{name}» er ikke funnet som medlem", name=source.sender_name)
    if not source.sender_code:
        return Message("avsenderen er ikke funnet")
    return None
