"""The commands `codebook check`, `codebook out` and `codebook in`: the themes checked, shared and taken in again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from medlemsdialog.catalogue import Message
from medlemsdialog.cli.norwegian import HELP_OPTION
from medlemsdialog.cli.options import AsJson, Build, Data, open_dialogue, quote_word
from medlemsdialog.cli.screen import Screen
from medlemsdialog.errors import UsageError

if TYPE_CHECKING:
    from medlemsdialog.exchange.codebook_compare import Comparison
    from medlemsdialog.exchange.codebook_match import Entry
    from medlemsdialog.runs.codebook import Adopted

codebook = typer.Typer(
    help="Kontroller kodeboken, del den med andre, og ta endringer inn.",
    no_args_is_help=True,
    context_settings=HELP_OPTION,
)


@codebook.command("check")
def codebook_check(context: typer.Context, *, data: Data = None, build: Build = None, as_json: AsJson = False) -> None:
    """Se etter temaer som er tomme, ligner for mye på hverandre, er for mange eller ikke er forklart."""
    from medlemsdialog.cli.problem_lines import show_source
    from medlemsdialog.coding.codebook_checks import CODEBOOK
    from medlemsdialog.runs.checks import SourceProblems
    from medlemsdialog.runs.codebook import check_codebook

    screen: Screen = context.obj
    workspace = open_dialogue(data, build, screen)
    problems = check_codebook(workspace)
    if as_json:
        screen.show_json(
            {
                "themes": len(workspace.codebook.themes),
                "problems": [
                    {
                        "rule": problem.rule,
                        "severity": problem.severity.value,
                        "where": problem.anchor.label(screen.language),
                        "what": screen.text(problem.what),
                        "found": problem.found,
                        "allowed": screen.text(problem.allowed),
                        "to_do": screen.text(problem.to_do),
                    }
                    for problem in problems
                ],
            }
        )
        return
    if problems:
        show_source(screen, SourceProblems(CODEBOOK, None, problems), in_full=True)
    screen.say(
        Message("Temaer: {themes}. Merknader: {number}.", themes=len(workspace.codebook.themes), number=len(problems))
    )


@codebook.command("out")
def codebook_out(
    context: typer.Context,
    *,
    file: Annotated[
        Path, typer.Argument(metavar="FIL", help="Filen som skal skrives. Navnet slutter på .csv, .xlsx eller .qdc.")
    ],
    data: Data = None,
    build: Build = None,
) -> None:
    """Skriv kodeboken som CSV, Excel eller REFI-QDA (QDC), for andre programmer eller til å rette i."""
    from medlemsdialog.runs.codebook import write_codebook_file

    screen: Screen = context.obj
    workspace = open_dialogue(data, build, screen)
    written = write_codebook_file(workspace, file)
    screen.say(Message("Skrevet: {file}", file=str(written)))
    screen.say(
        Message(
            "Se hva endringer i filen fører til, med «{command}».",
            command=screen.command(f"codebook in {quote_word(str(file))}"),
        )
    )


@codebook.command("in")
def codebook_in(
    context: typer.Context,
    *,
    file: Annotated[Path, typer.Argument(metavar="FIL", help="En kodebok som .csv, .xlsx, .ods eller .qdc.")],
    write: Annotated[
        bool, typer.Option("--write", help="Skriv endringene i codebook.yaml. Uten valget blir de bare vist.")
    ] = False,
    by: Annotated[
        str | None, typer.Option("--by", metavar="NAVN", help="Navnet på den som bestemmer. Må oppgis med --write.")
    ] = None,
    under: Annotated[
        str, typer.Option("--under", metavar="TEMA", help="Hovedtemaet for nye temaer som filen ikke plasserer.")
    ] = "",
    remove: Annotated[
        bool, typer.Option("--remove", help="Fjern temaer som ikke står i filen og som ingenting bruker.")
    ] = False,
    data: Data = None,
    build: Build = None,
    as_json: AsJson = False,
) -> None:
    """Vis hva en kodebok fra en fil ville endre, linje for linje. Med --write blir det skrevet, og den gamle tatt vare på."""
    from medlemsdialog.runs.codebook import adopt_codebook, compare_codebook_file

    screen: Screen = context.obj
    if write and not (by or "").strip():
        raise UsageError(Message("Oppgi navnet ditt med --by."))
    workspace = open_dialogue(data, build, screen)
    comparison = compare_codebook_file(workspace, file, under=under, remove=remove)
    adopted = None
    if write and comparison.changes_anything:
        adopted = adopt_codebook(workspace, comparison, by=by or "", source=file.name)
    if as_json:
        screen.show_json(_as_json(screen, comparison, adopted))
        return
    _show(screen, comparison)
    if adopted is not None:
        _tell_adopted(screen, adopted)
    elif comparison.changes_anything:
        chosen = f"{f' --under {under}' if under else ''}{' --remove' if remove else ''}"
        command = screen.command(f"codebook in {quote_word(str(file))}{chosen} --write --by NAVN")
        screen.say(Message("Ingenting er skrevet ennå. Skriv endringene med «{command}».", command=command))


def _show(screen: Screen, comparison: Comparison) -> None:
    from medlemsdialog.exchange.codebook_match import Outcome

    for heading, outcome in (
        (Message("Nye temaer:"), Outcome.NEW),
        (Message("Endrede temaer:"), Outcome.CHANGED),
        (Message("Temaer som blir fjernet:"), Outcome.REMOVED),
        (Message("Ikke tatt inn:"), Outcome.LEFT),
        (Message("Temaer som mangler i filen, og er beholdt:"), Outcome.KEPT),
        (Message("Til orientering:"), Outcome.NOTICE),
    ):
        if entries := comparison.of(outcome):
            screen.say(heading, style="bold")
            for entry in entries:
                screen.say_indented(_line(screen, entry), indent=2, hanging=4)
            for to_do in dict.fromkeys(screen.text(entry.to_do) for entry in entries):
                if to_do:
                    screen.say_indented(to_do, indent=2)
            screen.say()
    if not comparison.changes_anything:
        screen.say(Message("Ingen endringer."))
    screen.say(Message("Temaer uten endringer: {number}", number=comparison.unchanged))


def _line(screen: Screen, entry: Entry) -> str:
    parts = [screen.text(entry.place), entry.theme]
    return f"- {': '.join([', '.join(part for part in parts if part), screen.text(entry.text)]).removeprefix(': ')}"


def _tell_adopted(screen: Screen, adopted: Adopted) -> None:
    if adopted.old is not None:
        screen.say(Message("Skrevet: {file} (versjon {version})", file=str(adopted.file), version=adopted.version))
        screen.say(Message("Kodeboken slik den var, ligger i {file}.", file=str(adopted.old)))
    if not adopted.comments_kept:
        screen.warn(Message("Kommentarene i codebook.yaml kunne ikke tas med. De står i den gamle filen."))
    if adopted.events:
        screen.say(
            Message(
                "Temaer som alt var endret siden codebook.yaml ble skrevet: {number}. Endringene i dem er lagret i loggen din.",
                number=adopted.events,
            )
        )
    screen.say(Message("Kjør «{command}» for å få det med i rapportene.", command=screen.command("run")))


def _as_json(screen: Screen, comparison: Comparison, adopted: Adopted | None) -> dict[str, object]:
    return {
        "changes": comparison.changes_anything,
        "unchanged": comparison.unchanged,
        "written": str(adopted.file) if adopted else None,
        "old": str(adopted.old) if adopted and adopted.old else None,
        "lines": [
            {
                "outcome": entry.outcome.value,
                "theme": entry.theme,
                "where": screen.text(entry.place),
                "what": screen.text(entry.text),
                "to_do": screen.text(entry.to_do),
            }
            for entry in comparison.entries
        ],
    }
