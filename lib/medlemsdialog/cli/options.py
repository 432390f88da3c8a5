"""The options that commands share, and the dialogue they open."""

from __future__ import annotations

import os
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from medlemsdialog.cli.screen import Screen
from medlemsdialog.errors import MedlemsdialogError
from medlemsdialog.paths import build_folder, data_folder

if TYPE_CHECKING:
    from medlemsdialog.evidence import Workspace

Data = Annotated[
    Path | None,
    typer.Option(
        "--data", metavar="MAPPE", help="Dialogmappen. Uten valget brukes MEDLEMSDIALOG_DATA eller eksempelet."
    ),
]
Build = Annotated[
    Path | None,
    typer.Option("--build", metavar="MAPPE", help="Mappen for resultatene. Uten valget: build/ i dialogmappen."),
]
DataPlace = Annotated[
    str | None,
    typer.Option(
        "--data",
        metavar="MAPPE|URL",
        help="Dialogmappen, eller adressen i et lager (s3://…). Uten valget brukes MEDLEMSDIALOG_DATA eller eksempelet.",
    ),
]
BuildPlace = Annotated[
    str | None,
    typer.Option(
        "--build",
        metavar="MAPPE|URL",
        help="Mappen for resultatene, eller adressen i et lager. Uten valget: build/ i dialogmappen.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Skriv svaret som JSON.")]
By = Annotated[str, typer.Option("--by", metavar="NAVN", help="Navnet på den som bestemmer. Det er internt.")]
County = Annotated[
    str | None, typer.Option("--county", metavar="NR", help="Fylkesnummeret med to sifre, for eksempel 07.")
]
OneArea = Annotated[
    str,
    typer.Option(
        "--county", metavar="NR", help="Fylkesnummeret med to sifre, eller «nasjonalt» for innspill uten fylke."
    ),
]
Counties = Annotated[
    list[str] | None,
    typer.Option("--county", metavar="NR", help="Bare dette fylket, for eksempel 07. Kan gjentas."),
]


def open_dialogue(data: Path | None, build: Path | None, screen: Screen) -> Workspace:
    """Read the dialogue that the options name, and let the screen speak its language."""
    from medlemsdialog.evidence import open_workspace

    folder = data_folder(data)
    workspace = open_workspace(folder, build_folder(build, data=folder))
    screen.language = workspace.dialogue.working_language
    screen.data_option = f" --data {quote_word(str(data))}" if data else ""
    if isinstance(unusable := workspace.learned, MedlemsdialogError):
        screen.warn(unusable.message)
    return workspace


def quote_word(word: str, *, windows: bool = os.name == "nt") -> str:
    """Return a word as it is typed in a command; the shells of Windows do not share the quotation marks of others."""
    if not windows:
        return shlex.quote(word)
    import subprocess

    return subprocess.list2cmdline([word])
