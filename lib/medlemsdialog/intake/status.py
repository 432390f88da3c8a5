"""The type of statement that a source is, from its parts and its wording: a proposal for a person to confirm."""

from __future__ import annotations

from collections.abc import Sequence

from medlemsdialog.intake import letters, votes, wording
from medlemsdialog.intake.case import Case
from medlemsdialog.intake.document import RawPassage, Role
from medlemsdialog.intake.formats import MEDIA_TYPES
from medlemsdialog.intake.sections import Section
from medlemsdialog.models.vocabulary import Status

_TITLE_BLOCKS = 6
_SIGNATURE_BLOCKS = 6
_FIRST_PERSON_FROM = 2


def find_status(
    blocks: Sequence[RawPassage],
    case: Case,
    *,
    titles: Sequence[RawPassage] = (),
    media_type: str = "",
    file_name: str = "",
) -> Status:
    """Return the status of a document: a decision counts for more than the proposal it came from.

    `titles` begin with the document's own title where `blocks` are only one case of it.
    """
    texts = [
        (block.text, section)
        for block, section in zip(blocks, case.sections, strict=True)
        if block.role not in {Role.HEADING, Role.FURNITURE, Role.QUOTED_MAIL}
    ]
    parts = {section for _, section in texts}
    title = " ".join(block.text for block in (titles or blocks)[:_TITLE_BLOCKS] if len(block.text) < 120)
    named = f"{title} {file_name.replace('-', ' ').replace('_', ' ')}"
    # The minutes of a board hold its decisions; a case's own record («saksprotokoll») is the case.
    if letters.names_minutes(named) and not (letters.names_record(named) or Section.PROPOSAL in parts):
        return Status.MINUTES
    if case.is_decided:
        return Status.DECISION
    if Section.PROPOSAL in parts:
        return Status.PROPOSAL
    if letters.names_minutes(named):
        return Status.MINUTES
    running = [text for text, section in texts if section not in {Section.BACKGROUND, Section.ATTACHMENTS}]
    if any(votes.tells_decision(text) for text in running):
        return Status.DECISION
    if any(wording.is_proposed_by_administration(text) for text, _ in texts):
        return Status.PROPOSAL
    signature = [block.text for block in blocks if block.role is not Role.FURNITURE][-_SIGNATURE_BLOCKS:]
    personal = any(letters.is_personal_title(text) for text in signature)
    spoken = sum(wording.count_first_person(text) for text in running)
    if spoken >= _FIRST_PERSON_FROM or (personal and (spoken or media_type == MEDIA_TYPES["eml"])):
        return Status.INDIVIDUAL
    if case.is_case or any(letters.is_office_title(text) for text in signature):
        return Status.ADMINISTRATIVE
    return Status.UNKNOWN
