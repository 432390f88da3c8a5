"""The command `code`: a coder's themes and positions for one statement."""

from __future__ import annotations

from typing import Annotated

import typer

from medlemsdialog.catalogue import Message
from medlemsdialog.cli.options import Build, By, Data, open_dialogue
from medlemsdialog.cli.screen import Screen
from medlemsdialog.cli.showing import Statement
from medlemsdialog.errors import UsageError


def code(
    context: typer.Context,
    *,
    statement_id: Statement,
    by: By,
    data: Data = None,
    build: Build = None,
    theme: Annotated[list[str] | None, typer.Option("--theme", metavar="TEMA", help="Et tema. Kan gjentas.")] = None,
    claim: Annotated[
        list[str] | None,
        typer.Option(
            "--claim", metavar="KRAV=STANDPUNKT", help="Et krav og for, mot, delt eller nøytral. Kan gjentas."
        ),
    ] = None,
) -> None:
    """Velg koder for et utsagn. Det du velger, trer i stedet for det du selv har valgt før."""
    from medlemsdialog.models.vocabulary import word
    from medlemsdialog.runs.judging import code_statement

    screen: Screen = context.obj
    workspace = open_dialogue(data, build, screen)
    coding = code_statement(
        workspace, statement_id, themes=theme or [], claims=dict(map(split_claim, claim or [])), by=by
    )
    screen.say(
        Message(
            "Lagret for {id}: {codes}.",
            id=statement_id,
            codes=", ".join(
                [*coding.themes, *(f"{one.claim_id}={screen.text(word(one.position))}" for one in coding.claims)]
            ),
        )
    )
    screen.say(Message("Kjør «{command}» for å få det med i rapportene.", command=screen.command("run")))


def split_claim(given: str) -> tuple[str, str]:
    """Return the claim and the code of the position of «KRAV=STANDPUNKT», whose word may be Norwegian.

    Raises:
        UsageError: The position is missing, or no position.
    """
    from medlemsdialog.models.vocabulary import Position
    from medlemsdialog.runs.words import read_code

    claim_id, sign, position = given.partition("=")
    if not sign:
        raise UsageError(
            Message(
                "«{given}» mangler standpunkt. Skriv for eksempel --claim {claim}=for.", given=given, claim=claim_id
            )
        )
    return claim_id, read_code(Position, position)
