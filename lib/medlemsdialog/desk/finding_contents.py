"""What the page holds of a finding while it is being written, and the finding it would be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from medlemsdialog.catalogue import Message
from medlemsdialog.desk.national_numbers import read_numbers
from medlemsdialog.desk.session import Session
from medlemsdialog.dialogue_text import Text
from medlemsdialog.errors import UsageError
from medlemsdialog.evidence.findings import build_findings
from medlemsdialog.judgements.events import FindingWritten
from medlemsdialog.models.base import Record
from medlemsdialog.models.findings import Basis, Finding, PickedQuote
from medlemsdialog.models.vocabulary import BasisLevel, BasisQuestion, FindingDocument, Strength

# What a finding is called as long as nobody has saved it.
UNSAVED_ID = "f-nytt"
_LONGEST_TEXT = 100_000
_UNWRITTEN = "–"


class Words(Record):
    """A text in each form, as far as it is written; `en` is kept as it came."""

    nb: str = ""
    nn: str = ""
    en: str = ""


class BasisSoFar(Record):
    """A basis that may lack its level still."""

    level: BasisLevel | None = None
    reason: str = ""
    notes: dict[BasisQuestion, str] = {}


class Content(Record):
    """A finding as it stands on the page."""

    heading: Words = Words()
    text: Words = Words()
    section: str = ""
    claims: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    quotes: tuple[PickedQuote, ...] = ()
    strength: Strength | None = None
    basis: BasisSoFar = BasisSoFar()
    documents: tuple[FindingDocument, ...] = (FindingDocument.INPUT, FindingDocument.FINAL_REPORT)

    @property
    def has_text(self) -> bool:
        """Whether it can be saved: a heading and a text are written in bokmål."""
        return bool(self.heading.nb.strip() and self.text.nb.strip())

    def as_event_fields(self) -> dict[str, Any]:
        """Return all that the event of a finding holds, but who wrote it and where it stands; «–» for what is not written."""
        told = self.basis
        notes = {question: note.strip() for question, note in told.notes.items() if note.strip()}
        return {
            "heading": _text(self.heading),
            "text": _text(self.text),
            "section": self.section,
            "claims": self.claims,
            "themes": self.themes,
            "statements": self.statements,
            "quotes": self.quotes,
            "strength": self.strength,
            "basis": Basis(level=told.level, reason=told.reason.strip(), notes=notes) if told.level else None,
            "documents": self.documents,
        }


def read_content(payload: Mapping[str, Any]) -> Content:
    """Return what the page sent.

    Raises:
        UsageError: It cannot be read, or a text is far too long.
    """
    try:
        content = Content.model_validate_json(_to_json(payload.get("content") or {}))
    except ValidationError:
        raise UsageError(
            Message("Siden og programmet passer ikke sammen ({action}). Last siden på nytt.", action="content")
        ) from None
    if max(len(text) for text in (*_forms(content.text), *_forms(content.heading))) > _LONGEST_TEXT:
        raise UsageError(Message("Teksten er for lang. Skriv høyst {most} tegn.", most=_LONGEST_TEXT))
    return content


def show_content(event: FindingWritten) -> dict[str, Any]:
    """Return a finding that is written as the page holds it."""
    basis = event.basis
    content = Content(
        heading=Words(**event.heading.model_dump()),
        text=Words(**event.text.model_dump()),
        section=event.section,
        claims=event.claims,
        themes=event.themes,
        statements=event.statements,
        quotes=event.quotes,
        strength=event.strength,
        basis=BasisSoFar(level=basis.level, reason=basis.reason, notes=basis.notes) if basis else BasisSoFar(),
        documents=event.documents,
    )
    return content.model_dump(mode="json")


def draft_finding(session: Session, finding_id: str, content: Content) -> Finding:
    """Return the finding that this would be, with what it rests on now and what has changed since it was approved."""
    event = FindingWritten(
        by=session.person, client=session.client, finding_id=finding_id or UNSAVED_ID, **content.as_event_fields()
    )
    judgements = session.workspace.judgements.model_copy(update={"findings": {event.finding_id: event}})
    (finding,) = build_findings(replace(session.workspace, judgements=judgements), read_numbers(session))
    return finding


def _text(words: Words) -> Text:
    return Text(nb=words.nb.strip() or _UNWRITTEN, nn=words.nn.strip(), en=words.en.strip())


def _forms(words: Words) -> tuple[str, ...]:
    return (words.nb, words.nn, words.en)


def _to_json(sent: Any) -> str:
    import json

    return json.dumps(sent)
