"""The commands `new` and `status`: a dialogue begins, and how far it has come."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from medlemsdialog.catalogue import Message
from medlemsdialog.cli.deletion import tell_deletion
from medlemsdialog.cli.options import AsJson, Build, Data, open_dialogue, quote_word
from medlemsdialog.cli.screen import Screen
from medlemsdialog.intake.dates import write_short_date

if TYPE_CHECKING:
    from medlemsdialog.runs.status import BoardRow


def new(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="MAPPE", help="En ny eller tom mappe.")],
    edition: Annotated[
        str | None,
        typer.Option("--edition", metavar="ÅR", help="Kommuneinndelingen: 2017 (standard), 2018, 2020 eller 2024."),
    ] = None,
) -> None:
    """Lag en ny dialog: rammen, kodeboken, registeret og en mappe per fylke."""
    from medlemsdialog.runs.new import create_dialogue

    screen: Screen = context.obj
    made = create_dialogue(folder, edition)
    if not made.already_a_dialogue:
        screen.say(
            Message(
                "Dialogen er laget i {folder}, med kommuneinndelingen {edition}.", folder=folder, edition=made.edition
            )
        )
    elif made.added:
        screen.say(
            Message("Mappen {folder} var alt en dialog. La til: {added}.", folder=folder, added=", ".join(made.added))
        )
    else:
        screen.say(Message("Mappen {folder} er alt en dialog, og ingenting mangler.", folder=folder))
    screen.say(
        Message(
            "Neste steg:\n"
            "1. Legg innspillene i {folder}/inputs/, i mappen med fylkesnummeret.\n"
            "2. Se hva som er galt, og hvor:  medlemsdialog check --data {quoted}\n"
            "3. Bekreft innspillene:  medlemsdialog confirm --data {quoted} --county NR\n"
            "4. Lag rapportene:  medlemsdialog run --data {quoted}",
            folder=folder,
            quoted=quote_word(str(folder)),
        )
    )


def status(context: typer.Context, *, data: Data = None, build: Build = None, as_json: AsJson = False) -> None:
    """Vis hvor langt hvert fylke har kommet, og om resultatene er oppdatert."""
    from medlemsdialog.evidence.sign_off import describe_lapse
    from medlemsdialog.runs.status import build_board

    screen: Screen = context.obj
    workspace = open_dialogue(data, build, screen)
    board = build_board(workspace)
    tell_deletion(screen, workspace, beside=as_json)
    if as_json:
        screen.show_json(board.model_dump(mode="json"))
        return

    def of(part: int | None, whole: int | None) -> str:
        return f"{_count(part)} / {_count(whole)}"

    def state(row: BoardRow) -> Message:
        if row.status is None:
            return Message("ikke kjørt")
        if not row.up_to_date:
            return Message("ikke oppdatert")
        return {
            "ok": Message("oppdatert"),
            "no_input": Message("oppdatert, uten innspill"),
            "failed": Message("stoppet"),
        }[row.status]

    screen.show_table(
        [
            Message("Fylke"),
            Message("Registrerte / mottatte innspill"),
            Message("Hørte medlemmer / alle"),
            Message("Hørte organer / alle"),
            Message("Merknader"),
            Message("Utsagn"),
            Message("Utsagn med valgt kode"),
            Message("Tilstand"),
            Message("Levering"),
        ],
        [
            (
                f"{row.county_code} {row.name}",
                of(row.sources_registered, row.sources),
                of(row.members_heard, row.members),
                of(row.bodies_heard, row.bodies),
                _count(row.problems),
                _count(row.statements),
                "–" if row.coded_statements is None else str(row.coded_statements),
                screen.text(state(row)),
                screen.text(_describe_hand_in(row)),
            )
            for row in board.counties
        ],
        numbers=frozenset({1, 2, 3, 4, 5, 6}),
    )
    for row in board.counties:
        if row.status == "failed":
            screen.say(Message("{county} stoppet: {reason}", county=f"{row.county_code} {row.name}", reason=row.reason))
        if row.sign_off == "lapsed":
            county = f"{row.county_code} {row.name}"
            screen.say(Message("{county}: {what}", county=county, what=describe_lapse(row.lapsed)))
    screen.say(_describe_national(board.national_status, screen.command("run"), up_to_date=board.national_up_to_date))


def _describe_hand_in(row: BoardRow) -> Message | str:
    if row.hand_in is None:
        return "–"
    date = write_short_date(row.received or row.handed_in)
    if row.received and row.changed_since_hand_in:
        return Message("{number}, mottatt {date}, endret siden", number=row.hand_in, date=date)
    if row.received:
        return Message("{number}, mottatt {date}", number=row.hand_in, date=date)
    if row.changed_since_hand_in:
        return Message("{number}, levert {date}, endret siden", number=row.hand_in, date=date)
    return Message("{number}, levert {date}", number=row.hand_in, date=date)


def _describe_national(status: str | None, command: str, *, up_to_date: bool) -> Message:
    if status is None:
        return Message("Den nasjonale rapporten er ikke laget. Kjør «{command}».", command=command)
    if up_to_date and status == "ok":
        return Message("Den nasjonale rapporten er oppdatert.")
    if up_to_date:
        return Message("Den nasjonale rapporten kunne ikke lages sist gang. Kjør «{command}».", command=command)
    return Message("Den nasjonale rapporten er ikke oppdatert. Kjør «{command}».", command=command)


def _count(value: int | None) -> str:
    return "–" if value is None else str(value)
