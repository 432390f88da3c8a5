from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from medlemsdialog.evidence import open_workspace
from medlemsdialog.paths import BuildFolder, DataFolder
from medlemsdialog.runs.execution import Limits, Task, execute_workbooks
from medlemsdialog.runs.kernel import CAN_FORK
from medlemsdialog.runs.process_pool import open_pool
from medlemsdialog.runs.workbook_process import Ending

EXAMPLE = Path(__file__).resolve().parents[2] / "data"
PATIENCE_SECONDS = 60
needs_forks = pytest.mark.skipif(not CAN_FORK, reason="workbooks are forked on POSIX only")
WITH_POOL = """
import sys, time
from medlemsdialog.runs.process_pool import open_pool
with open_pool() as pool:
    pool.start(2)
    print(pool._folder, *(process.pid for process in pool._all), flush=True)
    time.sleep(600)
"""


def _run(folders, *tasks, pool, jobs=1, **limits):
    return list(execute_workbooks(tasks, *folders, jobs=jobs, limits=Limits(**limits), pool=pool))


def test_the_national_workbook_takes_over_a_process_of_the_counties(folders, write_workbook):
    workbook = write_workbook("print('her')")
    with open_pool() as pool:
        pool.start(1)
        started = [process.pid for process in pool._all]
        for code in ("61", "62", "national"):
            (execution,) = _run(folders, Task(code, workbook), pool=pool)
            assert execution.outcome.ending is Ending.COMPLETED
        assert [process.pid for process in pool._all] == started


@needs_forks
def test_an_area_can_be_run_again_as_soon_as_it_has_ended(folders, write_workbook):
    """The end of the first fork may be told when the second is at work in the same folder."""
    workbook = write_workbook("import time; time.sleep(0.3)")
    with open_pool() as pool:
        for _ in range(4):
            (execution,) = _run(folders, Task("61", workbook), pool=pool)
            assert execution.outcome.ending is Ending.COMPLETED


@needs_forks
def test_forks_have_the_dialogue_that_the_run_has_read(tmp_path, write_workbook):
    workspace = open_workspace(DataFolder(EXAMPLE), BuildFolder(tmp_path / "build"))
    workbook = write_workbook(
        "from medlemsdialog import evidence\n"
        "from medlemsdialog.evidence import handed_over\n"
        "assert evidence.open_workspace() is handed_over._dialogue is not None"
    )
    with open_pool() as pool:
        pool.start(1)
        (execution,) = execute_workbooks(
            [Task("61", workbook)], workspace.data, workspace.build, jobs=1, pool=pool, workspace=workspace
        )
    assert execution.outcome.ending is Ending.COMPLETED, execution.outcome


def test_no_process_is_idle_for_longer_than_its_pool(folders, write_workbook):
    with open_pool() as pool:
        pool.start(2)
        _run(folders, Task("61", write_workbook("print('her')")), pool=pool)
        family = [psutil.Process(process.pid) for process in pool._all]
        family += [child for process in family for child in process.children(recursive=True)]
        folder = pool._folder
        assert family
    assert not [member for member in family if _alive(member)]
    assert not folder.exists()


def test_a_process_that_died_while_idle_is_replaced(folders, write_workbook):
    with open_pool() as pool:
        pool.start(1)
        (dead,) = pool._all
        dead.kill()
        dead.wait()
        (execution,) = _run(folders, Task("61", write_workbook("print('her')")), pool=pool)
    assert execution.outcome.ending is Ending.COMPLETED
    assert dead not in pool._all


@pytest.mark.parametrize("engine", ["warm", "stock"])
def test_a_process_that_was_too_slow_is_not_used_again(engine, folders, write_workbook):
    slow = write_workbook(
        "import os, pathlib, time\n_ = pathlib.Path(os.environ['MEDLEMSDIALOG_BUILD'], 'pid').write_text(str(os.getpid()))",
        "time.sleep(60)",
        name="sen",
    )
    with open_pool(engine=engine) as pool:
        (late,) = _run(folders, Task("61", slow), pool=pool, county_seconds=8)
        assert late.outcome.ending is Ending.TIMEOUT
        pid = int((folders[1].root / "pid").read_text())
        _wait_until(lambda: not psutil.pid_exists(pid) or not _alive(psutil.Process(pid)))
        (next_one,) = _run(folders, Task("62", write_workbook("print('her')")), pool=pool)
        assert next_one.outcome.ending is Ending.COMPLETED


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_idle_processes_end_with_the_run_however_it_ends(number):
    run = subprocess.Popen([sys.executable, "-c", WITH_POOL], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    folder, *pids = run.stdout.readline().decode().split()
    members = [psutil.Process(int(pid)) for pid in pids]
    members += [child for member in members for child in member.children(recursive=True)]
    os.kill(run.pid, number)
    run.wait(PATIENCE_SECONDS)
    _wait_until(lambda: not any(_alive(member) for member in members))
    assert not Path(folder).exists()


@needs_forks
def test_one_process_runs_all_workbooks_side_by_side(folders, write_workbook):
    meet = write_workbook(
        "import os, time\nfrom pathlib import Path\nbuild = Path(os.environ['MEDLEMSDIALOG_BUILD'])",
        "(build / county_code).touch()\nwhile not all((build / code).exists() for code in ('61', '62')): time.sleep(0.05)",
        "print(os.getppid())",
    )
    with open_pool(2) as pool:
        tasks = [Task(code, meet, {"county_code": code}) for code in ("61", "62")]
        done = _run(folders, *tasks, pool=pool, jobs=2)
        assert {one.outcome.ending for one in done} == {Ending.COMPLETED}
        assert len(pool._all) == 1


@needs_forks
def test_what_runs_one_workbook_can_die_without_harm_to_another(folders, write_workbook):
    kill = write_workbook(
        "import os, signal", "os.kill(os.getppid(), signal.SIGKILL)\nimport time\ntime.sleep(60)", name="dør"
    )
    with open_pool(2) as pool:
        tasks = [Task("61", kill), Task("62", write_workbook("import time\ntime.sleep(3)"))]
        done = {one.task.area_code: one for one in _run(folders, *tasks, pool=pool, jobs=2)}
        assert done["61"].outcome.ending is Ending.DIED
        assert done["61"].outcome.error_text == "exit code -9"
        assert done["62"].outcome.ending is Ending.COMPLETED
        assert len(pool._all) == 1


def _wait_until(holds):
    until = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.1)


def _alive(process):
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
