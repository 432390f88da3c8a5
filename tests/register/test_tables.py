from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from medlemsdialog.errors import MedlemsdialogError
from medlemsdialog.register.editions import read_register
from medlemsdialog.register.tables import SHOWN_FAULTS, RegisterError

MUNICIPALITIES = "edition,municipality_code,name,other_names,county_code,population_1_january,language_form\n"


@pytest.fixture
def field_size() -> Iterator[None]:
    """The limit Python starts with; it belongs to the process, and libraries used by other tests raise it."""
    before = csv.field_size_limit(131_072)
    yield
    csv.field_size_limit(before)


def test_semicolons_byte_order_mark_and_empty_lines_are_read(write_tables: Callable[..., Path]):
    text = "\ufeff" + MUNICIPALITIES.replace(",", ";") + "prøve; 9001 ;Prøvevik;;90;12;\r\n;;;;;;\r\n"
    register = read_register(write_tables(municipalities=text), "prøve")
    assert [member.code for member in register.municipalities] == ["9001"]


def test_missing_table_is_named(write_tables: Callable[..., Path]):
    folder = write_tables()
    (folder / "counties.csv").unlink()
    with pytest.raises(RegisterError, match=r"counties\.csv mangler"):
        read_register(folder, "prøve")


def test_missing_columns_are_named_with_those_found(write_tables: Callable[..., Path]):
    with pytest.raises(RegisterError, match=r"Kolonnene county_code mangler\. Fant: edition, name"):
        read_register(write_tables(counties="edition,name\nprøve,Prøveland\n"), "prøve")


def test_cp1252_is_refused_with_what_to_do(write_tables: Callable[..., Path]):
    table = "edition,county_code,name\nprøve,90,Prøveland\n".encode("cp1252")
    with pytest.raises(RegisterError, match="UTF-8"):
        read_register(write_tables(counties=table), "prøve")


def test_cell_that_cannot_be_read_as_csv_is_an_error_with_its_row(write_tables: Callable[..., Path], field_size: None):
    table = "edition,county_code,name\nprøve,90," + "x" * 200_000 + "\n"
    with pytest.raises(RegisterError, match="rad 2"):
        read_register(write_tables(counties=table), "prøve")


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("prøve,301,Prøvevik,,90,,", "rad 2, kolonne «municipality_code»: Fant «301». Tillatt: fire sifre. Regneark"),
        ("prøve,9000,Prøvevik,,90,,", "Fant «9000». Tillatt: en kode som ikke slutter på 00"),
        ("prøve,9001,,,90,,", "kolonne «name»: Fant «»"),
        ("prøve,9001,Prøvevik,,91,,", "kolonne «county_code»: Fant «91»"),
        ("prøve,9001,Prøvevik,,90,1 200,", "Fant «1 200». Tillatt: et helt tall uten mellomrom"),
        ("prøve,9001,Prøvevik,,90,,nynorks", "Fant «nynorks». Tillatt: bokmål, nynorsk, nøytral. Velg"),
    ],
)
def test_faulty_row_says_where_what_was_found_and_what_is_allowed(
    write_tables: Callable[..., Path], row: str, says: str
):
    with pytest.raises(RegisterError) as error:
        read_register(write_tables(municipalities=f"{MUNICIPALITIES}{row}\n"), "prøve")
    assert says in str(error.value)


def test_code_that_stands_twice_points_to_the_first_row(write_tables: Callable[..., Path]):
    rows = "prøve,9001,Prøvevik,,90,,\nprøve,9001,Prøvenes,,90,,\n"
    with pytest.raises(RegisterError, match=r"rad 3, .*denne står også i rad 2"):
        read_register(write_tables(municipalities=MUNICIPALITIES + rows), "prøve")


def test_change_between_unknown_codes_is_a_fault(write_tables: Callable[..., Path]):
    changes = "from_edition,to_edition,from_code,to_code,kind\nprøve,prøve-ny,9001,9009,slått sammen\n"
    with pytest.raises(RegisterError) as error:
        read_register(write_tables(municipality_changes=changes), "prøve")
    assert "«prøve-ny»" in str(error.value)
    assert "sammenslått, delt, nytt nummer" in str(error.value)


def test_body_code_follows_its_pattern(write_tables: Callable[..., Path]):
    bodies = "edition,body_code,name,kind,county_code\nprøve,organ:Åpent Nettverk,Nettverket,network,\n"
    with pytest.raises(RegisterError, match="organ:Åpent Nettverk"):
        read_register(write_tables(bodies=bodies), "prøve")


def test_all_faults_are_told_at_once_and_the_rest_is_counted(write_tables: Callable[..., Path]):
    rows = "".join(f"prøve,{number},Prøvevik,,90,,\n" for number in range(100, 100 + SHOWN_FAULTS + 5))
    with pytest.raises(MedlemsdialogError) as error:
        read_register(write_tables(municipalities=MUNICIPALITIES + rows), "prøve")
    lines = str(error.value).splitlines()
    assert len(lines) == SHOWN_FAULTS + 2
    assert lines[0].endswith(f"({SHOWN_FAULTS + 5} feil):")
    assert lines[-1] == "… og 5 feil til."


def test_braces_in_a_cell_are_shown_as_they_are(write_tables: Callable[..., Path]):
    with pytest.raises(RegisterError, match=r"Fant «\{row\}»"):
        read_register(write_tables(municipalities=MUNICIPALITIES + "prøve,{row},Prøvevik,,90,,\n"), "prøve")
