"""A run that is killed, doubled or out of room leaves the old or the new standing whole, and the next run mends."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
import time

import psutil
import pytest

from medlemsdialog import paths
from medlemsdialog.evidence import open_workspace, read_summary
from medlemsdialog.runs.manifest import read_manifest
from medlemsdialog.runs.parts import record_file
from medlemsdialog.runs.run import run_dialogue
from support.mini_dialogue import build_of, write_mini_dialogue

_COMMAND = [sys.executable, "-c", "from medlemsdialog.gate import main; main()", "run", "--data"]
_CHANGING = ("run-log.jsonl", ".cache/")
# Too little for any executed workbook, and enough for a county's, but not for the national page.
_NO_WORKBOOK, _NO_NATIONAL_PAGE = 40_000, 160_000


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    data = write_mini_dialogue(tmp_path_factory.mktemp("dialog") / "liten dialog æ")
    assert run_dialogue(open_workspace(data, build_of(data))).succeeded
    return data


@pytest.fixture
def changed(made, tmp_path):
    """A dialogue with reports, and something new in both counties since."""
    shutil.copytree(made.root, tmp_path / "dialog")
    data = paths.DataFolder((tmp_path / "dialog").resolve())
    for name in ("91/storvika-vedtak.txt", "92/storlia-vedtak.txt"):
        file = data.root / "inputs" / name
        file.write_text(file.read_text(encoding="utf-8") + "\n3. Nytt punkt. Eksempel.\n", encoding="utf-8")
    return data


def _start(data, **options):
    return subprocess.Popen(
        [*_COMMAND, str(data.root)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env=os.environ | {"PYTHONUTF8": "1"},
        **options,
    )


def _contents(build):
    found = {file.relative_to(build.root).as_posix(): file for file in build.root.rglob("*") if file.is_file()}
    return {name: file.read_bytes() for name, file in found.items() if not name.startswith(_CHANGING)}


def _wait_for(what, seconds=120):
    until = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < until
        time.sleep(0.01)


def _expected(data, tmp_path):
    """Return what a run of everything writes."""
    shutil.copytree(data.root, tmp_path / "uten feil", ignore=shutil.ignore_patterns("build"))
    whole = paths.DataFolder((tmp_path / "uten feil").resolve())
    assert run_dialogue(open_workspace(whole, build_of(whole))).succeeded
    return _contents(build_of(whole))


def test_a_run_that_is_killed_leaves_whole_files_and_the_next_one_does_the_rest(changed, tmp_path):
    build = build_of(changed)
    before = _contents(build)
    expected = _expected(changed, tmp_path)
    process = _start(changed)
    done = record_file(build, "pages/91")
    old = done.stat().st_mtime_ns
    # One county is done, its report included, and the nation is at work.
    _wait_for(lambda: done.stat().st_mtime_ns != old and (build.work / "national").exists())
    family = psutil.Process(process.pid).children(recursive=True)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    # It names the counties as they are, and the national document as it was.
    assert set(read_manifest(build).counties) == {"91", "92"}
    for name, content in _contents(build).items():
        if name == "manifest.json":
            continue
        assert content in {before.get(name), expected.get(name)} or "/." in name, name
    assert read_summary(build.area("91").summary).area.code == "91"
    psutil.wait_procs(family, timeout=30)
    for folder, name in (("counties/92", "report.html"), ("national", "index.html"), (".", "manifest.json")):
        (build.root / folder / f".{name}.k1llt_3d").write_bytes(b"<!DOC")
    result = run_dialogue(open_workspace(changed, build))
    assert "91" not in result.made, "what was done is not done again"
    assert _contents(build) == expected
    assert not any(member.is_running() for member in family)


def test_two_runs_at_once_wait_for_each_other_and_the_second_has_nothing_to_do(changed, tmp_path):
    build = build_of(changed)
    first = _start(changed)
    _wait_for(build.lock_holder.exists)
    second = _start(changed)
    told, faults = second.communicate(timeout=300)
    assert first.communicate(timeout=300)[0].startswith("Ferdig (2)")
    assert "En annen kjøring har brukt mappen siden" in faults
    assert f"(prosess {first.pid})" in faults
    assert told.startswith("Ingenting er endret siden forrige kjøring.")
    assert (first.returncode, second.returncode) == (0, 0)
    assert _contents(build) == _expected(changed, tmp_path)
    assert not build.lock_holder.exists()


@pytest.mark.parametrize("largest", [_NO_WORKBOOK, _NO_NATIONAL_PAGE])
def test_a_run_without_room_says_so_leaves_what_was_there_and_mends_it_later(largest, changed, tmp_path):
    build = build_of(changed)
    before = _contents(build)
    process = _start(changed, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest)))
    _, faults = process.communicate(timeout=300)
    assert process.returncode == 1
    assert "Det går ikke å skrive mer i mappen" in faults
    assert "Traceback" not in faults
    after = _contents(build)
    assert set(before) <= set(after)
    assert after["national/index.html"] == before["national/index.html"]
    if largest == _NO_WORKBOOK:
        for name in ("counties/91/report.html", "counties/91/summary.json", "counties/92/workbook.ipynb"):
            assert after[name] == before[name]
    assert run_dialogue(open_workspace(changed, build)).succeeded
    assert _contents(build) == _expected(changed, tmp_path)
