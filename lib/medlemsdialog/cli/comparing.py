"""The commands `compare draw`, `compare status`, `compare code` and `compare settle`: how alike the coders code."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from medlemsdialog.catalogue import Message
from medlemsdialog.cli.coding import split_claim
from medlemsdialog.cli.norwegian import HELP_OPTION
from medlemsdialog.cli.options import AsJson, Build, By, Data, OneArea, open_dialogue
from medlemsdialog.cli.screen import Screen
from medlemsdialog.cli.showing import Statement
from medlemsdialog.errors import UsageError

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels, Workspace
    from medlemsdialog.models.coded import CoderView
    from medlemsdialog.models.compared import ComparedStatement, Comparison, SampleTask

Theme = Annotated[list[str] | None, typer.Option("--theme", metavar="TEMA", help="Et tema. Kan gjentas.")]
Claim = Annotated[
    list[str] | None,
    typer.Option("--claim", metavar="KRAV=STANDPUNKT", help="Et krav og for, mot, delt eller nøytral. Kan gjentas."),
]
Nothing = Annotated[bool, typer.Option("--no-codes", help="Utsagnet skal ikke ha noe tema eller krav.")]

compare = typer.Typer(
    help="Sammenlign hvordan koderne koder, og bli enige om det som er ulikt.",
    no_args_is_help=True,
    context_settings=HELP_OPTION,
)


@compare.command("draw")
def compare_draw(
    context: typer.Context,
    *,
    by: By,
    size: Annotated[
        int | None, typer.Option("--size", metavar="ANTALL", min=1, help="Hvor mange utsagn. Uten valget: 100.")
    ] = None,
    seed: Annotated[
        int | None,
        typer.Option("--seed", metavar="TALL", help="Styrer trekningen. Samme tall gir samme utvalg. Uten valget: 1."),
    ] = None,
    data: Data = None,
    build: Build = None,
) -> None:
    """Trekk ett utvalg for hele dialogen: utsagn som hvert fylke og ett annet fylke koder uten å se hverandres valg."""
    from medlemsdialog.runs.comparing import DEFAULT_SEED, DEFAULT_SIZE, draw_sample

    screen: Screen = context.obj
    workspace = open_dialogue(data, build, screen)
    drawn = draw_sample(
        workspace,
        by=by,
        size=DEFAULT_SIZE if size is None else size,
        seed=DEFAULT_SEED if seed is None else seed,
    )
    items = drawn.sample.items
    if drawn.new:
        screen.say(Message("Utvalget {id} er trukket: {number} utsagn.", id=drawn.sample.sample_id, number=len(items)))
    else:
        screen.say(
            Message(
                "Utvalget {id} er trukket fra før og står: {number} utsagn. Et nytt utvalg trenger et annet tall med --seed.",
                id=drawn.sample.sample_id,
                number=len(items),
            )
        )
    for own, cross in sorted({(item.area_code, item.cross_area_code) for item in items}):
        number = sum((item.area_code, item.cross_area_code) == (own, cross) for item in items)
        screen.say(
            Message(
                "  {number} utsagn fra {own} kodes også i {cross}",
                number=number,
                own=_county_name(workspace, own),
                cross=_county_name(workspace, cross),
            )
        )
    screen.say(
        Message(
            "Se hva et fylke skal kode, med «{command}».",
            command=screen.command("compare status --county NR --by NAVN"),
        )
    )


@compare.command("status")
def compare_status(
    context: typer.Context,
    *,
    county: Annotated[
        str | None, typer.Option("--county", metavar="NR", help="Bare dette fylket, og hva det har igjen å kode.")
    ] = None,
    by: Annotated[
        str,
        typer.Option("--by", metavar="NAVN", help="Hvem som ser på. Andres valg er skjult til du selv har kodet."),
    ] = "",
    as_json: AsJson = False,
    data: Data = None,
    build: Build = None,
) -> None:
    """Vis hva som er kodet likt og ulikt, fylke for fylke, og hva som gjenstår å kode i utvalget."""
    from medlemsdialog.evidence import build_labels
    from medlemsdialog.runs.comparing import compare_samples, sample_tasks
    from medlemsdialog.runs.judging import read_area_code

    screen: Screen = context.obj
    workspace = open_dialogue(data, build, screen)
    area_code = read_area_code(workspace, county) if county else ""
    person = by.strip()
    comparisons = compare_samples(workspace, area_code=area_code, person=person)
    tasks = sample_tasks(workspace, area_code, person) if area_code else ()
    if as_json:
        screen.show_json(
            {
                "comparisons": [
                    {**one.model_dump(mode="json"), "headline": screen.text(one.headline)} for one in comparisons
                ],
                "tasks": [task.model_dump(mode="json") for task in tasks],
            }
        )
        return
    if not comparisons:
        screen.say(
            Message(
                "Ingen utvalg er trukket. Trekk ett med «{command}».", command=screen.command("compare draw --by NAVN")
            )
        )
    labels = build_labels(workspace, screen.language)
    for comparison in comparisons:
        _show_comparison(comparison, workspace, labels, screen)
    if tasks:
        _show_tasks(tasks, area_code, person, screen)


@compare.command("code")
def compare_code(
    context: typer.Context,
    *,
    statement_id: Statement,
    county: OneArea,
    by: By,
    theme: Theme = None,
    claim: Claim = None,
    no_codes: Nothing = False,
    data: Data = None,
    build: Build = None,
) -> None:
    """Kod et utsagn i utvalget for fylket du arbeider i, uten å se hva andre har valgt."""
    from medlemsdialog.runs.comparing import Codes, code_in_sample
    from medlemsdialog.runs.judging import read_area_code

    screen: Screen = context.obj
    workspace = open_dialogue(data, build, screen)
    _require_codes(theme, claim, chosen=no_codes)
    codes = Codes(theme or (), dict(map(split_claim, claim or [])))
    code_in_sample(workspace, read_area_code(workspace, county), statement_id, codes, by=by)
    screen.say(Message("Kodingen av {id} er lagret i utvalget.", id=statement_id))


@compare.command("settle")
def compare_settle(
    context: typer.Context,
    *,
    statement_id: Statement,
    by: By,
    settled_with: Annotated[
        list[str] | None,
        typer.Option(
            "--with", metavar="NAVN", help="Hvem du er enig med. Uten valget: alle de andre koderne. Kan gjentas."
        ),
    ] = None,
    as_coder: Annotated[
        str | None, typer.Option("--as", metavar="NAVN", help="Dere velger det denne koderen valgte.")
    ] = None,
    theme: Theme = None,
    claim: Claim = None,
    no_codes: Nothing = False,
    county: Annotated[
        str | None,
        typer.Option("--county", metavar="NR", help="Fylket du arbeider i. Uten valget: det utsagnet kommer fra."),
    ] = None,
    data: Data = None,
    build: Build = None,
) -> None:
    """Lagre kodingen dere er blitt enige om. Den gjelder for alle koderne og teller i rapportene."""
    from medlemsdialog.coding.comparison import compare_statement
    from medlemsdialog.runs.comparing import Codes, codes_of, settle_difference
    from medlemsdialog.runs.judging import read_area_code

    screen: Screen = context.obj
    workspace = open_dialogue(data, build, screen)
    _require_codes(theme, claim, chosen=no_codes or as_coder is not None)
    codes = Codes(theme or (), dict(map(split_claim, claim or [])))
    compared = compare_statement(workspace.judgements, statement_id)
    if as_coder is not None and compared is not None:
        codes = codes_of(compared, as_coder)
    event = settle_difference(
        workspace,
        statement_id,
        codes,
        by=by,
        settled_with=settled_with or (),
        area_code=read_area_code(workspace, county) if county else "",
    )
    screen.say(
        Message(
            "{by} og {others} er enige om {id}. Det teller fra nå av.",
            by=event.by,
            others=", ".join(event.settled_with),
            id=statement_id,
        )
    )
    screen.say(Message("Kjør «{command}» for å få det med i rapportene.", command=screen.command("run")))


def _require_codes(theme: Sequence[str] | None, claim: Sequence[str] | None, *, chosen: bool) -> None:
    if bool(theme or claim) == chosen:
        raise UsageError(
            Message(
                "Oppgi temaer med --theme og krav med --claim, eller si med --no-codes at utsagnet ikke skal ha noen."
            )
        )


def _show_comparison(comparison: Comparison, workspace: Workspace, labels: Labels, screen: Screen) -> None:
    if comparison.sample_id:
        screen.say(
            Message(
                "{own} – {cross} ({sample}, {drawn} trukket): {headline}",
                own=_county_name(workspace, comparison.area_code),
                cross=_county_name(workspace, comparison.cross_area_code),
                sample=comparison.sample_id,
                drawn=comparison.drawn,
                headline=comparison.headline,
            ),
            style="bold",
        )
    else:
        screen.say(
            Message("Kodet av flere uten å være trukket ut: {headline}", headline=comparison.headline), style="bold"
        )
    if comparison.hidden:
        screen.say(Message("  Skjult til du selv har kodet dem: {number}", number=comparison.hidden))
    for one in comparison.different:
        _show_difference(one, labels, screen)


def _show_difference(one: ComparedStatement, labels: Labels, screen: Screen) -> None:
    screen.say_indented(f"{one.statement_id}: {' '.join(one.text.split())}", indent=2)
    for view in one.views:
        screen.say_indented(f"– {view.coder}: {_codes(view, labels, screen)}", indent=4, hanging=2)
    if one.settled is not None:
        names = ", ".join((one.settled.coder, *one.settled_with))
        settled = Message("Enige ({names}): {codes}", names=names, codes=_codes(one.settled, labels, screen))
        screen.say_indented(settled, indent=4, hanging=2)


def _show_tasks(tasks: Sequence[SampleTask], area_code: str, person: str, screen: Screen) -> None:
    left = [task for task in tasks if not (task.done if person else task.covered)]
    screen.say(
        Message(
            "Å kode i utvalget for {area}: {left} av {all} gjenstår", area=area_code, left=len(left), all=len(tasks)
        ),
        style="bold",
    )
    for task in left:
        text = (
            " ".join(task.passage.text.split())
            if task.passage
            else screen.text(Message("originalen finnes ikke i denne mappen"))
        )
        screen.say_indented(f"{task.statement_id} ({task.area_code}): {text}", indent=2)


def _codes(view: CoderView, labels: Labels, screen: Screen) -> str:
    codes = [labels.theme(theme) for theme in view.themes]
    codes += [f"{labels.word(one.position)}: {labels.claim(one.claim_id)}" for one in view.claims]
    return "; ".join(codes) or screen.text(Message("ingen koder"))


def _county_name(workspace: Workspace, area_code: str) -> str:
    return f"{area_code} {workspace.county(area_code).name}"
