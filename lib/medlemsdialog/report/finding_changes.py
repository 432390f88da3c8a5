"""What made a finding stale, as it may be told to others: differences in words, without what was withdrawn in confidence."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from medlemsdialog.evidence.findings import describe_change
from medlemsdialog.evidence.national_fields import label_national_field
from medlemsdialog.models.findings import EvidenceChange, Finding
from medlemsdialog.models.national import NationalOverview

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels


def tell_changes(finding: Finding, overview: NationalOverview, labels: Labels) -> tuple[str, ...]:
    """Return what has changed since a finding was approved, as far as it may be told; each a sentence.

    Who went is never told: they may have withdrawn, or written in confidence since. Where somebody who went, or anybody
    unnamed, has input that is left out, no number is told either: neither of those behind, nor in the text.
    """
    left = {(change.kind, change.code) for change in finding.changes if _leaves_out(change, overview)}
    told = [_tell_change(change, overview, labels, left) for change in finding.changes]
    if finding.text_changed:
        told.append(labels.t("Teksten er endret."))
    return tuple(dict.fromkeys(told))


def _tell_change(
    change: EvidenceChange, overview: NationalOverview, labels: Labels, left: Collection[tuple[str, str]]
) -> str:
    if change.kind == "statement" and change.what == "gone":
        # Which one, and why, would tell who withdrew or wrote in confidence.
        return labels.t("Et utsagn som funnet viser til, er ikke lenger med.")
    if _leaves_out(change, overview) or _counts_those_left_out(change, left):
        return labels.t("{what}: Grunnlaget er endret.", what=_name(change, labels))
    # Ids of statements say nothing to a reader.
    added = () if change.what == "statements" else change.added
    shown = change.model_copy(update={"removed": (), "added": added})
    return f"{describe_change(shown, labels).rstrip('.')}."


def _leaves_out(change: EvidenceChange, overview: NationalOverview) -> bool:
    areas = (*overview.summaries, overview.without_county)
    withheld = {code for area in areas for code in area.withheld_codes}
    if change.what == "other_senders":
        # They have no code: who went may be one of those left out.
        return _falls(change) and any(area.leaves_out for area in areas)
    return bool(withheld & set(change.removed)) or bool(change.removed and change.what == "statements" and withheld)


def _counts_those_left_out(change: EvidenceChange, left: Collection[tuple[str, str]]) -> bool:
    """Whether a number in the text counts somebody who went from a claim or theme, and has input that is left out."""
    if change.kind != "field" or not _falls(change):
        return False
    return bool(set(change.code.split(":")) & {code for _, code in left})


def _falls(change: EvidenceChange) -> bool:
    return not (isinstance(change.before, int) and isinstance(change.after, int) and change.after > change.before)


def _name(change: EvidenceChange, labels: Labels) -> str:
    if change.kind == "field":
        return label_national_field(change.code, labels)
    return labels.claim(change.code).rstrip(".") if change.kind == "claim" else labels.theme(change.code)
