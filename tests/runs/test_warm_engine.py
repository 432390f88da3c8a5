from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time

import nbformat
import papermill
import psutil
import pytest

from medlemsdialog.drawing import shared_renderer
from medlemsdialog.report.fragment import environment
from medlemsdialog.runs.execution import Limits, Task, execute_workbooks
from medlemsdialog.runs.normalise import normalise_notebook
from medlemsdialog.runs.process_pool import open_pool
from medlemsdialog.runs.warm_engine import CAN_FORK, NAME
from medlemsdialog.runs.workbook_process import Ending

pytestmark = pytest.mark.skipif(not CAN_FORK, reason="workbooks are forked on POSIX only")
PATIENCE_SECONDS = 60
STATE = """
import os, sys, threading, tempfile
print(sorted(name for name in globals() if name.startswith('leaked')), __name__, sys.argv[0], os.getcwd())
print('medlemsdialog.report' in sys.modules, tempfile.gettempdir(), os.environ.get('TMPDIR'))
"""
CRASH = "print('fra cellen', file=sys.__stderr__, flush=True); import time; time.sleep(1); faulthandler._sigsegv()"
# All that a workbook could change for others in the process it runs in, and a look at the same.
HOSTILE = (
    "import builtins, gc, locale, logging, os, random, signal, sys, tempfile, threading, time, warnings, atexit",
    "from medlemsdialog import catalogue, evidence, paths, report",
    "leaked = 1; builtins.leaked = 1; sys.leaked = 1; builtins.max = min",
    "os.environ['LEAKED'] = '1'; os.environ.pop('MEDLEMSDIALOG_DATA'); os.environ['TMPDIR'] = '/'; os.umask(0o777)",
    "os.chdir('/'); sys.path.append('leaked'); sys.argv.append('leaked'); sys.modules['json.tool'] = None",
    "logging.disable(logging.CRITICAL); logging.getLogger().addHandler(logging.NullHandler()); logging.root.setLevel(1)",
    "warnings.simplefilter('error'); warnings.filterwarnings('ignore', category=DeprecationWarning)",
    "random.seed(1); import numpy; numpy.random.seed(1); gc.disable(); sys.setrecursionlimit(900)",
    "kept = [open(os.devnull) for _ in range(40)]",
    "signal.signal(signal.SIGTERM, signal.SIG_IGN); atexit.register(print, 1) and None",
    "threading.Thread(target=time.sleep, args=(600,), daemon=True).start(); tempfile.tempdir = '/'",
    "evidence.build_summary = report.claims = catalogue.translate = paths.build_folder = None",
    "import subprocess; _ = subprocess.Popen(['sleep', '600'])",
    "print('ferdig')",
)
LOOK = """
import builtins, gc, json, logging, os, random, signal, sys, tempfile, threading, time, warnings
import numpy
from medlemsdialog import catalogue, evidence, paths, report
umask = os.umask(0); os.umask(umask)
print(json.dumps({
    'names': [name for name in globals() if 'leak' in name],
    'builtins': [hasattr(builtins, 'leaked'), max(1, 2), hasattr(sys, 'leaked')],
    'environment': sorted(os.environ.items()), 'cwd': os.getcwd(), 'umask': umask, 'path': sys.path, 'argv': sys.argv,
    'module': sys.modules.get('json.tool', 'none') is None,
    'logging': [logging.root.level, len(logging.root.handlers), logging.root.manager.disable],
    'warnings': [repr(one) for one in warnings.filters], 'chance': random.random() != random.Random(1).random(),
    'numpy': bool(numpy.random.random() != numpy.random.RandomState(1).random()), 'gc': gc.isenabled(), 'limit': sys.getrecursionlimit(),
    'files': len(os.listdir('/proc/self/fd')) if os.path.isdir('/proc/self/fd') else 0, 'signal': str(signal.getsignal(signal.SIGTERM)),
    'threads': threading.active_count(), 'tempdir': tempfile.gettempdir(),
    'library': [callable(one) for one in (evidence.build_summary, report.claims, catalogue.translate, paths.build_folder)],
}))
"""
RUN = """
import sys
from pathlib import Path
from medlemsdialog.paths import BuildFolder, DataFolder
from medlemsdialog.runs.execution import Task, execute_workbooks
data, build, workbook = map(Path, sys.argv[1:])
list(execute_workbooks([Task('61', workbook)], DataFolder(data), BuildFolder(build), jobs=1))
"""
# What kernels are good at and a plain `exec` is not: each cell must leave the same in both engines.
CELLS = (
    "print('æøå'); print('feil', file=__import__('sys').stderr); print('igjen', end='')",
    "1 + 1",
    "'semikolon';",
    "from IPython.display import HTML, display, clear_output, update_display\ndisplay(HTML('<b>fet</b>'))",
    "shown = display({'text/plain': 'før'}, raw=True, display_id='fast')",
    "update_display({'text/plain': 'etter'}, raw=True, display_id='fast')",
    "print('borte'); clear_output(); print('igjen')",
    "clear_output(wait=True); print('står')",
    "class Vist:\n    def __repr__(self): return 'Vist'\n    def _repr_html_(self): return '<i>vist</i>'\nVist()",
    "import asyncio\nawait asyncio.sleep(0)\n'ventet'",
    "import warnings\nwarnings.warn('advarsel')",
    "_ + ' før'",
    "Out[2], In[2], get_ipython().execution_count",
    "import logging\nlogging.warning('logget')",
    "from pandas import DataFrame\nDataFrame({'a': [1, 2]})",
    "%%capture fanget\nprint('fanget')",
    "fanget.stdout",
    "def deler(n):\n    return 1 / n",
    "_ = 5\nprint(sorted(k for k in vars(__builtins__) if k == '_'))",
    "__name__, __doc__",
)
ERRORS = (
    "deler(0)",
    "def (",
    "raise KeyboardInterrupt",
    "raise ValueError('æ' * 5)",
)


def _run(folders, *tasks, engine="warm"):
    with open_pool(engine=engine) as pool:
        done = list(execute_workbooks(tasks, *folders, jobs=1, limits=Limits(), pool=pool))
    return {execution.task.area_code: execution for execution in done}


def _text(execution):
    notebook = nbformat.read(execution.executed, as_version=4)
    return "".join(output.get("text", "") for cell in notebook.cells for output in cell.get("outputs", ()))


def _errors(execution):
    cells = nbformat.read(execution.executed, as_version=4).cells
    outputs = [output for cell in cells for output in cell.get("outputs", ())]
    return [output.get("traceback") for output in outputs if output.output_type == "error"]


def _kept(execution):
    cells = normalise_notebook(nbformat.read(execution.executed, as_version=4), known={}).cells
    for cell in cells:
        for output in cell.get("outputs", ()):
            if output.output_type == "stream":
                output.text = re.sub(r"\S*ipykernel_\d+/\d+\.py:\d+", "<cell>", output.text)
    return cells


def test_both_engines_leave_the_same_workbook(folders, write_workbook):
    workbook = write_workbook(*CELLS, *ERRORS, "raise SystemExit(3)", "'aldri'")
    notebook = nbformat.read(workbook, as_version=4)
    for cell in notebook.cells[-2 - len(ERRORS) : -2]:
        cell.metadata["tags"] = ["raises-exception"]
    nbformat.write(notebook, workbook)
    warm = _run(folders, Task("61", workbook, {"county_code": "62"}))["61"]
    kept = _kept(warm)
    stock = _run(folders, Task("61", workbook, {"county_code": "62"}), engine="stock")["61"]
    for ours, theirs in zip(kept, _kept(stock), strict=True):
        assert ours == theirs
    assert warm.outcome == stock.outcome


def test_nobody_is_asked_for_input(folders, write_workbook):
    done = _run(folders, Task("61", write_workbook("input('navn?')")))["61"]
    assert done.outcome.error_name == "StdinNotImplementedError"


def test_what_other_programs_print_stands_in_the_workbook(folders, write_workbook):
    done = _run(folders, Task("61", write_workbook("import os\n_ = os.system('echo nedenfra')\nprint('over')")))
    assert set(_text(done["61"]).split()) == {"nedenfra", "over"}


def test_relative_output_is_told_from_where_papermill_was_started(write_workbook, tmp_path, monkeypatch):
    workbook, elsewhere = write_workbook("import time\ntime.sleep(1.5)", "print(1 + 1)"), tmp_path / "annetsteds"
    elsewhere.mkdir()
    (elsewhere / "kjørt.ipynb").write_text("en annens", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    papermill.execute_notebook(
        str(workbook), "kjørt.ipynb", cwd=str(elsewhere), engine_name=NAME, kernel_name="python3", progress_bar=False
    )
    assert (elsewhere / "kjørt.ipynb").read_text(encoding="utf-8") == "en annens"
    assert nbformat.read(tmp_path / "kjørt.ipynb", as_version=4).cells[-1].outputs[0].text == "2\n"


def test_papermill_finds_the_engine_by_its_name(write_workbook, tmp_path, monkeypatch):
    monkeypatch.setenv("JUPYTER_PLATFORM_DIRS", "1")
    workbook, made = write_workbook("print(county_code)"), tmp_path / "kjørt.ipynb"
    command = [sys.executable, "-m", "papermill", "--engine", NAME, "-r", "county_code", "07", str(workbook), str(made)]
    subprocess.run(command, check=True, capture_output=True, cwd=tmp_path)
    assert nbformat.read(made, as_version=4).cells[-1].outputs[0].text == "07\n"


def test_an_allowed_error_does_not_stop_the_workbook(write_workbook, tmp_path):
    workbook = write_workbook("1 / 0", "print('videre')")
    notebook = nbformat.read(workbook, as_version=4)
    notebook.cells[2].metadata["tags"] = ["raises-exception"]
    nbformat.write(notebook, workbook)
    from medlemsdialog.runs.warm_engine import register_engine

    register_engine()
    with pytest.raises(papermill.PapermillExecutionError):
        papermill.execute_notebook(workbook, tmp_path / "kjørt.ipynb", engine_name=NAME, progress_bar=False)
    assert "videre" in (tmp_path / "kjørt.ipynb").read_text()


def test_a_workbook_has_the_library_when_it_begins_and_nothing_of_the_one_before(folders, write_workbook):
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


def test_a_hostile_workbook_changes_nothing_for_the_next(folders, write_workbook):
    look, hostile = write_workbook(LOOK, name="ser"), write_workbook(*HOSTILE, name="fiendtlig")
    tasks = [Task("61", look), Task("62", hostile), Task("63", look)]
    done = _run(folders, *tasks)
    assert done["62"].outcome.ending is Ending.COMPLETED, _errors(done["62"])
    assert "ferdig" in _text(done["62"])
    # The work folder alone carries the code; what else of the environment holds the same digits is no matter of it.
    before, after = (json.loads(_text(done[code]).replace(f"work/{code}", "work/NN")) for code in ("61", "63"))
    assert after == before


def test_a_process_has_run_a_county_before_it_runs_yours_where_it_is_asked_to_and_there_is_a_renderer(
    folders, write_workbook
):
    look = write_workbook(
        "from medlemsdialog.report import definition_words\nprint(definition_words._by_words.cache_info().currsize > 0)",
        "import os\nprint('oppvarming' in os.environ['MEDLEMSDIALOG_DATA'])",
    )
    with shared_renderer(), open_pool() as pool:
        told = []
        for rehearses in (False, True):
            if rehearses:
                pool.rehearse()
            (done,) = execute_workbooks([Task("61", look)], *folders, jobs=1, limits=Limits(), pool=pool)
            told.append(_text(done).split())
    assert told == [["False", "False"], ["True", "False"]]


def test_an_idle_process_has_compiled_what_workbooks_take_before_they_come(folders, write_workbook):
    look = write_workbook(
        "from medlemsdialog.report.fragment import environment\nprint(len(environment().cache))",
        "from medlemsdialog.evidence.summary import compile_check\nprint(compile_check.cache_info().currsize)",
    )
    fragments = len([name for name in environment().list_templates() if name.startswith("fragments/")])
    with open_pool() as pool:
        until, told = time.monotonic() + PATIENCE_SECONDS, []
        while told != [str(fragments), "1"]:
            assert time.monotonic() < until, told
            (done,) = execute_workbooks([Task("61", look)], *folders, jobs=1, limits=Limits(), pool=pool)
            told = _text(done).split()


def test_each_workbook_gets_a_process_and_chance_of_its_own(folders, write_workbook):
    pid = write_workbook("import os, random, uuid\nprint(os.getpid(), os.getsid(0), random.random(), uuid.uuid4())")
    done = _run(folders, Task("61", pid), Task("62", pid))
    first, second = (_text(done[code]).split() for code in ("61", "62"))
    assert first[0] == first[1]
    assert not set(first) & set(second)


def test_what_a_workbook_said_before_it_crashed_is_in_the_log(folders, write_workbook):
    done = _run(folders, Task("61", write_workbook("import faulthandler, sys", CRASH)))
    assert done["61"].outcome.ending is Ending.DIED
    assert "fra cellen" in done["61"].log


def test_a_cell_that_hangs_is_kept_as_the_one_at_work(folders, write_workbook):
    workbook = write_workbook("import time\ntime.sleep(60)")
    with open_pool() as pool:
        limits = Limits(cell_seconds=2)
        (slow,) = execute_workbooks([Task("61", workbook)], *folders, jobs=1, limits=limits, pool=pool)
    assert slow.outcome.ending is Ending.CELL_TIMEOUT
    assert slow.outcome.cell == 3


def test_a_workbook_ends_with_a_run_that_is_killed(folders, write_workbook):
    workbook = write_workbook(
        "import os, time\nfrom pathlib import Path",
        "_ = Path(os.environ['MEDLEMSDIALOG_BUILD'], 'pid').write_text(str(os.getpid()))\ntime.sleep(600)",
    )
    data, build = folders
    run = subprocess.Popen([sys.executable, "-c", RUN, str(data.root), str(build.root), str(workbook)])
    pid = build.root / "pid"
    _wait_until(lambda: pid.is_file() and re.fullmatch(r"\d+", pid.read_text()))
    at_work = psutil.Process(int(pid.read_text()))
    family = psutil.Process(run.pid).children(recursive=True)
    assert at_work in family
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
