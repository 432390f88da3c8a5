"""A hand-in (levering): what one county hands in, as one ZIP with a manifest that tells every file in it."""

from __future__ import annotations

import hashlib
import io
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any, Literal

from medlemsdialog import __version__
from medlemsdialog.catalogue import Language, Message, translate
from medlemsdialog.errors import MedlemsdialogError
from medlemsdialog.judgements.events import LogKind
from medlemsdialog.models.base import Record
from medlemsdialog.models.summary import SignOffState
from medlemsdialog.paths import NATIONAL

MANIFEST = "manifest.json"
README = "LES-MEG.txt"
INPUTS, JUDGEMENTS, RECOGNISED = "inputs", "judgements", "recognised"
# What an adviser of one county may have judged elsewhere: cross-coded samples and claims, which belong to all.
KINDS_IN_OTHER_COUNTIES: frozenset[LogKind] = frozenset({"codings", "claims"})
# A county never signs off or hands in for the whole dialogue, nor carries what readers say of the national report.
KINDS_NOT_NATIONAL: frozenset[LogKind] = frozenset({"sign-offs", "hand-ins", "comments"})
# Findings are the nation's: no county writes or carries any.
KINDS_OF_THE_NATION: frozenset[LogKind] = frozenset({"findings"})
_FIRST_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_FILE_RIGHTS = 0o100644 << 16
_UNIX = 3


class HandInError(MedlemsdialogError):
    """A hand-in that cannot be made or taken in; `faults` tells all that is wrong with it."""

    def __init__(self, message: Message, faults: tuple[Message, ...] = ()) -> None:
        super().__init__(message)
        self.faults = faults


class HandInManifest(Record):
    """What a hand-in says of itself. Who made it, and when, stands in the event among its logs.

    `fingerprint` and `parts` are those that a sign-off rests on, as the county stood; `files` maps every other file of
    the ZIP to its SHA-256.
    """

    schema_version: Literal[1] = 1
    dialogue: str
    edition: str
    county_code: str
    hand_in_id: str
    number: int
    fingerprint: str
    parts: Mapping[str, str]
    sign_off: SignOffState
    program: str = __version__
    files: Mapping[str, str]


def hand_in_schema() -> dict[str, Any]:
    """Return the published JSON Schema of a hand-in's `manifest.json`."""
    return HandInManifest.model_json_schema()


def name_input(source: str) -> str:
    """Return where an original or a form mapping lies in the ZIP; `source` is its path below `inputs/`."""
    return unicodedata.normalize("NFC", f"{INPUTS}/{source}")


def name_log(area_code: str, kind: str, file_name: str) -> str:
    """Return where an event log lies in the ZIP."""
    return f"{JUDGEMENTS}/{area_code}/{kind}/{file_name}"


def name_recognised(area_code: str, file_name: str) -> str:
    """Return where a recognised text lies in the ZIP."""
    return f"{JUDGEMENTS}/{area_code}/{RECOGNISED}/{file_name}"


def derive_hand_in_id(county_code: str, number: int, files: Mapping[str, bytes]) -> str:
    """Return `<county>-<number>-` + 8 hex over names and contents: the same content handed in again has the same end."""
    combined = hashlib.sha256()
    for name, content in sorted(files.items()):
        combined.update(name.encode() + b"\0" + hashlib.sha256(content).digest())
    return f"{county_code}-{number}-{combined.hexdigest()[:8]}"


def pack_hand_in(manifest: HandInManifest, files: Mapping[str, bytes], language: Language) -> bytes:
    """Return the ZIP; the same manifest and files give the same bytes."""
    told = translate(
        "INTERN. Dette er leveringen fra fylke {county}: innspillene slik de kom, og det rådgiverne har valgt. "
        "Den skal bare til dem som setter sammen det nasjonale grunnlaget. Ta den imot med «medlemsdialog receive».",
        language,
        county=manifest.county_code,
    )
    content = {
        MANIFEST: (manifest.model_dump_json(indent=1) + "\n").encode(),
        README: (told + "\r\n").encode(),
        **dict(sorted(files.items())),
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in content.items():
            member = zipfile.ZipInfo(name, _FIRST_ZIP_TIME)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = _FILE_RIGHTS
            member.create_system = _UNIX
            archive.writestr(member, data)
    return target.getvalue()


def read_log_place(name: str) -> tuple[str, str, str] | None:
    """Return area, kind and file name of a log in the ZIP; None for any other file."""
    parts = PurePosixPath(name).parts
    is_log = len(parts) == 4 and parts[0] == JUDGEMENTS and name.endswith(".jsonl")
    return (parts[1], parts[2], parts[3]) if is_log else None


def read_recognised_place(name: str) -> tuple[str, str] | None:
    """Return area and file name of a recognised text in the ZIP; None for any other file."""
    parts = PurePosixPath(name).parts
    is_text = len(parts) == 4 and parts[0] == JUDGEMENTS and parts[2] == RECOGNISED and name.endswith(".json")
    return (parts[1], parts[3]) if is_text else None


def is_kind_allowed(area_code: str, kind: str, county_code: str) -> bool:
    """Whether a county's hand-in may hold logs of this kind for this area."""
    if kind in KINDS_OF_THE_NATION:
        return False
    if area_code == county_code:
        return True
    return kind not in KINDS_NOT_NATIONAL if area_code == NATIONAL else kind in KINDS_IN_OTHER_COUNTIES


def list_lines(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the numbered lines of a log that hold something, without their ends."""
    for number, line in enumerate(content.split(b"\n"), start=1):
        if line.strip():
            yield number, line.strip()
