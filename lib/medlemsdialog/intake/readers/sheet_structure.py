"""What a person could overlook in an Excel file: what is hidden, merged, calculated, broken, or stands beside the cells."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

from medlemsdialog.intake.document import Note
from medlemsdialog.intake.readers.cells import column_letters
from medlemsdialog.intake.workbook_package import WorkbookPackage
from medlemsdialog.intake.workbook_sheets import find_sheets
from medlemsdialog.models.passages import Anchor

# A sheet without any of these is not looked through: that would take longer than reading it.
_MARKS = re.compile(
    rb"<(?:\w+:)?f[ >/]|<(?:\w+:)?mergeCell|hidden=\"(?:1|true)\"|t=\"e\"|<(?:\w+:)?(?:legacyD|d)rawing\b"
)
_NOTES_PER_SHEET = 50
_SHOWN_FORMULAS = 5
_WANTED = ("{*}c", "{*}mergeCell", "{*}col", "{*}row")
_LONGEST_TEXT = 2_000
_THREAD_MARK = "[Threaded comment]"


def notice_structure(content: bytes) -> list[Note]:
    """Return a note for each thing; none where the file is not built as Excel builds them."""
    try:
        package = WorkbookPackage(content)
        sheets = find_sheets(package)
        very_hidden = {
            sheet.get("name")
            for sheet in package.tree(package.workbook).iterfind("{*}sheets/{*}sheet")
            if sheet.get("state") == "veryHidden"
        }
        notes: list[Note] = []
        for name, part in sheets.items():
            if name in very_hidden:
                notes.append(Note(rule="very_hidden_sheet", anchor=Anchor(sheet=name)))
            if _MARKS.search(package.read(part)):
                found = [*_notice_cells(name, package.read(part)), *_notice_beside(package, name, part)]
                notes += found[:_NOTES_PER_SHEET]
    except (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, ValueError, TypeError, AttributeError):
        return []
    return notes


def _notice_cells(sheet: str, content: bytes) -> Iterator[Note]:
    """Yield what the cells, rows and columns themselves tell."""
    hidden: list[str] = []
    formulas: list[str] = []
    for _, element in etree.iterparse(
        io.BytesIO(content), tag=_WANTED, resolve_entities=False, no_network=True, huge_tree=True
    ):
        name = etree.QName(element).localname
        if name == "c":
            formula, value = element.find("{*}f"), element.findtext("{*}v")
            place = Anchor(sheet=sheet, cell=element.get("r"))
            if element.get("t") == "e":
                yield Note(rule="error_value", anchor=place, found=value or "")
            elif formula is not None and not value:
                yield Note(rule="formula_without_value", anchor=place, found=f"={formula.text or ''}")
            elif formula is not None:
                formulas.append(element.get("r", ""))
            continue
        if name == "mergeCell":
            area = element.get("ref", "")
            yield Note(rule="merged_cells", anchor=Anchor(sheet=sheet, cell=area.partition(":")[0]), found=area)
        elif name == "col" and element.get("hidden") in {"1", "true"}:
            first, last = column_letters(int(element.get("min"))), column_letters(int(element.get("max")))
            hidden.append(first if first == last else f"{first}–{last}")
        elif name == "row":
            if element.get("hidden") in {"1", "true"}:
                hidden.append(element.get("r", ""))
            element.clear()
    if hidden:
        yield Note(rule="hidden_columns", anchor=Anchor(sheet=sheet), found=", ".join(hidden))
    if formulas:
        more = ["…"] if len(formulas) > _SHOWN_FORMULAS else []
        shown = ", ".join([*formulas[:_SHOWN_FORMULAS], *more])
        yield Note(rule="formulas", anchor=Anchor(sheet=sheet, cell=formulas[0]), found=shown)


def _notice_beside(package: WorkbookPackage, sheet: str, part: str) -> Iterator[Note]:
    """Yield comments, conversations and text boxes, whose words stand in no cell."""
    threads = package.find_related(part, "/threadedComment")
    for found in threads:
        for comment in package.tree(found).iterfind("{*}threadedComment"):
            yield _cell_comment(sheet, comment.get("ref"), comment.findtext("{*}text") or "")
    for found in package.find_related(part, "/comments"):
        for comment in package.tree(found).iterfind("{*}commentList/{*}comment"):
            text = _words(comment, "t")
            if not (threads and text.startswith(_THREAD_MARK)):
                yield _cell_comment(sheet, comment.get("ref"), text)
    for found in package.find_related(part, "/drawing"):
        for body in package.tree(found).iter("{*}txBody"):
            if text := _words(body, "t"):
                yield Note(rule="text_box", anchor=Anchor(sheet=sheet), found=text[:_LONGEST_TEXT])


def _cell_comment(sheet: str, cell: str | None, text: str) -> Note:
    return Note(rule="cell_comment", anchor=Anchor(sheet=sheet, cell=cell), found=text.strip()[:_LONGEST_TEXT])


def _words(element: Any, name: str) -> str:
    return "".join(text.text or "" for text in element.iter(f"{{*}}{name}")).strip()
