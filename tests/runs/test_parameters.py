from __future__ import annotations

import pytest

from medlemsdialog.errors import UsageError
from medlemsdialog.runs.parameters import check_parameters, read_defaults

CELL = 'county_code = "61"\nlimit = 3\nshare = 0.5\ndetails = True\nthemes = ["a"]\nnames = {"a": 1}\nanything = None'


def test_known_parameters_of_the_right_type_pass(write_workbook):
    workbook = write_workbook(parameters=CELL)
    given = {"county_code": "07", "limit": 4, "details": False, "themes": ["b", "c"], "anything": {"x": [1, None]}}
    assert check_parameters(workbook, given) == given


def test_defaults_are_those_of_the_cell(write_workbook):
    assert read_defaults(write_workbook(parameters=CELL))["themes"] == ["a"]
    assert read_defaults(write_workbook(parameters=None)) == {}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"county_cod": "61"}, "ingen parameter «county_cod». Den har county_code"),
        ({"county_code": 7}, "«county_code» er en områdekode og skrives som tekst («07»). Fant 7"),
        ({"county_code": "../61"}, "områdekode"),
        ({"limit": "4"}, "«limit» skal være heltall. Fant '4'"),
        ({"limit": True}, "«limit» skal være heltall"),
        ({"details": 1}, "«details» skal være sann eller usann"),
        ({"share": float("nan")}, "«share» skal være tall"),
        ({"anything": object()}, "«anything» skal være JSON-verdi"),
        ({"themes": [object()]}, "«themes» skal være liste"),
    ],
)
def test_unknown_and_mistyped_parameters_are_errors(write_workbook, given, said):
    with pytest.raises(UsageError) as caught:
        check_parameters(write_workbook(parameters=CELL), given)
    assert said in str(caught.value)


def test_all_faults_are_told_at_once(write_workbook):
    with pytest.raises(UsageError) as caught:
        check_parameters(write_workbook(parameters=CELL), {"limit": "4", "grense": 1})
    assert "«limit»" in str(caught.value)
    assert "«grense»" in str(caught.value)


@pytest.mark.parametrize("cell", ["x: str = 'a'", "x = y", "x = f()", "import os", "x ="])
def test_a_cell_with_more_than_literals_is_an_error(write_workbook, cell):
    with pytest.raises(UsageError, match="kan bare inneholde linjer"):
        read_defaults(write_workbook(parameters=cell))
