from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from medlemsdialog.register.editions import available_editions, read_register, shipped_editions_folder
from medlemsdialog.register.models import BodyKind, ChangeKind, Register
from medlemsdialog.register.names import fold_name
from medlemsdialog.register.population import count_inhabitants
from medlemsdialog.register.tables import RegisterError

EXAMPLE = Path(__file__).parents[2] / "data" / "reference"


def test_shipped_editions_are_the_four_real_ones():
    assert available_editions(shipped_editions_folder()) == ("2017", "2018", "2020", "2024")


@pytest.mark.parametrize(
    ("edition", "counties", "municipalities", "county_councils"),
    [("2017", 19, 426, 18), ("2018", 18, 422, 17), ("2020", 11, 356, 10), ("2024", 15, 357, 14)],
)
def test_each_real_edition_has_its_counties_and_members(
    real: dict[str, Register], edition: str, counties: int, municipalities: int, county_councils: int
):
    register = real[edition]
    assert len(register.counties) == counties
    assert len(register.municipalities) == municipalities
    assert len(register.county_councils) == county_councils
    assert len(register.possible_members) == municipalities + county_councils


def test_2017_has_444_possible_members(real: dict[str, Register]):
    assert len(real["2017"].possible_members) == 444


@pytest.mark.parametrize(("edition", "inhabitants"), [("2017", 5_258_317), ("2018", 5_295_619), ("2024", 5_550_203)])
def test_population_sums_are_those_of_statistics_norway(real: dict[str, Register], edition: str, inhabitants: int):
    counted = count_inhabitants(real[edition].members)
    assert (counted.inhabitants, counted.municipalities_unknown) == (inhabitants, 0)


def test_unknown_population_is_counted_as_unknown_not_as_zero(real: dict[str, Register]):
    counted = count_inhabitants(real["2020"].members)
    assert (counted.municipalities_counted, counted.municipalities_unknown) == (0, 356)


def test_oslo_is_one_member_at_both_levels(real: dict[str, Register]):
    (oslo,) = real["2017"].members_in("03")
    assert (oslo.code, oslo.level, oslo.is_county_council_too) == ("0301", "municipality", True)
    assert real["2017"].member("0300") is None


def test_county_council_has_the_county_code_and_two_zeros_and_no_population(real: dict[str, Register]):
    council = real["2017"].member("1200")
    assert council is not None
    assert (council.name, council.level, council.population) == ("Hordaland fylkeskommune", "county_council", None)


def test_language_form_of_real_counties_is_unknown_not_inferred(real: dict[str, Register]):
    assert {county.language_form for register in real.values() for county in register.counties} == {None}
    forms = Counter(member.language_form for member in real["2017"].municipalities)
    assert forms == {"bokmål": 112, "nynorsk": 76, "nøytral": 122, None: 116}


def test_six_names_occur_twice_in_2017(real: dict[str, Register]):
    names = Counter(member.name for member in real["2017"].municipalities)
    assert {name for name, times in names.items() if times == 2} == {"Bø", "Herøy", "Nes", "Os", "Sande", "Våler"}


def test_each_county_of_2017_has_its_county_board(real: dict[str, Register]):
    for county in real["2017"].counties:
        assert [body.kind for body in real["2017"].bodies_in(county.county_code)] == [BodyKind.COUNTY_BOARD]


def test_example_has_19_counties_and_realistic_members(example: Register):
    assert [county.county_code for county in example.counties] == [str(code) for code in range(61, 80)]
    assert 120 <= len(example.municipalities) <= 200
    assert len(example.county_councils) == 18
    populations = [member.population for member in example.municipalities if member.population is not None]
    assert min(populations) < 500
    assert max(populations) > 250_000
    assert sorted(populations)[len(populations) // 2] < 5_000
    assert 0 < len(example.municipalities) - len(populations) < 10


def test_example_has_one_member_that_is_both_levels(example: Register):
    (both,) = [member for member in example.members if member.is_county_council_too]
    assert both.code == "6301"


def test_two_example_names_occur_in_two_counties(example: Register):
    names = Counter(member.name for member in example.municipalities)
    assert {name for name, times in names.items() if times > 1} == {"Nøre", "Trøe"}


def test_example_names_are_those_of_no_real_place_in_the_register(
    real: dict[str, Register], example: Register, earlier_example: Register
):
    def names(register: Register) -> set[str]:
        members = {fold_name(name) for member in register.members for name in (member.name, *member.other_names)}
        return members | {fold_name(county.name) for county in register.counties}

    invented = names(example) | names(earlier_example)
    assert not invented & set.union(*(names(register) for register in real.values()))


def test_earlier_example_reaches_the_example_by_mergers_a_split_and_new_codes(
    example: Register, earlier_example: Register
):
    kinds = Counter(change.kind for change in example.changes)
    mergers = {change.to_code for change in example.changes if change.kind == ChangeKind.MERGED}
    assert len(mergers) == 12
    assert kinds[ChangeKind.SPLIT] == 2
    assert kinds[ChangeKind.NEW_CODE] > 3
    assert len(earlier_example.counties) == len(example.counties) + 1
    followed = {change.from_code for change in example.changes}
    kept = {member.code for member in earlier_example.municipalities} - followed
    arrived = {change.to_code for change in example.changes}
    assert kept | arrived == {member.code for member in example.municipalities}


@pytest.mark.parametrize("table", ["counties", "municipalities", "municipality_changes", "bodies"])
def test_every_example_row_says_that_it_is_invented(table: str):
    rows = (EXAMPLE / f"{table}.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert all(row.endswith(",Eksempel – oppdiktet") for row in rows)


def test_unknown_edition_names_those_that_exist():
    with pytest.raises(RegisterError, match=r"«2019».*2017, 2018, 2020, 2024"):
        read_register(shipped_editions_folder(), "2019")


def test_parallel_names_are_separated(write_tables: Callable[..., Path]):
    member = read_register(write_tables(), "prøve").member("9002")
    assert member is not None
    assert member.other_names == ("Iskkusnjárga", "Koeniemi")


def test_tables_of_changes_and_bodies_may_be_missing(write_tables: Callable[..., Path]):
    folder = write_tables()
    (folder / "municipality_changes.csv").unlink()
    (folder / "bodies.csv").unlink()
    register = read_register(folder, "prøve")
    assert (register.bodies, register.changes) == ((), ())


@pytest.mark.real_inputs
def test_shipped_facts_are_those_of_the_shared_reference():
    shared = Path(__file__).parents[3] / "shared" / "reference"
    for table, columns in {"counties": 3, "municipalities": 7, "municipality_changes": 5}.items():
        ours, theirs = (
            [line.split(",")[:columns] for line in (folder / f"{table}.csv").read_text(encoding="utf-8").splitlines()]
            for folder in (shipped_editions_folder(), shared)
        )
        assert ours == theirs
