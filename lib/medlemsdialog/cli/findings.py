"""The commands `findings …`: what policy staff write of the nation, and what it rests on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from medlemsdialog.catalogue import Message
from medlemsdialog.cli.finding_checks import check_findings
from medlemsdialog.cli.norwegian import HELP_OPTION
from medlemsdialog.cli.options import AsJson, Build, By, Data, open_dialogue
from medlemsdialog.cli.screen import Screen
from medlemsdialog.errors import SummaryError, UsageError

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels, Workspace
    from medlemsdialog.models.findings import Finding
    from medlemsdialog.models.national import NationalOverview

findings = typer.Typer(
    help="Skriv, se, godkjenn og kontroller de nasjonale funnene.",
    no_args_is_help=True,
    context_settings=HELP_OPTION,
)
FindingId = Annotated[str, typer.Argument(metavar="FUNN", help="Navnet på funnet, for eksempel f-kulturskole.")]
FindingFile = Annotated[Path, typer.Argument(metavar="FIL", help="En tekstfil (UTF-8) med funnet.")]
Why = Annotated[str, typer.Option("--reason", metavar="GRUNN", help="Hvorfor. Grunnen er intern.")]

FateReason = Annotated[
    str,
    typer.Option(
        "--reason", metavar="GRUNN", help="Hvorfor. Grunnen står i rapportene som deles, og på medlemssidene."
    ),
]


@findings.command("list")
def list_findings(context: typer.Context, *, data: Data = None, build: Build = None, as_json: AsJson = False) -> None:
    """Vis funnene: hvor langt de er kommet, hvilke dokumenter de står i, styrke og grunnlag."""
    from medlemsdialog.evidence import read_national
    from medlemsdialog.models.vocabulary import word

    screen: Screen = context.obj
    workspace = open_dialogue(data, build, screen)
    overview = _read_overview(screen, workspace) if not as_json else read_national(workspace)
    if overview is None:
        written = workspace.judgements.findings.values()
        screen.show_table(
            (Message("Funn"), Message("Overskrift")),
            [(event.finding_id, event.heading.in_language(screen.language)) for event in written],
            numbers=frozenset(),
        )
        return
    if as_json:
        screen.show_json([one.model_dump(mode="json") for one in overview.findings])
        return
    screen.show_table(
        (
            Message("Funn"),
            Message("Overskrift"),
            Message("Tilstand"),
            Message("Står i"),
            Message("Styrke"),
            Message("Grunnlag"),
        ),
        [
            (
                one.finding_id,
                one.heading.in_language(screen.language),
                screen.text(word(one.state)),
                ", ".join(screen.text(word(document)) for document in one.documents) or "–",
                screen.text(word(one.strength)) if one.strength else "–",
                screen.text(word(one.basis.level)) if one.basis else "–",
            )
            for one in overview.findings
        ],
        numbers=frozenset(),
    )


@findings.command("show")
def show_finding(context: typer.Context, *, finding_id: FindingId, data: Data = None, build: Build = None) -> None:
    """Vis ett funn med tallene satt inn, det funnet bygger på, og hva som er endret siden det ble godkjent."""
    from medlemsdialog.evidence import build_labels, read_national
    from medlemsdialog.runs.findings import find_finding, require_finding

    screen: Screen = context.obj
    workspace = open_dialogue(data, build, screen)
    require_finding(workspace, finding_id)
    overview = read_national(workspace)
    finding = next(one for one in overview.findings if one.finding_id == finding_id)
    _show(screen, finding, overview, build_labels(workspace, screen.language))
    for rival in find_finding(workspace, finding_id).rivals:
        screen.say(Message("Også skrevet av {name} samtidig:", name=rival.by), style="bold")
        screen.say(rival.text.in_language(screen.language))


@findings.command("write")
def write_finding(context: typer.Context, *, file: FindingFile, by: By, data: Data = None, build: Build = None) -> None:
    """Skriv et funn fra en fil. Formen er den som «findings export» skriver. Uten id blir det et nytt funn."""
    from medlemsdialog.cli.assessing import read_text
    from medlemsdialog.runs import findings as judged
    from medlemsdialog.runs.finding_file import parse_finding

    screen: Screen = context.obj
    workspace = open_dialogue(data, build, screen)
    draft = parse_finding(read_text(file))
    values = {name: getattr(draft, name) for name in type(draft).model_fields}
    if not draft.finding_id:
        values["finding_id"] = judged.new_finding_id(draft.heading.nb, workspace.judgements.findings)
    event = judged.write_finding(workspace, **values, by=by)
    screen.say(Message("Funnet {id} er lagret.", id=event.finding_id))
    if event.finding_id in workspace.judgements.finding_approvals:
        screen.say(Message("Det må godkjennes på nytt hvis noe i det er endret."))
    screen.say(Message("Kjør «{command}» for å få det med i rapportene.", command=screen.command("run")))


@findings.command("export")
def export_finding(
    context: typer.Context, *, finding_id: FindingId, file: FindingFile, data: Data = None, build: Build = None
) -> None:
    """Skriv et funn til en fil du kan endre i og ta inn igjen med «findings write»."""
    from medlemsdialog.runs.finding_file import format_finding
    from medlemsdialog.runs.findings import require_finding
    from medlemsdialog.writing import write_text_atomically

    screen: Screen = context.obj
    workspace = open_dialogue(data, build, screen)
    event = require_finding(workspace, finding_id)
    if file.exists():
        raise UsageError(
            Message("Filen {file} finnes allerede og blir ikke overskrevet. Velg et annet navn.", file=str(file))
        )
    write_text_atomically(file, format_finding(event))
    screen.say(Message("Funnet er skrevet til {file}.", file=str(file)))


@findings.command("approve")
def approve_finding(
    context: typer.Context,
    *,
    finding_id: FindingId,
    by: By,
    data: Data = None,
    build: Build = None,
    with_faults: Annotated[
        bool, typer.Option("--with-faults", help="Godkjenn selv om kontrollen har merknader til funnet.")
    ] = False,
) -> None:
    """Godkjenn et funn slik det står, med alt det bygger på. Endres grunnlaget siden, får du se hva."""
    from medlemsdialog.runs import findings as judged

    screen: Screen = context.obj
    workspace = open_dialogue(data, build, screen)
    overview = judged.read_current_overview(workspace)

    def accept(finding: Finding) -> bool:
        if not _show_faults(screen, workspace, overview, finding) or with_faults:
            return True
        if screen.is_terminal:
            return typer.confirm(screen.text(Message("Vil du godkjenne likevel?")))
        raise UsageError(
            Message("Funnet {id} er ikke godkjent. Rett det, eller godkjenn med --with-faults.", id=finding.finding_id)
        )

    approved = judged.approve_finding(workspace, finding_id, by=by, overview=overview, accept=accept)
    if approved is None:
        screen.say(Message("Funnet {id} er ikke godkjent.", id=finding_id))
    else:
        screen.say(Message("Funnet {id} er godkjent slik det står.", id=finding_id))
        screen.say(Message("Kjør «{command}» for å få det med i rapportene.", command=screen.command("run")))


@findings.command("withdraw-approval")
def withdraw_approval(
    context: typer.Context, *, finding_id: FindingId, by: By, reason: Why = "", data: Data = None, build: Build = None
) -> None:
    """Trekk godkjenningen av et funn."""
    from medlemsdialog.runs import findings as judged

    screen: Screen = context.obj
    judged.withdraw_approval(open_dialogue(data, build, screen), finding_id, by=by, reason=reason)
    screen.say(Message("Godkjenningen av funnet {id} er trukket.", id=finding_id))


@findings.command("remove")
def remove_finding(
    context: typer.Context, *, finding_id: FindingId, by: By, reason: Why = "", data: Data = None, build: Build = None
) -> None:
    """Ta bort et funn. Det som er skrevet, er bevart i loggen."""
    from medlemsdialog.runs import findings as judged

    screen: Screen = context.obj
    judged.remove_finding(open_dialogue(data, build, screen), finding_id, by=by, reason=reason)
    screen.say(Message("Funnet {id} er tatt bort.", id=finding_id))


@findings.command("fate")
def give_fate(
    context: typer.Context,
    *,
    kind: Annotated[str, typer.Argument(metavar="SLAG", help="«krav» eller «tema».")],
    code: Annotated[str, typer.Argument(metavar="KODE", help="Koden til kravet eller temaet.")],
    by: By,
    background: Annotated[
        bool, typer.Option("--background", help="Det er bakgrunn og får ikke noe eget funn.")
    ] = False,
    set_aside: Annotated[bool, typer.Option("--set-aside", help="Det er satt til side. Grunnen må med.")] = False,
    undecided: Annotated[bool, typer.Option("--undecided", help="Ta tilbake det som er bestemt.")] = False,
    reason: FateReason = "",
    data: Data = None,
    build: Build = None,
) -> None:
    """Bestem hva som blir av et krav eller et tema som ikke står i noe funn."""
    from medlemsdialog.models.vocabulary import Fate
    from medlemsdialog.runs.findings import give_fate as give
    from medlemsdialog.runs.words import read_word

    screen: Screen = context.obj
    if sum((background, set_aside, undecided)) != 1:
        raise UsageError(Message("Oppgi ett av --background, --set-aside og --undecided."))
    read = read_word({"claim": Message("krav"), "theme": Message("tema")}, kind)
    workspace = open_dialogue(data, build, screen)
    fate = Fate.BACKGROUND if background else Fate.SET_ASIDE if set_aside else None
    give(workspace, "claim" if read == "claim" else "theme", code, fate=fate, by=by, reason=reason)
    screen.say(Message("Lagret for {code}.", code=code))


@findings.command("overlooked")
def list_overlooked(context: typer.Context, *, data: Data = None, build: Build = None, as_json: AsJson = False) -> None:
    """Vis kravene og temaene som er tatt opp, men verken står i et funn eller er satt til side."""
    from medlemsdialog.evidence import build_labels, read_national

    screen: Screen = context.obj
    workspace = open_dialogue(data, build, screen)
    overlooked = [fate for fate in read_national(workspace).fates if fate.is_overlooked]
    if as_json:
        screen.show_json([fate.model_dump(mode="json") for fate in overlooked])
        return
    if not overlooked:
        screen.say(Message("Alt som er tatt opp, står i et funn eller er satt til side."))
        return
    labels = build_labels(workspace, screen.language)
    screen.show_table(
        (Message("Slag"), Message("Kode"), Message("Navn")),
        [
            (
                screen.text(Message("krav") if fate.kind == "claim" else Message("tema")),
                fate.code,
                labels.claim(fate.code) if fate.kind == "claim" else labels.theme(fate.code),
            )
            for fate in overlooked
        ],
        numbers=frozenset(),
    )


findings.command("check")(check_findings)


def _read_overview(screen: Screen, workspace: Workspace) -> NationalOverview | None:
    from medlemsdialog.evidence import read_national

    try:
        return read_national(workspace)
    except SummaryError as error:
        # What is written can be told without a run, not what it rests on.
        screen.warn(error.message)
        return None


def _show_faults(screen: Screen, workspace: Workspace, overview: NationalOverview, finding: Finding) -> bool:
    """Print what the check says of a finding, and return whether it says anything."""
    from medlemsdialog.evidence.finding_checks import check_finding

    faults = check_finding(finding, workspace, overview)
    for fault in faults:
        screen.say_indented(fault.what, indent=2, style="yellow")
        screen.say_indented(fault.to_do, indent=4)
    return bool(faults)


def _show(screen: Screen, finding: Finding, overview: NationalOverview, labels: Labels) -> None:
    from medlemsdialog.evidence.finding_changes import describe_change
    from medlemsdialog.evidence.finding_text import resolve_finding
    from medlemsdialog.models.vocabulary import DISSENT_FIRST, word

    screen.say(finding.heading.in_language(screen.language), style="bold")
    screen.say(f"{finding.finding_id}: {screen.text(word(finding.state))}")
    screen.say()
    for sentence in resolve_finding(finding, overview, labels).sentences:
        screen.say(sentence.printed)
    screen.say()
    for claim in finding.evidence.claims:
        counts = [(position, len(claim.members.get(position, ()))) for position in DISSENT_FIRST]
        told = ", ".join(f"{screen.text(word(position))} {number}" for position, number in counts if number)
        screen.say_indented(
            Message("Krav {claim}: medlemmer {told}", claim=f"«{labels.claim(claim.claim_id)}»", told=told or "0"),
            indent=2,
        )
    for theme in finding.evidence.themes:
        screen.say_indented(
            Message("Tema {theme}: {number} medlemmer", theme=labels.theme(theme.theme), number=len(theme.members)),
            indent=2,
        )
    for statement in finding.evidence.statements:
        screen.say_indented(Message("Utsagn {id}", id=statement.statement_id), indent=2)
    for quote in finding.quotes:
        screen.say_indented(f"«{quote.text}» [{quote.statement_id}]", indent=2)
    if finding.changes:
        screen.say(Message("Endret siden det ble godkjent:"), style="bold")
        for change in finding.changes:
            screen.say_indented(f"{describe_change(change, labels)}.", indent=2)
    if finding.text_changed:
        screen.say(Message("Funnet selv er endret siden det ble godkjent."))
