"""Results are put out all or not at all, wherever the one who puts them out is cut off."""

from __future__ import annotations

from pathlib import Path

import pytest

from medlemsdialog.program import file_sha256
from medlemsdialog.runs.cluster.publishing import finish_publication, publish_files
from medlemsdialog.runs.cluster.stores import FolderStore

OLD = {"manifest.json": b"old", "counties/61/report.html": b"old 61", "counties/62/report.html": b"old 62"}
NEW = {"manifest.json": b"new", "counties/61/report.html": b"new 61", "counties/63/report.html": b"new 63"}


class CutOffError(Exception):
    pass


class Fragile(FolderStore):
    """A folder whose user dies after so many changes."""

    def __init__(self, folder: Path, changes: int) -> None:
        super().__init__(folder)
        self.left = changes

    def _spend(self) -> None:
        if self.left == 0:
            raise CutOffError
        self.left -= 1

    def write(self, name, content):
        self._spend()
        super().write(name, content)

    def put(self, file, name):
        self._spend()
        super().put(file, name)

    def copy(self, source, target):
        self._spend()
        super().copy(source, target)

    def remove(self, names):
        names = list(names)
        if names:
            self._spend()
        super().remove(names)


def write_all(folder, contents):
    for name, content in contents.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return {name: file_sha256(folder / name) for name in contents}


@pytest.mark.parametrize("changes", range(14))
def test_whoever_comes_next_finds_the_old_whole_or_finishes_the_new(changes, tmp_path):
    before, now = write_all(tmp_path / "store", OLD), write_all(tmp_path / "local", NEW)
    fragile = Fragile(tmp_path / "store", changes)
    cut_off = False
    try:
        publish_files(fragile, tmp_path / "local", before=before, now=now)
    except CutOffError:
        cut_off = True
    store = FolderStore(tmp_path / "store")
    decided = (tmp_path / "store" / ".cache/publishing.json").is_file()
    assert finish_publication(store) is decided
    held = {name: store.read(name) for name in store.list_files()}
    assert held == (OLD if cut_off and changes < 4 else NEW)
    assert not decided or held == NEW


def test_whoever_has_lost_the_lock_meanwhile_changes_nothing(tmp_path):
    before, now = write_all(tmp_path / "store", OLD), write_all(tmp_path / "local", NEW)
    store = FolderStore(tmp_path / "store")

    def refuse():
        raise CutOffError

    with pytest.raises(CutOffError):
        publish_files(store, tmp_path / "local", before=before, now=now, on_decide=refuse)
    assert not finish_publication(store)
    assert {name: store.read(name) for name in store.list_files()} == OLD


def test_the_manifest_is_the_last_to_change(tmp_path):
    before, now = write_all(tmp_path / "store", OLD), write_all(tmp_path / "local", NEW)
    seen = []

    class Watched(FolderStore):
        def copy(self, source, target):
            seen.append(target)
            super().copy(source, target)

    publish_files(Watched(tmp_path / "store"), tmp_path / "local", before=before, now=now)
    assert seen[-1] == "manifest.json"
    assert len(seen) == 3


def test_nothing_is_written_where_nothing_is_new(tmp_path):
    before = write_all(tmp_path / "store", OLD)
    publish_files(Fragile(tmp_path / "store", 0), tmp_path / "store", before=before, now=before)
