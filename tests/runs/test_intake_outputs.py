from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl

from medlemsdialog.evidence import open_workspace
from medlemsdialog.runs.intake_outputs import name_copies, read_areas, write_problems
from support.mini_dialogue import build_of, write_mini_dialogue


def test_copies_of_sheets_with_one_name_are_told_apart() -> None:
    sources = ["07/a/svar.xlsx", "07/b/svar.csv", "07/b/svar.xlsx", "07/SVAR.ods"]
    names = name_copies(sources)
    assert len({name.rpartition(".")[0].casefold() for name in names.values()}) == 4
    assert names["07/a/svar.xlsx"] == "svar.xlsx"
    assert name_copies(sources) == names


def test_copies_have_names_that_every_machine_accepts() -> None:
    names = name_copies(['07/=cmd|"x"?.xlsx', "07/" + "ø" * 120 + ".csv", "07/ . .xlsx", "07/..xlsx"])
    assert next(iter(names.values())) == "=cmd__x__.xlsx"
    assert all(len(name.encode()) < 230 for name in names.values())
    assert not [name for name in names.values() if "/" in name or name.startswith(".")]


def test_every_kind_of_sheet_is_handed_back_marked(tmp_path: Path) -> None:
    data = write_mini_dialogue(tmp_path / "dialog")
    folder = data.root / "inputs" / "91"
    (folder / "liste.csv").write_bytes((folder / "liste.xlsx").read_bytes())  # mislabelled: its content is a workbook
    (folder / "svar.csv").write_text(
        "Svar-ID;Avsender;Kommentar: Hva trenger kulturskolen?;Kommentar: Hva trenger biblioteket?\n"
        "1;Ukjentvika kommune;Vi trenger øvingslokaler. Eksempel – oppdiktet.;\n"
        "2;Storvika kommune;;Vi trenger bøker. Eksempel – oppdiktet.\n",
        encoding="cp1252",
    )
    with zipfile.ZipFile(folder / "pakke.zip", "w") as archive:
        archive.write(folder / "svar.csv", "skjema.csv")
    workspace = open_workspace(data, build_of(data))
    write_problems(workspace, read_areas(workspace, ["91", "national"]), ["91", "national"])
    copies = {copy.name for copy in workspace.build.area("91").root.glob("*-merknader.xlsx")}
    assert len(copies) == 4 and "skjema-merknader.xlsx" in copies
    copy = openpyxl.load_workbook(workspace.build.area("91").root / "svar-merknader.xlsx")
    sheet = copy[copy.sheetnames[1]]
    assert "Ukjentvika" in sheet["B2"].value
    assert "ikke funnet" in sheet["B2"].comment.text
    # What is said of the row as a whole stands at its first cell.
    assert "ikke funnet noen dato" in sheet["A3"].comment.text
