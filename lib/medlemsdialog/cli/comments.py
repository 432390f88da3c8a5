"""The commands `comments …`: what readers of the reports wrote at them, taken in, answered and settled."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from medlemsdialog.catalogue import Message
from medlemsdialog.cli.norwegian import HELP_OPTION
from medlemsdialog.cli.options import AsJson, Build, By, County, Data, open_dialogue
from medlemsdialog.cli.screen import Screen
from medlemsdialog.errors import MedlemsdialogError

if TYPE_CHECKING:
    from medlemsdialog.report.comment_placing import PlacedComment

comments = typer.Typer(
    help="Ta inn, se, besvar og avslutt kommentarer fra dem som leser rapportene. Kommentarene er interne.",
    no_args_is_help=True,
    context_settings=HELP_OPTION,
)
CommentId = Annotated[str, typer.Argument(metavar="KOMMENTAR", help="Koden til kommentaren, for eksempel k3f9a01c2d4.")]
Files = Annotated[
    list[Path], typer.Argument(metavar="FIL…", help="Filer laget i rapporten, eller Word-filer med kommentarer.")
]
_SHORT = 70


@comments.command("import")
def import_comments(
    context: typer.Context, *, files: Files, by: By, county: County = None, data: Data = None, build: Build = None
) -> None:
    """Ta inn kommentarer fra filer. Den samme filen to ganger legger ikke til noe."""
    from medlemsdialog.runs import comments as judged
    from medlemsdialog.runs.judging import read_area_code

    screen: Screen = context.obj
    workspace = open_dialogue(data, build, screen)
    area_code = None if county is None else read_area_code(workspace, county)
    imported = judged.import_comments(workspace, files, by=by, area_code=area_code)
    for fault in imported.faults:
        screen.warn(fault)
    outcome, *noted = judged.describe_import(imported)
    screen.say(outcome)
    for note in noted:
        screen.warn(note)
    if imported.new or imported.changed:
        screen.say(Message("Kjør «{command}» for å se dem i arbeidsrapporten.", command=screen.command("run")))
    if imported.faults:
        raise MedlemsdialogError(Message("Filer som ikke er tatt inn: {number}.", number=len(imported.faults)))


@comments.command("list")
def list_comments(
    context: typer.Context,
    *,
    unsettled: Annotated[bool, typer.Option("--open", help="Bare kommentarer som ikke er ferdig behandlet.")] = False,
    data: Data = None,
    build: Build = None,
    as_json: AsJson = False,
) -> None:
    """Vis kommentarene med tilstand og svar, og om teksten de gjelder, er endret, flyttet eller borte."""
    from medlemsdialog.report.received_comments import name_author, tell_placing, tell_state
    from medlemsdialog.runs.comments import list_comments as place_all

    screen: Screen = context.obj
    placed = [
        one for one in place_all(open_dialogue(data, build, screen)) if not unsettled or one.comment.settled is None
    ]
    if as_json:
        screen.show_json([_as_json(one) for one in placed])
        return
    if not placed:
        screen.say(Message("Ingen kommentarer."))
    for one in placed:
        received = one.comment.received
        head = Message(
            "{id} fra {author}, {state}",
            id=one.comment.comment_id,
            author=name_author(one.comment),
            state=tell_state(one.comment),
        )
        screen.say(head, style="bold")
        where = one.place.text if one.place else received.place_text
        screen.say_indented(
            Message(
                "Til «{text}» ({place}): {placing}.",
                text=_shorten(where),
                place=received.place or "–",
                placing=tell_placing(one),
            ),
            indent=2,
        )
        if received.quoted:
            screen.say_indented(Message("Merket i Word: «{text}»", text=_shorten(received.quoted)), indent=2)
        if received.reply_to:
            screen.say_indented(Message("Svarer på kommentar {id}", id=received.reply_to), indent=2)
        screen.say_indented(received.text, indent=2)
        for answer in one.comment.answers:
            screen.say_indented(Message("Svar fra {name}: {answer}", name=answer.by, answer=answer.text), indent=4)


@comments.command("answer")
def answer_comment(
    context: typer.Context,
    *,
    comment_id: CommentId,
    text: Annotated[str, typer.Argument(metavar="SVAR", help="Svaret. En tom tekst tar tilbake svaret ditt.")],
    by: By,
    data: Data = None,
    build: Build = None,
) -> None:
    """Skriv et internt svar på en kommentar. Det tar plassen til ditt forrige svar."""
    from medlemsdialog.runs import comments as judged

    screen: Screen = context.obj
    event = judged.answer_comment(open_dialogue(data, build, screen), comment_id, text, by=by)
    if event.text:
        screen.say(Message("Svaret på kommentaren {id} er lagret.", id=event.comment_id))
    else:
        screen.say(Message("Svaret ditt på kommentaren {id} er tatt tilbake.", id=event.comment_id))


@comments.command("settle")
def settle_comment(
    context: typer.Context,
    *,
    comment_id: CommentId,
    by: By,
    reason: Annotated[
        str, typer.Option("--reason", metavar="GRUNN", help="Hva som ble gjort, eller hvorfor ikke.")
    ] = "",
    reopen: Annotated[bool, typer.Option("--reopen", help="Ta opp igjen en kommentar som var ferdig.")] = False,
    remove: Annotated[bool, typer.Option("--remove", help="Ta bort en kommentar som ikke hører hjemme her.")] = False,
    data: Data = None,
    build: Build = None,
) -> None:
    """Gjør deg ferdig med en kommentar, ta den opp igjen, eller ta den bort."""
    from medlemsdialog.errors import UsageError
    from medlemsdialog.runs import comments as judged

    screen: Screen = context.obj
    if reopen and remove:
        raise UsageError(Message("Oppgi bare ett av --reopen og --remove."))
    workspace = open_dialogue(data, build, screen)
    if remove:
        removed = judged.remove_comment(workspace, comment_id, by=by, reason=reason)
        screen.say(Message("Kommentaren {id} er tatt bort. Den er bevart i loggen.", id=removed.comment_id))
        return
    settled = judged.settle_comment(workspace, comment_id, by=by, reason=reason, settled=not reopen)
    if reopen:
        screen.say(Message("Kommentaren {id} er tatt opp igjen.", id=settled.comment_id))
    else:
        screen.say(Message("Kommentaren {id} er ferdig behandlet.", id=settled.comment_id))


def _shorten(text: str) -> str:
    return text if len(text) <= _SHORT else f"{text[: _SHORT - 1]}…"


def _as_json(one: PlacedComment) -> dict[str, object]:
    received = one.comment.received
    return {
        "comment_id": one.comment.comment_id,
        "area_code": one.comment.area_code,
        "place": received.place,
        "place_now": one.place.address if one.place else "",
        "placing": one.placing.value,
        "place_text": received.place_text,
        "quoted": received.quoted,
        "reply_to": received.reply_to,
        "text": received.text,
        "author": received.author,
        "organisation": received.organisation,
        "written": received.written,
        "answers": [{"by": answer.by, "text": answer.text} for answer in one.comment.answers],
        "settled": one.comment.settled is not None,
        "reason": one.comment.settled.reason if one.comment.settled else "",
    }
