"""A dialogue may have municipalities, or areas of its own, instead of counties; names are still found by geography."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from medlemsdialog.dialogue import AreaKind
from medlemsdialog.intake.folders import find_folder
from medlemsdialog.register.editions import read_register, shipped_editions_folder
from medlemsdialog.register.lookup import find_sender
from medlemsdialog.register.models import Register
from medlemsdialog.register.tables import RegisterError

COUNTIES = "edition,county_code,name,language_form,region\nprøve,90,Prøveland,bokmål,\nprøve,91,Nabofylket,nynorsk,\n"
MUNICIPALITIES = (
    "edition,municipality_code,name,other_names,county_code,population_1_january\n"
    "prøve,9001,Prøvevik,,90,100\nprøve,9002,Prøvenes,,90,200\nprøve,9101,Nabovik,,91,300\n"
)
BODIES = "edition,body_code,name,kind,county_code\nprøve,organ:styret,Fylkesstyret i Prøveland,county_board,90\n"
AREAS = "edition,area_code,name,members\n"


@pytest.fixture
def divided(write_tables: Callable[..., Path]) -> Callable[[str], Register]:
    def read(rows: str) -> Register:
        folder = write_tables(counties=COUNTIES, municipalities=MUNICIPALITIES, bodies=BODIES, areas=AREAS + rows)
        return read_register(folder, "prøve", area=AreaKind.CUSTOM)

    return read


@pytest.fixture(scope="module")
def by_municipality() -> Register:
    return read_register(shipped_editions_folder(), "2024", area=AreaKind.MUNICIPALITY)


def test_each_municipality_and_county_council_of_2024_is_an_area(by_municipality: Register) -> None:
    register = by_municipality
    codes = {area.county_code for area in register.counties}
    assert len([code for code in codes if not code.endswith("00")]) == 357
    assert {member.county_code for member in register.members} == codes
    assert register.members_in("4601") == (register.member("4601"),)
    assert len(register.real_counties) == 15


def test_names_with_their_county_are_found_whatever_the_areas_are(
    by_municipality: Register, real: dict[str, Register]
) -> None:
    for written in ("Herøy (Nordland)", "Herøy kommune, Møre og Romsdal", "Nordland fylkeskommune"):
        plain = find_sender(real["2024"], written).member
        found = find_sender(by_municipality, written).member
        assert plain and found and found.code == plain.code == found.county_code
    assert (match := find_sender(by_municipality, "Herøy", county_code="1818").member) and match.code == "1818"


@pytest.mark.parametrize("folder", ["1818", "1818 Herøy", "1818-heroy"])
def test_folder_of_a_municipality_is_known_by_its_number(by_municipality: Register, folder: str) -> None:
    assert find_folder(f"{folder}/vedtak.docx", by_municipality).county_code == "1818"


@pytest.mark.parametrize(("folder", "kind"), [("18", "foreign"), ("1601", "foreign"), ("2013", "outside")])
def test_folder_of_no_area_is_told_from_one_of_another_edition(
    by_municipality: Register, folder: str, kind: str
) -> None:
    assert find_folder(f"{folder}/vedtak.docx", by_municipality).kind == kind


def test_table_of_areas_groups_members_and_bodies(divided: Callable[[str], Register]) -> None:
    register = divided("prøve,kyst,Kysten,9001; 9101;9100\nprøve,Inn-land,Innlandet,9002;9000;organ:styret\n")
    assert [area.county_code for area in register.counties] == ["Inn-land", "kyst"]
    assert [member.code for member in register.members_in("kyst")] == ["9001", "9100", "9101"]
    assert [body.code for body in register.bodies_in("Inn-land")] == ["organ:styret"]
    assert find_folder("inn-land/a.txt", register).county_code == "Inn-land"
    assert find_sender(register, "Fylkesstyret i Prøveland").body is not None


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ("prøve,kyst,Kysten,9001;9002;9101;9000\n", "1 medlemmer hører ikke til noe område: 9100"),
        ("prøve,kyst,Kysten,9001;9002;9101;9000;9100;9009\n", "Rett «9009»"),
        ("prøve,a,A,9001;9002;9101;9000;9100\nprøve,b,B,9001\n", "«9001» står også i a"),
        ("prøve,a,A,9001;9002;9101;9000;9100\nprøve,A,B,\n", "denne står også i rad 2"),
        ("prøve,national,A,9001;9002;9101;9000;9100\n", "en kort kode"),
        ("prøve,../x,A,9001;9002;9101;9000;9100\n", "en kort kode"),
    ],
)
def test_faulty_table_of_areas_says_what_is_wrong(divided: Callable[[str], Register], rows: str, says: str) -> None:
    with pytest.raises(RegisterError) as error:
        divided(rows)
    assert says in str(error.value)


def test_missing_table_of_areas_is_named(write_tables: Callable[..., Path]) -> None:
    with pytest.raises(RegisterError, match=r"areas\.csv mangler"):
        read_register(write_tables(), "prøve", area=AreaKind.CUSTOM)
