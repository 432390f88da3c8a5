"""What made a finding stale, as it may be told to others: differences in words, without what was withdrawn in confidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from medlemsdialog.evidence.findings import describe_change
from medlemsdialog.models.findings import EvidenceChange, Finding
from medlemsdialog.models.national import NationalOverview

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels


def tell_changes(finding: Finding, overview: NationalOverview, labels: Labels) -> tuple[str, ...]:
    """Return what has changed since a finding was approved, as far as it may be told; each a sentence.

    Who went is never told: they may have withdrawn, or written in confidence since. Where somebody who went, or anybody
    unnamed, has input that is left out, no number is told either.
    """
    told = [_tell_change(change, overview, labels) for change in finding.changes]
    if finding.text_changed:
        told.append(labels.t("Teksten er endret."))
    return tuple(dict.fromkeys(told))


def _tell_change(change: EvidenceChange, overview: NationalOverview, labels: Labels) -> str:
    if change.removed and _leaves_out(change, overview):
        return labels.t("{what}: Grunnlaget er endret.", what=_name(change, labels))
    # Ids of statements say nothing to a reader.
    added = () if change.what == "statements" else change.added
    shown = change.model_copy(update={"removed": (), "added": added})
    return f"{describe_change(shown, labels).rstrip('.')}."


def _leaves_out(change: EvidenceChange, overview: NationalOverview) -> bool:
    withheld = {code for area in (*overview.summaries, overview.without_county) for code in area.withheld_codes}
    return bool(withheld & set(change.removed)) or (change.what == "statements" and bool(withheld))


def _name(change: EvidenceChange, labels: Labels) -> str:
    return labels.claim(change.code).rstrip(".") if change.kind == "claim" else labels.theme(change.code)
