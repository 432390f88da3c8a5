"""The parts of a Word document that people fill in, as its XML: paragraphs, points, tables, fields with a list or a date."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

_ATTRIBUTE_SIGNS = {'"': "&quot;"}
PAGE_WIDTH = 9356
_BULLETS, _NUMBERS = 1, 2


class Run(NamedTuple):
    """Words of one look: a character style, strong or not."""

    text: str
    style: str = ""
    strong: bool = False


Words = str | Run | Sequence[Run]


class Field(NamedTuple):
    """A place to fill in: what is shown before that, and a list to choose from or a date; neither means free text."""

    name: str
    shown: str
    choices: tuple[str, ...] = ()
    is_date: bool = False
    locale: str = "nb-NO"


def write_runs(words: Words) -> str:
    """Return words as runs."""
    if isinstance(words, str):
        words = (Run(words),)
    elif isinstance(words, Run):
        words = (words,)
    return "".join(_run(run) for run in words)


def write_field(field: Field) -> str:
    """Return a place to fill in as a content control."""
    kind = "<w:text/>"
    if field.is_date:
        kind = (
            f'<w:date><w:dateFormat w:val="dd.MM.yyyy"/><w:lid w:val="{field.locale}"/>'
            '<w:storeMappedDataAs w:val="date"/><w:calendar w:val="gregorian"/></w:date>'
        )
    elif field.choices:
        items = "".join(
            f"<w:listItem w:displayText={_quoted(choice)} w:value={_quoted(choice)}/>" for choice in field.choices
        )
        kind = f"<w:comboBox>{items}</w:comboBox>"
    return (
        f"<w:sdt><w:sdtPr><w:alias w:val={_quoted(field.name)}/><w:showingPlcHdr/>{kind}</w:sdtPr>"
        f"<w:sdtContent>{_run(Run(field.shown, 'PlaceholderText'))}</w:sdtContent></w:sdt>"
    )


def paragraph(words: Words = "", style: str = "BodyText", *, inner: str = "") -> str:
    """Return a paragraph; `inner` is XML of runs that follow the words."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{write_runs(words) if words else ""}{inner}</w:p>'


def heading(words: Words, level: int) -> str:
    """Return a heading."""
    return paragraph(words, f"Heading{level}")


def bullet(words: Words, style: str = "ListBullet") -> str:
    """Return a point without a number."""
    return _item(words, style, _BULLETS)


def numbered(words: Words) -> str:
    """Return a point that Word numbers on from the one before."""
    return _item(words, "ListNumber", _NUMBERS)


def table(rows: Sequence[Sequence[str]], widths: Sequence[int], *, style: str = "Grid", titled: bool = True) -> str:
    """Return a table of cells that are XML of paragraphs; `widths` are parts of the page's width, `titled` the first row's."""
    whole = sum(widths)
    columns = [PAGE_WIDTH * width // whole for width in widths]
    written = "".join(_row(row, columns, titled=titled and number == 0) for number, row in enumerate(rows))
    grid = "".join(f'<w:gridCol w:w="{column}"/>' for column in columns)
    look = '<w:tblLook w:val="0020" w:firstRow="1"/>' if titled else '<w:tblLook w:val="0000"/>'
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(columns)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/>{look}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{written}</w:tbl>'
    )


def _row(cells: Iterable[str], widths: Sequence[int], *, titled: bool) -> str:
    properties = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" if titled else "<w:trPr><w:cantSplit/></w:trPr>"
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="E8EEF4"/>' if titled else ""
    written = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>{cell}</w:tc>'
        for cell, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr>{properties}{written}</w:tr>"


def _item(words: Words, style: str, list_id: int) -> str:
    number = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{list_id}"/></w:numPr>'
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{number}</w:pPr>{write_runs(words)}</w:p>'


def _run(run: Run) -> str:
    style = f'<w:rStyle w:val="{run.style}"/>' if run.style else ""
    strong = "<w:b/>" if run.strong else ""
    properties = f"<w:rPr>{style}{strong}</w:rPr>" if style or strong else ""
    pieces = run.text.split("\t")
    told = "<w:tab/>".join(f'<w:t xml:space="preserve">{escape(piece)}</w:t>' if piece else "" for piece in pieces)
    return f"<w:r>{properties}{told}</w:r>"


def _quoted(text: str) -> str:
    return quoteattr(text, _ATTRIBUTE_SIGNS)
