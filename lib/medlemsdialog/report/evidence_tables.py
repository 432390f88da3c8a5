"""What stands in the national spreadsheet and the data package: the tables, built once, with the definitions first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from medlemsdialog.models.changes import NationChanges
from medlemsdialog.models.national import NationalOverview
from medlemsdialog.report.change_tables import tabulate_area_changes, tabulate_finding_changes
from medlemsdialog.report.coverage_tables import tabulate_arenas, tabulate_bodies, tabulate_counties, tabulate_questions
from medlemsdialog.report.definition_table import define_tables
from medlemsdialog.report.finding_tables import (
    tabulate_fates,
    tabulate_finding_evidence,
    tabulate_findings,
    tabulate_sentences,
)
from medlemsdialog.report.frame_tables import tabulate_main_themes, tabulate_ministry
from medlemsdialog.report.participation_tables import (
    tabulate_claim_differences,
    tabulate_participation,
    tabulate_states,
)
from medlemsdialog.report.tables import EvidenceTable
from medlemsdialog.report.text_tables import (
    tabulate_copied_texts,
    tabulate_history,
    tabulate_sources,
    tabulate_statement_claims,
    tabulate_statement_themes,
    tabulate_statements,
    tabulate_withheld,
)
from medlemsdialog.report.view_tables import (
    tabulate_claims,
    tabulate_claims_by_county,
    tabulate_themes,
    tabulate_themes_by_county,
)

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels


def build_evidence(
    national: NationalOverview, labels: Labels, changes: NationChanges | None = None
) -> tuple[EvidenceTable, ...]:
    """Return the definitions and the tables; all of one spreadsheet or one package.

    `changes` are those since the latest release; None where none was made.
    """
    tables = (*build_tables(national, labels), *_tabulate_changes(changes, national, labels))
    return (define_tables(tables, labels), *tables)


def build_tables(national: NationalOverview, labels: Labels) -> tuple[EvidenceTable, ...]:
    """Return the tables; columns of different units are never to be added up."""
    return (
        tabulate_findings(national, labels),
        tabulate_sentences(national, labels),
        tabulate_finding_evidence(national, labels),
        tabulate_fates(national, labels),
        tabulate_counties(national, labels),
        tabulate_participation(national, labels),
        tabulate_states(national, labels),
        tabulate_themes(national, labels),
        tabulate_themes_by_county(national, labels),
        tabulate_claims(national, labels),
        tabulate_claims_by_county(national, labels),
        tabulate_claim_differences(national, labels),
        tabulate_questions(national, labels),
        tabulate_main_themes(national, labels),
        *([tabulate_ministry(national, labels)] if labels.dialogue.ministry_questions else []),
        tabulate_bodies(national, labels),
        tabulate_arenas(national, labels),
        tabulate_copied_texts(national, labels),
        tabulate_sources(national, labels),
        tabulate_statements(national, labels),
        tabulate_statement_themes(national, labels),
        tabulate_statement_claims(national, labels),
        *([tabulate_withheld(national, labels)] if national.unnamed.at_least else []),
        *([tabulate_history(national, labels)] if national.lineage else []),
    )


def _tabulate_changes(
    changes: NationChanges | None, national: NationalOverview, labels: Labels
) -> tuple[EvidenceTable, ...]:
    if changes is None or changes.is_unreadable:
        return ()
    findings = tabulate_finding_changes(changes, national, labels)
    # Counties of another edition are not held against each other.
    return (findings,) if changes.is_other_edition else (findings, tabulate_area_changes(changes, labels))
