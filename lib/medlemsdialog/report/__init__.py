"""Reports: fragments that the workbooks show, and the exporters that make pages and documents of executed workbooks.

The functions here return fragments for a county's workbook; those for the nation are in `report.national`. Pages and
documents are written by `report.publish`.
"""

from medlemsdialog.report import national
from medlemsdialog.report.agreement import coding_differences
from medlemsdialog.report.changes import area_changes as changes
from medlemsdialog.report.copied import copied_texts
from medlemsdialog.report.county_account import method, set_aside
from medlemsdialog.report.county_assessment import assessment, assessment_review
from medlemsdialog.report.county_context import context
from medlemsdialog.report.county_coverage import bodies, heard, questions
from medlemsdialog.report.county_head import heading, in_short
from medlemsdialog.report.county_slides import slides
from medlemsdialog.report.county_views import claims, themes
from medlemsdialog.report.fragment import Fragment
from medlemsdialog.report.internal import all_statements, backlog, personal_data, problems, reminder_list, suggestions
from medlemsdialog.report.statement_views import statements
from medlemsdialog.report.timeline import timeline

__all__ = [
    "Fragment",
    "all_statements",
    "assessment",
    "assessment_review",
    "backlog",
    "bodies",
    "changes",
    "claims",
    "coding_differences",
    "context",
    "copied_texts",
    "heading",
    "heard",
    "in_short",
    "method",
    "national",
    "personal_data",
    "problems",
    "questions",
    "reminder_list",
    "set_aside",
    "slides",
    "statements",
    "suggestions",
    "themes",
    "timeline",
]
