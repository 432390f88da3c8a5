"""Real kernels and processes that write at once, and are killed: no press that was saved is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.manager import KernelManager

from medlemsdialog.errors import JudgementNotSavedError
from medlemsdialog.judgements import locking
from medlemsdialog.judgements.events import CodingSet
from medlemsdialog.judgements.log import append_events, read_judgements
from medlemsdialog.paths import DataFolder

PRESSES = 60
WRITE = """
from pathlib import Path
from medlemsdialog.judgements.authorship import client_name
from medlemsdialog.judgements.events import CodingSet
from medlemsdialog.judgements.log import append_events
from medlemsdialog.models.passages import Anchor
from medlemsdialog.paths import DataFolder
data = DataFolder(Path({root!r}))
def press(name, by, number):
    append_events(data, "61", [CodingSet(by=by, client=client_name(), statement_id=f"{{name}}-{{number:08x}}",
        text="Eksempel – oppdiktet " * 40, anchor=Anchor(line=1), themes=("museum",))])
"""


@pytest.fixture
def kernels() -> Iterator[list[BlockingKernelClient]]:
    """Two live Jupyter kernels."""
    managers = [KernelManager(kernel_name="python3") for _ in range(2)]
    clients: list[BlockingKernelClient] = []
    try:
        for manager in managers:
            manager.start_kernel()
        for manager in managers:
            client = manager.blocking_client()
            client.start_channels()
            client.wait_for_ready(timeout=120)
            clients.append(client)
        yield clients
    finally:
        for client in clients:
            client.stop_channels()
        for manager in managers:
            if manager.has_kernel:
                manager.shutdown_kernel(now=True)


@pytest.mark.parametrize(("first", "second", "logs"), [("Anne", "Bo", 2), ("Anne", "Anne", 1)])
def test_two_kernels_that_write_at_once_lose_nothing(
    kernels: list[BlockingKernelClient], data: DataFolder, first: str, second: str, logs: int
) -> None:
    start = data.root.parent / "start"
    for kernel in kernels:
        done = kernel.execute_interactive(WRITE.format(root=str(data.root)), timeout=120)
        assert done["content"]["status"] == "ok"
    waiting = [
        kernel.execute(
            f"import time\nwhile not Path({str(start)!r}).exists(): time.sleep(0.001)\n"
            f"for number in range({PRESSES}): press('k{place}', {by!r}, number)"
        )
        for place, (kernel, by) in enumerate(zip(kernels, (first, second), strict=True))
    ]
    start.touch()
    for kernel, message in zip(kernels, waiting, strict=True):
        reply = kernel.get_shell_msg(timeout=120)
        while reply["parent_header"]["msg_id"] != message:
            reply = kernel.get_shell_msg(timeout=120)
        assert reply["content"]["status"] == "ok", reply["content"]
    judgements, problems = read_judgements(data)
    assert problems == ()
    assert len(judgements.codings) == 2 * PRESSES
    files = [file for _, file in data.judgement_logs("codings")]
    assert len(files) == logs
    assert sum(file.read_bytes().count(b"\n") for file in files) == 2 * PRESSES


def test_process_killed_while_it_writes_loses_nothing_it_had_saved(data: DataFolder, coding: Callable[..., CodingSet]):
    code = WRITE.format(root=str(data.root)) + (
        "import itertools\nfor number in itertools.count():\n press('k1', 'Anne', number)\n print(number, flush=True)\n"
    )
    told = -1
    for _ in range(3):
        process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        saved = [process.stdout.readline() for _ in range(20)]
        time.sleep(0.05)
        os.kill(process.pid, signal.SIGKILL)
        rest, _ = process.communicate(timeout=30)
        told = max(told, *(int(line) for line in [*saved, *rest.splitlines(keepends=True)] if line.endswith("\n")))
        judgements, problems = read_judgements(data)
        assert {f"k1-{number:08x}" for number in range(told + 1)} <= {statement for statement, _ in judgements.codings}
        assert len(problems) <= 1
    # The operating system gave the lock back, and the next press is saved at once.
    before = time.monotonic()
    append_events(data, "61", [coding(by="Anne")])
    assert time.monotonic() - before < locking.WAIT_SECONDS / 2


def test_stump_of_a_killed_write_is_told_and_the_next_press_is_whole(
    data: DataFolder, coding: Callable[..., CodingSet]
):
    append_events(data, "61", [coding(1)])
    ((_, log),) = data.judgement_logs("codings")
    with log.open("ab") as stream:
        stream.write(coding(2).model_dump_json().encode()[:200])
    assert [problem.what.msgid.split()[0] for problem in read_judgements(data)[1]] == ["Siste"]
    append_events(data, "61", [coding(3)])
    judgements, problems = read_judgements(data)
    assert sorted(statement for statement, _ in judgements.codings) == ["k1-00000001", "k1-00000003"]
    assert [problem.anchor.line for problem in problems] == [2]


def test_log_that_another_process_holds_too_long_is_told_and_nothing_saved(
    data: DataFolder, coding: Callable[..., CodingSet], monkeypatch: pytest.MonkeyPatch
):
    event = coding()
    log = data.judgement_log("61", "codings", event.by, event.client)
    lock = locking._lock_of(log)
    assert isinstance(lock, FileLock)
    with lock, pytest.raises(JudgementNotSavedError, match="har holdt loggen"), locking.lock_log(log, wait_seconds=0.2):
        pass
    append_events(data, "61", [event])


def test_lock_leaves_nothing_in_the_dialogue_folder(data: DataFolder, coding: Callable[..., CodingSet]):
    append_events(data, "61", [coding()])
    assert [file.suffix for file in Path(data.root).rglob("*") if file.is_file()] == [".jsonl"]
