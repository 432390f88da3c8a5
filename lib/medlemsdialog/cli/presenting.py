"""The commands `slides` and `preview`: the results on slides, and the pages shown in a browser while they are worked on."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from medlemsdialog.catalogue import Message
from medlemsdialog.cli.documents import show_path
from medlemsdialog.cli.options import AsJson, Build, County, Data, open_dialogue
from medlemsdialog.cli.screen import Screen


def slides(
    context: typer.Context,
    *,
    county: County = None,
    language: Annotated[
        Literal["nb", "nn", "en"] | None,
        typer.Option("--language", metavar="nb|nn|en", help="Lag lysbildene på dette språket."),
    ] = None,
    data: Data = None,
    build: Build = None,
    as_json: AsJson = False,
) -> None:
    """Lag lysbilder av resultatene, for nettleseren og for PowerPoint; uten --county for landet og alle fylkene."""
    from medlemsdialog.runs.slides import write_slides

    screen: Screen = context.obj
    workspace = open_dialogue(data, build, screen)
    files = write_slides(workspace, county_code=county, language=language)
    if as_json:
        screen.show_json([str(file) for file in files])
        return
    for file in files:
        screen.say(
            Message("Lysbilder: {file}, og {presentation}", file=show_path(file), presentation=f"{file.stem}.pptx")
        )


def preview(
    context: typer.Context,
    *,
    port: Annotated[
        int,
        typer.Option(
            "--port", metavar="NR", min=0, max=65535, help="Porten på denne maskinen. Uten valget: en som er ledig."
        ),
    ] = 0,
    internal: Annotated[bool, typer.Option("--internal", help="Vis også det som er internt.")] = False,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Åpne nettleseren.")] = True,
    data: Data = None,
    build: Build = None,
) -> None:
    """Vis sidene i nettleseren mens du arbeider med dem; siden lastes på nytt når noe endres. Avslutt med Ctrl-C."""
    import webbrowser

    from medlemsdialog.runs.preview import Preview

    screen: Screen = context.obj
    workspace = open_dialogue(data, build, screen)
    shown = Preview(workspace, port=port, internal=internal)
    screen.say(Message("Sidene ligger på {address}", address=shown.address))
    screen.say(Message("Bare denne maskinen kan se dem. Avslutt med Ctrl-C."))
    if browser:
        webbrowser.open(shown.address)
    try:
        shown.serve()
    except KeyboardInterrupt:
        screen.say(Message("Avsluttet."))
