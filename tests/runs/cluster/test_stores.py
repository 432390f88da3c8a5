from __future__ import annotations

import filecmp
import subprocess
import sys
import tracemalloc
from contextlib import contextmanager

import pytest

from medlemsdialog.errors import UsageError
from medlemsdialog.runs.cluster.stores import StoreAwayError, StoreRefusedError, open_store, require_plain_name


@pytest.fixture
def fragile(store, door, monkeypatch):
    """A store with a door in front of it, and the door."""
    monkeypatch.setenv("MEDLEMSDIALOG_STORE_SECONDS", "30")
    yield open_store(f"{store.new_bucket()}/bygg: æ"), door
    door.status, door.refused, door.remaining = 0, 0, -1


def make_store(kind, store, tmp_path):
    return open_store(str(tmp_path / "delt")) if kind == "folder" else open_store(f"{store.new_bucket()}/mappe æ")


@pytest.mark.parametrize("kind", ["folder", "url"])
def test_a_name_is_created_by_the_first_alone(kind, store, tmp_path):
    there = make_store(kind, store, tmp_path)
    assert there.list_files() == {}
    assert there.read("a/én.json") is None
    assert there.create("a/én.json", b"first")
    assert not there.create("a/én.json", b"second")
    there.copy("a/én.json", "b/to.json")
    there.write("a/én.json", b"third")
    assert (there.read("a/én.json"), there.read("b/to.json")) == (b"third", b"first")
    assert there.list_files() == {"a/én.json": 5, "b/to.json": 5}
    assert there.list_files("b") == {"b/to.json": 5}
    there.remove(["a/én.json", "a/none.json"])
    assert there.list_files() == {"b/to.json": 5}


def test_a_store_that_fails_for_a_while_is_asked_again(fragile):
    store, fault = fragile
    fault.status, fault.remaining = 500, 3
    store.write("fil", b"innhold")
    assert store.read("fil") == b"innhold"
    assert fault.refused == 3


def test_a_store_that_fails_for_ever_is_said_so_in_time(fragile, monkeypatch):
    store, fault = fragile
    monkeypatch.setenv("MEDLEMSDIALOG_STORE_SECONDS", "2")
    fault.status = 500
    with pytest.raises(StoreAwayError, match="svarer ikke som det skal"):
        store.write("fil", b"innhold")
    fault.status = 0
    monkeypatch.setenv("MEDLEMSDIALOG_STORE_SECONDS", "30")
    assert store.read("fil") is None


@contextmanager
def at_most(megabytes):
    tracemalloc.start()
    try:
        yield
        assert tracemalloc.get_traced_memory()[1] < megabytes * 2**20
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("kind", ["folder", "url"])
def test_a_large_file_goes_both_ways_in_pieces(kind, store, tmp_path, monkeypatch):
    # Not through a door: it is in this process, and what it holds would count.
    monkeypatch.setenv("AWS_ENDPOINT_URL", store.environment["AWS_ENDPOINT_URL"])
    there = make_store(kind, store, tmp_path)
    large = tmp_path / "stor.bin"
    large.write_bytes(b"Eksempel - oppdiktet" * 2**22)
    with at_most(48):
        there.put(large, "a/stor æ.bin")
    with at_most(4):
        assert there.fetch("a/stor æ.bin", tmp_path / "hentet" / "stor.bin")
    assert filecmp.cmp(large, tmp_path / "hentet" / "stor.bin", shallow=False)
    assert not there.fetch("a/none", tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_a_full_disk_of_this_machine_is_no_fault_of_the_store(store, tmp_path):
    place = f"{store.new_bucket()}/mappe"
    open_store(place).write("fil", bytes(100_000))
    code = (
        "import resource, sys; from pathlib import Path; from medlemsdialog.errors import NoRoomError;"
        "from medlemsdialog.runs.cluster.stores import open_store; resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))\n"
        "try: open_store(sys.argv[1]).fetch('fil', Path(sys.argv[2]))\n"
        "except NoRoomError as error: print(error)"
    )
    (tmp_path / "fil").write_bytes(b"old")
    done = subprocess.run(
        [sys.executable, "-c", code, place, str(tmp_path / "fil")], capture_output=True, encoding="utf-8", check=False
    )
    assert done.stdout.startswith("Det går ikke å skrive i"), done.stderr
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("fil", b"old")]


def test_a_store_that_refuses_is_not_asked_again(fragile):
    store, fault = fragile
    fault.status = 403
    with pytest.raises(StoreRefusedError, match="gir ikke tilgang"):
        store.write("fil", b"innhold")
    assert fault.refused == 1


def test_a_bucket_that_is_not_there_is_said_so(store):
    with pytest.raises(StoreRefusedError, match="finnes ikke"):
        open_store("s3://finnes-ikke/mappe").write("fil", b"innhold")


@pytest.mark.parametrize("name", ["../ut", "/ut", "a/../../ut", "a\\b", ""])
def test_a_name_that_leads_out_of_the_folder_is_refused(name):
    with pytest.raises(StoreRefusedError, match="peker ut av mappen"):
        require_plain_name(name)


def test_an_unknown_kind_of_address_is_said_with_what_to_install():
    with pytest.raises(UsageError, match="medlemsdialog\\[cluster\\]"):
        open_store("tull://bucket/mappe")
