"""The data package holds to its own description, and says the same as the spreadsheet."""

from __future__ import annotations

import csv
import io
import json
import socket
from dataclasses import replace

import frictionless
import pytest
from openpyxl import load_workbook

from medlemsdialog.exchange.data_package import describe_package, write_data_package, write_table
from medlemsdialog.report.evidence_tables import build_evidence
from medlemsdialog.report.spreadsheet import write_evidence_sheets
from medlemsdialog.report.tables import EvidenceTable, Field
from report import example
from report.finding_example import overview_with_findings
from report.test_evidence_tables import changes_since_interim


@pytest.fixture
def package(tmp_path, monkeypatch):
    def refuse(*_):
        raise AssertionError("something was fetched")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    overview, labels = overview_with_findings(), example.labels()
    write_data_package(build_evidence(overview, labels), overview, labels, tmp_path)
    return tmp_path


def faults(package):
    report = frictionless.validate(str(package / "datapackage.json"))
    return {error.type for task in report.tasks for error in task.errors} | {error.type for error in report.errors}


def test_the_package_holds_to_its_description_and_fetches_nothing(package):
    assert faults(package) == set()


@pytest.mark.parametrize(
    ("table", "before", "after", "fault"),
    [
        ("claims_by_county", ",against,", ",imot,", "constraint-error"),
        ("statement_claims", ",k-makspris-kulturskole,", ",k-finnes-ikke,", "foreign-key"),
        ("finding_sentences", "f-tilskudd,2,", "f-tilskudd,1,", "primary-key"),
        ("counties", "\r\n61,", "\r\n,", "constraint-error"),
        ("sources", ",2017-10-12,", ",12. oktober,", "type-error"),
        ("finding_evidence", ",true\r\n", ",kanskje\r\n", "type-error"),
        ("themes", "theme_code,theme,members", "theme_code,theme,medlemmer", "incorrect-label"),
    ],
)
def test_a_broken_cell_is_found(package, table, before, after, fault):
    file = package / f"{table}.csv"
    text = file.read_bytes().decode()
    assert before in text
    file.write_bytes(text.replace(before, after, 1).encode())
    assert fault in faults(package)


def test_every_table_is_a_resource_and_every_row_the_spreadsheets(package, tmp_path):
    overview, labels = overview_with_findings(), example.labels()
    tables = build_evidence(overview, labels)
    book = load_workbook(write_evidence_sheets(tables, labels, tmp_path / "evidence.xlsx", date="2018-02-01"))
    resources = json.loads((package / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    assert [one["title"] for one in resources] == book.sheetnames
    for resource in resources:
        sheet = book[resource["title"]]
        rows = list(csv.reader(io.StringIO((package / resource["path"]).read_bytes().decode("utf-8-sig"))))
        assert len(rows) == sheet.max_row, resource["name"]
        assert rows[0] == [field["name"] for field in resource["schema"]["fields"]]
        assert [cell.value for cell in sheet[1]] == [field["title"] for field in resource["schema"]["fields"]]
        assert all(field["description"] for field in resource["schema"]["fields"]), resource["name"]


def test_machines_get_codes_where_people_get_words():
    overview, labels = overview_with_findings(), example.labels()
    table = next(one for one in build_evidence(overview, labels) if one.id == "claims_by_county")
    assert b",against," in write_table(table) and "mot" in {row[4] for row in table.printed().rows}


def test_text_that_looks_like_a_formula_gets_an_apostrophe_and_a_number_does_not():
    fields = (Field("text", "Tekst", "string", "x"), Field("number", "Tall", "integer", "x"))
    rows = tuple((text, -2) for text in ('=HYPERLINK("http://ond.example")', "+1", "-1", "@A1", "\tx", "\rx", "vanlig"))
    content = write_table(EvidenceTable("t", "T", "x", fields, rows)).decode("utf-8-sig")
    cells = list(csv.reader(io.StringIO(content, newline="")))[1:]
    assert [text for text, _ in cells] == [f"'{text}" for text, _ in rows[:-1]] + ["vanlig"]
    assert {number for _, number in cells} == {"-2"}


def test_the_package_says_what_is_known_of_sources_rights_and_apostrophes():
    overview, labels = overview_with_findings(), example.labels()
    told = describe_package(build_evidence(overview, labels), overview, labels)
    assert "apostrof" in told["description"] and "Rettighetene" in told["description"] and "licenses" not in told
    assert told["description"].startswith("Eksempel – oppdiktet")
    assert {"title": f"Kommuneinndelingen {overview.edition}"} in told["sources"]


def test_same_tables_give_the_same_bytes(tmp_path):
    overview, labels = overview_with_findings(), example.labels()
    for name in ("a", "b"):
        write_data_package(build_evidence(overview, labels), overview, labels, tmp_path / name)
    assert {file.name: file.read_bytes() for file in (tmp_path / "a").iterdir()} == {
        file.name: file.read_bytes() for file in (tmp_path / "b").iterdir()
    }


def test_changes_since_a_release_hold_to_the_description(tmp_path):
    overview, labels = overview_with_findings(), example.labels()
    write_data_package(build_evidence(overview, labels, changes_since_interim()), overview, labels, tmp_path)
    assert (tmp_path / "county_changes.csv").is_file() and faults(tmp_path) == set()


def test_a_failed_county_and_tables_without_rows_are_valid_too(tmp_path):
    overview, labels = example.overview(), example.labels()
    empty = tuple(replace(table, rows=()) for table in build_evidence(overview, labels))
    write_data_package(empty, overview, labels, tmp_path)
    assert faults(tmp_path) == set()
