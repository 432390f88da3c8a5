"""Invented codings for the logs' tests. Eksempel – oppdiktet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from medlemsdialog.judgements.events import CodingSet
from medlemsdialog.models.passages import Anchor
from medlemsdialog.paths import DataFolder


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path / "dialog")


@pytest.fixture
def coding() -> Callable[..., CodingSet]:
    """A coding of one statement, made now unless `at` says otherwise."""

    def build(number: int = 0, *, by: str = "Anne Eksempel", client: str = "pc1", **other: Any) -> CodingSet:
        given = {"themes": ("museum",), "statement_id": f"k1-{number:08x}", **other}
        return CodingSet(by=by, client=client, text="Eksempel – oppdiktet", anchor=Anchor(line=1), **given)

    return build
