"""How alike the coders code: the measure that is shared, and the differences with names that are internal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from medlemsdialog.coding.agreement import FEWEST_STATEMENTS, FEWEST_USES
from medlemsdialog.models.agreement import Agreement, Alpha
from medlemsdialog.models.coded import CoderView
from medlemsdialog.models.compared import ComparedStatement
from medlemsdialog.models.national import NationalOverview
from medlemsdialog.report import places, wording
from medlemsdialog.report.fragment import Fragment, render

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels


@dataclass(frozen=True)
class ThemeAgreementView:
    """A theme ready for print: in how many statements all its coders raised it, in how many only some, and alpha in words."""

    label: str
    raised_by_all: int
    raised_by_some: int
    alpha: str


@dataclass(frozen=True)
class DifferenceView:
    """A statement that was coded differently: what each chose, and what they agreed on. With names: internal."""

    statement: ComparedStatement
    place: str
    choices: tuple[tuple[str, tuple[str, ...], str], ...]
    settled: tuple[str, ...] | None
    settled_by: tuple[str, ...]


def agreement(overview: NationalOverview, labels: Labels) -> Fragment:
    """Show how alike the coders of the whole dialogue code: counts first, then alpha per theme, or that it is withheld."""
    values = agreement_values(overview.agreement, labels)
    return render("national_agreement", labels, prefix=places.NATION_PREFIX, **values)


def agreement_values(measured: Agreement, labels: Labels) -> dict[str, Any]:
    """Return what the template's part on agreement needs."""
    themes = [
        ThemeAgreementView(
            labels.theme(row.theme), row.raised_by_all, row.raised_by_some, tell_alpha(row.alpha, labels)
        )
        for row in sorted(
            measured.themes,
            key=lambda row: (row.alpha.value is None, -row.raised_by_all - row.raised_by_some, labels.theme(row.theme)),
        )
    ]
    return {
        "agreement": measured,
        "agreement_themes": themes if measured.statements >= FEWEST_STATEMENTS else [],
        "positions_alpha": tell_alpha(measured.positions_alpha, labels),
        "fewest_statements": FEWEST_STATEMENTS,
        "fewest_uses": FEWEST_USES,
    }


def tell_alpha(alpha: Alpha, labels: Labels) -> str:
    """Return «0,81 (0,52 til 1,00)», or why there is no number."""
    if alpha.value is None:
        if alpha.withheld == "no_variation":
            return labels.t("kan ikke regnes ut: alle er like")
        return labels.t("for få til å regnes ut")
    value = wording.number(alpha.value, labels.language, decimals=2)
    if alpha.low is None or alpha.high is None:
        return labels.t("{alpha} (ingen uenighet)", alpha=value)
    return labels.t(
        "{alpha} ({low} til {high})",
        alpha=value,
        low=wording.number(alpha.low, labels.language, decimals=2),
        high=wording.number(alpha.high, labels.language, decimals=2),
    )


def coding_differences(compared: Sequence[ComparedStatement], area_code: str, labels: Labels) -> Fragment:
    """Show the statements that coders coded differently, side by side with names, those not settled first. Internal only."""
    different = sorted((one for one in compared if not one.alike), key=lambda one: not one.is_open)
    return render(
        "coding_differences",
        labels,
        prefix=places.area_prefix(area_code),
        compared=len(compared),
        alike=len(compared) - len(different),
        rows=[_show_difference(one, labels) for one in different],
    )


def _show_difference(one: ComparedStatement, labels: Labels) -> DifferenceView:
    return DifferenceView(
        statement=one,
        place=one.anchor.label(labels.language),
        choices=tuple((view.coder, _codes(view, labels), view.memo) for view in one.views),
        settled=_codes(one.settled, labels) if one.settled else None,
        settled_by=(one.settled.coder, *one.settled_with) if one.settled else (),
    )


def _codes(view: CoderView, labels: Labels) -> tuple[str, ...]:
    themes = [labels.theme(theme) for theme in view.themes]
    return (
        *themes,
        *(
            labels.t("{position}: «{claim}»", position=labels.word(one.position), claim=labels.claim(one.claim_id))
            for one in view.claims
        ),
    )
