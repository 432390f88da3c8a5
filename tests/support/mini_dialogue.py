"""A dialogue of two invented counties, small enough to run in a test. Eksempel – oppdiktet."""

from __future__ import annotations

import re
from pathlib import Path

from openpyxl import Workbook

from medlemsdialog import paths
from medlemsdialog.paths import BuildFolder, DataFolder

NOTE = "Eksempel – oppdiktet"
COUNTIES = f"""\
edition,county_code,name,language_form,region,note
liten,91,Vestmark,bokmål,Vest,{NOTE}
liten,92,Austmark,nynorsk,Aust,{NOTE}
"""
MUNICIPALITIES = f"""\
edition,municipality_code,name,other_names,county_code,population_1_january,language_form,note
liten,9101,Storvika,,91,12000,bokmål,{NOTE}
liten,9102,Lillevika,,91,2100,bokmål,{NOTE}
liten,9103,Midtvika,,91,,nøytral,{NOTE}
liten,9201,Storlia,,92,8000,nynorsk,{NOTE}
liten,9202,Vetlelia,,92,900,nynorsk,{NOTE}
"""
BODIES = f"""\
edition,body_code,name,kind,county_code,note
liten,organ:fylkesstyret-vestmark,Fylkesstyret i Vestmark,county_board,91,{NOTE}
liten,organ:fylkesstyret-austmark,Fylkesstyret i Austmark,county_board,92,{NOTE}
"""
STORVIKA = """\
Storvika kommune
Eksempel – oppdiktet

Kommunestyret 12.06.2017, sak 12/17

Vedtak

1. Storvika kommune mener at staten bør gi øremerkede midler til kulturskolen.
2. Kommunen ber KS arbeide for at biblioteket får bedre rammer.
"""
STORLIA = """\
Storlia kommune
Eksempel – oppdikta

Kommunestyret 14.06.2017, sak 20/17

Vedtak

1. Storlia kommune meiner at kulturskulen må bli verande ei kommunal oppgåve.
2. Frivillige lag treng lokale utan leige.
"""


def write_mini_dialogue(folder: Path) -> DataFolder:
    """Write the dialogue: county 91 with a decision and a sheet, county 92 with a decision."""
    text = paths.shipped("data/dialogue.yaml").read_text(encoding="utf-8")
    text = re.sub(r"^edition:.*$", "edition: liten", text, flags=re.MULTILINE)
    _write(folder / "dialogue.yaml", text)
    _write(folder / "codebook.yaml", paths.shipped("data/codebook.yaml").read_text(encoding="utf-8"))
    _write(folder / "claims.yaml", "schema_version: 1\nclaims: []\n")
    _write(folder / "reference" / "counties.csv", COUNTIES)
    _write(folder / "reference" / "municipalities.csv", MUNICIPALITIES)
    _write(folder / "reference" / "bodies.csv", BODIES)
    _write(folder / "inputs" / "91" / "storvika-vedtak.txt", STORVIKA)
    _write(folder / "inputs" / "92" / "storlia-vedtak.txt", STORLIA)
    write_sheet(folder / "inputs" / "91" / "liste.xlsx")
    return DataFolder(folder.resolve())


def write_sheet(file: Path) -> None:
    """Write an adviser's own list, with a county code that has lost its zero and a sender that does not exist."""
    sheet = Workbook()
    sheet.active.append(["Avsender", "Kommunenummer", "Innspill"])
    sheet.active.append(["Lillevika kommune", "9102", "Vi ønsker et sterkere bibliotek. Eksempel – oppdiktet."])
    sheet.active.append(["Ukjentvika kommune", "9999", "Vi trenger flere øvingslokaler. Eksempel – oppdiktet."])
    file.parent.mkdir(parents=True, exist_ok=True)
    sheet.save(file)


def build_of(data: DataFolder) -> BuildFolder:
    """Return where the dialogue's outputs go unless something else is said."""
    return BuildFolder(data.root / "build")


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
