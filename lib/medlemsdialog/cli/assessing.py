"""The commands `assess` and `sign-off`: what an adviser says of the whole county."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from medlemsdialog.catalogue import Message
from medlemsdialog.cli.options import Build, By, Data, open_dialogue
from medlemsdialog.cli.screen import Screen
from medlemsdialog.errors import UsageError

OneCounty = Annotated[str, typer.Option("--county", metavar="NR", help="Fylkesnummeret med to sifre, for eksempel 07.")]


def assess(
    context: typer.Context,
    *,
    file: Annotated[Path, typer.Argument(metavar="FIL", help="En tekstfil (UTF-8, gjerne Markdown) med vurderingen.")],
    county: OneCounty,
    by: By,
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
) -> None:
    """Legg inn rådgiverens vurdering av fylket, eller av ett tema, krav eller spørsmål. Den står i fylkesrapporten."""
    from medlemsdialog.runs.assessing import write_assessment

    screen: Screen = context.obj
    workspace = open_dialogue(data, build, screen)
    chosen = [(about, name) for about, name in (("theme", theme), ("claim", claim), ("question", question)) if name]
    if len(chosen) > 1:
        raise UsageError(Message("Oppgi bare ett av --theme, --claim og --question."))
    about, about_id = chosen[0] if chosen else ("area", "")
    try:
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise UsageError(Message("Fant ikke filen {file}.", file=str(file))) from None
    except (OSError, UnicodeDecodeError):
        raise UsageError(
            Message(
                "Filen {file} kan ikke leses som tekst. Lagre den som ren tekst (UTF-8) og prøv igjen.", file=str(file)
            )
        ) from None
    chosen_county = workspace.county(county)
    area_code = chosen_county.county_code
    write_assessment(workspace, area_code, about=about, about_id=about_id, text=text, by=by)  # type: ignore[arg-type]
    screen.say(Message("Vurderingen er lagret for {area}.", area=f"{area_code} {chosen_county.name}"))
    screen.say(Message("Kjør «{command}» for å få det med i rapportene.", command=screen.command("run")))


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
