"""What is said where a cluster cannot be used, with real schedulers and workers."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading

import pytest

from medlemsdialog import paths
from medlemsdialog.errors import UsageError
from medlemsdialog.runs.cluster.orders import Order, describe_program, order_name
from medlemsdialog.runs.cluster.scheduling import ClusterError, Dispatch, connect, require_workers
from medlemsdialog.runs.cluster.stores import FolderStore
from support.cluster_parts import end_process, find_port, start_cluster

WAITS = ("MEDLEMSDIALOG_SCHEDULER_SECONDS", "MEDLEMSDIALOG_WORKER_SECONDS")


@pytest.fixture(scope="module")
def empty_cluster(tmp_path_factory):
    with start_cluster(tmp_path_factory.mktemp("tom"), workers=0) as started:
        yield started


@pytest.fixture
def order():
    program, environment = describe_program()
    return Order(
        run="proeve",
        data="-",
        files={},
        program=program,
        environment=environment,
        engine="warm",
        cell_seconds=60,
        county_seconds=60,
    )


def copy_program(folder):
    """Copy the program, all but its bytecode, with one line more."""
    own = paths.shipped("workbooks").parent
    shutil.copytree(own / "lib", folder / "lib", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("workbooks", "templates", "requirements.lock"):
        (folder / name).symlink_to(paths.shipped(name))
    with (folder / "lib/medlemsdialog/errors.py").open("a", encoding="utf-8") as file:
        file.write("\n# another version\n")
    return {"PYTHONPATH": str(folder / "lib")}


def test_a_scheduler_that_is_not_there_is_said_so_in_time(monkeypatch):
    monkeypatch.setenv(WAITS[0], "1")
    address = f"tcp://127.0.0.1:{find_port()}"
    with pytest.raises(ClusterError, match=f"Planleggeren {address} svarer ikke innen 1 sekunder"), connect(address):
        pass


def test_what_is_no_address_is_said_before_anything_is_asked():
    with pytest.raises(UsageError, match="ingen adresse til en planlegger"), connect("planlegger uten port"):
        pass


def test_a_cluster_without_workers_is_said_so_in_time(empty_cluster, order, monkeypatch):
    monkeypatch.setenv(WAITS[1], "1")
    told = []
    with (
        connect(empty_cluster.address) as client,
        pytest.raises(ClusterError, match="Klyngen har ingen arbeidere"),
    ):
        require_workers(client, order, on_wait=told.append)
    assert [message.text() for message in told] == ["Klyngen har ingen arbeidere ennå. Venter i inntil 1 sekunder …"]


@pytest.mark.parametrize("differs", ["program", "environment"])
def test_workers_that_would_make_other_bytes_are_refused_before_anything_is_made(
    differs, empty_cluster, order, tmp_path
):
    if differs == "program":
        said, environment = "har en annen utgave av medlemsdialog", copy_program(tmp_path / "annen")
    else:
        # Another pandoc, as another library would be.
        said, environment = "har en annen Python eller andre biblioteker", {"PYPANDOC_PANDOC": "/annen/pandoc"}
    worker = empty_cluster.start_worker(environment)
    try:
        with connect(empty_cluster.address) as client:
            with pytest.raises(ClusterError, match=said):
                require_workers(client, order, on_wait=print)
            # One that comes when the run has begun has not been asked: it refuses by itself.
            store = FolderStore(tmp_path / "bygg")
            store.write(order_name(order.run), order.model_dump_json().encode())
            dispatch = Dispatch(client, build=str(store.folder), run=order.run)
            with pytest.raises(ClusterError, match=said):
                list(dispatch.make(["91"], on_begin=print))
    finally:
        end_process(worker)
    assert list(store.list_files()) == [order_name(order.run)]


def test_without_dask_it_is_said_what_to_install(tmp_path):
    blocked = "import sys; sys.modules['distributed'] = None; from medlemsdialog.gate import main; main()"
    shutil.copytree(paths.shipped("data"), tmp_path / "dialog", ignore=shutil.ignore_patterns("releases", "build"))
    done = subprocess.run(
        [sys.executable, "-c", blocked, "run", "--on", "tcp://127.0.0.1:9", "--data", str(tmp_path / "dialog")],
        capture_output=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONUTF8": "1"},
        check=False,
    )
    assert done.returncode == 2, done.stderr
    assert "pip install 'medlemsdialog[cluster]'" in done.stderr
    assert not list((tmp_path / "dialog").rglob("report.html"))


def test_a_scheduler_that_goes_away_in_the_middle_of_a_question_is_said_to_be_lost(order, tmp_path):
    with (
        start_cluster(tmp_path, workers=0) as cluster,
        pytest.raises(ClusterError, match="Mistet forbindelsen med planleggeren"),
        connect(cluster.address) as client,
    ):
        # It hears the question and never answers.
        cluster.scheduler.send_signal(signal.SIGSTOP)
        threading.Timer(2, cluster.scheduler.kill).start()
        list(Dispatch(client, build=str(tmp_path), run=order.run).make(["91"], on_begin=print))
