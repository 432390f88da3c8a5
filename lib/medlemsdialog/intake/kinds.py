"""What kind each passage is, from the section it stands in and its wording, with the reason in a few words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from medlemsdialog.intake import letters, procedure, votes, wording
from medlemsdialog.intake.case import Case
from medlemsdialog.intake.document import RawPassage, Role
from medlemsdialog.intake.fates import Fate
from medlemsdialog.intake.motions import Verdict
from medlemsdialog.intake.questions import strip_number
from medlemsdialog.intake.sections import Section
from medlemsdialog.intake.stages import looks_like_heading
from medlemsdialog.models.vocabulary import STATEMENT_KINDS, Kind, Status

_BY_ROLE = {
    Role.HEADING: (Kind.BACKGROUND, "overskrift"),
    Role.FURNITURE: (Kind.BACKGROUND, "topptekst, bunntekst eller sidetall"),
    Role.NOTE: (Kind.BACKGROUND, "fotnote"),
    Role.QUOTED_MAIL: (Kind.BACKGROUND, "tidligere e-post"),
    Role.SIGNATURE: (Kind.GREETING, "signatur"),
    Role.GUIDANCE: (Kind.BACKGROUND, "malens egen tekst, urørt"),
}
# A cell is a sentence if it ends as one, is long, or asks for something in more than a few words.
_LONG_CELL_WORDS = 12
_ASKING_CELL_WORDS = 4
_ASKS_READER = re.compile(r"^(?:hvem|hva|hvor|hvilke|hvordan|hvorfor|kva|kven|kvar|korleis|kvifor)", re.IGNORECASE)
_LONGEST_SIGNATURE = 120
EXAMPLE_MARK = re.compile(r"^\(?eksempel – oppdikt(?:et|a)\)?\.?$", re.IGNORECASE)
_MEMBER_NAME = re.compile(r"\b(?:fylkes)?kommune\b|\bherad\b", re.IGNORECASE)


class KindFound(NamedTuple):
    """A kind, why, and the passage's own status where it differs from its source's."""

    kind: Kind
    reason: str
    status: Status | None = None


def find_kinds(blocks: Sequence[RawPassage], case: Case, status: Status) -> tuple[KindFound, ...]:
    """Return the kind of every block of one document; `status` is that of the source."""
    first_running = _first_running_text(blocks)
    last_running = _last_running_text(blocks)
    found: list[KindFound] = []
    signing = False
    motions = _kinds_of_motions(case)
    for index, (block, section) in enumerate(zip(blocks, case.sections, strict=True)):
        kind = _kind_by_form(block, case)
        if kind is None and not case.places[index].opens:
            kind = motions.get(index) or _kind_by_shape(block)
        if kind is None and section is None and index < first_running and _is_letterhead(block, first=index == 0):
            kind = KindFound(Kind.BACKGROUND, "brevhode eller avsender")
        signs = signing or letters.is_signing_title(block.text) or _is_signed_below(blocks, index)
        if kind is None and signs and index > last_running and _is_signature_line(block):
            kind = KindFound(Kind.GREETING, "signatur")
        if kind is None:
            kind = _kind_by_place(index, block.text, case, status)
        signing = signing or (kind.kind is Kind.GREETING and index > last_running)
        own = None if kind.status is status else kind.status
        found.append(kind._replace(status=own))
    return tuple(found)


def find_item_kinds(blocks: Sequence[RawPassage], case: Case, status: Status, title: str) -> tuple[KindFound, ...]:
    """Return the kinds of a case of minutes, whose title may stand as a line of its text."""
    named = KindFound(Kind.BACKGROUND, "sakens tittel")
    kinds = find_kinds(blocks, case, status)
    return tuple(
        named if index <= 1 and " ".join(block.text.split()).endswith(title) else kind
        for index, (block, kind) in enumerate(zip(blocks, kinds, strict=True))
    )


def find_other_kinds(blocks: Sequence[RawPassage]) -> tuple[KindFound, ...]:
    """Return the kinds of a case of the same minutes that is not on the dialogue's subject: all of it is background."""
    other = KindFound(Kind.BACKGROUND, "en annen sak i samme møte")
    return tuple(KindFound(*_BY_ROLE[block.role]) if block.role in _BY_ROLE else other for block in blocks)


def find_head_kinds(blocks: Sequence[RawPassage], case: Case) -> tuple[KindFound, ...]:
    """Return the kinds of what stands before the first case of minutes: who met, when, and how the meeting was opened."""
    head = KindFound(Kind.BACKGROUND, "møtets hode")
    found = find_kinds(blocks, case, Status.UNKNOWN)
    return tuple(head if kind.kind in STATEMENT_KINDS else kind for kind in found)


def _kind_by_form(block: RawPassage, case: Case) -> KindFound | None:
    if block.role in _BY_ROLE:
        return KindFound(*_BY_ROLE[block.role])
    text = block.text
    if wording.is_placeholder(text):
        return KindFound(Kind.PLACEHOLDER, "feltet er ikke fylt ut")
    if block.anchor.table is not None and block.anchor.table in case.header_tables:
        return KindFound(Kind.PROCEDURE, "sakens hode")
    if EXAMPLE_MARK.match(text):
        return KindFound(Kind.BACKGROUND, "merking av eksempel")
    if block.role is not Role.CELL and letters.is_greeting(
        text.split("\n")[0] if len(text) < _LONGEST_SIGNATURE else text
    ):
        return KindFound(Kind.GREETING, "hilsen eller kontaktopplysning")
    if letters.is_header_field(text):
        return KindFound(Kind.PROCEDURE, "sakens hode")
    return None


def _kind_by_shape(block: RawPassage) -> KindFound | None:
    """Return the kind of what is no sentence: short cells, and lines set as headings."""
    if procedure.is_procedure(block.text):
        return None
    if block.role is Role.CELL and not _speaks(block.text):
        return KindFound(Kind.BACKGROUND, "kort tabellcelle")
    if wording.is_asked(strip_number(block.text)):
        return KindFound(Kind.BACKGROUND, "spørsmål som er stilt")
    if looks_like_heading(block) and not wording.is_normative(block.text):
        return KindFound(Kind.BACKGROUND, "overskrift")
    return None


def _speaks(text: str) -> bool:
    words = len(text.split())
    asks = wording.is_normative(text) and words >= _ASKING_CELL_WORDS and not _ASKS_READER.match(strip_number(text))
    return words >= _LONG_CELL_WORDS or asks or (words > 1 and text.rstrip().endswith((".", "!")))


def _kind_by_place(index: int, text: str, case: Case, status: Status) -> KindFound:
    section, fate = case.places[index].section, case.fates.get(index)
    own_view = wording.has_own_view(text)
    if case.places[index].opens:
        return KindFound(Kind.PROCEDURE, "innleder det som følger")
    if fate is Fate.SUPERSEDED:
        return KindFound(Kind.BACKGROUND, "tidligere vedtak i saken; det siste gjelder", Status.PROPOSAL)
    if (section is Section.DISSENT or votes.is_dissent(text)) and not procedure.is_procedure(text):
        return KindFound(Kind.REPORTED_VIEW, "mindretallets merknad", Status.INDIVIDUAL)
    if votes.is_voted_down(text) and not own_view:
        return KindFound(Kind.VOTED_DOWN, "forslaget falt")
    if section is Section.TREATMENT:
        return KindFound(Kind.PROCEDURE, "behandlingen av saken")
    if section is Section.ATTACHMENTS:
        return KindFound(Kind.BACKGROUND, "liste over vedlegg")
    if section is Section.DECISION and votes.refers_to_proposal(text):
        return KindFound(Kind.PROCEDURE, "vedtaket viser til innstillingen", Status.DECISION)
    if procedure.is_procedure(text) or votes.defers_case(text):
        return KindFound(Kind.PROCEDURE, "gjelder bare saksgangen")
    if section is Section.DECISION:
        return KindFound(Kind.VIEW, "står i vedtaket", Status.DECISION)
    if section is Section.PROPOSAL:
        return _kind_of_proposal(fate)
    return _kind_outside(text, section, case, status, own_view=own_view)


def _kind_outside(text: str, section: Section | None, case: Case, status: Status, *, own_view: bool) -> KindFound:
    """Return the kind of a passage that stands in no proposal, treatment or decision."""
    if section is Section.HEARD:
        if wording.is_normative(text) or wording.is_reported(text):
            return KindFound(Kind.REPORTED_VIEW, "andres uttalelse i saken", Status.ADMINISTRATIVE)
        return KindFound(Kind.BACKGROUND, "står i saksopplysningene")
    if section is Section.BACKGROUND:
        if wording.is_proposed_by_administration(text):
            return KindFound(Kind.VIEW, "sier hva administrasjonen foreslår", _proposal_status(case))
        return KindFound(Kind.BACKGROUND, "står i saksopplysningene")
    if wording.is_reported(text) and not own_view:
        return KindFound(Kind.REPORTED_VIEW, "gjengir hva andre mener")
    if section is Section.ASSESSMENT:
        return KindFound(Kind.VIEW, "står i vurderingen", Status.ADMINISTRATIVE)
    if section in {Section.STATEMENT, Section.PRIORITIES}:
        return KindFound(
            Kind.VIEW, "står i uttalelsen" if section is Section.STATEMENT else "står under mål eller tiltak"
        )
    if wording.is_proposed_by_administration(text) and case.is_case:
        return KindFound(Kind.VIEW, "sier hva administrasjonen foreslår", _proposal_status(case))
    if case.is_case and not wording.is_normative(text):
        return KindFound(Kind.BACKGROUND, "omtale i saken uten eget syn")
    own = Status.ADMINISTRATIVE if case.is_case and status is Status.DECISION else None
    return KindFound(Kind.VIEW, "løpende tekst", own)


def _kind_of_proposal(fate: Fate | None) -> KindFound:
    if fate is Fate.FELL:
        return KindFound(Kind.VOTED_DOWN, "innstillingen falt", Status.PROPOSAL)
    if fate is Fate.ADOPTED:
        return KindFound(Kind.VIEW, "innstillingen ble vedtatt", Status.DECISION)
    if fate is Fate.HISTORY:
        return KindFound(Kind.BACKGROUND, "tidligere innstilling i saken", Status.PROPOSAL)
    return KindFound(Kind.VIEW, "står i innstillingen", Status.PROPOSAL)


def _proposal_status(case: Case) -> Status:
    return Status.DECISION if case.decided_as_proposed else Status.PROPOSAL


def _kinds_of_motions(case: Case) -> dict[int, KindFound]:
    """Return the kinds of the passages that hold proposals made in the meeting."""
    found: dict[int, KindFound] = {}
    for motion in case.motions:
        opening, *rest = motion.blocks
        if motion.verdict is Verdict.LOST:
            found.update(
                dict.fromkeys(motion.blocks, KindFound(Kind.VOTED_DOWN, "forslag i møtet som falt", Status.PROPOSAL))
            )
        elif case.fates.get(opening) is Fate.ADOPTED:
            found[opening] = KindFound(Kind.PROCEDURE, "forslag i møtet")
            found.update(dict.fromkeys(rest, KindFound(Kind.VIEW, "forslag i møtet som ble vedtatt", Status.DECISION)))
        else:
            found.update(dict.fromkeys(motion.blocks, KindFound(Kind.PROCEDURE, "forslag i møtet", Status.PROPOSAL)))
    return found


def _is_signed_below(blocks: Sequence[RawPassage], index: int) -> bool:
    """Whether a line is a signer's name, or for whom they sign, with their title right below."""
    below = blocks[index + 1 : index + 3]
    return letters.is_signer(blocks[index].text) and any(letters.is_signing_title(block.text) for block in below)


def _is_signature_line(block: RawPassage) -> bool:
    return block.role is Role.PARAGRAPH and not (wording.ends_sentence(block.text) or wording.is_normative(block.text))


def _is_letterhead(block: RawPassage, *, first: bool) -> bool:
    if block.role is not Role.PARAGRAPH:
        return False
    short = len(block.text.split()) <= letters.LETTERHEAD_WORDS and not wording.ends_sentence(block.text)
    return short and (first or not wording.is_normative(block.text) or bool(_MEMBER_NAME.search(block.text)))


def _first_running_text(blocks: Sequence[RawPassage]) -> int:
    """Return the index of the first block that is text rather than head; 0 where there is none, so nothing is head."""
    return next((index for index, block in enumerate(blocks) if _is_text(block)), 0)


def _last_running_text(blocks: Sequence[RawPassage]) -> int:
    return next((index for index in reversed(range(len(blocks))) if _is_text(blocks[index])), len(blocks))


def _is_text(block: RawPassage) -> bool:
    if block.role is Role.CELL:
        return _speaks(block.text) and not letters.is_header_field(block.text)
    return block.role is Role.LIST_ITEM or (block.role is Role.PARAGRAPH and letters.is_running(block.text))
