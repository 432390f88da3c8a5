"""The commands `personal-data`, `withdraw` and `delete-personal-data`: what is masked, taken back and deleted."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from medlemsdialog.catalogue import Message
from medlemsdialog.cli.options import AsJson, Build, County, Data, open_dialogue
from medlemsdialog.cli.screen import Screen
from medlemsdialog.errors import UsageError
from medlemsdialog.models.personal import PERSONAL_WORDS

if TYPE_CHECKING:
    from medlemsdialog.evidence import Workspace
    from medlemsdialog.models.personal import PersonalFinding
    from medlemsdialog.models.sources import Source
    from medlemsdialog.runs.deletion import Deletion
    from medlemsdialog.runs.withdrawing import Withdrawal

OneArea = Annotated[
    str,
    typer.Option(
        "--county", metavar="NR", help="Fylkesnummeret med to sifre, eller «nasjonalt» for innspill uten fylke."
    ),
]
# What a person types so that nothing is deleted by a slip.
_WORD = "SLETT"
_STATES = {
    "found": Message("skjult, ikke sett på"),
    "confirmed": Message("skjult, bekreftet"),
    "lifted": Message("opphevet, vises"),
}
_MOST_LISTED = 20


def personal_data(
    context: typer.Context,
    *,
    county: OneArea,
    data: Data = None,
    build: Build = None,
    lift: Annotated[
        list[str] | None, typer.Option("--lift", metavar="ID", help="Ikke en personopplysning: vis den. Kan gjentas.")
    ] = None,
    confirm: Annotated[
        list[str] | None,
        typer.Option("--confirm", metavar="ID", help="En personopplysning: hold den skjult. Kan gjentas."),
    ] = None,
    mask: Annotated[
        str | None, typer.Option("--mask", metavar="TEKST", help="Skjul en tekst som ikke er funnet. Krever --source.")
    ] = None,
    source: Annotated[
        str | None, typer.Option("--source", metavar="INNSPILL", help="Innspillet som teksten i --mask står i.")
    ] = None,
    reason: Annotated[
        str, typer.Option("--reason", metavar="GRUNN", help="Hvorfor det kan vises, eller skal skjules.")
    ] = "",
    by: Annotated[str | None, typer.Option("--by", metavar="NAVN", help="Navnet på den som bestemmer.")] = None,
    as_json: AsJson = False,
) -> None:
    """Vis personopplysninger som er funnet i innspillene, og bestem hva som skal være skjult i det som deles."""
    from medlemsdialog.runs import personal
    from medlemsdialog.runs.judging import read_area_code

    screen: Screen = context.obj
    workspace = open_dialogue(data, build, screen)
    area_code = read_area_code(workspace, county)
    if not (lift or confirm or mask):
        _list_findings(screen, personal.list_findings(workspace, area_code), as_json=as_json)
        return
    if by is None:
        raise UsageError(Message("Oppgi navnet ditt med --by."))
    if mask and not source:
        raise UsageError(Message("Oppgi innspillet teksten står i, med --source."))
    if set(lift or ()) & set(confirm or ()):
        raise UsageError(Message("Det samme kan ikke både bekreftes og oppheves."))
    if confirm:
        for confirmed in personal.confirm_findings(workspace, area_code, confirm, by=by):
            screen.say(Message("Holdes skjult: {text}", text=_one_line(confirmed.text)))
    if lift:
        for lifted in personal.lift_findings(workspace, area_code, lift, reason=reason, by=by):
            screen.say(Message("Vises heretter: {text}", text=_one_line(lifted.text)))
    if mask and source:
        found = personal.find_marked_source(workspace, area_code, source)
        marked = personal.mark_words(workspace, area_code, found, mask, reason=reason, by=by)
        screen.say(Message("Skjules heretter i {source}: {text}", source=found.source, text=marked.text))
    screen.say(Message("Kjør «{command}» for å få det med i rapportene.", command=screen.command("run")))


def withdraw(
    context: typer.Context,
    *,
    source: Annotated[
        str | None,
        typer.Argument(
            metavar="[INNSPILL]",
            help="Innspillet som avsenderen trekker. Uten innspill ryddes det som er kommet tilbake av tekst.",
        ),
    ] = None,
    reason: Annotated[
        str,
        typer.Option(
            "--reason", metavar="GRUNN", help="Hvorfor det er trukket. Grunnen blir stående: skriv ingen navn."
        ),
    ] = "",
    by: Annotated[
        str | None, typer.Option("--by", metavar="NAVN", help="Navnet på den som bestemmer. Det er internt.")
    ] = None,
    county: County = None,
    delete_original: Annotated[
        bool | None,
        typer.Option("--delete-original/--keep-original", help="Om originalen slettes. Uten valget blir du spurt."),
    ] = None,
    data: Data = None,
    build: Build = None,
) -> None:
    """Trekk et innspill: Teksten slettes fra logger og resultater og leses ikke mer. At det kom, blir stående."""
    from medlemsdialog.runs import withdrawing

    screen: Screen = context.obj
    workspace = open_dialogue(data, build, screen)
    if source is None:
        lines = withdrawing.sweep_withdrawn(workspace)
        screen.say(Message("Fjernet tekst av trukne innspill fra {number} linjer i loggene.", number=lines))
        return
    if by is None or not reason.strip():
        raise UsageError(Message("Oppgi grunnen med --reason og navnet ditt med --by."))
    area_code, found = withdrawing.find_source_anywhere(workspace, source, county)
    plan = withdrawing.plan_withdrawal(workspace, area_code, found)
    if delete_original is None and plan.original is not None:
        delete_original = _ask(
            screen, Message("Originalen {file} kan slettes nå.", file=_below(workspace, plan.original))
        )
    withdrawing.withdraw_source(workspace, plan, by=by, reason=reason.strip(), delete_original=bool(delete_original))
    _tell_withdrawal(screen, workspace, plan, deleted=bool(delete_original) and plan.original is not None)


def delete_personal_data(
    context: typer.Context,
    *,
    by: Annotated[
        str | None, typer.Option("--by", metavar="NAVN", help="Navnet på den som sletter. Det er internt.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Bare vis hva som blir slettet.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Slett uten å spørre.")] = False,
    data: Data = None,
    build: Build = None,
) -> None:
    """Slett originaler og tekster når dialogen er ferdig. Det som er talt opp og delt, blir liggende."""
    from medlemsdialog.runs import deletion

    screen: Screen = context.obj
    workspace = open_dialogue(data, build, screen)
    plan = deletion.plan_deletion(workspace)
    _show_deletion(screen, workspace, plan)
    if dry_run:
        screen.say(Message("Ingenting er slettet."))
        return
    if by is None:
        raise UsageError(Message("Oppgi navnet ditt med --by."))
    day = workspace.dialogue.delete_after
    if day is not None and datetime.datetime.now(datetime.UTC).date() <= day:
        screen.warn(Message("Merk: Slettedatoen i dialogue.yaml er {date} og er ikke passert.", date=day.isoformat()))
    if not yes and not _ask(screen, Message("Slettingen kan ikke angres.")):
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


def _list_findings(screen: Screen, findings: tuple[tuple[Source, PersonalFinding], ...], *, as_json: bool) -> None:
    if as_json:
        rows = [
            {
                "source": source.source,
                **finding.model_dump(mode="json", exclude={"reason", "place"}),
                "reason": screen.text(finding.reason),
                "where": finding.place.label(screen.language),
            }
            for source, finding in findings
        ]
        screen.show_json(rows)
        return
    if not findings:
        screen.say(Message("Det er ikke funnet personopplysninger i innspillene."))
        return
    screen.show_table(
        [
            Message("Id"),
            Message("Slag"),
            Message("Tekst"),
            Message("Hvorfor"),
            Message("Tilstand"),
            Message("Innspill"),
            Message("Sted"),
        ],
        [
            (
                finding.id,
                screen.text(PERSONAL_WORDS[finding.kind]),
                _one_line(finding.text),
                screen.text(finding.reason),
                screen.text(_STATES[finding.state]),
                source.source,
                finding.place.label(screen.language) or "–",
            )
            for source, finding in findings
        ],
        numbers=frozenset(),
    )
    screen.say(
        Message(
            "Alt på listen er skjult i det som deles, bortsett fra det som er opphevet. Bekreft med --confirm ID, opphev med "
            "--lift ID --reason GRUNN, og skjul det som mangler, med --mask TEKST --source INNSPILL. Oppgi også --by NAVN."
        )
    )


def _tell_withdrawal(screen: Screen, workspace: Workspace, plan: Withdrawal, *, deleted: bool) -> None:
    screen.say(
        Message(
            "Trukket: {source}. Teksten er slettet fra {number} linjer i loggene.",
            source=plan.source.source,
            number=plan.log_lines,
        )
    )
    if deleted:
        screen.say(Message("Originalen er slettet."))
    elif plan.original is not None:
        screen.say(
            Message(
                "Originalen {file} ligger fortsatt der, men leses ikke. Slett den.",
                file=_below(workspace, plan.original),
            ),
            style="yellow",
        )
    elif "#" in plan.source.source:
        screen.say(
            Message(
                "Raden ligger fortsatt i regnearket {file}, men leses ikke. Tøm cellene i raden og lagre. Slett ikke selve raden.",
                file=plan.source.source.partition("#")[0],
            ),
            style="yellow",
        )
    else:
        screen.say(
            Message("Innspillet ligger i en ZIP-fil og leses ikke mer. Slett det der: {file}", file=plan.source.source),
            style="yellow",
        )
    for copy in plan.copies:
        screen.say(
            Message("Samme innhold ligger også i {source}. Det leses heller ikke mer. Slett det.", source=copy),
            style="yellow",
        )
    for sheet in plan.sheets:
        screen.say(
            Message("Arket {file} kan ha teksten. Ta det inn hvis du har fylt det ut, og slett det.", file=sheet),
            style="yellow",
        )
    for release in plan.releases:
        screen.say(
            Message("Utgaven {file} bygger på innspillet. Avgjør om den må trekkes.", file=_below(workspace, release)),
            style="yellow",
        )
    screen.say(
        Message(
            "Rapporter som bygger på innspillet, er fjernet, og godkjenninger faller bort. Lag dem på nytt med «{command}». "
            "Det du alt har delt, må du trekke tilbake selv.",
            command=screen.command("run"),
        )
    )


def _show_deletion(screen: Screen, workspace: Workspace, plan: Deletion) -> None:
    screen.say(Message("Dette blir slettet:"), style="bold")
    for heading, files in (
        (Message("Originaler ({number}):", number=len(plan.originals)), plan.originals),
        (Message("Tekst gjenkjent i bilder ({number}):", number=len(plan.recognised)), plan.recognised),
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
        screen.say(f"  {_below(workspace, file)}")
    if len(files) > _MOST_LISTED:
        screen.say(Message("  og {number} til", number=len(files) - _MOST_LISTED))


def _ask(screen: Screen, what: Message) -> bool:
    """Return whether the person at the terminal types the word; nobody is asked where there is no terminal."""
    if not _is_answerable():
        return False
    screen.say(what)
    screen.say(Message("Skriv {word} for å slette, eller trykk Enter for å la være:", word=_WORD))
    return sys.stdin.readline().strip() == _WORD


def _is_answerable() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()


def _below(workspace: Workspace, file: Path) -> str:
    for root in (workspace.data.root, workspace.build.root.parent):
        if file.is_relative_to(root):
            return file.relative_to(root).as_posix()
    return str(file)


def _one_line(text: str) -> str:
    return " ".join(text.split())
