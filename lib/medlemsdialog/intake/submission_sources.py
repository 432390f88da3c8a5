"""A member's own answer as one source: ticks and paragraphs with their questions, and what it proposes about itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from medlemsdialog.dialogue import Dialogue
from medlemsdialog.intake.document import Document, RawPassage
from medlemsdialog.intake.form_sources import answers_elsewhere, find_answer_kind
from medlemsdialog.intake.language import find_language
from medlemsdialog.intake.noticed import describe, describe_note, find_folder_problems, find_sender_problems
from medlemsdialog.intake.proposal import SenderProposal, describe_match
from medlemsdialog.intake.received import Received, Setting
from medlemsdialog.intake.submitted import SENDER_PLACE, SENT_PLACE, Submitted, SubmittedPart
from medlemsdialog.intake.tick_values import contradicts
from medlemsdialog.models.identity import derive_statement_ids
from medlemsdialog.models.passages import Anchor, Passage
from medlemsdialog.models.problems import Problem
from medlemsdialog.models.sources import Source
from medlemsdialog.models.submission import Submission, Tick, Treatment
from medlemsdialog.models.vocabulary import Openness, Position, Status
from medlemsdialog.register.lookup import find_sender
from medlemsdialog.register.models import Register
from medlemsdialog.register.names import fold_name, strip_level_words

POSITIONS = {
    Tick.AGREE: Position.FOR,
    Tick.PARTLY_AGREE: Position.MIXED,
    Tick.NEITHER: Position.NEUTRAL,
    Tick.DISAGREE: Position.AGAINST,
    Tick.DO_NOT_KNOW: Position.NEUTRAL,
}
# What the sender says of its own treatment is proposed, as everything else; a person confirms it.
_STATUSES = {Treatment.POLITICAL_BODY: Status.DECISION, Treatment.ADMINISTRATION: Status.ADMINISTRATIVE}
_SENDER = Anchor(headings=(SENDER_PLACE,))
_KNOWN_VERSION = str(Submission.model_fields["schema_version"].default)


def read_submission_source(setting: Setting, document: Document, submitted: Submitted) -> Received:
    """Return the one source that a member's own answer is; what it attaches is joined to it once all originals are read."""
    dialogue, register, folder = setting.dialogue, setting.register, setting.folder
    proposed = _propose_sender(submitted, register, folder.county_code)
    differs = _names_another(submitted, proposed)
    sender = SenderProposal(name=submitted.sender_name) if differs else proposed
    quotable = submitted.may_be_quoted is True
    source = setting.build_source(document.media_type).model_copy(
        update={
            "county_code": setting.route(sender.county_code),
            "sender_code": sender.code,
            "sender_name": sender.name or submitted.sender_name or submitted.sender,
            "level": sender.level,
            "status": _STATUSES.get(submitted.treatment, Status.UNKNOWN),
            "date": submitted.sent,
            "openness": Openness.PUBLIC if quotable else Openness.INTERNAL,
            "quotable": quotable,
            "asked": _find_asked(submitted, dialogue),
            "place": _SENDER,
            "date_place": Anchor(headings=(SENT_PLACE,)),
        }
    )
    passages = _build_passages(source, document, submitted, dialogue)
    problems = [describe_note(source, note) for note in document.notes]
    problems += find_folder_problems(source, folder, register)
    problems += find_sender_problems(source, sender, folder, register, told=differs, anchor=_SENDER)
    problems += _find_problems(source, submitted, dialogue)
    if differs:
        named = f"{proposed.name} ({proposed.code})"
        found = submitted.sender_name
        problems.append(describe(source, "submission_sender_differs", anchor=_SENDER, found=found, named=named))
    problems += _find_answer_problems(source, document, submitted, dialogue)
    return Received(source, passages, tuple(problems), folder, submitted)


def _propose_sender(submitted: Submitted, register: Register, county_code: str) -> SenderProposal:
    """Return the sender by its code in this edition, else by code and name together, wherever these lead."""
    is_ours = submitted.edition in {"", register.edition}
    known = register.member(submitted.sender) or register.body(submitted.sender)
    written = submitted.sender if is_ours and known else f"{submitted.sender} {submitted.sender_name}".strip()
    return describe_match(find_sender(register, written, county_code=county_code or None), register)


def _names_another(submitted: Submitted, sender: SenderProposal) -> bool:
    """Whether the code leads to a member that the name is not of; the name may be in any language, with its level."""
    named = strip_level_words(sender.name)
    return bool(sender.code and submitted.sender_name) and named not in fold_name(submitted.sender_name)


def _find_asked(submitted: Submitted, dialogue: Dialogue) -> tuple[str, ...]:
    """Return the questions and claims that it shows the sender was asked; those left blank are asked by the dialogue itself."""
    known = {question.id for question in dialogue.questions}
    asked = (part.claim or (part.question if part.question in known else "") for part in submitted.parts)
    return tuple(dict.fromkeys(one for one in asked if one))


def _build_passages(
    source: Source, document: Document, submitted: Submitted, dialogue: Dialogue
) -> tuple[Passage, ...]:
    asked = {question.id: question.text.in_language(dialogue.working_language) for question in dialogue.questions}
    ids = derive_statement_ids(source.source_id, (block.text for block in document.blocks))
    return tuple(
        _build_passage(source, statement_id, block, part, asked)
        for statement_id, block, part in zip(ids, document.blocks, submitted.parts, strict=True)
    )


def _build_passage(
    source: Source, statement_id: str, block: RawPassage, part: SubmittedPart, asked: Mapping[str, str]
) -> Passage:
    found = find_answer_kind(block.text, tick=part.tick is not None)
    return Passage(
        statement_id=statement_id,
        source_id=source.source_id,
        text=block.text,
        anchor=block.anchor,
        kind=found.kind,
        kind_reason=found.reason,
        status=found.status if found.status is not source.status else None,
        language=find_language(block.text),
        question=part.question if part.question in asked else "",
        question_label=part.wording or part.claim or asked.get(part.question, part.question),
        proposition=part.claim,
        tick=part.tick is not None,
        ticked=POSITIONS[part.tick] if part.tick is not None else None,
        points_away=answers_elsewhere(found, block.text),
    )


def _find_problems(source: Source, submitted: Submitted, dialogue: Dialogue) -> Iterator[Problem]:
    if submitted.schema_version not in {"", _KNOWN_VERSION}:
        yield describe(source, "submission_newer_form", found=submitted.schema_version, known=_KNOWN_VERSION)
    if submitted.dialogue not in {"", dialogue.id}:
        yield describe(source, "submission_other_dialogue", found=submitted.dialogue, dialogue=dialogue.id)
    if submitted.edition not in {"", dialogue.edition}:
        yield describe(source, "submission_other_edition", found=submitted.edition, edition=dialogue.edition)
    if submitted.treatment is Treatment.POLITICAL_BODY:
        yield describe(source, "submission_treated_politically")
    if not submitted.parts and not submitted.attachments:
        yield describe(source, "submission_without_answers", found=source.sender_name)


def _find_answer_problems(
    source: Source, document: Document, submitted: Submitted, dialogue: Dialogue
) -> Iterator[Problem]:
    known = {question.id for question in dialogue.questions}
    told: set[str] = set()
    ticks: dict[str, tuple[str, Tick]] = {}
    for block, part in zip(document.blocks, submitted.parts, strict=True):
        if part.question and part.question not in known and part.question not in told:
            told.add(part.question)
            values: dict[str, Any] = {"questions": ", ".join(question.id for question in dialogue.questions)}
            yield describe(source, "submission_unknown_question", anchor=block.anchor, found=part.question, **values)
        if part.tick is not None:
            ticks[part.claim] = block.text, part.tick
        elif part.claim in ticks:
            text, tick = ticks[part.claim]
            if contradicts(text, block.text, POSITIONS[tick]):
                yield describe(source, "tick_against_text", anchor=block.anchor, found=block.text, tick=text)
