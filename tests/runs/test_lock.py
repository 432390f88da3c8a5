from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from medlemsdialog.errors import UsageError
from medlemsdialog.paths import BuildFolder
from medlemsdialog.runs.lock import locked

HOLD = """
import sys
from pathlib import Path
from medlemsdialog.paths import BuildFolder
from medlemsdialog.runs.lock import locked
with locked(BuildFolder(Path(sys.argv[1]))):
    print("holder", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def other_run(tmp_path):
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == "holder\n"
    yield process
    process.kill()
    process.wait()
    process.stdin.close()
    process.stdout.close()


def test_a_second_run_waits_and_says_so(tmp_path: Path, other_run):
    said = []

    def end_the_other(message):
        said.append(str(message))
        other_run.stdin.write("")
        other_run.terminate()

    with locked(BuildFolder(tmp_path), on_wait=end_the_other):
        assert re.fullmatch(
            rf"En annen kjøring har brukt mappen siden \d\d\.\d\d\.\d{{4}} kl\. \d\d\.\d\d \(prosess {other_run.pid}\)\. "
            "Venter til den er ferdig …",
            said[0],
        )


def test_a_second_run_gives_up_in_norwegian(tmp_path: Path, other_run):
    with (
        pytest.raises(UsageError, match="En annen kjøring har brukt mappen"),
        locked(BuildFolder(tmp_path), wait_seconds=0.5),
    ):
        pass


def test_a_killed_run_leaves_no_lock(tmp_path: Path, other_run):
    other_run.kill()
    other_run.wait()
    with locked(BuildFolder(tmp_path), wait_seconds=5):
        pass
