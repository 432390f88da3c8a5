"""From statements to evidence: coverage, themes, claims and positions, the county summary and the national overview."""

from medlemsdialog.evidence.agreement import compare_codings, measure_agreement, measure_judged
from medlemsdialog.evidence.changes_since import read_area_changes, read_changes
from medlemsdialog.evidence.disclosure import share_summary
from medlemsdialog.evidence.labels import Labels, build_labels
from medlemsdialog.evidence.national import build_national, heard_through, read_national
from medlemsdialog.evidence.received import (
    code_statements,
    read_all_even_if_broken,
    read_even_if_broken,
    read_received,
)
from medlemsdialog.evidence.sign_off import fingerprint_area, fingerprint_parts, judge_sign_off
from medlemsdialog.evidence.summary import build_summary, read_summary, write_summary
from medlemsdialog.evidence.workspace import Workspace, open_workspace

__all__ = [
    "Labels",
    "Workspace",
    "build_labels",
    "build_national",
    "build_summary",
    "code_statements",
    "compare_codings",
    "fingerprint_area",
    "fingerprint_parts",
    "heard_through",
    "judge_sign_off",
    "measure_agreement",
    "measure_judged",
    "open_workspace",
    "read_all_even_if_broken",
    "read_area_changes",
    "read_changes",
    "read_even_if_broken",
    "read_national",
    "read_received",
    "read_summary",
    "share_summary",
    "write_summary",
]
