"""The commands `form-mapping` and `form-template`: what a form's columns hold, and a form to collect input with."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from medlemsdialog.catalogue import Message
from medlemsdialog.cli.options import AsJson, Build, County, Data, open_dialogue
from medlemsdialog.cli.screen import Screen


def form_mapping(
    context: typer.Context,
    file: Annotated[
        str, typer.Argument(metavar="FIL", help="Skjemaet, for eksempel nasjonalt/svar.xlsx i mappen for innspill.")
    ],
    *,
    data: Data = None,
    build: Build = None,
    overwrite: Annotated[
        bool,
        typer.Option("--overwrite", help="Lag oversikten på nytt selv om den finnes. Det du har rettet, blir borte."),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Lag en oversikt over hva kolonnene i et svarskjema inneholder, til å rette for hånd."""
    from medlemsdialog.runs.form_mappings import write_form_mapping

    screen: Screen = context.obj
    workspace = open_dialogue(data, build, screen)
    written = write_form_mapping(workspace, file, overwrite=overwrite)
    if as_json:
        content = written.mapping.model_dump(mode="json", by_alias=True)
        screen.show_json({"file": str(written.file), "rows": written.rows, "mapping": content})
        return
    screen.say(Message("Kolonneoversikten er skrevet til {file}.", file=str(written.file)))
    screen.say(
        Message(
            "Skjemaet har {rows} svar. Overskriftene står i rad {row}.",
            rows=written.rows,
            row=written.mapping.header_row,
        )
    )
    if written.questions_without_id:
        screen.say(Message("Disse kolonnene er ikke knyttet til noen problemstilling:"))
        for column in written.questions_without_id:
            screen.say(f"  {column}")
    if written.others:
        screen.say(
            Message(
                "Filen har flere ark med svar. Oversikten gjelder bare ett; disse gjettes fortsatt: {sheets}.",
                sheets=", ".join(written.others),
            )
        )
    screen.say(
        Message(
            "Neste steg: Åpne filen, rett det som er galt, skriv «confirmed: ja», og kjør «{command}».",
            command=screen.command("check"),
        )
    )


def form_template(
    context: typer.Context,
    *,
    data: Data = None,
    build: Build = None,
    county: County = None,
    language: Annotated[
        str | None, typer.Option("--language", metavar="SPRÅK", help="nb eller nn. Uten valget: fylkets målform.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FIL", help="Hvor skjemaet skrives. Uten valget: forms/ i build/.")
    ] = None,
) -> None:
    """Lag et skjema i Excel til å samle innspill med: lister å velge fra, og én rad for hvert svar."""
    from medlemsdialog.runs.form_templates import write_form_template

    screen: Screen = context.obj
    workspace = open_dialogue(data, build, screen)
    file = write_form_template(workspace, county, language=language, out=out)
    screen.say(Message("Skjemaet er skrevet til {file}.", file=str(file)))
    screen.say(
        Message(
            "Neste steg: Send det ut. Legg de utfylte skjemaene i mappen for innspill, og kjør «{command}».",
            command=screen.command("check"),
        )
    )
