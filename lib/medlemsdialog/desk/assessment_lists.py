"""The lists of the tab «Vurdering»: what one can write about, and the statements that can be cited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from medlemsdialog.catalogue import Message
from medlemsdialog.coding.samples import find_unsettled_samples
from medlemsdialog.desk.area_summary import summarise
from medlemsdialog.desk.dispatch import Action, Payload
from medlemsdialog.desk.session import Session
from medlemsdialog.evidence import Labels, build_labels
from medlemsdialog.evidence.assessment import About
from medlemsdialog.evidence.inherited import StandingAssessment, find_assessments
from medlemsdialog.models.summary import StatementRow
from medlemsdialog.models.vocabulary import Position, word
from medlemsdialog.report.statement_views import sender_name

ABOUT: Mapping[str, About] = {"area": "area", "theme": "theme", "claim": "claim", "question": "question"}
# What one can write about: what it is, its code, and a word on how much there is.
_Thing = tuple[str, str, str]


def list_things(session: Session, _payload: Payload, _files: Sequence[bytes]) -> dict[str, Any]:
    """Return what one can write about: the area, the themes raised, the claims with positions, and the questions."""
    summary, labels = summarise(session), build_labels(session.workspace, session.language)
    standing = {(one.about, one.about_id): one for one in find_assessments(session.workspace, session.require_area())}
    things: list[_Thing] = [("area", "", "")]
    things += [
        ("theme", row.theme, _count_members(len(row.members), session, bodies=len(row.bodies)))
        for row in summary.themes
    ]
    things += [("claim", row.claim_id, _tell_positions(row.members.of, session)) for row in summary.claims]
    things += [("question", one.id, "") for one in session.workspace.dialogue.questions]
    shown = {(about, about_id) for about, about_id, _ in things}
    things += [(about, about_id, "") for about, about_id in standing if (about, about_id) not in shown]
    order = list(ABOUT)
    return {
        "dialogue": session.workspace.dialogue.id,
        "things": [
            _describe_thing(session, labels, thing, standing.get((ABOUT[thing[0]], thing[1])))
            for thing in sorted(things, key=lambda thing: order.index(thing[0]))
        ],
    }


def list_statements(session: Session, _payload: Payload, _files: Sequence[bytes]) -> dict[str, Any]:
    """Return the area's statements that count, to be cited: who said it, the words, and what each is about.

    Of a statement that several are to code blind, only what this person made of it is told.
    """
    summary, labels = summarise(session), build_labels(session.workspace, session.language)
    sources = {source.source_id: source for source in summary.sources}
    hidden = find_unsettled_samples(session.workspace.judgements)
    return {
        "revision": session.revision,
        "statements": [
            {
                "id": row.statement_id,
                "sender": sender_name(sources[row.source_id], labels),
                "status": word(row.status).text(session.language),
                "text": session.coded[row.statement_id].passage.text,
                "place": row.anchor_label,
                **_tell_codes(session, row, hidden=row.statement_id in hidden),
                "questions": [row.question, *row.questions],
            }
            for row in summary.statements
        ],
    }


def _describe_thing(
    session: Session, labels: Labels, thing: _Thing, standing: StandingAssessment | None
) -> dict[str, Any]:
    about, about_id, detail = thing
    event = standing.own if standing else None
    return {
        "about": about,
        "id": about_id,
        "label": name_thing(session, labels, about, about_id),
        "detail": detail,
        "written": bool(standing and standing.events),
        "beside": bool(
            (event and session.workspace.judgements.rivals.get(event.id)) or (standing and standing.taken_over)
        ),
    }


def _tell_codes(session: Session, row: StatementRow, *, hidden: bool) -> dict[str, Any]:
    if not hidden:
        return {"themes": row.themes, "claims": [one.claim_id for one in row.claims]}
    mine = session.workspace.judgements.codings.get((row.statement_id, session.person))
    return {"themes": mine.themes if mine else (), "claims": [one.claim_id for one in mine.claims] if mine else []}


def name_thing(session: Session, labels: Labels, about: str, about_id: str) -> str:
    """Return what one writes about as it is called on the page."""
    match about:
        case "theme":
            return labels.theme(about_id)
        case "claim":
            return labels.claim(about_id)
        case "question":
            return labels.question(about_id)
    return Message("{county} samlet", county=labels.area(session.require_area())).text(session.language)


def _count_members(members: int, session: Session, *, bodies: int = 0) -> str:
    told = Message("1 medlem") if members == 1 else Message("{number} medlemmer", number=members)
    if bodies and not members:
        told = Message("1 organ") if bodies == 1 else Message("{number} organer", number=bodies)
    return told.text(session.language)


def _tell_positions(members_of: Any, session: Session) -> str:
    told = [
        f"{word(position).text(session.language)} {len(members_of(position))}"
        for position in Position
        if members_of(position)
    ]
    return ", ".join(told) or _count_members(0, session)


ACTIONS: Mapping[str, Action] = {
    "assessment.list": list_things,
    "assessment.statements": list_statements,
}
