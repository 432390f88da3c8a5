"""The commands `serve` and `codes out`: the page that members answer on, and what lets them in."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from medlemsdialog.catalogue import Message
from medlemsdialog.cli.norwegian import HELP_OPTION
from medlemsdialog.cli.options import Build, Data, open_dialogue
from medlemsdialog.cli.screen import Screen
from medlemsdialog.errors import UsageError
from medlemsdialog.paths import InputPageFolder

if TYPE_CHECKING:
    from medlemsdialog.evidence import Workspace

Store = Annotated[
    Path | None,
    typer.Option(
        "--store", metavar="MAPPE", help="Lageret for innspillssiden. Uten valget: input-page/ i dialogmappen."
    ),
]

codes = typer.Typer(
    help="Engangskodene som slipper medlemmene inn på innspillssiden.",
    no_args_is_help=True,
    context_settings=HELP_OPTION,
)


def open_store(store: Path | None, workspace: Workspace) -> InputPageFolder:
    """Return the input page's store: the one that is named, else the dialogue's own."""
    return InputPageFolder(store.expanduser().resolve() if store else workspace.data.input_page)


def serve(
    context: typer.Context,
    *,
    host: Annotated[
        str, typer.Option("--host", metavar="ADRESSE", help="Adressen det lyttes på. Bare egen maskin uten valget.")
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", metavar="NR", min=0, max=65535, help="Porten; 0 velger en som er ledig.")
    ] = 8017,
    store: Store = None,
    root_path: Annotated[
        str, typer.Option("--root-path", metavar="STI", help="Stien som siden ligger under bak en mellomtjener.")
    ] = "",
    forwarded_allow_ips: Annotated[
        str,
        typer.Option(
            "--forwarded-allow-ips",
            metavar="ADRESSER",
            help="Mellomtjenerne som kan si hvem som spør, og om det er https. Skill dem med komma.",
        ),
    ] = "127.0.0.1",
    today: Annotated[
        datetime.datetime | None,
        typer.Option(
            "--today", metavar="DATO", formats=["%Y-%m-%d"], help="Vis siden slik den er denne dagen, for å prøve den."
        ),
    ] = None,
    data: Data = None,
    build: Build = None,
) -> None:
    """Start siden der medlemmene sender inn innspill. Den går til du stopper den med Ctrl+C."""
    try:
        from medlemsdialog.service.server import serve_page
    except ModuleNotFoundError as error:
        raise UsageError(
            Message(
                "Innspillssiden trenger biblioteket {name}. Installer det med «pip install medlemsdialog[service]».",
                name=error.name or "",
            )
        ) from None
    from medlemsdialog.cli.deletion import tell_deletion
    from medlemsdialog.service.opening import clock_of

    screen: Screen = context.obj
    workspace = open_dialogue(data, build, screen)
    if workspace.judgements.deleted is not None:
        raise UsageError(Message("Originalene og tekstene i dialogen er slettet, så siden kan ikke åpnes igjen."))
    folder = open_store(store, workspace)

    def tell(address: str) -> None:
        screen.say(Message("Innspillssiden er på {address}. Stopp den med Ctrl+C.", address=address))
        screen.say(Message("Det som sendes inn, lagres i {folder}.", folder=str(folder.root)))
        if today is not None:
            screen.warn(
                Message(
                    "Prøve: Siden regner med at det er {date}. Det gjelder også det som sendes inn.",
                    date=f"{today:%d.%m.%Y}",
                )
            )
        tell_deletion(screen, workspace, beside=True)
        screen.flush()

    try:
        serve_page(
            workspace,
            folder,
            clock=clock_of(today.date() if today else None),
            host=host,
            port=port,
            root_path=root_path,
            trusted_proxies=forwarded_allow_ips,
            tell=tell,
        )
    except KeyboardInterrupt:
        screen.say(Message("Siden er stoppet. Alt som er kvittert for, er lagret."))


@codes.command("out")
def codes_out(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FIL", help="Arket som skrives: .xlsx eller .csv.")],
    *,
    member: Annotated[
        list[str] | None, typer.Option("--member", metavar="NR", help="Bare dette medlemmet. Kan gjentas.")
    ] = None,
    renew: Annotated[
        bool,
        typer.Option(
            "--renew", help="Lag nye koder også for dem som har fått. Koder som ikke er brukt, slutter å gjelde."
        ),
    ] = False,
    store: Store = None,
    data: Data = None,
    build: Build = None,
) -> None:
    """Lag en engangskode til hvert medlem, og skriv kodene med lenker til et ark. De kan ikke vises igjen."""
    from medlemsdialog.exchange.submission_store import open_to_write
    from medlemsdialog.service.codes import build_code_sheet, make_codes
    from medlemsdialog.writing import write_bytes_atomically

    screen: Screen = context.obj
    workspace = open_dialogue(data, build, screen)
    ending = file.suffix.lower().lstrip(".")
    if ending not in {"xlsx", "csv"}:
        raise UsageError(Message("Arket {file} må ende på .xlsx eller .csv.", file=file.name))
    if file.exists():
        raise UsageError(Message("{file} finnes fra før. Velg et annet navn, så ingen koder går tapt.", file=str(file)))
    if unknown := [code for code in member or () if workspace.register.member(code) is None]:
        raise UsageError(
            Message("{codes} er ikke medlemmer i kommuneinndelingen. Skriv fire siffer.", codes=", ".join(unknown))
        )
    members = [one for one in workspace.register.possible_members if not member or one.code in member]
    folder = open_store(store, workspace)
    with open_to_write(folder) as database, database:
        made = make_codes(database, workspace.dialogue, members, renew=renew, now=datetime.datetime.now(datetime.UTC))
        if made:
            # Before the commit: a code that is in no sheet would let nobody in.
            write_bytes_atomically(file, build_code_sheet(made, ending=ending, language=screen.language))
            file.chmod(0o600)
    if not made:
        screen.say(Message("Alle har fått kode før. Bruk --renew for å lage nye."))
        return
    screen.say(Message("{number} koder er skrevet til {file}.", number=len(made), file=str(file)))
    screen.say(
        Message("Arket slipper inn hvem som helst. Slett det når kodene er sendt ut; lageret har bare avtrykk av dem.")
    )
