"""The functions that the national workbook shows its results with."""

from medlemsdialog.report.agreement import agreement
from medlemsdialog.report.changes import nation_changes as changes
from medlemsdialog.report.findings_review import findings_review
from medlemsdialog.report.marks import legend
from medlemsdialog.report.nation_claims import claim_matrix, claims
from medlemsdialog.report.nation_context import context
from medlemsdialog.report.nation_copied import copied_texts
from medlemsdialog.report.nation_coverage import arenas, bodies, counties, heard, questions
from medlemsdialog.report.nation_fates import fates, overlooked
from medlemsdialog.report.nation_findings import findings
from medlemsdialog.report.nation_head import heading, in_short, method, set_aside
from medlemsdialog.report.nation_ministry import ministry
from medlemsdialog.report.nation_participation import participation, question_matrix
from medlemsdialog.report.nation_slides import slides
from medlemsdialog.report.nation_themes import theme_matrix, themes
from medlemsdialog.report.nation_without_county import statements_without_county, without_county
from medlemsdialog.report.timeline import nation_timeline as timeline

__all__ = [
    "agreement",
    "arenas",
    "bodies",
    "changes",
    "claim_matrix",
    "claims",
    "context",
    "copied_texts",
    "counties",
    "fates",
    "findings",
    "findings_review",
    "heading",
    "heard",
    "in_short",
    "legend",
    "method",
    "ministry",
    "overlooked",
    "participation",
    "question_matrix",
    "questions",
    "set_aside",
    "slides",
    "statements_without_county",
    "theme_matrix",
    "themes",
    "timeline",
    "without_county",
]
