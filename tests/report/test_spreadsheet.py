from __future__ import annotations

import html
import io
import re
import subprocess
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from medlemsdialog.report.spreadsheet import build_spreadsheet
from medlemsdialog.report.tables import Table
from report import example

DANGEROUS = ('=HYPERLINK("http://ond.example")', "+1", "-1", "@SUM(A1)", "\tx", "=1\x00")


def test_definitions_come_first_and_numbers_are_numbers(tmp_path: Path) -> None:
    file = example.write_evidence_workbook(example.overview(), tmp_path / "evidence.xlsx")
    book = load_workbook(file)
    assert book.sheetnames[0] == "Definisjoner"
    assert isinstance(book["Temaer"]["C2"].value, int)
    assert book["Fylker"]["A2"].value == "61"


def test_no_text_becomes_a_formula() -> None:
    content = build_spreadsheet([Table("Ark", ("=A",), tuple((text,) for text in DANGEROUS))], date="2018-02-01")
    assert "<f>" not in zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml").decode()
    cells = [row[0] for row in load_workbook(io.BytesIO(content))["Ark"].iter_rows()]
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in cells)


def test_text_that_may_not_be_quoted_is_not_there(tmp_path: Path) -> None:
    file = example.write_evidence_workbook(example.overview(), tmp_path / "evidence.xlsx")
    archive = zipfile.ZipFile(file)
    # With lxml at hand openpyxl writes other letters than English ones as character references.
    shown = html.unescape("".join(archive.read(name).decode() for name in archive.namelist()))
    assert "viktigste møteplass" in shown
    assert "kan ikke siteres" not in shown and "Kari" not in shown and "kari.docx" not in shown


def test_same_overview_gives_the_same_bytes_dated_by_the_document(tmp_path: Path) -> None:
    first = example.write_evidence_workbook(example.overview(), tmp_path / "a.xlsx").read_bytes()
    second = example.write_evidence_workbook(example.overview(), tmp_path / "b.xlsx").read_bytes()
    assert first == second
    core = zipfile.ZipFile(io.BytesIO(first)).read("docProps/core.xml").decode()
    assert set(re.findall(r">(\d{4}-[^<]+)<", core)) == {"2018-02-01T00:00:00Z"}


def test_dates_are_dates_and_codes_are_text(tmp_path: Path) -> None:
    book = load_workbook(example.write_evidence_workbook(example.overview(), tmp_path / "evidence.xlsx"))
    sources = book["Innspill"]
    headings = [cell.value for cell in sources[1]]
    assert sources.cell(2, headings.index("Dato") + 1).is_date
    assert isinstance(sources.cell(2, headings.index("Avsenderkode") + 1).value, str)


def test_sheets_are_for_reading_and_for_paper(tmp_path: Path) -> None:
    book = load_workbook(example.write_evidence_workbook(example.overview(), tmp_path / "evidence.xlsx"))
    for sheet in book.worksheets:
        assert sheet.freeze_panes == "B2" and sheet.print_title_rows == "$1:$1" and sheet.auto_filter.ref
        assert not sheet.merged_cells.ranges and all(cell.value for cell in sheet[1])
    assert book.properties.title == example.labels().dialogue.title.nb


@pytest.mark.libreoffice
def test_libreoffice_opens_it_with_every_sheet_and_date(tmp_path: Path) -> None:
    file = example.write_evidence_workbook(example.overview(), tmp_path / "evidence.xlsx")
    profile = (tmp_path / "profil").as_uri()
    subprocess.run(
        [
            *("soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "ods"),
            *("--outdir", str(tmp_path), str(file)),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    with zipfile.ZipFile(tmp_path / "evidence.ods") as archive:
        content = archive.read("content.xml").decode()
    names = re.findall(r'<table:table table:name="([^"]+)"', content)
    assert [html.unescape(name) for name in names] == load_workbook(file).sheetnames
    assert 'office:date-value="2017-10-12"' in content and "table:formula" not in content
