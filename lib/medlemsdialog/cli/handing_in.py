"""The commands `hand-in` and `receive`: a county handed in, and taken in by policy staff."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from medlemsdialog.catalogue import Message
from medlemsdialog.cli.options import AsJson, Build, By, Data, open_dialogue
from medlemsdialog.cli.screen import Screen

if TYPE_CHECKING:
    from medlemsdialog.runs.receiving import Received
    from medlemsdialog.runs.what_is_left import Left

_REFUSED = 1


def hand_in(
    context: typer.Context,
    *,
    county: Annotated[
        str, typer.Option("--county", metavar="NR", help="Fylkesnummeret med to sifre, for eksempel 07.")
    ],
    by: By,
    note: Annotated[
        str, typer.Option("--note", metavar="TEKST", help="En beskjed til dem som tar imot. Den er intern.")
    ] = "",
    data: Data = None,
    build: Build = None,
    as_json: AsJson = False,
) -> None:
    """Lever inn fylket: innspill, valg og vurdering i én ZIP-fil som sendes til KS sentralt. Filen er intern."""
    from medlemsdialog.runs.handing_in import hand_in as make_hand_in
    from medlemsdialog.runs.what_is_left import find_what_is_left

    screen: Screen = context.obj
    workspace = open_dialogue(data, build, screen)
    chosen = workspace.county(county)
    left = find_what_is_left(workspace, chosen.county_code)
    made = make_hand_in(workspace, chosen.county_code, by=by, note=note)
    if as_json:
        screen.show_json(
            {
                "file": str(made.file),
                "hand_in_id": made.event.hand_in_id,
                "number": made.event.number,
                "originals": made.originals,
                "events": made.events,
                "changed": made.changed,
                "notes": [screen.text(one) for one in made.notes],
                "left": [
                    {**one.model_dump(include={"kind", "number", "tab", "command"}), "what": screen.text(one.what)}
                    for one in left
                ],
            }
        )
        return
    screen.say(
        Message(
            "Levering {number} fra {area} er laget: {file}",
            number=made.event.number,
            area=f"{chosen.county_code} {chosen.name}",
            file=made.file,
        )
    )
    screen.say(made.content)
    if not made.changed:
        screen.say(Message("Ingenting er endret siden forrige levering."))
    for note_ in made.notes:
        screen.warn(note_)
    _tell_left(screen, left)


def receive(
    context: typer.Context,
    *,
    files: Annotated[list[Path], typer.Argument(metavar="FIL...", help="Leveringene (ZIP) fra fylkene.")],
    by: By,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Vis hva som er nytt og hva som er galt, uten å ta noe inn.")
    ] = False,
    data: Data = None,
    build: Build = None,
    as_json: AsJson = False,
) -> None:
    """Ta imot leveringer fra fylkene i den nasjonale mappen. Det kan gjøres flere ganger; bare det nye blir lagt til."""
    from medlemsdialog.runs.receiving import receive_hand_ins

    screen: Screen = context.obj
    workspace = open_dialogue(data, build, screen)
    results = receive_hand_ins(workspace, files, by=by, dry_run=dry_run, on_wait=screen.warn)
    if as_json:
        screen.show_json([_as_json(screen, one) for one in results])
    else:
        for one in results:
            _tell_received(screen, one, dry_run=dry_run)
        if any(one.is_new for one in results) and not dry_run:
            screen.say(Message("Kjør «{command}» for å få det med i rapportene.", command=screen.command("run")))
    if any(one.refused for one in results):
        raise typer.Exit(_REFUSED)


def _tell_left(screen: Screen, left: tuple[Left, ...]) -> None:
    if not left:
        screen.say(Message("Alt er gjort i fylket."))
        return
    screen.say()
    screen.say(Message("Dette står igjen. Du kan levere på nytt når det er gjort:"))
    for one in left:
        told = f"{one.number} {screen.text(one.what)}" if one.number else screen.text(one.what)
        screen.say(f"  {told.rstrip('.')}. → {screen.command(one.command)}")


def _tell_received(screen: Screen, one: Received, *, dry_run: bool) -> None:
    from medlemsdialog.runs.receiving import describe_received

    if one.refused is not None:
        screen.fail(one.refused)
    if one.manifest is None:
        return
    screen.say(describe_received(one, screen.language, dry_run=dry_run))
    if one.note:
        screen.say(Message("  Beskjed fra {name}: {note}", name=one.handed_in_by, note=one.note))
    for note in one.notes:
        screen.warn(note)


def _as_json(screen: Screen, one: Received) -> dict[str, Any]:
    return {
        "file": one.file.name,
        "received": one.refused is None,
        "reason": screen.text(one.refused) if one.refused else "",
        "county_code": one.manifest.county_code if one.manifest else "",
        "hand_in_id": one.manifest.hand_in_id if one.manifest else "",
        "number": one.manifest.number if one.manifest else None,
        "handed_in_by": one.handed_in_by,
        "note": one.note,
        "new": dict(one.new or {}),
        "notes": [screen.text(note) for note in one.notes],
        "again": one.again,
    }
