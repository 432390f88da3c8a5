"""The rows of a form export as sources: sender, level, county, passages and what a person must look at."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from medlemsdialog.catalogue import Message
from medlemsdialog.dialogue import Dialogue
from medlemsdialog.intake import wording
from medlemsdialog.intake.dates import first_date
from medlemsdialog.intake.document import RawPassage, Role
from medlemsdialog.intake.forms import Column, Form, FormColumn, FormRow, contradicts, is_tick_value
from medlemsdialog.intake.kinds import EXAMPLE_MARK, KindFound
from medlemsdialog.intake.proposal import SETTLED, SenderProposal, describe_match
from medlemsdialog.intake.questions import find_question
from medlemsdialog.intake.readers.cells import read_cell_lines
from medlemsdialog.models.passages import Anchor
from medlemsdialog.models.vocabulary import Kind, Level, Status
from medlemsdialog.register.lookup import find_sender
from medlemsdialog.register.models import Register, SenderOutcome
from medlemsdialog.register.names import strip_level_words

_COUNTY_COUNCIL = re.compile(r"fylkeskommun|\bfylke\b", re.IGNORECASE)
_MUNICIPALITY = re.compile(r"kommun|herad|bydel", re.IGNORECASE)
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


class Answer(NamedTuple):
    """One line or tick of an answer, ready to become a passage."""

    block: RawPassage
    found: KindFound
    label: str
    question: str
    tick: bool


class RowNote(NamedTuple):
    """Something in a row that a person must look at: a rule, its place and values."""

    rule: str
    anchor: Anchor
    found: str
    values: dict[str, str | Message]


def find_row_sender(row: FormRow, register: Register, county_code: str) -> tuple[SenderProposal, tuple[RowNote, ...]]:
    """Return who answered. Only the register makes someone a member; a category of «Kommune» alone does not."""
    sender, category = row.value(Column.SENDER), row.value(Column.CATEGORY)
    municipality = row.value(Column.MUNICIPALITY)
    place = _county_of(row, register) or county_code or None
    level = _level_of(category)
    written = sender or municipality
    anchor = _place_of(row, Column.SENDER if sender else Column.MUNICIPALITY)
    if not written:
        return SenderProposal(), (RowNote("unknown_sender", anchor, "", {"edition": register.edition}),)
    local = find_sender(register, municipality, county_code=place, level=level) if municipality else None
    if place is None and local is not None and local.member is not None:
        place = local.member.county_code
    if level is Level.OTHER:
        notes = (RowNote("organisation", anchor, written, {}),)
        return SenderProposal(name=sender or category, level=Level.OTHER), notes
    match = find_sender(register, written, county_code=place, level=level)
    if (
        match.outcome not in SETTLED
        and local is not None
        and local.outcome in SETTLED
        and _is_same_name(written, local.text)
    ):
        match = local
    if match.outcome is not SenderOutcome.UNKNOWN:
        return describe_match(match, register), ()
    # The municipality's column may route a unit of its own to the county, but never makes it the municipality.
    nearby = local.member.county_code if local is not None and local.member is not None else ""
    proposal = SenderProposal(name=written, level=Level.OTHER, county_code=nearby)
    if level is None:
        return proposal, (RowNote("unknown_sender", anchor, written, {"edition": register.edition}),)
    return proposal, (RowNote("not_a_member", anchor, written, {"level": f"«{category}»"}),)


def find_row_date(row: FormRow) -> str:
    """Return when the answer was delivered, as ISO 8601, or the empty text."""
    return first_date(row.value(Column.DELIVERED))


def find_questions(form: Form, dialogue: Dialogue) -> dict[int, str]:
    """Return the dialogue's question that each column asks, by the column's number."""
    return {
        column.number: find_question(column.title, dialogue) or find_question(column.label, dialogue)
        for column in form.questions()
    }


def read_answers(row: FormRow, questions: Mapping[int, str]) -> tuple[Answer, ...]:
    """Return the row's ticks and the lines of its comments, in the form's order."""
    answers: list[Answer] = []
    for column in row.form.questions():
        text = row.cell(column.number)
        question = questions.get(column.number, "")
        tick = bool(text) and column.holds is Column.TICK and is_tick_value(text)
        for line, anchor in read_cell_lines(text, sheet=row.form.sheet.name, row=row.number, column=column.number):
            block = RawPassage(text=line, anchor=anchor, role=Role.CELL)
            answers.append(Answer(block, _kind_of(line, tick=tick), column.label or column.title, question, tick))
    return tuple(answers)


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
        elif (ticked := ticks.get(column.label)) and text and contradicts(row.cell(ticked.number), text):
            lines = list(read_cell_lines(text, sheet=row.form.sheet.name, row=row.number, column=column.number))
            anchor = lines[0][1].model_copy(update={"paragraph": None})
            notes.append(RowNote("tick_against_text", anchor, text, {"tick": row.cell(ticked.number)}))
    return tuple(notes)


def _kind_of(line: str, *, tick: bool) -> KindFound:
    if wording.is_placeholder(line):
        return KindFound(Kind.PLACEHOLDER, "feltet er ikke fylt ut")
    if EXAMPLE_MARK.match(line):
        return KindFound(Kind.BACKGROUND, "merking av eksempel")
    if tick:
        return KindFound(Kind.VIEW, "avkryssing")
    for status, pattern in _STATUS_WORDS:
        if pattern.match(line):
            return KindFound(Kind.VIEW, "svaret sier hva slags uttalelse det er", status)
    if wording.is_voted_down(line):
        return KindFound(Kind.VOTED_DOWN, "forslaget falt")
    if wording.is_greeting(line):
        return KindFound(Kind.GREETING, "hilsen eller kontaktopplysning")
    if wording.is_procedure(line):
        return KindFound(Kind.PROCEDURE, "gjelder bare saksgangen")
    if wording.is_reported(line):
        return KindFound(Kind.REPORTED_VIEW, "gjengir hva andre mener")
    return KindFound(Kind.VIEW, "svar i skjema")


def _level_of(category: str) -> Level | None:
    if not category:
        return None
    if _COUNTY_COUNCIL.search(category):
        return Level.COUNTY_COUNCIL
    return Level.MUNICIPALITY if _MUNICIPALITY.search(category) else Level.OTHER


def _county_of(row: FormRow, register: Register) -> str:
    written = row.value(Column.COUNTY)
    if not written:
        return ""
    digits = re.match(r"^\s*(\d{1,2})\b", written)
    if digits and register.county(digits[1].zfill(2)):
        return digits[1].zfill(2)
    folded = strip_level_words(written)
    return next((county.county_code for county in register.counties if strip_level_words(county.name) == folded), "")


def _place_of(row: FormRow, holds: Column) -> Anchor:
    column = next((column.number for column in row.form.columns if column.holds is holds), 1)
    return next(read_cell_lines("x", sheet=row.form.sheet.name, row=row.number, column=column))[1]


def _is_same_name(written: str, municipality: str) -> bool:
    """Whether a sender is the municipality by name: «Bø» beside municipality 0821."""
    return strip_level_words(written) == strip_level_words(municipality) or (
        municipality.strip().isdigit() and (written.casefold().endswith(("kommune", "herad", "fylkeskommune")))
    )
