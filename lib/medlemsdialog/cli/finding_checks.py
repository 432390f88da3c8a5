"""The command `findings check`: faults of the findings, and what was done in Word to a document made from them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from medlemsdialog.catalogue import Message
from medlemsdialog.cli.options import AsJson, Build, Data, open_dialogue
from medlemsdialog.cli.screen import Screen
from medlemsdialog.errors import UsageError
from medlemsdialog.models.vocabulary import Severity, word

if TYPE_CHECKING:
    from medlemsdialog.evidence import Workspace
    from medlemsdialog.models.edited_document import EditedDocument, FrameEdit, SentenceEdit
    from medlemsdialog.models.finding_faults import FindingFault
    from medlemsdialog.models.national import NationalOverview

_STYLES = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTICE: None}
_FORMS = {"nb": Message("bokmål"), "nn": Message("nynorsk"), "en": Message("engelsk")}
_LONGEST_FOUND = 100


def check_findings(
    context: typer.Context,
    *,
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="FIL", help="Et dokument laget av funnene, redigert i Word. Uten FIL kontrolleres funnene."
        ),
    ] = None,
    accept: Annotated[
        list[str] | None,
        typer.Option(
            "--accept",
            metavar="ENDRING",
            help="Ta inn denne endringen i funnet, for eksempel f-bibliotek:3. Kan gjentas.",
        ),
    ] = None,
    accept_all: Annotated[bool, typer.Option("--accept-all", help="Ta inn alle endringene i setningene.")] = False,
    by: Annotated[
        str | None, typer.Option("--by", metavar="NAVN", help="Navnet på den som tar inn endringene. Det er internt.")
    ] = None,
    data: Data = None,
    build: Build = None,
    as_json: AsJson = False,
) -> None:
    """Kontroller funnene: grunnlag, sitater, tall, sterke ord og det som sier imot. Hver merknad står med sitt sted.

    Med FIL vises hvilke setninger som er endret, nye, tatt bort eller flyttet i Word. Slutter med 1 hvis noe ikke kan forsvares.
    """
    screen: Screen = context.obj
    if file is None and (accept or accept_all):
        raise UsageError(Message("Oppgi filen som er redigert i Word, før --accept og --accept-all."))
    if (accept or accept_all) and not by:
        raise UsageError(Message("Oppgi --by med navnet på den som tar inn endringene."))
    workspace = open_dialogue(data, build, screen)
    if file is None:
        _check(screen, workspace, as_json=as_json)
    else:
        references = None if accept_all else accept or []
        _check_edited(screen, workspace, file, references, by=by or "", as_json=as_json)


def _check(screen: Screen, workspace: Workspace, *, as_json: bool) -> None:
    from medlemsdialog.evidence import read_national
    from medlemsdialog.evidence.finding_checks import check_findings as find_faults
    from medlemsdialog.evidence.finding_checks import has_errors

    overview = read_national(workspace)
    faults = find_faults(workspace, overview)
    if as_json:
        screen.show_json([_as_json(screen, fault) for fault in faults])
    else:
        _show_faults(screen, overview, faults)
    if has_errors(faults):
        raise typer.Exit(1)


def _show_faults(screen: Screen, overview: NationalOverview, faults: Sequence[FindingFault]) -> None:
    if not overview.findings:
        screen.say(Message("Det er ikke skrevet noen funn ennå."))
        screen.say(
            Message(
                "Skriv dem i fanen Funn på rådgiverbordet, eller i en fil: «{command}».",
                command=screen.command("findings write funn.md --by NAVN"),
            )
        )
        return
    for finding in overview.findings:
        own = [fault for fault in faults if fault.finding_id == finding.finding_id]
        if not own:
            continue
        screen.say(f"{finding.finding_id} «{finding.heading.in_language(screen.language)}»", style="bold")
        for fault in own:
            _show_fault(screen, fault)
        screen.say()
    counts = [sum(fault.severity is severity for fault in faults) for severity in Severity]
    screen.say(
        Message(
            "Funn kontrollert: {findings}. Feil: {errors}. Advarsler: {warnings}. Til orientering: {notices}.",
            findings=len(overview.findings),
            errors=counts[0],
            warnings=counts[1],
            notices=counts[2],
        )
    )


def _show_fault(screen: Screen, fault: FindingFault) -> None:
    place = _tell_place(fault)
    head = Message("{severity}, {place}: {what}", severity=word(fault.severity), place=place, what=fault.what)
    screen.say_indented(head, indent=2, hanging=2, style=_STYLES[fault.severity])
    if fault.found:
        short = fault.found if len(fault.found) <= _LONGEST_FOUND else fault.found[:_LONGEST_FOUND].rstrip() + " …"
        screen.say_indented(Message("Fant: {found}", found=" ".join(short.split())), indent=4)
    for change in fault.changes:
        screen.say_indented(f"{change}.", indent=4)
    screen.say_indented(fault.to_do, indent=4)


def _tell_place(fault: FindingFault) -> Message:
    form = _FORMS[fault.language] if fault.language else Message("")
    match fault.place:
        case "text":
            return Message("setning {number}, {form}", number=fault.sentence, form=form)
        case "heading":
            return Message("overskriften, {form}", form=form)
        case "quote":
            return Message("sitat {number}", number=fault.sentence)
        case _:
            return Message("hele funnet, {form}", form=form) if fault.language else Message("hele funnet")


def _as_json(screen: Screen, fault: FindingFault) -> dict[str, object]:
    told = fault.model_dump(mode="json", exclude={"what", "to_do"})
    return told | {"what": screen.text(fault.what), "to_do": screen.text(fault.to_do)}


def _check_edited(
    screen: Screen, workspace: Workspace, file: Path, references: Sequence[str] | None, *, by: str, as_json: bool
) -> None:
    from medlemsdialog.evidence import read_national
    from medlemsdialog.runs.finding_edits import accept_edits, read_edited

    overview = read_national(workspace)
    edited = read_edited(workspace, overview, file)
    if as_json:
        screen.show_json(edited.model_dump(mode="json"))
    else:
        _show_edited(screen, edited)
    if references is None or references:
        written = accept_edits(workspace, overview, edited, references, by=by)
        if as_json:
            return
        for event in written:
            screen.say(Message("Endringene er tatt inn i {id}. Funnet må godkjennes på nytt.", id=event.finding_id))
        screen.say(Message("Kjør «{command}», og kontroller funnene.", command=screen.command("run")))


def _show_edited(screen: Screen, edited: EditedDocument) -> None:
    if edited.sentences == 0 and not edited.edits:
        screen.say(
            Message(
                "Fant ingen setninger fra funnene i filen. Er det et dokument som er laget med «medlemsdialog run»?"
            )
        )
        return
    for edit in edited.edits:
        _show_edit(screen, edit)
    _show_frame(screen, edited)
    for comment in edited.comments:
        screen.say(Message("Kommentar ved «{at}»: {text}", at=comment.at, text=comment.text))
    if edited.tracked_changes:
        screen.say(
            Message(
                "Sporede endringer som ikke er godtatt i Word: {number}. De er lest som godtatt.",
                number=edited.tracked_changes,
            )
        )
    if edited.outdated:
        screen.say(
            Message(
                "Setninger som er urørt i Word, men som funnene sier på en annen måte nå: {number}. Lag dokumentet på nytt.",
                number=edited.outdated,
            )
        )
    if not edited.is_compared_whole:
        screen.say(
            Message(
                "Fant ikke dokumentet slik det ble laget, så tekst utenfor funnene er ikke sammenlignet. Kjør «{command}» først.",
                command=screen.command("run"),
            )
        )
    changes = len(edited.edits)
    screen.say(
        Message(
            "Endringer: {changes}. Setninger fra funnene i dokumentet: {sentences}.",
            changes=changes,
            sentences=edited.sentences,
        )
    )
    if changes:
        screen.say(
            Message(
                "Ta inn det som skal gjelde, med --accept og navnet som står først, eller alt med --accept-all.",
            )
        )


def _show_frame(screen: Screen, edited: EditedDocument) -> None:
    for change in edited.frame:
        if change.finding_id:
            head = Message(
                "Overskriften til {id} er endret. Den tas ikke inn herfra: Rett den i fanen Funn eller med «{command}».",
                id=change.finding_id,
                command=screen.command(f"findings export {change.finding_id} funn.md"),
            )
            _show_frame_edit(screen, change, head)
    others = [change for change in edited.frame if not change.finding_id]
    for place, change in enumerate(others):
        head = Message("Tekst utenfor funnene er endret. Den tas ikke inn herfra: Rett malen i stedet.")
        _show_frame_edit(screen, change, None if place else head)


def _show_frame_edit(screen: Screen, change: FrameEdit, head: Message | None) -> None:
    if head:
        screen.say(head, style="bold")
    screen.say_indented(Message("Før: {words}", words=change.before or "–"), indent=2)
    screen.say_indented(Message("Nå: {words}", words=change.after or "–"), indent=2)


def _show_edit(screen: Screen, edit: SentenceEdit) -> None:
    heads = {
        "changed": Message("{reference}: endret", reference=edit.reference),
        "new": Message(
            "{reference}: ny setning uten grunnlag, etter setning {follows}",
            reference=edit.reference,
            follows=edit.follows,
        ),
        "removed": Message("{reference}: tatt bort", reference=edit.reference),
        "moved": Message(
            "{reference}: flyttet til etter setning {follows}", reference=edit.reference, follows=edit.follows
        ),
    }
    screen.say(heads[edit.kind], style="bold")
    if edit.before:
        screen.say_indented(Message("Før: {words}", words=edit.before), indent=2)
    if edit.after and edit.kind != "moved":
        screen.say_indented(Message("Nå: {words}", words=edit.after), indent=2)
    for number in edit.numbers:
        screen.say_indented(
            Message(
                "Tallet {before} er telt, og er skrevet om til «{after}» for hånd.",
                before=number.before,
                after=number.after or "–",
            ),
            indent=2,
            style="yellow",
        )
    if edit.known_by_likeness:
        screen.say_indented(Message("Bokmerket er borte. Setningen er kjent igjen på ordene."), indent=2)
    if edit.changed_since:
        screen.say_indented(
            Message("Funnet er også endret siden dokumentet ble laget. Se på begge før du tar det inn."),
            indent=2,
            style="yellow",
        )
