"""The lists of the tab «Funn»: the findings, and what became of every claim and theme that was raised."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from weakref import WeakKeyDictionary

from medlemsdialog.catalogue import Message
from medlemsdialog.desk.code_counts import describe_code
from medlemsdialog.desk.finding_facts import find_faults
from medlemsdialog.desk.national_numbers import read_numbers
from medlemsdialog.desk.session import Session
from medlemsdialog.evidence import Labels, build_labels
from medlemsdialog.models.findings import CodeFate, Finding
from medlemsdialog.models.national import NationalClaim, NationalOverview, NationalTheme
from medlemsdialog.models.shared import SharedSummary
from medlemsdialog.models.vocabulary import FindingDocument, Position, word

# What the faults were found in, and by id each finding with how many it had.
_Counted = tuple[tuple[SharedSummary, ...], dict[str, tuple[Finding, int]]]
_FAULTS: WeakKeyDictionary[Session, _Counted] = WeakKeyDictionary()


def list_findings(session: Session) -> dict[str, Any]:
    """Return a row for each finding in the order they are printed, and one for each claim and theme that was raised."""
    overview, labels = read_numbers(session), build_labels(session.workspace, session.language)
    faults = _count_faults(session, overview)
    return {
        "rows": [_row(session, one, labels, faults.get(one.finding_id, 0)) for one in overview.findings],
        "codes": list_codes(session, overview, labels),
    }


def list_frame(session: Session) -> dict[str, Any]:
    """Return what stays the same while one writes: the sections, the documents and the dialogue."""
    workspace, language = session.workspace, session.language
    sections = [[one.code, one.label.in_language(language)] for one in workspace.dialogue.main_themes]
    return {
        "dialogue": workspace.dialogue.id,
        "sections": [["", Message("Hele dialogen").text(language)], *sections],
        "documents": [[one.value, word(one).text(language)] for one in FindingDocument],
        "positions": [[one.value, word(one).text(language)] for one in Position],
    }


def list_codes(session: Session, overview: NationalOverview, labels: Labels) -> list[dict[str, Any]]:
    """Return every claim that somebody took a position to and every theme that was raised, with who stands behind it."""
    claims = {row.claim_id: row for row in overview.claims}
    themes = {row.theme: row for row in overview.themes}
    return [
        _code(session, fate, claims[fate.code] if fate.kind == "claim" else themes[fate.code], labels)
        for fate in overview.fates
    ]


def _row(session: Session, finding: Finding, labels: Labels, faults: int) -> dict[str, Any]:
    event = session.workspace.judgements.findings[finding.finding_id]
    return {
        "id": finding.finding_id,
        "heading": finding.heading.in_language(session.language),
        "section": finding.section,
        "section_label": labels.main_themes.get(finding.section, Message("Hele dialogen").text(session.language)),
        "state": finding.state.value,
        "state_label": labels.word(finding.state),
        "strength_label": labels.word(finding.strength) if finding.strength else "",
        "faults": faults,
        "beside": bool(session.workspace.judgements.rivals.get(event.id)),
    }


def _code(session: Session, fate: CodeFate, row: NationalClaim | NationalTheme, labels: Labels) -> dict[str, Any]:
    workspace = session.workspace
    if isinstance(row, NationalClaim):
        group = labels.t("krav til {addressee}", addressee=labels.word(row.addressee))
        section = workspace.codebook.main_theme_of(row.themes[0]) if row.themes else ""
        text = next((one.text for one in (*workspace.claims, *workspace.former_claims) if one.id == fate.code), None)
    else:
        group = labels.t("tema")
        section = workspace.codebook.main_theme_of(fate.code)
        text = next((one.label for one in workspace.codebook.themes if one.code == fate.code), None)
    sections = {one.code for one in workspace.dialogue.main_themes}
    return describe_code(row, labels) | {
        "group": group,
        "section": section if section in sections else "",
        "text": text.model_dump() if text else {"nb": "", "nn": "", "en": ""},
        "findings": fate.findings,
        "fate": fate.fate.value if fate.fate else "",
        "fate_label": labels.t("i et funn") if fate.findings else labels.word(fate.fate) if fate.fate else "",
        "reason": fate.reason,
        "overlooked": fate.is_overlooked,
    }


def _count_faults(session: Session, overview: NationalOverview) -> Mapping[str, int]:
    """Return how many faults each finding has; looked for anew only in those that are others than they were."""
    kept = _FAULTS.get(session)
    known = kept[1] if kept is not None and kept[0] is overview.summaries else {}
    counts = {}
    for one in overview.findings:
        before = known.get(one.finding_id)
        same = before is not None and before[0] == one
        alone = overview.model_copy(update={"findings": (one,)})
        counts[one.finding_id] = before if before and same else (one, len(find_faults(session, alone)))
    _FAULTS[session] = (overview.summaries, counts)
    return {finding_id: number for finding_id, (_, number) in counts.items()}
