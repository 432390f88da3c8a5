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
