"""The command `slides`: of what the last run left, in the language asked for, and never of what has changed since."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from medlemsdialog.cli.app import run_command
from medlemsdialog.evidence import open_workspace
from medlemsdialog.paths import NATIONAL, BuildFolder
from medlemsdialog.runs.run import run_dialogue
from support.mini_dialogue import build_of, write_mini_dialogue


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Any:
    data = write_mini_dialogue(tmp_path_factory.mktemp("lysbilder") / "dialog")
    assert run_dialogue(open_workspace(data, build_of(data))).succeeded
    return data


@pytest.fixture
def build(ran: Any, tmp_path: Path) -> BuildFolder:
    """A copy of what the run left, to be changed."""
    shutil.copytree(build_of(ran).root, tmp_path / "build")
    return BuildFolder(tmp_path / "build")


def slides(ran: Any, build: BuildFolder, *options: str) -> int:
    return run_command(["slides", "--data", str(ran.root), "--build", str(build.root), *options])


def test_nation_and_counties_get_a_deck_and_a_presentation(ran: Any, build: BuildFolder, capsys: Any) -> None:
    assert slides(ran, build, "--json") == 0
    areas = [build.area(code) for code in (NATIONAL, "91", "92")]
    assert json.loads(capsys.readouterr().out) == [str(area.slides("html")) for area in areas]
    for area in areas:
        assert "Eksempel" in area.slides("html").read_text(encoding="utf-8")
        assert area.slides("pptx").read_bytes()[:2] == b"PK"
    # Austmark's own form is nynorsk.
    assert '<html lang="nb">' in areas[1].slides("html").read_text(encoding="utf-8")


def test_another_language_stands_beside_the_first(ran: Any, build: BuildFolder) -> None:
    assert slides(ran, build, "--county", "91", "--language", "nn") == 0
    area = build.area("91")
    assert '<html lang="nn">' in area.slides("nn.html").read_text(encoding="utf-8")
    assert area.slides("nn.pptx").is_file() and not area.slides("html").exists()
    assert not build.area("92").slides("nn.html").exists()
    assert slides(ran, build, "--county", "91", "--language", "nb") == 0
    assert area.slides("html").is_file()


def test_nothing_internal_is_on_the_slides(ran: Any, build: BuildFolder) -> None:
    assert slides(ran, build, "--county", "91") == 0
    deck = build.area("91").slides("html").read_text(encoding="utf-8")
    assert "Midtvika" not in deck  # has given no input, and is named in the internal reminder list alone
    assert str(build.root) not in deck and str(ran.root) not in deck


def test_nothing_is_made_of_what_has_not_been_run_or_has_changed_since(
    ran: Any, build: BuildFolder, capsys: Any
) -> None:
    (build.root / "empty").mkdir()
    assert slides(ran, BuildFolder(build.root / "empty")) == 2
    assert "Kjør «medlemsdialog run» først" in capsys.readouterr().err
    build.area("92").summary.unlink()
    assert slides(ran, build) == 2
    assert "Austmark" in capsys.readouterr().err
    assert slides(ran, build, "--county", "77") == 2


def test_a_new_run_removes_slides_that_no_longer_hold(ran: Any, build: BuildFolder) -> None:
    assert slides(ran, build, "--county", "91") == 0
    run_dialogue(open_workspace(ran, build), counties=["91"], force=True)
    assert not list(build.area("91").root.glob("slides*"))
