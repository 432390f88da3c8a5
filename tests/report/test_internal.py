"""The work report of an area with more than a page can show says how much it leaves out."""

from __future__ import annotations

import pytest

from evidence.build import intake, passage, source
from medlemsdialog.models.coded import CodedStatement
from medlemsdialog.report import all_statements, internal, suggestions
from report import example


def test_work_report_tells_what_it_has_no_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    sources = [source(f"k{number:04}", "6101", county="61") for number in range(4)]
    texts = [passage(one.source_id, place, f"Eksempel – oppdiktet {place}.") for one in sources for place in (1, 2)]
    received = intake("61", sources, texts)
    whole = all_statements(received, [], example.labels()).html
    assert whole.count("<details>") == 4 and "kan ikke vise" not in whole
    monkeypatch.setattr(internal, "MOST_PASSAGES", 5)
    cut = all_statements(received, [], example.labels()).html
    assert cut.count("<details>") == 2
    assert "Den viser ikke 4 tekststeder fra 2 innspill. De står i filen intake/statements.csv." in cut


def test_suggestions_without_room_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    text = passage("k0001", 1, "Eksempel – oppdiktet.")
    found = [CodedStatement.model_validate({"passage": text, "suggestions": [{"theme": "bibliotek", "found": "x"}]})]
    received = intake("61", [source("k0001", "6101", county="61")], [text])
    assert "kan ikke vise" not in suggestions(received, found, example.labels()).html
    monkeypatch.setattr(internal, "MOST_PASSAGES", 2)
    assert "Den viser ikke 1 utsagn." in suggestions(received, found * 3, example.labels()).html
