"""A document as one source: its passages with their kinds, and what it proposes about itself."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import PurePosixPath

from medlemsdialog.dialogue import Dialogue
from medlemsdialog.intake import wording
from medlemsdialog.intake.case import Case, lacks_substance, read_case
from medlemsdialog.intake.document import Document, RawPassage, Role
from medlemsdialog.intake.kinds import KindFound, find_kinds
from medlemsdialog.intake.language import find_language
from medlemsdialog.intake.noticed import describe, describe_note, find_folder_problems, find_sender_problems
from medlemsdialog.intake.proposal import propose_arena, propose_date, propose_sender
from medlemsdialog.intake.questions import find_question
from medlemsdialog.intake.received import Received, Setting
from medlemsdialog.intake.status import find_status
from medlemsdialog.models.identity import derive_statement_ids
from medlemsdialog.models.passages import Anchor, Passage
from medlemsdialog.models.sources import Source
from medlemsdialog.models.vocabulary import Kind, Status

_STATUS_ORDER = (Status.DECISION, Status.PROPOSAL, Status.MINUTES, Status.INDIVIDUAL, Status.ADMINISTRATIVE)


def read_document_source(setting: Setting, document: Document) -> Received:
    """Return the one source that a document is, mail and attachments together."""
    original, folder, dialogue, register = setting
    blocks = document.blocks
    parts = [tuple(group) for _, group in groupby(blocks, key=lambda block: block.anchor.attachment)]
    cases = [read_case(part) for part in parts]
    stem = PurePosixPath(original.source).stem
    statuses = [
        find_status(
            part, case, media_type=document.media_type if part[0].anchor.attachment is None else "", file_name=stem
        )
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
    source = setting.build_source(document.media_type).model_copy(
        update={
            "county_code": setting.route(sender.county_code),
            "sender_code": sender.code,
            "sender_name": sender.name,
            "level": sender.level,
            "status": status,
            "arena": propose_arena(document, original.source, sender.level),
            "date": _document_date(document, parts, cases, original.source),
            "attachment_missing": lacking and not views,
        }
    )
    passages = build_passages(source, blocks, found, dialogue)
    problems = [describe_note(source, note) for note in document.notes]
    problems += find_folder_problems(source, folder, register)
    problems += find_sender_problems(source, sender, folder, register)
    if lacking:
        place = next((block.anchor for block in blocks if wording.points_away(block.text)), Anchor())
        text = next((block.text for block in blocks if wording.points_away(block.text)), "")
        problems.append(describe(source, "attachment_missing", anchor=place, found=text))
    onward = next((block for block in blocks if wording.recommends_onward(block.text)), None)
    if onward and status is Status.DECISION and not any(case.decides_itself for case in cases):
        problems.append(describe(source, "case_not_finished", anchor=onward.anchor, found=onward.text))
    return Received(source, passages, tuple(problems), folder)


def _document_date(
    document: Document, parts: Sequence[Sequence[RawPassage]], cases: Sequence[Case], source: str
) -> str:
    if not parts:
        return document.date_hint
    first = document.model_copy(update={"blocks": tuple(parts[0])})
    return propose_date(first, cases[0], source)


def _is_own_view(found: KindFound, block: RawPassage) -> bool:
    """Whether a passage says something of its own: a view that does not only point to another document."""
    return found.kind is Kind.VIEW and not wording.points_away(block.text)


def build_passages(
    source: Source, blocks: Sequence[RawPassage], found: Sequence[KindFound], dialogue: Dialogue
) -> tuple[Passage, ...]:
    """Return the blocks as passages of one source."""
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
            recognised=block.recognised,
        )
        for statement_id, block, kind in zip(ids, blocks, found, strict=True)
    )


def _question_of(block: RawPassage, dialogue: Dialogue) -> str:
    if block.role is Role.HEADING:
        return ""
    asked = (find_question(heading, dialogue) for heading in reversed(block.anchor.headings))
    return next((question for question in asked if question), "")
