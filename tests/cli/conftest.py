"""One command at a time on a dialogue of two invented counties."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from medlemsdialog.cli.app import run_command
from medlemsdialog.evidence import open_workspace, read_even_if_broken
from medlemsdialog.paths import DataFolder
from support.mini_dialogue import build_of, write_mini_dialogue

Answer = tuple[int, str, str]


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    return write_mini_dialogue(tmp_path / "dialog")


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str], data: DataFolder) -> Callable[..., Answer]:
    """Run one command on the small dialogue: (exit code, stdout, stderr)."""

    def run(*arguments: object) -> Answer:
        code = run_command([*map(str, arguments), "--data", str(data.root)])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run


@pytest.fixture
def statement_id(data: DataFolder) -> Callable[[str, str], str]:
    """The id of the passage in an area that holds a text."""

    def find(area_code: str, text: str) -> str:
        received = read_even_if_broken(open_workspace(data, build_of(data)), area_code)
        return next(passage.statement_id for passage in received.passages if text in passage.text)

    return find
