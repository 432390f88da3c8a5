"""The rows of form exports as sources, and what else stands in the workbook."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from medlemsdialog.intake import wording
from medlemsdialog.intake.document import Document
from medlemsdialog.intake.document_sources import build_passages
from medlemsdialog.intake.form_columns import Column
from medlemsdialog.intake.form_sources import (
    Answer,
    find_asked,
    find_contradictions,
    find_questions,
    find_row_date,
    find_row_openness,
    find_row_status,
    find_unknown_ticks,
    has_american_dates,
    read_answers,
)
from medlemsdialog.intake.forms import Form, FormRow, read_form_rows
from medlemsdialog.intake.guidance import is_untouched_guidance
from medlemsdialog.intake.kinds import KindFound
from medlemsdialog.intake.language import find_language
from medlemsdialog.intake.noticed import (
    describe,
    describe_note,
    describe_row_note,
    find_folder_problems,
    find_sender_problems,
)
from medlemsdialog.intake.readers.cells import build_cell_blocks, cell_name
from medlemsdialog.intake.received import Received, Setting
from medlemsdialog.intake.row_senders import RowNote, find_row_sender, place_of
from medlemsdialog.models.identity import derive_source_id, derive_statement_ids
from medlemsdialog.models.passages import Anchor, Passage
from medlemsdialog.models.sources import Source
from medlemsdialog.models.vocabulary import Kind
from medlemsdialog.register.models import SenderMatch


class _Reading(NamedTuple):
    """What the rows of one form have in common."""

    media_type: str
    questions: Mapping[int, str]
    asked: tuple[str, ...]
    month_first: bool


def read_form_sources(
    setting: Setting, document: Document, forms: Sequence[Form], notes: Sequence[RowNote] = ()
) -> Iterator[Received]:
    """Yield a source for each row of the forms, and one for what else the workbook holds.

    `notes` are about the forms as wholes: their mapping, and that columns are guessed.
    """
    folder, register = setting.folder, setting.register
    several = len(forms) > 1
    base = setting.build_source(document.media_type)
    problems = [describe_row_note(base, note) for note in notes]
    rows = 0
    for form in forms:
        answers, repeated = read_form_rows(form)
        questions = find_questions(form, setting.dialogue)
        reading = _Reading(document.media_type, questions, find_asked(form, questions), has_american_dates(form))
        rows += len(answers)
        for rule, told in (("form_title_rows", form.title_rows), ("form_note_rows", form.note_rows)):
            problems += [describe(base, rule, anchor=_row_anchor(form, number), found=text) for number, text in told]
        keys = next((column.number for column in form.columns if column.holds is Column.KEY), 1)
        for again in repeated:
            anchor = Anchor(sheet=form.sheet.name or None, cell=cell_name(again.number, keys))
            problems.append(describe(base, "repeated_row_key", anchor=anchor, found=again.key))
        for row in answers:
            key = f"{form.sheet.name}-{row.key}" if several else row.key
            yield _row_source(setting, row, key, reading)
    own = {sheet.name for sheet in document.sheets if is_untouched_guidance(sheet)}
    taken = {form.sheet.name for form in forms} | own
    blocks = build_cell_blocks([sheet for sheet in document.sheets if sheet.name not in taken])
    if not rows:
        problems.append(describe(base, "form_without_rows"))
    problems += [describe_note(base, note) for note in document.notes if note.anchor.sheet not in own]
    problems += find_folder_problems(base, folder, register)
    if blocks or not rows:
        found = [KindFound(Kind.BACKGROUND, "ark ved siden av skjemaet") for _ in blocks]
        yield Received(base, build_passages(base, blocks, found, setting.dialogue), tuple(problems), folder)
    elif problems:
        # Nothing but the rows: the file's own notes are carried without a source of their own.
        yield Received(base.model_copy(update={"source_id": ""}), (), tuple(problems), folder)


def _row_source(setting: Setting, row: FormRow, key: str, reading: _Reading) -> Received:
    original, folder, register = setting.original, setting.folder, setting.register
    name = f"{original.source}#{key}"
    sender, sender_notes = find_row_sender(row, register, folder.county_code)
    date, date_notes = find_row_date(row, month_first=reading.month_first)
    (openness, quotable), openness_notes = find_row_openness(row)
    answers = read_answers(row, reading.questions)
    content = row.content()
    source = Source(
        source=name,
        source_id=derive_source_id(name, content),
        content_sha256=hashlib.sha256(content).hexdigest(),
        media_type=reading.media_type,
        county_code=setting.route(sender.county_code),
        own_folder=setting.has_own_folder,
        sender_code=sender.code,
        sender_name=sender.name,
        level=sender.level,
        status=find_row_status(answers),
        date=date,
        openness=openness,
        quotable=quotable,
        asked=reading.asked,
        place=place_of(row, Column.SENDER, Column.MUNICIPALITY, Column.NUMBER, Column.KEY),
        date_place=place_of(row, Column.DELIVERED, Column.KEY),
    )
    passages = _build_answers(source, answers)
    noticed = (*sender_notes, *date_notes, *openness_notes, *find_unknown_ticks(row), *find_contradictions(row))
    problems = [describe_row_note(source, note) for note in noticed]
    problems += find_sender_problems(
        source, sender, folder, register, told=bool(sender_notes), anchor=_match_place(row, sender.match)
    )
    if not answers:
        problems.append(describe(source, "row_without_answers", anchor=source.place, found=sender.name))
    for answer in answers:
        if wording.points_away(answer.block.text) or answer.points_away:
            problems.append(describe(source, "attachment_missing", anchor=answer.block.anchor, found=answer.block.text))
    return Received(source, passages, tuple(problems), folder)


def _build_answers(source: Source, answers: Sequence[Answer]) -> tuple[Passage, ...]:
    ids = derive_statement_ids(source.source_id, (answer.block.text for answer in answers))
    return tuple(
        Passage(
            statement_id=statement_id,
            source_id=source.source_id,
            text=answer.block.text,
            anchor=answer.block.anchor,
            kind=answer.found.kind,
            kind_reason=answer.found.reason,
            status=answer.found.status if answer.found.status is not source.status else None,
            language=find_language(answer.block.text),
            question=answer.question,
            question_label=answer.label,
            proposition=answer.proposition,
            tick=answer.tick,
            ticked=answer.ticked,
            points_away=answer.points_away,
        )
        for statement_id, answer in zip(ids, answers, strict=True)
    )


def _match_place(row: FormRow, match: SenderMatch | None) -> Anchor:
    """Return the cell whose text was looked up: the sender's, the municipality's or its number's."""
    held = (Column.SENDER, Column.MUNICIPALITY, Column.NUMBER)
    if match is not None:
        for holds in held:
            if row.value(holds) == match.text:
                return place_of(row, holds)
    return place_of(row, *held)


def _row_anchor(form: Form, number: int) -> Anchor:
    column = next((place for place, cell in enumerate(form.sheet.rows[number - 1], start=1) if cell), 1)
    return Anchor(sheet=form.sheet.name or None, cell=cell_name(number, column))
