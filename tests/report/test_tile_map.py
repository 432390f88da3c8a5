"""The tile map has one place for every county of every edition, and says in words what it shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from medlemsdialog.register.editions import read_register, shipped_editions_folder
from medlemsdialog.report import national
from medlemsdialog.report.tile_map import read_places
from report import example


@pytest.mark.parametrize("edition", ["2017", "2018", "2020", "2024"])
def test_every_county_of_a_real_edition_has_a_tile_of_its_own(edition: str):
    places = read_places()[edition]
    register = read_register(shipped_editions_folder(), edition)
    assert set(places) == {county.county_code for county in register.counties}
    assert len(set(places.values())) == len(places)


def test_every_county_of_the_invented_edition_has_a_tile_of_its_own(root: Path):
    places = read_places()["eksempel"]
    assert set(places) == {county.county_code for county in read_register(root / "data/reference", "eksempel").counties}
    assert len(set(places.values())) == len(places)


def test_map_tells_failed_counties_from_silent_ones_in_words():
    html = str(national.counties(example.overview(), example.labels()).html)
    svg = html[html.index("<svg") : html.index("</svg>")]
    assert "stoppet" in svg and "ingen innspill" in svg and "hørt" in svg
    assert 'viewBox="0 0 ' in svg and 'role="img"' in svg
