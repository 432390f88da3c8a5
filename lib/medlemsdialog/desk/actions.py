"""All that the page may ask for, by name: each tab's actions and those of the frame."""

from __future__ import annotations

from collections.abc import Mapping

from medlemsdialog.desk import (
    assessment_tab,
    claims_tab,
    coding_tab,
    comments_tab,
    comparison_tab,
    findings_tab,
    form_columns,
    hand_in_tab,
    opening,
    problems_tab,
    sources_tab,
    status_tab,
    uploads,
)
from medlemsdialog.desk.dispatch import Action

ACTIONS: Mapping[str, Action] = {
    **opening.ACTIONS,
    **sources_tab.ACTIONS,
    **uploads.ACTIONS,
    **form_columns.ACTIONS,
    **problems_tab.ACTIONS,
    **coding_tab.ACTIONS,
    **assessment_tab.ACTIONS,
    **hand_in_tab.ACTIONS,
    **comparison_tab.ACTIONS,
    **status_tab.ACTIONS,
    **claims_tab.ACTIONS,
    **findings_tab.ACTIONS,
    **comments_tab.ACTIONS,
}
