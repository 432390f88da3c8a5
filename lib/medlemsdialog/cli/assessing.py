"""The commands `assess` and `sign-off`: what an adviser says of the whole county."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from medlemsdialog.catalogue import Message
from medlemsdialog.cli.options import Build, By, Data, open_dialogue
from medlemsdialog.cli.problem_lines import show_problems
from medlemsdialog.cli.screen import Screen
from medlemsdialog.errors import UsageError

if TYPE_CHECKING:
    from medlemsdialog.evidence.assessment import ListedField
    from medlemsdialog.runs.assessing import Written

OneCounty = Annotated[str, typer.Option("--county", metavar="NR", help="Fylkesnummeret med to sifre, for eksempel 07.")]


def assess(
    context: typer.Context,
    *,
    file: Annotated[
        Path | None, typer.Argument(metavar="FIL", help="En tekstfil (UTF-8, gjerne Markdown) med vurderingen.")
    ] = None,
    county: OneCounty,
    by: Annotated[
        str | None, typer.Option("--by", metavar="NAVN", help="Navnet på den som vurderer. Det er internt.")
    ] = None,
    data: Data = None,
    build: Build = None,
    theme: Annotated[
        str | None, typer.Option("--theme", metavar="TEMA", help="Vurderingen gjelder dette temaet.")
    ] = None,
    claim: Annotated[
        str | None, typer.Option("--claim", metavar="KRAV", help="Vurderingen gjelder dette kravet.")
    ] = None,
    question: Annotated[
        str | None, typer.Option("--question", metavar="NR", help="Vurderingen gjelder dette spørsmålet.")
    ] = None,
    fields: Annotated[
        bool, typer.Option("--fields", help="Vis tallene som kan settes inn i vurderingen, slik de er nå.")
    ] = False,
    export: Annotated[
        Path | None, typer.Option("--export", metavar="FIL", help="Skriv vurderingen til en fil du kan endre i.")
    ] = None,
) -> None:
    """Legg inn rådgiverens vurdering av fylket, eller av ett tema, krav eller spørsmål. Den står i fylkesrapporten.

    Vis til et utsagn med [@UTSAGN], og sett inn et tall med {tall:NAVN}. Uten FIL vises vurderingen slik den er nå.
    """
    from medlemsdialog.runs import assessing

    screen: Screen = context.obj
    workspace = open_dialogue(data, build, screen)
    chosen = [(about, name) for about, name in (("theme", theme), ("claim", claim), ("question", question)) if name]
    if len(chosen) > 1:
        raise UsageError(Message("Oppgi bare ett av --theme, --claim og --question."))
    if sum((file is not None, fields, export is not None)) > 1:
        raise UsageError(Message("Oppgi bare ett av FIL, --fields og --export."))
    about, about_id = chosen[0] if chosen else ("area", "")
    chosen_county = workspace.county(county)
    area_code = chosen_county.county_code
    on: dict[str, Any] = {"about": about, "about_id": about_id}
    if fields:
        _show_fields(screen, assessing.list_assessment_fields(workspace, area_code, **on))
        return
    assessing.require_about(workspace, **on)
    written = assessing.find_assessment(workspace, area_code, **on)
    if export is not None:
        for one in assessing.export_assessment(written, export):
            screen.say(Message("Vurderingen er skrevet til {file}.", file=str(one)))
        return
    if file is None:
        _show_written(screen, written)
        problems = (
            () if written.current is None else assessing.check_assessment(workspace, area_code, written.current.text)
        )
        show_problems(screen, problems, in_full=True)
        return
    text = read_text(file)
    assessing.write_assessment(workspace, area_code, **on, text=text, by=by or "")
    screen.say(Message("Vurderingen er lagret for {area}.", area=f"{area_code} {chosen_county.name}"))
    if written.current is not None and written.current.by != (by or "").strip():
        screen.say(
            Message(
                "Den tar plassen til vurderingen som {name} skrev. Den er bevart i loggen.", name=written.current.by
            )
        )
    _show_rivals(screen, written)
    show_problems(screen, assessing.check_assessment(workspace, area_code, text), in_full=True)
    screen.say(Message("Kjør «{command}» for å få det med i rapportene.", command=screen.command("run")))


def read_text(file: Path) -> str:
    """Return the text that a person wrote to a file.

    Raises:
        UsageError: The file is not there, or is no text.
    """
    try:
        return file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise UsageError(Message("Fant ikke filen {file}.", file=str(file))) from None
    except (OSError, UnicodeDecodeError):
        raise UsageError(
            Message(
                "Filen {file} kan ikke leses som tekst. Lagre den som ren tekst (UTF-8) og prøv igjen.", file=str(file)
            )
        ) from None


def _show_fields(screen: Screen, fields: Sequence[ListedField]) -> None:
    screen.show_table(
        (Message("Tall nå"), Message("Enhet"), Message("Hva det teller"), Message("Skriv dette")),
        [(str(field.value), field.unit, field.label, field.token) for field in fields],
        numbers=frozenset({0}),
    )


def _show_written(screen: Screen, written: Written) -> None:
    if written.current is None:
        screen.say(Message("Det er ikke skrevet noen vurdering av dette ennå."))
        return
    screen.say(Message("Skrevet av {name}:", name=written.current.by), style="bold")
    screen.say(written.current.text)
    _show_rivals(screen, written)


def _show_rivals(screen: Screen, written: Written) -> None:
    for rival in written.rivals:
        screen.say(Message("Også skrevet av {name} samtidig:", name=rival.by), style="bold")
        screen.say(rival.text)
    if written.rivals:
        screen.say(
            Message("Ta med det som skal være med, i vurderingen, og lagre den. Det andre blir stående i loggen.")
        )


def sign_off(
    context: typer.Context,
    *,
    county: OneCounty,
    by: By,
    data: Data = None,
    build: Build = None,
    withdraw: Annotated[
        str | None, typer.Option("--withdraw", metavar="GRUNN", help="Trekk godkjenningen, med denne grunnen.")
    ] = None,
) -> None:
    """Godkjenn fylket slik det står nå. Godkjenningen faller bort når innspill, valg eller kodebok endres."""
    from medlemsdialog.runs import assessing

    screen: Screen = context.obj
    workspace = open_dialogue(data, build, screen)
    chosen_county = workspace.county(county)
    area_code = chosen_county.county_code
    if withdraw is not None:
        assessing.withdraw_sign_off(workspace, area_code, by=by, reason=withdraw)
        screen.say(Message("Godkjenningen av {area} er trukket.", area=f"{area_code} {chosen_county.name}"))
        return
    assessing.sign_off(workspace, area_code, by=by)
    screen.say(Message("{area} er godkjent slik det står nå.", area=f"{area_code} {chosen_county.name}"))
    screen.say(Message("Kjør «{command}» for å få det med i rapportene.", command=screen.command("run")))
