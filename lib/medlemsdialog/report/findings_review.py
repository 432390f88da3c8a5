"""The findings as policy staff must look at them: state, faults, what has changed, and what the computer knows of the basis."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from medlemsdialog.evidence.basis import BasisFact, describe_basis
from medlemsdialog.evidence.finding_checks import check_finding
from medlemsdialog.evidence.findings import describe_change
from medlemsdialog.models.findings import Finding
from medlemsdialog.models.national import NationalOverview
from medlemsdialog.models.vocabulary import BasisQuestion
from medlemsdialog.report import places
from medlemsdialog.report.fragment import Fragment, render
from medlemsdialog.report.nation_findings import list_printed

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels, Workspace
    from medlemsdialog.models.finding_faults import FindingFault


@dataclass(frozen=True)
class ReviewView:
    """A finding to look at. `facts` are by question; `target` is where it is printed, empty where it is not."""

    id: str
    heading: str
    target: str
    state: str
    changes: tuple[str, ...]
    text_changed: bool
    basis: str
    reason: str
    faults: tuple[FindingFault, ...]
    facts: tuple[tuple[str, tuple[BasisFact, ...]], ...]


def findings_review(overview: NationalOverview, workspace: Workspace, labels: Labels) -> Fragment:
    """Show every finding with its faults, what has changed since it was approved, and its basis. Internal only."""
    printed = {finding.finding_id for finding in list_printed(overview)}
    views = [_review(finding, overview, workspace, labels, printed) for finding in overview.findings]
    return render("findings_review", labels, findings=views, prefix=places.NATION_PREFIX)


def _review(
    finding: Finding, overview: NationalOverview, workspace: Workspace, labels: Labels, printed: set[str]
) -> ReviewView:
    facts = describe_basis(finding, overview, workspace, labels.language)
    by_question = ((one, tuple(fact for fact in facts if fact.question is one)) for one in BasisQuestion)
    return ReviewView(
        id=f"{places.NATION_PREFIX}-gjennomgang-{places.finding_id(finding.finding_id)}",
        heading=finding.heading.in_language(labels.language),
        target=places.finding_id(finding.finding_id) if finding.finding_id in printed else "",
        state=labels.word(finding.state),
        changes=tuple(describe_change(change, labels) for change in finding.changes),
        text_changed=finding.text_changed,
        basis=labels.word(finding.basis.level) if finding.basis else "",
        reason=finding.basis.reason if finding.basis else "",
        faults=check_finding(finding, workspace, overview),
        facts=tuple((labels.word(question), found) for question, found in by_question if found),
    )
