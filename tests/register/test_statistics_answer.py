"""An answer in JSON-stat 2.0 is read strictly: what does not fit is told, and nothing missing becomes zero."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medlemsdialog.register.statistics_answer import Cube, StatisticsAnswerError, read_answer
from support.stat_bank import CONTENT, REGION, TIME, dataset, described

CELLS = 8 * 2 * 2


def read(**changed: Any) -> Cube:
    return read_answer(json.dumps(dataset(**changed)))


def test_cells_are_placed_in_the_order_of_the_variables():
    cube = read()
    assert [dimension.code for dimension in cube.dimensions] == [REGION, CONTENT, TIME]
    assert cube.values[0] == Decimal("0.5") and len(cube.values) == CELLS
    assert cube.with_role("time").code == TIME and cube.with_role("geo").code == REGION


def test_units_and_decimals_come_from_the_metadata():
    per, share = read().dimension(CONTENT).categories
    assert (per.unit, per.decimals, share.unit, share.decimals) == ("kr", 0, "prosent", 1)


def test_source_notes_and_day_of_update_are_kept():
    cube = read(note=["Første merknad.", " Andre\n merknad. "])
    assert (cube.source, cube.updated) == ("Statistisk sentralbyrå", "2018-06-28T06:00:00Z")
    assert cube.notes == ("Første merknad.", "Andre merknad.")


def test_decimals_are_kept_as_they_were_written():
    text = json.dumps(dataset()).replace('"value": [0.5', '"value": [0.10')
    assert str(read_answer(text).values[0]) == "0.10"


def test_null_and_absent_cells_are_no_figures_and_zero_is_one():
    full = read(value=[None, 0, *[1] * (CELLS - 2)], status={"0": ".."})
    assert 0 not in full.values and full.values[1] == 0 and full.symbols == {0: ".."}
    sparse = read(value={"1": 0, "31": 7.5})
    assert sparse.values == {1: Decimal(0), 31: Decimal("7.5")}


@pytest.mark.parametrize("status", ["*", ["*"], ["*"] * CELLS])
def test_one_mark_may_be_written_for_all_cells(status: object):
    assert read(status=status).symbols == dict.fromkeys(range(CELLS), "*")


def test_codes_may_be_listed_or_placed_and_are_text():
    answer = dataset()
    listed = dict(answer["dimension"])
    category = {**listed[REGION]["category"], "index": list(answer["dimension"][REGION]["category"]["index"])}
    listed[REGION] = {**listed[REGION], "category": category}
    assert read(dimension=listed).dimensions[0].codes == read().dimensions[0].codes


def test_a_single_value_needs_no_index():
    answer = dataset(periods=("2016",))
    del answer["dimension"][TIME]["category"]["index"]
    assert read_answer(json.dumps(answer)).dimension(TIME).codes == ("2016",)


def test_a_description_without_figures_is_read_as_such():
    cube = read_answer(json.dumps(described()), with_values=False)
    assert cube.values == {} and len(cube.dimensions) == 3


def broken_dimension(**category: Any) -> dict[str, Any]:
    dimensions = dataset()["dimension"]
    return {**dimensions, TIME: {"label": "år", "category": {**dimensions[TIME]["category"], **category}}}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"class": "collection"}, "«collection»"),
        ({"id": [REGION, REGION, TIME]}, "hvert variabelnavn én gang"),
        ({"id": []}, "en liste med variabelnavn"),
        ({"size": [8, 2]}, "ett helt tall for hver av de 3 variablene"),
        ({"size": [8, 2, -2]}, "ett helt tall"),
        ({"size": [8, 2, True]}, "ett helt tall"),
        ({"size": [100000, 100, 100]}, "høyst 800000 celler"),
        ({"size": [8, 2, 3]}, "3 verdier, som «size» sier"),
        ({"dimension": {}}, "en beskrivelse av verdiene"),
        ({"dimension": broken_dimension(index={"2015": 0, "2016": 0})}, "én gang hver"),
        ({"dimension": broken_dimension(index=["2015", "2015"])}, "hver av dem én gang"),
        ({"dimension": broken_dimension(index=[2015, 2016])}, "koder som tekst"),
        ({"dimension": broken_dimension(unit={"2015": {"decimals": 99}})}, "fra 0 til 15"),
        ({"value": [1, 2, 3]}, "kan være avkortet"),
        ({"value": {"32": 1}}, "celler fra 0 til 31"),
        ({"value": {"-1": 1}}, "celler fra 0 til 31"),
        ({"value": {"01": 1}}, "celler fra 0 til 31"),
        ({"value": None}, "en liste, eller verdier etter plass"),
        ({"value": ["1", *[1] * 31]}, "et tall eller null"),
        ({"value": [True, *[1] * 31]}, "et tall eller null"),
        ({"status": {"0": 1}}, "et tegn som tekst"),
    ],
)
def test_what_does_not_fit_is_told_with_place_and_what_is_allowed(changed: dict[str, Any], said: str):
    with pytest.raises(StatisticsAnswerError) as raised:
        read(**changed)
    assert said in str(raised.value) and "Hent tabellen på nytt" in str(raised.value)


@pytest.mark.parametrize(
    "text", ["", "<html></html>", json.dumps(dataset())[:-40], '{"class": "dataset", "value": NaN}', "[" * 5000]
)
def test_text_that_is_no_json_is_told_and_may_be_cut_short(text: str):
    with pytest.raises(StatisticsAnswerError, match="ikke gyldig JSON"):
        read_answer(text)


def test_a_number_beyond_all_measure_is_refused():
    text = json.dumps(dataset()).replace('"value": [0.5', '"value": [1e999999')
    with pytest.raises(StatisticsAnswerError, match="vanlig størrelse"):
        read_answer(text)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)


@given(
    st.dictionaries(
        st.sampled_from(["id", "size", "dimension", "value", "status", "role", "note", "label", "source"]), JSON
    )
)
def test_any_answer_is_read_or_refused_with_our_own_error(changed: dict[str, Any]):
    try:
        cube = read(**changed)
    except StatisticsAnswerError:
        return
    assert all(0 <= place < 800_000 for place in (*cube.values, *cube.symbols))
