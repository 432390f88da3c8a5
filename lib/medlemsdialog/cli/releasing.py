"""The command `release`: the results kept under a name, and the names that are used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from medlemsdialog.catalogue import Message
from medlemsdialog.cli.options import AsJson, Build, Data, open_dialogue
from medlemsdialog.cli.screen import Screen
from medlemsdialog.errors import UsageError

if TYPE_CHECKING:
    from medlemsdialog.models.release import Release


def release(
    context: typer.Context,
    *,
    name: Annotated[
        str | None, typer.Argument(metavar="[NAVN]", help="Navnet på utgaven, for eksempel interim-2017-11.")
    ] = None,
    by: Annotated[
        str | None, typer.Option("--by", metavar="NAVN", help="Navnet på den som lager utgaven. Det er internt.")
    ] = None,
    note: Annotated[str, typer.Option("--note", metavar="TEKST", help="Hva utgaven er til. Merknaden er intern.")] = "",
    show_list: Annotated[bool, typer.Option("--list", help="Vis utgavene som finnes.")] = False,
    data: Data = None,
    build: Build = None,
    as_json: AsJson = False,
) -> None:
    """Ta vare på resultatene slik de er nå, under et navn. Den neste rapporten viser hva som er endret siden."""
    screen: Screen = context.obj
    workspace = open_dialogue(data, build, screen)
    if show_list and (name is not None or by is not None):
        raise UsageError(Message("Oppgi enten et navn og --by, som lager en utgave, eller --list, som viser dem."))
    if name is None:
        from medlemsdialog.evidence.releases import list_releases

        if not show_list:
            raise UsageError(
                Message("Oppgi navnet på utgaven, for eksempel interim-2017-11, eller --list for å se utgavene.")
            )
        kept = list_releases(workspace.data)
        if as_json:
            screen.show_json([one.model_dump(mode="json") for one in kept])
        else:
            _tell_list(screen, kept)
        return
    if by is None:
        raise UsageError(Message("Oppgi navnet ditt med --by."))
    from medlemsdialog.runs.releasing import make_release

    made = make_release(workspace, name, by=by, note=note)
    if as_json:
        screen.show_json(made.model_dump(mode="json"))
        return
    screen.say(
        Message("Utgaven {name} er laget: {folder}", name=made.name, folder=str(workspace.data.release(made.name).root))
    )
    if made.failed:
        screen.warn(
            Message(
                "Kjøringen stoppet for disse fylkene, så de er ikke med: {counties}.",
                counties=", ".join(f"{code} {workspace.county(code).name}" for code in made.failed),
            )
        )
    screen.say(
        Message(
            "Den neste rapporten viser hva som er endret siden utgaven. Lag den med «{command}».",
            command=screen.command("run"),
        )
    )


def _tell_list(screen: Screen, kept: tuple[Release, ...]) -> None:
    if not kept:
        screen.say(
            Message(
                "Det er ikke laget noen utgave. Lag en med «{command}».",
                command=screen.command("release NAVN --by NAVN"),
            )
        )
        return
    screen.show_table(
        [Message("Utgave"), Message("Laget"), Message("Av"), Message("Merknad"), Message("Ord slettet")],
        [
            (
                one.name,
                one.at.astimezone().strftime("%d.%m.%Y %H:%M"),
                one.by,
                one.note or "–",
                str(len(one.taken_out)) if one.taken_out else "–",
            )
            for one in kept
        ],
        numbers=frozenset(),
    )
