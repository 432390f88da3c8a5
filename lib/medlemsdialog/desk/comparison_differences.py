"""The tab «Sammenlign koding»: what was coded differently, side by side with names, and what the coders agree on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from medlemsdialog.catalogue import Message
from medlemsdialog.coding.comparison import compare_statement
from medlemsdialog.desk.blind_coding import end_blind
from medlemsdialog.desk.compared_statements import describe_pair, list_codes, place_statement, read_codes, take_back
from medlemsdialog.desk.dispatch import Action, Payload
from medlemsdialog.desk.session import Session
from medlemsdialog.errors import UsageError
from medlemsdialog.evidence import Labels, build_labels
from medlemsdialog.models.coded import CoderView
from medlemsdialog.models.compared import ComparedStatement, Comparison
from medlemsdialog.runs.comparing import codes_of, compare_samples, settle_difference


def list_differences(session: Session, payload: Payload, _files: Sequence[bytes]) -> dict[str, Any]:
    """Return the statements of one pair of counties that were coded differently, side by side with names."""
    labels = build_labels(session.workspace, session.language)
    comparison = _find_pair(session, payload)
    for one in comparison.statements:
        end_blind(session, one.statement_id)
    different = sorted(comparison.different, key=lambda one: not one.is_open)
    return {
        **list_codes(session),
        "pair": describe_pair(comparison, labels),
        "rows": [_describe_difference(session, one, labels) for one in different],
    }


def settle(session: Session, payload: Payload, _files: Sequence[bytes]) -> dict[str, Any]:
    """Save what the coders of a statement agree on, with all their names: what one of them chose (`coder`), or else `themes` and `claims`.

    Raises:
        UsageError: The statement is not compared, the person has yet to code it blind, or a code is unknown.
    """
    statement_id, person = str(payload.get("id", "")), session.require_person()
    compared = compare_statement(session.workspace.judgements, statement_id)
    coder = str(payload.get("coder", ""))
    codes = codes_of(compared, coder) if compared and coder else read_codes(payload)
    settle_difference(session.workspace, statement_id, codes, by=person, area_code=session.require_area())
    session.refresh()
    return _answer_difference(session, statement_id)


def undo_settling(session: Session, payload: Payload, _files: Sequence[bytes]) -> dict[str, Any]:
    """Take back what this person settled of a statement; what held before holds again.

    Raises:
        UsageError: Somebody else settled it.
    """
    statement_id, person = str(payload.get("id", "")), session.require_person()
    own = session.workspace.judgements.codings.get((statement_id, person))
    if own is None or not own.settles:
        raise UsageError(Message("Bare den som lagret enigheten, kan angre den. Velg på nytt i stedet."))
    take_back(session, statement_id)
    return _answer_difference(session, statement_id)


def _answer_difference(session: Session, statement_id: str) -> dict[str, Any]:
    compared = compare_statement(session.workspace.judgements, statement_id)
    labels = build_labels(session.workspace, session.language)
    return {"row": _describe_difference(session, compared, labels) if compared else None}


def _find_pair(session: Session, payload: Payload) -> Comparison:
    wanted = tuple(str(payload.get(name, "")) for name in ("sample", "area", "cross"))
    for one in compare_samples(session.workspace, area_code=session.require_area(), person=session.person):
        if (one.sample_id, one.area_code, one.cross_area_code) == wanted:
            return one
    raise UsageError(Message("Sammenligningen finnes ikke lenger. Åpne fanen på nytt."))


def _describe_difference(session: Session, one: ComparedStatement, labels: Labels) -> dict[str, Any]:
    placed = place_statement(session, one.area_code, one.statement_id)
    return {
        "id": one.statement_id,
        "area": labels.area(one.area_code),
        # Where the original is not in this folder, the text that was coded stands alone.
        **(
            placed
            or {"text": one.text, "before": [], "after": [], "asked": "", "sender": "", "status": "", "place": ""}
        ),
        "views": [_describe_view(session, one, view, labels) for view in one.views],
        "open": one.is_open,
        "settled": _name_codes(one.settled, labels) if one.settled else None,
        "settled_by": [one.settled.coder, *one.settled_with] if one.settled else [],
        "can_undo": bool(one.settled and one.settled.coder == session.person),
        "shared": {
            "themes": [theme for theme in one.views[0].themes if theme not in one.different_themes],
            "claims": [
                [claim.claim_id, claim.position.value]
                for claim in one.views[0].claims
                if claim.claim_id not in one.different_claims
            ],
        },
    }


def _describe_view(session: Session, one: ComparedStatement, view: CoderView, labels: Labels) -> dict[str, Any]:
    """Return what one coder chose, what of it others chose too, and what he or she lacks that others chose."""
    own_claims = {claim.claim_id for claim in view.claims}
    others = [other for other in one.views if other.coder != view.coder]
    elsewhere = {claim.claim_id for other in others for claim in other.claims}
    return {
        "coder": view.coder,
        "me": view.coder == session.person,
        "memo": view.memo,
        "themes": [
            {"label": labels.theme(theme), "mark": "only" if theme in one.different_themes else "same"}
            for theme in view.themes
        ],
        "claims": [
            {
                "label": labels.claim(claim.claim_id),
                "position": labels.word(claim.position),
                "mark": "same"
                if claim.claim_id not in one.different_claims
                else ("position" if claim.claim_id in elsewhere else "only"),
            }
            for claim in view.claims
        ],
        "missing": [labels.theme(theme) for theme in one.different_themes if theme not in view.themes]
        + [labels.claim(claim) for claim in one.different_claims if claim not in own_claims],
    }


def _name_codes(view: CoderView, labels: Labels) -> list[str]:
    return [
        *(labels.theme(theme) for theme in view.themes),
        *(f"{labels.word(claim.position)}: {labels.claim(claim.claim_id)}" for claim in view.claims),
    ]


ACTIONS: Mapping[str, Action] = {
    "comparison.differences": list_differences,
    "comparison.settle": settle,
    "comparison.undo": undo_settling,
}
