"""What can be put right from a problem: values, codings without a text, personal data, and corrections to take back."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from medlemsdialog.catalogue import Message
from medlemsdialog.coding.samples import others_are_hidden
from medlemsdialog.desk.session import Session
from medlemsdialog.intake.corrections import FIELD_WORDS, describe_correction, value_of
from medlemsdialog.intake.dates import write_short_date
from medlemsdialog.judgements.events import CodingSet, CorrectionMade
from medlemsdialog.models.passages import Passage
from medlemsdialog.models.personal import PERSONAL_WORDS
from medlemsdialog.models.problems import Problem
from medlemsdialog.models.sources import Source
from medlemsdialog.models.vocabulary import Arena, Kind, Level, SourceState, Status, word
from medlemsdialog.paths import NATIONAL
from medlemsdialog.runs.correcting import list_corrections
from medlemsdialog.runs.reattaching import find_alike_passages, list_orphans

_CODES: dict[str, type[StrEnum]] = {"kind": Kind, "level": Level, "status": Status, "arena": Arena}
_STATES = {
    "found": Message("ikke avklart"),
    "confirmed": Message("skal være skjult"),
    "lifted": Message("kan stå"),
}


def describe_fields(session: Session, source: Source | None, passage: Passage | None) -> list[dict[str, Any]]:
    """Return the values that can be corrected: the passage's, then the source's; none of a source that does not count or cannot be read.

    Who sent a source that nobody has confirmed is said when it is confirmed.
    """
    if source is None or source.state is SourceState.REJECTED or not source.readable:
        return []
    fields = []
    if passage is not None:
        own = ["kind", "question", "status"]
        # What was recognised by a machine or typed into a form may be put right; what someone wrote stands as it is.
        own += ["text"] if passage.recognised or passage.anchor.cell else []
        fields += [_field(session, "passage", name, passage, passage.statement_id) for name in own]
    of_source = ["date", "level", "status", "arena"]
    if source.state is SourceState.REGISTERED and session.require_area() != NATIONAL:
        of_source.insert(0, "sender_code")
    return fields + [_field(session, "source", name, source, source.source_id) for name in of_source]


def describe_corrections(session: Session) -> list[dict[str, Any]]:
    """Return the area's corrections that hold, the latest first."""
    corrections = list_corrections(session.workspace, session.require_area())
    texts = {passage.statement_id: passage.text for passage in session.received.passages} if corrections else {}
    in_order = sorted(corrections, key=lambda one: one.order, reverse=True)
    return [_correction(session, one, texts.get(one.statement_id, "")) for one in in_order]


def find_named_correction(session: Session, problem: Problem) -> dict[str, Any] | None:
    """Return the correction that a problem tells of, if it is one that can be taken back."""
    if not problem.rule.startswith("correction_"):
        return None
    begins = str(problem.to_do.values.get("id", ""))
    fitting = [one for one in session.workspace.judgements.corrections if begins and one.id.startswith(begins)]
    return _correction(session, fitting[0]) if len(fitting) == 1 else None


def describe_findings(session: Session, source_id: str) -> list[dict[str, Any]]:
    """Return the personal data found in one source, as a person judges it."""
    language = session.language
    return [
        {
            "id": finding.id,
            "kind": PERSONAL_WORDS[finding.kind].text(language),
            "text": finding.text,
            "reason": finding.reason.text(language),
            "place": finding.place.label(language),
            "state": finding.state,
            "state_word": _STATES[finding.state].text(language),
        }
        for finding in session.received.personal_of(source_id)
    ]


def describe_orphans(session: Session, problem: Problem) -> list[dict[str, Any]]:
    """Return the codings of a statement that is gone, one for each coder, and the statements that may have come instead."""
    language, judgements, received = session.language, session.workspace.judgements, session.received
    hidden = others_are_hidden(judgements, problem.statement_id, session.person)
    sources = {source.source_id: source.source for source in received.sources}
    return [
        {
            "statement": coding.statement_id,
            "coder": coding.by,
            "mine": coding.by == session.person,
            "text": coding.text,
            "codes": [] if hidden and coding.by != session.person else _name_codes(session, coding),
            "memo": "" if hidden and coding.by != session.person else coding.memo,
            "candidates": [
                {
                    "id": one.passage.statement_id,
                    "text": one.passage.text,
                    "place": one.passage.anchor.label(language),
                    "source": sources.get(one.passage.source_id, ""),
                    "likeness": one.likeness,
                    "coded": (one.passage.statement_id, session.person) in judgements.codings,
                }
                for one in find_alike_passages(received, coding)
            ],
        }
        for coding in list_orphans(session.workspace, received, problem.statement_id)
    ]


def list_senders(session: Session) -> list[dict[str, str]]:
    """Return who a source may be from, as they are chosen from."""
    register, area_code, language = session.workspace.register, session.require_area(), session.language
    members = register.members_in(area_code) if area_code != NATIONAL else ()
    bodies = [(body.code, body.name, word(Level.BODY)) for body in register.bodies]
    named = [(member.code, member.name, word(member.level)) for member in members] + bodies
    return [{"code": code, "label": name, "group": f"{group.text(language)} {code}"} for code, name, group in named]


def _field(session: Session, of: str, name: str, target: Source | Passage, target_id: str) -> dict[str, Any]:
    language, seen = session.language, value_of(target, name)
    choices: list[list[str]] | None = None
    if name in _CODES:
        choices = [[code.value, word(code).text(language)] for code in _CODES[name]]
    elif name == "question":
        questions = session.workspace.dialogue.questions
        choices = [["", Message("ingen").text(language)]]
        choices += [[question.id, question.text.in_language(language)] for question in questions]
    shown = target.sender_name if name == "sender_code" and isinstance(target, Source) else seen
    return {
        "name": f"{of}.{name}",
        "field": name,
        "label": FIELD_WORDS[name].text(language),
        "of": of,
        "target": target_id,
        "seen": seen,
        "shown": write_short_date(seen) if name == "date" else shown,
        "choices": choices,
    }


def _correction(session: Session, one: CorrectionMade, text: str = "") -> dict[str, Any]:
    language = session.language
    told = describe_correction(one)
    source = next((s.source for s in session.received.sources if s.source_id == one.source_id), one.source)
    return {
        "id": one.id,
        "field": told["field"].text(language),
        "from": _shown(session, one, told["expected"]),
        "to": _shown(session, one, told["value"]),
        "source": source,
        "place": one.anchor.label(language),
        "text": text if one.field != "text" else "",
        "by": one.by,
        "mine": one.by == session.person,
        "at": f"{write_short_date(one.at.astimezone().date().isoformat())} {one.at.astimezone():%H:%M}",
        "reason": one.reason,
    }


def _shown(session: Session, one: CorrectionMade, told: str | Message) -> str:
    if isinstance(told, Message):
        return told.text(session.language)
    if one.field == "sender_code":
        register = session.workspace.register
        found = register.member(told) or register.body(told)
        return f"{found.name} ({told})" if found else told
    if one.field == "question":
        texts = {
            question.id: question.text.in_language(session.language)
            for question in session.workspace.dialogue.questions
        }
        return texts.get(told, told)
    return told


def _name_codes(session: Session, coding: CodingSet) -> list[str]:
    language, workspace = session.language, session.workspace
    themes = {theme.code: theme.label.in_language(language) for theme in workspace.codebook.themes}
    claims = {claim.id: claim.text.in_language(language) for claim in workspace.claims}
    return [themes.get(code, code) for code in coding.themes] + [
        f"{claims.get(one.claim_id, one.claim_id)} ({word(one.position).text(language)})" for one in coding.claims
    ]
