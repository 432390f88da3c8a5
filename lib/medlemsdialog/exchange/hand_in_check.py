"""A hand-in checked before a single byte of it is taken in: its form, its names, its sizes and its hashes."""

from __future__ import annotations

import hashlib
import json
import re
import stat
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from types import TracebackType

from pydantic import ValidationError

from medlemsdialog.catalogue import Message
from medlemsdialog.dialogue import Dialogue
from medlemsdialog.exchange.hand_in import (
    INPUTS,
    MANIFEST,
    README,
    HandInError,
    HandInManifest,
    is_kind_allowed,
    read_log_place,
    read_recognised_place,
)
from medlemsdialog.exchange.hand_in_names import find_name_fault, fold_name, shorten_name
from medlemsdialog.intake.folders import find_folder
from medlemsdialog.intake.formats import ZIP_FAULTS
from medlemsdialog.intake.limits import (
    MAX_ARCHIVE_MEMBERS,
    MAX_PACKING_RATIO,
    MAX_UNPACKED_BYTES,
    RATIO_CHECKED_FROM_BYTES,
)
from medlemsdialog.judgements.events import LOG_KINDS
from medlemsdialog.paths import FORM_MAPPING_ENDINGS, NATIONAL, is_ignored
from medlemsdialog.register.models import Register

# All originals and logs of one county.
MAX_HAND_IN_BYTES = 4 * 1024 * 1024 * 1024
MAX_MANIFEST_BYTES = 20 * 1024 * 1024
_SCHEMA_VERSION = 1
_ENCRYPTED = 0x1
_SHOWN_FAULTS = 12
_RECOGNISED_NAME = re.compile(r"^[0-9a-f]{64}\.json$")


class OpenedHandIn:
    """A hand-in that has been found whole: its manifest, its own hash, and its files on demand. Close it after use."""

    def __init__(self, file: Path, archive: zipfile.ZipFile, manifest: HandInManifest, sha256: str) -> None:
        self.file = file
        self.manifest = manifest
        self.sha256 = sha256
        self._archive = archive

    def __enter__(self) -> OpenedHandIn:
        return self

    def __exit__(self, _type: type[BaseException] | None, _e: BaseException | None, _t: TracebackType | None) -> None:
        self._archive.close()

    def read(self, name: str) -> bytes:
        """Return the content of one file, which has the hash that the manifest says.

        Raises:
            HandInError: The ZIP has been changed since it was checked.
        """
        content = self._archive.read(name)
        if hashlib.sha256(content).hexdigest() != self.manifest.files[name]:
            raise _refuse(self.file, [_changed(name)])
        return content

    @property
    def inputs(self) -> tuple[str, ...]:
        """The paths below `inputs/` of its originals and form mappings, sorted."""
        return tuple(sorted(name[len(INPUTS) + 1 :] for name in self.manifest.files if name.startswith(f"{INPUTS}/")))


def open_hand_in(file: Path, dialogue: Dialogue, register: Register) -> OpenedHandIn:
    """Return a hand-in of this dialogue in which everything is as its manifest says.

    Raises:
        HandInError: It is no hand-in, is damaged or changed, is of another dialogue or edition, or holds what it may
            not; the text tells all that was found.
    """
    try:
        with file.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        archive = zipfile.ZipFile(file)
    except FileNotFoundError:
        raise HandInError(
            Message("Fant ikke leveringen {file}. Se etter at navnet er riktig.", file=str(file))
        ) from None
    except ZIP_FAULTS:
        raise _refuse(file, [Message("Filen er skadet eller er ikke en ZIP-fil.")]) from None
    try:
        members = {member.orig_filename: member for member in archive.infolist()}
        if faults := [*_find_faults_of_members(archive)]:
            raise _refuse(file, faults)
        manifest = _read_manifest(file, archive, members)
        faults = [*_find_faults_of_frame(manifest, dialogue, register)]
        if faults:
            raise _refuse(file, faults)
        faults = [*_find_faults_of_places(manifest, register), *_find_faults_of_list(manifest, members)]
        if faults := faults or [*_find_faults_of_contents(archive, manifest)]:
            raise _refuse(file, faults)
    except BaseException:
        archive.close()
        raise
    return OpenedHandIn(file, archive, manifest, digest)


def _find_faults_of_members(archive: zipfile.ZipFile) -> Iterator[Message]:
    members = archive.infolist()
    if len(members) > MAX_ARCHIVE_MEMBERS:
        yield Message("ZIP-filen har {number} filer. Tillatt: {most}.", number=len(members), most=MAX_ARCHIVE_MEMBERS)
        return
    total = sum(member.file_size for member in members)
    if total > MAX_HAND_IN_BYTES:
        yield Message(
            "ZIP-filen blir {size} MB når den pakkes ut. Tillatt: {most} MB.",
            size=total // 1024**2,
            most=MAX_HAND_IN_BYTES // 1024**2,
        )
    seen: set[str] = set()
    for member in members:
        name, shown = member.orig_filename, shorten_name(member.orig_filename)
        if fault := find_name_fault(name):
            yield Message("«{name}»: {fault}.", name=shown, fault=fault)
        if fold_name(name) in seen:
            yield Message("«{name}» står to ganger i ZIP-filen.", name=shown)
        seen.add(fold_name(name))
        mode = member.external_attr >> 16
        if member.is_dir() or (stat.S_IFMT(mode) not in {0, stat.S_IFREG}):
            yield Message("«{name}» er en lenke eller mappe, ikke en fil.", name=shown)
        if member.flag_bits & _ENCRYPTED:
            yield Message("«{name}» er låst med passord.", name=shown)
        if member.file_size > MAX_UNPACKED_BYTES or (
            member.file_size > RATIO_CHECKED_FROM_BYTES
            and member.file_size > MAX_PACKING_RATIO * max(member.compress_size, 1)
        ):
            yield Message(
                "«{name}» blir {size} MB når den pakkes ut, mye mer enn et innspill skal være.",
                name=shown,
                size=member.file_size // 1024**2,
            )


def _read_manifest(file: Path, archive: zipfile.ZipFile, members: dict[str, zipfile.ZipInfo]) -> HandInManifest:
    if MANIFEST not in members:
        raise _refuse(
            file, [Message("Filen manifest.json mangler. Dette er ikke en levering laget med «medlemsdialog hand-in».")]
        )
    if members[MANIFEST].file_size > MAX_MANIFEST_BYTES:
        raise _refuse(file, [Message("Filen manifest.json er for stor.")])
    try:
        content = json.loads(archive.read(MANIFEST))
        version = content.get("schema_version") if isinstance(content, dict) else None
        if version != _SCHEMA_VERSION:
            raise _refuse(
                file,
                [
                    Message(
                        "Leveringen er laget i format {found}, og denne utgaven av programmet leser format {allowed}. "
                        "Bruk samme utgave av programmet som fylket.",
                        found=shorten_name(str(version)),
                        allowed=_SCHEMA_VERSION,
                    )
                ],
            )
        return HandInManifest.model_validate_json(json.dumps(content))
    except ValidationError as error:
        fields = ", ".join(".".join(str(part) for part in fault["loc"]) for fault in error.errors()[:5])
        raise _refuse(
            file, [Message("Filen manifest.json følger ikke formatet, felt {fields}.", fields=shorten_name(fields))]
        ) from None
    except RecursionError:
        raise _refuse(file, [Message("Filen manifest.json kan ikke leses.")]) from None
    except ZIP_FAULTS:
        raise _refuse(file, [Message("Filen manifest.json kan ikke leses.")]) from None


def _find_faults_of_frame(manifest: HandInManifest, dialogue: Dialogue, register: Register) -> Iterator[Message]:
    if manifest.dialogue != dialogue.id:
        yield Message(
            "Leveringen hører til dialogen «{found}», og denne mappen er dialogen «{allowed}».",
            found=shorten_name(manifest.dialogue),
            allowed=dialogue.id,
        )
    if manifest.edition != dialogue.edition:
        yield Message(
            "Leveringen bruker kommuneinndelingen {found}, og denne mappen bruker {allowed}.",
            found=shorten_name(manifest.edition),
            allowed=dialogue.edition,
        )
    elif register.county(manifest.county_code) is None:
        yield Message(
            "Fylke «{found}» finnes ikke i kommuneinndelingen {edition}.",
            found=shorten_name(manifest.county_code),
            edition=dialogue.edition,
        )
    if manifest.number < 1 or find_name_fault(manifest.hand_in_id):
        yield Message("Filen manifest.json følger ikke formatet, felt {fields}.", fields="number, hand_in_id")


def _find_faults_of_places(manifest: HandInManifest, register: Register) -> Iterator[Message]:
    areas = {county.county_code for county in register.counties} | {NATIONAL}
    for name in sorted(manifest.files):
        if fault := find_name_fault(name):
            yield Message("«{name}»: {fault}.", name=shorten_name(name), fault=fault)
        elif name.startswith(f"{INPUTS}/"):
            yield from _find_fault_of_input(name, manifest.county_code, register)
        elif place := read_log_place(name):
            area_code, kind, _ = place
            if area_code not in areas or kind not in LOG_KINDS:
                yield Message("«{name}» hører ikke til i en levering.", name=shorten_name(name))
            elif not is_kind_allowed(area_code, kind, manifest.county_code):
                yield Message("«{name}» gjelder et annet fylke enn {county}.", name=name, county=manifest.county_code)
        elif recognised := read_recognised_place(name):
            if recognised[0] != manifest.county_code or not _RECOGNISED_NAME.match(recognised[1]):
                yield Message("«{name}» hører ikke til i en levering.", name=shorten_name(name))
        else:
            yield Message("«{name}» hører ikke til i en levering.", name=shorten_name(name))


def _find_fault_of_input(name: str, county_code: str, register: Register) -> Iterator[Message]:
    source = name[len(INPUTS) + 1 :]
    is_mapping = source.lower().endswith(FORM_MAPPING_ENDINGS)
    hidden = any(part.startswith(".") for part in source.split("/"))
    if hidden or (is_ignored(PurePosixPath(source)) and not is_mapping):
        yield Message("«{name}» er ikke et innspill.", name=shorten_name(name))
    elif find_folder(source, register).county_code != county_code:
        yield Message("«{name}» gjelder et annet fylke enn {county}.", name=shorten_name(name), county=county_code)


def _find_faults_of_list(manifest: HandInManifest, members: Iterable[str]) -> Iterator[Message]:
    there = set(members) - {MANIFEST, README}
    for name in sorted(there - manifest.files.keys()):
        yield Message("«{name}» er lagt inn i ZIP-filen etterpå.", name=shorten_name(name))
    for name in sorted(manifest.files.keys() - there):
        yield Message("«{name}» mangler i ZIP-filen.", name=shorten_name(name))


def _find_faults_of_contents(archive: zipfile.ZipFile, manifest: HandInManifest) -> Iterator[Message]:
    for name, expected in sorted(manifest.files.items()):
        try:
            with archive.open(name) as stream:
                found = hashlib.file_digest(stream, "sha256").hexdigest()  # type: ignore[arg-type]
        except ZIP_FAULTS:
            yield Message("«{name}» er skadet og kan ikke pakkes ut.", name=name)
            continue
        if found != expected:
            yield _changed(name)


def _changed(name: str) -> Message:
    return Message("«{name}» er endret etter at leveringen ble laget.", name=name)


def _refuse(file: Path, faults: list[Message]) -> HandInError:
    told: Message | None = None
    for fault in faults[:_SHOWN_FAULTS]:
        told = fault if told is None else Message("{first} {rest}", first=told, rest=fault)
    if len(faults) > _SHOWN_FAULTS:
        more = len(faults) - _SHOWN_FAULTS
        told = Message("{first} Og {number} feil til.", first=told, number=more)
    return HandInError(
        Message(
            "Leveringen {file} er ikke tatt imot, og ingenting er endret. {faults} "
            "Be fylket lage leveringen på nytt og sende den en gang til.",
            file=file.name,
            faults=told,
        ),
        tuple(faults),
    )
