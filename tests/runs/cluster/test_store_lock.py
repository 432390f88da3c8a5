from __future__ import annotations

import json
import random
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from medlemsdialog.runs.cluster.store_lock import LOCKS, StoreLock, lock_store
from medlemsdialog.runs.cluster.stores import FolderStore, StoreRefusedError, open_store

# What the last holder left.
LEFT = {
    "nothing": None,
    "no signs of life": {"holder": "annen", "machine": "en annen", "process": 1},
    "a process that is gone": {"holder": "annen", "machine": socket.gethostname(), "process": 2**31 - 1},
    "word that it is free": {"free": True},
}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("MEDLEMSDIALOG_STORE_LOCK_SECONDS", "1.2")
    return FolderStore(tmp_path / "lager")


class Slow(FolderStore):
    """A folder that answers after a while, never the same: whoever has looked may act upon what is no longer so."""

    def create(self, name, content):
        time.sleep(random.uniform(0, 0.1))
        return super().create(name, content)

    def remove(self, names):
        time.sleep(random.uniform(0, 0.1))
        super().remove(names)


def holders_of(store):
    contents = (json.loads(store.read(name)) for name in store.list_files(LOCKS))
    return [content for content in contents if "free" not in content]


def test_a_second_run_waits_and_is_told_who_has_the_store(folder):
    told, order = [], []

    def second():
        with lock_store(folder, on_wait=told.append):
            order.append("second")

    with lock_store(folder):
        waiting = threading.Thread(target=second)
        waiting.start()
        # Longer than a lock without signs of life would last.
        time.sleep(2.5)
        order.append("first")
    waiting.join(20)
    assert order == ["first", "second"]
    assert len(told) == 1
    assert "En annen kjøring bruker" in told[0].text()
    assert holders_of(folder) == []
    assert len(folder.list_files()) == 1


def test_a_lock_of_a_process_that_is_gone_is_taken_over_at_once(folder, monkeypatch):
    monkeypatch.setenv("MEDLEMSDIALOG_STORE_LOCK_SECONDS", "1000")
    code = (
        "import sys, os; from pathlib import Path; from medlemsdialog.runs.cluster.store_lock import StoreLock;"
        "from medlemsdialog.runs.cluster.stores import FolderStore; StoreLock(FolderStore(Path(sys.argv[1]))).take(0); os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", code, str(folder.folder)], check=False)
    assert len(holders_of(folder)) == 1
    with lock_store(folder) as lock:
        lock.require()


def test_a_lock_without_signs_of_life_is_taken_over_and_its_holder_puts_nothing_out(folder):
    with lock_store(folder) as stalled:
        stalled.require()
        assert StoreLock(folder).take(1)
        with pytest.raises(StoreRefusedError, match="har tatt over"):
            stalled.require()
    assert len(holders_of(folder)) == 1, "another's lock is not given away"
    began = time.monotonic()
    with lock_store(folder) as lock:
        lock.require()
    assert 1 <= time.monotonic() - began < 20


@pytest.mark.parametrize(("kind", "left"), [*(("folder", left) for left in LEFT), ("url", "no signs of life")])
def test_of_many_who_come_at_the_same_time_one_has_the_lock(kind, left, folder, store):
    place = Slow(folder.folder) if kind == "folder" else open_store(f"{store.new_bucket()}/bygg")
    if content := LEFT[left]:
        place.write(f"{LOCKS}/{7:012}.json", json.dumps(content).encode())
    clients = 5
    start, ours, inside, most = threading.Barrier(clients), threading.Lock(), [], []

    def come():
        start.wait(20)
        with lock_store(place) as lock:
            with ours:
                inside.append(lock)
                most.append(len(inside))
            time.sleep(0.05)
            lock.require()
            with ours:
                inside.remove(lock)

    with ThreadPoolExecutor(clients) as comers:
        for one in [comers.submit(come) for _ in range(clients)]:
            one.result(60)
    assert most == [1] * clients


def test_whoever_looked_long_ago_does_not_get_the_lock_beside_its_holder(folder):
    # It has seen that number 1 is free, and stands still while two others come; the second is at work.
    assert StoreLock(folder).take(0)
    assert StoreLock(folder).take(1)
    holder = StoreLock(folder)
    assert holder.take(2)
    late = StoreLock(folder)
    assert not late.take(1)
    holder.require()
    assert len(folder.list_files(LOCKS)) == 1
