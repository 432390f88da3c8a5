"""Statements joined with their codings and suggestions: which codes count, and which coders differ on."""

from __future__ import annotations

from collections.abc import Mapping

from medlemsdialog.coding.claims import proposition_key
from medlemsdialog.coding.lineage import Lineage, build_lineage
from medlemsdialog.coding.samples import find_uncounted_codings
from medlemsdialog.coding.suggestions import SuggestionIndex, suggest_for_all
from medlemsdialog.judgements.events import CodingSet
from medlemsdialog.judgements.fold import Judgements
from medlemsdialog.models.claims import Claim, ClaimPosition
from medlemsdialog.models.coded import CodedStatement, CoderView, Suggestion
from medlemsdialog.models.identity import source_id_of
from medlemsdialog.models.intake import Intake
from medlemsdialog.models.passages import Passage
from medlemsdialog.models.vocabulary import TextLanguage


def code_statements(
    intake: Intake,
    judgements: Judgements,
    index: SuggestionIndex,
    *,
    propositions: Mapping[str, Claim] | None = None,
) -> tuple[CodedStatement, ...]:
    """Return every statement of an area with its coding and its suggestions, in reading order.

    What another county's advisers chose in a sample measures how alike coders code. It moves none of the county's numbers
    until the coders have settled what is to hold: else a statement would count for less because chance drew it.

    Sámi text gets no suggestions: it is for a person. A tick gets none either; where a form puts a claim's own sentence
    (`propositions`: sentence as `proposition_key` gives it → claim), «Ja» and «Nei» are the sender's position to it, and
    what is written under that sentence answers the claim's question.

    Themes and claims that are no longer used count for their heirs, in codings, ticks and suggestions alike; what has no
    heir stands in `lost`.
    """
    lineage = build_lineage(judgements)
    by_statement: dict[str, list[CodingSet]] = {}
    uncounted = find_uncounted_codings(judgements)
    statements = [passage for passage in intake.passages if passage.is_statement]
    for source_id in {source_id_of(passage.statement_id): None for passage in statements}:
        for key in judgements.codings_by_source.get(source_id, ()):
            if key not in uncounted:
                by_statement.setdefault(key[0], []).append(judgements.codings[key])
    read = [passage for passage in statements if passage.language is not TextLanguage.SAMI and not passage.tick]
    suggested = suggest_for_all([passage.text for passage in read], index)
    suggestions = {id(passage): found for passage, found in zip(read, suggested, strict=True)}
    return tuple(
        _code_one(
            passage,
            by_statement.get(passage.statement_id, []),
            suggestions.get(id(passage), ()),
            propositions or {},
            lineage,
        )
        for passage in statements
    )


def _code_one(
    passage: Passage,
    made: list[CodingSet],
    suggestions: tuple[Suggestion, ...],
    propositions: Mapping[str, Claim],
    lineage: Lineage,
) -> CodedStatement:
    proposition = propositions.get(proposition_key(proposition_of(passage)))
    ticked, lost_tick = _ticked_position(passage, proposition, lineage)
    asked = {proposition.question} - {""} if proposition else set()
    if not made:
        return CodedStatement(
            passage=passage, suggestions=suggestions, claims=ticked, questions=tuple(sorted(asked)), lost=lost_tick
        )
    resolved = [lineage.resolve_coding(coding) for coding in made]
    settling = sorted((one for one in resolved if one[0].settles), key=lambda one: one[0].order)
    counting = settling[-1:] or resolved
    codings, counted = [coding for coding, _ in resolved], [coding for coding, _ in counting]
    lost = {code for _, codes in counting for code in codes}
    themes = [set(coding.themes) for coding in counted]
    positions = [{(claim.claim_id, claim.position) for claim in coding.claims} for coding in counted]
    agreed_themes = set.intersection(*themes)
    agreed_positions = set.intersection(*positions)
    disputed = (set.union(*themes) - agreed_themes) | {
        claim_id for claim_id, _ in set.union(*positions) - agreed_positions
    }
    return CodedStatement(
        passage=passage,
        themes=tuple(sorted(agreed_themes)),
        claims=ticked
        + tuple(ClaimPosition(claim_id=claim, position=position) for claim, position in sorted(agreed_positions)),
        questions=tuple(sorted(asked.union(*(coding.questions for coding in counted)))),
        disputed=tuple(sorted(disputed)),
        lost=tuple(sorted(lost.union(lost_tick))),
        coders=len(codings),
        settled=bool(settling),
        quotable=_quotable(counted),
        views=tuple(
            CoderView(coder=c.by, themes=c.themes, claims=c.claims, questions=c.questions, memo=c.memo) for c in codings
        ),
        suggestions=suggestions,
    )


def proposition_of(passage: Passage) -> str:
    """Return what a form asks senders to take a position to where a passage stands: a claim's sentence or id, if any."""
    return passage.proposition or passage.question_label


def _ticked_position(
    passage: Passage, proposition: Claim | None, lineage: Lineage
) -> tuple[tuple[ClaimPosition, ...], tuple[str, ...]]:
    """Return the position that a tick is, and the claim that was ticked where nothing took over for it."""
    if not passage.tick or proposition is None or passage.ticked is None:
        return (), ()
    heirs = lineage.claims.resolve(proposition.id, passage.statement_id)
    positions = tuple(ClaimPosition(claim_id=claim_id, position=passage.ticked) for claim_id in heirs)
    return positions, () if heirs else (proposition.id,)


def _quotable(codings: list[CodingSet]) -> bool | None:
    said = [coding.quotable for coding in codings if coding.quotable is not None]
    return all(said) if said else None
