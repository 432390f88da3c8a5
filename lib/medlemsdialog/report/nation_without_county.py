"""Senders that belong to no county: networks, conferences and organisations, in tables of their own."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from medlemsdialog.models.national import NationalOverview
from medlemsdialog.models.vocabulary import SourceState
from medlemsdialog.report import county_views, places, statement_views
from medlemsdialog.report.fragment import Fragment, render
from medlemsdialog.report.withheld import tell_withheld

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels


def without_county(overview: NationalOverview, labels: Labels) -> Fragment:
    """Show the registered sources of senders without a county, and what they raised; no members are among them."""
    summary = overview.without_county
    spoken = Counter(statement.source_id for statement in summary.statements)
    rows = [
        (statement_views.sender_name(source, labels), source, spoken[source.source_id])
        for source in summary.sources
        if source.state is SourceState.REGISTERED
    ]
    return render(
        "national_without_county",
        labels,
        rows=rows,
        withheld=tell_withheld([summary], labels),
        prefix=places.WITHOUT_COUNTY_PREFIX,
    )


def statements_without_county(overview: NationalOverview, labels: Labels) -> Fragment:
    """Show their themes, claims and statements, each statement once."""
    summary = overview.without_county
    parts = (
        county_views.claims(summary, labels),
        county_views.themes(summary, labels),
        statement_views.statements(summary, labels),
    )
    shown = [part.html for part in parts] if summary.statements else []
    return render("national_without_county_statements", labels, parts=shown)
