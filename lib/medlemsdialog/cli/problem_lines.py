"""The problems of one source as lines that a person reads calmly: gravest first, what repeats told once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from medlemsdialog.catalogue import Message
from medlemsdialog.cli.screen import Screen
from medlemsdialog.models.vocabulary import Severity, SourceState, word

if TYPE_CHECKING:
    from medlemsdialog.models.problems import Problem
    from medlemsdialog.models.sources import Source
    from medlemsdialog.runs.checks import SourceProblems

_STYLES = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTICE: None}
_AFTERTHOUGHT = re.compile(r"(?<=\.)\s*…$")
_LONGEST_FOUND = 160
_SHOWN_PLACES = 4
# Told with the source itself, not as a problem of its own.
_TOLD_WITH_SOURCE = "unregistered"


def show_source(screen: Screen, group: SourceProblems, *, in_full: bool) -> None:
    """Print a source and its problems; `in_full` also what to do about notices, and every place."""
    screen.say(group.name or Message("(uten innspill)"), style="bold")
    if group.source is not None:
        screen.say_indented(_describe(group.source), indent=2)
    show_problems(screen, [problem for problem in group.problems if problem.rule != _TOLD_WITH_SOURCE], in_full=in_full)
    screen.say()


def show_problems(screen: Screen, problems: Sequence[Problem], *, in_full: bool) -> None:
    """Print problems of one source or text; those that say the same and stand together are told once."""
    for _, same in groupby(problems, key=lambda problem: (problem.rule, screen.text(problem.what))):
        _show(screen, list(same), in_full=in_full)


def describe_rule(rule: str, screen: Screen) -> str:
    """Return the first sentence of what a rule says; the empty text for rules that are not intake's."""
    from medlemsdialog.intake.rules import RULES

    described = RULES.get(rule)
    # What may follow the last full stop («Mente du …?») is told of one case, not of the rule.
    return "" if described is None else _AFTERTHOUGHT.sub("", screen.template(described.what))


def shorten(text: str, longest: int = _LONGEST_FOUND) -> str:
    """Return a text on one line, cut at a word where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[:longest].rpartition(' ')[0] or line[:longest]} …"


def _describe(source: Source) -> Message:
    sender = f"{source.sender_name} ({source.sender_code})" if source.sender_code else source.sender_name
    state = {
        SourceState.REGISTERED: Message("Bekreftet."),
        SourceState.PROPOSED: Message("Ikke bekreftet, telles ikke ennå."),
        SourceState.REJECTED: Message("Satt til side."),
    }[source.state]
    return Message(
        "{sender}, {level}, {status}. {state}",
        sender=sender or Message("Ukjent avsender"),
        level=word(source.level),
        status=Message("type ukjent") if source.status.value == "unknown" else word(source.status),
        state=state,
    )


def _show(screen: Screen, same: list[Problem], *, in_full: bool) -> None:
    problem = same[0]
    severity = screen.text(word(problem.severity)).capitalize()
    screen.say_indented(
        f"{severity}: {screen.text(problem.what)}", indent=2, hanging=2, style=_STYLES[problem.severity]
    )
    brief = problem.severity is Severity.NOTICE and not in_full
    shown = same if in_full else same[:_SHOWN_PLACES]
    if len(same) > 1:
        for one in shown:
            screen.say_indented(Message("Hvor: {where}", where=_where_and_found(one, screen)), indent=4, hanging=2)
        if len(same) > len(shown):
            screen.say_indented(Message("… og {number} steder til", number=len(same) - len(shown)), indent=4)
    else:
        where = problem.anchor.label(screen.language)
        if where:
            screen.say_indented(Message("Hvor: {where}", where=where), indent=4, hanging=2)
        found = shorten(problem.found)
        if found and found not in screen.text(problem.what):
            screen.say_indented(Message("Fant: {found}", found=found), indent=4, hanging=2)
    if brief:
        return
    if screen.text(problem.allowed):
        screen.say_indented(Message("Tillatt: {allowed}", allowed=problem.allowed), indent=4, hanging=2)
    screen.say_indented(Message("Gjør dette: {to_do}", to_do=problem.to_do), indent=4, hanging=2)


def _where_and_found(problem: Problem, screen: Screen) -> str:
    parts = [problem.anchor.label(screen.language), shorten(problem.found, 60)]
    return ": ".join(part for part in parts if part) or "–"
