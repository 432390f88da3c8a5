from __future__ import annotations

import pytest

from medlemsdialog.errors import UsageError
from medlemsdialog.runs.cluster.stores import StoreAwayError, StoreRefusedError, open_store, require_plain_name
from support.cluster_parts import stand_between


@pytest.fixture
def door(store, monkeypatch):
    """A store with a door in front of it, and the door."""
    bucket = store.new_bucket()
    with stand_between(store) as fault:
        monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{fault.port}")
        monkeypatch.setenv("MEDLEMSDIALOG_STORE_SECONDS", "3")
        yield open_store(f"{bucket}/bygg: æ"), fault


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


def test_a_store_that_fails_for_a_while_is_asked_again(door):
    store, fault = door
    fault.status, fault.remaining = 500, 3
    store.write("fil", b"innhold")
    assert store.read("fil") == b"innhold"
    assert fault.refused == 3


def test_a_store_that_fails_for_ever_is_said_so_in_time(door):
    store, fault = door
    fault.status = 500
    with pytest.raises(StoreAwayError, match="svarer ikke som det skal"):
        store.write("fil", b"innhold")
    fault.status = 0
    assert store.read("fil") is None


def test_a_store_that_refuses_is_not_asked_again(door):
    store, fault = door
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
