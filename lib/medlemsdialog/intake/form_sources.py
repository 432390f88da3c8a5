"""The answers of a form's row: ticks and lines of comments with their kinds, its openness, date and status."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from medlemsdialog.dialogue import Dialogue
from medlemsdialog.intake import letters, procedure, votes, wording
from medlemsdialog.intake.dates import first_date
from medlemsdialog.intake.document import RawPassage, Role
from medlemsdialog.intake.form_columns import Column, FormColumn
from medlemsdialog.intake.forms import Form, FormRow
from medlemsdialog.intake.kinds import EXAMPLE_MARK, KindFound
from medlemsdialog.intake.questions import find_question
from medlemsdialog.intake.readers.cells import cell_name, read_cell_lines
from medlemsdialog.intake.row_senders import RowNote, find_row_sender, place_of
from medlemsdialog.intake.tick_values import (
    contradicts,
    find_position,
    is_neutral_word,
    is_not_chosen,
    is_tick_value,
    split_choices,
)
from medlemsdialog.models.passages import Anchor
from medlemsdialog.models.vocabulary import Kind, Openness, Position, Status

__all__ = ["Answer", "RowNote", "find_row_sender"]

_STATUS_WORDS = (
    (Status.DECISION, re.compile(r"^\s*(?:vedtak|vedteke|vedtatt)\s*[:–-]", re.IGNORECASE)),
    (Status.ADMINISTRATIVE, re.compile(r"^\s*(?:\S+\s)?vurdering(?:a|en)?\s*[:–-]", re.IGNORECASE)),
    (
        Status.PROPOSAL,
        re.compile(
            r"^\s*(?:innstilling|forslag til vedtak|framlegg til vedtak|tilråding)(?:a|en)?\s*[:–-]", re.IGNORECASE
        ),
    ),
)
_POINTER = re.compile(
    r"^\W*(?:(?:(?:vi )?(?:viser|syner) til|det vises til|se|sjå|jf\.?|jfr\.?|jamfør|svar(?:et)? (?:står |ligger |ligg )?"
    r"i)\b[^.]{0,60}?\b(?:eget |eige |eigen )?(?:vedlegg\w*|vedlagt\w*|vedlagd\w*|saksframlegg\w*|saksutskrift\w*|"
    r"høringssvar\w*|høyringssvar\w*|uttalelse\w*|uttale\w*|brev\w*|dokument\w*|notat\w*)[^.]{0,40}|"
    r"(?:eget |eige )?(?:vedlegg(?: \d+)?|vedlagt|vedlagd))\W*$",
    re.IGNORECASE,
)
_YES = re.compile(
    r"^(?:ja|yes|sann|true|x|1|ok|siterbar|offentlig|offentleg|åpen|open|kan siteres|kan siterast)\.?$", re.I
)
_NO = re.compile(r"^(?:nei|no|usann|false|0|intern|internt|ikke|ikkje)\.?$", re.IGNORECASE)
_CONFIDENTIAL = re.compile(r"fortrolig|fortruleg|konfidensiel|unntatt|unnateke|taushet|teieplikt", re.IGNORECASE)
_AMERICAN_DATE = re.compile(r"^(\d{1,2})/(\d{1,2})/(\d{2,4})\b")
_YEAR_FIRST = re.compile(r"^(\d{4})[/.](\d{1,2})[/.](\d{1,2})\b")
_SERIAL_DAY = re.compile(r"^(\d{5})(?:[.,]\d+)?$")
_FIRST_SERIAL, _LAST_SERIAL = 36526, 73050  # the years 2000 to 2099


class Answer(NamedTuple):
    """One line or tick of an answer, ready to become a passage.

    `ticked` is the position that a tick takes, if its meaning is known; `proposition` what it takes it to, where the
    form's column says that apart from its label; `points_away` says that the answer stands in another document.
    """

    block: RawPassage
    found: KindFound
    label: str
    question: str
    tick: bool
    ticked: Position | None = None
    proposition: str = ""
    points_away: bool = False


class RowOpenness(NamedTuple):
    """What a row says of who may read and quote it."""

    openness: Openness = Openness.INTERNAL
    quotable: bool = False


def find_questions(form: Form, dialogue: Dialogue) -> dict[int, str]:
    """Return the dialogue's question that each column asks, by the column's number."""
    if form.ticks is not None:
        return {column.number: column.question for column in form.questions()}
    return {
        column.number: find_question(column.title, dialogue) or find_question(column.label, dialogue)
        for column in form.questions()
    }


def find_asked(form: Form, questions: Mapping[int, str]) -> tuple[str, ...]:
    """Return what the form asks, each once: a question's id, else the proposition or the column's own words."""
    asked = (questions.get(c.number) or c.proposition or c.label or c.title for c in form.questions())
    return tuple(dict.fromkeys(text for text in asked if text))


def has_american_dates(form: Form) -> bool:
    """Whether the dates of delivery have the month first: some month would be above twelve otherwise.

    An export of Microsoft Forms in English has it first, unless some date tells against it.
    """
    months_first = False
    for column in form.columns:
        if column.holds is Column.DELIVERED:
            months_first = column.title.strip().casefold() == "completion time"
            for _, row in form.answer_rows():
                cell = row[column.number - 1] if column.number <= len(row) else ""
                match = _AMERICAN_DATE.match(cell)
                if match and int(match[2]) > 12 >= int(match[1]):
                    return True
                months_first = months_first and not (match and int(match[1]) > 12)
    return months_first


def find_row_date(row: FormRow, *, month_first: bool = False) -> tuple[str, tuple[RowNote, ...]]:
    """Return when the answer was delivered, as ISO 8601 or empty, and a note where a filled cell holds no date."""
    written = row.value(Column.DELIVERED).strip()
    if not written:
        return "", ()
    if month_first and (match := _AMERICAN_DATE.match(written)):
        written = f"{match[2]}.{match[1]}.{match[3]}"
    if match := _YEAR_FIRST.match(written):
        written = f"{match[3]}.{match[2]}.{match[1]}"
    if (match := _SERIAL_DAY.match(written)) and _FIRST_SERIAL <= int(match[1]) <= _LAST_SERIAL:
        written = (dt.date(1899, 12, 30) + dt.timedelta(days=int(match[1]))).isoformat()
    date = first_date(written)
    if date:
        return date, ()
    return "", (RowNote("unreadable_date", place_of(row, Column.DELIVERED), row.value(Column.DELIVERED), {}),)


def find_row_openness(row: FormRow) -> tuple[RowOpenness, tuple[RowNote, ...]]:
    """Return what the column «kan siteres» says; empty and unknown values are internal and may not be quoted."""
    written = row.value(Column.QUOTABLE).strip()
    if not written:
        return RowOpenness(), ()
    mapped = row.form.ticks.openness if row.form.ticks is not None else {}
    meant = mapped.get(written.casefold()) if mapped else read_openness(written)
    if meant is None:
        return RowOpenness(), (RowNote("unknown_openness", place_of(row, Column.QUOTABLE), written, {}),)
    return RowOpenness(meant, meant is Openness.PUBLIC), ()


def read_openness(text: str) -> Openness | None:
    """Return what a common answer to «kan siteres» means; None where that is unclear."""
    if _CONFIDENTIAL.search(text):
        return Openness.CONFIDENTIAL
    return Openness.PUBLIC if _YES.match(text) else Openness.INTERNAL if _NO.match(text) else None


def read_answers(row: FormRow, questions: Mapping[int, str]) -> tuple[Answer, ...]:
    """Return the row's ticks and the lines of its comments, in the form's order."""
    return tuple(
        answer
        for column in row.form.questions()
        if row.cell(column.number)
        for answer in _read_cell(row, column, questions.get(column.number, ""))
    )


def find_row_status(answers: tuple[Answer, ...]) -> Status:
    """Return the status of an answer: a decision where a cell says so."""
    told = {answer.found.status for answer in answers}
    return next((status for status in (Status.DECISION, Status.PROPOSAL) if status in told), Status.UNKNOWN)


def find_contradictions(row: FormRow) -> tuple[RowNote, ...]:
    """Return a note for every tick whose comment points another way."""
    notes: list[RowNote] = []
    ticks: dict[str, FormColumn] = {}
    for column in row.form.questions():
        text = row.cell(column.number)
        if column.holds is Column.TICK:
            ticks[column.label] = column
        elif column.holds is Column.COMMENT and text and (ticked := ticks.get(column.label)):
            tick = row.cell(ticked.number)
            if contradicts(tick, text, _position_of(tick, row.form)):
                notes.append(RowNote("tick_against_text", _cell(row, column), text, {"tick": tick}))
    return tuple(notes)


def find_unknown_ticks(row: FormRow) -> tuple[RowNote, ...]:
    """Return a note for every filled tick cell whose value the form's mapping does not name."""
    if row.form.ticks is None:
        return ()
    return tuple(
        RowNote("unknown_tick", _cell(row, column), row.cell(column.number), {"column": column.title})
        for column in row.form.questions()
        if column.holds is Column.TICK
        and row.cell(column.number)
        and not _is_ticked(row.cell(column.number), column, row)
    )


def _read_cell(row: FormRow, column: FormColumn, question: str) -> Iterator[Answer]:
    text = row.cell(column.number)
    tick = column.holds is Column.TICK and _is_ticked(text, column, row)
    chosen = column.holds is Column.ALTERNATIVE and not is_not_chosen(text)
    label = column.label or column.title
    if column.alternative:
        label = f"{label} – {column.alternative}"
    position = _position_of(text, row.form) if tick else None
    if column.holds is Column.COMMENT and is_neutral_word(text):
        tick, position = True, Position.NEUTRAL
    for line, anchor in read_cell_lines(text, sheet=row.form.sheet.name, row=row.number, column=column.number):
        block = RawPassage(text=line, anchor=anchor, role=Role.CELL)
        if column.holds is Column.ALTERNATIVE and not chosen:
            yield Answer(block, KindFound(Kind.BACKGROUND, "ikke krysset av"), label, question, tick=False)
            continue
        found = find_answer_kind(line, tick=tick or chosen)
        if tick and row.form.ticks is not None and line.casefold() in row.form.ticks.not_answered:
            found = KindFound(Kind.PLACEHOLDER, "feltet er ikke fylt ut")
        is_statement = found.kind is Kind.VIEW and (tick or chosen)
        yield Answer(
            block,
            found,
            label,
            question,
            tick=is_statement,
            ticked=position if is_statement else None,
            proposition=column.proposition,
            points_away=answers_elsewhere(found, line),
        )


def _is_ticked(text: str, column: FormColumn, row: FormRow) -> bool:
    """Whether a cell below a tick column holds alternatives: those of the mapping, else common or repeated ones."""
    choices = split_choices(text)
    if row.form.ticks is not None:
        return all(row.form.ticks.knows(choice) for choice in choices) and bool(choices)
    known = all(is_tick_value(choice) or choice.casefold() in column.choices for choice in choices)
    return is_tick_value(text) or (known and bool(choices))


def _position_of(text: str, form: Form) -> Position | None:
    """Return the position of a cell's alternatives; several that differ take none."""
    known = form.ticks.positions if form.ticks is not None else None
    taken = {
        known.get(choice.casefold()) if known is not None else find_position(choice) for choice in split_choices(text)
    }
    return taken.pop() if len(taken) == 1 else None


def _cell(row: FormRow, column: FormColumn) -> Anchor:
    return Anchor(sheet=row.form.sheet.name or None, cell=cell_name(row.number, column.number))


def answers_elsewhere(found: KindFound, line: str) -> bool:
    """Whether a line says only that the answer stands in another document."""
    return found.kind is Kind.PROCEDURE and bool(_POINTER.match(line))


def find_answer_kind(line: str, *, tick: bool) -> KindFound:
    """Return what kind of text a line of an answer is; `tick` where it was chosen and not written."""
    if wording.is_placeholder(line):
        return KindFound(Kind.PLACEHOLDER, "feltet er ikke fylt ut")
    if EXAMPLE_MARK.match(line):
        return KindFound(Kind.BACKGROUND, "merking av eksempel")
    if tick:
        return KindFound(Kind.VIEW, "avkryssing")
    if _POINTER.match(line):
        return KindFound(Kind.PROCEDURE, "viser bare til et annet dokument")
    for status, pattern in _STATUS_WORDS:
        if pattern.match(line):
            return KindFound(Kind.VIEW, "svaret sier hva slags uttalelse det er", status)
    if votes.is_voted_down(line):
        return KindFound(Kind.VOTED_DOWN, "forslaget falt")
    if letters.is_greeting(line):
        return KindFound(Kind.GREETING, "hilsen eller kontaktopplysning")
    if procedure.is_procedure(line):
        return KindFound(Kind.PROCEDURE, "gjelder bare saksgangen")
    if wording.is_reported(line):
        return KindFound(Kind.REPORTED_VIEW, "gjengir hva andre mener")
    return KindFound(Kind.VIEW, "svar i skjema")
