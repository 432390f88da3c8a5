"""The end of a county report: what was set aside and why, and the method in brief."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from medlemsdialog.evidence.agreement import measure_agreement
from medlemsdialog.evidence.disclosure import FEWEST_TOLD, share_summary
from medlemsdialog.models.sources import WITHDRAWN
from medlemsdialog.models.summary import AreaSummary, PassageAccount
from medlemsdialog.models.vocabulary import STATEMENT_KINDS, Kind, SourceState
from medlemsdialog.report import places
from medlemsdialog.report.agreement import agreement_values
from medlemsdialog.report.definitions import define_words
from medlemsdialog.report.fragment import Fragment, render
from medlemsdialog.report.material_figures import draw_kinds
from medlemsdialog.report.withheld import tell_withheld

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels


def set_aside(summary: AreaSummary, labels: Labels) -> Fragment:
    """Show where every passage read went, in numbers that add up."""
    shared = share_summary(summary)
    reasons = Counter(
        labels.t("trukket tilbake")
        if source.set_aside_reason == WITHDRAWN
        else source.set_aside_reason or labels.t("uten oppgitt grunn")
        for source in shared.sources
        if source.state is SourceState.REJECTED
    )
    prefix = places.area_prefix(summary.area.code)
    rows = account_rows(shared.passages, labels)
    figure = draw_kinds(prefix, count_kinds([shared], shared.passages), labels)
    return render(
        "set_aside",
        labels,
        prefix=prefix,
        account=shared.passages,
        figure=figure,
        rows=rows,
        reasons=sorted(reasons.items()),
        withheld=tell_withheld([shared], labels),
    )


def count_kinds(summaries: Iterable[AreaSummary], account: PassageAccount) -> Counter[Kind]:
    """Return the passages of registered sources by kind; the account does not tell views from reported views."""
    kinds = Counter(row.kind for summary in summaries for row in summary.statements)
    kinds.update(account.by_kind)
    return kinds


def account_rows(account: PassageAccount, labels: Labels) -> list[tuple[str, int]]:
    """Return where the passages went; the numbers add up to the passages read."""
    others = [kind for kind in Kind if kind not in STATEMENT_KINDS and account.by_kind.get(kind)]
    return [
        (labels.t("utsagn (syn og gjengitte syn)"), account.statements),
        *((labels.word(kind), account.by_kind[kind]) for kind in others),
        (labels.t("i innspill som er satt til side"), account.rejected),
        (labels.t("i innspill som ennå ikke er registrert"), account.not_counted),
    ]


def method(summary: AreaSummary, labels: Labels) -> Fragment:
    """Show in brief how the numbers came to be, and how alike the county's statements were coded."""
    shared = share_summary(summary)
    return render(
        "method",
        labels,
        definitions=define_words(labels, national=False),
        prefix=places.area_prefix(summary.area.code),
        uncoded=sum(1 for row in shared.statements if not row.coders and not row.tick),
        fewest=FEWEST_TOLD,
        withheld=tell_withheld([shared], labels),
        **agreement_values(measure_agreement([shared], labels.themes), labels),
    )
