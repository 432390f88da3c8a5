"""Bombs of every format: each limit is told with its own rule, what was found and what is allowed; none stops the others."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from medlemsdialog.intake.document import Outcome
from medlemsdialog.intake.limits import MAX_BLOCKS, MAX_COLUMNS, MAX_FILE_BYTES, MAX_PAGES, MAX_ROWS
from medlemsdialog.intake.readers import pandoc_ast
from medlemsdialog.intake.reading import read_outcome
from medlemsdialog.intake.reading_process import reading_process
from medlemsdialog.intake.rules import RULES

RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def package(main: str, kind: str, parts: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        override = f'<Override PartName="/{main}" ContentType="application/vnd.openxmlformats-officedocument.{kind}.main+xml"/>'
        archive.writestr("[Content_Types].xml", f'<Types xmlns="{TYPES}">{override}</Types>')
        link = f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="{main}"/>'
        archive.writestr("_rels/.rels", f'<Relationships xmlns="{RELATIONS}">{link}</Relationships>')
        for name, xml in parts.items():
            archive.writestr(name, xml)
    return buffer.getvalue()


def sheet(rows: str) -> bytes:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    listed = f'<workbook xmlns="{main}" xmlns:r="{OFFICE}"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>'
    link = f'<Relationship Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    parts = {
        "xl/workbook.xml": listed,
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{RELATIONS}">{link}</Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>',
    }
    return package("xl/workbook.xml", "spreadsheetml.sheet", parts)


def cell(place: str) -> str:
    row = place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return f'<row r="{row}"><c r="{place}" t="inlineStr"><is><t>x</t></is></c></row>'


def word(body: str, before: str = "") -> bytes:
    xml = f"{before}<w:document {WORD}><w:body>{body}</w:body></w:document>"
    return package("word/document.xml", "wordprocessingml.document", {"word/document.xml": xml})


PARAGRAPH = "<w:p><w:r><w:t>Vi vil ha mer.</w:t></w:r></w:p>"
LAUGHS = '<!DOCTYPE l [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12)
)
BOMBS = {
    "stor.txt": (lambda: b"a" * (MAX_FILE_BYTES + 1), "too_large"),
    "rader.csv": (lambda: b"a\n" * (MAX_ROWS + 1), "too_many_rows"),
    "kolonner.csv": (lambda: b"a;" * (MAX_COLUMNS + 1), "too_many_rows"),
    "fjern.xlsx": (lambda: sheet(cell("A1") + cell("XFD1048576")), "too_many_rows"),
    "kant.xlsx": (lambda: sheet(cell("A1") + cell("BXX200000")), "too_many_rows"),
    "avsnitt.txt": (lambda: b"x.\n\n" * (MAX_BLOCKS + 1), "too_many_passages"),
    "tabeller.docx": (
        lambda: word("<w:tbl><w:tr><w:tc>" * 110 + PARAGRAPH + "</w:tc></w:tr></w:tbl>" * 110),
        "unreadable",
    ),
    "sitater.html": (lambda: b"<html><body>" + b"<blockquote>" * 2000 + b"x", "too_nested"),
    "deler.eml": (
        lambda: (
            b"From: a@b.invalid\n"
            + b"".join(b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(200))
        ),
        "too_nested",
    ),
    "latter.docx": (lambda: word("<w:p><w:r><w:t>&m;</w:t></w:r></w:p>", LAUGHS + "]>"), "unreadable"),
}


@pytest.mark.parametrize("name", BOMBS)
def test_bomb_is_refused_with_its_own_rule(name: str) -> None:
    make, expected = BOMBS[name]
    outcome = reading_process().read(name, make())
    assert outcome.refusal is not None
    assert outcome.refusal.rule == expected
    told = RULES[expected]
    if expected.startswith("too_"):
        assert told.allowed.text()
    assert reading_process().read("brev.txt", b"Vi vil.").document


def test_pdf_with_too_many_pages_is_refused(pdf: Callable[..., bytes]) -> None:
    outcome: Outcome = read_outcome("lang.pdf", pdf([[]] * (MAX_PAGES + 1)))
    assert outcome.refusal
    assert (outcome.refusal.rule, outcome.refusal.found) == ("too_many_pages", f"{MAX_PAGES + 1} sider")


def test_formatted_empty_cells_far_away_are_no_bomb() -> None:
    styled = '<row r="1048576"><c r="XFD1048576" s="0"/></row>'
    document = read_outcome("pen.xlsx", sheet(cell("A1") + styled)).document
    assert document
    assert [block.text for block in document.blocks] == ["x"]


def test_headers_made_to_stop_the_parser_do_not() -> None:
    hostile = b"From: " + b"=?utf-8?q?=C3=B8?= " * 50_000 + b"\nSubject: " + b"(" * 100_000 + b"\n\nVi vil ha mer.\n"
    document = read_outcome("post.eml", hostile).document
    assert document
    assert "Vi vil ha mer." in [block.text for block in document.blocks]


def test_pandoc_is_held_to_its_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc_ast, "PANDOC_MEGABYTES", 60)
    outcome = read_outcome("stor.html", b"<html><p>" + b"<b>x</b> " * 300_000)
    assert outcome.refusal
    assert outcome.refusal.rule == "too_much_memory"
