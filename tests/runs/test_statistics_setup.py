"""A new dialogue knows where official statistics are fetched, and has none that are invented."""

from __future__ import annotations

from pathlib import Path

import pytest

from medlemsdialog.dialogue import read_dialogue
from medlemsdialog.register.editions import available_editions, shipped_editions_folder
from medlemsdialog.runs.new import create_dialogue
from medlemsdialog.runs.statistics_http import check_address


@pytest.mark.parametrize("edition", available_editions(shipped_editions_folder()))
def test_every_edition_gets_an_address_and_only_tables_that_cover_it(edition: str, tmp_path: Path):
    data = create_dialogue(tmp_path / "dialog", edition).data
    dialogue = read_dialogue(data.dialogue_file)
    assert check_address(dialogue.statistics_address) == dialogue.statistics_address
    for table in dialogue.statistics_tables:
        assert all(2015 <= int(period) <= 2019 for period in table.periods)
    assert bool(dialogue.statistics_tables) == (edition in {"2017", "2018"})
    assert not data.statistics.exists()


def test_each_kind_of_entry_is_explained(tmp_path: Path):
    text = create_dialogue(tmp_path / "dialog").data.dialogue_file.read_text(encoding="utf-8")
    for field in ("id", "contents", "periods", "regions", "region_variable", "select", "note"):
        assert f"#   {field} " in text
