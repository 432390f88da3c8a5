"""A fetched table: what was asked for, and what differs from what was kept before."""

from __future__ import annotations

import datetime
import json
from decimal import Decimal
from typing import Any

import pytest

from medlemsdialog.dialogue import StatisticsRegions, StatisticsTable
from medlemsdialog.register.statistics_answer import StatisticsAnswerError, read_answer
from medlemsdialog.register.statistics_query import build_query, read_region
from medlemsdialog.register.statistics_revision import TableChanges, build_kept_table
from medlemsdialog.register.statistics_tables import GONE, KeptTable, KeptValue, StatisticsLevel
from support.stat_bank import CONTENT, REGION, REGIONS, TIME, dataset, described

PER = "KOSper0000"
FIRST, SECOND = datetime.date(2018, 6, 28), datetime.date(2019, 6, 17)
REGION_CODES = StatisticsRegions(country="EAK", county="EKA{code}")


def table(**changed: Any) -> StatisticsTable:
    base = {"id": "12060", "contents": [PER], "periods": ["2015", "2016"], "regions": REGION_CODES}
    return StatisticsTable.model_validate({**base, **changed})


def ask(wanted: StatisticsTable, **changed: Any):
    return build_query(read_answer(json.dumps(described(**changed)), with_values=False), wanted)


def keep(
    answer: dict[str, Any],
    before: KeptTable | None = None,
    day: datetime.date = FIRST,
    wanted: StatisticsTable | None = None,
) -> tuple[KeptTable, TableChanges]:
    wanted = wanted or table()
    return build_kept_table(read_answer(json.dumps(answer)), ask(wanted), wanted, before=before, retrieved=day)


def one(kept: KeptTable, region: str, period: str = "2015") -> KeptValue:
    return next(value for value in kept.values if (value.region_code, value.period) == (region, period))


def with_cell(region: str, value: object, **changed: Any) -> dict[str, Any]:
    """The answer with another figure of the first content in 2015."""
    values = list(dataset()["value"])
    values[list(REGIONS).index(region) * 4] = value
    return dataset(**{"value": values, **changed})


def test_figures_land_on_their_region_content_and_period():
    kept, _ = keep(dataset())
    assert (one(kept, "EAK").value, one(kept, "EAK", "2016").value) == (Decimal("0.5"), Decimal("1.5"))
    assert (one(kept, "9101").value, one(kept, "9101").area_code) == (Decimal("16.5"), "9101")


def test_order_of_the_variables_in_the_answer_does_not_matter():
    answer = dataset()
    turned = {
        **answer,
        "id": [TIME, CONTENT, REGION],
        "size": [2, 2, 8],
        "value": [answer["value"][r * 4 + c * 2 + t] for t in range(2) for c in range(2) for r in range(8)],
    }
    assert keep(turned)[0].values == keep(answer)[0].values


def test_country_counties_and_municipalities_are_told_apart_and_other_regions_left_out():
    kept, _ = keep(dataset())
    levels = {value.region_code: value.level for value in kept.values}
    assert levels["EAK"] == StatisticsLevel.COUNTRY and levels["EKA91"] == StatisticsLevel.COUNTY
    assert levels["9101"] == StatisticsLevel.MUNICIPALITY and "EKG01" not in levels


def test_a_county_council_code_is_no_municipality():
    regions = StatisticsRegions(county_council="{code}00")
    assert read_region("0800", regions) == (StatisticsLevel.COUNTY_COUNCIL, "08")
    assert read_region("0806", regions) == (StatisticsLevel.MUNICIPALITY, "0806")
    assert read_region("0800", StatisticsRegions()) is None


@pytest.mark.parametrize("symbol", [".", "..", "...", ":"])
def test_a_mark_that_says_missing_makes_the_figure_unknown_even_beside_a_zero(symbol: str):
    kept, _ = keep(with_cell("9101", 0, status={"16": symbol}))
    assert (one(kept, "9101").value, one(kept, "9101").symbol) == (None, symbol)


def test_a_preliminary_figure_is_a_figure():
    kept, _ = keep(with_cell("9101", 7, status={"16": "*"}))
    assert (one(kept, "9101").value, one(kept, "9101").symbol) == (7, "*")


def test_a_revised_figure_keeps_the_old_one_and_the_day():
    before, first = keep(dataset())
    assert (first.revised, first.new) == ((), len(before.values))
    kept, changes = keep(with_cell("9101", 99), before, SECOND)
    revised = one(kept, "9101")
    assert (revised.value, revised.previous_value, revised.revised) == (99, Decimal("16.5"), SECOND)
    assert changes.revised == (revised,) and changes.same == len(before.values) - 1 and changes.new == 0


def test_an_earlier_revision_stays_told_when_nothing_changes():
    before, _ = keep(dataset())
    revised, _ = keep(with_cell("9101", 99), before, SECOND)
    again, changes = keep(with_cell("9101", 99), revised, datetime.date(2020, 6, 15))
    assert changes.revised == () and one(again, "9101").previous_value == Decimal("16.5")
    assert one(again, "9101").revised == SECOND


def test_the_same_figure_with_more_decimals_is_no_revision():
    before, _ = keep(with_cell("9101", 16))
    assert keep(with_cell("9101", 16.0), before, SECOND)[1].revised == ()


def test_a_figure_that_becomes_unknown_and_one_that_comes_are_revisions():
    before, _ = keep(with_cell("9101", None, status={"16": ".."}))
    kept, changes = keep(with_cell("9102", None, status={"20": ":"}), before, SECOND)
    assert {value.region_code for value in changes.revised} == {"9101", "9102"}
    assert (one(kept, "9101").previous_value, one(kept, "9101").previous_symbol) == (None, "..")
    assert one(kept, "9102").value is None and one(kept, "9102").previous_value == Decimal("20.5")


def test_a_region_that_the_source_gives_no_more_is_unknown_and_told_once():
    before, _ = keep(dataset())
    fewer = {code: name for code, name in REGIONS.items() if code != "9202"}
    kept, changes = keep(dataset(regions=fewer), before, SECOND)
    gone = one(kept, "9202")
    assert (gone.value, gone.symbol, gone.previous_value) == (None, GONE, Decimal("28.5"))
    assert len(changes.revised) == 2 and changes.new == 0
    assert keep(dataset(regions=fewer), kept, SECOND)[1].revised == ()


def test_periods_no_longer_asked_for_are_counted():
    before, _ = keep(dataset())
    _, changes = keep(dataset(), before, SECOND, table(periods=["2016"]))
    assert changes.left_out == len(before.values) / 2


def test_masks_ask_for_regions_without_listing_them():
    assert dict(ask(table()).selected)[REGION] == ("EAK", "EKA??", "????")


@pytest.mark.parametrize("named", [PER, "Utgifter til kultur per innbygger (kr)", "utgifter til  kultur per innbygger"])
def test_contents_are_found_by_code_or_label(named: str):
    assert ask(table(contents=[named])).contents[0].code == PER


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"contents": ["Finnes ikke"]}, "«contents»: Fant «Finnes ikke». Tabellen har: KOSper0000"),
        ({"periods": ["1999"]}, "«periods»: Fant «1999». Tabellen har: 2016, 2015"),
        ({"region_variable": "Fylke"}, "«region_variable»: Fant «Fylke»"),
        ({"select": {"Kjonn": "1"}}, "«select»: Fant «Kjonn»"),
        ({"regions": StatisticsRegions(municipality="K-{code}")}, "«regions»"),
    ],
)
def test_what_the_table_does_not_have_is_told_with_what_it_has(changed: dict[str, Any], said: str):
    with pytest.raises(StatisticsAnswerError) as raised:
        ask(table(**changed))
    assert said in str(raised.value) and "dialogue.yaml" in str(raised.value)


def test_a_missing_period_or_country_is_a_warning_and_the_rest_is_asked_for():
    query = ask(table(periods=["2016", "2017"], regions=StatisticsRegions(country="0")))
    assert query.periods == ("2016",)
    assert [text for text in map(str, query.warnings) if "2017" in text or "«0»" in text] == list(
        map(str, query.warnings)
    )


def more_variables(left_out: bool) -> dict[str, Any]:
    """The table also by sex."""
    base = described()
    sex = {
        "label": "kjønn",
        "category": {"index": ["1", "2"], "label": {"1": "Menn", "2": "Kvinner"}},
        "extension": {"elimination": left_out},
    }
    return {"id": [*base["id"], "Kjonn"], "size": [*base["size"], 2], "dimension": {**base["dimension"], "Kjonn": sex}}


def test_another_variable_is_left_out_where_it_may_and_else_must_be_chosen():
    assert "Kjonn" not in dict(ask(table(), **more_variables(True)).selected)
    assert dict(ask(table(select={"Kjonn": "2"}), **more_variables(False)).selected)["Kjonn"] == ("2",)
    with pytest.raises(StatisticsAnswerError, match=r"select\.Kjonn"):
        ask(table(), **more_variables(False))


def test_figures_split_by_something_nobody_chose_are_refused():
    answer = {**dataset(), **more_variables(True)}
    with pytest.raises(StatisticsAnswerError, match="deler tallene etter «Kjonn»"):
        keep({**answer, "value": [1] * 64})


def test_an_answer_without_what_was_asked_for_is_refused():
    with pytest.raises(StatisticsAnswerError, match="mangler 2015"):
        keep(dataset(periods=("2016",)))


def test_more_cells_than_the_service_gives_are_not_asked_for():
    regions = {f"{number:04}": f"Sted {number}" for number in range(1, 9999) if number % 100}
    periods = tuple(str(year) for year in range(1900, 1990))
    with pytest.raises(StatisticsAnswerError, match="høyst 800000"):
        base = described(regions=regions, periods=periods, size=[1, 1, 1])
        cube = read_answer(json.dumps(described(periods=periods)), with_values=False)
        wide = cube.model_copy(
            update={
                "dimensions": (
                    cube.dimensions[0].model_copy(
                        update={
                            "categories": tuple(
                                cube.dimensions[0].categories[0].model_copy(update={"code": code})
                                for code in base["dimension"][REGION]["category"]["index"]
                            )
                        }
                    ),
                    *cube.dimensions[1:],
                )
            }
        )
        build_query(wide, table(periods=list(periods)))
