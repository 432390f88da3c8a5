"""Proposals made in the meeting: which passages hold them, and whether they lost, won, or were only passed on."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from medlemsdialog.intake import procedure, votes
from medlemsdialog.intake.document import RawPassage, Role
from medlemsdialog.intake.sections import Section
from medlemsdialog.intake.stages import Place


class Verdict(StrEnum):
    """What became of a proposal made in the meeting."""

    LOST = "lost"
    WON = "won"
    PASSED_ON = "passed_on"
    UNTOLD = "untold"


class Motion(NamedTuple):
    """One proposal made in the meeting: its blocks, the first of which opens it, its stage and what became of it."""

    blocks: tuple[int, ...]
    stage: int | None
    opening: str
    verdict: Verdict = Verdict.UNTOLD


def find_motions(blocks: Sequence[RawPassage], places: Sequence[Place]) -> tuple[Motion, ...]:
    """Return the proposals made in the meeting, judged by the verdicts of the same treatment."""
    motions: list[Motion] = []
    verdicts: list[tuple[int | None, str]] = []
    current: Motion | None = None
    for index, (block, place) in enumerate(zip(blocks, places, strict=True)):
        treated = place.section is Section.TREATMENT or (place.section is None and place.stage is not None)
        if not treated or block.role is Role.HEADING or place.opens:
            # «Votering» is a heading of its own inside the treatment: it ends the proposal before it.
            current = None
            if place.section is Section.DECISION and votes.refers_to_proposal(block.text):
                verdicts += [(place.stage, sentence) for sentence in votes.split_sentences(block.text)]
            continue
        told = [
            sentence
            for sentence in votes.split_sentences(block.text)
            if votes.is_voted_down(sentence) or votes.is_adopted(sentence)
        ]
        proposes = votes.is_proposed_in_meeting(block.text)
        if proposes and (not told or block.text.rstrip().endswith(":")):
            motions.append(Motion((index,), place.stage, block.text))
            current = motions[-1]
            verdicts += [(place.stage, sentence) for sentence in told]
        elif told or votes.is_passed_on(block.text) or procedure.is_procedure(block.text):
            current = None
            sentences = votes.split_sentences(block.text)
            verdicts += [(place.stage, s) for s in sentences if s in told or votes.is_passed_on(s)]
        elif current is not None:
            motions[-1] = current = current._replace(blocks=(*current.blocks, index))
    return tuple(motion._replace(verdict=_judge(motion, motions, verdicts)) for motion in motions)


def _judge(motion: Motion, motions: Sequence[Motion], verdicts: Sequence[tuple[int | None, str]]) -> Verdict:
    if votes.is_passed_on(motion.opening):
        return Verdict.PASSED_ON
    if votes.is_adopted(motion.opening):
        return Verdict.WON
    own = votes.find_proposers(motion.opening)
    alone = sum(other.stage == motion.stage for other in motions) == 1
    verdict = Verdict.UNTOLD
    for stage, sentence in verdicts:
        subject = votes.find_subject(sentence)
        named = votes.find_proposers(subject)
        numbers = {name for name in named & own if name.startswith("nr ")}
        different = (
            {n for n in named if n.startswith("nr ")} and {n for n in own if n.startswith("nr ")} and not numbers
        )
        of_this = not different and bool(named & own)
        unnamed = stage == motion.stage and alone and not named and not votes.find_owners(subject)
        only_one = (
            stage == motion.stage and alone and not votes.find_owners(subject) and not votes.speaks_of_case(subject)
        )
        if votes.is_voted_down(sentence) and (of_this or only_one):
            return Verdict.LOST
        if votes.is_adopted(sentence) and (of_this or (unnamed and _speaks_of_motion(subject))):
            verdict = Verdict.WON
        elif of_this and votes.is_passed_on(sentence):
            verdict = Verdict.PASSED_ON
    return verdict


def _speaks_of_motion(sentence: str) -> bool:
    return any(word in sentence.casefold() for word in ("forslag", "framlegg", "tillegg"))
