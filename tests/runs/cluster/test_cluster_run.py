"""A run on a real scheduler with real workers and a real S3 server: the bytes of a run on one machine, whatever dies on the way."""

from __future__ import annotations

import json
import os
import resource
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
_QUICK = {"MEDLEMSDIALOG_STORE_SECONDS": "4", "MEDLEMSDIALOG_WORKER_SECONDS": "20", "PYTHONUTF8": "1"}
# Without the nation, which is made here whatever the cluster does.
_ONE = ("--county", "91")
_FILE = "dialog/inputs/91/storvika-vedtak.txt"
CHANGED = "Storvika kommune\nEksempel – oppdiktet\n\nVedtak\n\n1. Storvika kommune vil ha scene.\n".encode()
NEW_POINT = "\n3. Nytt punkt. Eksempel – oppdiktet.\n"


@pytest.fixture(scope="module")
def dialogue(tmp_path_factory):
    """The dialogue with one more point in county 91, and what a run on this machine makes of it."""
    data = write_mini_dialogue(tmp_path_factory.mktemp("lokal") / "dialog")
    change(data)
    assert run_dialogue(open_workspace(data, build_of(data))).succeeded
    return data


@pytest.fixture
def place(store, door, dialogue):
    """The URL of a dialogue in a bucket of its own, and a view of the bucket."""
    return Place(store.new_bucket(), dialogue)


@pytest.fixture
def standing(place, dialogue):
    """The same, with results in it that are made of what the dialogue was before."""
    for name, content in contents_of(build_of(dialogue)).items():
        place.write(f"bygg æ/{name}", content)
    place.write(_FILE, CHANGED)
    return place


@pytest.fixture(scope="module")
def expected(dialogue, tmp_path_factory):
    """What a run on this machine makes of county 91 when its file has changed."""
    folder = tmp_path_factory.mktemp("endret") / "dialog"
    shutil.copytree(dialogue.root, folder, ignore=shutil.ignore_patterns("build"))
    data = paths.DataFolder(folder.resolve())
    (data.root / "inputs/91/storvika-vedtak.txt").write_bytes(CHANGED)
    assert run_dialogue(open_workspace(data, build_of(data)), counties=["91"]).succeeded
    return county_in(contents_of(build_of(data)))


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


def county_in(contents):
    return {name: content for name, content in contents.items() if name.startswith("counties/91/")}


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


def wait_for(what, seconds=240):
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


def find_families(cluster):
    """Return all that workers have started, workbooks included."""
    return [one for worker in cluster.workers if worker.poll() is None for one in _children(psutil.Process(worker.pid))]


def is_quiet(cluster):
    return not find_families(cluster) and not list(cluster.folder.rglob("medlemsdialog-*"))


def wait_until_gone(processes, seconds=30):
    _, alive = psutil.wait_procs(processes, timeout=seconds)
    assert not [one for one in alive if one.is_running() and one.status() != psutil.STATUS_ZOMBIE]


def test_a_cluster_run_writes_the_bytes_of_a_run_on_one_machine_and_leaves_nothing_behind(place, cluster, dialogue):
    code, told, faults = run(place, cluster)
    assert (code, faults) == (0, "")
    assert told.startswith("Ferdig (2): 91 Vestmark, 92 Austmark")
    assert f"Den nasjonale rapporten: {place.build}/national/index.html" in told
    assert place.contents() == contents_of(build_of(dialogue))
    assert len([entry for entry in place.log() if entry["event"] == "cluster_area"]) == 2
    assert not [name for name in place.names(".cache") if "/objects/" in name or name.startswith(STAGING)]
    assert ".cache/publishing.json" not in place.names(".cache")
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


def test_a_county_whose_worker_is_killed_is_made_by_another_once_and_a_shared_folder_is_as_good_as_a_store(
    cluster, dialogue, tmp_path
):
    shutil.copytree(dialogue.root, tmp_path / "delt", ignore=shutil.ignore_patterns("build"))
    data = paths.DataFolder((tmp_path / "delt").resolve())
    process = subprocess.Popen(
        [*_COMMAND, "--on", cluster.address, "--data", str(data.root), *_ONE],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env=os.environ | _QUICK,
    )
    victim = wait_for(lambda: find_work(cluster))[0]
    family = psutil.Process(victim.pid).children(recursive=True)
    victim.kill()
    cluster.start_worker()
    told, faults = process.communicate(timeout=240)
    assert (process.returncode, faults) == (0, "")
    assert told.startswith("Ferdig (1)")
    # What a worker started ends with it.
    wait_until_gone(family)
    build = build_of(data)
    assert county_in(contents_of(build)) == county_in(contents_of(build_of(dialogue)))
    log = [json.loads(line) for line in build.run_log.read_bytes().splitlines()]
    made = [entry for entry in log if entry["event"] == "cluster_area"]
    assert [entry["area"] for entry in made] == ["91"]
    assert not made[0]["worker"].endswith(f"/{victim.pid}")
    assert not list((build.root / STAGING).rglob("*.json"))


def test_a_county_whose_worker_stands_still_is_made_by_another_and_the_late_one_changes_nothing(
    standing, cluster, expected
):
    process = start(standing, cluster, *_ONE, MEDLEMSDIALOG_SLOW_SECONDS="0.5")
    stalled, service = wait_for(lambda: find_services(cluster))[0]
    service.suspend()
    try:
        _, faults = process.communicate(timeout=240)
    finally:
        service.resume()
    assert (process.returncode, faults) == (0, "")
    assert county_in(standing.contents()) == expected
    made = [entry for entry in standing.log() if entry["event"] == "cluster_area"]
    assert [entry["area"] for entry in made] == ["91"]
    assert not made[0]["worker"].endswith(f"/{stalled.pid}")
    wait_for(lambda: is_quiet(cluster))
    assert county_in(standing.contents()) == expected


def test_a_county_that_no_worker_has_room_for_is_made_here(standing, cluster, expected):
    limits = [(worker.pid, resource.RLIMIT_FSIZE) for worker in cluster.workers if worker.poll() is None]
    before = [resource.prlimit(*limit) for limit in limits]
    for limit in limits:
        # Enough for the dialogue, and not for what is made of it.
        resource.prlimit(*limit, (60_000, resource.RLIM_INFINITY))
    try:
        code, told, faults = run(standing, cluster, *_ONE)
    finally:
        for limit, old in zip(limits, before, strict=True):
            resource.prlimit(*limit, old)
    assert code == 0, faults
    assert told.startswith("Ferdig (1)")
    assert "Klyngen kunne ikke lage 91 Vestmark. Det lages på denne maskinen i stedet." in faults
    assert county_in(standing.contents()) == expected
    tried = [entry["fault"] for entry in standing.log() if entry["event"] == "cluster_fault"]
    assert len(tried) == 1
    assert "Det går ikke å skrive" in tried[0]


def test_whatever_cuts_a_run_off_the_old_results_stand_whole_and_the_next_run_mends(
    standing, door, cluster, expected, tmp_path
):
    old = standing.contents()

    # Ctrl-C: what workers were at ends, and they keep nothing.
    process = start(standing, cluster, *_ONE)
    wait_for(lambda: find_work(cluster))
    family = find_families(cluster)
    assert any("workbook_process" in word for one in family for word in _words(one))
    process.send_signal(signal.SIGINT)
    _, faults = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Avbrutt." in faults
    assert "Traceback" not in faults
    wait_until_gone(family)
    wait_for(lambda: is_quiet(cluster))
    assert standing.contents() == old

    # The store fails, for workers as for us.
    process = start(standing, cluster, *_ONE)
    wait_for(lambda: find_work(cluster))
    door.status = 500
    try:
        _, faults = process.communicate(timeout=120)
    finally:
        door.status = 0
    assert process.returncode == 1
    assert "svarer ikke som det skal" in faults
    assert "Traceback" not in faults
    assert standing.contents() == old

    # The scheduler is lost. What its worker has made is of an older file by the next run.
    standing.write(_FILE, CHANGED + b"\n2. Mer.\n")
    with start_cluster(tmp_path, workers=1) as lost:
        process = start(standing, lost, *_ONE)
        wait_for(lambda: find_work(lost))
        lost.scheduler.kill()
        _, faults = process.communicate(timeout=120)
    assert process.returncode == 1
    assert "Mistet forbindelsen med planleggeren." in faults
    assert "Traceback" not in faults
    assert standing.contents() == old

    # The command is killed: the worker goes on for a while, and sees that no more comes.
    standing.write(_FILE, CHANGED)
    process = start(standing, cluster, *_ONE)
    wait_for(lambda: find_work(cluster))
    process.kill()
    process.communicate()
    wait_for(lambda: is_quiet(cluster))
    assert standing.contents() == old

    assert run(standing, cluster, *_ONE)[0] == 0
    assert county_in(standing.contents()) == expected
    assert not [name for name in standing.names(".cache") if "/objects/" in name or name.startswith(STAGING)]
    wait_for(lambda: is_quiet(cluster))
