"""What became of every proposal and decision of a case: the latest final decision is what the member says."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from medlemsdialog.intake import procedure, votes, wording
from medlemsdialog.intake.bodies import ADMINISTRATION, BOARD, COMMITTEE
from medlemsdialog.intake.document import RawPassage, Role
from medlemsdialog.intake.motions import Motion, Verdict
from medlemsdialog.intake.sections import Section
from medlemsdialog.intake.stages import Place, Stage


class Fate(StrEnum):
    """What became of a passage that proposes or decides."""

    DECIDED = "decided"
    ADOPTED = "adopted"
    STANDS = "stands"
    HISTORY = "history"
    SUPERSEDED = "superseded"
    FELL = "fell"


class Outcome(NamedTuple):
    """The fates of the blocks by their number, and whether something was decided in words or by adopting a proposal."""

    fates: dict[int, Fate]
    is_decided: bool
    adopts: bool
    date: str = ""


def find_outcome(
    blocks: Sequence[RawPassage], places: Sequence[Place], stages: Sequence[Stage], motions: Sequence[Motion]
) -> Outcome:
    """Return what became of each proposal and decision.

    A stage decides when it has a decision that does not only put the case off, or tells that a proposal was adopted. The
    latest one is final. Its own words count; where it has none, the proposal that it adopted does.
    """
    reading = _Reading(blocks, places, stages, motions)
    final, earlier = reading.find_final()
    fates: dict[int, Fate] = {}
    for index in reading.indexes(Section.DECISION):
        fates[index] = Fate.SUPERSEDED if places[index].stage in earlier else Fate.DECIDED
    substance = [i for i in reading.substantive(Section.DECISION) if fates[i] is Fate.DECIDED]
    proposals = reading.proposals()
    fallen = reading.find_fallen(final, proposals)
    adopted: int | None = None
    motion: Motion | None = None
    if final.decides and not substance:
        motion = reading.find_adopted_motion(final.stages)
        adopted = None if motion else reading.find_adopted(final, [p for p in proposals if p not in fallen])
    replaced: frozenset[str] = frozenset()
    if final.decides and substance:
        adopted, replaced = reading.find_adopted_with_change(final, [p for p in proposals if p not in fallen])
    undecided = not final.decides
    live = next((p for p in reversed(proposals) if p not in fallen and stages[p].side != "minority"), None)
    for index in reading.indexes(Section.PROPOSAL):
        stage = places[index].stage
        if stage in fallen:
            fates[index] = Fate.FELL
        elif stage == adopted and adopted is not None:
            fates[index] = Fate.HISTORY if reading.number_of(index) in replaced else Fate.ADOPTED
        elif undecided and (stage == live or live is None):
            fates[index] = Fate.STANDS
        else:
            fates[index] = Fate.HISTORY
    if motion is not None:
        fates.update(dict.fromkeys(motion.blocks, Fate.ADOPTED))
    adopts = motion is not None or (adopted is not None)
    dated = final.stages if final.decides else {live}
    date = max((stages[number].date for number in dated if number is not None), default="")
    return Outcome(fates, final.decides and (adopts or final.has_text), adopts, date or reading.last_date())


class _Final(NamedTuple):
    """The stages whose decision stands (several only where nothing tells their order)."""

    stages: frozenset[int | None]
    decides: bool
    has_text: bool


class _Reading:
    """The blocks of a case by part and stage."""

    def __init__(
        self, blocks: Sequence[RawPassage], places: Sequence[Place], stages: Sequence[Stage], motions: Sequence[Motion]
    ) -> None:
        self._blocks, self._places, self._stages, self._motions = blocks, places, stages, motions

    def indexes(self, section: Section) -> list[int]:
        """Return the numbers of the blocks in a part, without its headings."""
        return [
            index
            for index, (block, place) in enumerate(zip(self._blocks, self._places, strict=True))
            if place.section is section and block.role is not Role.HEADING and not place.opens
        ]

    def substantive(self, section: Section) -> list[int]:
        """Return those that say something themselves."""
        return [index for index in self.indexes(section) if not _is_formal(self._blocks[index].text)]

    def proposals(self) -> list[int]:
        """Return the stages that propose something in words, in the order in which cases pass them."""
        found = {self._places[index].stage for index in self.substantive(Section.PROPOSAL)}
        order = {
            number: (self._stages[number].date, self._rank(number), number) for number in found if number is not None
        }
        dated = all(date for date, _, _ in order.values())
        return sorted(order, key=lambda number: order[number] if dated else order[number][1:])

    def find_final(self) -> tuple[_Final, frozenset[int | None]]:
        """Return the final decision, and the stages whose decisions it replaced."""
        deciding: list[int | None] = []
        texts = self.indexes(Section.DECISION)
        for number in (None, *range(len(self._stages))):
            own = [self._blocks[i].text for i in texts if self._places[i].stage == number]
            kept = [text for text in own if not votes.defers_case(text)]
            if kept or (not own and number is not None and self._tells_adoption(number)):
                deciding.append(number)
        if not deciding and not self._stages_decide_later() and self._told_outside():
            return _Final(frozenset(), True, False), frozenset()
        known = {number: self._stages[number] for number in deciding if number is not None}
        with_text = {self._places[i].stage for i in texts}
        if (
            len(deciding) > 1
            and len(known) == len(deciding)
            and all(stage.rank is not None for stage in known.values())
        ):
            dated = all(stage.date for stage in known.values())
            order = {n: (stage.date if dated else "", self._rank(n)) for n, stage in known.items()}
            last = max(order.values())
            final = frozenset[int | None](n for n, place in order.items() if place == last)
        else:
            final = frozenset(deciding)
        has_text = any(number in with_text for number in final)
        return _Final(final, bool(deciding), has_text), frozenset(deciding) - final

    def find_fallen(self, final: _Final, proposals: Sequence[int]) -> frozenset[int | None]:
        """Return the proposals that fell in the final treatment, or in the only one there is."""
        stages = final.stages or frozenset(place.stage for place in self._places)
        last = self._last_treating()
        fallen: set[int | None] = set()
        for sentence in self._verdicts(stages | {last}):
            subject = votes.find_subject(sentence)
            if not votes.is_voted_down(sentence) or not _speaks_of_proposal(subject):
                continue
            owned = [p for p in proposals if self._is_owned(p, subject)]
            if owned:
                fallen.update(owned)
            elif proposals and self._is_about_case(subject):
                fallen.add(proposals[-1])
        return frozenset(fallen)

    def find_adopted_motion(self, stages: frozenset[int | None]) -> Motion | None:
        """Return the proposal made in the meeting that won, where the decision has no words of its own."""
        won = [
            m
            for m in self._motions
            if m.verdict is Verdict.WON and (m.stage in stages or not stages) and len(m.blocks) > 1
        ]
        return won[-1] if won else None

    def find_adopted(self, final: _Final, proposals: Sequence[int]) -> int | None:
        """Return the proposal that was adopted: the one that is named, else the latest."""
        told = [s for s in self._verdicts(final.stages) if votes.is_adopted(s) or votes.refers_to_proposal(s)]
        if final.stages and not told:
            return None
        for sentence in reversed(told):
            owned = [p for p in proposals if self._is_owned(p, votes.find_subject(sentence))]
            if owned:
                return owned[-1]
        return proposals[-1] if proposals else None

    def find_adopted_with_change(self, final: _Final, proposals: Sequence[int]) -> tuple[int | None, frozenset[str]]:
        """Return the proposal that the decision adopts with a change of its own, and the points that the change replaces."""
        for index in self.indexes(Section.DECISION):
            if self._places[index].stage not in final.stages:
                continue
            points = votes.find_change(self._blocks[index].text)
            if points is not None and proposals:
                owned = [p for p in proposals if self._is_owned(p, self._blocks[index].text)]
                return (owned or proposals)[-1], points
        return None, frozenset()

    def number_of(self, index: int) -> str:
        """Return the list number of a block, as a decision names it."""
        return (self._blocks[index].anchor.list_number or "").strip(" .)")

    def _is_owned(self, number: int, sentence: str) -> bool:
        owners = votes.find_owners(sentence)
        stage = self._stages[number]
        if stage.side:
            return stage.side in owners
        sides = {"majority", "minority"} & owners
        return not sides and str(stage.rank) in owners

    def _is_about_case(self, subject: str) -> bool:
        """Whether a verdict that names nobody is about the case's own proposal: «Forslaget falt» may be about a motion."""
        if votes.find_owners(subject) or votes.find_proposers(subject):
            return False
        moved = (
            votes.is_proposed_in_meeting(sentence)
            for block, place in zip(self._blocks, self._places, strict=True)
            if place.section in {Section.TREATMENT, Section.DECISION} and block.role is not Role.HEADING
            for sentence in votes.split_sentences(block.text)
        )
        return votes.speaks_of_case(subject) or not any(moved)

    def _verdicts(self, stages: frozenset[int | None]) -> list[str]:
        return [
            sentence
            for block, place in zip(self._blocks, self._places, strict=True)
            if (
                block.role is not Role.HEADING
                and (place.section in {Section.TREATMENT, Section.DECISION} and (place.stage in stages or not stages))
            )
            or (block.role is not Role.HEADING and place.section is None and votes.refers_to_proposal(block.text))
            for sentence in votes.split_sentences(block.text)
        ]

    def _tells_adoption(self, number: int) -> bool:
        """Whether a treatment without a decision in words tells that a proposal won, in a body that decides."""
        stage = self._stages[number]
        told = [
            s
            for block, place in zip(self._blocks, self._places, strict=True)
            if place.section is Section.TREATMENT and place.stage == number and block.role is not Role.HEADING
            for s in votes.split_sentences(block.text)
        ]
        recommends = any("tilrådd" in s.casefold() or "innstilling" in s.casefold().split()[-1:] for s in told)
        own_proposal = any(place.section is Section.PROPOSAL and place.stage == number for place in self._places)
        if stage.rank == ADMINISTRATION or (own_proposal and stage.rank in {COMMITTEE, BOARD}) or recommends:
            return False
        return any(votes.is_adopted(s) and not votes.defers_case(s) for s in told) and not any(
            votes.defers_case(s) for s in told
        )

    def _told_outside(self) -> bool:
        return any(
            place.section is None and votes.refers_to_proposal(block.text) and block.role is not Role.HEADING
            for block, place in zip(self._blocks, self._places, strict=True)
        )

    def _stages_decide_later(self) -> bool:
        return any(place.section is Section.DECISION for place in self._places)

    def last_date(self) -> str:
        """Return when the highest body that treated the case did so."""
        last = self._last_treating()
        return self._stages[last].date if last is not None else ""

    def _last_treating(self) -> int | None:
        treating = [
            p.stage for p in self._places if p.section in {Section.TREATMENT, Section.DECISION} and p.stage is not None
        ]
        return max(treating, key=self._rank, default=None)

    def _rank(self, number: int) -> int:
        rank = self._stages[number].rank
        return -1 if rank is None else rank


def _speaks_of_proposal(sentence: str) -> bool:
    lowered = sentence.casefold()
    return any(word in lowered for word in ("innstilling", "tilråding", "forslag", "framlegg"))


def _is_formal(text: str) -> bool:
    """Whether a passage of a decision or proposal decides nothing itself: it refers, tells the vote, or sends on."""
    return (
        votes.refers_to_proposal(text)
        or procedure.is_procedure(text)
        or votes.defers_case(text)
        or (votes.is_voted_down(text) and not wording.has_own_view(text))
    )
