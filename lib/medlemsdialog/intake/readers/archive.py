"""ZIP: the files in it under the names a person gave them, ZIPs in it opened too, what machines added left out."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

from medlemsdialog.intake.formats import ZIP_FAULTS, find_format
from medlemsdialog.intake.limits import MAX_ATTACHMENT_NESTING, MAX_PACKED_ORIGINALS, MAX_UNPACKED_BYTES
from medlemsdialog.intake.rules import BrokenOriginalError
from medlemsdialog.paths import is_ignored

_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
_LONGEST_NAME = 120
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_MAC_FOLDER = "__MACOSX"


class Packed(NamedTuple):
    """One file in a ZIP: its path inside, and its content or why there is none."""

    name: str
    content: bytes
    error: BrokenOriginalError | None = None


def read_archive(name: str, content: bytes) -> Iterator[Packed]:
    """Yield the files of a ZIP that people packed, sorted by path; `name` is the ZIP's own.

    A file that cannot be unpacked is yielded with its error. Paths never lead out of the ZIP, and are distinct.

    Raises:
        BrokenOriginalError: The ZIP as a whole is empty, damaged or larger than the limits.
    """
    yield from _open(name, content, _Budget(), nesting=1)


class _Budget:
    """What is left to unpack, ZIPs in ZIPs counted together."""

    def __init__(self) -> None:
        self.files = 0
        self.bytes = 0

    def take(self, name: str, members: list[zipfile.ZipInfo]) -> None:
        self.files += len(members)
        self.bytes += sum(member.file_size for member in members)
        if self.files > MAX_PACKED_ORIGINALS:
            raise BrokenOriginalError("too_many_files", name, found=f"{self.files} filer")
        if self.bytes > MAX_UNPACKED_BYTES:
            raise BrokenOriginalError("unpacks_too_large", name, found=f"{self.bytes // (1024 * 1024)} MB")


def _open(name: str, content: bytes, budget: _Budget, *, nesting: int) -> Iterator[Packed]:
    if nesting > MAX_ATTACHMENT_NESTING:
        raise BrokenOriginalError("too_deep", name, found=f"{nesting} ZIP-filer inne i hverandre")
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except ZIP_FAULTS as error:
        raise BrokenOriginalError("truncated", name, format="ZIP") from error
    with archive:
        members = _name_members(archive)
        budget.take(name, [member for _, member in members])
        if not members:
            raise BrokenOriginalError("empty_archive", name)
        for path, member in members:
            yield from _unpack(archive, path, member, budget, nesting)


def _unpack(
    archive: zipfile.ZipFile, path: str, member: zipfile.ZipInfo, budget: _Budget, nesting: int
) -> Iterator[Packed]:
    if member.flag_bits & _ENCRYPTED:
        yield Packed(path, b"", BrokenOriginalError("password", path))
        return
    try:
        content = archive.read(member)
    except ZIP_FAULTS as error:
        broken = BrokenOriginalError("unpacking_failed", path)
        broken.__cause__ = error
        yield Packed(path, b"", broken)
        return
    if not is_archive(path, content):
        yield Packed(path, content)
        return
    try:
        for inner in _open(path, content, budget, nesting=nesting + 1):
            yield inner._replace(name=f"{path}/{inner.name}")
    except BrokenOriginalError as error:
        yield Packed(path, b"", error)


def is_archive(name: str, content: bytes) -> bool:
    """Whether an original is a ZIP of files that people packed, and not a document that happens to be one."""
    if not content.startswith(b"PK"):
        return False
    try:
        return find_format(name, content) == "zip"
    except BrokenOriginalError:
        return False


def _name_members(archive: zipfile.ZipFile) -> list[tuple[str, zipfile.ZipInfo]]:
    """Return the files with distinct, harmless paths; folders and what machines add are left out."""
    seen: Counter[str] = Counter()
    named: list[tuple[str, zipfile.ZipInfo]] = []
    for member in archive.infolist():
        path = PurePosixPath(_harmless_path(member))
        if member.is_dir() or not path.parts or is_ignored(path) or _MAC_FOLDER in path.parts:
            continue
        seen[str(path)] += 1
        repeat = seen[str(path)]
        named.append((str(path.with_name(f"({repeat}) {path.name}") if repeat > 1 else path), member))
    return sorted(named, key=lambda one: one[0])


def _harmless_path(member: zipfile.ZipInfo) -> str:
    parts = _CONTROL.sub("", _decode_name(member)).replace("\\", "/").replace(":", "").split("/")
    return "/".join(_shorten(part.strip()) for part in parts if part.strip() not in {"", ".", ".."})


def _shorten(part: str) -> str:
    stem, dot, ending = part.rpartition(".")
    if len(part) <= _LONGEST_NAME or not dot or len(ending) > _LONGEST_NAME // 2:
        return part[:_LONGEST_NAME]
    return f"{stem[: _LONGEST_NAME - len(ending) - 1]}.{ending}"


def _decode_name(member: zipfile.ZipInfo) -> str:
    """Return the name as it was typed: in UTF-8, which macOS does not declare, else in the code page of Norwegian Windows."""
    if member.flag_bits & _UTF8_NAME:
        return unicodedata.normalize("NFC", member.orig_filename)
    try:
        raw = member.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return unicodedata.normalize("NFC", member.orig_filename)
    try:
        return unicodedata.normalize("NFC", raw.decode("utf-8"))
    except UnicodeDecodeError:
        return raw.decode("cp850")
