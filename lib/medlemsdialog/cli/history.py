"""The commands `log` and `undo`: who did what when, and the last of it taken back."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, cast

import typer

from medlemsdialog.catalogue import Message
from medlemsdialog.cli.options import AsJson, Build, By, County, Data, open_dialogue
from medlemsdialog.cli.screen import Screen
from medlemsdialog.errors import UsageError

if TYPE_CHECKING:
    from medlemsdialog.judgements.event import LogKind

_SHOWN = 50
Kind = Annotated[
    list[str] | None,
    typer.Option("--kind", metavar="SLAG", help="Bare dette slaget, for eksempel koding. Kan gjentas."),
]


def log(
    context: typer.Context,
    *,
    data: Data = None,
    build: Build = None,
    county: County = None,
    statement: Annotated[
        str | None, typer.Option("--statement", metavar="UTSAGN", help="Bare det som gjelder dette utsagnet.")
    ] = None,
    source: Annotated[
        str | None,
        typer.Option("--source", metavar="INNSPILL", help="Bare det som gjelder dette innspillet: sti eller kode."),
    ] = None,
    by: Annotated[str | None, typer.Option("--by", metavar="NAVN", help="Bare det denne personen har gjort.")] = None,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="DATO", help="Bare fra og med denne datoen, for eksempel 12.06.2017."),
    ] = None,
    kind: Kind = None,
    limit: Annotated[
        int, typer.Option("--limit", min=0, metavar="ANTALL", help="Hvor mange av de siste som vises. 0 viser alle.")
    ] = _SHOWN,
    as_json: AsJson = False,
) -> None:
    """Vis hvem som har gjort hva, og når. Listen er intern: Den har navn."""
    from medlemsdialog.judgements.history import read_history
    from medlemsdialog.runs.history import build_teller
    from medlemsdialog.runs.judging import read_area_code
    from medlemsdialog.runs.words import read_date

    screen: Screen = context.obj
    workspace = open_dialogue(data, build, screen)
    named = workspace.judgements.registrations.values(), workspace.judgements.set_aside.values()
    sources = {event.source: event.source_id for group in named for event in group}
    found = read_history(
        workspace.data,
        statement_id=statement,
        source_id=sources.get(source, source) if source else None,
        area=read_area_code(workspace, county) if county else None,
        by=by,
        since=datetime.fromisoformat(read_date(since)).astimezone() if since else None,
        kinds=_read_kinds(kind),
    )
    shown = found[-limit:] if limit else found
    teller = build_teller(workspace, screen.language)
    if as_json:
        screen.show_json(
            [
                {"area": one.area_code, "sentence": teller.tell(one), "event": one.event.model_dump(mode="json")}
                for one in shown
            ]
        )
        return
    if not found:
        screen.say(Message("Ingenting er gjort som passer."))
    for one in shown:
        screen.say(f"{one.event.at.astimezone():%d.%m.%Y %H.%M}  {teller.tell(one)}")
    if len(shown) < len(found):
        screen.warn(
            Message("Viser de {shown} siste av {found}. Vis alle med --limit 0.", shown=len(shown), found=len(found))
        )


def undo(
    context: typer.Context,
    *,
    by: By,
    data: Data = None,
    build: Build = None,
    county: County = None,
    kind: Kind = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Si hva som ville bli angret, uten å gjøre det.")] = False,
    redo: Annotated[bool, typer.Option("--redo", help="Gjør om igjen det du angret sist.")] = False,
) -> None:
    """Angre det siste du gjorde. Kjør på nytt for å angre det som er før det."""
    from medlemsdialog.judgements.log import read_events
    from medlemsdialog.runs.history import build_teller
    from medlemsdialog.runs.judging import read_area_code
    from medlemsdialog.runs.undoing import UNDOABLE, plan_undo, redo_last, undo_last

    screen: Screen = context.obj
    workspace = open_dialogue(data, build, screen)
    area = read_area_code(workspace, county) if county else None
    kinds = _read_kinds(kind) or UNDOABLE
    teller = build_teller(workspace, screen.language)
    if redo and dry_run:
        raise UsageError(Message("Bruk enten --dry-run eller --redo."))
    if redo:
        done = redo_last(workspace, by=by, kinds=kinds, area=area)
        again = done.taken_back.model_copy(update={"event": done.event.model_copy(update={"undoes": ""})})
        screen.say(Message("Gjort om igjen: {sentence}", sentence=teller.tell(again)))
        return
    if dry_run:
        planned = plan_undo(workspace, read_events(workspace.data)[0], by=by, kinds=kinds, area=area)
        screen.say(Message("Dette ville bli angret: {sentence}", sentence=teller.tell(planned.taken_back)))
        return
    undone = undo_last(workspace, by=by, kinds=kinds, area=area)
    screen.say(Message("Angret: {sentence}", sentence=teller.tell(undone.taken_back)))
    screen.say(
        Message(
            "Gjør det om igjen med «{redo}». Kjør «{run}» for å få endringen med i rapportene.",
            redo=screen.command("undo --redo --by NAVN"),
            run=screen.command("run"),
        )
    )


def _read_kinds(given: list[str] | None) -> tuple[LogKind, ...]:
    from medlemsdialog.runs.history import KIND_WORDS
    from medlemsdialog.runs.words import read_word

    words = {str(kind): message for kind, message in KIND_WORDS.items()}
    return tuple(cast("LogKind", read_word(words, one)) for one in given or ())
