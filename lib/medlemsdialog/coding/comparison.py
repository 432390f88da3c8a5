"""Coders compared: what several chose for one statement, before they spoke together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from medlemsdialog.coding.agreement import FEWEST_CODERS
from medlemsdialog.coding.lineage import build_lineage
from medlemsdialog.coding.samples import is_unsettled_sample, others_are_hidden, samples_latest_first
from medlemsdialog.judgements.events import CodingSet
from medlemsdialog.judgements.fold import Judgements
from medlemsdialog.models.coded import CoderView
from medlemsdialog.models.compared import ComparedStatement, Comparison


def compare_sample(judgements: Judgements, sample_id: str, *, person: str = "") -> tuple[Comparison, ...]:
    """Return the comparisons of one sample, one for each pair of counties, in order.

    For a `person`, what he or she has yet to code blind is left out and counted as `hidden`; without one all is shown.
    """
    sample = judgements.samples[sample_id]
    coded = _group(judgements)
    drawn: dict[tuple[str, str], list[str]] = {}
    for item in sample.items:
        drawn.setdefault((item.area_code, item.cross_area_code), []).append(item.statement_id)
    comparisons = []
    for (area_code, cross_area_code), statement_ids in sorted(drawn.items()):
        compared = [
            one.model_copy(update={"sample_id": sample_id, "area_code": area_code, "cross_area_code": cross_area_code})
            for statement_id in statement_ids
            if (one := _compare(coded.get(statement_id))) is not None
        ]
        shown = [one for one in compared if not (person and others_are_hidden(judgements, one.statement_id, person))]
        comparisons.append(
            Comparison(
                sample_id=sample_id,
                area_code=area_code,
                cross_area_code=cross_area_code,
                drawn=len(statement_ids),
                hidden=len(compared) - len(shown),
                statements=tuple(shown),
            )
        )
    return tuple(comparisons)


def compare_outside_samples(judgements: Judgements) -> Comparison:
    """Return the statements that several have coded although no sample asked for it, by area and id."""
    drawn = {item.statement_id for sample in judgements.samples.values() for item in sample.items}
    found = [
        compared
        for statement_id, codings in _group(judgements).items()
        if statement_id not in drawn and (compared := _compare(codings))
    ]
    return Comparison(statements=tuple(sorted(found, key=lambda one: (one.area_code, one.statement_id))))


def compare_all(judgements: Judgements) -> dict[str, ComparedStatement]:
    """Return every statement that two or more have coded, by id, with the latest sample it is part of."""
    found = {one.statement_id: one for one in compare_outside_samples(judgements).statements}
    for sample in reversed(samples_latest_first(judgements)):
        for comparison in compare_sample(judgements, sample.sample_id):
            found |= {one.statement_id: one for one in comparison.statements}
    return found


def compare_statement(judgements: Judgements, statement_id: str) -> ComparedStatement | None:
    """Return one statement as its coders coded it; None where fewer than two have."""

    def of_statement(codings: Mapping[tuple[str, str], CodingSet]) -> dict[tuple[str, str], CodingSet]:
        return {key: coding for key, coding in codings.items() if key[0] == statement_id}

    alone = judgements.model_copy(
        update={
            "independent": of_statement(judgements.independent),
            "codings": of_statement(judgements.codings),
        }
    )
    return compare_all(alone).get(statement_id)


def view_coding(coding: CodingSet) -> CoderView:
    """Return a coding as it is shown beside others."""
    return CoderView(
        coder=coding.by, themes=coding.themes, claims=coding.claims, questions=coding.questions, memo=coding.memo
    )


def find_settling(codings: Iterable[CodingSet]) -> CodingSet | None:
    """Return the coding of one statement that its coders agreed on last."""
    return max((coding for coding in codings if coding.settles), key=lambda coding: coding.order, default=None)


def awaits_blind_coding(judgements: Judgements, statement_id: str) -> bool:
    """Return whether a statement of a sample is yet to be coded by a second person, who must not see what the first chose."""
    return is_unsettled_sample(judgements, statement_id) and compare_statement(judgements, statement_id) is None


@dataclass
class _Coded:
    """One statement's codings: as each coder made them alone, and those agreed on later; and the area of their logs."""

    area_code: str = ""
    independent: list[CodingSet] = field(default_factory=list)
    current: list[CodingSet] = field(default_factory=list)


def _group(judgements: Judgements) -> dict[str, _Coded]:
    # Two who chose a theme before and after it was merged into another have chosen the same.
    lineage = build_lineage(judgements)
    found: dict[str, _Coded] = {}
    for (statement_id, _), coding in sorted(judgements.independent.items()):
        found.setdefault(statement_id, _Coded()).independent.append(lineage.resolve_coding(coding)[0])
    for key, coding in sorted(judgements.codings.items()):
        coded = found.setdefault(key[0], _Coded())
        coded.current.append(lineage.resolve_coding(coding)[0])
        coded.area_code = coded.area_code or judgements.coding_areas.get(key, "")
    return found


def _compare(coded: _Coded | None) -> ComparedStatement | None:
    if coded is None or len(coded.independent) < FEWEST_CODERS:
        return None
    first = coded.independent[0]
    settling = find_settling(coded.current)
    return ComparedStatement(
        statement_id=first.statement_id,
        area_code=coded.area_code,
        text=first.text,
        anchor=first.anchor,
        views=tuple(map(view_coding, coded.independent)),
        settled=view_coding(settling) if settling else None,
        settled_with=settling.settled_with if settling else (),
    )
