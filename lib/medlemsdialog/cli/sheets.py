"""The commands `sheets out` and `sheets in`: an area's sheets for Excel, and what was filled in taken back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from medlemsdialog.catalogue import Message
from medlemsdialog.cli.norwegian import HELP_OPTION
from medlemsdialog.cli.options import AsJson, Build, By, Data, OneArea, open_dialogue
from medlemsdialog.cli.screen import Screen
from medlemsdialog.models.vocabulary import word

if TYPE_CHECKING:
    from medlemsdialog.exchange.sheets_in import Taken
    from medlemsdialog.models.problems import Problem

sheets = typer.Typer(
    help="Skriv ark som fylles ut i Excel, og ta dem inn igjen.", no_args_is_help=True, context_settings=HELP_OPTION
)


@sheets.command("out")
def sheets_out(
    context: typer.Context,
    *,
    county: OneArea,
    data: Data = None,
    build: Build = None,
    to: Annotated[
        Path | None,
        typer.Option("--to", metavar="MAPPE", help="Hvor arkene skrives. Uten valget: ark/ blant fylkets resultater."),
    ] = None,
    coder: Annotated[
        str, typer.Option("--coder", metavar="NAVN", help="Kodeark med kodene til denne koderen fylt ut.")
    ] = "",
) -> None:
    """Skriv innspill.xlsx (innspill og møter) og kodeark.xlsx (utsagn som skal kodes) for ett fylke."""
    from medlemsdialog.exchange.sheets_out import write_sheets
    from medlemsdialog.runs.judging import read_area_code

    screen: Screen = context.obj
    workspace = open_dialogue(data, build, screen)
    area_code = read_area_code(workspace, county)
    command = f"medlemsdialog sheets in FIL --county {area_code} --by NAVN"
    for file in write_sheets(workspace, area_code, to, coder=coder.strip(), command=command):
        screen.say(Message("Skrevet: {file}", file=str(file)))
    if to is None:
        screen.say(
            Message("Flytt arkene til din egen mappe før du fyller dem ut: mappen med resultater kan bli slettet.")
        )
    screen.say(
        Message(
            "Ta dem inn igjen med «{command}».",
            command=screen.command(f"sheets in FIL --county {area_code} --by NAVN"),
        )
    )


@sheets.command("in")
def sheets_in(
    context: typer.Context,
    *,
    files: Annotated[list[Path], typer.Argument(metavar="FIL...", help="Utfylte ark, lagret som .xlsx (eller .ods).")],
    by: By,
    county: Annotated[
        str | None,
        typer.Option("--county", metavar="NR", help="Fylkesnummeret, eller «nasjonalt». Arkene sier det selv."),
    ] = None,
    data: Data = None,
    build: Build = None,
    keep_mine: Annotated[
        bool, typer.Option("--keep-mine", help="La arket gjelde der en celle er endret både i arket og et annet sted.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Ta utfylte ark inn. Bare det du har endret, tas inn; ingenting blir overskrevet uten at du får vite det."""
    from medlemsdialog.exchange.sheets_in import take_in_files
    from medlemsdialog.runs.judging import read_area_code

    screen: Screen = context.obj
    workspace = open_dialogue(data, build, screen)
    area_code = None if county is None else read_area_code(workspace, county)
    taken = take_in_files(workspace, files, by=by, county=area_code, keep_mine=keep_mine)
    if as_json:
        screen.show_json([_as_json(screen, one) for one in taken])
    else:
        for one in taken:
            _show(screen, one)
        if any(one.result.events for one in taken):
            screen.say(Message("Kjør «{command}» for å få det med i rapportene.", command=screen.command("run")))
    if any(one.conflicts or one.to_look_at for one in taken):
        raise typer.Exit(1)


def _show(screen: Screen, taken: Taken) -> None:
    result = taken.result
    screen.say(Message("{file}:", file=result.file.name), style="bold")
    for counted in taken.count():
        screen.say(f"  {screen.text(counted)}")
    if not result.events:
        screen.say(Message("  Ingenting nytt å ta inn."))
    screen.say(Message("  Rader uten endringer: {number}", number=result.unchanged_rows))
    if result.kept:
        screen.say(
            Message(
                "  Verdier som er endret et annet sted siden arket ble skrevet, og som står: {number}",
                number=result.kept,
            )
        )
    for heading, problems in (
        (Message("Endret to steder, ikke tatt inn:"), taken.conflicts),
        (Message("Må rettes, ikke tatt inn:"), taken.to_look_at),
        (Message("Til orientering:"), taken.notices),
    ):
        if problems:
            screen.say(f"  {screen.text(heading)}")
            for problem in problems:
                _show_problem(screen, problem)
    if taken.marked_copy:
        screen.say(Message("  Kopi med cellene merket: {file}", file=str(taken.marked_copy)))


def _show_problem(screen: Screen, problem: Problem) -> None:
    where = problem.anchor.label(screen.language)
    what, to_do = screen.text(problem.what), screen.text(problem.to_do)
    screen.say(f"  - {where}: {what}" if where else f"  - {what}")
    if allowed := screen.text(problem.allowed):
        screen.say(Message("      Tillatt: {allowed}", allowed=allowed))
    screen.say(Message("      Gjør dette: {to_do}", to_do=to_do))


def _as_json(screen: Screen, taken: Taken) -> dict[str, object]:
    result = taken.result
    return {
        "file": str(result.file),
        "taken": [screen.text(counted) for counted in taken.count()],
        "unchanged_rows": result.unchanged_rows,
        "kept": result.kept,
        "marked_copy": str(taken.marked_copy) if taken.marked_copy else None,
        "problems": [
            {
                "rule": problem.rule,
                "severity": screen.text(word(problem.severity)),
                "sheet": problem.anchor.sheet,
                "cell": problem.anchor.cell,
                "what": screen.text(problem.what),
                "found": problem.found,
                "allowed": screen.text(problem.allowed),
                "to_do": screen.text(problem.to_do),
            }
            for problem in result.problems
        ],
    }
