"""The tab «Koding»: one statement in its context, coded at once with each press."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from medlemsdialog.catalogue import Message
from medlemsdialog.coding.samples import find_sample_item, find_unsettled_samples, is_unsettled_sample
from medlemsdialog.desk.blind_coding import begin_blind, codes_blind
from medlemsdialog.desk.codes import describe_claims, describe_themes, write_claim
from medlemsdialog.desk.dispatch import Action, Payload
from medlemsdialog.desk.session import Session
from medlemsdialog.errors import UsageError
from medlemsdialog.intake.dates import write_short_date
from medlemsdialog.judgements.events import CodingRemoved, CodingSet, CorrectionMade
from medlemsdialog.judgements.history import select_history
from medlemsdialog.models.claims import ClaimPosition
from medlemsdialog.models.coded import CodedStatement
from medlemsdialog.models.passages import Passage
from medlemsdialog.models.sources import Source
from medlemsdialog.models.vocabulary import Addressee, Kind, Position, word
from medlemsdialog.runs.history import build_teller
from medlemsdialog.runs.judging import require_known

_AROUND = 2
_LONGEST_MEMO = 2000


def list_statements(session: Session, _payload: Payload, _files: Sequence[bytes]) -> dict[str, Any]:
    """Return what the tab begins with: a row for each statement, and the codes to choose from."""
    language = session.language
    sources = {source.source_id: source for source in session.received.sources}
    dialogue, hidden = session.workspace.dialogue, find_unsettled_samples(session.workspace.judgements)
    return {
        "rows": [
            _row(session, coded, sources[coded.passage.source_id], hidden=coded.passage.statement_id in hidden)
            for coded in session.coded.values()
        ],
        "themes": describe_themes(session),
        "claims": describe_claims(session),
        "positions": [[position.value, word(position).text(language)] for position in Position],
        "addressees": [[addressee.value, word(addressee).text(language)] for addressee in Addressee],
        "purposes": [[purpose.code, purpose.text.in_language(language)] for purpose in dialogue.purposes],
        "questions": [[question.id, question.text.in_language(language)] for question in dialogue.questions],
        "kinds": [[kind.value, word(kind).text(language)] for kind in Kind],
        "senders": sorted({_sender(source) for source in sources.values()}),
    }


def describe_statement(session: Session, payload: Payload, _files: Sequence[bytes]) -> dict[str, Any]:
    """Return one statement with the passages around it, what is suggested, what this person chose, and what others did."""
    coded = _find(session, payload)
    passage, judgements, language = coded.passage, session.workspace.judgements, session.language
    source = session.received.source(passage.source_id)
    passages = session.received.passages_of(passage.source_id)
    at = next(number for number, one in enumerate(passages) if one.statement_id == passage.statement_id)
    # Each press is a coding here: one press must not show what others chose for a statement of a sample.
    hidden = is_unsettled_sample(judgements, passage.statement_id)
    mine = judgements.codings.get((passage.statement_id, session.person))
    others = [] if hidden else [view for view in coded.views if view.coder != session.person]
    return {
        "id": passage.statement_id,
        "text": passage.text,
        "kind": passage.kind.value,
        "tick": passage.tick,
        "asked": passage.question_label,
        "place": passage.anchor.label(language),
        "source": source.source,
        "sender": _sender(source),
        "status": word(passage.status or source.status).text(language),
        "date": write_short_date(source.date),
        "counts": source.counts,
        "before": [_around(one, session) for one in passages[max(at - _AROUND, 0) : at]],
        "after": [_around(one, session) for one in passages[at + 1 : at + 1 + _AROUND]],
        # Two who take the same suggestion agree with the computer, and a sample measures whether they agree with each other.
        "suggestions": [
            {"theme": one.theme, "reason": one.reason.text(language)} for one in coded.suggestions if not hidden
        ],
        "suggested_claims": [
            {"claim": one.claim_id, "reason": one.reason.text(language)} for one in coded.suggested_claims if not hidden
        ],
        "unsure": coded.unsure and not hidden,
        "blind": hidden,
        "mine": _coding(mine) if mine else None,
        "others": [
            {
                "coder": view.coder,
                "themes": view.themes,
                "claims": [[one.claim_id, one.position.value] for one in view.claims],
                "memo": view.memo,
            }
            for view in others
        ],
        "ticked": [[one.claim_id, one.position.value] for one in coded.claims] if passage.tick else [],
    }


def save_coding(session: Session, payload: Payload, files: Sequence[bytes]) -> dict[str, Any]:
    """Save this person's coding of one statement as the page shows it, and return the statement and its row.

    With `none` the coding is taken back.

    Raises:
        UsageError: A theme, claim, position or question is unknown, or the memo is too long.
    """
    coded = _find(session, payload)
    statement_id, person = coded.passage.statement_id, session.require_person()
    if payload.get("none"):
        if (statement_id, person) in session.workspace.judgements.codings:
            session.append([CodingRemoved(by=person, client=session.client, statement_id=statement_id)])
    else:
        coding = _read_coding(session, coded.passage, payload, person)
        if coding.sample_id:
            begin_blind(session, statement_id)
        session.append([coding])
    return _answer(session, payload, files)


def tell_history(session: Session, payload: Payload, _files: Sequence[bytes]) -> dict[str, Any]:
    """Return what has been judged of a statement, a sentence each with who and when, the latest first."""
    statement_id = _find(session, payload).passage.statement_id
    events = select_history(session.events, statement_id=statement_id)
    if is_unsettled_sample(session.workspace.judgements, statement_id):
        events = tuple(placed for placed in events if placed.event.by == session.person)
    teller = build_teller(session.workspace, session.language)
    return {
        "lines": [
            {
                "when": f"{placed.event.at.astimezone():%d.%m.%Y %H:%M}",
                "by": placed.event.by,
                "what": teller.tell(placed),
            }
            for placed in reversed(events)
        ]
    }


def save_kind(session: Session, payload: Payload, files: Sequence[bytes]) -> dict[str, Any]:
    """Put right what a passage is: `kind`. What is no statement any more leaves the list."""
    coded = _find(session, payload)
    kind = str(payload.get("kind"))
    require_known(kind, [one.value for one in Kind], Message("slaget"))
    passage = coded.passage
    if kind != passage.kind.value:
        correction = CorrectionMade(
            by=session.require_person(),
            client=session.client,
            source_id=passage.source_id,
            statement_id=passage.statement_id,
            anchor=passage.anchor,
            field="kind",
            expected=passage.kind.value,
            value=kind,
            reason=Message("rettet på rådgiverbordet").text(session.language),
        )
        session.append([correction])
    return _answer(session, payload, files) if passage.statement_id in session.coded else {"row": None}


def _answer(session: Session, payload: Payload, files: Sequence[bytes]) -> dict[str, Any]:
    coded = session.coded[str(payload["id"])]
    source = session.received.source(coded.passage.source_id)
    statement = describe_statement(session, payload, files)
    return {"row": _row(session, coded, source, hidden=statement["blind"]), "statement": statement}


def _find(session: Session, payload: Payload) -> CodedStatement:
    coded = session.coded.get(str(payload.get("id", "")))
    if coded is None:
        raise UsageError(Message("Utsagnet finnes ikke lenger. Innspillet er endret. Velg et annet i listen."))
    return coded


def _row(session: Session, coded: CodedStatement, source: Source, *, hidden: bool) -> dict[str, Any]:
    passage = coded.passage
    mine = session.workspace.judgements.codings.get((passage.statement_id, session.person))
    return {
        "id": passage.statement_id,
        "text": passage.text,
        "sender": _sender(source),
        "source": source.source,
        "themes": mine.themes if hidden and mine else (() if hidden else coded.themes),
        "suggested": [one.theme for one in coded.suggestions if not hidden],
        "mine": mine is not None,
        "coders": int(mine is not None) if hidden else coded.coders,
        "disputed": bool(coded.disputed) and not hidden,
        "counts": source.counts,
        "tick": passage.tick,
    }


def _around(passage: Passage, session: Session) -> dict[str, Any]:
    return {"text": passage.text, "kind": word(passage.kind).text(session.language), "statement": passage.is_statement}


def _sender(source: Source) -> str:
    return source.sender_name or source.source


def _coding(coding: CodingSet) -> dict[str, Any]:
    return {
        "themes": coding.themes,
        "claims": [[one.claim_id, one.position.value] for one in coding.claims],
        "questions": coding.questions,
        "memo": coding.memo,
        "quotable": coding.quotable,
    }


def _read_coding(session: Session, passage: Passage, payload: Payload, person: str) -> CodingSet:
    workspace = session.workspace
    themes = tuple(dict.fromkeys(str(theme) for theme in payload.get("themes", ())))
    pairs = {str(claim): str(position) for claim, position in payload.get("claims", ())}
    questions = tuple(dict.fromkeys(str(question) for question in payload.get("questions", ())))
    before = workspace.judgements.codings.get((passage.statement_id, person))
    earlier = before.themes if before else ()
    known_claims = [claim.id for claim in workspace.claims]
    # What is no longer used may stay as it was chosen; it counts for what took over.
    for theme in themes:
        if theme not in earlier:
            require_known(theme, sorted(workspace.codebook.codes), Message("temaet"))
    for claim, position in pairs.items():
        if before is None or claim not in {one.claim_id for one in before.claims}:
            require_known(claim, known_claims, Message("kravet"))
        require_known(position, [known.value for known in Position], Message("standpunktet"))
    for question in questions:
        require_known(question, [known.id for known in workspace.dialogue.questions], Message("spørsmålet"))
    memo, quotable = str(payload.get("memo", "")).strip(), payload.get("quotable")
    if len(memo) > _LONGEST_MEMO:
        raise UsageError(Message("Notatet er for langt. Skriv høyst {most} tegn.", most=_LONGEST_MEMO))
    found = find_sample_item(workspace.judgements, passage.statement_id, session.require_area())
    return CodingSet(
        by=person,
        client=session.client,
        statement_id=passage.statement_id,
        text=passage.text,
        anchor=passage.anchor,
        themes=themes,
        claims=tuple(ClaimPosition(claim_id=claim, position=Position(said)) for claim, said in pairs.items()),
        questions=questions,
        kind=before.kind if before else None,
        quotable=bool(quotable) if quotable is not None else None,
        memo=memo,
        settles=before.settles if before else False,
        settled_with=before.settled_with if before else (),
        # What is changed once others' codings are shown is no blind coding.
        sample_id=found[0].sample_id if found and codes_blind(session, passage.statement_id) else "",
    )


ACTIONS: Mapping[str, Action] = {
    "coding.list": list_statements,
    "coding.statement": describe_statement,
    "coding.save": save_coding,
    "coding.kind": save_kind,
    "coding.claim": write_claim,
    "coding.history": tell_history,
}
