"""Whose figures are whose, what they stand beside, and what stays unknown. All places are invented."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from medlemsdialog.register.editions import read_register
from medlemsdialog.register.models import Register
from medlemsdialog.register.statistics import (
    AreaFigures,
    Indicator,
    find_county_statistics,
    find_national_statistics,
)
from medlemsdialog.register.statistics_files import (
    KeptStatisticsError,
    read_kept_tables,
    values_file,
    write_contents,
    write_values,
)
from medlemsdialog.register.statistics_tables import KeptContent, KeptTable, KeptValue, StatisticsLevel

DAY = datetime.date(2018, 6, 28)
COUNTRY, COUNTY, MUNICIPALITY = StatisticsLevel.COUNTRY, StatisticsLevel.COUNTY, StatisticsLevel.MUNICIPALITY
CONTENT = KeptContent(
    table="eksempel",
    title="Eksempel – oppdiktet",
    code="utgifter",
    label="Utgifter",
    unit="kroner",
    decimals=0,
    source="Eksempel – oppdiktet",
    updated="2018-01-15",
    retrieved=DAY,
)


def kept(figures: Mapping[tuple[StatisticsLevel, str], object], *, period: str = "2016") -> KeptTable:
    values = [
        KeptValue(
            content_code="utgifter",
            level=level,
            area_code=code,
            region_code=code or "0",
            region=code or "Landet",
            period=period,
            value=None if figure is None else Decimal(str(figure)),
            symbol=".." if figure is None else "",
            retrieved=DAY,
        )
        for (level, code), figure in figures.items()
    ]
    return KeptTable(id="eksempel", contents=(CONTENT,), values=tuple(values))


@pytest.fixture
def register(write_tables: Callable[..., Path]) -> Register:
    """Edition «ny» after «gammel»: 8001 got a new number, 8002 and 8003 merged, 8004 was split, 9009 is as it was."""
    municipalities = [
        *(f"gammel,{code},Gammel{code},,90,1000,bokmål" for code in (8001, 8002, 8003, 8004, 9009)),
        *(f"ny,{code},Ny{code},,90,1000,bokmål" for code in (9001, 9002, 9004, 9005, 9009)),
        *(f"ny,91{number:02},By{number},,91,30000,bokmål" for number in range(1, 7)),
    ]
    folder = write_tables(
        counties="edition,county_code,name\ngammel,90,Prøveland\nny,90,Prøveland\nny,91,Bymark\n",
        municipalities="edition,municipality_code,name,other_names,county_code,population_1_january,language_form\n"
        + "\n".join(municipalities)
        + "\n",
        municipality_changes="from_edition,to_edition,from_code,to_code,kind\n"
        "gammel,ny,8001,9001,nytt nummer\ngammel,ny,8002,9002,sammenslått\ngammel,ny,8003,9002,sammenslått\n"
        "gammel,ny,8004,9004,delt\ngammel,ny,8004,9005,delt\n",
    )
    return read_register(folder, "ny")


def area(indicator: Indicator, code: str, level: StatisticsLevel = MUNICIPALITY) -> AreaFigures:
    return next(one for one in indicator.areas if (one.level, one.code) == (level, code))


def test_a_new_number_of_the_same_area_is_followed_and_told(register: Register):
    (indicator,) = find_county_statistics(register, [kept({(MUNICIPALITY, "8001"): 7})], "90")
    found = area(indicator, "9001")
    assert (found.values[0].value, found.values[0].region_code, found.editions) == (7, "8001", ("gammel",))


def test_figures_of_merged_and_split_municipalities_stay_unknown(register: Register):
    figures = {(MUNICIPALITY, code): 5 for code in ("8002", "8003", "8004")}
    (indicator,) = find_county_statistics(register, [kept(figures)], "90")
    assert [area(indicator, code).values for code in ("9002", "9004", "9005")] == [(None,)] * 3


def test_one_half_of_a_merger_does_not_speak_for_the_whole(register: Register):
    (indicator,) = find_county_statistics(register, [kept({(MUNICIPALITY, "8002"): 5})], "90")
    assert area(indicator, "9002").values == (None,)


def test_a_municipalitys_own_number_goes_before_an_old_one(register: Register):
    table = kept({(MUNICIPALITY, "8001"): 7, (MUNICIPALITY, "9001"): 8})
    found = area(find_county_statistics(register, [table], "90")[0], "9001")
    assert (found.values[0].value, found.editions) == (8, ())


def test_an_unknown_figure_under_the_own_number_stays_unknown(register: Register):
    table = kept({(MUNICIPALITY, "8001"): 7, (MUNICIPALITY, "9001"): None})
    assert area(find_county_statistics(register, [table], "90")[0], "9001").values[0].value is None


def test_a_number_that_changed_within_the_periods_is_followed(register: Register):
    before, after = kept({(MUNICIPALITY, "8001"): 7}, period="2016"), kept({(MUNICIPALITY, "9001"): 8}, period="2017")
    not_yet = kept({(MUNICIPALITY, "9001"): None}, period="2016").values[0].model_copy(update={"symbol": "."})
    table = before.model_copy(update={"values": (*before.values, *after.values, not_yet)})
    found = area(find_county_statistics(register, [table], "90")[0], "9001")
    assert [value.value for value in found.values] == [7, 8] and found.editions == ("gammel", "")


def test_a_municipality_that_the_table_lacks_stands_there_without_figures(register: Register):
    (indicator,) = find_county_statistics(register, [kept({(MUNICIPALITY, "9001"): 7})], "90")
    assert {one.code for one in indicator.areas} == {"9001", "9002", "9004", "9005", "9009"}
    assert area(indicator, "9009").values == (None,)


def test_the_country_and_the_county_stand_first_and_are_the_sources_own(register: Register):
    table = kept({(COUNTRY, ""): 100, (COUNTY, "90"): 50, (COUNTY, "91"): None, (MUNICIPALITY, "9001"): 1})
    (indicator,) = find_county_statistics(register, [table], "90")
    assert [(one.level, one.values[0].value) for one in indicator.areas[:2]] == [(COUNTRY, 100), (COUNTY, 50)]
    (nation,) = find_national_statistics(register, [table])
    assert [(one.code, one.values[0].value) for one in nation.areas] == [("", 100), ("90", 50), ("91", None)]


def test_the_median_is_of_municipalities_of_the_size_each_once_unknown_left_out(register: Register):
    # Six towns, one without a figure: the middle of 1, 2, 3, 4, 100 is 3, whatever their inhabitants.
    figures = dict(zip([(MUNICIPALITY, f"910{n}") for n in range(1, 7)], [1, 2, 3, 4, 100, None], strict=True))
    (indicator,) = find_county_statistics(register, [kept(figures)], "91")
    median = indicator.medians["9106"]
    assert (median.value, median.municipalities, median.group.least, median.group.below) == (3, 5, 20_000, None)


def test_a_median_of_too_few_is_not_given(register: Register):
    figures = {(MUNICIPALITY, f"910{n}"): n for n in range(1, 5)}
    assert find_county_statistics(register, [kept(figures)], "91")[0].medians == {}


def write(folder: Path, table: KeptTable) -> Path:
    folder.mkdir(exist_ok=True)
    values_file(folder, table.id).write_text(write_values(table), encoding="utf-8")
    (folder / "tables.csv").write_text(write_contents([table]), encoding="utf-8")
    return folder


TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20).map(str.strip)


@example("''=SUM(A1)", "'=", None)
@given(TEXT, TEXT, st.decimals(allow_nan=False, allow_infinity=False, places=3) | st.none())
def test_what_is_kept_is_read_as_it_was_written(tmp_path_factory, label: str, note: str, value: Decimal | None):
    table = kept({(MUNICIPALITY, "0301"): value})
    content = CONTENT.model_copy(update={"label": label, "note": note, "decimals": None})
    figures = [
        one.model_copy(update={"region": label, "previous_value": value, "revised": DAY}) for one in table.values
    ]
    table = table.model_copy(update={"contents": (content,), "values": tuple(figures)})
    assert read_kept_tables(write(tmp_path_factory.mktemp("tabell"), table)) == (table,)


def test_no_list_of_tables_is_no_tables(tmp_path: Path):
    assert read_kept_tables(tmp_path) == ()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (",7,", ",syv,", "kolonne «value»: Fant «syv»"),
        (",7,", ",NaN,", "kolonne «value»: Fant «NaN»"),
        ("municipality", "bydel", "kolonne «level»: Fant «bydel»"),
        ("utgifter", "annet", "kolonne «content_code»: Fant «annet». Tillatt: utgifter"),
        ("2018-06-28", "28.06.2018", "kolonne «retrieved»: Fant «28.06.2018»"),
        ("region_code", "region", "Kolonnene region_code mangler"),
    ],
)
def test_a_faulty_cell_is_told_with_file_row_and_column(tmp_path: Path, old: str, new: str, said: str):
    folder = write(tmp_path, kept({(MUNICIPALITY, "9001"): 7}))
    file = folder / "eksempel.csv"
    file.write_text(file.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(KeptStatisticsError) as raised:
        read_kept_tables(folder)
    assert said in str(raised.value) and "eksempel.csv" in str(raised.value)


def test_a_figure_that_stands_twice_is_told(tmp_path: Path):
    folder = write(tmp_path, kept({(MUNICIPALITY, "9001"): 7}))
    file = folder / "eksempel.csv"
    text = file.read_text(encoding="utf-8")
    file.write_text(text + text.splitlines()[1] + "\n", encoding="utf-8")
    with pytest.raises(KeptStatisticsError, match="rad 3"):
        read_kept_tables(folder)


@pytest.mark.parametrize("table_id", ["borte", "../../hemmelig"])
def test_a_listed_table_without_figures_is_told_and_no_other_folder_is_read(tmp_path: Path, table_id: str):
    folder = write(tmp_path / "inne", kept({(MUNICIPALITY, "9001"): 7}))
    (tmp_path.parent / "hemmelig.csv").write_text("", encoding="utf-8")
    file = folder / "tables.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("\neksempel,", f"\n{table_id},"), encoding="utf-8")
    with pytest.raises(KeptStatisticsError, match="har ingen fil med tall"):
        read_kept_tables(folder)


def test_the_examples_figures_say_that_they_are_invented(example: Register):
    (table,) = read_kept_tables(Path(__file__).parents[2] / "data" / "reference" / "statistics")
    assert all("Eksempel – oppdiktet" in text for one in table.contents for text in (one.title, one.source, one.note))
    codes = {value.area_code for value in table.values if value.level is MUNICIPALITY}
    assert codes == {member.code for member in example.municipalities}
