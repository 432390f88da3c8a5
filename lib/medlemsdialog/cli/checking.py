"""The command `check`: everything a person should look at, source by source."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

import typer

from medlemsdialog.catalogue import Message
from medlemsdialog.cli.options import AsJson, Build, Counties, Data, open_dialogue
from medlemsdialog.cli.screen import Screen
from medlemsdialog.models.vocabulary import Severity, SourceState, word

if TYPE_CHECKING:
    from medlemsdialog.models.intake import Intake
    from medlemsdialog.models.problems import Problem

_STYLES = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTICE: "dim"}


def check(
    context: typer.Context, *, data: Data = None, build: Build = None, county: Counties = None, as_json: AsJson = False
) -> None:
    """Se etter feil i innspillene: hva som er galt, hvor, hva som er tillatt, og hva du kan gjøre."""
    from medlemsdialog.runs.checks import check_areas

    screen: Screen = context.obj
    workspace = open_dialogue(data, build, screen)
    received = check_areas(workspace, county or None)
    problems = [problem for intake in received for problem in intake.problems]
    if as_json:
        screen.show_json({"counts": _counts(received), "problems": [_as_row(problem, screen) for problem in problems]})
        return
    for source, group in groupby(
        sorted(problems, key=lambda problem: problem.source), key=lambda problem: problem.source
    ):
        screen.say(source or Message("(uten innspill)"), style="bold")
        for problem in group:
            _show(problem, screen)
        screen.say()
    _summarise(screen, received, problems)


def _show(problem: Problem, screen: Screen) -> None:
    where = problem.anchor.label(screen.language)
    severity = screen.text(word(problem.severity))
    screen.say(f"  {severity}: {screen.text(problem.what)}", style=_STYLES[problem.severity])
    if where:
        screen.say(Message("    Hvor: {where}", where=where))
    if problem.found:
        screen.say(Message("    Fant: {found}", found=" ".join(problem.found.split())))
    if screen.text(problem.allowed):
        screen.say(Message("    Tillatt: {allowed}", allowed=problem.allowed))
    screen.say(Message("    Gjør dette: {to_do}", to_do=problem.to_do))


def _as_row(problem: Problem, screen: Screen) -> dict[str, str]:
    return {
        "county_code": problem.county_code,
        "source": problem.source,
        "source_id": problem.source_id,
        "statement_id": problem.statement_id,
        "rule": problem.rule,
        "severity": problem.severity.value,
        "where": problem.anchor.label(screen.language),
        "what": screen.text(problem.what),
        "found": problem.found,
        "allowed": screen.text(problem.allowed),
        "to_do": screen.text(problem.to_do),
    }


def _counts(received: tuple[Intake, ...]) -> dict[str, int]:
    sources = [source for intake in received for source in intake.sources]
    severities = Counter(problem.severity for intake in received for problem in intake.problems)
    return {
        "sources": len(sources),
        "registered": sum(source.state is SourceState.REGISTERED for source in sources),
        "proposed": sum(source.state is SourceState.PROPOSED for source in sources),
        "rejected": sum(source.state is SourceState.REJECTED for source in sources),
        "unreadable": sum(not source.readable for source in sources),
        "passages": sum(len(intake.passages) for intake in received),
        **{severity.value: severities[severity] for severity in Severity},
    }


def _summarise(screen: Screen, received: tuple[Intake, ...], problems: list[Problem]) -> None:
    counts = _counts(received)
    screen.say(
        Message(
            "Innspill: {sources} ({registered} registrert, {proposed} foreslått, {rejected} satt til side, {unreadable} kan ikke leses). "
            "Tekststeder: {passages}.",
            **counts,
        )
    )
    screen.say(Message("Merknader: {error} feil, {warning} advarsler, {notice} til orientering.", **counts))
    if not counts["sources"]:
        screen.say(
            Message(
                "Neste steg: Legg innspillene i mappen med fylkesnummeret, og kjør «{command}» igjen.",
                command=screen.command("check"),
            )
        )
    elif counts["error"]:
        screen.say(
            Message("Neste steg: Rett feilene over, og kjør «{command}» igjen.", command=screen.command("check"))
        )
    elif counts["proposed"]:
        screen.say(
            Message("Neste steg: Bekreft innspillene med «{command}».", command=screen.command("confirm --county NR"))
        )
    else:
        screen.say(Message("Neste steg: Lag rapportene med «{command}».", command=screen.command("run")))
