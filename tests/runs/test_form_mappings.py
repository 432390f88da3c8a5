"""The commands on forms, as an adviser uses them: write, correct, check, confirm."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from medlemsdialog import evidence
from medlemsdialog.cli.app import run_command
from medlemsdialog.paths import NATIONAL, BuildFolder, DataFolder
from medlemsdialog.runs.fingerprints import read_fingerprints
from medlemsdialog.runs.intake_outputs import read_areas
from support.mini_dialogue import write_mini_dialogue

ROWS = [
    ["Eksempel – oppdiktet"],
    ["Svar-ID", "Levert", "Avsender", "Kommune", "p1", "Hva ellers?"],
    ["A", "2017-09-01", "Storvika kommune", "Storvika", "Mer til biblioteket.", "Nei"],
    ["B", "2017-09-01", "Vetlelia kommune", "Vetlelia", "Lokale utan leige.", ""],
]


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    folder = write_mini_dialogue(tmp_path / "dialog")
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    file = folder.root / "inputs" / "nasjonalt" / "svar.xlsx"
    file.parent.mkdir(parents=True)
    book.save(file)
    return folder


def run(data: DataFolder, *arguments: str) -> int:
    return run_command([*arguments, "--data", str(data.root)])


@pytest.mark.parametrize("name", ["nasjonalt/svar.xlsx", "svar.xlsx"])
def test_mapping_is_written_beside_the_form_and_used(
    name: str, data: DataFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(data, "form-mapping", name) == 0
    mapping = data.root / "inputs/nasjonalt/svar.form.yaml"
    told = capsys.readouterr().out
    assert str(mapping) in told and "F «Hva ellers?»" in told and "confirmed: ja" in told
    text = mapping.read_text(encoding="utf-8")
    mapping.write_text(text.replace("confirmed: nei", "confirmed: ja"), encoding="utf-8")
    assert run(data, "check", "--county", "nasjonalt", "--json") == 0
    rules = {problem["rule"] for problem in json.loads(capsys.readouterr().out)["problems"]}
    assert not rules & {"form_guessed", "form_mapping_unconfirmed"}
    assert not [source for source, _ in data.originals() if source.endswith(".yaml")]


def test_mapping_that_somebody_has_corrected_is_not_overwritten_by_chance(
    data: DataFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    mapping = data.root / "inputs/nasjonalt/svar.form.yaml"
    mapping.write_text("confirmed: ja", encoding="utf-8")
    assert run(data, "form-mapping", "svar.xlsx") == 2
    assert "--overwrite" in capsys.readouterr().err
    assert mapping.read_text(encoding="utf-8") == "confirmed: ja"
    assert run(data, "form-mapping", "svar.xlsx", "--overwrite") == 0
    assert "header_row: 2" in mapping.read_text(encoding="utf-8")


def test_mappings_of_one_name_in_both_folders_for_originals_are_both_seen(data: DataFolder) -> None:
    for folder in ("inputs", "innspill"):
        file = data.root / folder / "nasjonalt" / "svar.form.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("confirmed: ja", encoding="utf-8")
    assert [name for name, _ in data.form_mappings()] == [
        "innspill/nasjonalt/svar.form.yaml",
        "nasjonalt/svar.form.yaml",
    ]


def test_two_forms_of_one_name_get_a_mapping_each(data: DataFolder) -> None:
    (data.root / "inputs/nasjonalt/svar.csv").write_text("Svar-ID;Kommune;p1\nA;Storvika;Ja\n", encoding="utf-8")
    assert run(data, "form-mapping", "svar.xlsx") == run(data, "form-mapping", "svar.csv") == 0
    assert [name for name, _ in data.form_mappings()] == [
        "nasjonalt/svar.csv.form.yaml",
        "nasjonalt/svar.xlsx.form.yaml",
    ]


@pytest.mark.parametrize("name", ["borte.xlsx", "91/storvika-vedtak.txt", "91/liste.xlsx"])
def test_what_is_no_form_is_told(name: str, data: DataFolder, capsys: pytest.CaptureFixture[str]) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Nr", "Tema", "Innspill"])
    book.save(data.root / "inputs/91/liste.xlsx")
    assert run(data, "form-mapping", name) == 2
    assert name in capsys.readouterr().err


def test_mapping_of_a_sheet_whose_sender_column_has_an_unknown_title_names_it(
    data: DataFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    file = data.root / "inputs/91/liste.csv"
    file.write_text(
        "Nr;Hvor fra;Hva sa de?\n1;Storvika;Vi ønsker bibliotek.\n2;Lillevika kommune;Vi ønsker kino.\n",
        encoding="utf-8",
    )
    assert run(data, "form-mapping", "91/liste.csv") == 0
    text = file.with_name("liste.csv.form.yaml").read_text(encoding="utf-8")
    assert 'sender: "B"' in text or "sender: B" in text
    capsys.readouterr()
    run(data, "check", "--county", "91", "--json")
    told = json.loads(capsys.readouterr().out)["problems"]
    assert "members_in_rows" not in {problem["rule"] for problem in told}
    assert {"91/liste.csv#1", "91/liste.csv#2"} <= {problem["source"] for problem in told}


def test_broken_mapping_stops_nothing(data: DataFolder, capsys: pytest.CaptureFixture[str]) -> None:
    (data.root / "inputs/nasjonalt/svar.form.yaml").write_text("columns: [", encoding="utf-8")
    assert run(data, "check", "--json") == 0
    problems = json.loads(capsys.readouterr().out)["problems"]
    (problem,) = [p for p in problems if p["rule"] == "form_mapping_unreadable"]
    assert problem["source"] == "nasjonalt/svar.xlsx" and "linje" in problem["what"]
    assert {"nasjonalt/svar.xlsx#A", "nasjonalt/svar.xlsx#B"} <= {p["source"] for p in problems}


def test_changed_mapping_makes_counties_stale(data: DataFolder) -> None:
    register = evidence.open_workspace(data, BuildFolder(data.root / "build")).register
    before = read_fingerprints(data, register).of_county("91")
    (data.root / "inputs/nasjonalt/svar.form.yaml").write_text("confirmed: ja", encoding="utf-8")
    assert read_fingerprints(data, register).of_county("91") != before


def test_all_areas_at_once_are_the_same_as_one_by_one(data: DataFolder) -> None:
    workspace = evidence.open_workspace(data, BuildFolder(data.root / "build"))
    codes = (*workspace.county_codes, NATIONAL)
    assert read_areas(workspace, codes).areas == {code: evidence.read_even_if_broken(workspace, code) for code in codes}


def test_form_template_is_written_for_a_county_and_for_all(data: DataFolder, tmp_path: Path) -> None:
    assert run(data, "form-template", "--county", "91") == run(data, "form-template") == 0
    forms = data.root / "build" / "forms"
    assert [file.name for file in sorted(forms.iterdir())] == ["innspillsskjema-91.xlsx", "innspillsskjema.xlsx"]
    assert run(data, "form-template", "--county", "92", "--out", str(tmp_path / "svar.xlsx")) == 0
    titles = [cell.value for cell in openpyxl.load_workbook(tmp_path / "svar.xlsx").worksheets[1][1]]
    assert titles[0] == "Avsendar", "the county's own form of Norwegian"
    assert run(data, "form-template", "--out", "svar.docx") == run(data, "form-template", "--language", "se") == 2
