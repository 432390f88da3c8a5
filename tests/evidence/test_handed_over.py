"""What a run has read is handed over to its workbooks: none reads the dialogue again, and none looks through all codings."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from medlemsdialog import evidence
from medlemsdialog.evidence import handed_over
from medlemsdialog.evidence.code_problems import find_lost_codings
from medlemsdialog.evidence.received import find_orphan_codings
from medlemsdialog.judgements.fold import Judgements
from medlemsdialog.paths import BUILD_VARIABLE, DATA_VARIABLE, BuildFolder, DataFolder

EXAMPLE = Path(__file__).resolve().parents[2] / "data"


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> tuple[evidence.Workspace, Any]:
    folder = tmp_path_factory.mktemp("dialog")
    shutil.copytree(EXAMPLE, folder / "data", ignore=lambda where, _: set(_own_but(where)))
    workspace = evidence.open_workspace(DataFolder(folder / "data"), BuildFolder(folder / "build"))
    return workspace, evidence.read_received(workspace, "70")


def _own_but(where: str) -> list[str]:
    inputs = Path(where)
    return [one.name for one in inputs.iterdir() if one.name != "70"] if inputs.name == "inputs" else []


@pytest.fixture
def remembered(
    read: tuple[evidence.Workspace, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[evidence.Workspace]:
    workspace, received = read
    handed_over.write_dialogue(workspace, tmp_path / "dialogue")
    handed_over.hand_over_received(received, tmp_path)
    monkeypatch.setattr(handed_over, "_dialogue", None)
    handed_over.remember_dialogue(tmp_path / "dialogue")
    monkeypatch.setenv(handed_over.HANDED_OVER_VARIABLE, str(tmp_path))
    monkeypatch.setenv(DATA_VARIABLE, str(workspace.data.root))
    monkeypatch.setenv(BUILD_VARIABLE, str(workspace.build.root))
    yield workspace


def test_workbook_gets_what_its_run_has_read(
    remembered: evidence.Workspace, read: tuple[evidence.Workspace, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("medlemsdialog.evidence.workspace.read_judgements", None)
    monkeypatch.setattr("medlemsdialog.evidence.received.read_area", None)
    workspace = evidence.open_workspace()
    assert workspace.judgements == remembered.judgements
    assert evidence.read_received(workspace, "70") == read[1]


def test_workbook_gets_what_was_set_aside_in_a_file(
    remembered: evidence.Workspace,
    read: tuple[evidence.Workspace, Any],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    aside = tmp_path / "aside" / "70.pickle"
    aside.parent.mkdir()
    handed_over.write_received(read[1], aside)
    monkeypatch.setattr("medlemsdialog.evidence.received.read_area", None)
    for number, link in enumerate((os.link, None)):
        folder = tmp_path / str(number)
        folder.mkdir()
        monkeypatch.setattr("os.link", link or _refuse)
        handed_over.hand_over_received(aside, folder)
        monkeypatch.setenv(handed_over.HANDED_OVER_VARIABLE, str(folder))
        assert evidence.read_received(evidence.open_workspace(), "70") == read[1]


def _refuse(*_: object) -> None:
    raise OSError(errno.EPERM, "no second names here")


def test_workbook_reads_another_area_or_dialogue_for_itself(
    remembered: evidence.Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert evidence.read_received(evidence.open_workspace(), "71").sources == ()
    monkeypatch.setenv(BUILD_VARIABLE, str(tmp_path / "elsewhere"))
    other = evidence.open_workspace()
    assert other is not evidence.open_workspace() and other.build.root == tmp_path / "elsewhere"


class _Counted(dict[Any, Any]):
    """Codings that count how often somebody goes through all of them."""

    walks = 0

    def __iter__(self) -> Iterator[Any]:
        self.walks += 1
        return super().__iter__()

    def items(self) -> Any:
        self.walks += 1
        return super().items()

    def values(self) -> Any:
        self.walks += 1
        return super().values()


def test_area_looks_up_its_own_codings_and_walks_through_no_others(read: tuple[evidence.Workspace, Any]) -> None:
    from dataclasses import replace

    workspace, received = read
    codings, areas = _Counted(workspace.judgements.codings), _Counted(workspace.judgements.coding_areas)
    judgements: Judgements = workspace.judgements.model_copy(update={"codings": codings, "coding_areas": areas})
    workspace = replace(workspace, judgements=judgements)
    _ = judgements.codings_by_source, judgements.codings_by_area, workspace.compared
    codings.walks = areas.walks = 0
    coded = evidence.code_statements(workspace, received)
    assert any(one.coders for one in coded)
    evidence.build_summary(workspace, received, coded)
    find_orphan_codings(received, judgements)
    find_lost_codings(workspace, received)
    assert (codings.walks, areas.walks) == (0, 0)
