from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from medlemsdialog.runs.execution import Limits, Task, execute_workbooks
from medlemsdialog.runs.process_pool import open_pool
from medlemsdialog.runs.workbook_process import Ending

PATIENCE_SECONDS = 60
WITH_POOL = """
import sys, time
from medlemsdialog.runs.process_pool import open_pool
with open_pool() as pool:
    pool.start(2)
    print(pool._folder, *(process.pid for process in pool._idle), flush=True)
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


def test_no_process_is_idle_for_longer_than_its_pool(folders, write_workbook):
    with open_pool() as pool:
        pool.start(2)
        _run(folders, Task("61", write_workbook("print('her')")), pool=pool)
        family = [psutil.Process(process.pid) for process in pool._all]
        family += [child for process in family for child in process.children(recursive=True)]
        folder = pool._folder
        assert len(family) >= 2
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


def test_a_process_that_was_too_slow_is_not_used_again(folders, write_workbook):
    slow = write_workbook("import time", "time.sleep(60)", name="sen")
    with open_pool() as pool:
        (late,) = _run(folders, Task("61", slow), pool=pool, county_seconds=8)
        assert late.outcome.ending is Ending.TIMEOUT
        assert not pool._all
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
