"""The internal part of a county's work report: problems, backlog, reminders, suggestions and all passages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from medlemsdialog.models.coded import CodedStatement
from medlemsdialog.models.intake import Intake
from medlemsdialog.models.personal import PERSONAL_WORDS
from medlemsdialog.models.problems import Problem
from medlemsdialog.models.sources import Source
from medlemsdialog.models.summary import AreaSummary
from medlemsdialog.models.vocabulary import Level, Severity, SourceState
from medlemsdialog.report import places
from medlemsdialog.report.fragment import Fragment, render
from medlemsdialog.report.statement_views import language_mark

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels

_ORDER = {severity: index for index, severity in enumerate(Severity)}


# A page of ten megabytes opens; one of a hundred does not.
MOST_PASSAGES = 20_000


def problems(received: Intake, labels: Labels) -> Fragment:
    """Show every problem: what, where, what was found, what is allowed and what to do; errors first."""
    language = labels.language
    rows = [
        {
            "severity": labels.word(problem.severity),
            "source": problem.source,
            "anchor": problem.anchor.label(language),
            "what": problem.what.text(language),
            "found": problem.found,
            "allowed": problem.allowed.text(language),
            "to_do": problem.to_do.text(language),
        }
        for problem in sorted(received.problems, key=lambda problem: _ORDER[problem.severity])
    ]
    return render("problems", labels, rows=rows, prefix=places.area_prefix(received.area_code))


def personal_data(received: Intake, labels: Labels) -> Fragment:
    """Show the personal data found, why, and what people have said of it. Internal only: here it is not masked."""
    names = {source.source_id: source.source for source in received.sources}
    states = {
        "found": labels.t("skjult, ikke sett på"),
        "confirmed": labels.t("skjult, bekreftet"),
        "lifted": labels.t("opphevet, vises"),
    }
    rows = [
        {
            "source": names[finding.source_id],
            "anchor": finding.place.label(labels.language),
            "kind": PERSONAL_WORDS[finding.kind].text(labels.language),
            "text": finding.text,
            "reason": finding.reason.text(labels.language),
            "state": states[finding.state],
            "id": finding.id,
        }
        for finding in received.personal
    ]
    return render("personal_data", labels, rows=rows, prefix=places.area_prefix(received.area_code))


def backlog(received: Intake, labels: Labels) -> Fragment:
    """Show the sources that do not count yet: proposed ones, and those that wait for a person; never those set aside."""
    open_sources = [source for source in received.sources if not source.set_aside_reason and _is_open(source)]
    rows = [(source, _reasons(source, received.problems, labels)) for source in open_sources]
    return render("backlog", labels, rows=rows, prefix=places.area_prefix(received.area_code))


def reminder_list(summary: AreaSummary, labels: Labels) -> Fragment:
    """Show by name the members that have given no input (purreliste). Internal only."""
    silent = [member for member in summary.members if member.state == "silent"]
    return render(
        "reminder_list",
        labels,
        municipalities=[labels.sender(member.code) for member in silent if member.level is Level.MUNICIPALITY],
        county_councils=[labels.sender(member.code) for member in silent if member.level is Level.COUNTY_COUNCIL],
        prefix=places.area_prefix(summary.area.code),
    )


def all_statements(received: Intake, coded: Sequence[CodedStatement], labels: Labels) -> Fragment:
    """Show every passage with its kind and the reason for it, source by source in reading order.

    Of an area with more than a browser can show, the first sources are shown, and it is told how many are not.
    """
    coding = {statement.passage.statement_id: statement for statement in coded}
    sources = [
        (
            source,
            [
                (passage, coding.get(passage.statement_id), language_mark(passage.language, labels))
                for passage in received.passages_of(source.source_id)
            ],
        )
        for source in _take_shown(received)
    ]
    return render(
        "all_statements",
        labels,
        sources=sources,
        left_out=len(received.passages) - sum(len(rows) for _, rows in sources),
        left_out_sources=len(received.sources) - len(sources),
        area=received.area_code,
        prefix=places.area_prefix(received.area_code),
    )


def suggestions(received: Intake, coded: Sequence[CodedStatement], labels: Labels) -> Fragment:
    """Show what the computer suggests where nobody has coded yet. Suggestions are never counted."""
    found = [statement for statement in coded if statement.machine_only]
    rows = found[:MOST_PASSAGES]
    names = {source.source_id: source.source for source in received.sources}
    learned = any(one.origin == "learned" for row in rows for one in row.suggestions)
    prefix = places.area_prefix(received.area_code)
    left_out = len(found) - len(rows)
    return render("suggestions", labels, rows=rows, names=names, learned=learned, left_out=left_out, prefix=prefix)


def _take_shown(received: Intake) -> list[Source]:
    """Return the area's first sources, as many as have no more passages than are shown; at least one."""
    shown: list[Source] = []
    passages = 0
    for source in received.sources:
        passages += len(received.passages_of(source.source_id))
        if shown and passages > MOST_PASSAGES:
            break
        shown.append(source)
    return shown


def _is_open(source: Source) -> bool:
    return source.state is SourceState.PROPOSED or bool(source.waiting) or not source.readable


def _reasons(source: Source, found: Sequence[Problem], labels: Labels) -> list[str]:
    own = [problem for problem in found if problem.source_id == source.source_id or problem.source == source.source]
    waiting = [problem.what.text(labels.language) for problem in own if problem.rule in source.waiting]
    if source.state is SourceState.PROPOSED:
        waiting.append(labels.t("Avsender, nivå og type uttalelse er foreslått og må bekreftes."))
    if not source.readable and not waiting:
        waiting.append(labels.t("Originalen kan ikke leses maskinelt."))
    return waiting or [labels.t("Venter på en person.")]
