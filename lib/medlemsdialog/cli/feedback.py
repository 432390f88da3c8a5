"""The command `letters`: «slik forsto vi dere» written, logged as sent, and followed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from medlemsdialog.catalogue import Message
from medlemsdialog.cli.options import AsJson, Build, Data, OneArea, open_dialogue
from medlemsdialog.cli.screen import Screen
from medlemsdialog.errors import UsageError
from medlemsdialog.intake.dates import write_short_date

if TYPE_CHECKING:
    from medlemsdialog.runs.feedback import LetterStatus, WrittenLetters


def letters(
    context: typer.Context,
    *,
    county: OneArea,
    reply_by: Annotated[
        str | None,
        typer.Option("--reply-by", metavar="DATO", help="Lag brevene, og be om svar innen denne datoen: 15.11.2017."),
    ] = None,
    sender: Annotated[
        list[str] | None,
        typer.Option("--sender", metavar="NR", help="Bare denne avsenderen: nummer, navn eller kode. Kan gjentas."),
    ] = None,
    source: Annotated[
        list[str] | None,
        typer.Option("--source", metavar="INNSPILL", help="Bare avsenderen av dette innspillet. Kan gjentas."),
    ] = None,
    sent: Annotated[bool, typer.Option("--sent", help="Noter at brevene som ligger klare, er sendt.")] = False,
    by: Annotated[
        str | None, typer.Option("--by", metavar="NAVN", help="Navnet på den som har sendt brevene. Det er internt.")
    ] = None,
    data: Data = None,
    build: Build = None,
    as_json: AsJson = False,
) -> None:
    """Lag «Slik forsto vi dere» til hver avsender, eller vis hvem som har fått brev og svart."""
    from medlemsdialog.runs import feedback
    from medlemsdialog.runs.judging import read_area_code

    screen: Screen = context.obj
    workspace = open_dialogue(data, build, screen)
    area_code = read_area_code(workspace, county)
    named = [*(sender or ()), *(source or ())]
    if sent and reply_by is not None:
        raise UsageError(
            Message("Oppgi enten --reply-by, som lager brevene, eller --sent, som noterer at de er sendt.")
        )
    if sent:
        if by is None:
            raise UsageError(Message("Oppgi navnet ditt med --by."))
        events = feedback.log_sent(workspace, area_code, by=by, named=named)
        if as_json:
            screen.show_json([event.model_dump(mode="json") for event in events])
            return
        for event in events:
            screen.say(
                Message(
                    "Notert som sendt: {letter}. Svar innen {date}.", letter=event.letter_id, date=_date(event.reply_by)
                )
            )
        return
    if reply_by is not None:
        made = feedback.write_letters(workspace, area_code, reply_by=reply_by, named=named)
        if as_json:
            screen.show_json([letter.model_dump(mode="json") for letter in made.written])
        else:
            _tell_written(screen, made, area_code)
        return
    statuses = feedback.list_letters(workspace, area_code)
    if as_json:
        screen.show_json([status.model_dump(mode="json") for status in statuses])
    else:
        _tell_list(screen, statuses, area_code)


def _tell_written(screen: Screen, made: WrittenLetters, area_code: str) -> None:
    for letter in made.written:
        mark = Message(" (fortrolig: send det bare til den som sendte innspillet)") if letter.is_confidential else ""
        screen.say(f"brev-{letter.key}.docx  {letter.recipient}{screen.text(mark)}")
    for name in made.kept:
        screen.warn(
            Message(
                "Brevet til {name} er endret for hånd og er ikke laget på nytt. Slett det for å få et nytt.", name=name
            )
        )
    for name in made.already_sent:
        screen.say(
            Message(
                "{name} har fått brev før, og har ikke sendt noe nytt. Bruk --sender for å lage et nytt.", name=name
            )
        )
    if made.written:
        screen.say(Message("Brevene ligger i {folder}. Les dem før du sender dem.", folder=made.folder))
        screen.say(
            Message(
                "Noter når de er sendt, med «{command}».",
                command=screen.command(f"letters --county {area_code} --sent --by NAVN"),
            )
        )


def _tell_list(screen: Screen, statuses: tuple[LetterStatus, ...], area_code: str) -> None:
    from medlemsdialog.runs.feedback import LETTER_WORDS

    if not statuses:
        screen.say(Message("Ingen innspill er bekreftet, så det er ingen å skrive til."))
        return
    screen.show_table(
        [Message("Avsender"), Message("Kode"), Message("Brev"), Message("Svarfrist"), Message("Nye innspill siden")],
        [
            (
                status.name,
                status.key,
                screen.text(LETTER_WORDS[status.state]),
                _date(status.reply_by),
                str(status.new_sources),
            )
            for status in statuses
        ],
        numbers=frozenset({4}),
    )
    if any(status.state == "not_sent" for status in statuses):
        screen.say(
            Message(
                "Lag brevene med «{command}».", command=screen.command(f"letters --county {area_code} --reply-by DATO")
            )
        )


def _date(iso: str) -> str:
    return write_short_date(iso) or "–"
