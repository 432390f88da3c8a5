"""Files that are dragged onto the desk, laid into the area's input folder; nothing that lies there is overwritten."""

from __future__ import annotations

import hashlib
import re
import shutil
import time
import unicodedata
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Any

from medlemsdialog.catalogue import Message
from medlemsdialog.desk.dispatch import Action, Payload
from medlemsdialog.desk.session import Session
from medlemsdialog.errors import UsageError
from medlemsdialog.exchange.hand_in_names import find_name_fault
from medlemsdialog.paths import is_ignored

MOST_BYTES = 200 * 1024 * 1024
_TOKEN = re.compile(r"[0-9a-z]{8,40}")
_LONGEST_STEM = 100
_OLD_SECONDS = 24 * 3600


def take_part(session: Session, payload: Payload, files: Sequence[bytes]) -> dict[str, Any]:
    """Take one part of a file: `token` names the file on its way, `at` is where the part begins, in bytes.

    With `last` the file is whole: it is laid into the folder under its own name, with a number where another file has it.
    Returns what came of it: `state` is «more», «new», «same» (it lay there already) or «renamed», and `name` the file's.

    Raises:
        UsageError: The name cannot be used, the file is too large, or a part is missing.
    """
    name, part = gather_part(session, payload, files)
    if part is None:
        return {"state": "more", "name": name}
    try:
        laid = _lay_in(session, part, name)
    finally:
        part.unlink(missing_ok=True)
    session.refresh()
    return laid


def gather_part(
    session: Session, payload: Payload, files: Sequence[bytes], *, most_bytes: int = MOST_BYTES
) -> tuple[str, Path | None]:
    """Keep one part of a file until all are there; return its name, and with the last part where the whole file lies.

    Raises:
        UsageError: As `take_part`.
    """
    session.require_person()
    name = _clean_name(str(payload.get("name", "")))
    token, at = str(payload.get("token", "")), int(payload.get("at", 0))
    if not _TOKEN.fullmatch(token):
        raise UsageError(Message("Filen kom ikke fram. Dra den hit på nytt."))
    part = session.workspace.build.uploads / token
    part.parent.mkdir(parents=True, exist_ok=True)
    if at == 0:
        _sweep(part.parent)
        part.unlink(missing_ok=True)
    there = part.stat().st_size if part.exists() else 0
    content = b"".join(files)
    if there != at:
        raise UsageError(Message("En del av filen {name} mangler. Dra den hit på nytt.", name=name))
    if there + len(content) > most_bytes:
        part.unlink(missing_ok=True)
        raise UsageError(
            Message(
                "Filen {name} er for stor ({limit} MB er grensen). Del den opp, eller legg den i mappen selv.",
                name=name,
                limit=most_bytes // 1024**2,
            )
        )
    with part.open("ab") as stream:
        stream.write(content)
    return name, part if payload.get("last") else None


def _lay_in(session: Session, part: Path, name: str) -> dict[str, Any]:
    folder = session.workspace.data.input_folder(session.require_area())
    folder.mkdir(parents=True, exist_ok=True)
    content = part.read_bytes()
    digest = hashlib.sha256(content).digest()
    stem, ending = PurePosixPath(name).stem, PurePosixPath(name).suffix
    number = 1
    while True:
        file = folder / (name if number == 1 else f"{stem} ({number}){ending}")
        with suppress(FileExistsError):
            create_whole(file, content)
            return {"state": "new" if number == 1 else "renamed", "name": file.name}
        if hashlib.sha256(file.read_bytes()).digest() == digest:
            return {"state": "same", "name": file.name}
        number += 1


def create_whole(file: Path, content: bytes) -> None:
    """Create a file with this content. One that cannot be written whole is not left there: it would be read as an original.

    Raises:
        FileExistsError: Somebody else has the name, even if only since the same moment.
        OSError: The disk is full, or the folder cannot be written to.
    """
    stream = file.open("xb")
    try:
        with stream:
            stream.write(content)
    except OSError:
        file.unlink(missing_ok=True)
        raise


def _sweep(folder: Path) -> None:
    """Remove what somebody began to upload, or looked at, and left: it may be internal to a county."""
    for left in folder.iterdir():
        if time.time() - left.stat().st_mtime > _OLD_SECONDS:
            if left.is_dir():
                shutil.rmtree(left, ignore_errors=True)
            else:
                left.unlink(missing_ok=True)


def _clean_name(given: str) -> str:
    """Return a file's name without folders, as it may stand on any machine.

    Raises:
        UsageError: There is none left, or it is one that is never read as input.
    """
    name = unicodedata.normalize("NFC", given.replace("\\", "/").rpartition("/")[2]).strip(" .")
    name = re.sub(r'[<>:"|?*\x00-\x1f]', "_", name)
    path = PurePosixPath(name)
    name = f"{path.stem[:_LONGEST_STEM].strip(' .')}{path.suffix}"
    fault = find_name_fault(name) if name else Message("navnet er tomt")
    if fault or is_ignored(PurePosixPath(name)):
        raise UsageError(
            Message(
                "Filen «{name}» kan ikke legges inn: {fault}. Gi den et annet navn og dra den hit på nytt.",
                name=given[:_LONGEST_STEM],
                fault=fault or Message("slike filer leses ikke som innspill"),
            )
        )
    return name


ACTIONS: Mapping[str, Action] = {"sources.upload": take_part}
