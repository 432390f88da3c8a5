"""What the page asks and what it is answered: one request, one answer, and never a traceback."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from medlemsdialog.catalogue import Message
from medlemsdialog.desk.session import Session
from medlemsdialog.errors import MedlemsdialogError, UsageError, tell_cause

Payload = Mapping[str, Any]
# Takes the session, what the page sent, and the files that came with it; returns what goes back as JSON.
Action = Callable[[Session, Payload, Sequence[bytes]], Any]


def answer_request(
    session: Session, actions: Mapping[str, Action], request: Mapping[str, Any], buffers: Sequence[bytes] = ()
) -> dict[str, Any]:
    """Return the answer to one request: `data`, or the `error` in a sentence that ends in what to do next.

    A request holds `id`, `action` and `payload`. Requests are answered one at a time, whatever threads they come in by.
    """
    number = request.get("id")
    name = str(request.get("action", ""))
    with session.lock:
        try:
            if name not in actions:
                raise UsageError(
                    Message("Siden og programmet passer ikke sammen ({action}). Last siden på nytt.", action=name)
                )
            return {"id": number, "data": actions[name](session, request.get("payload") or {}, buffers)}
        except MedlemsdialogError as error:
            return {"id": number, "error": error.text(session.language)}
        except OSError as error:
            _log_fault(session, name)
            return {"id": number, "error": tell_os_fault(error).text(session.language)}
        except Exception:  # noqa: BLE001 - a person who knows no Python must never meet a traceback
            _log_fault(session, name)
            told = Message(
                "Noe gikk galt i programmet. Det du har lagret, er trygt. Prøv igjen, eller last siden på nytt. "
                "Skjer det igjen, send filen {file} til den som har ansvar for programmet.",
                file=session.workspace.build.desk_faults.name,
            )
            return {"id": number, "error": told.text(session.language)}


def tell_os_fault(error: OSError) -> Message:
    """Return what a file or folder that cannot be read or written means to a person."""
    return Message(
        "Kunne ikke lese eller skrive {file}: {fault}. Se etter at disken har plass, og at du har tilgang, og prøv igjen.",
        file=error.filename or "–",
        fault=tell_cause(error),
    )


def _log_fault(session: Session, action: str) -> None:
    # A disk that is full takes no log either, and the person is still to be told of it.
    with suppress(OSError):
        log = session.workspace.build.desk_faults
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a", encoding="utf-8") as stream:
            stream.write(f"{datetime.now(UTC).isoformat()} {action}\n{traceback.format_exc()}\n")
