"""What the program tells a person to type next can be typed as it stands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from medlemsdialog.cli.app import run_command

Cli = Callable[..., tuple[int, str, str]]


def test_a_new_dialogue_in_a_folder_with_spaces_is_named_in_quotation_marks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "Min dialog æøå"
    assert run_command(["new", str(folder)]) == 0
    assert f"medlemsdialog check --data '{folder}'" in capsys.readouterr().out


def test_an_assessment_that_is_not_there_is_not_called_unreadable(cli: Cli, tmp_path: Path) -> None:
    code, _, err = cli("assess", tmp_path / "finnes-ikke.md", "--county", "91", "--by", "Kari K.")
    assert code == 2
    assert "Fant ikke filen" in err
