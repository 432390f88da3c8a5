"""Files of a store fetched to a folder of this machine; what is kept here from before is not fetched again."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from medlemsdialog.catalogue import Message
from medlemsdialog.program import file_sha256
from medlemsdialog.runs.cluster.stores import Store, StoreRefusedError, copy_file, require_plain_name
from medlemsdialog.writing import write_text_atomically

# Originals are personal data: none is kept on a machine unless its owner has named a folder for them.
KEEP_VARIABLE = "MEDLEMSDIALOG_STORE_CACHE"
_FETCHERS = 8
_INDEX = "index.json"


def fetch_files(store: Store, files: Mapping[str, str], target: Path) -> None:
    """Fetch files whose hashes are known, several at a time.

    Raises:
        StoreRefusedError: A file is no longer as it was.
        NoRoomError: The disk of this machine is full.
    """
    kept = KeptContents(store)

    def fetch(item: tuple[str, str]) -> None:
        name, digest = item
        file = target / require_plain_name(name)
        if kept.take(digest, file):
            return
        if not store.fetch(name, file) or file_sha256(file) != digest:
            raise StoreRefusedError(
                Message(
                    "Filen {file} i {place} ble endret mens kjøringen pågikk. Kjør på nytt.",
                    file=name,
                    place=store.shown,
                )
            )
        kept.add(file, digest)

    with ThreadPoolExecutor(_FETCHERS) as fetchers:
        list(fetchers.map(fetch, files.items()))
    kept.leave_only(files.values())


def fetch_newest(store: Store, names: Iterable[str], target: Path) -> dict[str, str]:
    """Fetch files as they are now and return their hashes; of what the store says is unchanged, the content that is kept.

    Raises:
        StoreAwayError: The store does not answer.
        NoRoomError: The disk of this machine is full.
    """
    target.mkdir(parents=True, exist_ok=True)
    kept = KeptContents(store)
    tags = store.list_tags() if kept.folder else {}
    known = kept.read_index()

    def fetch(name: str) -> tuple[str, str] | None:
        file = target / name
        tag, digest = known.get(name, ("", ""))
        if tag and tags.get(name) == tag and kept.take(digest, file):
            return name, digest
        if not store.fetch(name, file):  # removed since it was listed
            return None
        digest = file_sha256(file)
        kept.add(file, digest)
        return name, digest

    with ThreadPoolExecutor(_FETCHERS) as fetchers:
        found = dict(one for one in fetchers.map(fetch, names) if one is not None)
    # What was written while we fetched has another tag by now, and is fetched again next time.
    kept.write_index({name: (tags.get(name, ""), digest) for name, digest in found.items()})
    return found


def keep_published(store: Store, root: Path, files: Mapping[str, str]) -> None:
    """Keep what has just been put into a store from a folder of this machine; `files` are hashes."""
    kept = KeptContents(store)
    if kept.folder is None:
        return
    tags = store.list_tags()
    for name, digest in files.items():
        kept.add(root / name, digest)
    kept.write_index({name: (tags.get(name, ""), digest) for name, digest in files.items()})


class KeptContents:
    """Contents of one store that are kept on this machine, by hash. `folder` is None where none are."""

    def __init__(self, store: Store) -> None:
        """Look into the folder that the environment names."""
        named = os.environ.get(KEEP_VARIABLE)
        self.folder = Path(named) / hashlib.sha256(store.shown.encode()).hexdigest()[:16] if named else None
        if self.folder:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def take(self, digest: str, file: Path) -> bool:
        """Write a kept content to a file; False where there is none, or it has been spoilt."""
        if self.folder is None:
            return False
        with suppress(OSError):
            copy_file(self.folder / digest, file)
            if file_sha256(file) == digest:
                return True
        return False

    def add(self, file: Path, digest: str) -> None:
        """Keep a file's content; where there is no room for it, it is fetched again next time."""
        if self.folder and not (self.folder / digest).is_file():
            with suppress(OSError):
                copy_file(file, self.folder / digest)

    def read_index(self) -> dict[str, tuple[str, str]]:
        """Return by name what the store last said of a content, and its hash."""
        if self.folder is None:
            return {}
        try:
            found = json.loads((self.folder / _INDEX).read_bytes())
            return {str(name): (str(tag), str(digest)) for name, (tag, digest) in found.items()}
        except (OSError, ValueError, TypeError, AttributeError):
            return {}

    def write_index(self, index: Mapping[str, tuple[str, str]]) -> None:
        """Remember what the store says of the contents, and forget all others."""
        if self.folder is None:
            return
        with suppress(OSError):
            write_text_atomically(self.folder / _INDEX, json.dumps(index))
        self.leave_only(digest for _, digest in index.values())

    def leave_only(self, digests: Iterable[str]) -> None:
        """Remove all contents but these: what was withdrawn from the store is not kept here."""
        if self.folder is None:
            return
        wanted = {*digests, _INDEX}
        for file in self.folder.iterdir():
            # Names that begin with a dot are being written by another.
            if file.name not in wanted and not file.name.startswith("."):
                file.unlink(missing_ok=True)
