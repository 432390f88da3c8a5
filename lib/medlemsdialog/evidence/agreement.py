"""How alike coders code: the rows that a summary holds of it, without names, and the measures made of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from medlemsdialog.coding.agreement import FEWEST_STATEMENTS, FEWEST_USES, bootstrap_alpha, measure_alpha
from medlemsdialog.coding.comparison import compare_all
from medlemsdialog.evidence.workspace import Workspace
from medlemsdialog.models.agreement import Agreement, Alpha, ThemeAgreement
from medlemsdialog.models.coded import CoderView
from medlemsdialog.models.compared import ComparedStatement, IndependentCoding
from medlemsdialog.models.identity import source_id_of
from medlemsdialog.models.intake import Intake
from medlemsdialog.models.summary import AreaSummary, ComparedRow

# Written with no more digits than the resamples bear out; so the same on all machines too.
_DIGITS = 4


def compare_codings(workspace: Workspace, received: Intake) -> tuple[ComparedStatement, ...]:
    """Return the area's statements that two or more have coded, in reading order, with names. Internal only.

    Statements of sources that do not count are left out, as they are from the summary.
    """
    counted = {source.source_id for source in received.sources if source.counts}
    compared = workspace.compared
    return tuple(
        compared[passage.statement_id]
        for passage in received.passages
        if passage.is_statement
        and not passage.tick
        and passage.source_id in counted
        and passage.statement_id in compared
    )


def build_compared_rows(workspace: Workspace, received: Intake) -> tuple[ComparedRow, ...]:
    """Return what the summary holds of statements coded by several: what was chosen, in an order that tells not by whom."""
    return tuple(map(_without_names, compare_codings(workspace, received)))


def measure_agreement(summaries: Iterable[AreaSummary], theme_codes: Collection[str]) -> Agreement:
    """Return how alike coders code in the areas of `summaries`, over the statements that two or more have coded.

    A theme is raised or not, in each of these statements. Alpha is withheld where it would rest on too little: fewer than
    20 statements, or a theme seen in fewer than 5 of them, or missing in fewer than 5. It is a measure of the work, never a
    condition for using it. What was settled afterwards changes nothing: it is measured as each coded alone.
    """
    return measure_rows([(summary.area.code, row) for summary in summaries for row in summary.compared], theme_codes)


def measure_judged(workspace: Workspace) -> Agreement:
    """Return the measure as the judgements stand now, without reading an original.

    Of sources that are registered. A statement whose original has been changed since counts here until somebody has
    placed it anew; in the reports it does not.
    """
    registered = workspace.judgements.registrations
    rows = [
        (compared.area_code, _without_names(compared))
        for compared in compare_all(workspace.judgements).values()
        if source_id_of(compared.statement_id) in registered
    ]
    return measure_rows(rows, [theme.code for theme in workspace.codebook.themes])


def measure_rows(rows: Sequence[tuple[str, ComparedRow]], theme_codes: Collection[str]) -> Agreement:
    """Return the measure of `measure_agreement` over statements, each with the code of its area."""
    codings = [row.codings for _, row in rows]
    positions = _positions(codings)
    seen = {theme for own in codings for coding in own for theme in coding.themes}
    return Agreement(
        statements=len(rows),
        from_samples=sum(row.in_sample for _, row in rows),
        alike=sum(row.alike for _, row in rows),
        settled=sum(row.settled and not row.alike for _, row in rows),
        areas=len({area for area, _ in rows}),
        themes=tuple(_measure_theme(theme, codings) for theme in theme_codes if theme in seen),
        positions=len(positions),
        positions_alike=sum(len(set(taken)) == 1 for taken in positions),
        positions_alpha=_measure(positions),
    )


def _measure_theme(theme: str, codings: Sequence[Sequence[IndependentCoding]]) -> ThemeAgreement:
    units = [[theme in coding.themes for coding in own] for own in codings]
    raised = sum(any(unit) for unit in units)
    missing = sum(not all(unit) for unit in units)
    enough = min(raised, missing) >= FEWEST_USES
    return ThemeAgreement(
        theme=theme,
        raised_by_all=sum(all(unit) for unit in units),
        raised_by_some=sum(any(unit) and not all(unit) for unit in units),
        alpha=_measure(units) if enough or len(units) < FEWEST_STATEMENTS else Alpha(withheld="rarely_used"),
    )


def _positions(codings: Sequence[Sequence[IndependentCoding]]) -> list[list[str]]:
    """Return, per statement and claim that several of its coders took a position to, the positions they saw."""
    found = []
    for own in codings:
        claims = sorted({one.claim_id for coding in own for one in coding.claims})
        for claim_id in claims:
            taken = [one.position.value for coding in own for one in coding.claims if one.claim_id == claim_id]
            if len(taken) > 1:
                found.append(taken)
    return found


def _measure(units: Sequence[Sequence[bool | str]]) -> Alpha:
    if len(units) < FEWEST_STATEMENTS:
        return Alpha(withheld="few_statements")
    value = measure_alpha(units)
    if value is None:
        return Alpha(withheld="no_variation")
    low, high = bootstrap_alpha(units) or (None, None)
    return Alpha(value=_rounded(value), low=_rounded(low), high=_rounded(high))


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, _DIGITS)


def _without_names(compared: ComparedStatement) -> ComparedRow:
    return ComparedRow(
        statement_id=compared.statement_id,
        in_sample=bool(compared.sample_id),
        settled=compared.settled is not None,
        codings=tuple(sorted(map(_without_name, compared.views), key=lambda coding: coding.model_dump_json())),
    )


def _without_name(view: CoderView) -> IndependentCoding:
    return IndependentCoding(
        themes=tuple(sorted(view.themes)),
        claims=tuple(sorted(view.claims, key=lambda one: (one.claim_id, one.position))),
    )
