from __future__ import annotations

import json
import subprocess
import sys
import threading
import time

import pytest

from medlemsdialog.runs.cluster.store_lock import lock_store
from medlemsdialog.runs.cluster.stores import FolderStore, StoreRefusedError

LOCK = ".cache/store-lock.json"


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.setenv("MEDLEMSDIALOG_STORE_LOCK_SECONDS", "1.2")
    return FolderStore(tmp_path / "lager")


def test_a_second_run_waits_and_is_told_who_has_the_store(store):
    told, order = [], []

    def second():
        with lock_store(store, on_wait=told.append):
            order.append("second")

    with lock_store(store):
        waiting = threading.Thread(target=second)
        waiting.start()
        # Longer than a lock without signs of life would last.
        time.sleep(2.5)
        order.append("first")
    waiting.join(20)
    assert order == ["first", "second"]
    assert len(told) == 1
    assert "En annen kjøring bruker" in told[0].text()
    assert store.list_files() == {}


def test_a_lock_of_a_process_that_is_gone_is_taken_over_at_once(store, monkeypatch):
    monkeypatch.setenv("MEDLEMSDIALOG_STORE_LOCK_SECONDS", "1000")
    code = (
        "import sys, os; from pathlib import Path; from medlemsdialog.runs.cluster.store_lock import StoreLock;"
        "from medlemsdialog.runs.cluster.stores import FolderStore; StoreLock(FolderStore(Path(sys.argv[1]))).take(); os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", code, str(store.folder)], check=False)
    assert LOCK in store.list_files()
    with lock_store(store):
        assert LOCK in store.list_files()


def test_a_lock_without_signs_of_life_is_taken_over_and_its_holder_puts_nothing_out(store):
    with lock_store(store) as lock:
        lock.require()
        store.write(LOCK, json.dumps({"holder": "annen", "machine": "en annen", "process": 1}).encode())
        with pytest.raises(StoreRefusedError, match="har tatt over"):
            lock.require()
    assert LOCK in store.list_files(), "another's lock is not removed"
    began = time.monotonic()
    with lock_store(store) as lock:
        lock.require()
    assert 1 <= time.monotonic() - began < 20
