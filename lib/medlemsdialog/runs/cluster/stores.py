"""A folder, on a disk or in an object store, as names with contents."""

from __future__ import annotations

import errno
import os
import shutil
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from tempfile import mkstemp
from typing import Protocol

from medlemsdialog.catalogue import Message
from medlemsdialog.errors import MedlemsdialogError, NoRoomError, tell_cause
from medlemsdialog.writing import write_bytes_atomically, written_atomically

_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS})


class StoreRefusedError(MedlemsdialogError):
    """The store does not let us, or has no such place: trying again is of no use."""


class StoreAwayError(MedlemsdialogError):
    """The store has not answered as it should for a while: it may, later."""


class Store(Protocol):
    """Names with contents. `shown` is what people call the place; `folder` is there where it is on a disk."""

    shown: str
    folder: Path | None

    def list_files(self, below: str = "") -> dict[str, int]:
        """Return names with their sizes, those below a folder or all."""

    def list_tags(self) -> dict[str, str]:
        """Return names with texts that are the same for as long as a content is; an empty text tells nothing."""

    def read(self, name: str) -> bytes | None:
        """Return a content; None where there is none."""

    def write(self, name: str, content: bytes) -> None:
        """Write a content whole, whatever was there."""

    def fetch(self, name: str, file: Path) -> bool:
        """Write a content to a file of this machine, piece by piece, however large; False where there is none."""

    def put(self, file: Path, name: str) -> None:
        """Write a file of this machine whole, piece by piece, whatever was there."""

    def create(self, name: str, content: bytes) -> bool:
        """Write a content whole where there is none; False where somebody was first."""

    def copy(self, source: str, target: str) -> None:
        """Write a content under another name too."""

    def remove(self, names: Iterable[str]) -> None:
        """Remove contents; what is not there is no fault."""


def is_url(place: str | os.PathLike[str] | None) -> bool:
    """Return whether a place is in an object store, and not on a disk."""
    return isinstance(place, str) and "://" in place and not place.startswith("file://")


def open_store(place: str) -> Store:
    """Return the store that a place names, a folder or a URL.

    Raises:
        UsageError: What reads such URLs is not installed.
    """
    if is_url(place):
        from medlemsdialog.runs.cluster.url_store import UrlStore

        return UrlStore(place)
    return FolderStore(Path(place.removeprefix("file://")))


class FolderStore:
    """A folder on a disk, shared or not."""

    folder: Path | None

    def __init__(self, folder: Path) -> None:
        """Read nothing yet."""
        self.folder = self._root = folder
        self.shown = str(folder)

    def list_files(self, below: str = "") -> dict[str, int]:
        """Return names with their sizes, those below a folder or all."""
        sizes = {}
        for file in sorted((self._root / below).rglob("*")):
            with suppress(FileNotFoundError):  # removed since it was listed
                if stat.S_ISREG((status := file.stat()).st_mode):
                    sizes[file.relative_to(self._root).as_posix()] = status.st_size
        return sizes

    def list_tags(self) -> dict[str, str]:
        """Return all names; a disk tells nothing that a content could be known by."""
        return dict.fromkeys(self.list_files(), "")

    def read(self, name: str) -> bytes | None:
        """Return a content; None where there is none."""
        try:
            return (self._root / name).read_bytes()
        except FileNotFoundError:
            return None

    def write(self, name: str, content: bytes) -> None:
        """Write a content whole, whatever was there."""
        with self._told():
            write_bytes_atomically(self._root / name, content)

    def fetch(self, name: str, file: Path) -> bool:
        """Write a content to a file of this machine, piece by piece, however large; False where there is none."""
        with told_where_full(file.parent):
            try:
                copy_file(self._root / name, file)
            except FileNotFoundError:
                return False
        return True

    def put(self, file: Path, name: str) -> None:
        """Write a file of this machine whole, piece by piece, whatever was there."""
        with self._told():
            copy_file(file, self._root / name)

    def create(self, name: str, content: bytes) -> bool:
        """Write a content whole where there is none; False where somebody was first."""
        file = self._root / name
        with self._told():
            file.parent.mkdir(parents=True, exist_ok=True)
            handle, temporary = mkstemp(dir=file.parent, prefix=f".{file.name}.")
            try:
                with os.fdopen(handle, "wb") as stream:
                    stream.write(content)
                # Unlike a rename, a link is refused where the name is taken.
                os.link(temporary, file)
            except FileExistsError:
                return False
            finally:
                Path(temporary).unlink(missing_ok=True)
        return True

    def copy(self, source: str, target: str) -> None:
        """Write a content under another name too."""
        with self._told():
            copy_file(self._root / source, self._root / target)

    def remove(self, names: Iterable[str]) -> None:
        """Remove contents, and the folders that are empty then."""
        for name in names:
            file = self._root / name
            file.unlink(missing_ok=True)
            with suppress(OSError):
                for parent in file.parents:
                    if parent == self._root:
                        break
                    parent.rmdir()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise _refuse_writing(self.shown, tell_cause(error)) from error


def require_plain_name(name: str) -> str:
    """Return a name that stays below its folder.

    Raises:
        StoreRefusedError: It leads out of it.
    """
    parts = PurePosixPath(name).parts
    if name.startswith("/") or "\\" in name or "\x00" in name or not parts or ".." in parts:
        raise StoreRefusedError(
            Message("Navnet «{name}» i lageret peker ut av mappen. Fjern det, og kjør på nytt.", name=name)
        )
    return name


def is_no_room(error: BaseException) -> bool:
    """Return whether nothing more can be written on a disk of this machine."""
    return isinstance(error, OSError) and error.errno in _NO_ROOM


@contextmanager
def told_where_full(folder: Path) -> Iterator[None]:
    """Say it where there is no room in a folder of this machine.

    Raises:
        NoRoomError: The disk is full, or may only be read.
    """
    try:
        yield
    except OSError as error:
        if not is_no_room(error):
            raise
        raise NoRoomError(
            Message(
                "Det går ikke å skrive i {place}: {cause}. Rydd plass eller skaff tilgang, og kjør på nytt.",
                place=str(folder),
                cause=tell_cause(error),
            )
        ) from error


def _refuse_writing(place: str, cause: Message) -> StoreRefusedError:
    return StoreRefusedError(
        Message(
            "Det går ikke å skrive i {place}: {cause}. Rydd plass eller skaff tilgang, og kjør på nytt.",
            place=place,
            cause=cause,
        )
    )


def copy_file(source: Path, target: Path) -> None:
    """Copy a file of this machine whole or not at all, piece by piece."""
    with source.open("rb") as stream, written_atomically(target) as temporary, temporary.open("wb") as copy:
        shutil.copyfileobj(stream, copy)
