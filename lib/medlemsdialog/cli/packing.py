"""The command `pack`: what members are sent before they answer."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from medlemsdialog.catalogue import Message
from medlemsdialog.cli.documents import show_path
from medlemsdialog.cli.options import AsJson, Build, County, Data, open_dialogue
from medlemsdialog.cli.screen import Screen
from medlemsdialog.paths import build_folder, data_folder


def pack(
    context: typer.Context,
    *,
    county: County = None,
    member: Annotated[
        str | None,
        typer.Option("--member", metavar="NR", help="Bare dette medlemmet: kommunenummer, eller fylkesnummer og 00."),
    ] = None,
    language: Annotated[
        Literal["nb", "nn", "en"] | None,
        typer.Option(
            "--language", metavar="nb|nn|en", help="Lag pakkene på dette språket, uansett hvem som skal ha dem."
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Lag alt på nytt, også filer som er endret for hånd.")] = False,
    jobs: Annotated[
        int | None, typer.Option("--jobs", metavar="ANTALL", min=1, help="Så mange prosesser om gangen.")
    ] = None,
    data: Data = None,
    build: Build = None,
    as_json: AsJson = False,
) -> None:
    """Lag dialogpakkene: det medlemmene får før de svarer, hver med egne tall og på eget språk."""
    from medlemsdialog.runs.packages_standing import (
        keep_packages_standing,
        look_at_inputs,
        tell_overview,
        tell_unchanged,
    )
    from medlemsdialog.runs.packing import write_packages

    screen: Screen = context.obj
    folder = data_folder(data)
    seen_before = look_at_inputs(folder, build_folder(build, data=folder))
    workspace = open_dialogue(data, build, screen)
    packed = write_packages(
        workspace,
        county_code=county,
        member_code=member,
        language=language,
        forced=force,
        jobs=jobs,
        say=lambda message: None if as_json else screen.say(message),
    )
    if member is None and not packed.edited and not packed.lacking and workspace.learned is None:
        keep_packages_standing(
            workspace.data,
            workspace.build,
            seen_before,
            county_code=county,
            language=language,
            spoken=screen.language,
            unchanged=packed.made + packed.unchanged,
        )
    if as_json:
        screen.show_json(
            {
                "overview": str(packed.overview),
                "made": packed.made,
                "unchanged": packed.unchanged,
                "edited": list(packed.edited),
            }
        )
        return
    for file in packed.edited:
        screen.warn(
            Message("{file} er endret for hånd og er ikke laget på nytt. Bruk --force for å skrive over.", file=file)
        )
    for message in packed.lacking:
        screen.warn(message)
    if not packed.made:
        screen.say(tell_unchanged(packed.unchanged))
    screen.say(tell_overview(show_path(packed.overview)))
