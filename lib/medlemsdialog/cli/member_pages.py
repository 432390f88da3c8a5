"""The command `feedback`: what became of each member's input, told to the member."""

from __future__ import annotations

from typing import Annotated

import typer

from medlemsdialog.catalogue import Message
from medlemsdialog.cli.options import AsJson, Build, County, Data, open_dialogue
from medlemsdialog.cli.screen import Screen


def feedback(
    context: typer.Context,
    *,
    county: County = None,
    member: Annotated[
        str | None,
        typer.Option("--member", metavar="NR", help="Bare dette medlemmet eller organet: kommunenummer eller kode."),
    ] = None,
    data: Data = None,
    build: Build = None,
    as_json: AsJson = False,
) -> None:
    """Lag en side til hvert medlem og organ: hva de sa, hvordan det ble forstått, og hva det ble av det."""
    from medlemsdialog.runs.member_pages import write_member_pages

    screen: Screen = context.obj
    workspace = open_dialogue(data, build, screen)
    files = write_member_pages(workspace, county_code=county, sender_code=member)
    if as_json:
        screen.show_json([str(file) for file in files])
        return
    screen.say(
        Message(
            "Laget {number} sider, hver som HTML og Word, i {folder}. Les dem før du sender dem.",
            number=len(files),
            folder=str(workspace.build.feedback_pages),
        )
    )
