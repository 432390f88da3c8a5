"""The pages that say no: what is wrong in plain words, what to do next, and what was written, so that it can be copied."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from medlemsdialog.catalogue import Language, Message
from medlemsdialog.service.answers import list_texts
from medlemsdialog.service.bodies import FORM_TYPE, RefusedBodyError, read_form
from medlemsdialog.service.keeping import KeptSubmission
from medlemsdialog.service.opening import last_day
from medlemsdialog.service.replies import show_page
from medlemsdialog.service.site import Site

_HEADINGS = {
    400: Message("Det som ble sendt, kan ikke leses"),
    403: Message("Dette går ikke"),
    404: Message("Siden finnes ikke"),
    405: Message("Dette går ikke"),
    408: Message("Det tok for lang tid"),
    410: Message("Dialogen er avsluttet"),
    413: Message("Det som ble sendt, er for stort"),
    415: Message("Dette går ikke"),
    429: Message("Vent litt"),
    500: Message("Noe gikk galt hos oss"),
    507: Message("Vi har ikke plass til mer"),
}
_ADVICE = {
    400: Message("Gå tilbake i nettleseren, og prøv en gang til."),
    403: Message("Gå til forsiden, og prøv igjen derfra."),
    404: Message(
        "Se etter at hele adressen er med. Er dette en personlig lenke, kan den ha blitt delt i to linjer i en e-post."
    ),
    405: Message("Gå til forsiden, og prøv igjen derfra."),
    408: Message("Gå tilbake i nettleseren, og prøv en gang til. Send store dokumenter ett om gangen."),
    410: Message("Det som ble sendt inn, er slettet eller blir slettet."),
    413: Message(
        "Gå tilbake i nettleseren. Legg lange tekster ved som dokumenter, og send store dokumenter ett om gangen."
    ),
    415: Message("Bruk skjemaet på siden."),
    429: Message("Det kom mange forespørsler på kort tid. Vent et minutt, og prøv igjen."),
    500: Message("Det som var lagret, er lagret. Prøv en gang til om litt."),
    507: Message("Det som var lagret, er lagret. Prøv igjen senere, eller send innspillet på e-post."),
}


def refuse(
    site: Site,
    request: Request,
    status: int,
    *,
    language: Language | None = None,
    reason: Message | None = None,
    heading: Message | None = None,
    fields: Mapping[str, str] | None = None,
    kept: KeptSubmission | None = None,
) -> Response:
    """Return the page for `status`, with the texts of `fields`; where they would else be lost, the sender can copy them."""
    chosen = language or site.language(request, kept)
    return show_page(
        site,
        request,
        "refused",
        language=chosen,
        status=status,
        kept=kept,
        heading=heading or _HEADINGS.get(status, _HEADINGS[500]),
        reason=reason or _ADVICE.get(status, _ADVICE[500]),
        texts=list_texts(fields or {}, chosen),
    )


async def refuse_post(
    site: Site,
    request: Request,
    status: int,
    *,
    reason: Message | None = None,
    heading: Message | None = None,
    kept: KeptSubmission | None = None,
) -> Response:
    """Return the same for a form that is not read yet: what stands in it is shown where it can be read."""
    fields: dict[str, str] = {}
    if request.headers.get("content-type", "").startswith(FORM_TYPE):
        try:
            fields = await read_form(request)
        except RefusedBodyError:
            fields = {}
    return refuse(site, request, status, reason=reason, heading=heading, fields=fields, kept=kept)


def tell_closed(site: Site) -> Message:
    """Return what is said to one who writes after the deadline."""
    return Message(
        "Fristen for å sende og endre innspill gikk ut {date}. Det dere skrev nå, er ikke lagret.",
        date=last_day(site.dialogue).strftime("%d.%m.%Y"),
    )
