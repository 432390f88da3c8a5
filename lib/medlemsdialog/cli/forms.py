"""The commands `form-mapping` and `form-template`: what a form's columns hold, and a form to collect input with."""

from __future__ import annotations

from typing import Annotated

import typer

from medlemsdialog.catalogue import Message
from medlemsdialog.cli.options import AsJson, Build, Data, open_dialogue
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
