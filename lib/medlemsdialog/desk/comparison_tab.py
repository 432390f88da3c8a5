"""The tab «Sammenlign koding» of a county: what is left of the sample, and the sample coded blind.

Blind means that a coder sees neither what others chose nor what the computer suggests. Two who both take the same
suggestion agree with the computer, and that is not what is measured; suggestions learned from codings would even tell
what others chose. So the sample shows the statement in its context and nothing else, until the person opens the differences.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from medlemsdialog.catalogue import Message
from medlemsdialog.desk import comparison_differences, comparison_overview
from medlemsdialog.desk.blind_coding import begin_blind, codes_blind
from medlemsdialog.desk.compared_statements import describe_pair, list_codes, place_statement, read_codes, take_back
from medlemsdialog.desk.dispatch import Action, Payload
from medlemsdialog.desk.other_areas import read_area
from medlemsdialog.desk.session import Session
from medlemsdialog.errors import UsageError
from medlemsdialog.evidence import Labels, build_labels
from medlemsdialog.judgements.events import CodingSet
from medlemsdialog.models.compared import SampleTask
from medlemsdialog.runs.comparing import (
    code_in_sample,
    compare_samples,
    sample_tasks,
)


def describe_overview(session: Session, payload: Payload, files: Sequence[bytes]) -> dict[str, Any]:
    """Return what is left to code in the sample, and how alike each pair of counties has coded."""
    labels = build_labels(session.workspace, session.language)
    area_code = session.require_area()
    comparisons = compare_samples(session.workspace, area_code=area_code, person=session.person)
    return {
        "sampled": bool(session.workspace.judgements.samples),
        "todo": _tell_todo(_find_tasks(session), labels),
        "pairs": [describe_pair(comparison, labels) for comparison in comparisons],
    }


def list_tasks(session: Session, _payload: Payload, _files: Sequence[bytes]) -> dict[str, Any]:
    """Return the statements of the sample that this person may code blind, with their context, and the codes to choose from."""
    labels = build_labels(session.workspace, session.language)
    return {
        **list_codes(session),
        "rows": [
            _describe_task(session, task, labels)
            for task in _find_tasks(session)
            if task.passage and codes_blind(session, task.statement_id)
        ],
    }


def save_blind(session: Session, payload: Payload, files: Sequence[bytes]) -> dict[str, Any]:
    """Save this person's blind coding of a statement, in the log of his or her own area; with `undo` take back the last press.

    Raises:
        UsageError: The statement is in no sample for the area, or others' codings of it have been seen.
    """
    task = _find_task(session, payload)
    if not codes_blind(session, task.statement_id):
        raise UsageError(
            Message(
                "Andre har kodet utsagnet, og du kan ha sett hva de valgte. Det kodes ikke blindt igjen. "
                "Er kodingene ulike, bli enige under «se ulike»."
            )
        )
    person = session.require_person()
    if payload.get("undo"):
        take_back(session, task.statement_id)
    else:
        codes = read_codes(payload)
        code_in_sample(
            session.workspace, session.require_area(), task.statement_id, codes, by=person, passage=task.passage
        )
        begin_blind(session, task.statement_id)
        session.refresh()
    labels = build_labels(session.workspace, session.language)
    return {"row": _describe_task(session, _find_task(session, payload), labels)}


def _find_tasks(session: Session) -> tuple[SampleTask, ...]:
    return sample_tasks(
        session.workspace, session.require_area(), session.person, read=lambda code: read_area(session, code)
    )


def _find_task(session: Session, payload: Payload) -> SampleTask:
    for task in _find_tasks(session):
        if task.statement_id == payload.get("id"):
            return task
    raise UsageError(Message("Utsagnet er ikke lenger i utvalget for fylket. Åpne fanen på nytt."))


def _tell_todo(tasks: Sequence[SampleTask], labels: Labels) -> dict[str, Any]:
    """Return how many statements the area has to code, how many are done, and by whom they were left."""
    here = [task for task in tasks if task.passage]
    cross = Counter(labels.area(task.area_code) for task in here if task.cross)
    return {
        "all": len(here),
        "covered": sum(task.covered for task in here),
        "mine": sum(task.done for task in here),
        "missing": len(tasks) - len(here),
        "cross": [{"area": area, "number": number} for area, number in sorted(cross.items())],
    }


def _describe_task(session: Session, task: SampleTask, labels: Labels) -> dict[str, Any]:
    mine = session.workspace.judgements.codings.get((task.statement_id, session.person))
    return {
        "id": task.statement_id,
        "area": labels.area(task.area_code),
        "cross": task.cross,
        "covered": task.covered,
        "done": task.done,
        "mine": _tell_codes(mine) if mine else None,
        **place_statement(session, task.area_code, task.statement_id),
    }


def _tell_codes(coding: CodingSet) -> dict[str, Any]:
    return {"themes": coding.themes, "claims": [[one.claim_id, one.position.value] for one in coding.claims]}


ACTIONS: Mapping[str, Action] = {
    "comparison.overview": describe_overview,
    "comparison.tasks": list_tasks,
    "comparison.code": save_blind,
    **comparison_differences.ACTIONS,
    **comparison_overview.ACTIONS,
}
