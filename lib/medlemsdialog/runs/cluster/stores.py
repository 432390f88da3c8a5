"""A folder, on a disk or in an object store, as names with contents; what passes by itself is tried again."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from tempfile import mkstemp
from typing import Any, Protocol, TypeVar

from medlemsdialog.catalogue import Message
from medlemsdialog.errors import MedlemsdialogError, UsageError, tell_cause
from medlemsdialog.runs.cluster.settings import STORE_SECONDS, read_seconds
from medlemsdialog.writing import write_bytes_atomically

_FIRST_PAUSE, _LONGEST_PAUSE = 0.2, 10.0
_CONNECT_SECONDS, _READ_SECONDS = 10, 60
# What stores answer where somebody else has already written the name.
_TAKEN = ("PreconditionFailed", "ConditionalRequestConflict", "At least one of the pre-conditions")
_Answer = TypeVar("_Answer")


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

    def read(self, name: str) -> bytes | None:
        """Return a content; None where there is none."""

    def write(self, name: str, content: bytes) -> None:
        """Write a content whole, whatever was there."""

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
        files = (file for file in (self._root / below).rglob("*") if file.is_file())
        return {file.relative_to(self._root).as_posix(): file.stat().st_size for file in sorted(files)}

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
            write_bytes_atomically(self._root / target, (self._root / source).read_bytes())

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


class UrlStore:
    """A place in an object store, by fsspec. Keys and addresses of servers come from the environment alone."""

    folder: Path | None = None

    def __init__(self, url: str) -> None:
        """Open the store; nothing is asked of it yet."""
        self.shown = url.rstrip("/")
        protocol, _, path = self.shown.partition("://")
        self._root = path
        self._files: Any = _open_filesystem(protocol)

    def list_files(self, below: str = "") -> dict[str, int]:
        """Return names with their sizes, those below a folder or all."""
        start = f"{self._root}/{below}".rstrip("/")
        found = self._ask(lambda: self._files.find(start, detail=True))
        sizes = {key.removeprefix(f"{self._root}/"): int(entry["size"]) for key, entry in (found or {}).items()}
        return {require_plain_name(name): size for name, size in sorted(sizes.items()) if not name.endswith("/")}

    def read(self, name: str) -> bytes | None:
        """Return a content; None where there is none."""
        return self._ask(lambda: bytes(self._files.cat_file(self._at(name))))

    def write(self, name: str, content: bytes) -> None:
        """Write a content whole, whatever was there."""
        self._require(lambda: self._files.pipe_file(self._at(name), content))

    def create(self, name: str, content: bytes) -> bool:
        """Write a content whole where there is none; False where somebody was first."""

        def write() -> bool:
            try:
                self._files.pipe_file(self._at(name), content, mode="create")
            except FileExistsError:
                return False
            except OSError as error:
                if any(words in str(error) for words in _TAKEN):
                    return False
                raise
            return True

        # An answer that was lost may have been a yes: then what lies there is what we wrote.
        return self._require(write) or self.read(name) == content

    def copy(self, source: str, target: str) -> None:
        """Write a content under another name too; the store does it itself."""
        self._require(lambda: self._files.cp_file(self._at(source), self._at(target)))

    def remove(self, names: Iterable[str]) -> None:
        """Remove contents; what is not there is no fault."""
        if keys := [self._at(name) for name in names]:
            self._ask(lambda: self._files.rm(keys))

    def _at(self, name: str) -> str:
        return f"{self._root}/{name}"

    def _require(self, ask: Callable[[], _Answer]) -> _Answer:
        return self._try(ask)

    def _ask(self, ask: Callable[[], _Answer]) -> _Answer | None:
        try:
            return self._try(ask, missing_is_answer=True)
        except FileNotFoundError:
            return None

    def _try(self, ask: Callable[[], _Answer], *, missing_is_answer: bool = False) -> _Answer:
        """Return an answer, asked for again with longer and longer pauses where the store fails."""
        until = time.monotonic() + read_seconds(STORE_SECONDS)
        pause = _FIRST_PAUSE
        while True:
            try:
                return ask()
            except FileNotFoundError as error:
                if missing_is_answer:
                    raise
                raise StoreRefusedError(
                    Message("Lageret {place} finnes ikke. Kontroller navnet, eller opprett det.", place=self.shown)
                ) from error
            except PermissionError as error:
                raise StoreRefusedError(
                    Message(
                        "Lageret {place} gir ikke tilgang. Kontroller at AWS_ACCESS_KEY_ID og AWS_SECRET_ACCESS_KEY, eller det "
                        "dere bruker i stedet, er satt i miljøet på denne maskinen og hos arbeiderne.",
                        place=self.shown,
                    )
                ) from error
            except Exception as error:
                if isinstance(error, TypeError | AttributeError | NotImplementedError):
                    raise
                if type(error).__name__ in {"NoCredentialsError", "PartialCredentialsError"}:
                    raise StoreRefusedError(
                        Message(
                            "Fant ingen nøkkel til lageret {place} i miljøet. Sett AWS_ACCESS_KEY_ID og AWS_SECRET_ACCESS_KEY, "
                            "eller det dere bruker i stedet, på denne maskinen og hos arbeiderne.",
                            place=self.shown,
                        )
                    ) from error
                if time.monotonic() + pause > until:
                    raise StoreAwayError(
                        Message(
                            "Lageret {place} svarer ikke som det skal ({fault}). Det som lå der fra før, er urørt eller blir "
                            "gjort ferdig av neste kjøring. Prøv igjen senere.",
                            place=self.shown,
                            fault=type(error).__name__,
                        )
                    ) from error
            time.sleep(pause * random.uniform(0.5, 1.0))  # noqa: S311 - only so that many do not come back at once
            pause = min(pause * 2, _LONGEST_PAUSE)


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


def _open_filesystem(protocol: str) -> Any:
    try:
        import fsspec

        if protocol not in {"s3", "s3a"}:
            return fsspec.filesystem(protocol, skip_instance_cache=True, use_listings_cache=False)
        import s3fs  # noqa: F401 - said now where it is missing

        # One attempt at a time: the pauses between are ours, and known.
        settings = {
            "connect_timeout": _CONNECT_SECONDS,
            "read_timeout": _READ_SECONDS,
            "retries": {"total_max_attempts": 1},
        }
        return fsspec.filesystem(
            "s3", skip_instance_cache=True, use_listings_cache=False, config_kwargs=settings, max_concurrency=4
        )
    except (ImportError, ValueError) as error:
        raise UsageError(
            Message(
                "Adresser som begynner med {protocol}:// krever mer enn det som er installert. "
                "Installer med «pip install 'medlemsdialog[cluster]'».",
                protocol=protocol,
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
