"""The commands `run` and `lab`: the workbooks executed for all, or opened for one."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple

import typer

from medlemsdialog.area_words import list_some
from medlemsdialog.catalogue import Message
from medlemsdialog.cli.deletion import tell_deletion
from medlemsdialog.cli.documents import show_path, tell_documents
from medlemsdialog.cli.options import Build, BuildPlace, Counties, Data, DataPlace, open_dialogue, quote_word
from medlemsdialog.cli.screen import Screen, ScreenProgress
from medlemsdialog.paths import BUILD_VARIABLE, DATA_VARIABLE, NATIONAL, build_folder, data_folder

if TYPE_CHECKING:
    from medlemsdialog.evidence import Workspace
    from medlemsdialog.runs.cluster.places import Places
    from medlemsdialog.runs.run_result import RunResult
    from medlemsdialog.runs.workshop import Workshop


def run(
    context: typer.Context,
    *,
    data: DataPlace = None,
    build: BuildPlace = None,
    county: Counties = None,
    on: Annotated[
        str | None,
        typer.Option(
            "--on",
            metavar="ADRESSE",
            help="La arbeiderne i en Dask-klynge kjøre fylkene: adressen til planleggeren, for eksempel tcp://maskin:8786.",
        ),
    ] = None,
    jobs: Annotated[
        int | None, typer.Option("--jobs", metavar="ANTALL", min=1, help="Hvor mange fylker som kjøres samtidig.")
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Lag alt på nytt, også det som ikke er endret, og les innspillene på nytt.")
    ] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Fortell hvorfor hver del lages på nytt, eller ikke.")
    ] = False,
    language: Annotated[
        Literal["nb", "nn", "en"] | None,
        typer.Option("--language", metavar="nb|nn|en", help="Lag rapportene også på dette språket."),
    ] = None,
    engine: Annotated[
        Literal["warm", "stock"],
        typer.Option(
            "--engine",
            metavar="warm|stock",
            help="Hvordan arbeidsbøkene kjøres: raskt, eller hver i sin Jupyter-kjerne. Resultatet er det samme.",
        ),
    ] = "warm",
) -> None:
    """Kjør fylkene og lag rapportene, der noe er endret siden sist; uten --county også den nasjonale."""
    screen: Screen = context.obj
    asked = _Asked(county or None, jobs, force, language, engine)
    data, build = data or os.environ.get(DATA_VARIABLE), build or os.environ.get(BUILD_VARIABLE)
    with _opened(screen, data, build, on=on, engine=engine) as (workspace, places, workshop):
        result = _run(screen, workspace, places, on, asked, workshop=workshop)
        if explain:
            for line in result.explained:
                screen.say(line)
        _tell_result(screen, workspace, result, places)
        tell_deletion(screen, workspace)
    if not result.succeeded:
        raise typer.Exit(1)


class _Asked(NamedTuple):
    """The options of a run that go to it as they are."""

    counties: list[str] | None
    jobs: int | None
    force: bool
    language: Literal["nb", "nn", "en"] | None
    engine: Literal["warm", "stock"]


@contextmanager
def _opened(
    screen: Screen, data: str | None, build: str | None, *, on: str | None, engine: Literal["warm", "stock"]
) -> Iterator[tuple[Workspace, Places | None, Workshop | None]]:
    """Open a dialogue; with places where a cluster or a store has a part in the run, else with a workshop that has begun."""
    if on is None and not any("://" in place for place in (data, build) if place):
        from medlemsdialog.runs.workshop import Workshop

        folder, made = Path(data) if data else None, Path(build) if build else None
        with Workshop(engine, build_folder(made, data=data_folder(folder)).drawings) as workshop:
            workshop.begin()
            yield open_dialogue(folder, made, screen), None, workshop
        return
    from medlemsdialog.runs.cluster.places import open_places

    with open_places(data, build, on_wait=screen.warn) as places:
        workspace = open_dialogue(places.data, places.build, screen)
        screen.data_option = f" --data {quote_word(data)}" if data else ""
        yield workspace, places, None


def _run(
    screen: Screen,
    workspace: Workspace,
    places: Places | None,
    on: str | None,
    asked: _Asked,
    *,
    workshop: Workshop | None,
) -> RunResult:
    from medlemsdialog.runs.run import run_dialogue

    with ScreenProgress(screen) as progress:
        if on is None or places is None:
            result = run_dialogue(workspace, **asked._asdict(), workshop=workshop, progress=progress)
        else:
            from medlemsdialog.runs.cluster.run import run_on_cluster

            result = run_on_cluster(workspace, places, on=on, **asked._asdict(), progress=progress)
        if places is not None:
            progress.say(Message("Legger resultatet ut …"))
            places.publish()
    return result


def lab(
    context: typer.Context,
    *,
    data: Data = None,
    build: Build = None,
    county: Annotated[
        str,
        typer.Option("--county", metavar="NR", help="Fylkesnummeret med to sifre, eller «nasjonalt» for hele landet."),
    ] = "",
    workbook: Annotated[
        Literal["desk", "county"],
        typer.Option("--workbook", metavar="desk|county", help="Rådgiverbordet, eller fylkets arbeidsbok."),
    ] = "desk",
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Åpne nettleseren.")] = True,
    prepare: Annotated[
        Path | None,
        typer.Option(
            "--prepare",
            metavar="MAPPE",
            help="Legg bordet klart i en mappe for en Jupyter-tjener (JupyterHub), uten å starte noe.",
        ),
    ] = None,
) -> None:
    """Åpne rådgiverbordet i JupyterLab på denne maskinen."""
    from medlemsdialog.runs.judging import read_area_code
    from medlemsdialog.runs.lab import lay_out_for_server, open_lab, prepare_lab

    screen: Screen = context.obj
    workspace = open_dialogue(data, build, screen)
    if prepare is not None:
        settings = lay_out_for_server(workspace, prepare)
        screen.say(Message("Rådgiverbordet ligger klart. Start tjeneren med --config={file}.", file=_shown(settings)))
        return
    if workbook == "desk":
        area_code = read_area_code(workspace, county) if county else ""
        what_to_do = Message("Åpner rådgiverbordet. Trykk «Start» i nettleseren. Avslutt med Ctrl-C her.")
    else:
        area_code = county or workspace.county_codes[0]
        what_to_do = Message("Åpner fylkets arbeidsbok. Velg «Run All Cells» for å kjøre alt. Avslutt med Ctrl-C her.")
    command = prepare_lab(workspace, area_code, workbook=workbook, browser=browser)
    screen.say(what_to_do)
    raise typer.Exit(open_lab(command))


def _tell_result(screen: Screen, workspace: Workspace, result: RunResult, places: Places | None) -> None:
    from medlemsdialog.runs.whole_run import NOTHING_CHANGED, tell_reports

    def show(file: Path) -> str:
        return (places.show(file) if places else None) or show_path(file)

    is_whole = result.national is not None
    if result.succeeded and not result.made and not result.removed:
        screen.say(NOTHING_CHANGED)
    else:
        _tell_counties(screen, workspace, result)
    if not is_whole and not result.is_nation_current:
        screen.say(
            Message(
                "Den nasjonale rapporten er ikke laget på nytt og er ikke oppdatert. Kjør «{command}» uten --county.",
                command=screen.command("run"),
            )
        )
    if result.national and result.national.status == "failed":
        screen.say(
            Message("Den nasjonale rapporten kunne ikke lages: {reason}", reason=result.national.reason), style="red"
        )
    elif not is_whole or result.national_report:
        if NATIONAL in result.made:
            tell_documents(screen, result.documents, show)
        for line in tell_reports(workspace, None if is_whole else result.done, show):
            screen.say(line, style="bold" if is_whole else None)


def _tell_counties(screen: Screen, workspace: Workspace, result: RunResult) -> None:
    """Tell which counties were made, which were left, and which stopped."""

    def full_name(code: str) -> str:
        return f"{code} {workspace.county(code).name}"

    def named(codes: Sequence[str]) -> str:
        return list_some([full_name(code) for code in codes])

    made = [code for code in result.done if code in result.made]
    silent = [code for code in made if result.counties[code].status == "no_input"]
    with_input = [code for code in made if result.counties[code].status != "no_input"]
    left = [code for code in result.done if code not in result.made]
    for codes, line in (
        (
            with_input,
            Message("Ferdig ({number}): {counties}", number=len(with_input), counties=named(with_input)),
        ),
        (
            silent,
            Message(
                "Ferdig, ikke gitt innspill ({number}): {counties}",
                number=len(silent),
                counties=named(silent),
            ),
        ),
        (
            left,
            Message("Ikke endret siden sist ({number}): {counties}", number=len(left), counties=named(left)),
        ),
    ):
        if codes:
            screen.say(line)
    for stopped, heading in (
        (
            result.failed_by_data,
            Message("Stoppet på grunn av innspillene ({number}):", number=len(result.failed_by_data)),
        ),
        (
            result.failed_by_program,
            Message("Stoppet på grunn av programmet ({number}):", number=len(result.failed_by_program)),
        ),
    ):
        if stopped:
            screen.say(heading, style="red")
        for code in stopped:
            screen.say(f"  {full_name(code)}: {result.counties[code].reason}")
    for code, failure in result.untranslated.items():
        name = screen.text(Message("Hele landet")) if code == NATIONAL else full_name(code)
        screen.say(
            Message(
                "Rapporten for {area} kunne ikke lages på det andre språket: {reason}", area=name, reason=failure.reason
            ),
            style="red",
        )
    if result.removed:
        screen.say(
            Message(
                "Fjernet resultater for fylker som ikke er i kommuneinndelingen {edition}: {codes}.",
                edition=workspace.dialogue.edition,
                codes=", ".join(result.removed),
            )
        )


def _shown(file: Path) -> str:
    """Return a path as the user would type it from here."""
    here = Path.cwd()
    return str(file.relative_to(here)) if file.is_relative_to(here) else os.fspath(file)
