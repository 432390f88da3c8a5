"""The dialogue and the results of a run where they lie in stores: fetched to a folder of this machine, and put back."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from medlemsdialog.catalogue import Message
from medlemsdialog.errors import UsageError
from medlemsdialog.paths import build_folder, data_folder
from medlemsdialog.program import file_sha256
from medlemsdialog.runs.cluster.fetching import fetch_newest, keep_published
from medlemsdialog.runs.cluster.publishing import finish_publication, publish_files
from medlemsdialog.runs.cluster.store_lock import StoreLock, lock_store
from medlemsdialog.runs.cluster.stores import Store, is_url, open_store

# What is of one machine or one run alone.
_OWN = (*(f".cache/{name}/" for name in ("cluster", "standing", "work", "objects", "uploads", "store-lock")), "lab/")
_OWN_FILES = frozenset({".cache/run.lock", ".cache/run.json", ".cache/publishing.json"})


@dataclass(frozen=True)
class Places:
    """Where a run works. `data` and `build` are folders of this machine, the stores what people named.

    `data_files` are the hashes of a dialogue in a store; empty where it is a folder.
    """

    data: Path
    build: Path
    data_store: Store
    build_store: Store
    data_files: dict[str, str] = field(default_factory=dict)
    before: dict[str, str] = field(default_factory=dict)
    lock: StoreLock | None = None

    def show(self, file: Path) -> str | None:
        """Return a result's address in the store; None where it lies on this machine."""
        if self.build_store.folder is not None or not file.is_relative_to(self.build):
            return None
        return f"{self.build_store.shown}/{file.relative_to(self.build).as_posix()}"

    def publish(self) -> None:
        """Let the store hold what the build folder holds, all or nothing. A folder holds it already."""
        if self.build_store.folder is not None:
            return
        now = {
            file.relative_to(self.build).as_posix(): file_sha256(file)
            for file in sorted(self.build.rglob("*"))
            if file.is_file() and _is_kept(file.relative_to(self.build).as_posix())
        }
        publish_files(
            self.build_store,
            self.build,
            before=self.before,
            now=now,
            on_decide=self.lock.require if self.lock else None,
        )
        keep_published(self.build_store, self.build, now)


@contextmanager
def open_places(
    data: str | None, build: str | None, *, on_wait: Callable[[Message], None] | None = None
) -> Iterator[Places]:
    """Open the places that the options or the environment name; what is fetched is removed afterwards.

    Raises:
        UsageError: There is no dialogue there.
        StoreRefusedError: A store cannot be used.
        StoreAwayError: A store does not answer.
    """
    with ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="medlemsdialog-")))
        if is_url(data):
            data_store = open_store(str(data))
            if build is None:
                build = f"{data_store.shown}/build"
            data_root, data_files = scratch / "data", _fetch_data(data_store, scratch / "data", skipped=build)
        else:
            data_root, data_files = data_folder(data).root, {}
            data_store = open_store(str(data_root))
        if not is_url(build):
            root = build_folder(build, data=data_folder(data_root)).root
            yield Places(data_root, root, data_store, open_store(str(root)), data_files)
            return
        build_store = open_store(str(build))
        lock = stack.enter_context(lock_store(build_store, on_wait=on_wait))
        finish_publication(build_store)
        kept = [name for name in build_store.list_files() if _is_kept(name)]
        before = fetch_newest(build_store, kept, scratch / "build")
        yield Places(data_root, scratch / "build", data_store, build_store, data_files, before, lock)


def _fetch_data(store: Store, target: Path, *, skipped: str) -> dict[str, str]:
    inside = skipped.removeprefix(f"{store.shown}/") + "/" if skipped.startswith(f"{store.shown}/") else None
    # Nor what members have sent on the input page: no run reads it.
    left_out = tuple(one for one in (inside, "input-page/") if one)
    names = [name for name in store.list_files() if not name.startswith(left_out)]
    if "dialogue.yaml" not in names:
        raise UsageError(
            Message(
                "{place} inneholder ingen dialog (dialogue.yaml mangler). Kontroller adressen som er gitt med --data.",
                place=store.shown,
            )
        )
    return fetch_newest(store, names, target)


def _is_kept(name: str) -> bool:
    return not name.startswith(_OWN) and name not in _OWN_FILES
