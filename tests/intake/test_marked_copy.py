from __future__ import annotations

import datetime as dt
import io
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from medlemsdialog.intake.marked_copy import FIRST_SHEET, write_marked_copy
from medlemsdialog.intake.rules import build_problem
from medlemsdialog.intake.tables import problems_table
from medlemsdialog.models.passages import Anchor
from medlemsdialog.models.problems import Problem

RED = "FFF4B6B6"


def problem(sheet: str | None, cell: str | None, **values: str) -> Problem:
    anchor = Anchor(sheet=sheet, cell=cell)
    return build_problem("ambiguous_sender", source="07/svar.xlsx", anchor=anchor, found="Bø", candidates="Bø (0821)")


def mark(tmp_path: Path, original: bytes, *problems: Problem, name: str = "svar.xlsx") -> Path:
    (tmp_path / name).write_bytes(original)
    target = tmp_path / "ut" / "svar-merknader.xlsx"
    write_marked_copy(tmp_path / name, problems, target)
    return target


def listing(copy: Path) -> list[tuple[str, ...]]:
    sheet = openpyxl.load_workbook(copy)[FIRST_SHEET]
    return [tuple("" if cell is None else str(cell) for cell in row) for row in sheet.iter_rows(values_only=True)]


def with_parts(original: bytes, parts: dict[str, bytes]) -> bytes:
    """The file with parts added or replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(original)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            after.writestr(name, parts.pop(name) if name in parts else before.read(name))
        for name, content in parts.items():
            after.writestr(name, content)
    return out.getvalue()


def rich_workbook(workbook: openpyxl.Workbook) -> None:
    sheet = workbook["Svar"]
    sheet["B2"] = "=SUM(C2:C3)"
    sheet["A2"].font = Font(name="Arial", bold=True, color="FF112233")
    sheet["C2"].number_format = '0.00 "kr"'
    sheet["D2"] = dt.date(2017, 9, 4)
    sheet["E2"] = CellRichText("Dette er ", TextBlock(InlineFont(b=True), "viktig"))
    sheet["A3"].comment = Comment("Ring dem først", "Kari Eksempel")
    sheet.merge_cells("A5:C6")
    sheet.column_dimensions["A"].width = 33
    sheet.row_dimensions[2].height = 41
    sheet.add_data_validation(DataValidation(type="list", formula1='"Ja,Nei"', sqref="F2:F9"))
    sheet.protection.sheet = True
    sheet.freeze_panes = "A2"
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=3, min_row=1, max_row=3), titles_from_data=True)
    sheet.add_chart(chart, "H2")
    sheet.defined_names["Lokalt"] = DefinedName("Lokalt", attr_text="Svar!$A$1")
    sheet.print_area = "A1:D20"
    workbook["Skjult"].sheet_state = "veryHidden"


@pytest.fixture
def rich(xlsx: Callable[..., bytes]) -> bytes:
    rows = [["Avsender", "Sum", "Tall"], ["Bø", 1, 2.5], ["Nes", 3, 4]]
    return xlsx({"Svar": rows, "Skjult": [["internt"]]}, rich_workbook)


def test_only_the_marked_cells_the_styles_and_the_list_of_sheets_change(tmp_path: Path, rich: bytes) -> None:
    copy = mark(tmp_path, rich, problem("Svar", "A2"))
    with zipfile.ZipFile(io.BytesIO(rich)) as before, zipfile.ZipFile(copy) as after:
        changed = {name for name in before.namelist() if before.read(name) != after.read(name)}
        assert set(before.namelist()) <= set(after.namelist())
    assert not [name for name in changed if "chart" in name or "theme" in name or "sharedStrings" in name]
    assert "xl/worksheets/sheet2.xml" not in changed
    workbook = openpyxl.load_workbook(copy, rich_text=True)
    assert workbook.sheetnames == [FIRST_SHEET, "Svar", "Skjult"]
    sheet = workbook["Svar"]
    assert (sheet["A2"].value, sheet["B2"].value, sheet["A2"].font.name) == ("Bø", "=SUM(C2:C3)", "Arial")
    assert sheet["A2"].fill.start_color.rgb == RED
    assert "flere mulige avsendere" in sheet["A2"].comment.text
    assert isinstance(sheet["E2"].value, CellRichText)
    assert sheet["B2"].comment is None
    assert sheet.print_area == "'Svar'!$A$1:$D$20"
    assert "Lokalt" in sheet.defined_names
    assert workbook["Skjult"].sheet_state == "veryHidden"
    assert [bool(each.sheet_view.tabSelected) for each in workbook.worksheets] == [True, False, False]
    assert "Alt annet i kopien er som i originalen." in [row[0] for row in listing(copy)]


def test_same_input_gives_the_same_bytes(tmp_path: Path, rich: bytes) -> None:
    first = mark(tmp_path, rich, problem("Svar", "A2")).read_bytes()
    assert mark(tmp_path, rich, problem("Svar", "A2")).read_bytes() == first


def test_comments_that_stand_there_are_kept_above_ours(tmp_path: Path, rich: bytes) -> None:
    copy = mark(tmp_path, rich, problem("Svar", "A3"), problem("Svar", "B3"))
    sheet = openpyxl.load_workbook(copy)["Svar"]
    assert sheet["A3"].comment.text.startswith("Ring dem først\n\nDet er flere")
    assert sheet["A3"].comment.author == "Kari Eksempel"
    assert sheet["B3"].comment.author == "medlemsdialog"


def test_empty_cells_get_the_format_of_their_row_and_merged_ones_are_marked_at_the_first(
    tmp_path: Path, rich: bytes
) -> None:
    copy = mark(tmp_path, rich, problem("Svar", "B6"), problem("Svar", "ZZ900"), problem("Svar", "A1048577"))
    sheet = openpyxl.load_workbook(copy)["Svar"]
    assert sheet["A5"].fill.start_color.rgb == sheet["ZZ900"].fill.start_color.rgb == RED
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A5:C6"]


def test_the_list_leads_to_the_cell_and_tells_what_to_do(tmp_path: Path, xlsx: Callable[..., bytes]) -> None:
    name = "Ark's & co"
    copy = mark(tmp_path, xlsx({name: [["x"]], "Merknader": [["y"]]}), problem(name, "A1"), problem(None, None))
    workbook = openpyxl.load_workbook(copy)
    assert workbook.sheetnames == ["Merknader 2", name, "Merknader"]
    sheet = workbook["Merknader 2"]
    (link,) = [cell.hyperlink.location for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert link == "'Ark''s & co'!A1"
    texts = [cell for row in sheet.iter_rows(values_only=True) for cell in row]
    assert "07/svar.xlsx" in texts
    assert "Merknader til svar.xlsx" in texts


def test_listing_never_holds_a_formula_or_a_sign_that_excel_cannot_hold(
    tmp_path: Path, xlsx: Callable[..., bytes]
) -> None:
    found = build_problem("placeholder", source="svar.xlsx", found="=1+1\x01_x0041_\ud800" + "x" * 40_000)
    texts = [cell for row in listing(mark(tmp_path, xlsx({"Svar": [["x"]]}), found)) for cell in row]
    (shown,) = [text for text in texts if text.startswith("'=1+1")]
    assert shown.startswith("'=1+1\ufffd_x005F_x0041_\ufffdxxx")


def test_macros_and_signatures_are_left_out_and_told(tmp_path: Path, rich: bytes) -> None:
    types = zipfile.ZipFile(io.BytesIO(rich)).read("[Content_Types].xml")
    relations = zipfile.ZipFile(io.BytesIO(rich)).read("xl/_rels/workbook.xml.rels")
    macro = types.replace(
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    ).replace(b"</Types>", b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>')
    related = relations.replace(
        b"</Relationships>",
        b'<Relationship Id="rIdV" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" '
        b'Target="vbaProject.bin"/></Relationships>',
    )
    parts = {
        "[Content_Types].xml": macro,
        "xl/_rels/workbook.xml.rels": related,
        "xl/vbaProject.bin": b"Sub Eksempel()",
        "_xmlsignatures/sig1.xml": b"<Signature/>",
    }
    copy = mark(tmp_path, with_parts(rich, parts), problem("Svar", "A2"), name="svar.xlsm")
    told = "\n".join(row[0] for row in listing(copy))
    assert "Makroer:" in told and "Digital signatur:" in told
    with zipfile.ZipFile(copy) as archive:
        assert not [name for name in archive.namelist() if "vba" in name.lower() or "signature" in name]
        assert b"macroEnabled" not in archive.read("[Content_Types].xml")
        assert b"vbaProject" not in archive.read("xl/_rels/workbook.xml.rels")


def test_a_conversation_in_a_cell_is_left_alone_and_told(tmp_path: Path, rich: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(rich)) as archive:
        relations = archive.read("xl/worksheets/_rels/sheet1.xml.rels").replace(
            b"</Relationships>",
            b'<Relationship Id="rIdT" Type="http://schemas.microsoft.com/office/2017/10/relationships/threadedComment" '
            b'Target="../threadedComments/threadedComment1.xml"/></Relationships>',
        )
    thread = (
        b'<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
        b'<threadedComment ref="A3" id="{1}"><text>Hei</text></threadedComment></ThreadedComments>'
    )
    parts = {
        "xl/worksheets/_rels/sheet1.xml.rels": relations,
        "xl/threadedComments/threadedComment1.xml": thread,
    }
    copy = mark(tmp_path, with_parts(rich, parts), problem("Svar", "A3"))
    assert any("I Svar!A3 står det en samtale" in row[0] for row in listing(copy))
    sheet = openpyxl.load_workbook(copy)["Svar"]
    assert sheet["A3"].comment.text == "Ring dem først"
    assert sheet["A3"].fill.start_color.rgb == RED


def test_rows_and_cells_without_names_are_found_by_their_order(tmp_path: Path, xlsx: Callable[..., bytes]) -> None:
    import re

    original = xlsx({"Svar": [["a", "b"], ["c", "d"]]})
    with zipfile.ZipFile(io.BytesIO(original)) as archive:
        bare = re.sub(rb' r="[A-Z]?\d+"', b"", archive.read("xl/worksheets/sheet1.xml"))
    copy = mark(tmp_path, with_parts(original, {"xl/worksheets/sheet1.xml": bare}), problem("Svar", "B2"))
    cell = openpyxl.load_workbook(copy)["Svar"]["B2"]
    assert (cell.value, cell.fill.start_color.rgb) == ("d", RED)


def test_csv_and_ods_give_an_excel_file_of_their_values_and_say_so(tmp_path: Path) -> None:
    rows = "Avsender;Tall\nBø;01\n=1+1;x\n".encode("cp1252")
    copy = mark(tmp_path, rows, problem(None, "A2"), name="svar.csv")
    workbook = openpyxl.load_workbook(copy)
    sheet = workbook[workbook.sheetnames[1]]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["Avsender", "Tall"],
        ["Bø", "01"],
        ["=1+1", "x"],
    ]
    assert sheet["A3"].data_type == "s"
    assert sheet["A2"].fill.start_color.rgb == RED
    assert any("Kopien er et Excel-ark med de samme verdiene" in row[0] for row in listing(copy))
    first = copy.read_bytes()
    assert mark(tmp_path, rows, problem(None, "A2"), name="svar.csv").read_bytes() == first


def test_sheets_of_an_ods_keep_their_places_under_names_that_excel_allows(tmp_path: Path) -> None:
    long = "Et svært langt arknavn: med kolon og mer"
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    row = '<table:table-row><table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell></table:table-row>'
    sheets = "".join(
        f'<table:table table:name="{name}">{row.format(text)}</table:table>'
        for name, text in ((long, "a"), (long + "!", "b"))
    )
    body = f"<office:body><office:spreadsheet>{sheets}</office:spreadsheet></office:body>"
    content = f"<office:document-content {spaces}>{body}</office:document-content>"
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as out:
        out.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        out.writestr("META-INF/manifest.xml", "<manifest/>")
        out.writestr("content.xml", content)
    copy = mark(tmp_path, archive.getvalue(), problem(long + "!", "A1"), name="svar.ods")
    workbook = openpyxl.load_workbook(copy)
    assert workbook.sheetnames[1:] == ["Et svært langt arknavn_ med kol", "Et svært langt arknavn_ med 2"]
    assert [workbook[name]["A1"].value for name in workbook.sheetnames[1:]] == ["a", "b"]
    assert workbook[workbook.sheetnames[2]]["A1"].fill.start_color.rgb == RED


def test_a_file_built_in_another_way_than_excels_gives_a_copy_of_its_values(tmp_path: Path, rich: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(rich)) as archive:
        relations = archive.read("xl/_rels/workbook.xml.rels")
    parts = {"xl/macrosheets/sheet1.xml": b"<x/>", "xl/_rels/workbook.xml.rels": relations}
    copy = mark(tmp_path, with_parts(rich, parts), problem("Svar", "A2"))
    assert any("uvanlig måte" in row[0] for row in listing(copy))
    assert openpyxl.load_workbook(copy)["Svar"]["A2"].value == "Bø"


@pytest.mark.libreoffice
def test_libreoffice_opens_the_copy_with_marks_and_values(tmp_path: Path, rich: bytes) -> None:
    copy = mark(tmp_path, rich, problem("Svar", "A2"), problem("Svar", "Q40"))
    out = tmp_path / "lo"
    profile = f"-env:UserInstallation={(tmp_path / 'profil').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(out), str(copy)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    workbook = openpyxl.load_workbook(out / copy.name)
    assert workbook.sheetnames == [FIRST_SHEET, "Svar", "Skjult"]
    assert workbook["Svar"]["A2"].value == "Bø"
    assert "flere mulige avsendere" in workbook["Svar"]["A2"].comment.text
    assert len(workbook["Svar"]._charts) == 1


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**9), 10**9),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.dates(dt.date(1905, 1, 1), dt.date(2100, 1, 1)),
    st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20),
    st.sampled_from(["=A1+1", "=SUM(A1:B2)", " to  mellomrom ", "linje\nlinje", "_x0041_"]),
)
CELLS = st.dictionaries(st.tuples(st.integers(1, 8), st.integers(1, 8)), VALUES, max_size=20)
FORMATS = st.sampled_from(["General", "0.00", "dd.mm.yyyy", '#,##0 "kr"', "@"])
MARKS = st.lists(st.tuples(st.integers(1, 12), st.integers(1, 12)), max_size=6, unique=True)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    cells=CELLS,
    formats=st.lists(FORMATS, min_size=3, max_size=3),
    marks=MARKS,
    merged=st.booleans(),
    width=st.integers(3, 90),
)
def test_every_value_formula_and_format_is_the_original_s(
    tmp_path: Path,
    cells: dict[tuple[int, int], object],
    formats: list[str],
    marks: list[tuple[int, int]],
    merged: bool,
    width: int,
) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    for number, ((row, column), value) in enumerate(cells.items()):
        cell = sheet.cell(row, column, value)
        cell.number_format = formats[number % 3]
        cell.font = Font(name="Arial", italic=number % 2 == 0, size=8 + number % 5)
        if number % 3 == 0:
            cell.fill = PatternFill("solid", start_color="FF00FF00")
    if merged:
        sheet.merge_cells("J10:K11")
    sheet.column_dimensions["B"].width = width
    buffer = io.BytesIO()
    workbook.save(buffer)
    found = [problem(sheet.title, openpyxl.utils.get_column_letter(column) + str(row)) for row, column in marks]
    copy = mark(tmp_path, buffer.getvalue(), *found)
    before, after = openpyxl.load_workbook(buffer)[sheet.title], openpyxl.load_workbook(copy)[sheet.title]
    marked = {(row, column) for row, column in marks}
    if merged and marked & {(10, 10), (10, 11), (11, 10), (11, 11)}:
        marked.add((10, 10))
    for row in range(1, 13):
        for column in range(1, 13):
            one, other = before.cell(row, column), after.cell(row, column)
            assert (one.value, one.data_type, one.number_format) == (other.value, other.data_type, other.number_format)
            assert repr((one.font, one.border, one.alignment)) == repr((other.font, other.border, other.alignment))
            if (row, column) not in marked:
                assert repr(one.fill) == repr(other.fill)
    assert before.merged_cells.ranges == after.merged_cells.ranges
    assert after.column_dimensions["B"].width == before.column_dimensions["B"].width


def test_problems_are_told_in_sentences() -> None:
    found = build_problem(
        "late", source="07/brev.txt", found="2017-12-01", date="2017-12-01", closes="2017-11-30", opens="x"
    )
    table = problems_table([found])
    row = dict(zip(table.columns, table.rows[0], strict=True))
    assert row["what"] == "Innspillet er datert 2017-12-01, etter fristen 2017-11-30."
    assert row["severity"] == "til orientering"
