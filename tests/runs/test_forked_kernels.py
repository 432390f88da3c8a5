from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from multiprocessing import get_all_start_methods

import nbformat
import psutil
import pytest

from medlemsdialog.runs.execution import Limits, Task, execute_workbooks
from medlemsdialog.runs.workbook_process import Ending

pytestmark = pytest.mark.skipif("forkserver" not in get_all_start_methods(), reason="kernels are forked on POSIX only")
PATIENCE_SECONDS = 60
STATE = """
import os, sys, threading, tempfile
print(sorted(name for name in globals() if name.startswith('leaked')), __name__, sys.argv[0], os.getcwd())
print('medlemsdialog.report' in sys.modules, tempfile.gettempdir(), os.environ.get('TMPDIR'))
"""
CRASH = "print('fra kjernen', file=sys.__stderr__, flush=True); import time; time.sleep(1); faulthandler._sigsegv()"
RUN = """
import sys
from pathlib import Path
from medlemsdialog.paths import BuildFolder, DataFolder
from medlemsdialog.runs.execution import Task, execute_workbooks
data, build, workbook = map(Path, sys.argv[1:])
list(execute_workbooks([Task('61', workbook)], DataFolder(data), BuildFolder(build), jobs=1))
"""


def _run(folders, *tasks):
    done = execute_workbooks(tasks, *folders, jobs=1, limits=Limits())
    return {execution.task.area_code: execution for execution in done}


def _text(execution):
    notebook = nbformat.read(execution.executed, as_version=4)
    return "".join(output.get("text", "") for cell in notebook.cells for output in cell.get("outputs", ()))


def test_a_kernel_has_the_library_when_it_begins_and_nothing_of_the_kernel_before(folders, write_workbook):
    dirty = write_workbook("leaked = 1\nimport sys, os\nsys.leaked = 1; os.chdir('/')", name="skitten")
    look = write_workbook(
        "import sys\nbefore = sorted(sys.modules)", STATE, "print(hasattr(sys, 'leaked'))", name="ser"
    )
    done = _run(folders, Task("61", dirty), Task("62", look))
    lines = _text(done["62"]).splitlines()
    assert lines[0].startswith("[] __main__ -c ")
    assert lines[0].endswith(os.sep + "62")
    assert lines[1].startswith("True ")
    assert "md-" not in lines[1]
    assert lines[2] == "False"


def test_each_workbook_gets_a_kernel_of_its_own(folders, write_workbook):
    pid = write_workbook("import os, random, uuid\nprint(os.getpid(), os.getsid(0), random.random(), uuid.uuid4())")
    done = _run(folders, Task("61", pid), Task("62", pid))
    first, second = (_text(done[code]).split() for code in ("61", "62"))
    assert first[0] == first[1]
    assert not set(first) & set(second)


def test_what_a_kernel_said_before_it_crashed_is_in_the_log(folders, write_workbook):
    done = _run(folders, Task("61", write_workbook("import faulthandler, sys", CRASH)))
    assert done["61"].outcome.ending is Ending.DIED
    assert "fra kjernen" in done["61"].log
    assert "ipython kernel" not in done["61"].log


def test_a_kernel_ends_with_a_run_that_is_killed(folders, write_workbook, tmp_path):
    workbook = write_workbook(
        "import os, time\nfrom pathlib import Path",
        "_ = Path(os.environ['MEDLEMSDIALOG_BUILD'], 'pid').write_text(str(os.getpid()))\ntime.sleep(600)",
    )
    data, build = folders
    run = subprocess.Popen([sys.executable, "-c", RUN, str(data.root), str(build.root), str(workbook)])
    pid = build.root / "pid"
    _wait_until(lambda: pid.is_file() and re.fullmatch(r"\d+", pid.read_text()))
    kernel = psutil.Process(int(pid.read_text()))
    family = psutil.Process(run.pid).children(recursive=True)
    assert kernel in family
    run.kill()
    run.wait()
    _wait_until(lambda: not any(_alive(member) for member in family))


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
