"""The commands `confirm` and `set-aside`: a person says what a source is, or that it does not count."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from medlemsdialog.catalogue import Message
from medlemsdialog.cli.options import AsJson, Build, By, Data, open_dialogue
from medlemsdialog.cli.screen import Screen
from medlemsdialog.errors import UsageError
from medlemsdialog.intake.dates import write_short_date
from medlemsdialog.models.vocabulary import Arena, Level, Openness, Status, word
from medlemsdialog.paths import NATIONAL

if TYPE_CHECKING:
    from medlemsdialog.models.sources import Source
    from medlemsdialog.runs.held_back import HeldBack

Area = Annotated[
    str,
    typer.Option(
        "--county", metavar="NR", help="Fylkesnummeret med to sifre, eller «nasjonalt» for innspill uten fylke."
    ),
]
MaybeArea = Annotated[
    str | None,
    typer.Option(
        "--county",
        metavar="NR",
        help="Fylkesnummeret med to sifre, eller «nasjonalt» for innspill uten fylke. Uten valget letes det i alle.",
    ),
]
LevelOption = Annotated[
    str | None,
    typer.Option(
        "--level", metavar="NIVÅ", help="Hvem avsenderen er: kommune, fylkeskommune, organ eller annen avsender."
    ),
]
StatusOption = Annotated[
    str | None,
    typer.Option(
        "--status",
        metavar="TYPE",
        help="Type uttalelse: vedtak, innstilling, administrativ uttalelse, referat, enkeltpersons syn eller ukjent.",
    ),
]
ArenaOption = Annotated[
    str | None,
    typer.Option(
        "--arena",
        metavar="ARENA",
        help="Hvor innspillet ble til: fylkesstyre, rådmannsutvalg, nettverk, konferanse, skriftlig innspill eller annen arena.",
    ),
]
OpennessOption = Annotated[
    str | None,
    typer.Option(
        "--openness", metavar="ÅPENHET", help="Hvem som kan lese innspillet: offentlig, intern eller fortrolig."
    ),
]
_Code = TypeVar("_Code", bound=StrEnum)


def read_option(codes: type[_Code], given: str | None) -> _Code | None:
    """Return the code that was typed, as its word or itself; None where nothing was."""
    from medlemsdialog.runs.words import read_code

    return None if given is None else read_code(codes, given)


def confirm(
    context: typer.Context,
    *,
    county: MaybeArea = None,
    sources: Annotated[
        list[str] | None,
        typer.Argument(metavar="[INNSPILL]...", help="Innspillene som bekreftes. Uten innspill vises forslagene."),
    ] = None,
    data: Data = None,
    build: Build = None,
    by: Annotated[str | None, typer.Option("--by", metavar="NAVN", help="Navnet på den som bekrefter.")] = None,
    everything: Annotated[
        bool,
        typer.Option("--all", help="Bekreft alle forslag der avsenderen er funnet og ingenting må avklares først."),
    ] = False,
    sender: Annotated[
        str | None,
        typer.Option(
            "--sender", metavar="NR", help="Avsenderens navn, kommunenummer, fylkeskommunens nummer eller organ:…."
        ),
    ] = None,
    level: LevelOption = None,
    status: StatusOption = None,
    arena: ArenaOption = None,
    date: Annotated[
        str | None, typer.Option("--date", metavar="DATO", help="Datoen for innspillet: 12.06.2017.")
    ] = None,
    openness: OpennessOption = None,
    quotable: Annotated[bool | None, typer.Option("--quotable/--not-quotable", help="Om det kan siteres.")] = None,
    public_address: Annotated[
        str | None, typer.Option("--public-address", metavar="ADRESSE", help="Hvor innspillet er offentliggjort.")
    ] = None,
    replies_to: Annotated[
        str | None,
        typer.Option(
            "--replies-to",
            metavar="BREV",
            help="Innspillet er svar på «Slik forsto vi dere»: avsenderens nummer eller navn, eller brevets kode.",
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Bekreft hva innspillene er, slik at de teller. Uten innspill og --all vises det som venter."""
    from medlemsdialog.runs import feedback, held_back, judging

    screen: Screen = context.obj
    workspace = open_dialogue(data, build, screen)
    registration = judging.Registration(
        sender=sender,
        level=read_option(Level, level),
        status=read_option(Status, status),
        arena=read_option(Arena, arena),
        date=date,
        openness=read_option(Openness, openness),
        quotable=quotable,
        public_address=public_address,
        replies_to=feedback.find_letter(workspace, replies_to) if replies_to is not None else None,
    )
    if not sources and not everything:
        areas = [judging.read_area_code(workspace, county)] if county else [*workspace.county_codes, NATIONAL]
        proposals = tuple(source for code in areas for source in judging.find_proposals(workspace, code))
        waiting = [one for code in areas for one in held_back.find_ready_proposals(workspace, code)[1]]
        _list_proposals(screen, proposals, waiting, as_json=as_json)
        return
    if everything and sources:
        raise UsageError(Message("Oppgi enten innspill eller --all, ikke begge."))
    if everything and registration != judging.Registration():
        raise UsageError(
            Message(
                "--all bekrefter forslagene slik de står. Det du oppgir om type, nivå, åpenhet, arena, sitering, dato eller "
                "avsender, gjelder bare innspill du nevner. Nevn dem etter «confirm»."
            )
        )
    if by is None:
        raise UsageError(Message("Oppgi navnet ditt med --by."))
    held: Sequence[HeldBack] = ()
    if sources:
        chosen = judging.find_sources_by_area(workspace, sources, county)
    elif county is None:
        raise UsageError(Message("Oppgi fylket med --county når du bruker --all."))
    else:
        area_code = judging.read_area_code(workspace, county)
        ready, held = held_back.find_ready_proposals(workspace, area_code)
        chosen = {area_code: ready}
    events = judging.register_by_area(workspace, chosen, by=by, registration=registration)
    for event in events:
        screen.say(
            Message(
                "Bekreftet: {source} – {sender}, {level}, {status}",
                source=event.source,
                sender=f"{event.sender_code} {event.sender_name}".strip() or Message("avsender uten navn"),
                level=word(event.level),
                status=word(event.status),
            )
        )
    if held:
        _tell_held_back(screen, held)
    if not events:
        screen.say(Message("Ingen innspill er bekreftet."))
        return
    screen.say(
        Message(
            "{number} bekreftet. Kjør «{command}» for å få dem med i rapportene.",
            number=len(events),
            command=screen.command("run"),
        )
    )


def set_aside(
    context: typer.Context,
    *,
    source: Annotated[str, typer.Argument(metavar="INNSPILL", help="Innspillet som ikke skal telle.")],
    county: MaybeArea = None,
    reason: Annotated[str, typer.Option("--reason", metavar="GRUNN", help="Hvorfor det ikke skal telle.")],
    by: By,
    data: Data = None,
    build: Build = None,
) -> None:
    """Sett et innspill til side: Det beholdes, men teller ikke."""
    from medlemsdialog.runs import judging

    screen: Screen = context.obj
    workspace = open_dialogue(data, build, screen)
    found = judging.set_aside_by_name(workspace, source, county, by=by, reason=reason)
    screen.say(Message("Satt til side: {source}. Grunn: {reason}", source=found.source, reason=reason))


def _list_proposals(screen: Screen, proposals: tuple[Source, ...], held: Sequence[HeldBack], *, as_json: bool) -> None:
    if as_json:
        screen.show_json([source.model_dump(mode="json") for source in proposals])
        return
    if not proposals and not held:
        screen.say(Message("Ingen innspill venter på å bli bekreftet."))
        return
    if proposals:
        screen.show_table(
            [Message("Innspill"), Message("Avsender"), Message("Nivå"), Message("Type uttalelse"), Message("Dato")],
            [
                (
                    source.source,
                    f"{source.sender_code} {source.sender_name}".strip() or "–",
                    screen.text(word(source.level)),
                    screen.text(word(source.status)),
                    write_short_date(source.date) or "–",
                )
                for source in proposals
            ],
            numbers=frozenset(),
        )
    if held:
        screen.say()
        _tell_held_back(screen, held)
    screen.say()
    screen.say(
        Message(
            "Bekreft ett med «{command}». Rett det som er galt, samtidig, med for eksempel --sender eller --status.",
            command=screen.command("confirm INNSPILL --by NAVN"),
        )
    )
    screen.say(
        Message(
            "Bekreft alle som ikke må avklares først, med «{command}».",
            command=screen.command("confirm --all --county NR --by NAVN"),
        )
    )


def _tell_held_back(screen: Screen, held: Sequence[HeldBack]) -> None:
    screen.say(Message("Disse blir ikke bekreftet med --all. Se på dem ett for ett:"))
    for one in held:
        screen.say(Message("  {source}: {reason}", source=one.source.source, reason=one.reason))
