"""The commands `claims …`: what policy staff do with the claims of the whole dialogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from medlemsdialog.catalogue import Message
from medlemsdialog.cli.code_changes import (
    ChangedBy,
    DryRun,
    FromFile,
    Into,
    Move,
    Reason,
    Rest,
    ToFile,
    change_codes,
    show_code_problems,
    show_history,
    split_codes,
    split_pair,
)
from medlemsdialog.cli.norwegian import HELP_OPTION
from medlemsdialog.cli.options import AsJson, Build, Data, open_dialogue
from medlemsdialog.cli.screen import Screen
from medlemsdialog.errors import UsageError

if TYPE_CHECKING:
    from medlemsdialog.coding.changes import ClaimFrame

claims = typer.Typer(
    help="Se, skriv, slå sammen, del og ta ut krav for hele dialogen.",
    no_args_is_help=True,
    context_settings=HELP_OPTION,
)
ClaimId = Annotated[str, typer.Argument(metavar="KRAV", help="Id-en til kravet.")]
Sentence = Annotated[str, typer.Argument(metavar="TEKST", help="Kravet som én setning på bokmål.")]
Nynorsk = Annotated[str, typer.Option("--nn", metavar="TEKST", help="Setningen på nynorsk.")]
Addressed = Annotated[
    str | None,
    typer.Option(
        "--addressee", metavar="HVEM", help="Hvem kravet er rettet til: KS, staten, fylkeskommunene, kommunene."
    ),
]
Themes = Annotated[list[str] | None, typer.Option("--theme", metavar="TEMA", help="Et tema. Kan gjentas.")]
PurposeCode = Annotated[str | None, typer.Option("--purpose", metavar="KODE", help="Formålet kravet hører til.")]
QuestionId = Annotated[str | None, typer.Option("--question", metavar="NR", help="Problemstillingen kravet svarer på.")]


@claims.command("list")
def list_claims(context: typer.Context, *, data: Data = None, build: Build = None, as_json: AsJson = False) -> None:
    """Vis kravene som er i bruk, og merknader til dem."""
    from medlemsdialog.models.vocabulary import word

    screen: Screen = context.obj
    workspace = open_dialogue(data, build, screen)
    if as_json:
        screen.show_json([claim.model_dump(mode="json") for claim in workspace.claims])
        return
    screen.show_table(
        (Message("Krav-id"), Message("Krav"), Message("Rettet til"), Message("Temaer")),
        [
            (
                claim.id,
                claim.text.in_language(screen.language),
                screen.text(word(claim.addressee)),
                ", ".join(claim.themes),
            )
            for claim in workspace.claims
        ],
        numbers=frozenset(),
    )
    show_code_problems(screen, workspace)


@claims.command("write")
def write_claim(
    context: typer.Context,
    *,
    text: Sentence,
    by: ChangedBy = "",
    data: Data = None,
    build: Build = None,
    nn: Nynorsk = "",
    addressee: Addressed = None,
    theme: Themes = None,
    purpose: PurposeCode = None,
    question: QuestionId = None,
    reason: Reason = "",
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Skriv et nytt krav. Det kan brukes i hele dialogen."""
    from medlemsdialog.coding.changes import NewClaim, WriteClaim
    from medlemsdialog.dialogue_text import Text

    screen: Screen = context.obj
    workspace = open_dialogue(data, build, screen)
    frame = _frame(addressee, theme, purpose, question)
    new = NewClaim(text=Text(nb=_filled(text), nn=nn.strip()), **frame.model_dump())
    change_codes(screen, workspace, WriteClaim(claim=new, reason=reason), by=by, dry_run=dry_run, as_json=as_json)


@claims.command("reword")
def reword_claim(
    context: typer.Context,
    *,
    claim_id: ClaimId,
    text: Annotated[str, typer.Argument(metavar="[TEKST]", help="Den nye setningen på bokmål.")] = "",
    by: ChangedBy = "",
    data: Data = None,
    build: Build = None,
    nn: Nynorsk = "",
    addressee: Addressed = None,
    theme: Themes = None,
    purpose: PurposeCode = None,
    question: QuestionId = None,
    reason: Reason = "",
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Omformuler et krav, eller endre tema, formål, spørsmål eller adressat. Kodingene følger med."""
    from medlemsdialog.coding.changes import RewordClaim
    from medlemsdialog.dialogue_text import Text

    screen: Screen = context.obj
    workspace = open_dialogue(data, build, screen)
    change = RewordClaim(
        claim_id=claim_id,
        text=Text(nb=text.strip(), nn=nn.strip()) if text.strip() else None,
        frame=_frame(addressee, theme, purpose, question),
        reason=reason,
    )
    if nn.strip() and change.text is None:
        raise UsageError(Message("Oppgi setningen på bokmål også."))
    change_codes(screen, workspace, change, by=by, dry_run=dry_run, as_json=as_json)


@claims.command("merge")
def merge_claims(
    context: typer.Context,
    *,
    claim_ids: Annotated[list[str], typer.Argument(metavar="KRAV...", help="Kravene som skal bli ett.")],
    into: Into = "",
    text: Annotated[str, typer.Option("--text", metavar="TEKST", help="Et nytt krav som de går inn i.")] = "",
    nn: Nynorsk = "",
    by: ChangedBy = "",
    data: Data = None,
    build: Build = None,
    addressee: Addressed = None,
    theme: Themes = None,
    purpose: PurposeCode = None,
    question: QuestionId = None,
    reason: Reason = "",
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Slå sammen krav: inn i ett som finnes (--into), eller i et nytt (--text). Kodingene telles der."""
    from medlemsdialog.coding.changes import MergeClaims, NewClaim
    from medlemsdialog.dialogue_text import Text

    screen: Screen = context.obj
    workspace = open_dialogue(data, build, screen)
    frame = _frame(addressee, theme, purpose, question)
    new = NewClaim(text=Text(nb=text.strip(), nn=nn.strip()), **frame.model_dump()) if text.strip() else None
    change = MergeClaims(claims=tuple(claim_ids), into=into, new=new, reason=reason)
    change_codes(screen, workspace, change, by=by, dry_run=dry_run, as_json=as_json)


@claims.command("split")
def split_claim(
    context: typer.Context,
    *,
    claim_id: ClaimId,
    new: Annotated[
        list[str] | None, typer.Option("--new", metavar="KODE=TEKST", help="Et nytt krav: id og setning. Kan gjentas.")
    ] = None,
    to: ToFile = None,
    taken: FromFile = None,
    move: Move = None,
    rest: Rest = "",
    by: ChangedBy = "",
    data: Data = None,
    build: Build = None,
    reason: Reason = "",
    dry_run: DryRun = False,
) -> None:
    """Del et krav: si for hvert utsagn hvilket krav standpunktet gjelder, i en fil eller med --move."""
    from medlemsdialog.coding.changes import NewClaim, SplitClaim
    from medlemsdialog.dialogue_text import Text

    def change(assigned: dict[str, tuple[str, ...]]) -> SplitClaim:
        several = [statement_id for statement_id, codes in assigned.items() if len(codes) > 1]
        if several:
            raise UsageError(Message("Et utsagn kan bare flyttes til ett krav. Se på {ids}.", ids=", ".join(several)))
        parts = tuple(NewClaim(id=code, text=Text(nb=text)) for code, text in map(split_pair, new or []))
        moved = {statement_id: codes[0] for statement_id, codes in assigned.items()}
        return SplitClaim(claim_id=claim_id, parts=parts, assigned=moved, rest=rest, reason=reason)

    screen: Screen = context.obj
    workspace = open_dialogue(data, build, screen)
    split_codes(
        screen,
        workspace,
        "claim",
        claim_id,
        to=to,
        taken=taken,
        moves=move,
        change=change,
        by=by,
        dry_run=dry_run,
    )


@claims.command("retire")
def retire_claim(
    context: typer.Context,
    *,
    claim_id: ClaimId,
    by: ChangedBy = "",
    data: Data = None,
    build: Build = None,
    reason: Reason = "",
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Ta et krav ut av bruk. Standpunktene til det telles ikke lenger, og utsagnene blir navngitt."""
    from medlemsdialog.coding.changes import RetireClaim

    screen: Screen = context.obj
    workspace = open_dialogue(data, build, screen)
    change = RetireClaim(claim_id=claim_id, reason=reason)
    change_codes(screen, workspace, change, by=by, dry_run=dry_run, as_json=as_json)


@claims.command("history")
def claim_history(
    context: typer.Context,
    *,
    claim_id: Annotated[str, typer.Argument(metavar="[KRAV]", help="Bare dette kravet og dets slekt.")] = "",
    data: Data = None,
    build: Build = None,
) -> None:
    """Vis hva som er skrevet om kravene, av hvem og hvorfor. Oversikten er intern."""
    from medlemsdialog.runs.code_history import read_history

    screen: Screen = context.obj
    workspace = open_dialogue(data, build, screen)
    show_history(screen, read_history(workspace, "claim", claim_id))


def _frame(addressee: str | None, themes: list[str] | None, purpose: str | None, question: str | None) -> ClaimFrame:
    from medlemsdialog.coding.changes import ClaimFrame
    from medlemsdialog.models.vocabulary import Addressee
    from medlemsdialog.runs.words import read_code

    return ClaimFrame(
        addressee=None if addressee is None else read_code(Addressee, addressee),
        themes=None if themes is None else tuple(themes),
        purpose=purpose,
        question=question,
    )


def _filled(text: str) -> str:
    if not text.strip():
        raise UsageError(Message("Skriv kravet som én setning."))
    return text.strip()
