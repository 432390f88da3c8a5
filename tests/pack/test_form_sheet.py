"""A member's own Excel form names the member, and comes back as its answer."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl

from medlemsdialog.models.vocabulary import Level
from medlemsdialog.pack.form_sheet import build_form_sheet
from support.returned_documents import request_for, statements_of, take_in

SAID = "Staten bør betale mer. Eksempel – oppdiktet."


def headings(book: openpyxl.Workbook) -> dict[str, int]:
    return {str(cell.value).split(" ")[0]: cell.column for cell in book["Svar"][1]}


def test_member_stands_in_its_form_and_its_answer_comes_back_with_it(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(build_form_sheet(request_for("6104"))))
    book["Svar"].cell(2, headings(book)["p9"]).value = SAID
    content = io.BytesIO()
    book.save(content)
    intake = take_in(tmp_path, {"61/svar.xlsx": content.getvalue()}, "61")
    assert [(one.sender_code, one.level) for one in intake.sources] == [("6104", Level.MUNICIPALITY)]
    assert [(one.question, one.text) for one in statements_of(intake)] == [("p9", SAID)]


def test_form_sent_back_untouched_says_nothing(tmp_path: Path) -> None:
    intake = take_in(tmp_path, {"61/svar.xlsx": build_form_sheet(request_for("6104"))}, "61")
    assert [
        passage for source in intake.sources for passage in intake.passages_of(source.source_id) if passage.is_statement
    ] == []


def test_county_council_is_not_asked_what_only_municipalities_are() -> None:
    book = openpyxl.load_workbook(io.BytesIO(build_form_sheet(request_for("6100"))))
    assert "p8" not in headings(book)
    assert "p9" in headings(book)
    assert [cell.value for cell in book["Lister"]["A"][1:2]] == ["6100 Tyrimark fylkeskommune"]


def test_areas_form_has_the_members_to_choose_between() -> None:
    book = openpyxl.load_workbook(io.BytesIO(build_form_sheet(request_for(area="61"))))
    assert book["Svar"]["A2"].value is None
    assert "6104 Gaupestrand kommune" in [cell.value for cell in book["Lister"]["A"]]
