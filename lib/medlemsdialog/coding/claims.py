"""The claims of a dialogue: those it began with, and those people have written since."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from medlemsdialog.catalogue import Message
from medlemsdialog.coding.codebook import Codebook
from medlemsdialog.coding.lineage import Descent, build_lineage
from medlemsdialog.dialogue import Dialogue
from medlemsdialog.dialogue_text import Text
from medlemsdialog.errors import DialogueError
from medlemsdialog.judgements.events import ClaimWritten
from medlemsdialog.judgements.fold import Judgements
from medlemsdialog.models.claims import Claim
from medlemsdialog.models.identity import canonical_text, text_sha256
from medlemsdialog.yaml_records import read_yaml_record

_LONGEST_SLUG = 40
_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "é": "e", "ü": "u", "ö": "o", "ä": "a"})
_NUMBER = re.compile(r"^\d+\s*[.)]\s*")


class ClaimsFile(BaseModel):
    """The contents of `claims.yaml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    schema_version: Literal[1]
    claims: tuple[Claim, ...] = ()


def read_claims(file: Path, *, dialogue: Dialogue, codebook: Codebook, also: Collection[str] = ()) -> tuple[Claim, ...]:
    """Read and validate `claims.yaml`; `also` are themes that people have written besides the codebook's file.

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
            if theme not in codebook.codes and theme not in also:
                raise _fault(claim.id, "themes", theme, ", ".join(sorted(codebook.codes)))
        if claim.purpose not in purposes:
            raise _fault(claim.id, "purpose", claim.purpose, ", ".join(sorted(purposes - {""})))
        if claim.question not in questions:
            raise _fault(claim.id, "question", claim.question, ", ".join(sorted(questions - {""})))
    return claims


def apply_claim_events(claims: tuple[Claim, ...], judgements: Judgements) -> tuple[Claim, ...]:
    """Return `claims` with what people have written and retired since, in order of id, under the themes in use now.

    A claim under a theme that was split stands under all its heirs until a person says otherwise.
    """
    lineage = build_lineage(judgements)
    return tuple(
        _under_present_themes(claim, lineage.themes)
        for claim in _all_claims(claims, judgements)
        if claim.id not in lineage.claims.heirs
    )


def find_former_claims(claims: tuple[Claim, ...], judgements: Judgements) -> tuple[Claim, ...]:
    """Return the claims that are no longer used, as they were last worded, in order of id."""
    lineage = build_lineage(judgements)
    return tuple(claim for claim in _all_claims(claims, judgements) if claim.id in lineage.claims.heirs)


def find_wordings(claims: Iterable[Claim], judgements: Judgements) -> dict[str, tuple[Text, ...]]:
    """Return all wordings each claim has had, by id, the first one first."""
    wordings: dict[str, dict[Text, None]] = {claim.id: {claim.text: None} for claim in claims}
    for event in judgements.code_events:
        if isinstance(event, ClaimWritten):
            wordings.setdefault(event.claim_id, {})[event.text] = None
    return {claim_id: tuple(texts) for claim_id, texts in wordings.items()}


def build_propositions(
    claims: tuple[Claim, ...], *, former: tuple[Claim, ...] = (), wordings: Mapping[str, tuple[Text, ...]] | None = None
) -> dict[str, Claim]:
    """Return claims by the sentence a form may put, in every form it is written in and every wording it has had.

    A form is answered as it was worded then: a claim reworded since is the same claim, and one that is no longer used
    stands here itself; its heirs take over where the answer is counted. The wordings of today come first.
    """
    propositions: dict[str, Claim] = {}
    for claim in (*claims, *former):
        for sentence in (claim.id, claim.text.nb, claim.text.nn, claim.text.en):
            if sentence:
                propositions.setdefault(proposition_key(sentence), claim)
    for claim in (*claims, *former):
        for text in (wordings or {}).get(claim.id, ()):
            for sentence in (text.nb, text.nn, text.en):
                if sentence:
                    propositions.setdefault(proposition_key(sentence), claim)
    return propositions


def proposition_key(sentence: str) -> str:
    """Return a sentence as propositions are compared: without leading number, end mark, case and extra space."""
    return _NUMBER.sub("", canonical_text(sentence)).rstrip(" .?").casefold()


def name_claim(text: Text) -> str:
    """Return an id made of the sentence's first words and its content: the same sentence always gets the same id."""
    return f"k-{spell_plainly(text.nb)}-{text_sha256(text.nb)[:4]}"


def spell_plainly(text: str) -> str:
    """Return the first words in the letters a code may have: a–z, digits and hyphens."""
    plain = re.sub(r"[^a-z0-9]+", "-", text.lower().translate(_LETTERS)).strip("-")
    short = plain[: _LONGEST_SLUG + 1].rpartition("-")[0] if len(plain) > _LONGEST_SLUG else plain
    return short or plain[:_LONGEST_SLUG]


def claim_of(event: ClaimWritten) -> Claim:
    """Return the claim as an event formulates it."""
    return Claim(
        id=event.claim_id,
        text=event.text,
        addressee=event.addressee,
        themes=event.themes,
        purpose=event.purpose,
        question=event.question,
    )


def _all_claims(claims: tuple[Claim, ...], judgements: Judgements) -> list[Claim]:
    current = {claim.id: claim for claim in claims}
    for claim_id, event in judgements.claims.items():
        claim = claim_of(event)
        before = current.get(claim_id)
        # Whence a claim came first is no part of what is said of it later.
        current[claim_id] = claim if before is None else claim.model_copy(update={"origin": before.origin})
    return [current[claim_id] for claim_id in sorted(current)]


def _under_present_themes(claim: Claim, themes: Descent) -> Claim:
    if themes.heirs.keys().isdisjoint(claim.themes):
        return claim
    present = dict.fromkeys(heir for theme in claim.themes for heir in themes.resolve_all(theme))
    return claim.model_copy(update={"themes": tuple(present)})


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
