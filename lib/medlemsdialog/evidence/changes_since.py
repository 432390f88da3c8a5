"""What has changed since the latest release, in findings and in areas, for the next report.

Both sides are what may be shared: no number here rests on a source that was withheld then, or is now. That does not make
every difference harmless, and this is what can be hindered, and what cannot:

- A source that was open when the release was made, and is confidential now, is in the numbers of the release and not in
  those of today. Who holds the two reports side by side can work the difference out; the first is published and cannot be
  taken back. Here it is not pointed out: no number is told of a theme or a claim that such a sender went from, none of the
  area's statements, and nobody who went is named.
- Its words are not printed again: in sentences of the release, quotations of what may no longer be quoted are hidden. What
  was withdrawn is gone from the release itself.
- Senders left out (`unnamed`), and the counts of them that are told over the nation, are never held against each other:
  one more sender and one more count would tell what that sender said. The two published reports, read together, can tell
  this all the same where exactly one came or went between them.
- A source that was confidential and is open now is in the open; nothing is told of what it was.
"""

from __future__ import annotations

from medlemsdialog.errors import ReleaseError
from medlemsdialog.evidence.changed_areas import compare_area
from medlemsdialog.evidence.changed_findings import PRINTED, compare_findings
from medlemsdialog.evidence.labels import Labels
from medlemsdialog.evidence.releases import find_latest_release, read_released_findings, read_released_summary
from medlemsdialog.evidence.workspace import Workspace
from medlemsdialog.models.changes import AreaReleaseChanges, NationChanges
from medlemsdialog.models.national import NationalOverview
from medlemsdialog.models.shared import SharedSummary
from medlemsdialog.paths import NATIONAL


def read_changes(workspace: Workspace, overview: NationalOverview, labels: Labels) -> NationChanges | None:
    """Return what has changed in the nation since the latest release; None where none was made."""
    name = date = ""
    try:
        release = find_latest_release(workspace.data)
        if release is None:
            return None
        name, date = release.name, release.at.date().isoformat()
        codes = (*workspace.county_codes, NATIONAL)
        before = {code: read_released_summary(workspace.data, release, code) for code in codes}
        findings = read_released_findings(workspace.data, release)
    except ReleaseError:
        return NationChanges(release=name, date=date, is_unreadable=True)
    changed = compare_findings(findings, overview, labels, before=before.values())
    now = {area.area.code: area for area in (*overview.summaries, overview.without_county)}
    is_same = release.edition == overview.edition
    areas = [compare_area(code, before[code], now.get(code), lineage=overview.lineage) for code in codes]
    return NationChanges(
        release=name,
        date=date,
        findings=changed,
        unchanged_findings=sum(one.state in PRINTED for one in overview.findings)
        - sum(one.state_after is not None for one in changed),
        areas=tuple(area for area in areas if area.is_changed or area.is_unknown) if is_same else (),
        is_other_edition=not is_same,
    )


def read_area_changes(workspace: Workspace, shared: SharedSummary) -> AreaReleaseChanges | None:
    """Return what has changed in an area since the latest release; None where none was made, or of another edition."""
    try:
        release = find_latest_release(workspace.data)
        if release is None or release.edition != shared.edition:
            return None
        before = read_released_summary(workspace.data, release, shared.area.code)
    except ReleaseError:
        return AreaReleaseChanges(release="", date="", area=None, is_unreadable=True)
    return AreaReleaseChanges(
        release=release.name,
        date=release.at.date().isoformat(),
        area=compare_area(shared.area.code, before, shared),
    )
