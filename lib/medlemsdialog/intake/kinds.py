"""What kind each passage is, from the section it stands in and its wording, with the reason in a few words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from medlemsdialog.intake import wording
from medlemsdialog.intake.case import Case
from medlemsdialog.intake.document import RawPassage, Role
from medlemsdialog.intake.sections import Section
from medlemsdialog.models.vocabulary import Kind, Status

_BY_ROLE = {
    Role.HEADING: (Kind.BACKGROUND, "overskrift"),
    Role.FURNITURE: (Kind.BACKGROUND, "topptekst, bunntekst eller sidetall"),
    Role.NOTE: (Kind.BACKGROUND, "fotnote"),
    Role.QUOTED_MAIL: (Kind.BACKGROUND, "tidligere e-post"),
    Role.SIGNATURE: (Kind.GREETING, "signatur"),
}
_LETTERHEAD_WORDS = 14
# A cell is a sentence if it ends as one, is long, or asks for something in more than a few words.
_LONG_CELL_WORDS = 12
_ASKING_CELL_WORDS = 4
_ASKS_READER = re.compile(r"^(?:hvem|hva|hvor|hvilke|hvordan|hvorfor|kva|kven|kvar|korleis|kvifor)", re.IGNORECASE)
_LONGEST_SIGNATURE = 120
EXAMPLE_MARK = re.compile(r"^\(?eksempel – oppdikt(?:et|a)\)?\.?$", re.IGNORECASE)
_MEMBER_NAME = re.compile(r"\b(?:fylkes)?kommune\b|\bherad\b", re.IGNORECASE)
_NAME = re.compile(r"\b(?:[A-ZÆØÅ][\wæøåÆØÅ-]+|[HVR])\b")
_NO_PROPOSERS = frozenset(
    {"forslag", "forslaget", "framlegg", "framlegget", "representanten", "representant", "kommunestyret", "bystyret"}
    | {"fylkestinget", "formannskapet", "votering", "ved", "det", "k", "innstillingen", "innstillinga", "punkt"}
    | {"felle", "fellesforslag", "tillegg", "alternativt", "medlemmene", "på", "i", "og", "saken", "saka", "følgende"}
)


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
    lost = _find_lost_proposals(blocks, case)
    for index, (block, section) in enumerate(zip(blocks, case.sections, strict=True)):
        kind = _kind_by_form(block, case)
        if kind is None and index in lost:
            kind = lost[index]
        if kind is None and section is None and index < first_running and _is_letterhead(block):
            kind = KindFound(Kind.BACKGROUND, "brevhode eller avsender")
        if kind is None and signing and index > last_running and _is_signature_line(block):
            kind = KindFound(Kind.GREETING, "signatur")
        if kind is None:
            kind = _kind_by_section(block.text, section, case, status)
        signing = signing or (kind.kind is Kind.GREETING and index > last_running)
        own = None if kind.status is status else kind.status
        found.append(kind._replace(status=own))
    return tuple(found)


def _kind_by_form(block: RawPassage, case: Case) -> KindFound | None:
    if block.role in _BY_ROLE:
        return KindFound(*_BY_ROLE[block.role])
    if block.anchor.headings in case.superseded:
        return KindFound(Kind.BACKGROUND, "tidligere vedtak i saken; det siste gjelder", Status.PROPOSAL)
    text = block.text
    if wording.is_placeholder(text):
        return KindFound(Kind.PLACEHOLDER, "feltet er ikke fylt ut")
    if block.anchor.table is not None and block.anchor.table in case.header_tables:
        return KindFound(Kind.PROCEDURE, "sakens hode")
    if EXAMPLE_MARK.match(text):
        return KindFound(Kind.BACKGROUND, "merking av eksempel")
    if block.role is not Role.CELL and wording.is_greeting(
        text.split("\n")[0] if len(text) < _LONGEST_SIGNATURE else text
    ):
        return KindFound(Kind.GREETING, "hilsen eller kontaktopplysning")
    if wording.is_header_field(text):
        return KindFound(Kind.PROCEDURE, "sakens hode")
    if block.role is Role.CELL and not _speaks(text):
        return KindFound(Kind.BACKGROUND, "kort tabellcelle")
    return None


def _speaks(text: str) -> bool:
    words = len(text.split())
    asks = wording.is_normative(text) and words >= _ASKING_CELL_WORDS and not _ASKS_READER.match(text)
    return words >= _LONG_CELL_WORDS or asks or (words > 1 and text.rstrip().endswith((".", "!")))


def _kind_by_section(text: str, section: Section | None, case: Case, status: Status) -> KindFound:
    own_view = _has_own_view(text)
    if wording.is_voted_down(text) and not own_view:
        return KindFound(Kind.VOTED_DOWN, "forslaget falt")
    if section is Section.TREATMENT:
        return KindFound(Kind.PROCEDURE, "behandlingen av saken")
    if section is Section.ATTACHMENTS:
        return KindFound(Kind.BACKGROUND, "liste over vedlegg")
    if section is Section.DECISION and wording.refers_to_proposal(text):
        return KindFound(Kind.PROCEDURE, "vedtaket viser til innstillingen", Status.DECISION)
    if wording.is_procedure(text):
        return KindFound(Kind.PROCEDURE, "gjelder bare saksgangen")
    if section is Section.DECISION:
        return KindFound(Kind.VIEW, "står i vedtaket", Status.DECISION)
    if section is Section.PROPOSAL:
        return _kind_of_proposal(case)
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


def _has_own_view(text: str) -> bool:
    """Whether some sentence beside the reported or lost ones asks for something itself: a passage is never cut."""
    sentences = wording.split_sentences(text)
    own = (s for s in sentences if not (wording.is_voted_down(s) or wording.is_reported(s)))
    return len(sentences) > 1 and any(wording.is_normative(sentence) for sentence in own)


def _kind_of_proposal(case: Case) -> KindFound:
    if case.proposal_fell:
        return KindFound(Kind.VOTED_DOWN, "innstillingen falt", Status.PROPOSAL)
    if case.decided_as_proposed:
        return KindFound(Kind.VIEW, "innstillingen ble vedtatt", Status.DECISION)
    if case.decides_itself:
        return KindFound(Kind.BACKGROUND, "innstilling; vedtaket gjelder", Status.PROPOSAL)
    return KindFound(Kind.VIEW, "står i innstillingen", Status.PROPOSAL)


def _proposal_status(case: Case) -> Status:
    return Status.DECISION if case.decided_as_proposed else Status.PROPOSAL


def _find_lost_proposals(blocks: Sequence[RawPassage], case: Case) -> dict[int, KindFound]:
    """Return the proposals made in the meeting: those that lost by their proposer's name, or as the only one."""
    opened: dict[int, tuple[int, str]] = {}
    current: tuple[int, str] | None = None
    verdicts: list[str] = []
    for index, (block, section) in enumerate(zip(blocks, case.sections, strict=True)):
        if section is not Section.TREATMENT or block.role is Role.HEADING:
            # «Votering» is a heading of its own inside the treatment: it ends the proposal before it.
            current = None
            continue
        if wording.is_proposed_in_meeting(block.text) and not wording.is_voted_down(block.text):
            current = (index, block.text)
        elif (
            wording.is_voted_down(block.text) or wording.is_procedure(block.text) or wording.tells_decision(block.text)
        ):
            current = None
            verdicts += wording.split_sentences(block.text)
        if current is not None:
            opened[index] = current
    fallen = [verdict for verdict in verdicts if wording.is_voted_down(verdict)]
    proposals = {start for start, _ in opened.values()}
    found: dict[int, KindFound] = {}
    for index, (_, opening) in opened.items():
        lost = any(_proposers(opening) & _proposers(verdict) for verdict in fallen)
        if lost or (fallen and len(proposals) == 1):
            found[index] = KindFound(Kind.VOTED_DOWN, "forslag i møtet som falt", Status.PROPOSAL)
        else:
            found[index] = KindFound(Kind.PROCEDURE, "forslag i møtet", Status.PROPOSAL)
    return found


def _proposers(text: str) -> set[str]:
    """Return the names in a sentence, genitives too: parties, lists, persons' titles are told apart by their capitals."""
    names = {name.removesuffix("s") for name in _NAME.findall(text)}
    return {name for name in names if name.casefold() not in _NO_PROPOSERS}


def _is_signature_line(block: RawPassage) -> bool:
    return block.role is Role.PARAGRAPH and not (wording.ends_sentence(block.text) or wording.is_normative(block.text))


def _is_letterhead(block: RawPassage) -> bool:
    if block.role is not Role.PARAGRAPH:
        return False
    short = len(block.text.split()) <= _LETTERHEAD_WORDS and not wording.ends_sentence(block.text)
    return short and (not wording.is_normative(block.text) or bool(_MEMBER_NAME.search(block.text)))


def _first_running_text(blocks: Sequence[RawPassage]) -> int:
    """Return the index of the first block that is text rather than head; 0 where there is none, so nothing is head."""
    for index, block in enumerate(blocks):
        if block.role is Role.LIST_ITEM or (block.role is Role.PARAGRAPH and _is_running(block.text)):
            return index
    return 0


def _last_running_text(blocks: Sequence[RawPassage]) -> int:
    running = [
        index
        for index, block in enumerate(blocks)
        if block.role is Role.LIST_ITEM or (block.role is Role.PARAGRAPH and _is_running(block.text))
    ]
    return running[-1] if running else len(blocks)


def _is_running(text: str) -> bool:
    head = wording.is_header_field(text) or wording.is_greeting(text)
    return not head and (wording.ends_sentence(text) or len(text.split()) > _LETTERHEAD_WORDS)
