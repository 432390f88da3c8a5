"""The form for collecting input: an XLSX whose lists and limits let through only what the program reads without errors."""

from __future__ import annotations

import datetime as dt
import io
import math
from collections.abc import Sequence
from typing import cast

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from medlemsdialog.catalogue import Language, Message, translate
from medlemsdialog.dialogue import Dialogue, Question
from medlemsdialog.exchange.form_questions import (
    OTHER_SENDER,
    POSITIONS,
    YES_NO,
    FormColumn,
    build_form_columns,
    list_senders,
    write_sender,
)
from medlemsdialog.exchange.styles import BORDER, HEADING_FONT, OPEN, PLAIN_FONT, SUBTITLE_FONT, TITLE_FONT, TOP
from medlemsdialog.exchange.workbook import put_text
from medlemsdialog.intake.checks import LATE_DAYS
from medlemsdialog.intake.guidance import seal_texts
from medlemsdialog.models.claims import Claim
from medlemsdialog.register.models import Member, Register
from medlemsdialog.report.archives import normalise_archive

ROWS = 300
# One for the answer, and some for parts of the organisation that answer each for itself.
MEMBER_ROWS = 5
LONGEST_ANSWER = 20_000
_FIRST_ROW = 2
_HEAD_FILL = PatternFill("solid", start_color="FF1F3A5F", end_color="FF1F3A5F")
_TICK_FILL = PatternFill("solid", start_color="FF3F6A9E", end_color="FF3F6A9E")
_GREY = "FF8A94A0"
_GUIDANCE_WIDTH = 92


def build_form_template(
    dialogue: Dialogue,
    register: Register,
    claims: Sequence[Claim],
    *,
    county_code: str | None = None,
    language: Language = "nb",
) -> bytes:
    """Return the form as a file: guidance, the sheet to fill in, one row for each answer, and the lists it chooses from.

    With `county_code` only the county's own members and bodies can be chosen. The same bytes for the same dialogue.
    """
    county = register.county(county_code) if county_code else None
    scope = Message("Gjelder avsendere i {county}.", county=county.name) if county else Message("Gjelder alle fylker.")
    columns = tuple(build_form_columns(dialogue, claims, language))
    return _build_form(dialogue, columns, list_senders(register, county_code, language), scope, language)


def build_members_form(
    dialogue: Dialogue,
    questions: Sequence[Question],
    claims: Sequence[Claim],
    members: Sequence[Member],
    *,
    language: Language = "nb",
) -> bytes:
    """Return the form for these members, with the questions put to them.

    Where it is one member's, it stands there as the sender, and there are only a few rows: a member answers once.
    """
    senders = [write_sender(member, language) for member in members]
    one = len(senders) == 1
    columns = build_form_columns(dialogue, claims, language, questions=questions, members_only=True)
    scope = (
        Message("Gjelder {member}.", member=senders[0])
        if one
        else Message("Gjelder medlemmene i listen over avsendere.")
    )
    return _build_form(
        dialogue,
        tuple(columns),
        senders,
        scope,
        language,
        rows=MEMBER_ROWS if one else ROWS,
        prefilled=senders[0] if one else "",
    )


def _build_form(
    dialogue: Dialogue,
    columns: Sequence[FormColumn],
    senders: Sequence[str],
    scope: Message,
    language: Language,
    *,
    rows: int = ROWS,
    prefilled: str = "",
) -> bytes:
    workbook = Workbook()
    guidance = workbook.worksheets[0]
    guidance.title = translate("Veiledning", language)
    answers = workbook.create_sheet(translate("Svar", language))
    lists = workbook.create_sheet(translate("Lister", language))
    ranges = _write_lists(lists, senders, language)
    _write_guidance(guidance, dialogue, scope, language, names_other=OTHER_SENDER.text(language) in senders)
    _write_answers(answers, columns, ranges, dialogue, language, rows=rows)
    if prefilled:
        _put(answers, _FIRST_ROW, 1, prefilled)
    workbook.active = 1
    for number, sheet in enumerate(workbook.worksheets):
        sheet.sheet_view.tabSelected = number == 1
    date = dialogue.document_date.isoformat()
    workbook.properties.creator = "medlemsdialog"
    workbook.properties.title = dialogue.title.in_language(language)
    workbook.properties.language = {"nb": "nb-NO", "nn": "nn-NO"}.get(language, "en")
    workbook.properties.created = workbook.properties.modified = dt.datetime.fromisoformat(date)
    content = io.BytesIO()
    workbook.save(content)
    return normalise_archive(content.getvalue(), date)


def _write_lists(sheet: Worksheet, senders: Sequence[str], language: Language) -> dict[str, str]:
    """Write the lists and return the range of each."""
    columns = {
        "senders": (Message("Avsendere"), senders),
        "positions": (Message("Standpunkt"), [position.text(language) for position in POSITIONS]),
        "yes_no": (Message("Ja eller nei"), [answer.text(language) for answer in YES_NO]),
    }
    ranges: dict[str, str] = {}
    longest = max(len(values) for _, values in columns.values())
    rows = [[heading.text(language) for heading, _ in columns.values()]]
    rows += [[values[n] if n < len(values) else "" for _, values in columns.values()] for n in range(longest)]
    for number, (name, (_, values)) in enumerate(columns.items(), start=1):
        letter = get_column_letter(number)
        ranges[name] = f"{quote_sheetname(sheet.title)}!${letter}$2:${letter}${1 + len(values)}"
        sheet.column_dimensions[letter].width = 44
    _write_sealed(sheet, rows)
    for cell in sheet[1]:
        cell.font = SUBTITLE_FONT
    sheet.freeze_panes = "A2"
    return ranges


def _write_guidance(
    sheet: Worksheet, dialogue: Dialogue, scope: Message, language: Language, *, names_other: bool
) -> None:
    first, last = _dates(dialogue)
    lines = [
        Message("Skjema for innspill: {title}", title=dialogue.title.in_language(language)),
        scope,
        Message("Fyll ut arket «{sheet}». Én rad er ett svar fra én avsender.", sheet=translate("Svar", language)),
        Message(
            "Avsender: Velg fra listen. Om det er en kommune, en fylkeskommune eller et organ i KS, følger av valget. "
            "Står avsenderen ikke i listen, velger du «{other}» og skriver navnet i kolonnen ved siden av.",
            other=OTHER_SENDER,
        )
        if names_other
        else Message(
            "Avsender: Står der fra før, eller velges fra listen. Skjemaet er bare for den eller dem som står der."
        ),
        Message(
            "Levert: datoen for svaret, fra {first} til {last}. Svarfristen er {closes}.",
            first=_written(first),
            last=_written(last),
            closes=_written(dialogue.period.closes),
        ),
        Message(
            "Kan siteres: Ja betyr at KS kan gjengi svaret med avsenderens navn. Er svaret nei, eller er cellen tom, "
            "blir ordene ikke gjengitt."
        ),
        Message(
            "Problemstillingene: Skriv svaret i cellen. Ny linje i cellen: Alt + Enter. "
            "La cellen stå tom når avsenderen ikke har svart."
        ),
        Message("Påstandene: Velg et standpunkt fra listen, og skriv gjerne hvorfor i kommentaren ved siden av."),
        Message("Overskriftene er låst, for at programmet skal kjenne kolonnene igjen. Flytt eller slett dem ikke."),
        Message("Til rådgiveren: Legg den utfylte filen i mappen for innspill, og kjør «medlemsdialog check».")
        if names_other
        else Message("Send den utfylte filen til {recipient}.", recipient=dialogue.package.return_address or "KS"),
    ]
    if any(question.wording == "example" for question in dialogue.questions):
        lines.insert(2, Message("Ordlyden i problemstillingene er skrevet som eksempel og er ikke KS' egen."))
    if dialogue.example:
        lines.insert(1, Message("Eksempel – oppdiktet"))
    _write_sealed(sheet, [[line.text(language)] for line in lines])
    sheet.column_dimensions["A"].width = _GUIDANCE_WIDTH
    for number, line in enumerate(lines, start=1):
        height = math.ceil(len(line.text(language)) / (0.9 * _GUIDANCE_WIDTH))
        sheet.row_dimensions[number].height = 18 * height + 6
    sheet["A1"].font = TITLE_FONT
    sheet.row_dimensions[1].height = 30
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _write_sealed(sheet: Worksheet, rows: Sequence[Sequence[str]]) -> None:
    """Write texts with their seal below them, locked: untouched, the sheet is no input when it comes back."""
    for number, row in enumerate(rows, start=1):
        for column, text in enumerate(row, start=1):
            if text:
                cell = _put(sheet, number, column, text)
                cell.number_format, cell.font = "@", PLAIN_FONT
                cell.alignment = TOP
    seal = _put(sheet, len(rows) + 2, 1, seal_texts(rows))
    seal.font = Font(size=8, color=_GREY)
    sheet.protection.sheet = True


def _write_answers(
    sheet: Worksheet,
    columns: Sequence[FormColumn],
    ranges: dict[str, str],
    dialogue: Dialogue,
    language: Language,
    *,
    rows: int,
) -> None:
    last_row = _FIRST_ROW + rows - 1
    for number, column in enumerate(columns, start=1):
        letter = get_column_letter(number)
        heading = _put(sheet, 1, number, column.heading)
        heading.font = HEADING_FONT
        heading.fill = _TICK_FILL if column.choices == "positions" else _HEAD_FILL
        heading.alignment = TOP
        sheet.column_dimensions[letter].width = column.width
        validation = _validate(column, ranges, dialogue, language)
        validation.add(f"{letter}{_FIRST_ROW}:{letter}{last_row}")
        sheet.add_data_validation(validation)
        for row in range(_FIRST_ROW, last_row + 1):
            cell = sheet.cell(row, number)
            cell.number_format = "dd.mm.yyyy" if column.is_date else "@"
            cell.font, cell.alignment, cell.protection, cell.border = PLAIN_FONT, TOP, OPEN, BORDER
    sheet.row_dimensions[1].height = 96
    sheet.freeze_panes = "B2"
    _protect(sheet)
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A3
    sheet.print_title_rows, sheet.print_title_cols = "1:1", "A:A"


def _validate(column: FormColumn, ranges: dict[str, str], dialogue: Dialogue, language: Language) -> DataValidation:
    first, last = _dates(dialogue)
    if column.choices:
        rule = DataValidation(type="list", formula1=f"={ranges[column.choices]}", allow_blank=True)
        rule.error = translate("Velg en av verdiene i listen.", language)
    elif column.is_date:
        rule = DataValidation(
            type="date",
            operator="between",
            formula1=_date_formula(first),
            formula2=_date_formula(last),
            allow_blank=True,
        )
        told = Message("Skriv en dato fra {first} til {last}.", first=_written(first), last=_written(last))
        rule.error = told.text(language)
        rule.prompt, rule.showInputMessage = told.text(language), True
    else:
        rule = DataValidation(
            type="textLength", operator="lessThanOrEqual", formula1=str(LONGEST_ANSWER), allow_blank=True
        )
        rule.error = Message("Teksten kan ha {number} tegn.", number=LONGEST_ANSWER).text(language)
    rule.errorStyle, rule.showErrorMessage = "stop", True
    rule.errorTitle = translate("Kan ikke brukes", language)
    if column.advice is not None:
        rule.prompt, rule.showInputMessage = column.advice.text(language), True
    return rule


def _put(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    cell = cast(Cell, sheet.cell(row, column))
    put_text(cell, text)
    return cell


def _protect(sheet: Worksheet) -> None:
    """Lock the headings; people may still sort, filter, and change widths and heights."""
    sheet.protection.sheet = True
    for allowed in ("formatColumns", "formatRows", "formatCells", "sort", "autoFilter"):
        setattr(sheet.protection, allowed, False)


def _dates(dialogue: Dialogue) -> tuple[dt.date, dt.date]:
    return dialogue.period.opens, dialogue.period.closes + dt.timedelta(days=LATE_DAYS)


def _date_formula(date: dt.date) -> str:
    return f"DATE({date.year},{date.month},{date.day})"


def _written(date: dt.date) -> str:
    return f"{date.day:02}.{date.month:02}.{date.year}"
