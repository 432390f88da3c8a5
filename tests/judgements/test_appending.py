"""Disks that are full, read-only, or busy: a press is saved whole or not at all, and the text says so."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from medlemsdialog.errors import JudgementNotSavedError
from medlemsdialog.judgements.events import ClaimRetired, CodingSet
from medlemsdialog.judgements.log import append_events, read_judgements
from medlemsdialog.paths import DataFolder

Coding = Callable[..., CodingSet]


@pytest.fixture
def mounted(tmp_path: Path) -> Iterator[Callable[[str], Path]]:
    """Mount a small disk of its own with these options; left out where that may not be done."""
    folders: list[Path] = []

    def mount(options: str) -> Path:
        folder = folders[0] if folders else tmp_path / "disk"
        folder.mkdir(exist_ok=True)
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", options, "none", str(folder)], check=False, capture_output=True
        )
        if done.returncode:
            pytest.skip("mounting is not allowed here")
        folders[:] = [folder]
        return folder

    yield mount
    for folder in folders:
        subprocess.run(["umount", str(folder)], check=True)


def test_full_disk_saves_nothing_and_says_so(mounted: Callable[[str], Path], coding: Coding) -> None:
    data = DataFolder(mounted("size=64k"))
    saved = 0
    with pytest.raises(JudgementNotSavedError, match=r"Disken er full\. Frigjør plass"):
        for number in range(1000):
            append_events(data, "61", [coding(number, memo="Eksempel – oppdiktet " * 40)])
            saved += 1
    judgements, problems = read_judgements(data)
    assert saved > 5 and len(judgements.codings) == saved
    assert problems == ()


def test_of_several_judgements_none_is_saved_when_one_cannot_be(mounted: Callable[[str], Path], coding: Coding) -> None:
    data = DataFolder(mounted("size=64k"))
    append_events(data, "61", [coding(1)])
    retired = ClaimRetired(by="Anne Eksempel", client="pc1", claim_id="k-a", reason="x" * 100_000)
    with pytest.raises(JudgementNotSavedError):
        append_events(data, "61", [coding(2), retired, coding(3)])
    judgements, problems = read_judgements(data)
    assert (len(judgements.codings), len(judgements.retired_claims), problems) == (1, 0, ())


def test_write_that_is_cut_off_in_the_middle_is_cut_back(data: DataFolder, coding: Coding) -> None:
    append_events(data, "61", [coding(1)])
    ((_, log),) = data.judgement_logs("codings")
    before = log.read_bytes()
    # In a process of its own: the limit on the size of files holds for the whole process, and cannot be lifted again.
    code = f"""
import resource, signal
from pathlib import Path
from medlemsdialog.errors import JudgementNotSavedError
from medlemsdialog.judgements.events import parse_event
from medlemsdialog.judgements.log import append_events
from medlemsdialog.paths import DataFolder
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, ({len(before) + 100}, {len(before) + 100}))
try:
    append_events(DataFolder(Path({str(data.root)!r})), "61", [parse_event({coding(2).model_dump_json()!r})])
except JudgementNotSavedError as error:
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("Valget er ikke lagret: Kan ikke skrive i ")
    assert log.read_bytes() == before


def test_read_only_folder_is_told(mounted: Callable[[str], Path], coding: Coding) -> None:
    folder = mounted("size=64k")
    data = DataFolder(folder)
    append_events(data, "61", [coding(1)])
    subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
    with pytest.raises(JudgementNotSavedError, match="skrivebeskyttet"):
        append_events(data, "61", [coding(2)])
    assert len(read_judgements(data)[0].codings) == 1


def hold(log: Path, *, held: bool) -> None:
    """Make a file unwritable or writable again; modes do not stop the administrator, so an attribute has to."""
    if os.geteuid():
        log.chmod(0o444 if held else 0o644)
        return
    done = subprocess.run(["chattr", "+i" if held else "-i", str(log)], check=False, capture_output=True)
    if done.returncode:
        pytest.skip("the file system knows no immutable files")


def test_log_held_by_another_program_for_a_moment_is_tried_again(data: DataFolder, coding: Coding) -> None:
    append_events(data, "61", [coding(1)])
    ((_, log),) = data.judgement_logs("codings")
    hold(log, held=True)
    release = threading.Timer(0.3, hold, [log], {"held": False})
    release.start()
    try:
        append_events(data, "61", [coding(2)])
    finally:
        release.join()
    assert len(read_judgements(data)[0].codings) == 2


def test_log_held_for_long_is_told(data: DataFolder, coding: Coding, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("medlemsdialog.judgements.appending.RETRY_SECONDS", 0.2)
    append_events(data, "61", [coding(1)])
    ((_, log),) = data.judgement_logs("codings")
    hold(log, held=True)
    try:
        with pytest.raises(JudgementNotSavedError, match="OneDrive eller et virusprogram"):
            append_events(data, "61", [coding(2)])
    finally:
        hold(log, held=False)
