"""Official figures beside what a county says: the register's own, and the dialogue's, each with source and date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from medlemsdialog.models.summary import AreaSummary, MemberRow
from medlemsdialog.models.vocabulary import Level
from medlemsdialog.register.statistics import Indicator
from medlemsdialog.report import places, wording
from medlemsdialog.report.fragment import Fragment, render
from medlemsdialog.report.statistics_views import build_figure_tables

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels


@dataclass(frozen=True)
class ContextRow:
    """One figure ready for print; `value` says «ukjent» where it is not known."""

    label: str
    value: str
    unit: str
    period: str


def context(summary: AreaSummary, labels: Labels, statistics: Sequence[Indicator] = ()) -> Fragment:
    """Show the county's municipalities, inhabitants and language forms, and the official figures that are kept."""
    municipalities = [member for member in summary.members if member.level is Level.MUNICIPALITY]
    source = labels.t("kommuneregisteret i dialogen, inndeling {edition}", edition=summary.edition)
    return render(
        "county_context",
        labels,
        rows=_register_rows(municipalities, summary.edition, labels),
        unknown=_unknown_inhabitants(municipalities, labels),
        source=f"{source} ({_origin(summary.edition, labels)})",
        statistics=build_figure_tables(statistics, labels),
        figures=labels.dialogue.context_figures,
        example=_is_invented(summary.edition),
        prefix=places.area_prefix(summary.area.code),
    )


def _register_rows(municipalities: Sequence[MemberRow], edition: str, labels: Labels) -> list[ContextRow]:
    unit = labels.t("kommuner")
    period = labels.t("inndeling {edition}", edition=edition)
    forms = Counter(member.language_form or "" for member in municipalities)
    words = {
        "bokmål": labels.t("Kommuner med målformen bokmål"),
        "nynorsk": labels.t("Kommuner med målformen nynorsk"),
        "nøytral": labels.t("Kommuner med nøytral målform"),
        "": labels.t("Kommuner med ukjent målform"),
    }
    return [
        ContextRow(labels.t("Kommuner"), wording.number(len(municipalities), labels.language), unit, period),
        ContextRow(
            labels.t("Innbyggere i kommunene"),
            wording.number(_inhabitants(municipalities), labels.language),
            labels.t("innbyggere"),
            _first_of_january(edition, labels),
        ),
        *(ContextRow(words[form], wording.number(forms[form], labels.language), unit, period) for form in words),
    ]


def _inhabitants(municipalities: Sequence[MemberRow]) -> int | None:
    known = [member.population for member in municipalities if member.population is not None]
    # A sum of those that are known would look like the whole.
    return sum(known) if municipalities and len(known) == len(municipalities) else None


def _unknown_inhabitants(municipalities: Sequence[MemberRow], labels: Labels) -> str:
    unknown = sum(1 for member in municipalities if member.population is None)
    if not unknown:
        return ""
    return labels.t(
        "Folketallet er ukjent for {unknown} av {total}. Derfor står det ingen sum.",
        unknown=wording.number(unknown, labels.language),
        total=wording.plural("{number} kommune", "{number} kommuner", len(municipalities), labels.language),
    )


def _first_of_january(edition: str, labels: Labels) -> str:
    if _is_invented(edition):
        return labels.t("1. januar (oppdiktet)")
    return wording.date(f"{edition}-01-01", labels.language)


def _origin(edition: str, labels: Labels) -> str:
    return labels.t("oppdiktet") if _is_invented(edition) else labels.t("Statistisk sentralbyrå")


def _is_invented(edition: str) -> bool:
    return edition.startswith("eksempel")
