"""The surroundings of a workbook process: this interpreter as its kernel, and nothing of the user's own settings."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import medlemsdialog
from medlemsdialog.paths import BUILD_VARIABLE, DATA_VARIABLE, BuildFolder, DataFolder

KERNEL_NAME = "python3"
# Forked processes of macOS crash in system libraries; papermill's own engine is safe there.
CAN_FORK = hasattr(os, "fork") and sys.platform != "darwin"
# In the work folder: what the workbook process and its kernel say where nobody listens.
LOG = "process.log"
# ipykernel as it is, without the debugger, which takes a third of the kernel's start.
_LAUNCH = (
    "import sys; sys.modules['debugpy'] = None; from ipykernel.kernelapp import launch_new_instance as launch; launch()"
)
# What a user's own Jupyter, IPython and Python settings would bring into a county's result.
_DROPPED_PREFIXES = ("JUPYTER", "IPYTHON", "JPY_", "PAPERMILL")
_DROPPED_NAMES = frozenset({"PYTHONSTARTUP", "PYTHONINSPECT", "PYTHONWARNINGS", "PYTHONHOME"})


def write_kernelspec(folder: Path) -> None:
    """Write a kernelspec `python3` under `folder` that starts the interpreter we run in, whatever is installed elsewhere."""
    kernel = {
        "argv": [
            sys.executable,
            "-c",
            _LAUNCH,
            "-f",
            "{connection_file}",
            "--HistoryManager.enabled=False",
            "--IPKernelApp.log_level=ERROR",
        ],
        "display_name": "Python 3",
        "language": "python",
        "metadata": {"debugger": False},
    }
    target = folder / "kernels" / KERNEL_NAME / "kernel.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(kernel), encoding="utf-8")


def clean_environment() -> dict[str, str]:
    """Return our own environment without the user's settings, for a process that runs workbooks."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(_DROPPED_PREFIXES) and name not in _DROPPED_NAMES
    }
    return environment | {
        "JUPYTER_NO_CONFIG": "1",
        "JUPYTER_PLATFORM_DIRS": "1",
        "PYTHONPATH": _python_path(),
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
    }


def process_environment(data: DataFolder, build: BuildFolder, work_folder: Path) -> dict[str, str]:
    """Return the environment of a workbook and its kernel, which work in `work_folder`.

    Data and build folders go this way and never as parameters. The search path for kernels is relative, since an
    absolute one cannot hold the character that separates paths.
    """
    jupyter = work_folder / "jupyter"
    return clean_environment() | {
        DATA_VARIABLE: str(data.root),
        BUILD_VARIABLE: str(build.root),
        "JUPYTER_PATH": "jupyter",
        "JUPYTER_CONFIG_DIR": str(jupyter / "config"),
        "JUPYTER_DATA_DIR": str(jupyter),
        "JUPYTER_RUNTIME_DIR": str(jupyter / "runtime"),
        "IPYTHONDIR": str(work_folder / "ipython"),
    }


def _python_path() -> str:
    """Return PYTHONPATH with the place this package was imported from first, absolute: the process has another folder."""
    own = str(Path(medlemsdialog.__file__).parents[1])
    given = [str(Path(entry).resolve()) for entry in os.environ.get("PYTHONPATH", "").split(os.pathsep) if entry]
    return os.pathsep.join(dict.fromkeys([own, *given]))
