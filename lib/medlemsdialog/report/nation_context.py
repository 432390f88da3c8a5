"""Official figures about the field, for the whole country and county by county, each with source and date."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from medlemsdialog.register.statistics import Indicator
from medlemsdialog.report import places
from medlemsdialog.report.fragment import Fragment, render
from medlemsdialog.report.statistics_views import build_figure_tables

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels


def context(labels: Labels, statistics: Sequence[Indicator] = ()) -> Fragment:
    """Show official figures about the field, each with its source and the day it was retrieved."""
    return render(
        "context",
        labels,
        statistics=build_figure_tables(statistics, labels),
        figures=labels.dialogue.context_figures,
        prefix=places.NATION_PREFIX,
    )
