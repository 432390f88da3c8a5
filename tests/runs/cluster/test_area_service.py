"""What a worker has of a run is gone when the run is over, whenever that comes."""

from __future__ import annotations

import threading
import time

import pytest

from medlemsdialog.program import file_sha256
from medlemsdialog.runs.cluster.area_service import ServiceGoneError, end_run, lend_service
from medlemsdialog.runs.cluster.orders import Order
from medlemsdialog.runs.cluster.stores import open_store
from support.mini_dialogue import write_mini_dialogue


@pytest.fixture
def order(store, door, tmp_path, request):
    """An order for a dialogue in a store that answers slowly."""
    data, url = write_mini_dialogue(tmp_path / "dialog"), f"{store.new_bucket()}/dialog"
    place = open_store(url)
    files = {file.relative_to(data.root).as_posix(): file for file in data.root.rglob("*") if file.is_file()}
    for name, file in files.items():
        place.put(file, name)
    door.seconds = 0.3
    yield Order(
        run=request.node.name[:40],
        data=url,
        files={name: file_sha256(file) for name, file in files.items()},
        program="-",
        environment="-",
        engine="warm",
        cell_seconds=60,
        county_seconds=60,
    )
    door.seconds = 0


def wait_for(what, seconds=30):
    until = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < until
        time.sleep(0.02)


def test_a_run_that_is_called_off_while_the_originals_are_fetched_leaves_none_of_them(order, tmp_path):
    folder, ended = tmp_path / "arbeider", []

    def work():
        try:
            with lend_service(order, folder):
                ended.append("lent")
        except ServiceGoneError:
            ended.append("gone")

    task = threading.Thread(target=work)
    task.start()
    wait_for(lambda: list(folder.glob("*")))
    end_run(order.run)
    task.join(30)
    assert ended == ["gone"]
    wait_for(lambda: not list(folder.glob("*")))
    # A task that comes later makes nothing, and fetches nothing.
    work()
    assert ended == ["gone", "gone"]
    assert not list(folder.glob("*"))


def test_what_a_killed_client_left_with_a_worker_is_removed_in_time(order, tmp_path, monkeypatch):
    monkeypatch.setenv("MEDLEMSDIALOG_IDLE_SECONDS", "0.5")
    folder = tmp_path / "arbeider"
    with lend_service(order, folder) as service:
        time.sleep(1)
        assert service.build.is_dir(), "not while it is lent"
    wait_for(lambda: not list(folder.glob("*")))
    # The run is not called off: when an area comes after all, it is made.
    with lend_service(order, folder) as another:
        assert another.build.is_dir()
        assert another is not service
    end_run(order.run)
    wait_for(lambda: not list(folder.glob("*")))
