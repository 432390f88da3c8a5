"""What each package was made of, and how its files were left: so that unchanged ones stand, and none that people edited is lost."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from medlemsdialog.catalogue import Language
from medlemsdialog.models.base import Record
from medlemsdialog.paths import BuildFolder
from medlemsdialog.writing import write_bytes_atomically


class LeftFile(Record):
    """A file as it was left. Size and time tell at once that it still is; where they have changed, the hash decides."""

    sha256: str
    size: int
    time_ns: int


class MadePackage(Record):
    """A package as it was last made: the hash of all it was made of, and its files by path below the packages' folder."""

    area_code: str
    member_code: str
    language: Language
    inputs: str
    files: dict[str, LeftFile]


_RECORDS = TypeAdapter(dict[str, MadePackage])


class PackagesMade:
    """The record of all packages in a build folder. One that is broken is as good as none."""

    def __init__(self, build: BuildFolder) -> None:
        """Read the record."""
        self._build = build
        try:
            self.packages: dict[str, MadePackage] = _RECORDS.validate_json(build.packages_made.read_bytes())
        except (OSError, ValidationError):
            self.packages = {}

    def stands(self, name: str, inputs: str) -> bool:
        """Whether a package lies there as it would be made now."""
        made = self.packages.get(name)
        return (
            made is not None
            and made.inputs == inputs
            and all(is_as_left(self._build.packages / file, left) for file, left in made.files.items())
        )

    def find_edited(self, name: str) -> dict[str, LeftFile]:
        """Return the files of a package that somebody has changed since they were left, as they were left."""
        made = self.packages.get(name)
        if made is None:
            return {}
        return {
            file: left
            for file, left in made.files.items()
            if (path := self._build.packages / file).is_file() and not is_as_left(path, left)
        }

    def keep(self, made: Mapping[str, MadePackage]) -> None:
        """Write down that packages are made."""
        self.packages |= made
        self._write()

    def forget(self, names: Iterable[str]) -> None:
        """Leave packages out of the record."""
        for name in names:
            self.packages.pop(name, None)
        self._write()

    def _write(self) -> None:
        write_bytes_atomically(self._build.packages_made, _RECORDS.dump_json(self.packages))


def stamp_left(file: Path, content: bytes) -> LeftFile:
    """Return how a file is left that has just been written."""
    status = file.stat()
    return LeftFile(sha256=hashlib.sha256(content).hexdigest(), size=status.st_size, time_ns=status.st_mtime_ns)


def is_as_left(file: Path, left: LeftFile) -> bool:
    """Whether a file holds what it was left with."""
    try:
        status = file.stat()
        if (status.st_size, status.st_mtime_ns) == (left.size, left.time_ns):
            return True
        return status.st_size == left.size and hashlib.sha256(file.read_bytes()).hexdigest() == left.sha256
    except OSError:
        return False
