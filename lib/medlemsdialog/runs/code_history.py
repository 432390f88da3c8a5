"""What has been written of claims and themes over time, and by whom: for those who work with the dialogue."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from medlemsdialog.catalogue import Language, Message
from medlemsdialog.coding.lineage import Descent
from medlemsdialog.dialogue_text import Text
from medlemsdialog.errors import UsageError
from medlemsdialog.evidence import Workspace
from medlemsdialog.evidence.change_effects import CodedArea
from medlemsdialog.exchange.split_sheet import SplitRow
from medlemsdialog.judgements.events import ClaimRetired, ClaimWritten, ThemeRetired, ThemeWritten
from medlemsdialog.models.code_changes import CodeKind
from medlemsdialog.models.vocabulary import word


class HistoryEntry(NamedTuple):
    """One thing that happened to a code. `at` and `by` are empty for what stands in the dialogue's own files."""

    code: str
    what: Message
    text: Text | None
    at: datetime | None = None
    by: str = ""
    reason: str = ""


def read_history(workspace: Workspace, kind: CodeKind, code: str = "") -> tuple[HistoryEntry, ...]:
    """Return all that was written of claims or themes in order; of one code, with what went into it and what it went into.

    Raises:
        UsageError: There is no such code and never was.
    """
    filed = _filed_entries(workspace, kind)
    events = [
        one for one in workspace.judgements.code_events if one.log == ("claims" if kind == "claim" else "codebook")
    ]
    entries = [*filed, *(_entry(event) for event in events)]
    if not code:
        return tuple(entries)
    if code not in {entry.code for entry in entries}:
        raise UsageError(Message("Ingenting er skrevet om «{code}».", code=code))
    family = _family(code, workspace.lineage.claims if kind == "claim" else workspace.lineage.themes)
    return tuple(entry for entry in entries if entry.code in family)


def list_statements_with(
    workspace: Workspace, kind: CodeKind, code: str, areas: Mapping[str, CodedArea], *, language: Language = "nb"
) -> list[SplitRow]:
    """Return the statements that any coder, or a tick, gives a code, in reading order by area; positions in `language`."""
    rows = []
    for area_code, area in areas.items():
        senders = {
            source.source_id: f"{source.sender_code} {source.sender_name}".strip() for source in area.received.sources
        }
        for one in area.coded:
            taken = [claim for claims in (one.claims, *(view.claims for view in one.views)) for claim in claims]
            positions = dict.fromkeys(word(claim.position).text(language) for claim in taken if claim.claim_id == code)
            themes = {theme for view in one.views for theme in view.themes}
            if positions if kind == "claim" else code in themes:
                rows.append(
                    SplitRow(
                        statement_id=one.passage.statement_id,
                        area=area_code,
                        sender=senders[one.passage.source_id],
                        position=" / ".join(positions),
                        text=one.passage.text,
                    )
                )
    return rows


def _filed_entries(workspace: Workspace, kind: CodeKind) -> list[HistoryEntry]:
    if kind == "claim":
        what = Message("skrevet i claims.yaml")
        return [HistoryEntry(claim.id, what, claim.text) for claim in workspace.frame.claims]
    what = Message("skrevet i codebook.yaml")
    return [HistoryEntry(theme.code, what, theme.label) for theme in workspace.frame.codebook.themes]


def _entry(event: ClaimWritten | ClaimRetired | ThemeWritten | ThemeRetired) -> HistoryEntry:
    match event:
        case ClaimWritten():
            return HistoryEntry(event.claim_id, _written(event.came_from), event.text, event.at, event.by, event.reason)
        case ThemeWritten():
            return HistoryEntry(
                event.theme.code, _written(event.came_from), event.theme.label, event.at, event.by, event.reason
            )
        case ClaimRetired():
            moved = len(event.moved)
            return HistoryEntry(event.claim_id, _retired(event.into, moved), None, event.at, event.by, event.reason)
        case ThemeRetired():
            moved = len(event.moved)
            return HistoryEntry(event.theme_code, _retired(event.into, moved), None, event.at, event.by, event.reason)


def _written(came_from: tuple[str, ...]) -> Message:
    if came_from:
        return Message("skrevet, laget av {codes}", codes=", ".join(came_from))
    return Message("skrevet")


def _retired(into: str, moved: int) -> Message:
    if moved and into:
        return Message("delt: {moved} utsagn flyttet for seg, resten gikk inn i {code}", moved=moved, code=into)
    if moved:
        return Message("delt: {moved} utsagn flyttet for seg, resten teller ikke", moved=moved)
    if into:
        return Message("gikk inn i {code}", code=into)
    return Message("tatt ut av bruk")


def _family(code: str, descent: Descent) -> set[str]:
    family = {code}
    waiting = [code]
    while waiting:
        heirs = descent.heirs.get(waiting.pop())
        fresh = set(heirs.all if heirs else ()) - family
        family |= fresh
        waiting += fresh
    return family.union(descent.ancestors(code))
