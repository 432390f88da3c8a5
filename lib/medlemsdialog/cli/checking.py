"""The command `check`: everything a person should look at, source by source, and the rules behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from medlemsdialog.catalogue import Message
from medlemsdialog.cli.deletion import tell_deletion
from medlemsdialog.cli.options import AsJson, Build, Counties, Data, open_dialogue
from medlemsdialog.cli.problem_lines import describe_rule, shorten, show_source
from medlemsdialog.cli.screen import Screen
from medlemsdialog.models.vocabulary import Severity, word

if TYPE_CHECKING:
    from medlemsdialog.models.problems import Problem
    from medlemsdialog.runs.checks import CheckResult


def check(
    context: typer.Context,
    *,
    data: Data = None,
    build: Build = None,
    county: Counties = None,
    source: Annotated[
        str | None, typer.Option("--source", metavar="FIL", help="Bare dette innspillet, med alt som er merket.")
    ] = None,
    rules: Annotated[bool, typer.Option("--rules", help="Vis alt som kan bli merket, og hva du kan gjøre.")] = False,
    as_json: AsJson = False,
) -> None:
    """Se etter feil i innspillene: hva som er galt, hvor, hva som er tillatt, og hva du kan gjøre."""
    from medlemsdialog.runs.checks import check_areas

    screen: Screen = context.obj
    if rules:
        _list_rules(screen, as_json=as_json)
        return
    workspace = open_dialogue(data, build, screen)
    result = check_areas(workspace, county or None, source=source)
    tell_deletion(screen, workspace, beside=as_json)
    if as_json:
        problems = [_as_row(problem, screen) for problem in result.problems]
        unread = {code: screen.text(failure.reason) for code, failure in result.unread.items()}
        by_rule = {rule: number for rule, _, number in result.count_rules()}
        screen.show_json({"counts": result.counts(), "by_rule": by_rule, "unread": unread, "problems": problems})
    else:
        for group in result.by_source():
            show_source(screen, group, in_full=source is not None)
        _count_rules(screen, result)
        _summarise(screen, result)
    if result.unread:
        raise typer.Exit(1)


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


def _count_rules(screen: Screen, result: CheckResult) -> None:
    counted = result.count_rules()
    if not counted:
        return
    screen.say(Message("Merknadene samlet"), style="bold")
    examples = {problem.rule: problem for problem in reversed(result.problems)}
    width = len(str(max(number for *_, number in counted)))
    for rule, severity, number in counted:
        described = describe_rule(rule, screen) or screen.text(examples[rule].what)
        line = f"{number:>{width}}  {screen.text(word(severity))}: {shorten(described)}"
        screen.say_indented(line, indent=2, hanging=width + 2)
    screen.say()


def _summarise(screen: Screen, result: CheckResult) -> None:
    counts = result.counts()
    screen.say_indented(
        Message(
            "Innspill: {sources} ({registered} registrert, {proposed} foreslått, {rejected} satt til side, "
            "{unreadable} kan ikke leses). Tekststeder: {passages}.",
            **counts,
        )
    )
    if counts["warning"] == 1:
        screen.say_indented(Message("Merknader: {error} feil, 1 advarsel, {notice} til orientering.", **counts))
    else:
        screen.say_indented(
            Message("Merknader: {error} feil, {warning} advarsler, {notice} til orientering.", **counts)
        )
    for code, failure in result.unread.items():
        screen.warn(Message("{county} kunne ikke leses: {reason}", county=code, reason=failure.reason))
    if not counts["sources"]:
        next_step = Message(
            "Neste steg: Legg innspillene i mappen med fylkesnummeret, og kjør «{command}» igjen.",
            command=screen.command("check"),
        )
    elif counts["error"]:
        next_step = Message(
            "Neste steg: Rett feilene over, og kjør «{command}» igjen.", command=screen.command("check")
        )
    elif counts["proposed"]:
        next_step = Message(
            "Neste steg: Bekreft innspillene med «{command}».", command=screen.command("confirm --county NR")
        )
    else:
        next_step = Message("Neste steg: Lag rapportene med «{command}».", command=screen.command("run"))
    screen.say(next_step)


def _list_rules(screen: Screen, *, as_json: bool) -> None:
    """Print every rule: its id, severity, sentence and what to do. No dialogue is needed for it."""
    from medlemsdialog.intake.rules import RULES

    order = tuple(Severity)
    rules = sorted(RULES.values(), key=lambda rule: (order.index(rule.severity), rule.id))
    if as_json:
        screen.show_json(
            [
                {
                    "rule": rule.id,
                    "severity": rule.severity.value,
                    "what": screen.template(rule.what),
                    "allowed": screen.template(rule.allowed),
                    "to_do": screen.template(rule.to_do),
                }
                for rule in rules
            ]
        )
        return
    for rule in rules:
        severity = screen.text(word(rule.severity)).capitalize()
        screen.say_indented(f"{severity}: {screen.template(rule.what)}  [{rule.id}]", hanging=2)
        if screen.template(rule.allowed):
            screen.say_indented(Message("Tillatt: {allowed}", allowed=screen.template(rule.allowed)), indent=2)
        screen.say_indented(Message("Gjør dette: {to_do}", to_do=screen.template(rule.to_do)), indent=2)
        screen.say()
