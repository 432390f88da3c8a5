"""What a summary shares of its sources takes time by their number, not by its square."""

from __future__ import annotations

from pathlib import Path

import pytest

from evidence.build import coded, intake, passage, source
from medlemsdialog.evidence import build_summary, open_workspace, shareable
from medlemsdialog.models.sources import Source
from medlemsdialog.models.vocabulary import Level
from medlemsdialog.paths import BuildFolder, DataFolder

EXAMPLE = Path(__file__).resolve().parents[2] / "data"
SOURCES = 60


def test_each_source_of_an_area_is_looked_at_a_few_times_however_many_there_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = open_workspace(DataFolder(EXAMPLE), BuildFolder(tmp_path))
    looked_at: list[str] = []

    def is_person(one: Source) -> bool:
        looked_at.append(one.source_id)
        return False

    monkeypatch.setattr(shareable, "is_person", is_person)
    sources = [source(f"k{number:04}", "6101", level=Level.MUNICIPALITY, county="61") for number in range(SOURCES)]
    texts = [passage(one.source_id, 1, "Eksempel – oppdiktet: et utsagn.") for one in sources]
    build_summary(workspace, intake("61", sources, texts), [coded(text) for text in texts])
    assert 0 < len(looked_at) <= 4 * SOURCES


def test_lookups_of_an_intake_are_forgotten_by_its_copies() -> None:
    first = intake("61", [source("k0001", "6101", county="61")], [passage("k0001", 1, "Eksempel – oppdiktet.")])
    assert len(first.passages_of("k0001")) == 1
    assert first.model_copy(update={"passages": ()}).passages_of("k0001") == ()
