"""Kernels forked from a process that has imported all they need, where the system can; elsewhere they start as they say.

Each workbook process has one such server. It never runs a workbook itself, so that a kernel forked from it is as
new as one that started from nothing, only sooner. papermill and Jupyter know nothing of it but a kernel provisioner, which
is Jupyter's own place for how kernels come to be.
"""

from __future__ import annotations

import atexit
import multiprocessing
import os
import signal
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from importlib.metadata import EntryPoint
from multiprocessing import connection, forkserver
from pathlib import Path
from threading import Thread
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning import KernelProvisionerFactory, LocalProvisioner

from medlemsdialog.runs.kernel import LOG, is_own_launch

NAME = "medlemsdialog-forked"
_POSSIBLE = "forkserver" in multiprocessing.get_all_start_methods()
_PRELOADED = ["medlemsdialog.runs.kernel_imports", __name__]
_WATCH_SECONDS = 1.0
# ipykernel watches for its parent and ends with it, but takes the server for the parent; 1 is the number it never watches.
_UNWATCHED = "--IPKernelApp.parent_handle=1"


def use_forked_kernels() -> None:
    """Start the server and let the kernels of this process be forked from it, where the system can."""
    if not _POSSIBLE:
        return
    forkserver.set_forkserver_preload(_PRELOADED)
    with suppress(OSError):  # the first kernel tries again, or starts on its own
        forkserver.ensure_running()
    factory = KernelProvisionerFactory.instance()
    factory.provisioners[NAME] = EntryPoint(
        NAME, f"{__name__}:{ForkedKernelProvisioner.__name__}", KernelProvisionerFactory.GROUP_NAME
    )
    factory.default_provisioner_name = NAME


class ForkedKernelProvisioner(LocalProvisioner):  # type: ignore[misc]  # jupyter_client carries no types for it
    """Jupyter's local provisioner, except that our own kernel is forked."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Fork the kernel; one that is not our own, or cannot be forked, is started by its command."""
        if is_own_launch(cmd):
            with suppress(OSError, EOFError):
                kernel = _ForkedKernel(cmd[3:], kwargs["env"], Path(kwargs.get("cwd") or Path.cwd()))
                self.process, self.pid, self.pgid = kernel, kernel.pid, kernel.pid
                return self.connection_info
        return await super().launch_kernel(cmd, **kwargs)


class _ForkedKernel:
    """A forked kernel as the local provisioner knows a process."""

    stdin = stdout = stderr = None

    def __init__(self, arguments: Sequence[str], environment: Mapping[str, str], folder: Path) -> None:
        self._process = multiprocessing.get_context("forkserver").Process(
            target=_run_kernel, args=(list(arguments), dict(environment), folder)
        )
        self._process.start()
        self.pid = self._process.pid or 0

    def poll(self) -> int | None:
        return self._process.exitcode

    def wait(self) -> int | None:
        self._process.join()
        return self._process.exitcode

    def send_signal(self, number: int) -> None:
        os.kill(self.pid, number)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


def _run_kernel(arguments: list[str], environment: dict[str, str], folder: Path) -> None:
    """Become the kernel that `python -c … arguments` would be, in a session of its own."""
    os.setsid()
    Thread(target=_end_with_parents, args=(os.getppid(),), daemon=True).start()
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    with Path(LOG).open("ab") as log:
        os.dup2(log.fileno(), 1)
        os.dup2(log.fileno(), 2)
    tempfile.tempdir = None  # the server's own
    sys.argv = ["-c", *arguments]
    from ipykernel.kernelapp import launch_new_instance

    try:
        launch_new_instance([*arguments, _UNWATCHED])
    finally:
        atexit._run_exitfuncs()  # a forked process ends without


def _end_with_parents(server: int) -> None:
    """End this kernel when the workbook process is gone, or the server."""
    process = multiprocessing.parent_process()
    while process and os.getppid() == server and not connection.wait([process.sentinel], _WATCH_SECONDS):
        pass
    os._exit(1)
