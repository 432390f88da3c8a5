"""The command `delete-personal-data`: what goes and what stays when the dialogue is over, and when others tell of it."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from medlemsdialog.catalogue import Message
from medlemsdialog.cli.options import Build, Data, open_dialogue
from medlemsdialog.cli.screen import Screen
from medlemsdialog.cli.serving import Store, open_store
from medlemsdialog.errors import UsageError

if TYPE_CHECKING:
    from medlemsdialog.evidence import Workspace
    from medlemsdialog.runs.deletion import Deletion

# What a person types so that nothing is deleted by a slip.
_WORD = "SLETT"
_MOST_LISTED = 20


def delete_personal_data(
    context: typer.Context,
    *,
    by: Annotated[
        str | None, typer.Option("--by", metavar="NAVN", help="Navnet på den som sletter. Det er internt.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Bare vis hva som blir slettet.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Slett uten å spørre.")] = False,
    store: Store = None,
    data: Data = None,
    build: Build = None,
) -> None:
    """Slett originaler og tekster når dialogen er ferdig. Det som er talt opp og delt, blir liggende."""
    from medlemsdialog.runs import deletion

    screen: Screen = context.obj
    workspace = open_dialogue(data, build, screen)
    plan = deletion.plan_deletion(workspace, open_store(store, workspace))
    _show_deletion(screen, workspace, plan)
    if dry_run:
        screen.say(Message("Ingenting er slettet."))
        return
    if by is None:
        raise UsageError(Message("Oppgi navnet ditt med --by."))
    day = workspace.dialogue.delete_after
    if day is not None and datetime.datetime.now(datetime.UTC).date() <= day:
        screen.warn(Message("Merk: Slettedatoen i dialogue.yaml er {date} og er ikke passert.", date=day.isoformat()))
    if not yes and not ask_to_delete(screen, Message("Slettingen kan ikke angres.")):
        if not _is_answerable():
            raise UsageError(Message("Legg til --yes for å slette uten å bli spurt."))
        screen.say(Message("Ingenting er slettet."))
        return
    deletion.delete_personal_data(workspace, plan, by=by)
    screen.say(Message("Originaler og tekster er slettet. Resultatene ligger i {folder}.", folder=workspace.build.root))
    screen.say(Message("Slett også sikkerhetskopier, e-poster og ark som andre har fått."))


def tell_deletion(screen: Screen, workspace: Workspace, *, beside: bool = False) -> None:
    """Tell of the day originals are to be deleted; `beside` the answer where that is for a program."""
    from medlemsdialog.runs.deletion import describe_deletion
    from medlemsdialog.runs.withdrawing import count_left

    today = datetime.datetime.now(datetime.UTC).date()
    command = screen.command("delete-personal-data --dry-run")
    notices = [describe_deletion(workspace.dialogue, workspace.judgements, today, command)]
    if lines := count_left(workspace):
        notices.append(
            Message(
                "{number} linjer i loggene har tekst fra innspill som er trukket. De kom med en annen kopi. Kjør «{command}».",
                number=lines,
                command=screen.command("withdraw"),
            )
        )
    for notice in notices:
        if notice is not None and beside:
            screen.warn(notice)
        elif notice is not None:
            screen.say(notice, style="yellow")


def ask_to_delete(screen: Screen, what: Message) -> bool:
    """Return whether the person at the terminal types the word; nobody is asked where there is no terminal."""
    if not _is_answerable():
        return False
    screen.say(what)
    screen.say(Message("Skriv {word} for å slette, eller trykk Enter for å la være:", word=_WORD))
    return sys.stdin.readline().strip() == _WORD


def name_file(workspace: Workspace, file: Path) -> str:
    """Return a file's path below the dialogue's folders, else all of it."""
    for root in (workspace.data.root, workspace.build.root.parent):
        if file.is_relative_to(root):
            return file.relative_to(root).as_posix()
    return str(file)


def _show_deletion(screen: Screen, workspace: Workspace, plan: Deletion) -> None:
    screen.say(Message("Dette blir slettet:"), style="bold")
    for heading, files in (
        (Message("Originaler ({number}):", number=len(plan.originals)), plan.originals),
        (Message("Tekst gjenkjent i bilder ({number}):", number=len(plan.recognised)), plan.recognised),
        (Message("Det som er sendt inn på innspillssiden ({number} filer):", number=len(plan.sent)), plan.sent),
        (Message("Interne resultater og mellomlager ({number}):", number=len(plan.derived)), plan.derived),
    ):
        if files:
            screen.say(heading)
            _list_files(screen, workspace, files)
    screen.say(
        Message(
            "Tekst fra innspillene i {number} linjer i loggene. Hva som er valgt, blir stående.", number=plan.log_lines
        )
    )
    screen.say(Message("Dette blir liggende:"), style="bold")
    _list_files(screen, workspace, (*plan.kept, *plan.releases))


def _list_files(screen: Screen, workspace: Workspace, files: tuple[Path, ...]) -> None:
    for file in files[:_MOST_LISTED]:
        screen.say(f"  {name_file(workspace, file)}")
    if len(files) > _MOST_LISTED:
        screen.say(Message("  og {number} til", number=len(files) - _MOST_LISTED))


def _is_answerable() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()
