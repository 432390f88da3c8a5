"""Statements joined with their codings and suggestions: which codes count, and which coders differ on."""

from __future__ import annotations

import re
from collections.abc import Mapping

from medlemsdialog.coding.suggestions import SuggestionIndex, suggest_themes
from medlemsdialog.judgements.events import CodingSet
from medlemsdialog.judgements.fold import Judgements
from medlemsdialog.models.claims import Claim, ClaimPosition
from medlemsdialog.models.coded import CodedStatement, CoderView
from medlemsdialog.models.identity import canonical_text
from medlemsdialog.models.intake import Intake
from medlemsdialog.models.passages import Passage
from medlemsdialog.models.vocabulary import TextLanguage

_NUMBER = re.compile(r"^\d+\s*[.)]\s*")


def code_statements(
    intake: Intake,
    judgements: Judgements,
    index: SuggestionIndex,
    *,
    propositions: Mapping[str, Claim] | None = None,
) -> tuple[CodedStatement, ...]:
    """Return every statement of an area with its coding and its suggestions, in reading order.

    Sámi text gets no suggestions: it is for a person. A tick gets none either; where a form puts a claim's own sentence
    (`propositions`: sentence as `proposition_key` gives it → claim), «Ja» and «Nei» are the sender's position to it, and
    what is written under that sentence answers the claim's question.
    """
    by_statement: dict[str, list[CodingSet]] = {}
    for (statement_id, _), coding in sorted(judgements.codings.items()):
        by_statement.setdefault(statement_id, []).append(coding)
    return tuple(
        _code_one(passage, by_statement.get(passage.statement_id, []), index, propositions or {})
        for passage in intake.passages
        if passage.is_statement
    )


def _code_one(
    passage: Passage, codings: list[CodingSet], index: SuggestionIndex, propositions: Mapping[str, Claim]
) -> CodedStatement:
    machine_reads = passage.language is not TextLanguage.SAMI and not passage.tick
    suggestions = suggest_themes(passage.text, index) if machine_reads else ()
    proposition = propositions.get(proposition_key(proposition_of(passage)))
    ticked = _ticked_position(passage, proposition)
    asked = {proposition.question} - {""} if proposition else set()
    if not codings:
        return CodedStatement(passage=passage, suggestions=suggestions, claims=ticked, questions=tuple(sorted(asked)))
    settling = sorted((coding for coding in codings if coding.settles), key=lambda coding: coding.order)
    counted = settling[-1:] or codings
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
        coders=len(codings),
        settled=bool(settling),
        quotable=_quotable(counted),
        views=tuple(
            CoderView(coder=c.by, themes=c.themes, claims=c.claims, questions=c.questions, memo=c.memo) for c in codings
        ),
        suggestions=suggestions,
    )


def proposition_key(sentence: str) -> str:
    """Return a sentence as propositions are compared: without leading number, end mark, case and extra space."""
    return _NUMBER.sub("", canonical_text(sentence)).rstrip(" .?").casefold()


def proposition_of(passage: Passage) -> str:
    """Return what a form asks senders to take a position to where a passage stands: a claim's sentence or id, if any."""
    return passage.proposition or passage.question_label


def _ticked_position(passage: Passage, proposition: Claim | None) -> tuple[ClaimPosition, ...]:
    if not passage.tick or proposition is None or passage.ticked is None:
        return ()
    return (ClaimPosition(claim_id=proposition.id, position=passage.ticked),)


def _quotable(codings: list[CodingSet]) -> bool | None:
    said = [coding.quotable for coding in codings if coding.quotable is not None]
    return all(said) if said else None
