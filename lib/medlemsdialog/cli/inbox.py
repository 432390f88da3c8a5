"""The commands `inbox …`: what members have sent on the input page, fetched into `inputs/`."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from medlemsdialog.cli.norwegian import HELP_OPTION
from medlemsdialog.cli.options import AsJson, Build, Data, open_dialogue
from medlemsdialog.cli.screen import Screen
from medlemsdialog.cli.serving import Store, open_store

if TYPE_CHECKING:
    from medlemsdialog.runs.inbox import InboxEntry

inbox = typer.Typer(
    help="Hent det medlemmene har sendt på innspillssiden, inn i mappene med innspill.",
    no_args_is_help=True,
    context_settings=HELP_OPTION,
)
Again = Annotated[
    bool, typer.Option("--again", help="Hent også det som er hentet før, men som ikke lenger ligger i mappen.")
]


@inbox.command("pull")
def pull(
    context: typer.Context,
    *,
    store: Store = None,
    again: Again = False,
    data: Data = None,
    build: Build = None,
    as_json: AsJson = False,
) -> None:
    """Hent nye, endrede og trukne innspill. Kan gjentas så ofte du vil, også mens innspillssiden er oppe."""
    from medlemsdialog.runs.inbox import pull_inbox

    screen: Screen = context.obj
    workspace = open_dialogue(data, build, screen)
    entries = pull_inbox(workspace, open_store(store, workspace), again=again)
    if as_json:
        screen.show_json([_as_json(entry, screen) for entry in entries])
        return
    _tell(screen, entries, pulled=True)


@inbox.command("status")
def status(
    context: typer.Context,
    *,
    store: Store = None,
    again: Again = False,
    data: Data = None,
    build: Build = None,
    as_json: AsJson = False,
) -> None:
    """Vis hva som venter på innspillssiden, uten å hente noe."""
    from medlemsdialog.runs.inbox import list_inbox

    screen: Screen = context.obj
    workspace = open_dialogue(data, build, screen)
    entries = list_inbox(workspace, open_store(store, workspace), again=again)
    if as_json:
        screen.show_json([_as_json(entry, screen) for entry in entries])
        return
    _tell(screen, entries, pulled=False)


def _tell(screen: Screen, entries: tuple[InboxEntry, ...], *, pulled: bool) -> None:
    from medlemsdialog.runs.inbox import InboxState
    from medlemsdialog.runs.inbox_words import describe_entry, describe_inbox, describe_next

    screen.say(describe_inbox(entries, screen.language, pulled=pulled))
    for entry in entries:
        if entry.state in {InboxState.HERE, InboxState.TAKEN_BACK} and not entry.missing:
            continue
        screen.say_indented(describe_entry(entry), indent=2, hanging=2)
        for note in entry.notes:
            screen.say_indented(note, indent=4, style="yellow")
    for line in describe_next(entries, screen.command, pulled=pulled):
        screen.say(line)


def _as_json(entry: InboxEntry, screen: Screen) -> dict[str, object]:
    return {**asdict(entry), "state": entry.state.value, "notes": [screen.text(note) for note in entry.notes]}
