"""Who was asked and who was heard in a county: members, bodies and the state of every question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from medlemsdialog.evidence.disclosure import share_summary
from medlemsdialog.models.summary import AreaSummary
from medlemsdialog.models.vocabulary import Level, SourceState
from medlemsdialog.report import places, wording
from medlemsdialog.report.county_assessment import find_assessment_id
from medlemsdialog.report.figures import draw_members, draw_questions
from medlemsdialog.report.fragment import Fragment, render
from medlemsdialog.report.withheld import tell_withheld

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels


def heard(summary: AreaSummary, labels: Labels) -> Fragment:
    """Show the members that were heard or wait, by name, and those without input as a number."""
    shared, prefix = share_summary(summary), places.area_prefix(summary.area.code)
    states: Counter[str] = Counter(member.state for member in shared.members)
    registered = Counter(source.sender_code for source in shared.sources if source.state is SourceState.REGISTERED)
    spoken = Counter(statement.sender_code for statement in shared.statements)
    return render(
        "heard",
        labels,
        prefix=prefix,
        figure=draw_members(prefix, states, labels) if states.keys() - {"silent"} else None,
        members=[member for member in summary.members if member.state != "silent"],
        silent=_silent(summary, labels),
        registered=registered,
        spoken=spoken,
        withheld_codes=shared.withheld_codes,
        withheld=tell_withheld([shared], labels),
        only_bodies=not summary.heard_members and any(body.heard for body in summary.bodies),
    )


def bodies(summary: AreaSummary, labels: Labels) -> Fragment:
    """Show the bodies with their meetings; a body does not speak for the county's members."""
    shared = share_summary(summary)
    return render(
        "bodies",
        labels,
        prefix=places.area_prefix(summary.area.code),
        bodies=shared.bodies,
        spoken=Counter(statement.sender_code for statement in shared.statements),
        withheld_codes=shared.withheld_codes,
    )


def questions(summary: AreaSummary, labels: Labels) -> Fragment:
    """Show the state of every question: how many members answered, wait, were silent or not asked."""
    shared, prefix = share_summary(summary), places.area_prefix(summary.area.code)
    rows = [(labels.question(row.question), dict(row.members)) for row in shared.questions]
    marks = example_marks([row.question for row in shared.questions], labels)
    anything = bool(shared.sources) or shared.leaves_out
    return render(
        "questions",
        labels,
        figure=draw_questions(prefix, rows, labels, marked=marks) if rows and anything else None,
        has_examples=any(marks),
        bodies_answered=[
            (labels.question(row.question), mark, row.bodies_answered)
            for row, mark in zip(shared.questions, marks, strict=True)
        ],
        assessed=[
            (labels.question(row.question), assessment_id)
            for row in shared.questions
            if (assessment_id := find_assessment_id(summary, "question", row.question))
        ],
        untold=max((shared.members_without_state(row.question) for row in shared.questions), default=0),
        prefix=prefix,
    )


def example_marks(questions_shown: Sequence[str], labels: Labels) -> list[str]:
    """Return, per question, the mark that its wording is an example, or an empty text."""
    mark = labels.t("eksempel – ikke KS' ordlyd")
    return [mark if labels.is_example_wording(question) else "" for question in questions_shown]


def _silent(summary: AreaSummary, labels: Labels) -> list[str]:
    silent = [m for m in summary.members if m.state == "silent" and m.level is Level.MUNICIPALITY]
    parts = []
    if silent:
        parts.append(wording.plural("{number} kommune", "{number} kommuner", len(silent), labels.language))
        known = [member.population for member in silent if member.population is not None]
        # One unknown population makes the sum unknown; a partial sum would look like the whole.
        if len(known) == len(silent):
            people = wording.plural("{number} innbygger", "{number} innbyggere", sum(known), labels.language)
            parts[0] = labels.t("{municipalities} (til sammen {people})", municipalities=parts[0], people=people)
    if any(m.state == "silent" and m.level is Level.COUNTY_COUNCIL for m in summary.members):
        parts.append(labels.t("fylkeskommunen"))
    return parts
