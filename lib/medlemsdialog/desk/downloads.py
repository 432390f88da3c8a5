"""Files handed to the page, which saves them where the person wants: in parts, and only those that the desk itself makes."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from medlemsdialog.catalogue import Message
from medlemsdialog.desk.dispatch import Action, Payload
from medlemsdialog.desk.session import Session
from medlemsdialog.errors import UsageError
from medlemsdialog.runs.written_letters import read_letter_list

_PART_BYTES = 1024 * 1024


def hand_over_part(session: Session, payload: Payload, _files: Sequence[bytes]) -> dict[str, Any]:
    """Return one part of a file, in base64, from `at` on; `what` says which file, `key` or `number` which one of them.

    `stamp` tells the file as it was when the first part was taken: a file that has changed since is not mixed with itself.

    Raises:
        UsageError: There is no such file, or it has changed meanwhile.
    """
    file, name = _find_file(session, payload)
    at = int(payload.get("at", 0))
    try:
        with file.open("rb") as stream:
            seen = file.stat()
            stamp = f"{seen.st_mtime_ns}-{seen.st_size}"
            stream.seek(at)
            part = stream.read(_PART_BYTES)
    except FileNotFoundError:
        raise UsageError(Message("Filen {name} finnes ikke lenger. Lag den på nytt.", name=name)) from None
    if at and payload.get("stamp") != stamp:
        raise UsageError(Message("Filen {name} ble endret mens den ble hentet. Prøv igjen.", name=name))
    return {
        "name": name,
        "stamp": stamp,
        "part": base64.b64encode(part).decode("ascii"),
        "next": at + len(part),
        "last": at + len(part) >= seen.st_size,
    }


def _find_file(session: Session, payload: Payload) -> tuple[Path, str]:
    """Return a file of the area, and the name it is saved under. The page names what it wants, never a path."""
    area_code = session.require_area()
    folder = session.workspace.build.area(area_code)
    reports = {
        "report": (folder.report, f"fylkesrapport-{area_code}.html"),
        "report_docx": (folder.report_docx, f"fylkesrapport-{area_code}.docx"),
        "work_report": (folder.work_report, f"arbeidsrapport-{area_code}.html"),
    }
    what = payload.get("what")
    if what in reports:
        return reports[what]
    if what == "hand_in":
        file = folder.hand_in(int(payload.get("number", 0)))
        return file, file.name
    if what in {"docx", "txt"} and (key := str(payload.get("key", ""))) in read_letter_list(
        session.workspace, area_code
    ):
        file = folder.letter(key, what)
        return file, file.name
    raise UsageError(Message("Filen finnes ikke lenger. Last siden på nytt."))


ACTIONS: Mapping[str, Action] = {"hand_in.file": hand_over_part}
