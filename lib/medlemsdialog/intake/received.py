"""One original turned into its sources: a document is one source, a form export one for each row."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from medlemsdialog.catalogue import Message
from medlemsdialog.dialogue import Dialogue
from medlemsdialog.intake import wording
from medlemsdialog.intake.case import Case, lacks_substance, read_case
from medlemsdialog.intake.document import Document, Note, RawPassage, Role
from medlemsdialog.intake.folders import Folder, find_folder
from medlemsdialog.intake.form_sources import (
    Answer,
    RowNote,
    find_contradictions,
    find_row_date,
    find_row_sender,
    find_row_status,
    read_answers,
)
from medlemsdialog.intake.formats import FORMAT_NAMES, media_type_of
from medlemsdialog.intake.forms import Form, FormRow, find_form, read_form_rows
from medlemsdialog.intake.kinds import KindFound, find_kinds
from medlemsdialog.intake.language import find_language
from medlemsdialog.intake.parsed import Original
from medlemsdialog.intake.proposal import (
    SETTLED,
    SenderProposal,
    propose_arena,
    propose_date,
    propose_sender,
    propose_sender_from_name,
)
from medlemsdialog.intake.questions import find_question
from medlemsdialog.intake.readers.cells import build_cell_blocks, cell_name
from medlemsdialog.intake.rules import RULES, build_problem
from medlemsdialog.intake.status import find_status
from medlemsdialog.models.identity import derive_source_id, derive_statement_ids
from medlemsdialog.models.passages import Anchor, Passage
from medlemsdialog.models.problems import Problem
from medlemsdialog.models.sources import Source
from medlemsdialog.models.vocabulary import Kind, Level, Status
from medlemsdialog.register.models import Register, SenderOutcome

_STATUS_ORDER = (Status.DECISION, Status.PROPOSAL, Status.MINUTES, Status.INDIVIDUAL, Status.ADMINISTRATIVE)


class Received(NamedTuple):
    """One source as it was received, before any judgement: its passages and what was noticed."""

    source: Source
    passages: tuple[Passage, ...]
    problems: tuple[Problem, ...]
    folder: Folder


def read_received(original: Original, dialogue: Dialogue, register: Register) -> Iterator[Received]:
    """Yield the sources of one original."""
    folder = find_folder(original.source, register)
    if original.document is None:
        yield _unreadable(original, register, folder)
        return
    document = original.document
    forms = [form for sheet in document.sheets if (form := find_form(sheet)) is not None]
    if forms:
        yield from _form_sources(original, document, forms, dialogue, register, folder)
    else:
        yield _document_source(original, document, dialogue, register, folder)


def _unreadable(original: Original, register: Register, folder: Folder) -> Received:
    proposed = propose_sender_from_name(original.source, register, folder.county_code)
    error = original.error
    rule = error.rule if error else "unreadable"
    source = Source(
        source=original.source,
        source_id=derive_source_id(original.source, original.content),
        content_sha256=original.content_sha256,
        media_type=media_type_of(original.source),
        county_code=folder.county_code,
        own_folder=folder.kind in {"county", "national"},
        sender_code=proposed.code,
        sender_name=proposed.name,
        level=proposed.level,
        readable=False,
        waiting=(rule,),
    )
    values = dict(error.values) if error else {"format": ""}
    found = error.found if error else ""
    problems = [_problem(source, rule, found=found, **{**values, "found": found})]
    problems += _folder_problems(source, folder, register)
    return Received(source, (), tuple(problems), folder)


def _document_source(
    original: Original, document: Document, dialogue: Dialogue, register: Register, folder: Folder
) -> Received:
    blocks = document.blocks
    parts = [tuple(group) for _, group in groupby(blocks, key=lambda block: block.anchor.attachment)]
    cases = [read_case(part) for part in parts]
    stem = PurePosixPath(original.source).stem
    statuses = [
        find_status(part, case, media_type=document.media_type if part[0].anchor.attachment is None else "", file_name=stem)
        for part, case in zip(parts, cases, strict=True)
    ]
    status = next((known for known in _STATUS_ORDER if known in statuses), Status.UNKNOWN)
    found: list[KindFound] = []
    for part, case, own in zip(parts, cases, statuses, strict=True):
        shown = None if own in {status, Status.UNKNOWN} else own
        found += [kind._replace(status=kind.status or shown) for kind in find_kinds(part, case, own)]
    sender = propose_sender(document, original.source, register, folder.county_code)
    first_case = cases[0] if cases else read_case(())
    views = [kind for kind, block in zip(found, blocks, strict=True) if _is_own_view(kind, block)]
    lacking = len(parts) == 1 and lacks_substance(blocks, first_case.sections)
    source = Source(
        source=original.source,
        source_id=derive_source_id(original.source, original.content),
        content_sha256=original.content_sha256,
        media_type=document.media_type,
        county_code=folder.county_code or (sender.county_code if folder.kind == "national" else ""),
        own_folder=folder.kind in {"county", "national"},
        sender_code=sender.code,
        sender_name=sender.name,
        level=sender.level,
        status=status,
        arena=propose_arena(document, original.source, sender.level),
        date=_document_date(document, parts, cases, original.source),
        attachment_missing=lacking and not views,
    )
    passages = _build_passages(source, blocks, found, dialogue)
    problems = [_note_problem(source, note) for note in document.notes]
    problems += _folder_problems(source, folder, register)
    problems += _sender_problems(source, sender, folder, register)
    if lacking:
        place = next((block.anchor for block in blocks if wording.points_away(block.text)), Anchor())
        text = next((block.text for block in blocks if wording.points_away(block.text)), "")
        problems.append(_problem(source, "attachment_missing", anchor=place, found=text))
    if onward := next((block for block in blocks if wording.recommends_onward(block.text)), None):
        if status is Status.DECISION and not any(case.decides_itself for case in cases):
            problems.append(_problem(source, "case_not_finished", anchor=onward.anchor, found=onward.text))
    return Received(source, passages, tuple(problems), folder)


def _document_date(document: Document, parts: Sequence[Sequence[RawPassage]], cases: Sequence[Case], source: str) -> str:
    if not parts:
        return document.date_hint
    first = document.model_copy(update={"blocks": tuple(parts[0])})
    return propose_date(first, cases[0], source)


def _is_own_view(found: KindFound, block: RawPassage) -> bool:
    """Whether a passage says something of its own: a view that does not only point to another document."""
    return found.kind is Kind.VIEW and not wording.points_away(block.text)


def _form_sources(
    original: Original,
    document: Document,
    forms: Sequence[Form],
    dialogue: Dialogue,
    register: Register,
    folder: Folder,
) -> Iterator[Received]:
    several = len(forms) > 1
    notes: list[Problem] = []
    base = Source(
        source=original.source,
        source_id=derive_source_id(original.source, original.content),
        content_sha256=original.content_sha256,
        media_type=document.media_type,
        county_code=folder.county_code,
        own_folder=folder.kind in {"county", "national"},
    )
    rows = 0
    for form in forms:
        answers, repeated = read_form_rows(form)
        rows += len(answers)
        for number, text in form.title_rows:
            notes.append(_problem(base, "form_title_rows", anchor=_row_anchor(form, number), found=text))
        notes += [_problem(base, "repeated_row_key", anchor=Anchor(sheet=form.sheet.name or None), found=k) for k in repeated]
        for row in answers:
            key = f"{form.sheet.name}-{row.key}" if several else row.key
            yield _row_source(original, document, row, key, dialogue, register, folder)
    others = [sheet for sheet in document.sheets if sheet not in {form.sheet for form in forms}]
    blocks = build_cell_blocks(others)
    if not rows:
        notes.append(_problem(base, "form_without_rows"))
    notes += [_note_problem(base, note) for note in document.notes] + _folder_problems(base, folder, register)
    if blocks or not rows:
        found = [KindFound(Kind.BACKGROUND, "ark ved siden av skjemaet") for _ in blocks]
        yield Received(base, _build_passages(base, blocks, found, dialogue), tuple(notes), folder)
    elif notes:
        # Nothing but the rows: the file's own notes are carried without a source of their own.
        yield Received(base.model_copy(update={"source_id": ""}), (), tuple(notes), folder)


def _row_source(
    original: Original,
    document: Document,
    row: FormRow,
    key: str,
    dialogue: Dialogue,
    register: Register,
    folder: Folder,
) -> Received:
    name = f"{original.source}#{key}"
    sender, notes = find_row_sender(row, register, folder.county_code)
    answers = read_answers(row, dialogue)
    content = row.content()
    source = Source(
        source=name,
        source_id=derive_source_id(name, content),
        content_sha256=hashlib.sha256(content).hexdigest(),
        media_type=document.media_type,
        county_code=folder.county_code or (sender.county_code if folder.kind == "national" else ""),
        own_folder=folder.kind in {"county", "national"},
        sender_code=sender.code,
        sender_name=sender.name,
        level=sender.level,
        status=find_row_status(answers),
        date=find_row_date(row),
    )
    passages = _build_answers(source, answers)
    problems = [_row_problem(source, note) for note in (*notes, *find_contradictions(row))]
    problems += _sender_problems(source, sender, folder, register, told=bool(notes))
    for answer in answers:
        if wording.points_away(answer.block.text):
            problems.append(_problem(source, "attachment_missing", anchor=answer.block.anchor, found=answer.block.text))
    return Received(source, passages, tuple(problems), folder)


def _build_passages(
    source: Source, blocks: Sequence[RawPassage], found: Sequence[KindFound], dialogue: Dialogue
) -> tuple[Passage, ...]:
    ids = derive_statement_ids(source.source_id, (block.text for block in blocks))
    return tuple(
        Passage(
            statement_id=statement_id,
            source_id=source.source_id,
            text=block.text,
            anchor=block.anchor,
            kind=kind.kind,
            kind_reason=kind.reason,
            status=kind.status if kind.status is not source.status else None,
            language=find_language(block.text),
            question=_question_of(block, dialogue),
        )
        for statement_id, block, kind in zip(ids, blocks, found, strict=True)
    )


def _question_of(block: RawPassage, dialogue: Dialogue) -> str:
    if block.role is Role.HEADING:
        return ""
    asked = (find_question(heading, dialogue) for heading in reversed(block.anchor.headings))
    return next((question for question in asked if question), "")


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


def _folder_problems(source: Source, folder: Folder, register: Register) -> list[Problem]:
    if folder.kind == "foreign":
        values = {"folder": folder.name, "edition": register.edition}
        return [_problem(source, "folder_not_in_edition", found=folder.name, **values)]
    return [_problem(source, "outside_county_folder", found=source.source)] if folder.kind == "outside" else []


def _sender_problems(
    source: Source, sender: SenderProposal, folder: Folder, register: Register, *, told: bool = False
) -> list[Problem]:
    problems: list[Problem] = []
    match = sender.match
    candidates = ", ".join(f"{member.name} ({member.code})" for member in match.candidates) if match else ""
    if match is not None and match.outcome is SenderOutcome.AMBIGUOUS:
        problems.append(_problem(source, "ambiguous_sender", found=match.text, candidates=candidates))
    elif match is not None and match.outcome in {SenderOutcome.FOUND_IN_OTHER_EDITION, SenderOutcome.SPLIT_OR_MERGED}:
        member = match.member
        named = f"{member.name} ({member.code})" if member else candidates
        values = {"edition": register.edition, "candidates": named}
        problems.append(_problem(source, "foreign_edition_sender", found=match.text, **values))
    elif match is not None and match.outcome is SenderOutcome.REPAIRED_CODE:
        problems.append(_problem(source, "repaired_code", found=match.text, code=sender.code, name=sender.name))
    elif not told and sender.level is Level.OTHER and not sender.code:
        problems.append(_problem(source, "unknown_sender", found=sender.name, edition=register.edition))
    if match is not None and match.outcome in SETTLED and folder.kind == "county" and sender.county_code:
        if sender.county_code != folder.county_code:
            county, other = register.county(folder.county_code), register.county(sender.county_code)
            values = {"county": county.name if county else "", "sender": sender.name, "other": other.name if other else ""}
            problems.append(_problem(source, "other_county_sender", found=sender.name, **values))
    return problems


def _note_problem(source: Source, note: Note) -> Problem:
    values: dict[str, Any] = {"found": note.found}
    shown = note.found
    if note.rule == "mislabelled":
        ending, _, kind = note.found.partition("|")
        values, shown = {"ending": ending, "format": FORMAT_NAMES.get(kind, kind)}, ending
    elif note.rule == "guessed_encoding":
        values = {"encoding": note.found}
    elif note.rule == "scanned_pages":
        values = {"pages": note.found}
    elif note.rule == "attachment_unread":
        reason = RULES[note.found].what if note.found in RULES else Message("")
        name = note.anchor.attachment or ""
        if "{" in reason.msgid:
            reason = Message("Filtypen eller innholdet kan ikke leses.")
        values, shown = {"name": name, "reason": reason}, name
    return _problem(source, note.rule, anchor=note.anchor, **{**values, "found": shown})


def _row_problem(source: Source, note: RowNote) -> Problem:
    return _problem(source, note.rule, anchor=note.anchor, found=note.found, **note.values)


def _problem(source: Source, rule: str, *, anchor: Anchor | None = None, found: str = "", **values: Any) -> Problem:
    values.pop("found", None)
    return build_problem(
        rule,
        source=source.source,
        source_id=source.source_id,
        county_code=source.county_code,
        anchor=anchor,
        found=found,
        **values,
    )


def _row_anchor(form: Form, number: int) -> Anchor:
    column = next((place for place, cell in enumerate(form.sheet.rows[number - 1], start=1) if cell), 1)
    return Anchor(sheet=form.sheet.name or None, cell=cell_name(number, column))
