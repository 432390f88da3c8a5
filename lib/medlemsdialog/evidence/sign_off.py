"""A county's sign-off (godkjenning): it stands as long as all that it was given over stands unchanged."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from pydantic import BaseModel

from medlemsdialog.evidence.workspace import Workspace
from medlemsdialog.models.identity import source_id_of
from medlemsdialog.models.intake import Intake
from medlemsdialog.models.summary import SignOffState

_SOURCE_FIELDS = {
    *("source_id", "content_sha256", "state", "set_aside_reason", "sender_code", "level", "status", "arena", "date"),
    *("openness", "quotable", "public_address", "meeting_id"),
}


def fingerprint_area(workspace: Workspace, received: Intake) -> str:
    """Return one SHA-256 over what an area's summary rests on: sources, judgements, codebook, claims and dialogue.

    Sign-offs themselves are not part of it, nor when an event was written, nor what the program reads out of an original:
    the same content and the same judgements give the same value, also with a later version of the program.
    """
    judgements = workspace.judgements
    own = {source.source_id for source in received.sources}
    content: dict[str, Any] = {
        # When originals are to be deleted, and how cases in minutes are told apart, says nothing of what they say.
        "dialogue": _content(workspace.dialogue, exclude={"delete_after", "subject_words"}),
        "codebook": _content(workspace.codebook),
        "claims": [_content(claim) for claim in workspace.claims],
        "sources": [_content(source, include=_SOURCE_FIELDS) for source in received.sources],
        "corrections": [_judged(correction) for correction in judgements.corrections if correction.source_id in own],
        "codings": [
            _judged(coding) for key, coding in sorted(judgements.codings.items()) if source_id_of(key[0]) in own
        ],
        "meetings": [_judged(meeting) for meeting in judgements.meetings_in(received.area_code)],
        "assessments": [
            _judged(text) for key, text in sorted(judgements.assessments.items()) if key[0] == received.area_code
        ],
    }
    if personal := [_judged(event) for _, event in sorted(judgements.personal.items()) if event.source_id in own]:
        content["personal"] = personal
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def judge_sign_off(workspace: Workspace, received: Intake) -> SignOffState:
    """Return whether the area is signed off as it stands now, was signed off before something changed, or neither."""
    given = workspace.judgements.sign_offs.get(received.area_code)
    if given is None:
        return "none"
    return "standing" if given.fingerprint == fingerprint_area(workspace, received) else "lapsed"


def _judged(event: BaseModel) -> dict[str, Any]:
    return _content(event, exclude={"id", "at", "client", "schema_version", "replaces", "sample_id"})


def _content(record: BaseModel, *, include: set[str] | None = None, exclude: set[str] | None = None) -> dict[str, Any]:
    # Without what is as it would be unsaid: a field that a later version of the program knows must not lapse a sign-off.
    return record.model_dump(mode="json", include=include, exclude=exclude, exclude_defaults=True)
