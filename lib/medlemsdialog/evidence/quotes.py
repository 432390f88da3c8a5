"""Candidates for quotes, from which a person picks: typical ones, ones that spread, and dissent; they do not measure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from medlemsdialog.catalogue import Message
from medlemsdialog.evidence.evidence_rows import (
    Said,
    contrary_positions,
    is_contrary,
    list_behind,
    pick_claims,
    positions_to,
)
from medlemsdialog.evidence.excerpts import list_excerpts
from medlemsdialog.evidence.quote_checks import check_quote, find_missing_dissent, may_be_shown
from medlemsdialog.evidence.quote_traits import Trait, count_senders, explain_traits, find_traits
from medlemsdialog.evidence.workspace import Workspace
from medlemsdialog.models.base import Record
from medlemsdialog.models.national import NationalClaim, NationalOverview
from medlemsdialog.models.summary import StatementRow
from medlemsdialog.models.vocabulary import Position, TextLanguage

if TYPE_CHECKING:
    from medlemsdialog.evidence.quote_choice import Candidate
    from medlemsdialog.evidence.typicality import TextSpace

__all__ = ["QUOTE_CAPTION", "QUOTE_METHOD", "QuoteCandidate", "check_quote", "find_missing_dissent", "propose_quotes"]

QUOTE_CAPTION = Message("Sitatene illustrerer, de måler ikke.")
QUOTE_METHOD = Message(
    "Programmet foreslår sitater som er typiske, og sitater som sprer seg over medlemmer, fylker, kommunestørrelser, målformer "
    "og standpunkter. Er noen uenige og kan siteres, er minst én av dem blant forslagene. Et menneske velger."
)
PROPOSED = 8
# The nearest quarter is called typical.
TYPICAL_SHARE = 0.25
# One that is typical and one that speaks against.
FEWEST_PROPOSED = 2
# Beyond this, all that speak against are kept, and of the others those whose hashes come first: a fair draw.
MOST_COMPARED = 500

TYPICAL = Message("typisk: ligner mye på det andre har skrevet")
OTHERWISE = Message("sier det på en annen måte enn de andre")
_DISSENT = {
    Position.AGAINST: Message("mot kravet"),
    Position.MIXED: Message("delt i synet på kravet"),
    Position.FOR: Message("for kravet, mens flest er mot"),
}


class QuoteCandidate(Record):
    """A proposed quote: `text` is a verbatim part of the statement. `positions` are to the claims asked about.

    `contrary` marks one that speaks against where most members stand. `reasons` tell why it is proposed.
    """

    statement_id: str
    text: str
    area_code: str
    sender_code: str
    language: TextLanguage
    positions: tuple[Position, ...] = ()
    contrary: bool = False
    is_excerpt: bool = False
    reasons: tuple[Message, ...]


def propose_quotes(
    claims: Sequence[str],
    themes: Sequence[str],
    overview: NationalOverview,
    workspace: Workspace,
    *,
    count: int = PROPOSED,
) -> tuple[QuoteCandidate, ...]:
    """Return up to `count` candidates from what claims and themes rest on, the worthiest first.

    Of each statement it is the part of readable length nearest to the centre of the distinct texts. How they are chosen
    stands in `quote_choice`, what may be quoted in `quote_checks`.
    """
    # Only who looks for quotes needs what measures them.
    from medlemsdialog.evidence.quote_choice import choose_candidates

    about = pick_claims(overview, claims)
    behind = _thin_out([said for said in list_behind(overview, claims, themes) if may_be_shown(said)], about)
    candidates, space = _build_candidates(behind, about, workspace)
    senders = count_senders((candidate.said.sender, candidate.traits) for candidate in candidates)
    least = _find_typical([candidate.typical for candidate in candidates])
    copied = {statement.statement_id: text.senders for text in overview.copied_texts for statement in text.statements}
    covered: frozenset[Trait] = frozenset()
    proposed = []
    for candidate in choose_candidates(candidates, space, count=max(count, FEWEST_PROPOSED)):
        reasons = (
            *_explain_dissent(candidate.said.row, about),
            *((TYPICAL,) if candidate.typical >= least else ()),
            *explain_traits(candidate.traits, senders, covered, workspace),
            *_explain_copy(copied.get(candidate.said.row.statement_id, 0)),
        )
        covered |= candidate.traits
        proposed.append(_tell_candidate(candidate, claims, reasons or (OTHERWISE,)))
    return tuple(proposed)


def _thin_out(behind: Sequence[Said], about: Sequence[NationalClaim]) -> list[Said]:
    if len(behind) <= MOST_COMPARED:
        return list(behind)
    ordered = sorted(behind, key=lambda said: (not is_contrary(said.row, about), said.row.text_sha256))
    return sorted(ordered[:MOST_COMPARED], key=lambda said: said.row.statement_id)


def _build_candidates(
    behind: Sequence[Said], about: Sequence[NationalClaim], workspace: Workspace
) -> tuple[list[Candidate], TextSpace]:
    """Return one candidate per statement, with its part that is nearest to the centre of the distinct texts."""
    from medlemsdialog.evidence.quote_choice import Candidate
    from medlemsdialog.evidence.typicality import TextSpace

    whole = [said.row.text or "" for said in behind]
    # A text without a part of readable length is no candidate; of what is typical it tells as much as the others.
    parts = [(said, part) for said, text in zip(behind, whole, strict=True) for part in list_excerpts(text)]
    # What many have copied is one text: a campaign does not become typical by being sent often.
    distinct = {said.row.text_unit: place for place, said in enumerate(behind)}
    space = TextSpace([*whole, *(part for _, part in parts)], centred=sorted(distinct.values()))
    nearness = space.measure_typicality()
    nearest: dict[str, Candidate] = {}
    for place, (said, part) in enumerate(parts, start=len(whole)):
        before = nearest.get(said.row.statement_id)
        if before is None or nearness[place] > before.typical:
            nearest[said.row.statement_id] = Candidate(
                said=said,
                text=part,
                place=place,
                typical=float(nearness[place]),
                contrary=is_contrary(said.row, about),
                traits=find_traits(said, about, workspace),
            )
    return list(nearest.values()), space


def _find_typical(nearness: Sequence[float]) -> float:
    """Return the nearness from which a statement is called typical."""
    ranked = sorted(nearness, reverse=True)
    return ranked[max(0, round(len(ranked) * TYPICAL_SHARE) - 1)] if ranked else 0.0


def _tell_candidate(candidate: Candidate, claims: Sequence[str], reasons: tuple[Message, ...]) -> QuoteCandidate:
    row = candidate.said.row
    return QuoteCandidate(
        statement_id=row.statement_id,
        text=candidate.text,
        area_code=candidate.said.area_code,
        sender_code=row.sender_code,
        language=row.language,
        positions=positions_to(row, claims),
        contrary=candidate.contrary,
        is_excerpt=candidate.text != (row.text or "").strip(),
        reasons=reasons,
    )


def _explain_copy(senders: int) -> tuple[Message, ...]:
    return (Message("samme tekst hos {senders} avsendere", senders=senders),) if senders > 1 else ()


def _explain_dissent(row: StatementRow, about: Sequence[NationalClaim]) -> tuple[Message, ...]:
    contrary = {claim.claim_id: contrary_positions(claim) for claim in about}
    against = {one.position for one in row.claims if one.position in contrary.get(one.claim_id, ())}
    return tuple(_DISSENT[position] for position in Position if position in against)
