"""What the StatBank answered instead of a table, told so that somebody can mend it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from http import HTTPStatus

from medlemsdialog.catalogue import Message
from medlemsdialog.errors import MedlemsdialogError

_JSON_TYPES = ("application/json", "application/problem+json", "text/json")


@dataclass(frozen=True)
class Answer:
    """What came back for one address, byte for byte."""

    address: str
    status: int
    content_type: str
    body: bytes

    def text(self) -> str:
        """Return the answer's text; a byte that is no UTF-8 is shown as one."""
        return self.body.decode("utf-8-sig", errors="replace")


class StatisticsFetchError(MedlemsdialogError):
    """The StatBank gave no table. `answer` is what came instead, where something came."""

    def __init__(self, message: Message, answer: Answer | None = None) -> None:
        super().__init__(message)
        self.answer = answer


def require_table(answer: Answer) -> None:
    """Accept an answer that says it is JSON.

    Raises:
        StatisticsFetchError: It has another status than 200, or is something else.
    """
    if answer.status != HTTPStatus.OK:
        raise StatisticsFetchError(_explain_status(answer), answer)
    if answer.content_type not in _JSON_TYPES and not answer.content_type.endswith("+json"):
        page = answer.content_type == "text/html"
        found = Message("en nettside (HTML)") if page else Message("{type}", type=answer.content_type)
        raise StatisticsFetchError(
            Message(
                "{address} svarte med {found}, ikke med en tabell (JSON). Rett «statistics_address» i dialogue.yaml, "
                "eller prøv igjen senere hvis tjenesten har vedlikehold.",
                address=answer.address,
                found=found,
            ),
            answer,
        )


def _explain_status(answer: Answer) -> Message:
    said = _read_problem(answer)
    address = answer.address
    match answer.status:
        case 400:
            return Message(
                "Statistikkbanken godtok ikke spørringen: {said}. Se på tabellen i dialogue.yaml. Spørringen var {address}",
                said=said,
                address=address,
            )
        case 403:
            return Message(
                "Statistikkbanken nektet oss svar (403): {said}. Spørringen kan være for stor. "
                "Ta med færre innhold eller perioder i dialogue.yaml, eller spør den som driver nettet.",
                said=said,
            )
        case 404:
            return Message(
                "Statistikkbanken har ikke denne tabellen (404): {said}. Se etter at tabellnummeret i dialogue.yaml "
                "og «statistics_address» er riktige. Spørringen var {address}",
                said=said,
                address=address,
            )
        case 429:
            return Message(
                "Statistikkbanken har fått for mange spørringer (429): {said}. Vent noen minutter, og prøv igjen. "
                "Grensen gjelder alle på samme nett.",
                said=said,
            )
    if answer.status >= 500:
        return Message(
            "Statistikkbanken har en feil hos seg ({status}): {said}. Prøv igjen senere.",
            status=answer.status,
            said=said,
        )
    return Message(
        "Statistikkbanken svarte {status}: {said}. Spørringen var {address}",
        status=answer.status,
        said=said,
        address=address,
    )


def _read_problem(answer: Answer) -> str:
    """Return what the service says of the fault, in its own words: title and detail of its problem description."""
    try:
        content = json.loads(answer.text())
    except (ValueError, RecursionError):
        content = None
    texts = [content.get("title"), content.get("detail")] if isinstance(content, dict) else []
    said = ". ".join(" ".join(text.split()).rstrip(".") for text in texts if isinstance(text, str) and text.strip())
    return said[:300] or next((one.phrase for one in HTTPStatus if one == answer.status), "–")
