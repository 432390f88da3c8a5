"""The command `recognise`: the text of scanned pages and pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from medlemsdialog.catalogue import Message
from medlemsdialog.cli.options import AsJson, Build, Counties, Data, open_dialogue
from medlemsdialog.cli.screen import Screen

if TYPE_CHECKING:
    from medlemsdialog.intake.recognised import RecognisedText
    from medlemsdialog.runs.recognising import Recognition

Again = Annotated[bool, typer.Option("--again", help="Gjenkjenn også det som er gjenkjent før.")]
# Below this the words are often wrong.
_UNSURE_SHARE = 0.75


def recognise(
    context: typer.Context,
    *,
    data: Data = None,
    build: Build = None,
    county: Counties = None,
    again: Again = False,
    as_json: AsJson = False,
) -> None:
    """Gjenkjenn teksten i skannede sider og bilder (OCR) med programmet tesseract. Teksten må sammenlignes med originalen."""
    from medlemsdialog.runs.recognising import recognise_areas

    screen: Screen = context.obj
    workspace = open_dialogue(data, build, screen)
    found: list[Recognition] = []
    for one in recognise_areas(workspace, county or None, again=again):
        found.append(one)
        if not as_json:
            _show(one, screen)
    if as_json:
        screen.show_json({"scans": [_as_row(one, screen) for one in found]})
    elif not found:
        screen.say(Message("Ingen av innspillene er skannet eller bilder. Det er ingenting å gjenkjenne."))
    else:
        screen.say(
            Message(
                "Neste steg: Se merknadene med «{command}», og sammenlign teksten med originalen før du bekrefter.",
                command=screen.command("check"),
            )
        )
    if any(one.error for one in found):
        raise typer.Exit(1)


def _show(one: Recognition, screen: Screen) -> None:
    if one.error or one.text is None:
        screen.fail(one.error.message if one.error else Message("{source}: Ingen tekst.", source=one.source))
        return
    values = {"source": one.source, "pages": len(one.text.pages), "paragraphs": _paragraphs(one.text)}
    if one.known:
        screen.say(
            Message(
                "{source}: Gjenkjent før. Sider: {pages}, avsnitt: {paragraphs}. Bruk --again for å lese på nytt.",
                **values,
            )
        )
    elif not values["paragraphs"]:
        screen.say(Message("{source}: Fant ingen tekst. Les originalen selv.", **values))
    elif _sure_share(one.text) < _UNSURE_SHARE:
        screen.say(
            Message(
                "{source}: Gjenkjent. Sider: {pages}, avsnitt: {paragraphs}. Programmet er usikkert på mange av ordene. "
                "Les originalen nøye.",
                **values,
            )
        )
    else:
        screen.say(Message("{source}: Gjenkjent. Sider: {pages}, avsnitt: {paragraphs}.", **values))


def _as_row(one: Recognition, screen: Screen) -> dict[str, object]:
    return {
        "source": one.source,
        "pages": len(one.text.pages) if one.text else 0,
        "paragraphs": _paragraphs(one.text) if one.text else 0,
        "confidence_share": round(_sure_share(one.text), 3) if one.text else None,
        "known": one.known,
        "error": screen.text(one.error.message) if one.error else "",
    }


def _paragraphs(text: RecognisedText) -> int:
    return sum(len(page.paragraphs) for page in text.pages)


def _sure_share(text: RecognisedText) -> float:
    read = [page.confidence_share for page in text.pages if page.paragraphs]
    return sum(read) / len(read) if read else 0.0
