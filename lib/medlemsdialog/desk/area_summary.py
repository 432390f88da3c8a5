"""The summary of the area that is open at the desk, built anew only when something it counts has changed."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from medlemsdialog.desk.session import Session
from medlemsdialog.evidence import Workspace, build_summary
from medlemsdialog.models.intake import Intake
from medlemsdialog.models.summary import AreaSummary

# What a summary was built from, and the summary: an assessment that is saved changes none of its numbers.
_Built = tuple[str, Intake, Workspace, AreaSummary]
_NOT_COUNTED = {"assessments", "rivals", "findings", "finding_approvals", "fates"}
_built: WeakKeyDictionary[Session, _Built] = WeakKeyDictionary()


def summarise(session: Session) -> AreaSummary:
    """Return the area's summary as all stands now; built anew only when something it counts has changed.

    Its `assessments` and `sign_off` may be older than the rest.
    """
    area, received, workspace = session.require_area(), session.received, session.workspace
    kept = _built.get(session)
    if kept is not None and kept[0] == area and kept[1] is received and counts_alike(kept[2], workspace):
        summary = kept[3]
    else:
        summary = build_summary(workspace, received, tuple(session.coded.values()))
    _built[session] = (area, received, workspace, summary)
    return summary


def counts_alike(before: Workspace, now: Workspace) -> bool:
    """Whether an area's summary has the same numbers in both, whatever else has been judged between them."""
    if before is now:
        return True
    if (before.dialogue, before.codebook, before.claims, before.lineage) != (
        now.dialogue,
        now.codebook,
        now.claims,
        now.lineage,
    ):
        return False
    if before.register is not now.register and before.register != now.register:
        return False
    names = set(type(now.judgements).model_fields) - _NOT_COUNTED
    return all(getattr(before.judgements, name) == getattr(now.judgements, name) for name in names)
