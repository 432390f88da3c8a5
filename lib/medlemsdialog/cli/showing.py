"""The command `show`: one passage in its place."""

from __future__ import annotations

from typing import Annotated

import typer

from medlemsdialog.catalogue import Message
from medlemsdialog.cli.options import AsJson, Build, Data, open_dialogue
from medlemsdialog.cli.screen import Screen
from medlemsdialog.models.vocabulary import word

Statement = Annotated[
    str, typer.Argument(metavar="TEKSTSTED", help="Id-en til et tekststed, fra statements.csv eller en rapport.")
]


def show(
    context: typer.Context, *, statement_id: Statement, data: Data = None, build: Build = None, as_json: AsJson = False
) -> None:
    """Vis et tekststed med kilde, avsender og det som står før og etter."""
    from medlemsdialog.runs.passages import find_passage

    screen: Screen = context.obj
    workspace = open_dialogue(data, build, screen)
    placed = find_passage(workspace, statement_id)
    source, passage = placed.source, placed.passage
    if as_json:
        screen.show_json(
            {
                "area": placed.area_code,
                "source": source.model_dump(mode="json"),
                "passage": passage.model_dump(mode="json"),
                "anchor_label": passage.anchor.label(screen.language),
                "before": [one.model_dump(mode="json") for one in placed.before],
                "after": [one.model_dump(mode="json") for one in placed.after],
            }
        )
        return
    member, body = workspace.register.member(source.sender_code), workspace.register.body(source.sender_code)
    sender = (member or body).name if member or body else source.sender_name  # type: ignore[union-attr]
    screen.say(Message("Tekststed {id}", id=passage.statement_id), style="bold")
    screen.say(Message("Innspill: {source} ({state})", source=source.source, state=word(source.state)))
    screen.say(Message("Sted: {anchor}", anchor=passage.anchor.label(screen.language) or "–"))
    screen.say(
        Message(
            "Avsender: {sender} ({level}), {status}",
            sender=f"{source.sender_code} {sender}".strip() or "–",
            level=word(source.level),
            status=word(source.status),
        )
    )
    screen.say(Message("Slag: {kind}", kind=word(passage.kind)))
    if source.public_address:
        screen.say(Message("Adresse: {address}", address=source.public_address))
    screen.say()
    for one in (*placed.before, passage, *placed.after):
        screen.say(f"{'→' if one is passage else ' '} {one.text}", style="bold" if one is passage else "dim")
