"""The adviser's own words in a county report: the assessments with numbers counted and statements cited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from medlemsdialog.evidence.assessment import (
    ResolvedCitation,
    ResolvedField,
    number_citations,
    resolve_assessment,
)
from medlemsdialog.evidence.assessment_checks import find_assessment_problems
from medlemsdialog.evidence.disclosure import share_summary
from medlemsdialog.evidence.sign_off import describe_lapse
from medlemsdialog.judgements.events import AssessmentWritten
from medlemsdialog.judgements.fold import Judgements
from medlemsdialog.models.summary import AreaSummary, AssessmentRow
from medlemsdialog.report import places, wording
from medlemsdialog.report.fragment import Fragment, render
from medlemsdialog.report.prose import Insertion, render_prose_with
from medlemsdialog.report.statement_views import AreaIndex, StatementView, index_area, show_statement

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels

_ORDER = {"area": 0, "theme": 1, "claim": 2, "question": 3}
_SEPARATOR = Markup("<sup>, </sup>")
_NOTHING = Insertion(Markup(""), Markup(""))


@dataclass(frozen=True)
class RivalView:
    """A text that another person wrote at the same time, and that nobody has taken a stand to yet."""

    about: str
    by: str
    text: Markup


def assessment(summary: AreaSummary, labels: Labels) -> Fragment:
    """Show the adviser's own words, apart from what the members say, and the statements they cite."""
    shared = share_summary(summary)
    index = index_area(shared)
    rows = sorted(shared.assessments, key=lambda row: _ORDER[row.about])
    numbers = number_all(rows, shared)
    shown = [
        (
            places.assessment_id(index.prefix, row.about, row.about_id),
            name_assessment(row, labels),
            render_assessment(row.text, shared, labels, numbers=numbers, index=index),
        )
        for row in rows
    ]
    return render(
        "assessment",
        labels,
        rows=shown,
        cited=[show_statement(index.statements[statement], index, labels) for statement in numbers],
        sign_off=summary.sign_off,
        # Advisers write in their county's own language, whatever the page's.
        lang=shared.area.language if shared.area.language != labels.language else "",
        lapse=describe_lapse(summary.sign_off_changed).text(labels.language),
        prefix=index.prefix,
    )


def assessment_review(summary: AreaSummary, judgements: Judgements, labels: Labels) -> Fragment:
    """Show what a person should look at in the assessments, and what others wrote at the same time. Internal only."""
    problems = [
        (name_assessment(row, labels), problem.anchor.label(labels.language), problem)
        for row in sorted(summary.assessments, key=lambda row: _ORDER[row.about])
        for problem in find_assessment_problems(row.text, summary, labels, judgements)
    ]
    rivals = [
        RivalView(
            about=name_assessment(rival, labels),
            by=rival.by,
            text=render_assessment(rival.text, summary, labels, internal=True),
        )
        for key, event in sorted(judgements.assessments.items())
        if key[0] == summary.area.code
        for rival in judgements.rivals.get(event.id, ())
        if isinstance(rival, AssessmentWritten)
    ]
    return render(
        "assessment_review", labels, problems=problems, rivals=rivals, prefix=places.area_prefix(summary.area.code)
    )


def render_assessment(
    text: str,
    summary: AreaSummary,
    labels: Labels,
    *,
    numbers: Mapping[str, int] | None = None,
    index: AreaIndex | None = None,
    internal: bool = False,
) -> Markup:
    """Return one assessment as it is printed: harmless HTML, fields as numbers, citations as small numbers that lead on.

    What leads nowhere is left out (a citation) or said to be missing (a number); `internal` says what is wrong instead.
    """
    looked_up = index or index_area(summary)
    parts = resolve_assessment(text, summary, labels, numbers=numbers)
    pieces: list[str | Insertion] = []
    for position, part in enumerate(parts):
        match part:
            case ResolvedCitation():
                if pieces and isinstance(pieces[-1], str):
                    pieces[-1] = pieces[-1].rstrip(" \u00a0")  # the number stands at the word it follows
                after_citation = position > 0 and isinstance(parts[position - 1], ResolvedCitation)
                pieces.append(_show_citation(part, looked_up, labels, internal=internal, follows=after_citation))
            case ResolvedField():
                pieces.append(_show_field(part, labels, internal=internal))
            case _:
                pieces.append(part.raw)
    return render_prose_with(pieces)


def number_all(rows: Sequence[AssessmentRow], summary: AreaSummary) -> dict[str, int]:
    """Return the number of each statement that a report's assessments cite; those cited beside the text come last."""
    in_text = number_citations([row.text for row in rows], summary)
    known = {row.statement_id for row in summary.statements}
    beside = dict.fromkeys(s for row in rows for s in row.cited if s in known and s not in in_text)
    return in_text | {statement: number for number, statement in enumerate(beside, start=len(in_text) + 1)}


def name_assessment(row: AssessmentRow | AssessmentWritten, labels: Labels) -> str:
    """Return what an assessment is about, in words."""
    if row.about == "theme":
        return labels.t("Om temaet «{theme}»", theme=labels.theme(row.about_id))
    if row.about == "claim":
        return labels.t("Om kravet «{claim}»", claim=labels.claim(row.about_id))
    if row.about == "question":
        about = labels.t("Om spørsmålet «{question}»", question=labels.question(row.about_id))
        mark = labels.t("eksempel – ikke KS' ordlyd")
        return f"{about} ({mark})" if labels.is_example_wording(row.about_id) else about
    return labels.t("Om fylket som helhet")


def find_assessment_id(summary: AreaSummary, about: str, about_id: str) -> str:
    """Return the id of the assessment of a theme, claim or question; the empty text where nobody has written one."""
    written = any(row.about == about and row.about_id == about_id for row in summary.assessments)
    return places.assessment_id(places.area_prefix(summary.area.code), about, about_id) if written else ""


def _show_citation(
    part: ResolvedCitation, index: AreaIndex, labels: Labels, *, internal: bool, follows: bool
) -> Insertion:
    row = index.statements.get(part.statement_id)
    if part.number is None or row is None:
        if not internal:
            return _NOTHING
        said = Markup(' <span class="mark">[{}]</span>').format(labels.t("utsagnet finnes ikke lenger"))
        return Insertion(said, said)
    view: StatementView = show_statement(row, index, labels)
    number = wording.number(part.number, labels.language)
    name = labels.t("utsagn {number} fra {sender}", number=number, sender=view.sender)
    separator = _SEPARATOR if follows else Markup("")
    link = Markup('<sup class="citation"><a href="#{}" aria-label="{}">{}</a></sup>').format(view.id, name, number)
    return Insertion(separator + link, separator + Markup("<sup>{}</sup>").format(number))


def _show_field(part: ResolvedField, labels: Labels, *, internal: bool) -> Insertion:
    if part.value is not None:
        shown = Markup.escape(wording.number(part.value, labels.language))
    elif internal and part.fault is not None:
        fault = part.fault.text(labels.language)
        shown = Markup('<span class="mark">[{}]</span>').format(labels.t("tallet mangler: {fault}", fault=fault))
    else:
        shown = Markup('<span class="mark">[{}]</span>').format(labels.t("tallet mangler"))
    return Insertion(shown, shown)
