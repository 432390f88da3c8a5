"""The commands `themes …`: what policy staff do with the themes of the codebook."""

from __future__ import annotations

from typing import Annotated

import typer

from medlemsdialog.catalogue import Message
from medlemsdialog.cli.code_changes import (
    ChangedBy,
    DryRun,
    FromFile,
    Into,
    Move,
    Reason,
    Rest,
    ToFile,
    change_codes,
    show_code_problems,
    show_history,
    split_codes,
    split_pair,
)
from medlemsdialog.cli.norwegian import HELP_OPTION
from medlemsdialog.cli.options import AsJson, Build, Data, open_dialogue
from medlemsdialog.cli.screen import Screen

themes = typer.Typer(
    help="Se, gi nytt navn til, slå sammen, del og ta ut temaer i kodeboken.",
    no_args_is_help=True,
    context_settings=HELP_OPTION,
)
ThemeCode = Annotated[str, typer.Argument(metavar="TEMA", help="Koden til temaet.")]


@themes.command("list")
def list_themes(context: typer.Context, *, data: Data = None, build: Build = None, as_json: AsJson = False) -> None:
    """Vis temaene som er i bruk, og merknader til dem."""
    screen: Screen = context.obj
    workspace = open_dialogue(data, build, screen)
    if as_json:
        screen.show_json([theme.model_dump(mode="json") for theme in workspace.codebook.themes])
        return
    screen.show_table(
        (Message("Temakode"), Message("Tema"), Message("Ligger under")),
        [(theme.code, theme.label.in_language(screen.language), theme.parent) for theme in workspace.codebook.themes],
        numbers=frozenset(),
    )
    show_code_problems(screen, workspace)


@themes.command("rename")
def rename_theme(
    context: typer.Context,
    *,
    theme_code: ThemeCode,
    name: Annotated[str, typer.Argument(metavar="NAVN", help="Det nye navnet på bokmål.")],
    by: ChangedBy = "",
    data: Data = None,
    build: Build = None,
    nn: Annotated[str, typer.Option("--nn", metavar="NAVN", help="Navnet på nynorsk.")] = "",
    reason: Reason = "",
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Gi et tema nytt navn. Koden og kodingene er de samme."""
    from medlemsdialog.coding.changes import RenameTheme
    from medlemsdialog.dialogue_text import Text
    from medlemsdialog.errors import UsageError

    screen: Screen = context.obj
    workspace = open_dialogue(data, build, screen)
    if not name.strip():
        raise UsageError(Message("Skriv det nye navnet."))
    label = Text(nb=name.strip(), nn=nn.strip())
    change = RenameTheme(theme_code=theme_code, label=label, reason=reason)
    change_codes(screen, workspace, change, by=by, dry_run=dry_run, as_json=as_json)


@themes.command("merge")
def merge_themes(
    context: typer.Context,
    *,
    theme_codes: Annotated[list[str], typer.Argument(metavar="TEMA...", help="Temaene som skal bli ett.")],
    into: Into,
    by: ChangedBy = "",
    data: Data = None,
    build: Build = None,
    reason: Reason = "",
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Slå sammen temaer. Kodinger og søkeord følger med inn i det som blir stående."""
    from medlemsdialog.coding.changes import MergeThemes

    screen: Screen = context.obj
    workspace = open_dialogue(data, build, screen)
    change = MergeThemes(themes=tuple(theme_codes), into=into, reason=reason)
    change_codes(screen, workspace, change, by=by, dry_run=dry_run, as_json=as_json)


@themes.command("split")
def split_theme(
    context: typer.Context,
    *,
    theme_code: ThemeCode,
    new: Annotated[
        list[str] | None,
        typer.Option(
            "--new",
            metavar="KODE=NAVN",
            help="Et nytt tema med samme plass og definisjon; rett det etterpå med «codebook in». Kan gjentas.",
        ),
    ] = None,
    to: ToFile = None,
    taken: FromFile = None,
    move: Move = None,
    rest: Rest = "",
    by: ChangedBy = "",
    data: Data = None,
    build: Build = None,
    reason: Reason = "",
    dry_run: DryRun = False,
) -> None:
    """Del et tema: si for hvert utsagn hvilke temaer det hører til, i en fil eller med --move."""
    from medlemsdialog.coding.changes import SplitTheme
    from medlemsdialog.coding.theme_parts import build_theme_part
    from medlemsdialog.dialogue_text import Text
    from medlemsdialog.runs.judging import require_known

    def change(assigned: dict[str, tuple[str, ...]]) -> SplitTheme:
        require_known(theme_code, sorted(workspace.codebook.codes), Message("temaet"))
        like = workspace.codebook.theme(theme_code)
        parts = tuple(build_theme_part(like, code, Text(nb=name)) for code, name in map(split_pair, new or []))
        return SplitTheme(theme_code=theme_code, parts=parts, assigned=assigned, rest=rest, reason=reason)

    screen: Screen = context.obj
    workspace = open_dialogue(data, build, screen)
    split_codes(
        screen,
        workspace,
        "theme",
        theme_code,
        to=to,
        taken=taken,
        moves=move,
        change=change,
        by=by,
        dry_run=dry_run,
    )


@themes.command("retire")
def retire_theme(
    context: typer.Context,
    *,
    theme_code: ThemeCode,
    by: ChangedBy = "",
    data: Data = None,
    build: Build = None,
    reason: Reason = "",
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Ta et tema ut av bruk. Utsagnene som bare hadde det, blir navngitt."""
    from medlemsdialog.coding.changes import RetireTheme

    screen: Screen = context.obj
    workspace = open_dialogue(data, build, screen)
    change = RetireTheme(theme_code=theme_code, reason=reason)
    change_codes(screen, workspace, change, by=by, dry_run=dry_run, as_json=as_json)


@themes.command("history")
def theme_history(
    context: typer.Context,
    *,
    theme_code: Annotated[str, typer.Argument(metavar="[TEMA]", help="Bare dette temaet og dets slekt.")] = "",
    data: Data = None,
    build: Build = None,
) -> None:
    """Vis hva som er skrevet om temaene, av hvem og hvorfor. Oversikten er intern."""
    from medlemsdialog.runs.code_history import read_history

    screen: Screen = context.obj
    workspace = open_dialogue(data, build, screen)
    show_history(screen, read_history(workspace, "theme", theme_code))
