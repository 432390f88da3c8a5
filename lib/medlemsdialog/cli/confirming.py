"""The commands `confirm` and `set-aside`: a person says what a source is, or that it does not count."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from medlemsdialog.catalogue import Message
from medlemsdialog.cli.options import AsJson, Build, By, Data, open_dialogue
from medlemsdialog.cli.screen import Screen
from medlemsdialog.errors import UsageError
from medlemsdialog.models.vocabulary import Arena, Level, Openness, Status, word

if TYPE_CHECKING:
    from medlemsdialog.models.sources import Source

Area = Annotated[
    str,
    typer.Option(
        "--county", metavar="NR", help="Fylkesnummeret med to sifre, eller «nasjonalt» for innspill uten fylke."
    ),
]


def confirm(
    context: typer.Context,
    *,
    county: Area,
    sources: Annotated[
        list[str] | None,
        typer.Argument(metavar="[INNSPILL]...", help="Innspillene som bekreftes. Uten innspill vises forslagene."),
    ] = None,
    data: Data = None,
    build: Build = None,
    by: Annotated[str | None, typer.Option("--by", metavar="NAVN", help="Navnet på den som bekrefter.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Bekreft alle forslag der avsenderen er funnet.")] = False,
    sender: Annotated[
        str | None, typer.Option("--sender", metavar="NR", help="Kommunenummer, fylkeskommunens nummer eller organ:….")
    ] = None,
    level: Annotated[Level | None, typer.Option("--level", help="Hvem avsenderen er.")] = None,
    status: Annotated[Status | None, typer.Option("--status", help="Type uttalelse.")] = None,
    arena: Annotated[Arena | None, typer.Option("--arena", help="Hvor innspillet ble til.")] = None,
    date: Annotated[str | None, typer.Option("--date", metavar="ÅÅÅÅ-MM-DD", help="Datoen for innspillet.")] = None,
    openness: Annotated[Openness | None, typer.Option("--openness", help="Hvem som kan lese innspillet.")] = None,
    quotable: Annotated[bool | None, typer.Option("--quotable/--not-quotable", help="Om det kan siteres.")] = None,
    public_address: Annotated[
        str | None, typer.Option("--public-address", metavar="ADRESSE", help="Hvor innspillet er offentliggjort.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Bekreft hva innspillene er, slik at de teller. Uten innspill og --all vises det som venter."""
    from medlemsdialog.runs import judging

    screen: Screen = context.obj
    workspace = open_dialogue(data, build, screen)
    area_code = judging.read_area_code(workspace, county)
    if not sources and not everything:
        _list_proposals(screen, judging.find_proposals(workspace, area_code), as_json=as_json)
        return
    if by is None:
        raise UsageError(Message("Oppgi navnet ditt med --by."))
    if sources:
        chosen = judging.find_sources(workspace, area_code, sources)
    else:
        chosen = tuple(source for source in judging.find_proposals(workspace, area_code) if source.sender_code)
    registration = judging.Registration(
        sender=sender,
        level=level,
        status=status,
        arena=arena,
        date=date,
        openness=openness,
        quotable=quotable,
        public_address=public_address,
    )
    events = judging.register_sources(workspace, area_code, chosen, by=by, registration=registration)
    for event in events:
        screen.say(
            Message(
                "Bekreftet: {source} – {sender}, {level}, {status}",
                source=event.source,
                sender=f"{event.sender_code} {event.sender_name}".strip() or "–",
                level=word(event.level),
                status=word(event.status),
            )
        )
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
    county: Area,
    reason: Annotated[str, typer.Option("--reason", metavar="GRUNN", help="Hvorfor det ikke skal telle.")],
    by: By,
    data: Data = None,
    build: Build = None,
) -> None:
    """Sett et innspill til side: Det beholdes, men teller ikke."""
    from medlemsdialog.runs import judging

    screen: Screen = context.obj
    workspace = open_dialogue(data, build, screen)
    area_code = judging.read_area_code(workspace, county)
    (found,) = judging.find_sources(workspace, area_code, [source])
    judging.set_source_aside(workspace, area_code, found, by=by, reason=reason)
    screen.say(Message("Satt til side: {source}. Grunn: {reason}", source=found.source, reason=reason))


def _list_proposals(screen: Screen, proposals: tuple[Source, ...], *, as_json: bool) -> None:
    if as_json:
        screen.show_json([source.model_dump(mode="json") for source in proposals])
        return
    if not proposals:
        screen.say(Message("Ingen innspill venter på å bli bekreftet."))
        return
    screen.show_table(
        [Message("Innspill"), Message("Avsender"), Message("Nivå"), Message("Type uttalelse"), Message("Dato")],
        [
            (
                source.source,
                f"{source.sender_code} {source.sender_name}".strip() or "–",
                screen.text(word(source.level)),
                screen.text(word(source.status)),
                source.date or "–",
            )
            for source in proposals
        ],
        numbers=frozenset(),
    )
    screen.say(
        Message(
            "Bekreft ett med «{command}», eller alle som har avsender, med --all. "
            "Rett det som er galt, med for eksempel --sender eller --status.",
            command=screen.command("confirm INNSPILL --county NR --by NAVN"),
        )
    )
