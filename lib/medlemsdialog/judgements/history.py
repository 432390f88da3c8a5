"""Who judged what when: all events in order, those that were later replaced included."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from medlemsdialog.judgements.events import (
    AnyEvent,
    ClaimRetired,
    CorrectionMade,
    CorrectionUndone,
    FindingApproved,
    FindingWritten,
    LetterSent,
    SampleDrawn,
    SourceWithdrawn,
    ThemeRetired,
)
from medlemsdialog.judgements.finding_purge import list_statement_ids
from medlemsdialog.judgements.fold import AreaEvent, events_in_order
from medlemsdialog.judgements.log import read_events
from medlemsdialog.judgements.purge import strip_texts
from medlemsdialog.models.identity import source_id_of
from medlemsdialog.paths import DataFolder


def read_history(
    data: DataFolder,
    *,
    statement_id: str | None = None,
    source_id: str | None = None,
    area: str | None = None,
    by: str | None = None,
    since: datetime | None = None,
    kinds: Sequence[str] = (),
) -> tuple[AreaEvent, ...]:
    """Return the events of a dialogue, or those on one statement, source, area, person or kind, in order.

    Raises:
        JudgementsUnreadableError: A log is there and cannot be opened.
    """
    events, _ = read_events(data)
    return select_history(
        events, statement_id=statement_id, source_id=source_id, area=area, by=by, since=since, kinds=kinds
    )


def select_history(
    events: Sequence[AreaEvent],
    *,
    statement_id: str | None = None,
    source_id: str | None = None,
    area: str | None = None,
    by: str | None = None,
    since: datetime | None = None,
    kinds: Sequence[str] = (),
) -> tuple[AreaEvent, ...]:
    """Return those of `events` that are asked for, each once, in order. Of a withdrawn source no text is told."""
    in_order = events_in_order(events)
    gone = {placed.event.source_id for placed in in_order if isinstance(placed.event, SourceWithdrawn)}
    made = {placed.event.id: placed.event for placed in in_order if isinstance(placed.event, CorrectionMade)}

    def is_wanted(placed: AreaEvent) -> bool:
        event = placed.event
        about = made.get(event.correction_id, event) if isinstance(event, CorrectionUndone) else event
        return (
            area in {None, placed.area_code}
            and (by is None or event.by.casefold() == by.strip().casefold())
            and (since is None or event.at >= since)
            and (not kinds or event.log in kinds)
            and (statement_id is None or _is_on_statement(about, statement_id))
            and (source_id is None or source_id in sources_of(about))
        )

    return tuple(
        placed.model_copy(update={"event": strip_texts(placed.event)}) if sources_of(placed.event) & gone else placed
        for placed in in_order
        if is_wanted(placed)
    )


def sources_of(event: AnyEvent) -> frozenset[str]:
    """Return the ids of the sources that an event is on."""
    if isinstance(event, LetterSent):
        return frozenset(event.source_ids)
    if isinstance(event, SampleDrawn):
        return frozenset(source_id_of(item.statement_id) for item in event.items)
    if isinstance(event, ClaimRetired | ThemeRetired):
        return frozenset(source_id_of(statement_id) for statement_id in event.moved)
    if isinstance(event, FindingWritten | FindingApproved):
        return frozenset(source_id_of(statement_id) for statement_id in _list_statements(event))
    named = getattr(event, "source_id", "") or source_id_of(getattr(event, "statement_id", ""))
    return frozenset({named} if named else ())


def _is_on_statement(event: AnyEvent, statement_id: str) -> bool:
    if isinstance(event, SampleDrawn):
        return any(item.statement_id == statement_id for item in event.items)
    if isinstance(event, ClaimRetired | ThemeRetired):
        return statement_id in event.moved
    if isinstance(event, FindingWritten | FindingApproved):
        return statement_id in _list_statements(event)
    return getattr(event, "statement_id", "") == statement_id


def _list_statements(event: FindingWritten | FindingApproved) -> tuple[str, ...]:
    if isinstance(event, FindingApproved):
        return tuple(one.statement_id for one in event.evidence.statements)
    return list_statement_ids(event.model_dump(mode="json", include={"statements", "quotes", "text"}))
