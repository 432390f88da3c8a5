"""The rows of form exports as sources, and what else stands in the workbook."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence

from medlemsdialog.intake import wording
from medlemsdialog.intake.document import Document
from medlemsdialog.intake.document_sources import build_passages
from medlemsdialog.intake.form_sources import (
    Answer,
    find_contradictions,
    find_questions,
    find_row_date,
    find_row_sender,
    find_row_status,
    read_answers,
)
from medlemsdialog.intake.forms import Form, FormRow, read_form_rows
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
from medlemsdialog.models.identity import derive_source_id, derive_statement_ids
from medlemsdialog.models.passages import Anchor, Passage
from medlemsdialog.models.problems import Problem
from medlemsdialog.models.sources import Source
from medlemsdialog.models.vocabulary import Kind


def read_form_sources(setting: Setting, document: Document, forms: Sequence[Form]) -> Iterator[Received]:
    """Yield a source for each row of the forms, and one for what else the workbook holds."""
    folder, register = setting.folder, setting.register
    several = len(forms) > 1
    notes: list[Problem] = []
    base = setting.build_source(document.media_type)
    rows = 0
    for form in forms:
        answers, repeated = read_form_rows(form)
        questions = find_questions(form, setting.dialogue)
        rows += len(answers)
        for number, text in form.title_rows:
            notes.append(describe(base, "form_title_rows", anchor=_row_anchor(form, number), found=text))
        notes += [
            describe(base, "repeated_row_key", anchor=Anchor(sheet=form.sheet.name or None), found=k) for k in repeated
        ]
        for row in answers:
            key = f"{form.sheet.name}-{row.key}" if several else row.key
            yield _row_source(setting, document.media_type, row, key, questions)
    others = [sheet for sheet in document.sheets if sheet not in {form.sheet for form in forms}]
    blocks = build_cell_blocks(others)
    if not rows:
        notes.append(describe(base, "form_without_rows"))
    notes += [describe_note(base, note) for note in document.notes] + find_folder_problems(base, folder, register)
    if blocks or not rows:
        found = [KindFound(Kind.BACKGROUND, "ark ved siden av skjemaet") for _ in blocks]
        yield Received(base, build_passages(base, blocks, found, setting.dialogue), tuple(notes), folder)
    elif notes:
        # Nothing but the rows: the file's own notes are carried without a source of their own.
        yield Received(base.model_copy(update={"source_id": ""}), (), tuple(notes), folder)


def _row_source(setting: Setting, media_type: str, row: FormRow, key: str, questions: Mapping[int, str]) -> Received:
    original, folder, _, register = setting
    name = f"{original.source}#{key}"
    sender, notes = find_row_sender(row, register, folder.county_code)
    answers = read_answers(row, questions)
    content = row.content()
    source = Source(
        source=name,
        source_id=derive_source_id(name, content),
        content_sha256=hashlib.sha256(content).hexdigest(),
        media_type=media_type,
        county_code=setting.route(sender.county_code),
        own_folder=setting.has_own_folder,
        sender_code=sender.code,
        sender_name=sender.name,
        level=sender.level,
        status=find_row_status(answers),
        date=find_row_date(row),
    )
    passages = _build_answers(source, answers)
    problems = [describe_row_note(source, note) for note in (*notes, *find_contradictions(row))]
    problems += find_sender_problems(source, sender, folder, register, told=bool(notes))
    for answer in answers:
        if wording.points_away(answer.block.text):
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
            tick=answer.tick,
        )
        for statement_id, answer in zip(ids, answers, strict=True)
    )


def _row_anchor(form: Form, number: int) -> Anchor:
    column = next((place for place, cell in enumerate(form.sheet.rows[number - 1], start=1) if cell), 1)
    return Anchor(sheet=form.sheet.name or None, cell=cell_name(number, column))
