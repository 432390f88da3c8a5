"""Answers from the input page in `inputs/`: each once, whatever is cut off where; amended in its place, withdrawn with its words."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from medlemsdialog.cli.app import run_command
from medlemsdialog.evidence import open_workspace, read_even_if_broken
from medlemsdialog.exchange.submission_store import mark_pulled, read_sent
from medlemsdialog.paths import BuildFolder, DataFolder, InputPageFolder
from medlemsdialog.runs import judging
from medlemsdialog.runs.inbox import InboxState, list_inbox, pull_inbox
from support.mini_dialogue import build_of, write_mini_dialogue
from support.sent_answers import pulled_version, send_answer, withdraw_answer

FIRST = "Eksempel – oppdiktet: Vi vil ha flere lokaler."
SECOND = "Vi vil ha bedre bibliotek."
PDF, NOTE = b"Eksempel: vedtak i saken.\n", b"Eksempel: et notat.\n"
# What changes files, seen by the interpreter before it is done.
DEEDS = frozenset({"os.rename", "os.remove", "sqlite3.connect"})


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    return write_mini_dialogue(tmp_path / "dialog")


@pytest.fixture
def store(tmp_path: Path) -> InputPageFolder:
    return InputPageFolder(tmp_path / "lager")


@pytest.fixture
def send(data: DataFolder, store: InputPageFolder) -> Callable[..., str]:
    dialogue = open_workspace(data, build_of(data)).dialogue

    def send(member: str = "9101", **told: Any) -> str:
        return send_answer(store, dialogue, member, **{"answers": {"p3": FIRST}, **told})

    return send


def pull(data: DataFolder, store: InputPageFolder, **how: Any) -> list[tuple[InboxState, str]]:
    entries = pull_inbox(open_workspace(data, build_of(data)), store, **how)
    return [(entry.state, entry.source) for entry in entries]


def files(data: DataFolder) -> dict[str, bytes]:
    """Return what the input page has brought, by path."""
    return {source: file.read_bytes() for source, file in data.originals() if "-KF-" in source}


def confirm(data: DataFolder, county: str = "91") -> None:
    workspace = open_workspace(data, build_of(data))
    found = [one for one in judging.find_proposals(workspace, county) if "-KF-" in one.source]
    judging.register_sources(workspace, county, found, by="Rådgiver", registration=judging.Registration())


def test_an_answer_comes_with_its_attachments_under_names_that_an_adviser_can_read(
    data: DataFolder, store: InputPageFolder, send: Callable[..., str]
) -> None:
    reference = send(attachments={"Vedtak i saken.PDF": PDF, "../../etc/passwd\n": NOTE})
    ((state, source),) = pull(data, store)
    assert (state, source) == (InboxState.NEW, f"91/storvika-{reference}.innspill.json")
    assert sorted(files(data)) == [
        f"91/storvika-{reference}-vedlegg-1-passwd",
        f"91/storvika-{reference}-vedlegg-2-vedtak-i-saken.pdf",
        source,
    ]
    received = read_even_if_broken(open_workspace(data, build_of(data)), "91")
    own = [one for one in received.sources if reference in one.source]
    assert {one.sender_code for one in own} == {"9101"}
    assert not [p for p in received.problems if p.rule == "submission_attachment_missing"]


def test_a_second_pull_changes_nothing(data: DataFolder, store: InputPageFolder, send: Callable[..., str]) -> None:
    send()
    pull(data, store)
    before = {file: file.stat().st_mtime_ns for file in data.root.rglob("*") if file.is_file()}
    assert [state for state, _ in pull(data, store)] == [InboxState.HERE]
    after = {file: file.stat().st_mtime_ns for file in data.root.rglob("*") if file.is_file()}
    assert after == before


def test_status_lists_and_fetches_nothing(data: DataFolder, store: InputPageFolder, send: Callable[..., str]) -> None:
    reference = send()
    (entry,) = list_inbox(open_workspace(data, build_of(data)), store)
    assert (entry.state, entry.sender_name, entry.area_code) == (InboxState.NEW, "Storvika", "91")
    assert files(data) == {} and pulled_version(store, reference) == 0


def test_an_amended_answer_takes_the_place_of_the_one_before_and_keeps_its_codings(
    data: DataFolder, store: InputPageFolder, send: Callable[..., str]
) -> None:
    reference = send(attachments={"a.txt": PDF, "b.txt": NOTE})
    pull(data, store)
    confirm(data)
    workspace = open_workspace(data, build_of(data))
    passages = read_even_if_broken(workspace, "91").passages
    coded = next(passage for passage in passages if passage.text == FIRST)
    theme = workspace.codebook.themes[0].code
    judging.code_statement(workspace, coded.statement_id, themes=[theme], claims={}, by="Koder")
    send(reference=reference, answers={"p3": f"{SECOND}\n\n{FIRST}"}, attachments={"a.txt": PDF})
    assert [state for state, _ in pull(data, store)] == [InboxState.AMENDED]
    received = read_even_if_broken(open_workspace(data, build_of(data)), "91")
    assert next(p for p in received.passages if p.text == FIRST).statement_id == coded.statement_id
    rules = {problem.rule for problem in received.problems if reference in problem.source}
    assert "original_changed" in rules and not rules & {"orphan-coding", "original_missing"}
    assert sorted(files(data)) == [
        f"91/storvika-{reference}-vedlegg-1-a.txt",
        f"91/storvika-{reference}.innspill.json",
    ]


def test_a_withdrawn_answer_leaves_tombstones_and_no_words(
    data: DataFolder, store: InputPageFolder, send: Callable[..., str]
) -> None:
    reference = send(attachments={"a.txt": PDF})
    pull(data, store)
    confirm(data)
    withdraw_answer(store, reference)
    assert [state for state, _ in pull(data, store)] == [InboxState.WITHDRAWN]
    assert files(data) == {}
    workspace = open_workspace(data, build_of(data))
    assert [event.by for event in workspace.judgements.withdrawn.values()] == ["innspillssiden"] * 2
    assert "withdrawn" in {problem.rule for problem in read_even_if_broken(workspace, "91").problems}
    assert [state for state, _ in pull(data, store)] == [InboxState.TAKEN_BACK]


def test_what_was_withdrawn_before_it_was_fetched_never_comes(
    data: DataFolder, store: InputPageFolder, send: Callable[..., str]
) -> None:
    withdraw_answer(store, send())
    assert [state for state, _ in pull(data, store)] == [InboxState.TAKEN_BACK]
    assert files(data) == {}


def test_what_a_person_took_away_comes_back_only_when_asked_for(
    data: DataFolder, store: InputPageFolder, send: Callable[..., str]
) -> None:
    send()
    pull(data, store)
    for source in files(data):
        data.new_original(source).unlink()
    assert [state for state, _ in pull(data, store)] == [InboxState.GONE]
    assert [state for state, _ in pull(data, store, again=True)] == [InboxState.NEW]


def test_an_attachment_that_the_store_lacks_is_told_and_fetched_when_it_is_there(
    data: DataFolder, store: InputPageFolder, send: Callable[..., str]
) -> None:
    reference = send(attachments={"a.txt": PDF})
    (sent,) = read_sent(store)
    sent.attachments[0].write_bytes(b"skadd")
    (entry,) = pull_inbox(open_workspace(data, build_of(data)), store)
    assert entry.missing == ("a.txt",) and pulled_version(store, reference) == 0
    sent.attachments[0].write_bytes(PDF)
    pull(data, store)
    assert PDF in files(data).values() and pulled_version(store, reference) == 1


def test_an_answer_to_another_dialogue_stays_where_it_is(data: DataFolder, store: InputPageFolder) -> None:
    dialogue = open_workspace(data, build_of(data)).dialogue.model_copy(update={"id": "en-annen"})
    reference = send_answer(store, dialogue, "9101", answers={"p3": FIRST})
    assert [state for state, _ in pull(data, store)] == [InboxState.FOREIGN]
    assert files(data) == {} and pulled_version(store, reference) == 0


def test_a_moved_answer_is_amended_where_it_lies(
    data: DataFolder, store: InputPageFolder, send: Callable[..., str]
) -> None:
    reference = send()
    pull(data, store)
    moved = data.root / "inputs/92/Svar fra Storvika.innspill.json"
    (file,) = (data.new_original(source) for source in files(data))
    file.rename(moved)
    send(reference=reference, answers={"p3": SECOND})
    assert pull(data, store) == [(InboxState.AMENDED, "92/Svar fra Storvika.innspill.json")]
    assert json.loads(moved.read_bytes())["version"] == 2 and not file.exists()


def test_the_command_says_what_came_and_what_to_do_next(
    data: DataFolder, store: InputPageFolder, send: Callable[..., str], capsys: pytest.CaptureFixture[str]
) -> None:
    reference = send()
    where = ["--data", str(data.root), "--store", str(store.root)]
    assert run_command(["inbox", "status", *where]) == 0
    assert "Venter på innspillssiden: 1 nytt innspill" in capsys.readouterr().out
    assert run_command(["inbox", "pull", *where]) == 0
    out = capsys.readouterr().out
    assert "Hentet fra innspillssiden: 1 nytt innspill" in out and f"storvika-{reference}" in out
    assert "fanen «Innspill»" in out
    assert run_command(["inbox", "pull", *where]) == 0
    assert "Ikke noe nytt" in capsys.readouterr().out


def test_without_a_store_there_is_a_sentence(data: DataFolder, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["inbox", "pull", "--data", str(data.root)]) != 0
    assert "innspillssiden" in capsys.readouterr().err


@pytest.fixture
def restored(tmp_path: Path, data: DataFolder, store: InputPageFolder) -> Iterator[Callable[[], None]]:
    """Return what puts dialogue and store back as they are when it is first called."""
    kept = tmp_path / "før"

    def restore() -> None:
        for folder in (data.root, store.root):
            if kept.joinpath(folder.name).exists():
                shutil.rmtree(folder)
                shutil.copytree(kept / folder.name, folder)
            else:
                shutil.copytree(folder, kept / folder.name)

    yield restore


@pytest.mark.parametrize("change", ["new", "amended", "withdrawn"])
def test_a_pull_killed_anywhere_loses_nothing_and_does_nothing_twice(
    data: DataFolder,
    store: InputPageFolder,
    send: Callable[..., str],
    restored: Callable[[], None],
    change: str,
) -> None:
    reference = send(attachments={"a.txt": PDF, "b.txt": NOTE})
    if change != "new":
        pull(data, store)
        confirm(data)
        if change == "amended":
            send(reference=reference, answers={"p3": SECOND}, attachments={"a.txt": PDF, "c.txt": b"Eksempel: nytt.\n"})
        else:
            withdraw_answer(store, reference)
    restored()
    pull(data, store)
    expected = tell_all(data, store, reference)
    # A withdrawal changes many files; every third of them is enough to show it.
    deeds, step = 0, 3 if change == "withdrawn" else 1
    while True:
        deeds += step
        restored()
        if not pull_and_die(data, build_of(data), store, deeds):
            break
        pull(data, store)
        assert tell_all(data, store, reference) == expected, f"killed before deed {deeds}"
    assert deeds > 5


def tell_all(data: DataFolder, store: InputPageFolder, reference: str) -> dict[str, object]:
    judgements = open_workspace(data, build_of(data)).judgements
    logs = [line for file in data.judgements.rglob("*.jsonl") for line in file.read_text("utf-8").splitlines()]
    return {
        "files": files(data),
        "left": [file.name for file in data.root.joinpath("inputs").rglob(".*") if file.is_file()],
        "events": sorted(json.loads(line)["type"] for line in logs),
        "withdrawn": len(judgements.withdrawn),
        "set aside": len(judgements.set_aside),
        "mark": pulled_version(store, reference),
        "words": [
            file for file in data.judgements.rglob("*") if file.is_file() and FIRST.encode() in file.read_bytes()
        ],
    }


def pull_and_die(data: DataFolder, build: BuildFolder, store: InputPageFolder, deed: int) -> bool:
    """Pull in a process of its own that is killed before its `deed`-th change of a file; whether it came so far."""
    child = os.fork()
    if child == 0:
        done = 0

        def kill(event: str, arguments: tuple[Any, ...]) -> None:
            nonlocal done
            appends = event == "open" and str(arguments[0]).endswith(".jsonl") and arguments[2] & os.O_WRONLY
            if event in DEEDS or appends:
                done += 1
                if done == deed:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(kill)
        try:
            pull_inbox(open_workspace(data, build), store)
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def test_an_older_mark_never_replaces_a_newer_one(
    data: DataFolder, store: InputPageFolder, send: Callable[..., str]
) -> None:
    reference = send()
    (first,) = read_sent(store)
    send(reference=reference, answers={"p3": SECOND})
    pull(data, store)
    mark_pulled(store, first)
    assert pulled_version(store, reference) == 2
