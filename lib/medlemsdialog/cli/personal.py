"""The command `personal-data`: what was found in the sources, and what a person says is to be masked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from medlemsdialog.catalogue import Message
from medlemsdialog.cli.options import AsJson, Build, Data, OneArea, open_dialogue
from medlemsdialog.cli.screen import Screen
from medlemsdialog.errors import UsageError
from medlemsdialog.models.personal import PERSONAL_WORDS

if TYPE_CHECKING:
    from medlemsdialog.models.personal import PersonalFinding
    from medlemsdialog.models.sources import Source

_STATES = {
    "found": Message("skjult, ikke sett på"),
    "confirmed": Message("skjult, bekreftet"),
    "lifted": Message("opphevet, vises"),
}


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


def _one_line(text: str) -> str:
    return " ".join(text.split())
