"""A run that has nothing to do is over at once, and never where something has changed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from medlemsdialog import gate, standing
from medlemsdialog.evidence import open_workspace
from medlemsdialog.judgements.events import FindingRemoved
from medlemsdialog.judgements.log import append_events
from medlemsdialog.paths import build_folder, data_folder
from medlemsdialog.runs.run import run_dialogue
from support.mini_dialogue import build_of, write_mini_dialogue

NOTHING = "Ingenting er endret siden forrige kjøring.\n"
_START = "from medlemsdialog.gate import main; main()"
_ENVIRONMENT = os.environ | {"PYTHONUTF8": "1"}


def _run(*arguments, options=()):
    """Run the program as its console script does."""
    return subprocess.run(
        [sys.executable, *options, "-c", _START, *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        env=_ENVIRONMENT,
        check=False,
    )


def _imported(ran):
    return {line.rpartition("|")[2].strip() for line in ran.stderr.splitlines()}


def _look(data, *arguments):
    return gate._find_unchanged(["run", "--data", str(data.root), *arguments])


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """A dialogue whose reports have been made, and made again with nothing to do."""
    data = write_mini_dialogue(tmp_path_factory.mktemp("dialog") / "liten dialog æ")
    workspace = open_workspace(data, build_of(data))
    assert run_dialogue(workspace).succeeded
    return data


@pytest.fixture
def unchanged(data):
    """The same, where the gate sees that nothing has changed."""
    workspace = open_workspace(data, build_of(data))
    run_dialogue(workspace)
    if _look(data) is None:
        pytest.skip("the program itself was changed while the test ran")
    return data


def test_nothing_but_the_gate_is_imported_where_nothing_has_changed(unchanged):
    # What was written just now is hashed once more, when it is older than the coarsest clock's tick.
    until = time.monotonic() + 10
    while standing.read_standing(str(build_of(unchanged).standing / "+alle")).young:
        assert time.monotonic() < until
        time.sleep(0.1)
        _look(unchanged)
    ran = _run("run", "--data", unchanged.root, options=["-X", "importtime"])
    assert ran.stdout == f"{NOTHING}Den nasjonale rapporten: {build_of(unchanged).area('national').index}\n"
    empty = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", "pass"], capture_output=True, encoding="utf-8", check=True
    )
    assert _imported(ran) - _imported(empty) <= {
        "__future__",
        "medlemsdialog",
        "medlemsdialog.gate",
        "medlemsdialog.standing",
        "zlib",
    }


def test_the_gate_says_what_the_command_says_that_did_nothing(unchanged):
    told = _look(unchanged)
    shutil.rmtree(build_of(unchanged).standing)
    assert _run("run", "--data", unchanged.root).stdout == told
    assert _look(unchanged) == told, "the command that did nothing left a new record"


def test_each_set_of_options_has_a_record_of_its_own_whatever_the_areas_are_called():
    many = [f"{code:04}" for code in range(1101, 1201)]
    asked = [[], ["alle"], ["nn"], ["nord_1"], ["nord-1"], ["nord", "1"], many, many[1:]]
    names = [standing.name_standing(codes, language) for codes in asked for language in ("", "nn")]
    assert len(set(names)) == len(names)
    assert max(map(len, names)) < 200, "files may not be called so"
    assert standing.name_standing(["92", "91", "92"], "") == standing.name_standing(["91", "92"], "")
    for code in ("", "+alle", "../..", "91.nn", "sør"):
        with pytest.raises(standing.UnsureError):
            standing.name_standing([code], "")


def test_the_report_is_shown_as_seen_from_where_the_user_is(unchanged, monkeypatch):
    monkeypatch.chdir(unchanged.root)
    assert _look(unchanged) == f"{NOTHING}Den nasjonale rapporten: {Path('build/national/index.html')}\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["--force"],
        ["--explain"],
        ["--help"],
        ["--county", "91"],
        ["--language", "nn"],
        ["--language", "se"],
        ["--jobs", "0"],
        ["--jobs"],
        ["--build", "/oppdiktet"],
        ["91"],
        ["--county", "../.."],
    ],
)
def test_what_was_not_asked_for_before_is_left_to_the_command(arguments, unchanged):
    assert _look(unchanged, *arguments) is None


def test_options_that_change_no_result_are_let_through(unchanged):
    assert _look(unchanged, "--jobs=3", "--engine", "stock") == _look(unchanged)
    assert gate._find_unchanged(["status", "--data", str(unchanged.root)]) is None


def _change_content(file: Path) -> None:
    file.write_bytes(file.read_bytes() + b" ")


def _change_one_letter_and_set_the_time_back(file: Path) -> None:
    before = file.stat()
    file.write_bytes(file.read_bytes()[:-1] + b"X")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (file.stat().st_size, file.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)


def _replace_by_a_copy_with_its_times(file: Path) -> None:
    before = file.stat()
    copy = file.with_name("kopi")
    copy.write_bytes(file.read_bytes()[:-1] + b"X")
    os.utime(copy, ns=(before.st_atime_ns, before.st_mtime_ns))
    copy.replace(file)


def _remove(file: Path) -> None:
    file.unlink()


def _link(file: Path) -> None:
    moved = file.rename(file.with_name(f"{file.name}.flyttet"))
    file.symlink_to(moved)


@pytest.mark.parametrize(
    "change",
    [_change_content, _change_one_letter_and_set_the_time_back, _replace_by_a_copy_with_its_times, _remove, _link],
)
@pytest.mark.parametrize(
    "name",
    ["inputs/91/storvika-vedtak.txt", "codebook.yaml", "reference/counties.csv", "build/counties/92/report.html"],
)
def test_whatever_changes_is_seen(name, change, unchanged, tmp_path):
    file = unchanged.root / name
    kept = shutil.copy2(file, tmp_path / file.name)
    try:
        change(file)
        assert _look(unchanged) is None
    finally:
        for left in file.parent.glob(f"{file.name}*"):
            left.unlink()
        shutil.copy2(kept, file)


def test_a_new_file_is_seen(unchanged):
    file = unchanged.root / "inputs" / "92" / "nytt.txt"
    file.write_text("Eksempel – oppdiktet", encoding="utf-8")
    assert _look(unchanged) is None
    file.unlink()
    assert _look(unchanged) is not None


def test_a_new_judgement_is_seen(unchanged):
    append_events(unchanged, "national", [FindingRemoved(by="Kari", client="prøve", finding_id="f1")])
    assert _look(unchanged) is None
    shutil.rmtree(unchanged.judgements)


def test_a_folder_behind_a_link_is_left_to_the_command(unchanged, tmp_path):
    (tmp_path / "andre").mkdir()
    link = unchanged.root / "inputs" / "93"
    link.symlink_to(tmp_path / "andre", target_is_directory=True)
    assert _look(unchanged) is None
    link.unlink()


def test_limits_in_the_environment_are_left_to_the_command(unchanged, monkeypatch):
    monkeypatch.setenv("MEDLEMSDIALOG_CELL_SECONDS", "0")
    assert _look(unchanged) is None


@pytest.mark.parametrize("damage", [lambda c: c[:-1], lambda c: c.replace(b"endret", b"andret"), lambda _: b""])
def test_a_damaged_record_is_left_to_the_command(damage, unchanged):
    record = build_of(unchanged).standing / "+alle"
    whole = record.read_bytes()
    record.write_bytes(damage(whole))
    assert _look(unchanged) is None
    record.write_bytes(whole)
    assert _look(unchanged) is not None


def test_what_may_have_changed_within_the_tick_of_a_clock_is_held_against_its_hash(unchanged):
    record = str(build_of(unchanged).standing / "+alle")
    read = standing.read_standing(record)
    path = str(unchanged.root / "codebook.yaml")
    for digest, told in (("0" * 64, None), (standing.hash_file(path), _look(unchanged))):
        standing.write_standing(
            record, standing.Standing(read.told, read.until, read.outputs, read.state, {path: digest})
        )
        assert _look(unchanged) == told


def test_a_young_file_is_hashed_until_no_later_change_can_look_the_same():
    state = "\0".join(["3.11", f"10 {5_000_000_000} {4_000_000_000} 7 /data/a b.txt", "- /data/borte"])
    assert standing.find_young(state, 6_900_000_000) == ["/data/a b.txt"]
    assert standing.find_young(state, 7_100_000_000) == []
    assert standing.find_young(state, 1) == ["/data/a b.txt"], "a clock that was set back"


def test_from_the_day_something_else_is_to_be_told_the_command_tells_it(unchanged):
    record = str(build_of(unchanged).standing / "+alle")
    read = standing.read_standing(record)
    for until, is_told in (("2000-01-01", False), ("9999-01-01", True)):
        standing.write_standing(record, standing.Standing(read.told, until, read.outputs, read.state, read.young))
        assert (_look(unchanged) is not None) == is_told


def test_folders_are_found_as_the_command_finds_them(tmp_path, monkeypatch):
    for root in ("utsjekk/data", "annen"):
        (tmp_path / root).mkdir(parents=True)
        (tmp_path / root / "dialogue.yaml").touch()
    (tmp_path / "utsjekk/workbooks").mkdir()
    (tmp_path / "utsjekk/workbooks/county.ipynb").touch()
    (tmp_path / "utsjekk/lib").mkdir()
    monkeypatch.chdir(tmp_path / "utsjekk/lib")
    for name in ("MEDLEMSDIALOG_DATA", "MEDLEMSDIALOG_BUILD"):
        monkeypatch.delenv(name, raising=False)

    def find(options):
        found = gate._find_data(options)
        return found, gate._find_build(options, found)

    def expect(data, build):
        folder = data_folder(data)
        return str(folder.root), str(build_folder(build, data=folder).root)

    assert find({}) == expect(None, None)
    assert find({"--data": ["../../annen"]}) == expect("../../annen", None)
    assert find({"--data": ["../data"], "--build": ["~/ut"]}) == expect("../data", "~/ut")
    monkeypatch.setenv("MEDLEMSDIALOG_DATA", str(tmp_path / "annen"))
    monkeypatch.setenv("MEDLEMSDIALOG_BUILD", "ut")
    assert find({}) == expect(None, None)
    assert find({"--data": ["../data"]}) == expect("../data", None)


def test_the_gate_is_quick(unchanged):
    """The whole process; a busy machine is told apart by Python alone, measured turn about."""

    def measure(*command):
        began = time.perf_counter()
        subprocess.run([sys.executable, *command], check=True, capture_output=True, env=_ENVIRONMENT)
        return time.perf_counter() - began

    command = ("-c", _START, "run", "--data", str(unchanged.root))
    pairs = [(measure(*command), measure("-c", "pass")) for _ in range(9)]
    gates, empty = (sorted(times)[4] for times in zip(*pairs, strict=True))
    assert gates - empty < 0.06 or gates < 4 * empty
