"""The command `correct`: one value put right, the corrections listed, one of them taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from medlemsdialog.catalogue import Message
from medlemsdialog.cli.options import AsJson, Build, County, Data, open_dialogue
from medlemsdialog.cli.screen import Screen
from medlemsdialog.errors import UsageError

if TYPE_CHECKING:
    from medlemsdialog.judgements.events import CorrectionMade


def correct(
    context: typer.Context,
    *,
    place: Annotated[
        str | None,
        typer.Argument(
            metavar="[STED]", help="Koden for tekststedet, eller stien til innspillet, for eksempel 07/brev.docx."
        ),
    ] = None,
    data: Data = None,
    build: Build = None,
    county: County = None,
    field: Annotated[
        str | None,
        typer.Option(
            "--field",
            metavar="FELT",
            help="Hva som rettes: slag, spørsmål, tekst, avsender, nivå, type uttalelse, arena eller dato.",
        ),
    ] = None,
    value: Annotated[str | None, typer.Option("--value", metavar="VERDI", help="Det som skal stå.")] = None,
    reason: Annotated[str, typer.Option("--reason", metavar="GRUNN", help="Hvorfor det rettes.")] = "",
    by: Annotated[
        str | None, typer.Option("--by", metavar="NAVN", help="Navnet på den som retter. Det er internt.")
    ] = None,
    listing: Annotated[bool, typer.Option("--list", help="Vis rettingene som gjelder.")] = False,
    undo: Annotated[str | None, typer.Option("--undo", metavar="KODE", help="Trekk rettingen med denne koden.")] = None,
    as_json: AsJson = False,
) -> None:
    """Rett én verdi for et innspill eller et tekststed. Originalen blir ikke endret, og rettingen kan trekkes."""
    from medlemsdialog.runs import correcting

    screen: Screen = context.obj
    workspace = open_dialogue(data, build, screen)
    if listing:
        _list(screen, correcting.list_corrections(workspace, county), as_json=as_json)
        return
    if by is None:
        raise UsageError(Message("Oppgi navnet ditt med --by."))
    if undo is not None:
        taken_back = correcting.undo_correction(workspace, undo, by=by, reason=reason)
        screen.say(Message("Trukket: {correction}", correction=describe(taken_back)))
    elif place is None or field is None or value is None:
        raise UsageError(
            Message(
                "Oppgi hva som skal rettes: «{command}».",
                command=screen.command("correct STED --field FELT --value VERDI --reason GRUNN --by NAVN"),
            )
        )
    else:
        made = correcting.correct_value(workspace, place, field=field, value=value, reason=reason, by=by, county=county)
        screen.say(Message("Rettet: {correction}", correction=describe(made)))
        screen.say(
            Message(
                "Trekk rettingen med «{command}».", command=screen.command(f"correct --undo {made.id[:8]} --by NAVN")
            )
        )
    screen.say(Message("Kjør «{command}» for å få det med i rapportene.", command=screen.command("run")))


def describe(correction: CorrectionMade) -> Message:
    """Return one correction as a line of text."""
    from medlemsdialog.intake.corrections import describe_correction

    where = correction.statement_id or correction.source or correction.source_id
    return Message("{where}: {field} fra «{expected}» til «{value}»", where=where, **describe_correction(correction))


def _list(screen: Screen, corrections: tuple[CorrectionMade, ...], *, as_json: bool) -> None:
    if as_json:
        screen.show_json([one.model_dump(mode="json") for one in corrections])
        return
    if not corrections:
        screen.say(Message("Ingen rettinger."))
    for one in corrections:
        screen.say(
            Message(
                "{id}  {correction}  ({by}: {reason})",
                id=one.id[:8],
                correction=describe(one),
                by=one.by,
                reason=one.reason,
            )
        )
