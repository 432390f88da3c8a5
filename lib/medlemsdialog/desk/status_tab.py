"""The tab «Status»: how far each county has come, and hand-ins taken in."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from medlemsdialog.catalogue import Message
from medlemsdialog.desk.all_areas import read_areas
from medlemsdialog.desk.dispatch import Action, Payload
from medlemsdialog.desk.session import Session
from medlemsdialog.desk.uploads import gather_part
from medlemsdialog.errors import UsageError
from medlemsdialog.evidence.sign_off import describe_lapse
from medlemsdialog.exchange.hand_in_check import MAX_HAND_IN_BYTES
from medlemsdialog.runs.county_progress import CountyProgress, read_progress
from medlemsdialog.runs.receiving import Received, describe_received, receive_hand_ins

# The page gives up an answer after a minute and a half, and nobody else at this desk is answered meanwhile.
_LONGEST_WAIT_SECONDS = 10.0
_KEY = re.compile(r"[0-9a-z]{8,40}")


def list_counties(session: Session, _payload: Payload, _files: Sequence[bytes]) -> dict[str, Any]:
    """Return a row for each county of the edition."""
    session.refresh()
    progress = read_progress(session.workspace, read_areas(session))
    return {"rows": [_row(session, county) for county in progress]}


def upload_hand_in(session: Session, payload: Payload, files: Sequence[bytes]) -> dict[str, Any]:
    """Take one part of a hand-in; with the last part return what is new in it and what is wrong. Nothing is taken in yet.

    Raises:
        UsageError: A part is missing, or the name cannot be used.
    """
    name, part = gather_part(session, payload, files, most_bytes=MAX_HAND_IN_BYTES)
    if part is None:
        return {"state": "more", "name": name}
    key = str(payload["token"])
    folder = _folder(session, key)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    file = part.replace(folder / name)
    (told,) = receive_hand_ins(session.workspace, [file], by=session.require_person(), dry_run=True)
    if told.refused is not None:
        shutil.rmtree(folder, ignore_errors=True)
    return _tell(session, told, dry_run=True) | {"key": key}


def take_in(session: Session, payload: Payload, _files: Sequence[bytes]) -> dict[str, Any]:
    """Take in a hand-in that was uploaded, by its `key`, and return what was new, with the board as it is then.

    Raises:
        UsageError: It lies here no longer, or a run is using the folder: then it may be taken in later.
    """
    folder = _folder(session, str(payload.get("key", "")))
    file = next((one for one in folder.iterdir()), None) if folder.is_dir() else None
    if file is None:
        raise UsageError(Message("Filen ligger ikke her lenger. Dra den hit på nytt."))
    (told,) = receive_hand_ins(
        session.workspace, [file], by=session.require_person(), wait_seconds=_LONGEST_WAIT_SECONDS
    )
    shutil.rmtree(folder, ignore_errors=True)
    return _tell(session, told, dry_run=False) | list_counties(session, payload, ())


def put_away(session: Session, payload: Payload, _files: Sequence[bytes]) -> dict[str, Any]:
    """Forget a hand-in that was uploaded and is not to be taken in."""
    shutil.rmtree(_folder(session, str(payload.get("key", ""))), ignore_errors=True)
    return {}


def _row(session: Session, county: CountyProgress) -> dict[str, Any]:
    numbers = county.model_dump(mode="json", exclude={"lapsed", "county_code"})
    lapse = describe_lapse(county.lapsed).text(session.language) if county.sign_off == "lapsed" else ""
    dates = {name: _date(numbers[name]) for name in ("handed_in", "received")}
    return {"code": county.county_code, **numbers, **dates, "lapse": lapse, "done": county.is_done}


def _date(iso: str) -> str:
    return f"{date.fromisoformat(iso):%d.%m.%Y}" if iso else ""


def _tell(session: Session, told: Received, *, dry_run: bool) -> dict[str, Any]:
    language, manifest = session.language, told.manifest
    return {
        "state": "refused" if told.refused else "again" if told.again else "new" if told.is_new else "same",
        "name": told.file.name,
        "told": describe_received(told, language, dry_run=dry_run).text(language),
        "county": session.workspace.county(manifest.county_code).name if manifest else "",
        "by": told.handed_in_by,
        "note": told.note,
        "notes": [note.text(language) for note in told.notes],
    }


def _folder(session: Session, key: str) -> Path:
    if not _KEY.fullmatch(key):
        raise UsageError(Message("Filen ligger ikke her lenger. Dra den hit på nytt."))
    return session.workspace.build.uploads / f"levering-{key}"


ACTIONS: Mapping[str, Action] = {
    "status.list": list_counties,
    "status.upload": upload_hand_in,
    "status.receive": take_in,
    "status.put_away": put_away,
}
