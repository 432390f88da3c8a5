"""`findings check` tells each fault with its place, what was done in Word, and ends with 1 where something cannot be defended."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from medlemsdialog.catalogue import Language
from medlemsdialog.cli.app import run_command
from medlemsdialog.dialogue_text import Text
from medlemsdialog.models.national import NationalOverview
from report import example
from support import edited_word as word


@pytest.fixture
def overview(monkeypatch: pytest.MonkeyPatch) -> dict[str, NationalOverview]:
    """What the summaries say; a run of the whole nation takes minutes."""
    held = {"now": word.overview()}
    monkeypatch.setattr("medlemsdialog.evidence.read_national", lambda _: held["now"])
    return held


def check(*words: str, build: Path) -> int:
    return run_command(["findings", "check", *words, "--data", str(example.ROOT / "data"), "--build", str(build)])


def test_faults_stand_under_their_finding_with_place_and_next_step(
    overview: dict[str, NationalOverview], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = word.GRANT.model_copy(update={"text": Text(nb="Sju kommuner er for.", nn="")})
    overview["now"] = word.overview(wrong)
    assert check(build=tmp_path) == 1
    out = capsys.readouterr().out
    assert "f-tilskudd" in out and "setning 1, bokmål" in out and "Fant: Sju kommuner" in out
    assert check("--json", build=tmp_path) == 1
    faults: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    assert {"finding_typed_count", "finding_contrary_left_out"} <= {fault["rule"] for fault in faults}


def test_findings_without_errors_end_with_0(
    overview: dict[str, NationalOverview], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    overview["now"] = word.overview(word.LIBRARIES)
    assert check(build=tmp_path) == 0
    assert "Feil: 0." in capsys.readouterr().out


def test_what_was_done_in_word_is_told_and_says_when_the_original_is_not_there(
    overview: dict[str, NationalOverview], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edited = word.edit(word.made(), word.replace_words("en møteplass", "et hjem"))
    file = word.write(tmp_path, edited, "redigert.docx")
    assert check(str(file), build=tmp_path / "build") == 0
    out = capsys.readouterr().out
    assert "f-bibliotek:1: endret" in out and "Fant ikke dokumentet slik det ble laget" in out
    assert check(str(file), "--json", build=tmp_path / "build") == 0
    assert json.loads(capsys.readouterr().out)["edits"][0]["reference"] == "f-bibliotek:1"


@pytest.mark.parametrize(
    "wrong", [["--accept-all", "--by", "Kari"], ["brev.docx", "--accept-all"], ["finnes-ikke.docx"]]
)
def test_wrong_use_is_told(
    wrong: list[str], overview: dict[str, NationalOverview], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(*wrong, build=tmp_path) == 2
    assert capsys.readouterr().err.strip()


def test_document_is_read_in_the_language_it_was_made_in(
    overview: dict[str, NationalOverview], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made: Language = "nn"
    file = word.write(tmp_path, word.made(made), "brev.docx")
    assert check(str(file), "--json", build=tmp_path / "build") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["language"], told["edits"]) == ("nn", [])
