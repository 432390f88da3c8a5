"""Changing claims and themes: what a change would change, and the change itself, written for the whole dialogue."""

from __future__ import annotations

from collections.abc import Mapping

from medlemsdialog.coding.changes import Change
from medlemsdialog.coding.changes_codes import Codes
from medlemsdialog.coding.changes_planned import CodeEvents, plan_events
from medlemsdialog.evidence import Workspace, read_all_even_if_broken
from medlemsdialog.evidence.change_effects import CodedArea, code_plainly, compare_workspaces
from medlemsdialog.evidence.workspace import with_judgements
from medlemsdialog.judgements.authorship import client_name, require_person
from medlemsdialog.judgements.events import ClaimRetired, ClaimWritten, ThemeRetired, ThemeWritten
from medlemsdialog.judgements.fold import Judgements
from medlemsdialog.judgements.log import append_events
from medlemsdialog.models.code_changes import ChangePreview
from medlemsdialog.paths import NATIONAL

_NOBODY = "–"


def read_coded_areas(workspace: Workspace) -> dict[str, CodedArea]:
    """Read all that was received, by area, with its codings: what a preview counts. It takes as long as a check."""
    return {
        area_code: code_plainly(received, workspace)
        for area_code, received in read_all_even_if_broken(workspace).items()
    }


def preview_change(workspace: Workspace, change: Change, areas: Mapping[str, CodedArea] | None = None) -> ChangePreview:
    """Return what a change would change in `areas`, or in all areas, which are then read. Nothing is written.

    Raises:
        UsageError: The change cannot be made; the text says why and what is allowed.
    """
    events = plan_events(change, _codes(workspace), by=_NOBODY, client=_NOBODY)
    after = with_judgements(workspace, _judge_also(workspace.judgements, events))
    return compare_workspaces(workspace, after, read_coded_areas(workspace) if areas is None else areas)


def apply_change(workspace: Workspace, change: Change, *, by: str) -> CodeEvents:
    """Append the events that make a change to this person's log of the whole dialogue, and return them.

    `workspace` is what the person saw: what others wrote since is not overwritten, but stands as a problem beside it.

    Raises:
        UsageError: As `preview_change`, or nobody is said to make it; nothing has been written then.
    """
    events = plan_events(change, _codes(workspace), by=require_person(by), client=client_name())
    append_events(workspace.data, NATIONAL, events)
    return events


def _codes(workspace: Workspace) -> Codes:
    return Codes(workspace.dialogue, workspace.codebook, workspace.claims, workspace.judgements)


def _judge_also(judgements: Judgements, events: CodeEvents) -> Judgements:
    """Return the state with `events` written last, by somebody who has seen all of it."""
    claims, retired_claims = dict(judgements.claims), dict(judgements.retired_claims)
    themes, retired_themes = dict(judgements.themes), dict(judgements.retired_themes)
    for event in events:
        match event:
            case ClaimWritten():
                claims[event.claim_id] = event
                retired_claims.pop(event.claim_id, None)
            case ClaimRetired():
                retired_claims[event.claim_id] = event
            case ThemeWritten():
                themes[event.theme.code] = event
                retired_themes.pop(event.theme.code, None)
            case ThemeRetired():
                retired_themes[event.theme_code] = event
    return judgements.model_copy(
        update={
            "claims": claims,
            "retired_claims": retired_claims,
            "themes": themes,
            "retired_themes": retired_themes,
            "code_events": (*judgements.code_events, *events),
        }
    )
