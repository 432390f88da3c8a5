"""What the tab «Sammenlign koding» shows of statements and codes, whatever area they come from, and what it reads back."""

from __future__ import annotations

from typing import Any

from medlemsdialog.desk.codes import describe_claims, describe_themes
from medlemsdialog.desk.dispatch import Payload
from medlemsdialog.desk.other_areas import read_area
from medlemsdialog.desk.session import Session
from medlemsdialog.evidence import Labels
from medlemsdialog.models.compared import Comparison
from medlemsdialog.models.identity import source_id_of
from medlemsdialog.models.passages import Passage
from medlemsdialog.models.vocabulary import Position, word
from medlemsdialog.runs.comparing import Codes
from medlemsdialog.runs.undoing import plan_undo

_AROUND = 2


def place_statement(session: Session, area_code: str, statement_id: str) -> dict[str, Any]:
    """Return a statement's text with what stands around it; what is not in this folder has no text."""
    received = read_area(session, area_code)
    passages = received.passages_of(source_id_of(statement_id))
    at = next((number for number, one in enumerate(passages) if one.statement_id == statement_id), None)
    if at is None:
        return {}
    passage, source = passages[at], received.source(passages[at].source_id)
    return {
        "text": passage.text,
        "asked": passage.question_label,
        "sender": source.sender_name or source.source,
        "status": word(passage.status or source.status).text(session.language),
        "place": passage.anchor.label(session.language),
        "before": [_tell_around(one, session) for one in passages[max(at - _AROUND, 0) : at]],
        "after": [_tell_around(one, session) for one in passages[at + 1 : at + 1 + _AROUND]],
    }


def _tell_around(passage: Passage, session: Session) -> dict[str, Any]:
    return {"text": passage.text, "kind": word(passage.kind).text(session.language), "statement": passage.is_statement}


def list_codes(session: Session) -> dict[str, Any]:
    """Return the codes to choose from."""
    return {
        "themes": describe_themes(session),
        "claims": describe_claims(session),
        "positions": [[position.value, word(position).text(session.language)] for position in Position],
    }


def describe_pair(comparison: Comparison, labels: Labels) -> dict[str, Any]:
    """Return how alike one pair of counties has coded; without counties, those outside samples."""
    return {
        "sample": comparison.sample_id,
        "area": comparison.area_code,
        "cross": comparison.cross_area_code,
        "area_name": labels.area(comparison.area_code) if comparison.area_code else "",
        "cross_name": labels.area(comparison.cross_area_code) if comparison.cross_area_code else "",
        "drawn": comparison.drawn,
        "hidden": comparison.hidden,
        "compared": len(comparison.statements),
        "different": len(comparison.different),
        "open": len(comparison.open_differences),
        "headline": comparison.headline.text(labels.language),
    }


def read_codes(payload: Payload) -> Codes:
    """Return the `themes` and `claims` that the page sent."""
    themes = tuple(dict.fromkeys(str(theme) for theme in payload.get("themes", ())))
    return Codes(themes, {str(claim): str(position) for claim, position in payload.get("claims", ())})


def take_back(session: Session, statement_id: str) -> None:
    """Append the event that undoes what this person last judged of one statement."""
    of_statement = [placed for placed in session.events if getattr(placed.event, "statement_id", "") == statement_id]
    undo = plan_undo(session.workspace, of_statement, by=session.require_person(), kinds=("codings",))
    session.append([undo.event], area_code=undo.taken_back.area_code)
