"""A parser that loops, crashes or eats memory costs one original; the others go on in a new process."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Timer

import psutil
import pytest

from medlemsdialog.intake.document import Outcome
from medlemsdialog.intake.reading_process import ReadingProcess, reading_process

LETTER = ("brev.txt", b"Kommunen krever mer.\n")
needs_limits = pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to its memory")


@pytest.fixture
def process() -> Iterator[Callable[..., ReadingProcess]]:
    made: list[ReadingProcess] = []

    def make(**limits: float) -> ReadingProcess:
        made.append(ReadingProcess(**limits))  # type: ignore[arg-type]
        return made[-1]

    yield make
    for one in made:
        one.stop()


def rule(outcome: Outcome) -> str:
    return outcome.refusal.rule if outcome.refusal else ""


def slow_sheet() -> bytes:
    return b"\n".join(b"Horten;vi vil ha mer kultur;%d" % number for number in range(190_000))


def worker_of(process: ReadingProcess) -> psutil.Process:
    return psutil.Process(process._process.pid)  # type: ignore[union-attr]


def test_many_originals_need_one_worker(process: Callable[..., ReadingProcess], docx: Callable[..., bytes]) -> None:
    reader = process()
    for number in range(5):
        outcome = reader.read(f"{number}.docx", docx(f"Avsnitt {number}."))
        assert outcome.document
        assert [block.text for block in outcome.document.blocks] == [f"Avsnitt {number}."]
    assert rule(reader.read("tom.docx", b"")) == "empty"
    assert reader.starts == 1


def test_slow_original_is_stopped_and_the_next_is_read(process: Callable[..., ReadingProcess]) -> None:
    reader = process(seconds=0.4)
    began = time.monotonic()
    outcome = reader.read("stort.csv", slow_sheet())
    assert rule(outcome) == "too_slow"
    assert outcome.refusal and outcome.refusal.found == "0.4 s"
    assert time.monotonic() - began < 10
    assert reader.read(*LETTER).document
    assert reader.starts == 2


def test_slow_pandoc_is_ended_with_its_worker(
    process: Callable[..., ReadingProcess], monkeypatch: pytest.MonkeyPatch
) -> None:
    # What is started here is known by its environment, beside what others run on the machine.
    mark = f"{os.getpid()}-slow-pandoc"
    monkeypatch.setenv("MEDLEMSDIALOG_TESTED_BY", mark)

    def list_own_pandocs() -> set[int]:
        pandocs = [one for one in psutil.process_iter(["name", "environ"]) if one.info["name"] == "pandoc"]
        return {one.pid for one in pandocs if (one.info["environ"] or {}).get("MEDLEMSDIALOG_TESTED_BY") == mark}

    reader = process(seconds=8)
    with ThreadPoolExecutor() as aside:
        outcome = aside.submit(reader.read, "stor.rtf", rb"{\rtf1 " + rb"{\b x} " * 600_000 + b"}")
        seen: set[int] = set()
        while not outcome.done():
            seen |= list_own_pandocs()
            time.sleep(0.1)
    assert rule(outcome.result()) == "too_slow"
    time.sleep(0.3)
    assert seen and not list_own_pandocs()


@pytest.mark.parametrize("deed", ["SIGSEGV", "SIGKILL", "SIGABRT"])
def test_crash_while_reading_costs_one_original(deed: str, process: Callable[..., ReadingProcess]) -> None:
    reader = process()
    reader.read(*LETTER)

    def crash_every_worker() -> None:
        for _ in range(60):
            for one in psutil.Process().children():
                if one.is_running() and reader._process and one.pid == reader._process.pid:
                    os.kill(one.pid, getattr(signal, deed))
            if reader.starts > 2:
                return
            time.sleep(0.05)

    crashing = Timer(0.2, crash_every_worker)
    crashing.start()
    outcome = reader.read("stort.csv", slow_sheet())
    crashing.join()
    assert rule(outcome) in {"unreadable", ""}
    assert reader.read(*LETTER).document
    assert reader.starts >= 2


def test_worker_that_died_between_two_originals_is_replaced_unseen(process: Callable[..., ReadingProcess]) -> None:
    reader = process()
    reader.read(*LETTER)
    worker_of(reader).kill()
    worker_of(reader).wait(5)
    assert reader.read(*LETTER).document
    assert reader.starts == 2


@needs_limits
def test_memory_is_limited(process: Callable[..., ReadingProcess], xlsx: Callable[..., bytes]) -> None:
    reader = process(memory=300 * 1024 * 1024)
    assert reader.read(*LETTER).document
    outcome = reader.read("stort.csv", b"\n".join(b"a;" * 40 for _ in range(24_000)))
    assert rule(outcome) == "too_much_memory"
    assert reader.read(*LETTER).document


def test_worker_ends_with_its_parent_and_prints_nothing_into_answers(process: Callable[..., ReadingProcess]) -> None:
    reader = process()
    reader.read(*LETTER)
    worker = worker_of(reader)
    reader.stop()
    assert not worker.is_running() or worker.status() == psutil.STATUS_ZOMBIE
    assert reader.read(*LETTER).document


def test_modules_in_the_folder_one_stands_in_are_not_run(
    process: Callable[..., ReadingProcess], tmp_path, monkeypatch
) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit(3)\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert process().read(*LETTER).document


def test_one_process_has_one_worker() -> None:
    assert reading_process() is reading_process()


@pytest.mark.parametrize(("name", "content"), [("side.pdf", b"%PDF-1.4 tull"), ("bilde.png", b"\x89PNG\r\n\x1a\ntull")])
def test_picture_that_cannot_be_drawn_is_told_of(
    name: str, content: bytes, process: Callable[..., ReadingProcess]
) -> None:
    drawn = process().draw_page(name, content, 1)
    assert not isinstance(drawn, bytes)
    assert drawn.rule == "unreadable"
    assert drawn.values["format"]
