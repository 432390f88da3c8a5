"""The codes that are chosen from at the desk: themes, claims, and a new claim written on the way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from medlemsdialog.catalogue import Message
from medlemsdialog.coding.changes import NewClaim, WriteClaim
from medlemsdialog.desk.dispatch import Payload
from medlemsdialog.desk.session import Session
from medlemsdialog.dialogue_text import Text
from medlemsdialog.errors import UsageError
from medlemsdialog.judgements.events import ClaimWritten
from medlemsdialog.models.claims import Claim
from medlemsdialog.models.vocabulary import Addressee, word
from medlemsdialog.runs.code_changes import apply_change
from medlemsdialog.runs.judging import require_known


def write_claim(session: Session, payload: Payload, _files: Sequence[bytes]) -> dict[str, Any]:
    """Write a new claim, for the whole dialogue, and return its id with all claims.

    Raises:
        UsageError: A part of it is missing or unknown.
    """
    text = " ".join(str(payload.get("text", "")).split())
    themes = tuple(str(theme) for theme in payload.get("themes", ()))
    if not text or not themes or not payload.get("addressee"):
        raise UsageError(Message("Skriv kravet, velg hvem det er rettet til, og minst ett tema."))
    require_known(str(payload["addressee"]), [one.value for one in Addressee], Message("mottakeren"))
    claim = NewClaim(
        text=Text(nb=text, nn=text if session.language == "nn" else ""),
        addressee=Addressee(payload["addressee"]),
        themes=themes,
        purpose=str(payload.get("purpose", "")),
        question=str(payload.get("question", "")),
    )
    events = apply_change(session.workspace, WriteClaim(claim=claim), by=session.require_person())
    session.refresh()
    written = next(event.claim_id for event in events if isinstance(event, ClaimWritten))
    return {"claim": written, "claims": describe_claims(session)}


def describe_themes(session: Session) -> list[dict[str, str]]:
    """Return the themes as they are chosen from, in the codebook's order."""
    language, codebook = session.language, session.workspace.codebook
    main = {theme.code: theme.label.in_language(language) for theme in session.workspace.dialogue.main_themes}
    return [
        {
            "code": theme.code,
            "label": theme.label.in_language(language),
            "group": main.get(codebook.main_theme_of(theme.code), ""),
            "detail": theme.definition.in_language(language),
            "example": theme.example.nn if language == "nn" else theme.example.nb,
        }
        for theme in codebook.themes
    ]


def describe_claims(session: Session) -> list[dict[str, Any]]:
    """Return the claims of the whole dialogue as they are chosen from."""
    language = session.language
    return [_describe_claim(claim, session) for claim in session.workspace.claims if claim.text.in_language(language)]


def _describe_claim(claim: Claim, session: Session) -> dict[str, Any]:
    return {
        "code": claim.id,
        "label": claim.text.in_language(session.language),
        "group": word(claim.addressee).text(session.language),
        "themes": claim.themes,
    }
