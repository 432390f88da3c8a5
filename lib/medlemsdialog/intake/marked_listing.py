"""The first sheet of a marked copy: what the copy is, what it could not keep, and every problem with a link to its cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from lxml import etree

from medlemsdialog.catalogue import Language, Message
from medlemsdialog.intake.readers.cells import cell_name
from medlemsdialog.intake.tables import defuse_formula
from medlemsdialog.intake.workbook_package import WorkbookPackage, clean_text
from medlemsdialog.intake.workbook_sheets import find_sheets, put_first
from medlemsdialog.intake.workbook_styles import WorkbookStyles
from medlemsdialog.models.problems import Problem
from medlemsdialog.models.vocabulary import Severity, word

FIRST_SHEET = "Merknader"
FILLS = {Severity.ERROR: "FFF4B6B6", Severity.WARNING: "FFFFE08A", Severity.NOTICE: "FFD6E8FA"}
_HEADINGS = (
    Message("Alvor"),
    Message("Hvor"),
    Message("Hva"),
    Message("Funnet"),
    Message("Tillatt"),
    Message("Hva du kan gjøre"),
)
READ_ONLY = Message(
    "Dette er en kopi. Rett i originalen, lagre den, og sjekk på nytt. Kopien lages på nytt hver gang rapportene lages."
)
_WIDTHS = (16, 26, 60, 40, 30, 60)
_LONGEST_TEXT = 32_000
_LONGEST_NAME = 31


class _Row(NamedTuple):
    """One row of the listing: its texts, the number of the format of the first and of the others, a link for the second."""

    texts: Sequence[str]
    first: int
    others: int
    link: str = ""


def add_listing(
    package: WorkbookPackage,
    sheets: Mapping[str, str],
    problems: Sequence[Problem],
    styles: WorkbookStyles,
    *,
    losses: Sequence[Message],
    called: str,
    advice: Message,
    language: Language,
) -> None:
    """Put the listing before the sheets of the workbook and open it there.

    `sheets` are the parts by the name that the problems know them by; `called` is the original's name for people; `advice`
    says where to correct.
    """
    names = {part: name for name, part in find_sheets(package).items()}
    rows = _head(styles, losses, called, advice, language)
    headings_row = len(rows) + 1
    bold, plain = styles.add_text(bold=True), styles.add_text()
    rows.append(_Row([heading.text(language) for heading in _HEADINGS], bold, bold))
    filled = {severity: styles.add_text(colour=colour) for severity, colour in FILLS.items()}
    for problem in problems:
        part = sheets.get(problem.anchor.sheet or "") if problem.anchor.attachment is None else None
        link = f"{_quoted(names[part])}!{problem.anchor.cell or 'A1'}" if part else ""
        rows.append(_Row(_texts(problem, language), filled[problem.severity], plain, link))
    put_first(package, _free_name(list(names.values())), _build_sheet(package.namespace, rows, headings_row))


def _head(
    styles: WorkbookStyles, losses: Sequence[Message], called: str, advice: Message, language: Language
) -> list[_Row]:
    title, line = styles.add_text(bold=True, wrapped=False), styles.add_text(wrapped=False)
    told = [
        advice,
        Message("Klikk i kolonnen «Hvor» for å gå til cellen. Cellene har samme farge som i listen."),
    ]
    if losses:
        told += [Message("Dette er annerledes i kopien:"), *losses]
    else:
        told += [Message("Alt annet i kopien er som i originalen.")]
    rows = [_Row([Message("Merknader til {file}", file=called).text(language)], title, title)]
    return [*rows, *(_Row([text.text(language)], line, line) for text in told), _Row([], line, line)]


def _texts(problem: Problem, language: Language) -> list[str]:
    where = problem.anchor.label(language) or problem.source
    what, allowed, to_do = (text.text(language) for text in (problem.what, problem.allowed, problem.to_do))
    return [word(problem.severity).text(language), where, what, problem.found, allowed, to_do]


def _free_name(sheets: Sequence[str]) -> str:
    taken = {sheet.casefold() for sheet in sheets}
    name, number = FIRST_SHEET, 2
    while name.casefold() in taken:
        name, number = f"{FIRST_SHEET} {number}", number + 1
    return name[:_LONGEST_NAME]


def _quoted(sheet: str) -> str:
    return "'" + sheet.replace("'", "''") + "'"


def _build_sheet(namespace: str, rows: Sequence[_Row], headings_row: int) -> bytes:
    def element(parent: Any, name: str, **values: str) -> Any:
        return etree.SubElement(parent, f"{{{namespace}}}{name}", **values)

    root = etree.Element(f"{{{namespace}}}worksheet", nsmap={None: namespace})
    element(element(root, "sheetPr"), "pageSetUpPr", fitToPage="1")
    view = element(element(root, "sheetViews"), "sheetView", tabSelected="1", workbookViewId="0")
    below = f"A{headings_row + 1}"
    element(view, "pane", ySplit=str(headings_row), topLeftCell=below, activePane="bottomLeft", state="frozen")
    columns = element(root, "cols")
    for number, width in enumerate(_WIDTHS, start=1):
        element(columns, "col", min=str(number), max=str(number), width=str(width), customWidth="1")
    data = element(root, "sheetData")
    links: list[tuple[str, str]] = []
    for number, row in enumerate(rows, start=1):
        line = element(data, "row", r=str(number))
        for column, text in enumerate(row.texts, start=1):
            name = cell_name(number, column)
            cell = element(line, "c", r=name, s=str(row.first if column == 1 else row.others), t="inlineStr")
            shown = element(element(cell, "is"), "t")
            shown.text = clean_text(str(defuse_formula(text))[:_LONGEST_TEXT])
            shown.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        if row.link:
            links.append((cell_name(number, 2), row.link))
    if len(rows) > headings_row:
        element(root, "autoFilter", ref=f"A{headings_row}:F{len(rows)}")
    if links:
        holder = element(root, "hyperlinks")
        for name, place in links:
            element(holder, "hyperlink", ref=name, location=clean_text(place))
    element(root, "pageSetup", orientation="landscape", fitToHeight="0")
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True))
