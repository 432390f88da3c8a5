"""The releases that are kept in a dialogue folder, read as they were written."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from medlemsdialog.catalogue import Message
from medlemsdialog.errors import ReleaseError
from medlemsdialog.models.base import Record
from medlemsdialog.models.release import Release, ReleasedFinding, ReleasedFindings
from medlemsdialog.models.shared import SharedSummary
from medlemsdialog.paths import DataFolder, ReleaseFolder

_Kept = TypeVar("_Kept", bound=Record)


def list_releases(data: DataFolder) -> tuple[Release, ...]:
    """Return the releases in the order they were made.

    Raises:
        ReleaseError: One of them cannot be read.
    """
    releases = (_read(folder, folder.record, Release) for folder in data.release_folders())
    return tuple(sorted(releases, key=lambda release: (release.at, release.name)))


def find_latest_release(data: DataFolder) -> Release | None:
    """Return the release that was made last; None where there is none.

    Raises:
        ReleaseError: One of the releases cannot be read.
    """
    return max(list_releases(data), key=lambda release: (release.at, release.name), default=None)


def read_released_summary(data: DataFolder, release: Release, area_code: str) -> SharedSummary | None:
    """Return an area's summary as it was; None where its run had failed.

    Raises:
        ReleaseError: The file is missing, changed or not readable.
    """
    folder = data.release(release.name)
    file = folder.summary(area_code)
    if folder.name_of(file) not in release.files:
        return None
    return _read(folder, file, SharedSummary, release)


def read_released_findings(data: DataFolder, release: Release) -> tuple[ReleasedFinding, ...]:
    """Return the findings as they stood and were printed.

    Raises:
        ReleaseError: The file is missing, changed or not readable.
    """
    folder = data.release(release.name)
    return _read(folder, folder.findings, ReleasedFindings, release).findings


def _read(folder: ReleaseFolder, file: Path, record: type[_Kept], release: Release | None = None) -> _Kept:
    """Read a file of a release; held against the hash that `release` has of it."""
    name = folder.name_of(file)
    try:
        content = file.read_bytes()
    except OSError:
        raise _error(folder, Message("filen {file} mangler", file=name)) from None
    if release is not None and hashlib.sha256(content).hexdigest() != release.files.get(name):
        raise _error(folder, Message("filen {file} er endret etter at utgaven ble laget", file=name))
    try:
        return record.model_validate_json(content)
    except ValidationError:
        raise _error(folder, Message("filen {file} følger ikke formatet", file=name)) from None


def _error(folder: ReleaseFolder, fault: Message) -> ReleaseError:
    return ReleaseError(
        Message(
            "Utgaven «{name}» kan ikke brukes: {fault}. Hent den fra en sikkerhetskopi, eller flytt mappen "
            "releases/{name} ut av dialogmappen.",
            name=folder.root.name,
            fault=fault,
        )
    )
