"""A county's sign-off (godkjenning): it stands as long as all that it was given over stands unchanged."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from pydantic import BaseModel

from medlemsdialog.catalogue import Message
from medlemsdialog.coding.claims import proposition_key
from medlemsdialog.coding.samples import find_counted_codings
from medlemsdialog.coding.statements import proposition_of
from medlemsdialog.evidence.workspace import Workspace
from medlemsdialog.judgements.events import Event
from medlemsdialog.judgements.fold import Judgements
from medlemsdialog.models.base import Record
from medlemsdialog.models.claims import Claim
from medlemsdialog.models.identity import source_id_of
from medlemsdialog.models.intake import Intake
from medlemsdialog.models.summary import SignOffState

_SOURCE_FIELDS = {
    *("source_id", "content_sha256", "state", "set_aside_reason", "sender_code", "level", "status", "arena", "date"),
    *("openness", "quotable", "public_address", "meeting_id"),
}


# The parts a sign-off rests on, and what is said when one has changed: with its number where that is known.
_CHANGED: dict[str, tuple[Message, Message]] = {
    "sources": (Message("innspillene"), Message("innspillene ({number} nye eller endret)")),
    "corrections": (Message("rettingene"), Message("rettingene ({number} nye)")),
    "codings": (Message("kodingene"), Message("kodingene ({number} nye eller endret)")),
    "meetings": (Message("møtene"), Message("møtene ({number} nye eller endret)")),
    "assessments": (Message("vurderingene"), Message("vurderingene ({number} nye eller endret)")),
    "personal": (Message("valgene om personopplysninger"), Message("valgene om personopplysninger ({number} nye)")),
    "claims": (Message("kravene"), Message("kravene ({number} nye eller endret)")),
    "codebook": (Message("kodeboken"), Message("kodeboken")),
    "dialogue": (Message("dialogens ramme (dialogue.yaml)"), Message("dialogens ramme (dialogue.yaml)")),
}


class ChangedPart(Record):
    """A part that has changed since the sign-off. `number` counts what is new in it; None where that cannot be told."""

    part: str
    number: int | None = None

    @property
    def what(self) -> Message:
        """The part as a person reads it, within a sentence."""
        plain, counted = _CHANGED.get(self.part, (Message("{part}", part=self.part),) * 2)
        return Message(counted.msgid, number=self.number) if self.number else plain


# When originals are to be deleted, how cases in minutes are told apart, and what members are sent before they answer says
# nothing of what they said.
_NOT_SAID: Mapping[str, Any] = {
    "delete_after": True,
    "subject_words": True,
    "package": True,
    "input_page": True,
    "questions": {"__all__": {"prompts": True}},
}


def fingerprint_area(workspace: Workspace, received: Intake) -> str:
    """Return one SHA-256 over what an area's summary rests on: sources, judgements, codebook, claims and dialogue.

    Sign-offs themselves are not part of it, nor when an event was written, nor what the program reads out of an original:
    the same content and the same judgements give the same value, also with a later version of the program.
    """
    content = _read_parts(workspace, received) | {"claims": [_content(claim) for claim in workspace.claims]}
    if not content["personal"]:
        del content["personal"]
    return _hash(content)


def fingerprint_parts(workspace: Workspace, received: Intake) -> dict[str, str]:
    """Return the SHA-256 of each part that the area's sign-off rests on.

    Of the claims only those that the area's own codings, ticks and assessments name: what another county formulates does
    not touch this one.
    """
    return {name: _hash(content) for name, content in _read_parts(workspace, received).items()}


def judge_sign_off(workspace: Workspace, received: Intake) -> SignOffState:
    """Return whether the area is signed off as it stands now, was signed off before something changed, or neither."""
    given = workspace.judgements.sign_offs.get(received.area_code)
    if given is None:
        return "none"
    if given.parts:
        return "standing" if not find_changed_parts(workspace, received) else "lapsed"
    return "standing" if given.fingerprint == fingerprint_area(workspace, received) else "lapsed"


def find_changed_parts(workspace: Workspace, received: Intake) -> tuple[ChangedPart, ...]:
    """Return the parts that have changed since the area was signed off; none where it is not, or did not say its parts."""
    given = workspace.judgements.sign_offs.get(received.area_code)
    if given is None or not given.parts:
        return ()
    now = fingerprint_parts(workspace, received)
    return tuple(
        ChangedPart(part=part, number=_count_since(workspace.judgements, received, part, given.at) or None)
        for part in _CHANGED
        if part in given.parts and given.parts[part] != now[part]
    )


def describe_lapse(parts: Iterable[ChangedPart | str]) -> Message:
    """Return the sentence that tells a sign-off has lapsed, and over which parts, where that is known."""
    told: Message | None = None
    for part in parts:
        what = (ChangedPart(part=part) if isinstance(part, str) else part).what
        told = what if told is None else Message("{first}, {rest}", first=told, rest=what)
    if told is None:
        return Message("Godkjenningen er falt bort fordi noe er endret siden.")
    return Message("Godkjenningen er falt bort fordi dette er endret siden: {parts}.", parts=told)


def _count_since(judgements: Judgements, received: Intake, part: str, at: datetime) -> int:
    """Return how many judgements in the part that hold now were made after `at`."""
    own = {source.source_id for source in received.sources}
    used = _used_claims(judgements, received, {})
    events: dict[str, list[Event]] = {
        "sources": [
            *(event for key, event in judgements.registrations.items() if key in own),
            *(event for key, event in judgements.set_aside.items() if key in own),
            *(event for key, event in judgements.withdrawn.items() if key in own),
        ],
        "corrections": [event for event in judgements.corrections if event.source_id in own],
        "codings": [event for key, event in find_counted_codings(judgements) if source_id_of(key[0]) in own],
        "meetings": list(judgements.meetings_in(received.area_code)),
        "assessments": [event for key, event in judgements.assessments.items() if key[0] == received.area_code],
        "personal": [event for event in judgements.personal.values() if event.source_id in own],
        "claims": [event for key, event in judgements.claims.items() if key in used],
    }
    return sum(event.at > at for event in events.get(part, ()))


def _read_parts(workspace: Workspace, received: Intake) -> dict[str, Any]:
    judgements = workspace.judgements
    own = {source.source_id for source in received.sources}
    used = _used_claims(judgements, received, workspace.propositions)
    retired = [judgements.retired_claims[claim_id] for claim_id in sorted(used & judgements.retired_claims.keys())]
    return {
        "dialogue": _content(workspace.dialogue, exclude=_NOT_SAID),
        "codebook": _content(workspace.codebook) | _retired_themes(judgements),
        "claims": [
            *(_content(claim) for claim in workspace.claims if claim.id in used),
            *(_judged(event) for event in retired),
        ],
        "sources": [_content(source, include=_SOURCE_FIELDS) for source in received.sources],
        "corrections": [_judged(correction) for correction in judgements.corrections if correction.source_id in own],
        "codings": [_judged(coding) for key, coding in find_counted_codings(judgements) if source_id_of(key[0]) in own],
        "meetings": [_judged(meeting) for meeting in judgements.meetings_in(received.area_code)],
        "assessments": [
            _judged(text) for key, text in sorted(judgements.assessments.items()) if key[0] == received.area_code
        ],
        "personal": [_judged(event) for _, event in sorted(judgements.personal.items()) if event.source_id in own],
    }


def _retired_themes(judgements: Judgements) -> dict[str, Any]:
    """Return which themes went where: that can change without the codebook's changing."""
    retired = [_judged(event) for _, event in sorted(judgements.retired_themes.items())]
    return {"retired": retired} if retired else {}


def _used_claims(judgements: Judgements, received: Intake, propositions: Mapping[str, Claim]) -> set[str]:
    """Return the claims that the area's codings, ticks and assessments name, and those that took over for them."""
    own = {source.source_id for source in received.sources}
    named = {
        claim.claim_id
        for key, coding in find_counted_codings(judgements)
        if source_id_of(key[0]) in own
        for claim in coding.claims
    }
    named |= {
        about_id for area, about, about_id in judgements.assessments if area == received.area_code and about == "claim"
    }
    asked = {proposition_key(proposition_of(passage)) for passage in received.passages if passage.is_statement}
    named |= {propositions[sentence].id for sentence in asked if sentence in propositions}
    waiting = list(named)
    while waiting:
        event = judgements.retired_claims.get(waiting.pop())
        followers = {event.into, *event.moved.values()} - {"", *named} if event else set()
        named |= followers
        waiting += followers
    return named


def _hash(content: Any) -> str:
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _judged(event: BaseModel) -> dict[str, Any]:
    return _content(event, exclude={"id", "at", "client", "schema_version", "replaces", "sample_id", "undoes"})


def _content(
    record: BaseModel, *, include: set[str] | None = None, exclude: set[str] | Mapping[str, Any] | None = None
) -> dict[str, Any]:
    # Without what is as it would be unsaid: a field that a later version of the program knows must not lapse a sign-off.
    return record.model_dump(mode="json", include=include, exclude=exclude, exclude_defaults=True)
