"""What the computer knows of one finding, for the person who writes it: faults, changes, strength, basis and evidence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from medlemsdialog.catalogue import Message
from medlemsdialog.desk.code_counts import describe_code
from medlemsdialog.desk.finding_contents import Content
from medlemsdialog.desk.findings_evidence import describe_quotes, describe_statement
from medlemsdialog.desk.national_numbers import read_numbers, read_said
from medlemsdialog.desk.session import Session
from medlemsdialog.evidence import Labels
from medlemsdialog.evidence.basis import describe_basis
from medlemsdialog.evidence.evidence_rows import pick_claims
from medlemsdialog.evidence.finding_checks import check_findings
from medlemsdialog.evidence.finding_rules import STALE, TEXT_CHANGED
from medlemsdialog.evidence.findings import describe_change
from medlemsdialog.evidence.strength import (
    COUNTS_RULE,
    STRENGTH_RULES,
    THEMES_ONLY,
    find_strength_faults,
    tell_strength,
)
from medlemsdialog.models.finding_faults import FindingFault
from medlemsdialog.models.findings import EvidenceChange, Finding
from medlemsdialog.models.national import NationalClaim, NationalOverview
from medlemsdialog.models.vocabulary import BasisLevel, BasisQuestion, FindingState, Strength, word

_TOLD_BY_STATE = frozenset({STALE.id, TEXT_CHANGED.id})


def describe_finding(session: Session, finding: Finding, content: Content, labels: Labels) -> dict[str, Any]:
    """Return all that is known of a finding as it stands on the page."""
    overview = read_numbers(session)
    claims = pick_claims(overview, finding.claims)
    # One that says something else than what was approved is a draft to the person who writes it.
    state = finding.state
    return {
        "state": state.value,
        "state_label": word(state).text(session.language),
        "text_changed": finding.text_changed and state is not FindingState.APPROVED,
        "changes": [_tell_change(session, change, labels) for change in finding.changes],
        "faults": _tell_faults(session, finding, content, overview),
        "codes": _describe_codes(finding, overview, labels),
        "statements": _describe_statements(session, content.statements, labels),
        "quotes": describe_quotes(session, content, labels),
        "strength": _describe_strength(content.strength, claims, overview, labels),
        "basis": _describe_basis(session, finding, overview, labels),
    }


def find_faults(session: Session, overview: NationalOverview) -> tuple[FindingFault, ...]:
    """Return the faults of the overview's findings, but those that the state of a finding tells by itself."""
    return tuple(fault for fault in check_findings(session.workspace, overview) if fault.rule not in _TOLD_BY_STATE)


def _tell_change(session: Session, change: EvidenceChange, labels: Labels) -> str:
    """Return a change in words, with the sender and the place of a statement where its id says nothing to a person."""
    told, said = describe_change(change, labels), read_said(session)
    for one in {change.code, *change.added, *change.removed} & said.keys():
        shown = describe_statement(said[one], labels)
        told = told.replace(one, f"{shown['sender']} ({shown['place']})")
    return told


def _tell_faults(
    session: Session, finding: Finding, content: Content, overview: NationalOverview
) -> list[dict[str, str]]:
    if not content.has_text:
        unwritten = Message("Overskrift og tekst på bokmål må være skrevet før funnet kan lagres.")
        return [
            {"found": "", "what": unwritten.text(session.language), "to_do": "", "language": "", "place": "finding"}
        ]
    faults = find_faults(session, overview.model_copy(update={"findings": (finding,)}))
    return [
        {
            "found": fault.found,
            "what": fault.what.text(session.language),
            "to_do": fault.to_do.text(session.language),
            "language": fault.language,
            "place": fault.place,
            "severity": word(fault.severity).text(session.language),
        }
        for fault in faults
    ]


def _describe_codes(finding: Finding, overview: NationalOverview, labels: Labels) -> list[dict[str, Any]]:
    """Return the claims and themes the finding rests on, with who stands behind; those that are gone by their words alone."""
    rows = {("claim", row.claim_id): describe_code(row, labels) for row in pick_claims(overview, finding.claims)}
    rows |= {("theme", row.theme): describe_code(row, labels) for row in overview.themes if row.theme in finding.themes}
    wanted = [("claim", code) for code in finding.claims] + [("theme", code) for code in finding.themes]
    gone = labels.t("ingen tar dette opp nå")
    return [
        rows.get(key)
        or {
            "kind": key[0],
            "code": key[1],
            "label": labels.claim(key[1]) if key[0] == "claim" else labels.theme(key[1]),
            "counted": gone,
            "numbers": [],
            "counties": [],
        }
        for key in wanted
    ]


def _describe_statements(session: Session, ids: Iterable[str], labels: Labels) -> list[dict[str, Any]]:
    said = read_said(session)
    lost = labels.t("Utsagnet finnes ikke blant dem som telles")
    return [
        describe_statement(said[one], labels) if one in said else {"id": one, "sender": lost, "place": "", "text": ""}
        for one in ids
    ]


def _describe_strength(
    chosen: Strength | None, claims: tuple[NationalClaim, ...], overview: NationalOverview, labels: Labels
) -> dict[str, Any]:
    return {
        "words": [
            {
                "value": one.value,
                "label": labels.word(one),
                "rule": STRENGTH_RULES[one].text(labels.language),
                "faults": [
                    fault.text(labels.language) for fault in find_strength_faults(one, claims, overview, labels)
                ],
            }
            for one in Strength
        ],
        "counts_rule": COUNTS_RULE.text(labels.language),
        "none": "" if claims else THEMES_ONLY.text(labels.language),
        "printed": tell_strength(chosen, claims, labels, overview),
    }


def _describe_basis(session: Session, finding: Finding, overview: NationalOverview, labels: Labels) -> dict[str, Any]:
    facts = describe_basis(finding, overview, session.workspace, labels.language)
    return {
        "questions": [
            {
                "value": one.value,
                "label": labels.word(one),
                "facts": [
                    {"text": fact.message.text(labels.language), "internal": fact.internal, "concern": fact.concern}
                    for fact in facts
                    if fact.question is one
                ],
            }
            for one in BasisQuestion
        ],
        "levels": [[one.value, labels.word(one)] for one in BasisLevel],
    }
