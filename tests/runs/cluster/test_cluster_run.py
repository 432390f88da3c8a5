"""A run on a real scheduler with real workers and a real S3 server: the bytes of a run on one machine, whatever dies on the way."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time

import fsspec
import psutil
import pytest

from medlemsdialog import paths
from medlemsdialog.evidence import open_workspace
from medlemsdialog.runs.cluster.orders import STAGING
from medlemsdialog.runs.run import run_dialogue
from support.cluster_parts import start_cluster
from support.mini_dialogue import build_of, write_mini_dialogue

_COMMAND = [sys.executable, "-c", "from medlemsdialog.gate import main; main()", "run"]
_CHANGING = ("run-log.jsonl", ".cache/")
_QUICK = {
    "MEDLEMSDIALOG_SCHEDULER_SECONDS": "3",
    "MEDLEMSDIALOG_STORE_SECONDS": "4",
    "MEDLEMSDIALOG_WORKER_SECONDS": "20",
    "PYTHONUTF8": "1",
}
# Without the nation, which is made here whatever the cluster does.
_COUNTIES = ("--county", "91", "--county", "92")
NEW_POINT = "\n3. Nytt punkt. Eksempel – oppdiktet.\n"


@pytest.fixture(scope="module")
def dialogue(tmp_path_factory):
    """The dialogue with one more point in county 91, and what a run on this machine makes of it."""
    data = write_mini_dialogue(tmp_path_factory.mktemp("lokal") / "dialog")
    change(data)
    assert run_dialogue(open_workspace(data, build_of(data))).succeeded
    return data


@pytest.fixture(scope="module")
def counties_alone(dialogue, tmp_path_factory):
    """What a run of the two counties makes on this machine, without the nation."""
    build = paths.BuildFolder(tmp_path_factory.mktemp("fylkene"))
    assert run_dialogue(open_workspace(dialogue, build), counties=["91", "92"]).succeeded
    return contents_of(build)


@pytest.fixture
def place(store, dialogue):
    """The URL of a dialogue in a bucket of its own, and a view of the bucket."""
    return Place(store.new_bucket(), dialogue)


class Place:
    def __init__(self, bucket, dialogue):
        self.bucket, self.dialogue = bucket, dialogue
        self.data, self.build = f"{bucket}/dialog", f"{bucket}/bygg æ"
        self.files = fsspec.filesystem("s3", skip_instance_cache=True, use_listings_cache=False)
        for file in dialogue.root.rglob("*"):
            if file.is_file() and not file.is_relative_to(dialogue.root / "build"):
                self.write(f"dialog/{file.relative_to(dialogue.root).as_posix()}", file.read_bytes())

    def write(self, name, content):
        self.files.pipe_file(f"{self.bucket}/{name}", content)

    def names(self, below=""):
        root = f"{self.build.removeprefix('s3://')}/"
        return [name.removeprefix(root) for name in self.files.find(f"{root}{below}")]

    def contents(self):
        return {
            name: self.files.cat_file(f"{self.build}/{name}") for name in self.names() if not name.startswith(_CHANGING)
        }

    def log(self):
        return [json.loads(line) for line in self.files.cat_file(f"{self.build}/run-log.jsonl").splitlines()]


def change(data):
    file = data.root / "inputs" / "91" / "storvika-vedtak.txt"
    file.write_text(file.read_text(encoding="utf-8") + NEW_POINT, encoding="utf-8")


def contents_of(build):
    found = {file.relative_to(build.root).as_posix(): file for file in build.root.rglob("*") if file.is_file()}
    return {name: file.read_bytes() for name, file in found.items() if not name.startswith(_CHANGING)}


def start(place, cluster=None, *options, **environment):
    on = ["--on", cluster if isinstance(cluster, str) else cluster.address] if cluster else []
    return subprocess.Popen(
        [*_COMMAND, *on, "--data", place.data, "--build", place.build, *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env=os.environ | _QUICK | environment,
    )


def run(place, cluster=None, *options, **environment):
    process = start(place, cluster, *options, **environment)
    told, faults = process.communicate(timeout=240)
    return process.returncode, told, faults


def wait_for(what, seconds=90):
    until = time.monotonic() + seconds
    while not (found := what()):
        assert time.monotonic() < until
        time.sleep(0.02)
    return found


def find_services(cluster):
    """Return the processes in which workers are making areas, with the worker each belongs to."""
    found = []
    for worker in cluster.workers:
        if worker.poll() is None:
            children = psutil.Process(worker.pid).children(recursive=True)
            found += [(worker, one) for one in children if any("area_process" in word for word in _words(one))]
    return found


def find_work(cluster):
    """Return workers with a workbook at work."""
    return [
        worker
        for worker, service in find_services(cluster)
        if any("workbook_process" in word for one in _children(service) for word in _words(one))
    ]


def _children(process):
    try:
        return process.children(recursive=True)
    except psutil.Error:
        return []


def _words(process):
    try:
        return process.cmdline()
    except psutil.Error:
        return []


def is_quiet(cluster):
    return not find_services(cluster) and not list(cluster.folder.rglob("medlemsdialog-*"))


def test_a_cluster_run_writes_the_bytes_of_a_run_on_one_machine_and_leaves_nothing_behind(place, cluster, dialogue):
    code, told, faults = run(place, cluster)
    assert (code, faults) == (0, "")
    assert told.startswith("Ferdig (2): 91 Vestmark, 92 Austmark")
    assert f"Den nasjonale rapporten: {place.build}/national/index.html" in told
    assert place.contents() == contents_of(build_of(dialogue))
    assert len([entry for entry in place.log() if entry["event"] == "cluster_area"]) == 2
    assert not [name for name in place.names(".cache") if "/objects/" in name or name.startswith(STAGING)]
    assert not {".cache/publishing.json", ".cache/store-lock.json"} & set(place.names(".cache"))
    wait_for(lambda: is_quiet(cluster))
    text = "".join(map(str, place.log())) + told
    assert os.environ["AWS_SECRET_ACCESS_KEY"] not in text

    # Nothing is changed, and no cluster is needed to see that.
    code, told, _ = run(place, "tcp://127.0.0.1:9")
    assert code == 0
    assert told.startswith("Ingenting er endret siden forrige kjøring.")

    # One county's file is changed: the other county is left.
    place.write(
        "dialog/inputs/92/storlia-vedtak.txt", b"Storlia kommune. Eksempel.\n\nVedtak\n\n1. Storlia vil ha scene.\n"
    )
    code, told, faults = run(place, cluster)
    assert code == 0, faults
    assert "Ferdig (1): 92 Austmark" in told
    assert "Ikke endret siden sist (1): 91 Vestmark" in told


def test_a_shared_folder_is_as_good_as_a_store(cluster, dialogue, tmp_path):
    shutil.copytree(dialogue.root, tmp_path / "delt", ignore=shutil.ignore_patterns("build"))
    data = paths.DataFolder((tmp_path / "delt").resolve())
    done = subprocess.run(
        [*_COMMAND, "--on", cluster.address, "--data", str(data.root)],
        capture_output=True,
        encoding="utf-8",
        env=os.environ | _QUICK,
        timeout=240,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert contents_of(build_of(data)) == contents_of(build_of(dialogue))
    assert not (build_of(data).root / STAGING).exists()


def test_a_county_whose_worker_is_killed_is_made_by_another_once(store, place, counties_alone, tmp_path):
    with start_cluster(tmp_path, workers=2) as cluster:
        process = start(place, cluster, *_COUNTIES)
        victim = wait_for(lambda: find_work(cluster))[0]
        family = psutil.Process(victim.pid).children(recursive=True)
        victim.kill()
        told, faults = process.communicate(timeout=240)
        assert (process.returncode, faults) == (0, "")
        assert told.startswith("Ferdig (2)")
        psutil.wait_procs(family, timeout=30)
        assert not any(one.is_running() for one in family), "what a worker started ends with it"
    assert place.contents() == counties_alone
    areas = [entry["area"] for entry in place.log() if entry["event"] == "cluster_area"]
    assert sorted(areas) == ["91", "92"]


def test_a_run_that_loses_its_scheduler_leaves_the_old_whole_and_the_next_one_mends(
    store, place, dialogue, counties_alone, tmp_path
):
    place.write(
        "dialog/inputs/91/storvika-vedtak.txt", b"Storvika kommune. Eksempel.\n\nVedtak\n\n1. Vi vil ha scene.\n"
    )
    assert run(place, None, *_COUNTIES)[0] == 0
    old = place.contents()
    for name in ("91/storvika-vedtak.txt", "92/storlia-vedtak.txt"):
        content = (dialogue.root / "inputs" / name).read_bytes()
        place.write(f"dialog/inputs/{name}", content)
    with start_cluster(tmp_path / "en", workers=2) as cluster:
        process = start(place, cluster, *_COUNTIES)
        wait_for(lambda: find_work(cluster))
        cluster.scheduler.kill()
        _, faults = process.communicate(timeout=240)
        assert process.returncode == 1
        assert faults.startswith("Mistet forbindelsen med planleggeren.")
        assert "Traceback" not in faults
    assert place.contents() == old
    with start_cluster(tmp_path / "to", workers=1) as cluster:
        assert run(place, cluster, *_COUNTIES)[0] == 0
    assert place.contents() == counties_alone


def test_a_run_that_is_interrupted_calls_off_its_counties_and_leaves_nothing_half(place, cluster, counties_alone):
    process = start(place, cluster, *_COUNTIES)
    wait_for(lambda: find_work(cluster))
    process.send_signal(signal.SIGINT)
    _, faults = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Avbrutt." in faults
    assert "Traceback" not in faults
    assert place.contents() == {}
    wait_for(lambda: is_quiet(cluster))
    assert run(place, cluster, *_COUNTIES)[0] == 0
    assert place.contents() == counties_alone
