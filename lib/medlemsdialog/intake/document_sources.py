"""A document as one source: its passages with their kinds, and what it proposes about itself."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from medlemsdialog.dialogue import Dialogue
from medlemsdialog.intake import votes, wording
from medlemsdialog.intake.case import Case, lacks_substance, read_case
from medlemsdialog.intake.dating import propose_date
from medlemsdialog.intake.document import Document, RawPassage, Role
from medlemsdialog.intake.kinds import KindFound, find_head_kinds, find_item_kinds, find_kinds, find_other_kinds
from medlemsdialog.intake.language import find_language
from medlemsdialog.intake.members_in_rows import find_members_in_rows
from medlemsdialog.intake.minutes import split_minutes
from medlemsdialog.intake.minutes_points import judge_points
from medlemsdialog.intake.noticed import describe, describe_note, find_folder_problems, find_sender_problems
from medlemsdialog.intake.own_words import find_asking_headings, mark_own_words, without_own_words
from medlemsdialog.intake.proposal import SenderProposal, propose_arena, propose_sender
from medlemsdialog.intake.question_rows import find_row_questions
from medlemsdialog.intake.questions import find_question
from medlemsdialog.intake.readers.cells import column_letters
from medlemsdialog.intake.received import Received, Setting
from medlemsdialog.intake.service_units import find_service_unit
from medlemsdialog.intake.status import find_status
from medlemsdialog.intake.transposed import find_members_in_columns
from medlemsdialog.models.identity import derive_statement_ids
from medlemsdialog.models.passages import Anchor, Passage
from medlemsdialog.models.problems import Problem
from medlemsdialog.models.sources import Source
from medlemsdialog.models.vocabulary import Kind, Level, Status

_STATUS_ORDER = (Status.DECISION, Status.PROPOSAL, Status.MINUTES, Status.INDIVIDUAL, Status.ADMINISTRATIVE)


class _Part(NamedTuple):
    """What is read as one case: a document, an attachment of a mail, or one case of minutes."""

    blocks: tuple[RawPassage, ...]
    case: Case
    attachment: str
    titles: tuple[RawPassage, ...]
    title: str
    on_subject: bool
    is_head: bool


def read_document_source(setting: Setting, document: Document) -> Received:
    """Return the one source that a document is, mail and attachments together."""
    original, folder, dialogue, register = setting
    document = mark_own_words(document, dialogue)
    written = without_own_words(document)
    blocks = document.blocks
    parts = _split_document(document, dialogue)
    stem = PurePosixPath(original.source).stem
    statuses = [
        find_status(
            part.blocks,
            part.case,
            titles=tuple(block for block in part.titles if block.role is not Role.GUIDANCE),
            media_type="" if part.attachment else document.media_type,
            file_name=stem,
        )
        if part.on_subject and not part.is_head
        else Status.UNKNOWN
        for part in parts
    ]
    status = next((known for known in _STATUS_ORDER if known in statuses), Status.UNKNOWN)
    found: list[KindFound] = []
    for part, own in zip(parts, statuses, strict=True):
        shown = None if own in {status, Status.UNKNOWN} else own
        kinds = _find_kinds(part, own)
        found += [kind._replace(status=kind.status or shown) for kind in judge_points(part.blocks, kinds)]
    turned = find_members_in_columns(document.sheets, register, folder.county_code)
    listed = None if turned else find_members_in_rows(document.sheets, register, folder.county_code)
    # A sheet of several senders is not the first one's.
    is_shared = turned is not None or listed is not None
    sender = SenderProposal() if is_shared else propose_sender(written, original.source, register, folder.county_code)
    counting = [part for part in parts if part.on_subject]
    cases = [part.case for part in counting]
    views = [kind for kind, block in zip(found, blocks, strict=True) if _is_own_view(kind, block)]
    lacking = len(parts) == 1 and lacks_substance(blocks, parts[0].case.sections)
    source = setting.build_source(document.media_type).model_copy(
        update={
            "county_code": setting.route(sender.county_code),
            "sender_code": sender.code,
            "sender_name": sender.name,
            "level": sender.level,
            "status": status,
            "arena": propose_arena(written, original.source, sender.level),
            "date": _document_date(counting, original.source, status, document.date_hint),
            "attachment_missing": lacking and not views,
        }
    )
    passages = build_passages(source, blocks, found, dialogue)
    problems = [describe_note(source, note) for note in document.notes]
    problems += find_folder_problems(source, folder, register)
    # One sender is not what is missing where there are several.
    if turned is not None:
        problems.append(describe(source, "members_in_columns", anchor=turned.anchor, found=", ".join(turned.names)))
    elif listed is not None:
        column = column_letters(listed.column)
        problems.append(describe(source, "members_in_rows", anchor=listed.anchor, found=listed.names, column=column))
    else:
        problems += find_sender_problems(source, sender, folder, register)
    if lacking:
        place = next((block.anchor for block in blocks if wording.points_away(block.text)), Anchor())
        text = next((block.text for block in blocks if wording.points_away(block.text)), "")
        problems.append(describe(source, "attachment_missing", anchor=place, found=text))
    problems += _find_unit_problems(source, sender, document, counting)
    problems += _find_case_problems(source, parts)
    onward = next((block for block in blocks if votes.recommends_onward(block.text)), None)
    if onward and status is Status.DECISION and not any(case.decides_itself for case in cases):
        problems.append(describe(source, "case_not_finished", anchor=onward.anchor, found=onward.text))
    return Received(source, passages, tuple(problems), folder)


def _split_document(document: Document, dialogue: Dialogue) -> list[_Part]:
    """Return the parts of a document that are read each as a case of its own: attachments, and the cases of minutes."""
    parts: list[_Part] = []
    for attachment, group in groupby(document.blocks, key=lambda block: block.anchor.attachment):
        blocks = tuple(group)
        items = split_minutes(blocks, dialogue)
        for item in items:
            own = blocks[item.first : item.last]
            is_head = len(items) > 1 and not item.title
            case = read_case(own, asking=find_asking_headings(own, dialogue))
            parts.append(_Part(own, case, attachment or "", blocks, item.title, item.on_subject, is_head))
    return parts


def _find_kinds(part: _Part, status: Status) -> tuple[KindFound, ...]:
    if part.is_head:
        return find_head_kinds(part.blocks, part.case)
    if not part.on_subject:
        return find_other_kinds(part.blocks)
    if part.title:
        return find_item_kinds(part.blocks, part.case, status, " ".join(part.title.split()))
    return find_kinds(part.blocks, part.case, status)


def _find_unit_problems(
    source: Source, sender: SenderProposal, document: Document, parts: Sequence[_Part]
) -> list[Problem]:
    """Return the warning that a service unit answers as the municipality; what a body decided is the municipality's."""
    is_member = sender.level in {Level.MUNICIPALITY, Level.COUNTY_COUNCIL}
    if not is_member or any(part.case.is_case for part in parts):
        return []
    unit = find_service_unit(document.blocks, document.sender_hint)
    if unit is None:
        return []
    return [describe(source, "service_unit", anchor=unit.anchor, found=unit.text, member=sender.name)]


def _find_case_problems(source: Source, parts: Sequence[_Part]) -> list[Problem]:
    """Return what a person must see where minutes hold several cases."""
    items = [part for part in parts if part.title]
    counting = [part for part in items if part.on_subject]
    if not items:
        return []
    # A list of cases at the top names each once more.
    number: dict[str, Any] = {"number": len({part.title for part in items})}
    if len(counting) == len(items):
        return [describe(source, "no_case_on_subject", found=source.source, **number)]
    titles = ", ".join(dict.fromkeys(f"«{part.title}»" for part in counting))
    return [
        describe(source, "several_cases", anchor=counting[-1].blocks[0].anchor, found=titles, titles=titles, **number)
    ]


def _document_date(parts: Sequence[_Part], source: str, status: Status, date_hint: str) -> str:
    """Return the date of the document itself, not of its attachments; of minutes, by what counts in them."""
    first = [part for part in parts if part.attachment == parts[0].attachment]
    blocks = [block for part in first for block in part.blocks if block.role is not Role.GUIDANCE]
    return propose_date(blocks, [part.case for part in first], source, status=status, date_hint=date_hint)


def _is_own_view(found: KindFound, block: RawPassage) -> bool:
    """Whether a passage says something of its own: a view that does not only point to another document."""
    return found.kind is Kind.VIEW and not wording.points_away(block.text)


def build_passages(
    source: Source, blocks: Sequence[RawPassage], found: Sequence[KindFound], dialogue: Dialogue
) -> tuple[Passage, ...]:
    """Return the blocks as passages of one source; a question that the sender was asked is no view of the sender."""
    rows = find_row_questions(blocks, dialogue)
    asking = KindFound(Kind.BACKGROUND, "spørsmål i skjemaet")
    found = [asking if block.anchor in rows.labels else kind for block, kind in zip(blocks, found, strict=True)]
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
            question=_question_of(block, dialogue) or rows.questions.get(block.anchor, ""),
            recognised=block.recognised,
        )
        for statement_id, block, kind in zip(ids, blocks, found, strict=True)
    )


def _question_of(block: RawPassage, dialogue: Dialogue) -> str:
    if block.role is Role.HEADING:
        return ""
    asked = (find_question(heading, dialogue) for heading in reversed(block.anchor.headings))
    return next((question for question in asked if question), "")
