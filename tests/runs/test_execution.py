from __future__ import annotations

import json
import os
import sys
import time

import nbformat
import psutil
import pytest

from medlemsdialog.errors import UsageError
from medlemsdialog.runs.execution import Limits, Task, execute_workbooks, read_limits, work_folder
from medlemsdialog.runs.process_pool import open_pool
from medlemsdialog.runs.workbook_process import Ending

WRITE = "from pathlib import Path\nimport os\n_ = Path(os.environ['MEDLEMSDIALOG_BUILD'], 'ut-' + county_code).write_text('ok')"


def _run(folders, *tasks, jobs=2, pool=None, **limits):
    return {
        execution.task.area_code: execution
        for execution in execute_workbooks(tasks, *folders, jobs=jobs, limits=Limits(**limits), pool=pool)
    }


def _texts(execution):
    notebook = nbformat.read(execution.executed, as_version=4)
    return [output.get("text", "") for cell in notebook.cells for output in cell.get("outputs", ())]


def test_each_area_gets_its_own_parameter_as_text(folders, write_workbook):
    workbook = write_workbook(WRITE, "print(repr(county_code))")
    done = _run(folders, Task("07", workbook, {"county_code": "07"}), Task("08", workbook, {"county_code": "08"}))
    assert [done[code].outcome.ending for code in ("07", "08")] == [Ending.COMPLETED] * 2
    assert "'07'\n" in _texts(done["07"])
    assert (folders[1].root / "ut-07").is_file()
    assert (folders[1].root / "ut-08").is_file()


def test_the_kernel_is_this_interpreter_whatever_else_is_installed(folders, write_workbook, tmp_path, monkeypatch):
    other = tmp_path / "jupyter" / "kernels" / "python3"
    other.mkdir(parents=True)
    (other / "kernel.json").write_text(
        json.dumps({"argv": ["/bin/false", "{connection_file}"], "display_name": "x", "language": "python"})
    )
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "jupyter"))
    done = _run(folders, Task("61", write_workbook("import sys", "print(sys.executable)")))
    assert f"{sys.executable}\n" in _texts(done["61"])


def test_the_users_own_start_up_files_do_not_leak_in(folders, write_workbook, tmp_path, monkeypatch):
    startup = tmp_path / "home" / ".ipython" / "profile_default" / "startup"
    startup.mkdir(parents=True)
    (startup / "00.py").write_text("leaked = 1")
    (tmp_path / "start.py").write_text("leaked = 1")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "home" / ".ipython"))
    monkeypatch.setenv("PYTHONSTARTUP", str(tmp_path / "start.py"))
    done = _run(folders, Task("61", write_workbook("print('leaked' in globals())")))
    assert "False\n" in _texts(done["61"])


def test_a_raising_cell_is_named_and_its_workbook_kept(folders, write_workbook):
    good, bad = write_workbook(WRITE), write_workbook("1 / 0", name="feil")
    done = _run(folders, Task("61", bad), Task("62", good, {"county_code": "62"}))
    assert done["61"].outcome.ending is Ending.RAISED
    assert done["61"].outcome.error_name == "ZeroDivisionError"
    assert "ZeroDivisionError" in done["61"].executed.read_text()
    assert done["62"].outcome.ending is Ending.COMPLETED


def test_a_slow_cell_stops_alone(folders, write_workbook):
    slow = write_workbook("import time", "time.sleep(60)")
    done = _run(folders, Task("61", slow), Task("62", write_workbook(WRITE, name="god")), cell_seconds=2)
    assert done["61"].outcome.ending is Ending.CELL_TIMEOUT
    assert done["62"].outcome.ending is Ending.COMPLETED


def test_a_slow_county_is_killed_with_its_kernel_and_what_that_started(folders, write_workbook):
    slow = write_workbook(
        "import os, subprocess, sys, time\nfrom pathlib import Path",
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])",
        "_ = Path(os.environ['MEDLEMSDIALOG_BUILD'], 'pids').write_text(f'{os.getpid()} {child.pid}')\ntime.sleep(60)",
    )
    began = time.monotonic()
    done = _run(folders, Task("61", slow), county_seconds=20)
    assert done["61"].outcome.ending is Ending.TIMEOUT
    assert time.monotonic() - began < 50
    for pid in (folders[1].root / "pids").read_text().split():
        assert not _alive(int(pid))


def test_a_kernel_that_dies_takes_no_other_county_down(folders, write_workbook):
    dying = write_workbook("import os", "os._exit(9)")
    done = _run(folders, Task("61", dying), Task("62", write_workbook(WRITE, name="god")))
    assert done["61"].outcome.ending is Ending.DIED
    assert done["61"].attempts == 1
    assert done["62"].outcome.ending is Ending.COMPLETED


def test_a_failure_to_start_is_retried_once(folders, write_workbook, monkeypatch):
    import medlemsdialog.runs.execution as execution_module

    written = execution_module.write_kernelspec
    attempts = []

    def fail_first(folder):
        written(folder)
        attempts.append(folder)
        if len(attempts) == 1:
            spec = folder / "kernels" / "python3" / "kernel.json"
            spec.write_text(json.dumps(json.loads(spec.read_text()) | {"argv": ["/bin/false", "{connection_file}"]}))

    monkeypatch.setattr(execution_module, "write_kernelspec", fail_first)
    with open_pool(engine="stock") as pool:
        done = _run(folders, Task("61", write_workbook(WRITE)), pool=pool)
    assert done["61"].outcome.ending is Ending.COMPLETED
    assert done["61"].attempts == 2


def test_nothing_of_one_county_reaches_another(folders, write_workbook):
    bad = write_workbook(
        "import os, random, sys, warnings, logging",
        "os.environ['LEAKED'] = '1'; os.chdir('/'); random.seed(1); sys.path.insert(0, '/leaked')",
        "logging.disable(logging.CRITICAL); warnings.simplefilter('error'); leaked = 1",
    )
    look = write_workbook(
        "import os, sys, logging",
        "print('LEAKED' in os.environ, os.getcwd() == '/', '/leaked' in sys.path, 'leaked' in globals(), logging.root.manager.disable)",
        name="ser",
    )
    done = _run(folders, Task("61", bad), Task("62", look), jobs=1)
    assert "False False False False 0\n" in _texts(done["62"])
    assert "LEAKED" not in os.environ


def test_unknown_parameter_stops_before_anything_starts(folders, write_workbook):
    with pytest.raises(UsageError, match="ingen parameter «county»"):
        _run(folders, Task("61", write_workbook(WRITE)), Task("62", write_workbook(WRITE), {"county": "62"}))
    assert not work_folder(folders[1], "61").exists()


def test_a_caller_that_stops_listening_leaves_no_process(folders, write_workbook):
    slow = write_workbook("import time", "time.sleep(60)")
    others = set(psutil.Process().children(recursive=True))
    executions = execute_workbooks(
        [Task("61", write_workbook(WRITE, name="god")), Task("62", slow)], *folders, jobs=2, limits=Limits()
    )
    next(executions)
    executions.close()
    left = set(psutil.Process().children(recursive=True)) - others
    assert not [process for process in left if process.status() != psutil.STATUS_ZOMBIE]


def test_limits_come_from_the_environment(monkeypatch):
    monkeypatch.setenv("MEDLEMSDIALOG_CELL_SECONDS", "7")
    assert read_limits().cell_seconds == 7
    monkeypatch.setenv("MEDLEMSDIALOG_COUNTY_SECONDS", "en time")
    with pytest.raises(UsageError, match="MEDLEMSDIALOG_COUNTY_SECONDS"):
        read_limits()


def _alive(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
