"""A folder in an object store, by fsspec: what passes by itself is tried again."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

from medlemsdialog.catalogue import Message
from medlemsdialog.errors import UsageError
from medlemsdialog.runs.cluster.settings import STORE_SECONDS, read_seconds
from medlemsdialog.runs.cluster.stores import (
    StoreAwayError,
    StoreRefusedError,
    is_no_room,
    require_plain_name,
    told_where_full,
)
from medlemsdialog.writing import written_atomically

_FIRST_PAUSE, _LONGEST_PAUSE = 0.2, 10.0
_CONNECT_SECONDS, _READ_SECONDS = 10, 60
_S3 = frozenset({"s3", "s3a"})
# In one stream: pieces that are asked for side by side could be of two contents.
_READING: dict[str, Any] = {"max_concurrency": 1}
# Two pieces at a time, of a file that is larger than two.
_WRITING: dict[str, Any] = {"chunksize": 8 * 1024 * 1024, "max_concurrency": 2}
# What stores answer where somebody else has already written the name.
_TAKEN = ("PreconditionFailed", "ConditionalRequestConflict", "At least one of the pre-conditions")
_Answer = TypeVar("_Answer")


class UrlStore:
    """A place in an object store, by fsspec. Keys and addresses of servers come from the environment alone."""

    folder: Path | None = None

    def __init__(self, url: str) -> None:
        """Open the store; nothing is asked of it yet."""
        self.shown = url.rstrip("/")
        protocol, _, path = self.shown.partition("://")
        self._root = path
        self._files: Any = _open_filesystem(protocol)
        self._reading, self._writing = (_READING, _WRITING) if protocol in _S3 else ({}, {})

    def list_files(self, below: str = "") -> dict[str, int]:
        """Return names with their sizes, those below a folder or all."""
        return {name: int(entry["size"]) for name, entry in self._find(below).items()}

    def list_tags(self) -> dict[str, str]:
        """Return names with texts that are the same for as long as a content is; an empty text tells nothing."""
        return {name: str(entry.get("ETag") or "") for name, entry in self._find("").items()}

    def read(self, name: str) -> bytes | None:
        """Return a content; None where there is none."""
        return self._ask(lambda: bytes(self._files.cat_file(self._at(name))))

    def write(self, name: str, content: bytes) -> None:
        """Write a content whole, whatever was there."""
        self._require(lambda: self._files.pipe_file(self._at(name), content))

    def fetch(self, name: str, file: Path) -> bool:
        """Write a content to a file of this machine, piece by piece, however large; False where there is none."""

        def fetch() -> bool:
            with written_atomically(file) as temporary:
                self._files.get_file(self._at(name), str(temporary), **self._reading)
            return True

        with told_where_full(file.parent):
            return bool(self._ask(fetch))

    def put(self, file: Path, name: str) -> None:
        """Write a file of this machine whole, piece by piece, whatever was there."""
        self._require(lambda: self._files.put_file(str(file), self._at(name), **self._writing))

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

    def _find(self, below: str) -> dict[str, dict[str, Any]]:
        start = f"{self._root}/{below}".rstrip("/")
        found = self._ask(lambda: self._files.find(start, detail=True)) or {}
        named = {key.removeprefix(f"{self._root}/"): entry for key, entry in sorted(found.items())}
        return {require_plain_name(name): entry for name, entry in named.items() if not name.endswith("/")}

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
                if isinstance(error, TypeError | AttributeError | NotImplementedError) or is_no_room(error):
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


def _open_filesystem(protocol: str) -> Any:
    try:
        import fsspec

        if protocol not in _S3:
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
