from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
from openpyxl.styles import Font

from medlemsdialog.intake.marked_copy import FIRST_SHEET, write_marked_copy
from medlemsdialog.intake.rules import RULES, build_problem
from medlemsdialog.intake.tables import problems_table
from medlemsdialog.models.passages import Anchor


def make(workbook: openpyxl.Workbook) -> None:
    sheet = workbook["Svar"]
    sheet["B2"] = "=SUM(1,2)"
    sheet["A2"].font = Font(name="Arial", bold=True)
    sheet.column_dimensions["A"].width = 33


def test_marked_copy_keeps_values_formulas_and_formats(tmp_path: Path, xlsx: Callable[..., bytes]) -> None:
    original = tmp_path / "svar.xlsx"
    original.write_bytes(xlsx({"Svar": [["Avsender", "Sum"], ["Bø", 1]]}, make))
    problem = build_problem(
        "ambiguous_sender",
        source="07/svar.xlsx",
        anchor=Anchor(sheet="Svar", cell="A2"),
        found="Bø",
        candidates="Bø (0821)",
    )
    write_marked_copy(original, [problem], tmp_path / "a.xlsx")
    write_marked_copy(original, [problem], tmp_path / "b.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    copy = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert copy.sheetnames == [FIRST_SHEET, "Svar"]
    sheet = copy["Svar"]
    assert (sheet["A2"].value, sheet["B2"].value, sheet["A2"].font.bold) == ("Bø", "=SUM(1,2)", True)
    assert sheet.column_dimensions["A"].width == 33
    assert sheet["A2"].comment is not None
    assert sheet["A2"].fill.start_color.rgb == "FFF4B6B6"
    assert sheet["A1"].comment is None
    assert copy[FIRST_SHEET]["B2"].value == "ark «Svar», celle A2"


def test_listing_never_holds_a_formula(tmp_path: Path, xlsx: Callable[..., bytes]) -> None:
    original = tmp_path / "svar.xlsx"
    original.write_bytes(xlsx({"Svar": [["x"]]}))
    write_marked_copy(
        original, [build_problem("placeholder", source="svar.xlsx", found="=1+1\x01")], tmp_path / "a.xlsx"
    )
    assert openpyxl.load_workbook(tmp_path / "a.xlsx")[FIRST_SHEET]["D2"].value.startswith("'=1+1")


def test_every_rule_says_what_is_wrong_and_what_to_do() -> None:
    assert len(RULES) > 40
    for rule in RULES.values():
        assert rule.what.msgid.endswith((".", "}")), rule.id
        assert rule.to_do.msgid.endswith("."), rule.id


def test_problems_are_told_in_sentences() -> None:
    problem = build_problem(
        "late", source="07/brev.txt", found="2017-12-01", date="2017-12-01", closes="2017-11-30", opens="x"
    )
    row = problems_table([problem]).iloc[0]
    assert row["what"] == "Innspillet er datert 2017-12-01, etter fristen 2017-11-30."
    assert row["severity"] == "til orientering"
