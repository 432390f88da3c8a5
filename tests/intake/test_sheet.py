"""What stands in sheets besides plain values: each is told at its cell, and none stops the reading."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
from openpyxl.comments import Comment

from medlemsdialog.intake.document import Document
from medlemsdialog.intake.readers.delimited import read_delimited
from medlemsdialog.intake.readers.sheet import cell_text, read_sheet
from medlemsdialog.intake.readers.sheet_size import refuse_large_sheets

Sheets = Callable[..., bytes]
ROWS = [["Kommune", "Hva mener dere?"], ["Horten", "Vi vil ha mer."], ["Larvik", "Vi også."], ["Re", "Ja."]]


def told(document: Document) -> set[tuple[str, str | None]]:
    return {(note.rule, note.anchor.cell) for note in document.notes}


@pytest.mark.parametrize("number", [4e16, -6e16, 1e9, 1e30, -1e9])
@pytest.mark.parametrize("shape", ["dd.mm.yyyy", "[h]:mm", "hh:mm:ss"])
def test_a_number_that_is_no_date_or_time_stops_nothing(number: float, shape: str, xlsx: Sheets) -> None:
    def change(workbook: openpyxl.Workbook) -> None:
        cell = workbook["Svar"]["C2"]
        cell.value, cell.number_format = number, shape

    document = read_sheet("svar.xlsx", xlsx({"Svar": ROWS}, change))
    assert "Vi vil ha mer." in [block.text for block in document.blocks]
    assert document.sheets[0].rows[3][0] == "Re"


def test_a_date_among_texts_is_told_and_a_column_of_dates_is_not(xlsx: Sheets) -> None:
    def change(workbook: openpyxl.Workbook) -> None:
        sheet = workbook["Svar"]
        sheet["B3"] = dt.date(2017, 1, 3)
        for row, value in enumerate(["Sist endret", dt.date(2017, 9, 1), dt.date(2017, 9, 2), "ukjent"], start=1):
            sheet.cell(row, 3, value)

    assert told(read_sheet("svar.xlsx", xlsx({"Svar": ROWS}, change))) == {("date_among_texts", "B3")}


def test_comments_and_broken_values_are_told_at_their_cells(xlsx: Sheets) -> None:
    def change(workbook: openpyxl.Workbook) -> None:
        sheet = workbook["Svar"]
        sheet["B2"].comment = Comment("Ring dem", "Kari Eksempel")
        sheet["B4"] = "#DIV/0!"

    document = read_sheet("svar.xlsx", xlsx({"Svar": ROWS}, change))
    assert told(document) == {("cell_comment", "B2"), ("error_value", "B4")}
    assert {note.found for note in document.notes} == {"Ring dem", "#DIV/0!"}


@pytest.mark.parametrize(("text", "is_told"), [("x" * 255, True), ("x" * 254 + ".", False), ("x" * 254, False)])
def test_a_text_that_ends_where_programs_cut_off_is_told(text: str, is_told: bool, xlsx: Sheets) -> None:
    assert bool(told(read_delimited("svar.csv", f"a;b\n1;{text}\n".encode()))) == is_told
    assert bool(told(read_sheet("svar.xlsx", xlsx({"Svar": [["a", "b"], ["1", text]]})))) == is_told


def test_a_sheet_hidden_from_the_menu_is_told_as_such(xlsx: Sheets) -> None:
    def change(workbook: openpyxl.Workbook) -> None:
        workbook["Skjult"].sheet_state, workbook["Gjemt"].sheet_state = "hidden", "veryHidden"

    document = read_sheet("svar.xlsx", xlsx({"Svar": ROWS, "Skjult": [["a"]], "Gjemt": [["b"]]}, change))
    assert {(note.rule, note.anchor.sheet) for note in document.notes} == {
        ("hidden_sheet", "Skjult"),
        ("very_hidden_sheet", "Gjemt"),
    }


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (1e-7, "0,0000001"),
        (1234567.5, "1234567,5"),
        (3.0, "3"),
        (10.0**16, "10000000000000000"),
        (True, "SANN"),
        (dt.date(2017, 9, 4), "2017-09-04"),
        (dt.time(9, 30), "09:30"),
        (dt.timedelta(hours=30), "30:00"),
    ],
)
def test_values_are_written_as_a_person_would_type_them(value: object, shown: str) -> None:
    assert cell_text(value) == shown


def test_damage_within_a_sheet_is_left_to_the_reader_to_tell() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"<row/>" * 500)
    content = bytearray(packed.getvalue())
    start = content.index(b"sheet1.xml") + len(b"sheet1.xml")
    content[start : start + 8] = b"\xff" * 8
    assert refuse_large_sheets("skadet.xlsx", bytes(content)) is None
