"""Which candidates for quotes are chosen: each the most typical, the most of what is not yet heard, the least like the others.

Maximal marginal relevance (Carbonell and Goldstein 1998: «The use of MMR, diversity-based reranking for reordering documents
and producing summaries»), with what is not yet heard as greedy maximum coverage (Nemhauser, Wolsey and Fisher 1978: «An
analysis of approximations for maximizing submodular set functions»). Chance has no part in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from medlemsdialog.evidence.evidence_rows import Said
from medlemsdialog.evidence.quote_traits import Trait
from medlemsdialog.evidence.typicality import TextSpace

# How much nearness to the centre, what a candidate adds, and its likeness to those chosen before weigh.
TYPICAL_WEIGHT, SPREAD_WEIGHT, LIKENESS_WEIGHT = 1.0, 1.0, 1.0
# Worths that differ by less are alike, so that all machines choose alike.
_DIGITS = 6


class Candidate(NamedTuple):
    """A statement with the words that could be quoted, their place in the space of texts, and what they stand for."""

    said: Said
    text: str
    place: int
    typical: float
    contrary: bool
    traits: frozenset[Trait]

    @property
    def texts(self) -> frozenset[str]:
        """The keys of its text; those that share one repeat each other."""
        row = self.said.row
        return frozenset({row.text_unit, row.text_sha256, row.wording_key} - {""})


def choose_candidates(candidates: Sequence[Candidate], space: TextSpace, *, count: int) -> tuple[Candidate, ...]:
    """Return up to `count` candidates in the order they were chosen.

    The first is the most typical of those that do not speak against where most members stand, a member's where there is
    one. The second is the worthiest of those that do speak against it, where there are any. No text is chosen twice,
    unless it is the only dissent, and no sender while others are left.
    """
    left = sorted(candidates, key=lambda candidate: candidate.said.row.statement_id)
    highest = max((candidate.typical for candidate in left), default=0.0) or 1.0
    alike = dict.fromkeys((candidate.place for candidate in left), 0.0)
    chosen: list[Candidate] = []
    covered: frozenset[Trait] = frozenset()
    while left and len(chosen) < count:
        worths = {
            candidate.place: round(
                TYPICAL_WEIGHT * candidate.typical / highest
                + (SPREAD_WEIGHT * _new_share(candidate, covered) - LIKENESS_WEIGHT * alike[candidate.place])
                * bool(chosen),
                _DIGITS,
            )
            for candidate in left
        }
        # Of equals the first by id.
        best = max(_admit(left, chosen), key=lambda candidate: worths[candidate.place])
        chosen.append(best)
        covered |= best.traits
        # Where the same words were coded for and against, the dissent is still to be heard.
        waits = not any(candidate.contrary for candidate in chosen)
        left = [one for one in left if not one.texts & best.texts or (waits and one.contrary)]
        likeness = space.measure_likeness(best.place)
        alike = {candidate.place: max(alike[candidate.place], float(likeness[candidate.place])) for candidate in left}
    return tuple(chosen)


def _new_share(candidate: Candidate, covered: frozenset[Trait]) -> float:
    return len(candidate.traits - covered) / max(len(candidate.traits), 1)


def _admit(left: Sequence[Candidate], chosen: Sequence[Candidate]) -> Sequence[Candidate]:
    """Return those of the candidates left that may be chosen next."""
    if not chosen:
        agreeing = [candidate for candidate in left if not candidate.contrary]
        return [candidate for candidate in agreeing if candidate.said.member] or agreeing or left
    dissent = [candidate for candidate in left if candidate.contrary]
    if dissent and not any(candidate.contrary for candidate in chosen):
        return dissent
    heard = {candidate.said.sender for candidate in chosen}
    return [candidate for candidate in left if candidate.said.sender not in heard] or left
