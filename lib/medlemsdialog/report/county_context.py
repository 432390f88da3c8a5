"""Official figures beside what a county says: the register's own, and the dialogue's, each with source and date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from medlemsdialog.models.summary import AreaSummary, MemberRow
from medlemsdialog.models.vocabulary import Level
from medlemsdialog.report import places, wording
from medlemsdialog.report.fragment import Fragment, render

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels


@dataclass(frozen=True)
class ContextRow:
    """One figure ready for print; `value` says «ukjent» where it is not known."""

    label: str
    value: str
    unit: str
    period: str


def context(summary: AreaSummary, labels: Labels) -> Fragment:
    """Show the county's municipalities, inhabitants and language forms, and the dialogue's official figures."""
    source = labels.t("kommuneregisteret i dialogen, inndeling {edition}", edition=summary.edition)
    return render(
        "county_context",
        labels,
        rows=_register_rows(summary, labels),
        source=f"{source} ({_origin(summary.edition, labels)})",
        figures=labels.dialogue.context_figures,
        example=_is_invented(summary.edition),
        prefix=places.area_prefix(summary.area.code),
    )


def _register_rows(summary: AreaSummary, labels: Labels) -> list[ContextRow]:
    municipalities = [member for member in summary.members if member.level is Level.MUNICIPALITY]
    unit = labels.t("kommuner")
    period = labels.t("inndeling {edition}", edition=summary.edition)
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
            _inhabitants(municipalities, labels),
            labels.t("innbyggere"),
            _first_of_january(summary.edition, labels),
        ),
        *(ContextRow(words[form], wording.number(forms[form], labels.language), unit, period) for form in words),
    ]


def _inhabitants(municipalities: Sequence[MemberRow], labels: Labels) -> str:
    known = [member.population for member in municipalities if member.population is not None]
    if municipalities and len(known) == len(municipalities):
        return wording.number(sum(known), labels.language)
    # A sum of those that are known would look like the whole.
    return labels.t(
        "ukjent (tall mangler for {unknown} av {total})",
        unknown=wording.number(len(municipalities) - len(known), labels.language),
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
