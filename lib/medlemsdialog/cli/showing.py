"""The command `show`: one passage in its place."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from medlemsdialog.catalogue import Message
from medlemsdialog.cli.options import AsJson, Build, Data, open_dialogue
from medlemsdialog.cli.screen import Screen
from medlemsdialog.models.vocabulary import word

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels, Workspace
    from medlemsdialog.models.coded import CodedStatement
    from medlemsdialog.models.passages import Passage
    from medlemsdialog.runs.passages import PlacedPassage

Statement = Annotated[
    str, typer.Argument(metavar="TEKSTSTED", help="Id-en til et tekststed, fra statements.csv eller en rapport.")
]
Around = Annotated[
    int,
    typer.Option("--around", min=0, max=100, metavar="ANTALL", help="Hvor mange tekststeder som vises på hver side."),
]


def show(
    context: typer.Context,
    *,
    statement_id: Statement,
    around: Around = 2,
    data: Data = None,
    build: Build = None,
    as_json: AsJson = False,
) -> None:
    """Vis et tekststed der det står: innspillet, stedet, teksten rundt, kodingene og merknadene."""
    from medlemsdialog.coding.comparison import awaits_blind_coding
    from medlemsdialog.evidence import build_labels
    from medlemsdialog.runs.passages import find_passage

    screen: Screen = context.obj
    workspace = open_dialogue(data, build, screen)
    placed = find_passage(workspace, statement_id, context=around)
    is_blind = awaits_blind_coding(workspace.judgements, placed.passage.statement_id)
    if is_blind:
        placed = replace(placed, coded=None)
    if as_json:
        _show_json(placed, screen)
        return
    labels = build_labels(workspace, screen.language)
    _show_head(placed, workspace, screen)
    screen.say()
    for one in (*placed.before, placed.passage, *placed.after):
        _show_text(one, screen, is_it=one is placed.passage)
    if is_blind:
        screen.say()
        screen.say(
            Message(
                "Tekststedet er med i et utvalg som kodes blindt. Kodinger og kodeforslag vises når to har kodet det."
            )
        )
    else:
        _show_coding(placed, labels, screen)
    _show_problems(placed, screen)


def _show_json(placed: PlacedPassage, screen: Screen) -> None:
    def place(one: Passage) -> dict[str, object]:
        return {**one.model_dump(mode="json"), "anchor_label": one.anchor.label(screen.language)}

    screen.show_json(
        {
            "area": placed.area_code,
            "source": placed.source.model_dump(mode="json"),
            "passage": placed.passage.model_dump(mode="json"),
            "anchor_label": placed.passage.anchor.label(screen.language),
            "before": [place(one) for one in placed.before],
            "after": [place(one) for one in placed.after],
            "coded": placed.coded.model_dump(mode="json", exclude={"passage"}) if placed.coded else None,
            "problems": [
                {
                    "rule": problem.rule,
                    "severity": str(problem.severity),
                    "what": screen.text(problem.what),
                    "found": problem.found,
                    "to_do": screen.text(problem.to_do),
                }
                for problem in placed.problems
            ],
            "other_problems_of_source": placed.other_problems,
        }
    )


def _show_head(placed: PlacedPassage, workspace: Workspace, screen: Screen) -> None:
    source, passage = placed.source, placed.passage
    member, body = workspace.register.member(source.sender_code), workspace.register.body(source.sender_code)
    sender = (member or body).name if member or body else source.sender_name  # type: ignore[union-attr]
    screen.say(Message("Tekststed {id}", id=passage.statement_id), style="bold")
    screen.say(Message("Innspill: {source} ({state})", source=source.source, state=word(source.state)))
    screen.say(Message("Sted: {anchor}", anchor=passage.anchor.label(screen.language) or "–"))
    screen.say(
        Message(
            "Avsender: {sender} ({level}), {status}",
            sender=f"{source.sender_code} {sender}".strip() or "–",
            level=word(source.level),
            status=word(passage.status or source.status),
        )
    )
    reason = Message("({reason})", reason=passage.kind_reason) if passage.kind_reason else Message("")
    screen.say(Message("Slag: {kind} {reason}", kind=word(passage.kind), reason=reason))
    screen.say(Message("Språk: {language}", language=word(passage.language)))
    if source.public_address:
        screen.say(Message("Adresse: {address}", address=source.public_address))


def _show_text(one: Passage, screen: Screen, *, is_it: bool) -> None:
    mark, style = ("→", "bold") if is_it else (" ", "dim")
    screen.say(f"{mark} [{one.anchor.label(screen.language) or '–'}]", style="dim")
    for line in one.text.split("\n"):
        screen.say_indented(line, indent=4, style=style)


def _show_coding(placed: PlacedPassage, labels: Labels, screen: Screen) -> None:
    coded = placed.coded
    screen.say()
    if coded is None:
        screen.say(Message("Tekststedet er ikke et utsagn og kan ikke kodes."))
        return
    if not coded.views and not coded.claims:
        screen.say(Message("Koding: ingen har kodet utsagnet."))
    for view in coded.views:
        codes = [labels.theme(theme) for theme in view.themes]
        codes += [f"{labels.claim(one.claim_id)}: {labels.word(one.position)}" for one in view.claims]
        screen.say(Message("Kodet av {coder}:", coder=view.coder))
        for code in codes:
            screen.say_indented(f"– {code}", indent=4, hanging=2)
        if view.memo:
            screen.say_indented(Message("Notat: {memo}", memo=view.memo), indent=4, hanging=2)
    if not coded.views and coded.claims:
        screen.say(Message("Svar på skjemaets påstand:"))
        for one in coded.claims:
            screen.say_indented(f"– {labels.claim(one.claim_id)}: {labels.word(one.position)}", indent=4, hanging=2)
    if coded.disputed:
        disputed = ", ".join(labels.themes.get(code) or labels.claim(code) for code in coded.disputed)
        screen.say(Message("Koderne er ikke enige om: {codes}", codes=disputed), style="yellow")
    _show_suggestions(coded, labels, screen)


def _show_suggestions(coded: CodedStatement, labels: Labels, screen: Screen) -> None:
    if coded.lost:
        lost = ", ".join(labels.themes.get(code) or labels.claim(code) for code in coded.lost)
        screen.say(Message("Tatt ut av bruk, teller ikke: {codes}", codes=lost), style="yellow")
    if coded.suggestions:
        screen.say(Message("Kodeforslag fra maskinen, ikke valgt av noen:"))
    for one in coded.suggestions:
        screen.say_indented(f"– {labels.theme(one.theme)} ({screen.text(one.reason)})", indent=4, hanging=2)
    if coded.unsure:
        screen.say(Message("Det som er lært av kodingene, gir ikke noe sikkert forslag til tema (vet ikke)."))
    if coded.suggested_claims:
        screen.say(Message("Krav som utsagnet kan handle om. Standpunktet må en person velge:"))
    for claim in coded.suggested_claims:
        screen.say_indented(f"– {labels.claim(claim.claim_id)} ({screen.text(claim.reason)})", indent=4, hanging=2)


def _show_problems(placed: PlacedPassage, screen: Screen) -> None:
    if placed.problems:
        screen.say()
        screen.say(Message("Merknader til tekststedet:"), style="bold")
    for problem in placed.problems:
        screen.say_indented(f"– {screen.text(problem.what)} {screen.text(problem.to_do)}", indent=2, hanging=2)
    if placed.other_problems:
        command = screen.command(f"check --source {placed.source.source.partition('#')[0]}")
        screen.say()
        screen.say(
            Message(
                "Andre merknader til innspillet: {number}. Se dem med «{command}».",
                number=placed.other_problems,
                command=command,
            )
        )
