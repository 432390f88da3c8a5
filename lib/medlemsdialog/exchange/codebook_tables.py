"""The codebook as a table: written as CSV and XLSX, and read from whatever table a person or another program made."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from medlemsdialog.catalogue import Language, Message
from medlemsdialog.coding.codebook import Codebook
from medlemsdialog.dialogue import Dialogue
from medlemsdialog.exchange.codebook_fields import (
    CODE,
    DEFINITION,
    NAME,
    PARENT,
    CodebookFile,
    Field,
    Note,
    Record,
    find_field,
    list_fields,
    theme_values,
)
from medlemsdialog.exchange.styles import BORDER, HEADING_ALIGNMENT, HEADING_FONT, PLAIN_FONT, SUBTITLE_FONT, TOP, solid
from medlemsdialog.exchange.workbook import put_text
from medlemsdialog.intake.readers.cells import column_letters
from medlemsdialog.intake.readers.delimited import DELIMITERS, read_delimited
from medlemsdialog.intake.readers.lines import decode_text
from medlemsdialog.intake.readers.sheet import cell_text, read_typed_sheets
from medlemsdialog.intake.tables import defuse_formula
from medlemsdialog.report.archives import normalise_archive

_HEADING_ROWS = 30  # a person may write a few lines above the headings
_HEADING_FILL = solid("FF1F3864")
_WIDTHS = {CODE: 24, PARENT: 22, "label": 30, "search_words": 40}
_WIDTH, _LINE_HEIGHT, _HIGHEST_ROW = 44, 15, 240
_FEWEST_SIGNS_ON_A_LINE = 10

Rows = Sequence[Sequence[str]]


def build_codebook_csv(codebook: Codebook, *, language: Language) -> bytes:
    """Return the codebook as CSV: comma, UTF-8 with byte order mark, formulas made harmless."""
    content = io.StringIO(newline="")
    writer = csv.writer(content)
    writer.writerow([field.heading.text(language) for field in list_fields()])
    for theme in codebook.themes:
        values = theme_values(theme)
        writer.writerow([defuse_formula(values[field.key]) for field in list_fields()])
    return content.getvalue().encode("utf-8-sig")


def build_codebook_workbook(codebook: Codebook, dialogue: Dialogue, *, language: Language) -> bytes:
    """Return the codebook as XLSX: the themes to fill in, and beside them what each column is."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = Message("Kodebok").text(language)
    guide = workbook.create_sheet(Message("Forklaring").text(language))
    _write_themes(sheet, codebook, language)
    parents = _write_guide(guide, codebook, dialogue, language)
    rule = DataValidation(type="list", formula1=f"={quote_sheetname(guide.title)}!{parents}", allow_blank=True)
    rule.errorStyle, rule.showErrorMessage = "warning", True
    rule.error = Message("Velg et hovedtema eller et tema som selv ligger rett under et hovedtema.").text(language)
    rule.add(f"B2:B{len(codebook.themes) + 200}")
    sheet.add_data_validation(rule)
    workbook.properties.creator = "medlemsdialog"
    content = io.BytesIO()
    workbook.save(content)
    return normalise_archive(content.getvalue(), dialogue.document_date.isoformat())


def read_codebook_csv(name: str, content: bytes) -> CodebookFile:
    """Return the themes of a delimited file.

    Raises:
        BrokenOriginalError: It is no text, or larger than the limits.
    """
    text, told = decode_text(name, content)
    notes = [Note(_tell_encoding(note.found), is_left=False) for note in told if note.rule == "guessed_encoding"]
    if text[:4].lower() == "sep=":
        tables = [read_delimited(name, text.encode()).sheets[0].rows]
    else:
        # Definitions are full of commas and semicolons: the delimiter is the one that gives the headings.
        tables = [read_delimited(name, f"sep={sign}\n{text}".encode()).sheets[0].rows for sign in DELIMITERS]
    best = max(tables, key=lambda rows: len(_find_headings(rows)[1]))
    return _read_rows([("", best)], notes)


def read_codebook_workbook(name: str, content: bytes, kind: str) -> CodebookFile:
    """Return the themes of the sheet that looks most like a codebook.

    Raises:
        BrokenOriginalError: It cannot be opened, or is larger than the limits.
    """
    sheets = read_typed_sheets(name, content, kind)
    return _read_rows([(one.name, [[cell_text(value) for value in row] for row in one.rows]) for one in sheets], [])


def _read_rows(sheets: Sequence[tuple[str, Rows]], notes: list[Note]) -> CodebookFile:
    found = [(title, rows, *_find_headings(rows)) for title, rows in sheets]
    title, rows, heading_row, columns = max(found, key=lambda one: len(one[3]), default=("", (), 0, {}))
    if not columns.keys() & {CODE, NAME, "label.nn", "label.en"}:
        notes.append(
            Note(
                Message(
                    "Fant ingen rad med overskrifter. Skriv «Kode» eller «Navn» over kolonnen med temaene, og gjerne "
                    "«Overordnet» og «Definisjon» over de andre."
                )
            )
        )
        return CodebookFile(records=(), notes=tuple(notes))
    notes += [_tell_unread(rows[heading_row], place) for place in _unknown_columns(rows[heading_row], columns)]
    records = []
    for number, row in enumerate(rows[heading_row + 1 :], start=heading_row + 2):
        values = {key: row[place] for key, place in columns.items() if place < len(row)}
        if any(text.strip() for text in values.values()):
            place = (
                Message("ark «{sheet}», rad {number}", sheet=title, number=number)
                if title
                else Message("rad {number}", number=number)
            )
            records.append(Record(key=str(number), place=place, values=values))
    return CodebookFile(records=tuple(records), notes=tuple(notes), fields=frozenset(columns))


def _find_headings(rows: Rows) -> tuple[int, dict[str, int]]:
    """Return the row of the headings and each field's place, both from 0: the row that names most fields."""
    best: tuple[int, dict[str, int]] = (0, {})
    for number, row in enumerate(rows[:_HEADING_ROWS]):
        columns: dict[str, int] = {}
        for place, heading in enumerate(row):
            if heading.strip() and (field := find_field(heading)) is not None:
                columns.setdefault(field.key, place)
        if len(columns) > len(best[1]):
            best = (number, columns)
    return best


def _unknown_columns(headings: Sequence[str], columns: dict[str, int]) -> list[int]:
    taken = set(columns.values())
    return [place for place, heading in enumerate(headings) if heading.strip() and place not in taken]


def _tell_encoding(encoding: str) -> Message:
    return Message(
        "Filen er ikke lagret som UTF-8. Den er lest som {encoding}. Se etter at æ, ø og å er riktige.",
        encoding=encoding,
    )


def _tell_unread(headings: Sequence[str], place: int) -> Note:
    return Note(
        Message(
            "Kolonnen «{heading}» er ikke tatt inn: Kodeboken har ikke noe slikt felt, eller det står i en annen kolonne.",
            heading=headings[place].strip(),
        ),
        Message("kolonne {letters}", letters=column_letters(place + 1)),
    )


def _write_themes(sheet: Worksheet, codebook: Codebook, language: Language) -> None:
    fields = list_fields()
    for number, field in enumerate(fields, start=1):
        cell = _cell(sheet, 1, number)
        put_text(cell, field.heading.text(language))
        cell.font, cell.fill, cell.alignment, cell.border = HEADING_FONT, _HEADING_FILL, HEADING_ALIGNMENT, BORDER
        sheet.column_dimensions[get_column_letter(number)].width = _width(field)
    sheet.row_dimensions[1].height = 2 * _LINE_HEIGHT + 6
    for row, theme in enumerate(codebook.themes, start=2):
        values = theme_values(theme)
        for number, field in enumerate(fields, start=1):
            cell = _cell(sheet, row, number)
            put_text(cell, values[field.key])
            cell.font, cell.alignment, cell.border, cell.number_format = PLAIN_FONT, TOP, BORDER, "@"
        lines = max(_count_lines(values[field.key], _width(field)) for field in fields)
        sheet.row_dimensions[row].height = min(lines * _LINE_HEIGHT + 4, _HIGHEST_ROW)
    sheet.freeze_panes = "D2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(fields))}{len(codebook.themes) + 1}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A3


def _write_guide(sheet: Worksheet, codebook: Codebook, dialogue: Dialogue, language: Language) -> str:
    """Write what the columns are and what a theme may lie under; return the cells that hold the latter."""
    advice: dict[str, Message] = {
        CODE: Message("Kjennemerket som kodingen viser til. Det kan ikke endres. La det stå tomt for et nytt tema."),
        PARENT: Message("Koden til hovedtemaet eller temaet som dette ligger under. Høyst to nivåer under et hovedtema."),
        NAME: Message("Det temaet heter i rapportene. Må fylles ut."),
        DEFINITION: Message("Én setning om hva temaet handler om."),
        "include.nb": Message("Hva som hører med."),
        "exclude.nb": Message("Hva som ikke hører med, og hvor det hører hjemme."),
        "example.nb": Message("En oppdiktet setning som hører til temaet."),
        "search_words.nb": Message("Ord med komma mellom. * til slutt betyr alle endelser."),
    }  # fmt: skip
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 30, 90
    lines: list[tuple[str, str]] = [
        ("", Message("En tom celle endrer ingenting. Skriv «–» i en celle for å fjerne teksten.").text(language)),
        ("", Message("Rekkefølgen på radene endrer ingenting. Et tema som mangler, blir ikke fjernet.").text(language)),
        *((field.heading.text(language), advice[field.key].text(language)) for field in list_fields() if field.key in advice),
    ]  # fmt: skip
    for number, (heading, text) in enumerate(lines, start=1):
        _put_line(sheet, number, heading, text)
    first = len(lines) + 3
    _put_line(sheet, first - 1, Message("Kan stå i «Overordnet»").text(language), "")
    mains = [(main.code, main.label.in_language(language)) for main in dialogue.main_themes]
    codes = {code for code, _ in mains}
    uppers = [(theme.code, theme.label.in_language(language)) for theme in codebook.themes if theme.parent in codes]
    for number, (code, label) in enumerate([*mains, *uppers], start=first):
        _put_line(sheet, number, code, label)
    return f"$A${first}:$A${first + len(mains) + len(uppers) - 1}"


def _put_line(sheet: Worksheet, row: int, heading: str, text: str) -> None:
    for column, (written, font) in enumerate(
        ((heading, SUBTITLE_FONT if not text else PLAIN_FONT), (text, PLAIN_FONT)), 1
    ):
        cell = _cell(sheet, row, column)
        put_text(cell, written)
        cell.font, cell.alignment = font, TOP


def _width(field: Field) -> int:
    return _WIDTHS.get(field.key) or _WIDTHS.get(field.part, _WIDTH)


def _count_lines(text: str, width: int) -> int:
    signs = max(width - 4, _FEWEST_SIGNS_ON_A_LINE)
    return sum(1 + len(line) // signs for line in text.split("\n"))


def _cell(sheet: Worksheet, row: int, column: int) -> Cell:
    cell = sheet.cell(row, column)
    if not isinstance(cell, Cell):
        raise TypeError(f"a merged cell: {cell.coordinate}")
    return cell
