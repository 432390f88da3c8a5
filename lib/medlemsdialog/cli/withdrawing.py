"""The command `withdraw`: what a sender takes back, and what is left to do by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from medlemsdialog.catalogue import Message
from medlemsdialog.cli.deletion import ask_to_delete, name_file
from medlemsdialog.cli.options import Build, County, Data, open_dialogue
from medlemsdialog.cli.screen import Screen
from medlemsdialog.errors import UsageError

if TYPE_CHECKING:
    from medlemsdialog.evidence import Workspace
    from medlemsdialog.runs.withdrawing import Withdrawal


def withdraw(
    context: typer.Context,
    *,
    source: Annotated[
        str | None,
        typer.Argument(
            metavar="[INNSPILL]",
            help="Innspillet som avsenderen trekker. Uten innspill ryddes det som er kommet tilbake av tekst.",
        ),
    ] = None,
    reason: Annotated[
        str,
        typer.Option(
            "--reason", metavar="GRUNN", help="Hvorfor det er trukket. Grunnen blir stående: skriv ingen navn."
        ),
    ] = "",
    by: Annotated[
        str | None, typer.Option("--by", metavar="NAVN", help="Navnet på den som bestemmer. Det er internt.")
    ] = None,
    county: County = None,
    delete_original: Annotated[
        bool | None,
        typer.Option("--delete-original/--keep-original", help="Om originalen slettes. Uten valget blir du spurt."),
    ] = None,
    data: Data = None,
    build: Build = None,
) -> None:
    """Trekk et innspill: Teksten slettes fra logger og resultater og leses ikke mer. At det kom, blir stående."""
    from medlemsdialog.runs import withdrawing

    screen: Screen = context.obj
    workspace = open_dialogue(data, build, screen)
    if source is None:
        lines = withdrawing.sweep_withdrawn(workspace)
        screen.say(Message("Fjernet tekst av trukne innspill fra {number} linjer i loggene.", number=lines))
        return
    if by is None or not reason.strip():
        raise UsageError(Message("Oppgi grunnen med --reason og navnet ditt med --by."))
    area_code, found = withdrawing.find_source_anywhere(workspace, source, county)
    plan = withdrawing.plan_withdrawal(workspace, area_code, found)
    if delete_original is None and plan.original is not None:
        delete_original = ask_to_delete(
            screen, Message("Originalen {file} kan slettes nå.", file=name_file(workspace, plan.original))
        )
    withdrawing.withdraw_source(workspace, plan, by=by, reason=reason.strip(), delete_original=bool(delete_original))
    _tell_withdrawal(screen, workspace, plan, deleted=bool(delete_original) and plan.original is not None)


def _tell_withdrawal(screen: Screen, workspace: Workspace, plan: Withdrawal, *, deleted: bool) -> None:
    screen.say(
        Message(
            "Trukket: {source}. Teksten er slettet fra {number} linjer i loggene.",
            source=plan.source.source,
            number=plan.log_lines,
        )
    )
    if deleted:
        screen.say(Message("Originalen er slettet."))
    elif plan.original is not None:
        screen.say(
            Message(
                "Originalen {file} ligger fortsatt der, men leses ikke. Slett den.",
                file=name_file(workspace, plan.original),
            ),
            style="yellow",
        )
    elif "#" in plan.source.source:
        screen.say(
            Message(
                "Raden ligger fortsatt i regnearket {file}, men leses ikke. Tøm cellene i raden og lagre. Slett ikke selve raden.",
                file=plan.source.source.partition("#")[0],
            ),
            style="yellow",
        )
    else:
        screen.say(
            Message("Innspillet ligger i en ZIP-fil og leses ikke mer. Slett det der: {file}", file=plan.source.source),
            style="yellow",
        )
    for copy in plan.copies:
        screen.say(
            Message("Samme innhold ligger også i {source}. Det leses heller ikke mer. Slett det.", source=copy),
            style="yellow",
        )
    for sheet in plan.sheets:
        screen.say(
            Message("Arket {file} kan ha teksten. Ta det inn hvis du har fylt det ut, og slett det.", file=sheet),
            style="yellow",
        )
    for release in plan.releases:
        screen.say(
            Message(
                "Utgaven {name} bygger på innspillet. Ordene er slettet fra den, tallene står. Avgjør om den må trekkes.",
                name=release.name,
            ),
            style="yellow",
        )
    screen.say(
        Message(
            "Rapporter som bygger på innspillet, er fjernet, og godkjenninger faller bort. Lag dem på nytt med «{command}». "
            "Det du alt har delt, må du trekke tilbake selv.",
            command=screen.command("run"),
        )
    )
