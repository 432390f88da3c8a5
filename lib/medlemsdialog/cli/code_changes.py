"""How a change of claims or themes is shown before it is made: shared by the commands `claims` and `themes`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from medlemsdialog.catalogue import Message
from medlemsdialog.cli.screen import Screen
from medlemsdialog.errors import UsageError

if TYPE_CHECKING:
    from medlemsdialog.coding.changes import Change
    from medlemsdialog.evidence import Workspace
    from medlemsdialog.evidence.change_effects import CodedArea
    from medlemsdialog.models.code_changes import ChangePreview
    from medlemsdialog.runs.code_history import HistoryEntry

ChangedBy = Annotated[
    str,
    typer.Option(
        "--by", metavar="NAVN", help="Navnet på den som bestemmer. Uten navnet vises bare hva som ville endres."
    ),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Vis bare hva som ville endres.")]
Reason = Annotated[str, typer.Option("--reason", metavar="GRUNN", help="Hvorfor. Grunnen står i historikken.")]
Into = Annotated[str, typer.Option("--into", metavar="KODE", help="Det de skal gå inn i.")]
Rest = Annotated[
    str, typer.Option("--rest", metavar="KODE", help="Koden som skal gjelde for alle utsagn som ikke er flyttet.")
]
Move = Annotated[list[str] | None, typer.Option("--move", metavar="UTSAGN=KODE", help="Flytt ett utsagn. Kan gjentas.")]
FromFile = Annotated[Path | None, typer.Option("--from", metavar="FIL", help="Utfylt fil (.xlsx eller .csv) fra --to.")]
ToFile = Annotated[
    Path | None,
    typer.Option("--to", metavar="FIL", help="Skriv utsagnene til denne filen (.xlsx eller .csv), og endre ingenting."),
]


def change_codes(
    screen: Screen,
    workspace: Workspace,
    change: Change,
    *,
    by: str,
    dry_run: bool,
    as_json: bool = False,
    areas: dict[str, CodedArea] | None = None,
) -> None:
    """Show what a change would change, and make it where somebody says so."""
    from medlemsdialog.runs.code_changes import apply_change, preview_change

    preview = preview_change(workspace, change, areas)
    if as_json:
        screen.show_json(preview.model_dump(mode="json"))
    else:
        _show_preview(screen, preview)
    if dry_run or not by.strip():
        if not as_json:
            screen.say(Message("Ingenting er endret. Gjør det samme med --by NAVN, uten --dry-run, for å gjennomføre."))
        return
    apply_change(workspace, change, by=by)
    if not as_json:
        screen.say(Message("Endringen er lagret."))
        screen.say(Message("Kjør «{command}» for å få det med i rapportene.", command=screen.command("run")))


def read_moves(moves: Iterable[str], known: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the new codes by statement as they were typed.

    Raises:
        UsageError: One is not «statement=code», or the statement does not have the code that is split.
    """
    allowed = set(known)
    assigned: dict[str, tuple[str, ...]] = {}
    for given in moves:
        statement_id, sign, code = (part.strip() for part in given.partition("="))
        if not sign or not code:
            raise UsageError(Message("«{given}» mangler ny kode. Skriv --move UTSAGN=KODE.", given=given))
        if statement_id not in allowed:
            raise UsageError(Message("Utsagnet {id} har ikke koden som skal deles.", id=statement_id))
        assigned[statement_id] = (*assigned.get(statement_id, ()), code)
    return assigned


def split_codes(
    screen: Screen,
    workspace: Workspace,
    kind: Literal["claim", "theme"],
    code: str,
    *,
    to: Path | None,
    taken: Path | None,
    moves: list[str] | None,
    change: Callable[[dict[str, tuple[str, ...]]], Change],
    by: str,
    dry_run: bool,
) -> None:
    """Write the statements out, or take in where each is to go and show what that changes."""
    from medlemsdialog.exchange.split_sheet import read_split_sheet, write_split_sheet
    from medlemsdialog.runs.code_changes import read_coded_areas
    from medlemsdialog.runs.code_history import list_statements_with

    areas = read_coded_areas(workspace)
    rows = list_statements_with(workspace, kind, code, areas)
    if to is not None:
        date = workspace.dialogue.document_date.isoformat()
        file = write_split_sheet(rows, to, date=date, language=screen.language)
        screen.say(Message("Skrevet: {file} ({number} utsagn)", file=str(file), number=len(rows)))
        screen.say(Message("Fyll ut kolonnen «Ny kode», og ta filen inn med --from. Filen er intern."))
        return
    known = [row.statement_id for row in rows]
    assigned = dict(read_split_sheet(taken, known)) if taken else {}
    assigned |= read_moves(moves or [], known)
    change_codes(screen, workspace, change(assigned), by=by, dry_run=dry_run, areas=areas)


def split_pair(given: str) -> tuple[str, str]:
    """Return code and words of «code=words».

    Raises:
        UsageError: It is not written so.
    """
    code, sign, words = (part.strip() for part in given.partition("="))
    if not sign or not code or not words:
        raise UsageError(Message("«{given}» skal skrives KODE=TEKST.", given=given))
    return code, words


def show_history(screen: Screen, entries: Iterable[HistoryEntry]) -> None:
    """Print what happened to each code, in order."""
    for entry in entries:
        when = f"{entry.at:%d.%m.%Y} {entry.by}: " if entry.at else ""
        screen.say(f"{when}{entry.code} – {screen.text(entry.what)}")
        if entry.text is not None:
            screen.say_indented(f"«{entry.text.in_language(screen.language)}»", indent=4)
        if entry.reason:
            screen.say_indented(Message("Grunn: {reason}", reason=entry.reason), indent=4)


def show_code_problems(screen: Screen, workspace: Workspace) -> None:
    """Print what a person must look at in the lineage of claims and themes."""
    from medlemsdialog.evidence.code_problems import find_code_problems

    for problem in find_code_problems(workspace):
        screen.warn(Message("{what} {to_do}", what=problem.what, to_do=problem.to_do))


def _show_preview(screen: Screen, preview: ChangePreview) -> None:
    from medlemsdialog.runs.change_words import tell_effect, tell_preview

    screen.say(Message("Dette blir endret:"), style="bold")
    for effect in preview.effects:
        told = tell_effect(effect)
        state = f" ({screen.text(told.state)})" if told.state else ""
        screen.say_indented(f"{effect.code}: {effect.label.in_language(screen.language)}{state}", indent=2, hanging=4)
        screen.say_indented(Message("før: {before}; etter: {after}", before=told.before, after=told.after), indent=6)
    if not preview.effects:
        screen.say_indented(Message("Ingen krav eller temaer."), indent=2)
    for line in tell_preview(preview, screen.language):
        if line.tone == "detail":
            screen.say_indented(line.text, indent=2)
        elif line.tone == "warning":
            screen.say(line.text, style="yellow")
        else:
            screen.say(line.text)
