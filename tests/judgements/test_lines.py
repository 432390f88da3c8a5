"""What disks, git and OneDrive make of a log: every whole event is found, and the rest is told."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medlemsdialog.judgements.events import CodingSet
from medlemsdialog.judgements.lines import LogPlace, read_lines
from medlemsdialog.judgements.log import append_events, read_judgements, read_whole_log
from medlemsdialog.models.passages import Anchor
from medlemsdialog.paths import DataFolder
from medlemsdialog.runs.new import MERGING

Coding = Callable[..., CodingSet]
PLACE = LogPlace("judgements/61/codings/anne-pc1.jsonl", "61", "codings")
EVENT = CodingSet(by="Anne", client="pc1", statement_id="k1-a", text="Eksempel – oppdiktet", anchor=Anchor(line=1))
LINE = EVENT.model_dump_json().encode()


def log_of(data: DataFolder) -> Path:
    ((_, log),) = data.judgement_logs("codings")
    return log


def test_other_line_ends_and_a_byte_order_mark_change_nothing(data: DataFolder, coding: Coding) -> None:
    append_events(data, "61", [coding(1), coding(2)])
    log = log_of(data)
    log.write_bytes(b"\xef\xbb\xbf" + log.read_bytes().replace(b"\n", b"\r\n"))
    append_events(data, "61", [coding(3)])
    judgements, problems = read_judgements(data)
    assert (len(judgements.codings), problems) == (3, ())


def test_zeros_after_a_power_cut_are_told_and_the_next_press_is_whole(data: DataFolder, coding: Coding) -> None:
    append_events(data, "61", [coding(1)])
    with log_of(data).open("ab") as stream:
        stream.write(b"\0" * 512)
    assert ["tomme tegn" in problem.what.text() for problem in read_judgements(data)[1]] == [True]
    append_events(data, "61", [coding(2)])
    judgements, problems = read_judgements(data)
    assert len(judgements.codings) == 2
    assert [(problem.anchor.line, problem.found) for problem in problems] == [(2, "")]


def test_event_right_after_zeros_or_a_stump_is_kept_and_told() -> None:
    for before in (b"\0\0\0", LINE[:80]):
        found = read_lines(PLACE, before + LINE)
        assert [placed.event for placed in found.events] == [EVENT]
        assert len(found.problems) == 1


@given(st.binary(max_size=60), st.binary(max_size=60), st.integers(0, len(LINE) - 1))
def test_no_bytes_on_other_lines_cost_an_event(before: bytes, after: bytes, cut: int) -> None:
    content = b"\n".join([before, LINE, LINE[:cut], after])
    events = [placed.event for placed in read_whole_log(PLACE, content).events]
    assert EVENT in events


def git(folder: Path, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    settings = ("-c", "user.name=Eksempel", "-c", "user.email=a@example.invalid", "-c", "init.defaultBranch=main")
    return subprocess.run(["git", *settings, *arguments], cwd=folder, check=check, capture_output=True, text=True)


def merge_two_copies(data: DataFolder, coding: Coding) -> int:
    """Let two copies of one log grow apart and merge them with git; return git's exit code."""
    git(data.root, "init", "-q")
    append_events(data, "61", [coding(1)])
    git(data.root, "add", "-A")
    git(data.root, "commit", "-qm", "a")
    git(data.root, "checkout", "-qb", "other")
    append_events(data, "61", [coding(2), coding(3)])
    git(data.root, "commit", "-qam", "b")
    git(data.root, "checkout", "-q", "main")
    append_events(data, "61", [coding(4)])
    git(data.root, "commit", "-qam", "c")
    return git(data.root, "merge", "-q", "--no-edit", "other", check=False).returncode


def test_git_merges_logs_line_by_line_where_the_dialogue_says_so(data: DataFolder, coding: Coding) -> None:
    data.root.mkdir()
    (data.root / ".gitattributes").write_text(MERGING, encoding="utf-8")
    assert merge_two_copies(data, coding) == 0
    judgements, problems = read_judgements(data)
    assert (len(judgements.codings), problems) == (4, ())
    assert git(data.root, "merge", "other").returncode == 0
    assert len(read_judgements(data)[0].codings) == 4


def test_marks_of_a_merge_that_git_gave_up_cost_no_event(data: DataFolder, coding: Coding) -> None:
    data.root.mkdir()
    assert merge_two_copies(data, coding) == 1
    judgements, problems = read_judgements(data)
    assert len(judgements.codings) == 4
    assert [problem.found[:7] for problem in problems] == ["<<<<<<<", "=======", ">>>>>>>"]
    assert all("konfliktmerke" in problem.what.text() for problem in problems)


def test_line_ends_that_git_converts_cost_no_event(data: DataFolder, coding: Coding) -> None:
    data.root.mkdir()
    git(data.root, "init", "-q")
    append_events(data, "61", [coding(1), coding(2)])
    git(data.root, "add", "-A")
    git(data.root, "commit", "-qm", "a")
    log = log_of(data)
    log.unlink()
    git(data.root, "-c", "core.autocrlf=true", "checkout", "--", ".")
    assert b"\r\n" in log.read_bytes()
    append_events(data, "61", [coding(3)])
    judgements, problems = read_judgements(data)
    assert (len(judgements.codings), problems) == (3, ())


@pytest.mark.parametrize("ending", ["-LAPTOP-7", " (1)", " - Kopi", " (Annes motstridende kopi 2017-11-02)"])
def test_conflict_copies_are_folded_in_however_often(data: DataFolder, coding: Coding, ending: str) -> None:
    append_events(data, "61", [coding(1)])
    log = log_of(data)
    copy = log.with_name(f"{log.stem}{ending}.jsonl")
    shutil.copy(log, copy)
    append_events(data, "61", [coding(2)])
    once = read_judgements(data)
    shutil.copy(log, log.with_name("en gang til.jsonl"))
    assert read_judgements(data) == once
    assert (len(once[0].codings), once[1]) == (2, ())
