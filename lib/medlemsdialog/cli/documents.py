"""The commands `documents …`: the letter, the final report and the case for the board made again, and their templates."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from medlemsdialog.catalogue import Message
from medlemsdialog.cli.norwegian import HELP_OPTION
from medlemsdialog.cli.options import Build, Data, open_dialogue
from medlemsdialog.cli.screen import Screen
from medlemsdialog.paths import NATIONAL

if TYPE_CHECKING:
    from medlemsdialog.runs.documents import WrittenDocument

documents = typer.Typer(
    help="Lag innspillet, sluttrapporten og saken til hovedstyret på nytt, eller hent malene.",
    invoke_without_command=True,
    context_settings=HELP_OPTION,
)


@documents.callback()
def write(context: typer.Context, *, data: Data = None, build: Build = None) -> None:
    """Lag innspillet, sluttrapporten og saken til hovedstyret på nytt av funnene, uten å kjøre fylkene."""
    if context.invoked_subcommand:
        return
    from medlemsdialog.evidence import read_national
    from medlemsdialog.runs.documents import log_documents, write_documents

    screen: Screen = context.obj
    workspace = open_dialogue(data, build, screen)
    written = write_documents(workspace, read_national(workspace), workspace.language(NATIONAL))
    log_documents(workspace, written)
    tell_documents(screen, written)


@documents.command("templates")
def templates(context: typer.Context, *, data: Data = None, build: Build = None) -> None:
    """Legg malene i mappen documents/ i dialogmappen, så de kan endres i Word. Maler som ligger der, blir ikke rørt."""
    from medlemsdialog.runs.documents import copy_templates

    screen: Screen = context.obj
    workspace = open_dialogue(data, build, screen)
    done = copy_templates(workspace)
    for file in done.copied:
        screen.say(Message("Lagt inn: {file}", file=show_path(file)))
    for file in done.kept:
        screen.say(Message("Fantes fra før og er ikke rørt: {file}", file=show_path(file)))
    screen.say(
        Message("Endre malene i Word, og lag dokumentene på nytt med «{command}».", command=screen.command("documents"))
    )


def tell_documents(
    screen: Screen, written: Sequence[WrittenDocument], show: Callable[[Path], str] | None = None
) -> None:
    """Tell which documents there are, how long the letter is, what is not approved, and what must be seen to."""
    from medlemsdialog.models.vocabulary import word
    from medlemsdialog.report.national_documents import MOST_PAGES

    for document in written:
        name = screen.text(word(document.kind))
        for file in document.files:
            screen.say(
                Message("{document}: {file}", document=name[:1].upper() + name[1:], file=(show or show_path)(file))
            )
        if document.pages:
            pages = Message("Sider: {pages} (høyst {most})", pages=document.pages, most=MOST_PAGES)
            screen.say_indented(pages, indent=2)
        if document.not_approved:
            screen.warn(
                Message(
                    "Utkast: {missing} av {findings} funn er ikke godkjent.",
                    missing=document.not_approved,
                    findings=document.findings,
                )
            )
        for warning in document.warnings:
            screen.warn(warning)


def show_path(file: Path) -> str:
    """Return a path as the user would type it from here."""
    here = Path.cwd()
    return str(file.relative_to(here)) if file.is_relative_to(here) else str(file)
