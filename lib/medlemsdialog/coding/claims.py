"""The claims of a dialogue: those it began with, and those people have written since."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from medlemsdialog.catalogue import Message
from medlemsdialog.coding.codebook import Codebook
from medlemsdialog.dialogue import Dialogue, read_yaml_record
from medlemsdialog.errors import DialogueError
from medlemsdialog.judgements.fold import Judgements
from medlemsdialog.models.claims import Claim


class ClaimsFile(BaseModel):
    """The contents of `claims.yaml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    schema_version: Literal[1]
    claims: tuple[Claim, ...] = ()


def read_claims(file: Path, *, dialogue: Dialogue, codebook: Codebook) -> tuple[Claim, ...]:
    """Read and validate `claims.yaml`.

    Raises:
        DialogueError: The file does not fit its format, an id stands twice, or a theme, purpose or question is unknown.
    """
    claims = read_yaml_record(file, ClaimsFile).claims
    ids = [claim.id for claim in claims]
    purposes = {purpose.code for purpose in dialogue.purposes} | {"", "none"}
    questions = {question.id for question in dialogue.questions} | {""}
    for claim in claims:
        if ids.count(claim.id) > 1:
            raise _fault(claim.id, "id", claim.id, "én gang")
        for theme in claim.themes:
            if theme not in codebook.codes:
                raise _fault(claim.id, "themes", theme, ", ".join(sorted(codebook.codes)))
        if claim.purpose not in purposes:
            raise _fault(claim.id, "purpose", claim.purpose, ", ".join(sorted(purposes - {""})))
        if claim.question not in questions:
            raise _fault(claim.id, "question", claim.question, ", ".join(sorted(questions - {""})))
    return claims


def apply_claim_events(claims: tuple[Claim, ...], judgements: Judgements) -> tuple[Claim, ...]:
    """Return `claims` with what people have written and retired since, in order of id."""
    current = {claim.id: claim for claim in claims}
    for event in judgements.claims.values():
        current[event.claim_id] = Claim(
            id=event.claim_id,
            text=event.text,
            addressee=event.addressee,
            themes=event.themes,
            purpose=event.purpose,
            question=event.question,
        )
    for claim_id in judgements.retired_claims:
        current.pop(claim_id, None)
    return tuple(current[claim_id] for claim_id in sorted(current))


def _fault(claim_id: str, field: str, found: str, allowed: str) -> DialogueError:
    return DialogueError(
        Message(
            "Filen claims.yaml, krav «{claim}», felt «{field}»: «{found}» er ikke gyldig. Tillatt: {allowed}. Rett verdien.",
            claim=claim_id,
            field=field,
            found=found,
            allowed=allowed,
        )
    )
