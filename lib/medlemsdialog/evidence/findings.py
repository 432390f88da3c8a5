"""The findings as they stand now: what each rests on, and whether that is what it was approved on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence

from medlemsdialog.dialogue_text import Text
from medlemsdialog.evidence.assessment_text import CitationPart, FieldPart, parse_assessment
from medlemsdialog.evidence.finding_changes import compare_evidence, describe_change
from medlemsdialog.evidence.finding_lineage import follow_codes
from medlemsdialog.evidence.held_quotations import hold_back_in_text, hold_back_quotations, list_names
from medlemsdialog.evidence.national_fields import count_national_field, name_national_field
from medlemsdialog.evidence.workspace import Workspace
from medlemsdialog.judgements.events import FindingApproved, FindingWritten
from medlemsdialog.judgements.finding_purge import TAKEN_OUT
from medlemsdialog.models.findings import (
    Basis,
    ClaimEvidence,
    CodeFate,
    EvidenceState,
    FieldEvidence,
    Finding,
    StatementEvidence,
    ThemeEvidence,
)
from medlemsdialog.models.national import NationalOverview
from medlemsdialog.models.vocabulary import Addressee, FindingState, Position

__all__ = [
    "Drafted",
    "build_fates",
    "build_findings",
    "compare_evidence",
    "content_sha256",
    "describe_change",
    "list_statements",
    "read_evidence",
]

_CONTENT = ("heading", "text", "section", "claims", "themes", "statements", "quotes", "strength", "basis", "documents")
# Of these the order says nothing; quotes stand in the order they are printed.
_UNORDERED = ("claims", "themes", "statements", "documents")


# What rests on evidence: a finding, or the event that writes one.
Drafted = FindingWritten | Finding


def read_evidence(finding: Drafted, overview: NationalOverview) -> EvidenceState:
    """Return all that a finding rests on, as it stands in what may be shared; codes in order.

    Statements are those it names, quotes, or cites in a text of any language; fields those in any of its texts.
    """
    return EvidenceState(
        claims=tuple(_read_claim(code, overview) for code in _known(finding.claims, _claim_ids(overview))),
        themes=tuple(_read_theme(code, overview) for code in _known(finding.themes, _theme_codes(overview))),
        statements=_read_statements(list_statements(finding), overview),
        fields=_read_fields(finding.text, overview),
    )


def list_statements(finding: Drafted) -> tuple[str, ...]:
    """Return the ids of the statements that a finding names, quotes or cites, in order, each once."""
    cited = (part.statement_id for part in _parts(finding.text) if isinstance(part, CitationPart))
    return tuple(sorted({*finding.statements, *(quote.statement_id for quote in finding.quotes), *cited}))


def content_sha256(event: FindingWritten) -> str:
    """Return what is the same for a finding that says the same: not who wrote it, when, or where it stands."""
    content = event.model_dump(mode="json", include=set(_CONTENT))
    content |= {name: sorted(set(content[name])) for name in _UNORDERED}
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def build_findings(workspace: Workspace, overview: NationalOverview) -> tuple[Finding, ...]:
    """Return the findings by section and place, with what they rest on now and what has changed since they were approved.

    Claims and themes that others have taken over for stand by those others, also in the fields of the text. Heading and
    basis stand as they may be printed, the text as it is written (`resolve_finding` prints it). What a person has written
    anew since it was approved is a draft, whatever it rests on.
    """
    judgements = workspace.judgements
    built = (
        _build_finding(workspace, overview, event, judgements.finding_approvals.get(event.finding_id))
        for event in judgements.findings.values()
    )
    sections = ["", *(theme.code for theme in workspace.dialogue.main_themes)]
    order = {code: place for place, code in enumerate(sections)}
    return tuple(
        sorted(built, key=lambda one: (order.get(one.section, len(order)), one.section, one.place, one.finding_id))
    )


def build_fates(workspace: Workspace, overview: NationalOverview, findings: Iterable[Finding]) -> tuple[CodeFate, ...]:
    """Return what became of each claim somebody takes a position to, then of each theme raised; as the dialogue lists them.

    A fate given to a code that others have taken over for says nothing of those: somebody must look at them anew.
    """
    findings = tuple(findings)
    names = list_names(workspace)
    claims = _in_order([claim.id for claim in workspace.claims], _claim_ids(overview))
    themes = _in_order([theme.code for theme in workspace.codebook.themes], _theme_codes(overview))
    fates = []
    for kind, codes in (("claim", claims), ("theme", themes)):
        for code in codes:
            resting = [one for one in findings if code in (one.claims if kind == "claim" else one.themes)]
            given = workspace.judgements.fates.get((kind, code))
            fates.append(
                CodeFate.model_validate(
                    {
                        "kind": kind,
                        "code": code,
                        "findings": tuple(one.finding_id for one in resting),
                        "fate": given.fate if given else None,
                        "reason": hold_back_quotations(given.reason, overview, names) if given else "",
                    }
                )
            )
    return tuple(fates)


def _build_finding(
    workspace: Workspace, overview: NationalOverview, event: FindingWritten, approved: FindingApproved | None
) -> Finding:
    followed = follow_codes(event, workspace.lineage, approved.evidence if approved else None)
    now = followed.drafted
    evidence = read_evidence(now, overview)
    changes = (
        (*followed.changes, *compare_evidence(followed.approved, evidence, apart=followed.apart))
        if followed.approved
        else ()
    )
    text_changed = approved is not None and approved.content_sha256 != content_sha256(event)
    state = FindingState.DRAFT
    if approved is not None and not (text_changed and _is_written_anew(event, approved)):
        state = FindingState.STALE if changes else FindingState.DRAFT if text_changed else FindingState.APPROVED
    asked = {row.claim_id: row.addressee for row in overview.claims}
    asked |= {claim.id: claim.addressee for claim in workspace.claims}
    addressees = {asked[code] for code in now.claims if code in asked}
    names = list_names(workspace)
    return Finding(
        finding_id=event.finding_id,
        heading=hold_back_in_text(event.heading, overview, names),
        text=now.text,
        section=event.section,
        place=event.place,
        claims=now.claims,
        themes=now.themes,
        statements=event.statements,
        quotes=event.quotes,
        strength=event.strength,
        basis=_hold_back_in_basis(event.basis, overview, names),
        documents=event.documents,
        addressees=tuple(one for one in Addressee if one in addressees),
        state=state,
        evidence=evidence,
        approved_evidence=approved.evidence if approved else None,
        changes=changes,
        text_changed=text_changed,
    )


def _is_written_anew(event: FindingWritten, approved: FindingApproved) -> bool:
    """Whether a person wrote what nobody has approved; words taken out with a withdrawn source are no such thing."""
    written = (*event.heading.model_dump().values(), *event.text.model_dump().values())
    is_purged = any(TAKEN_OUT in words for words in written) or not all(quote.text for quote in event.quotes)
    return event.order > approved.order or not is_purged


def _hold_back_in_basis(basis: Basis | None, overview: NationalOverview, names: frozenset[str]) -> Basis | None:
    if basis is None:
        return None
    notes = {question: hold_back_quotations(note, overview, names) for question, note in basis.notes.items()}
    return basis.model_copy(update={"reason": hold_back_quotations(basis.reason, overview, names), "notes": notes})


def _read_claim(claim_id: str, overview: NationalOverview) -> ClaimEvidence:
    (row,) = (row for row in overview.claims if row.claim_id == claim_id)
    return ClaimEvidence(
        claim_id=claim_id,
        members={
            position: _sorted(county.members.get(position, ()) for county in row.counties) for position in Position
        },
        bodies={position: _sorted(county.bodies.get(position, ()) for county in row.counties) for position in Position},
        other_senders=row.other_senders,
        statements=_sorted(county.statements for county in row.counties),
    )


def _read_theme(code: str, overview: NationalOverview) -> ThemeEvidence:
    (row,) = (row for row in overview.themes if row.theme == code)
    return ThemeEvidence(
        theme=code,
        members=_sorted(county.members for county in row.counties),
        bodies=_sorted(county.bodies for county in row.counties),
        other_senders=row.other_senders,
        statements=_sorted(county.statements for county in row.counties),
    )


def _read_statements(ids: Sequence[str], overview: NationalOverview) -> tuple[StatementEvidence, ...]:
    wanted = set(ids)
    rows = {
        row.statement_id: row
        for area in (*overview.summaries, overview.without_county)
        for row in area.statements
        if row.statement_id in wanted
    }
    return tuple(
        StatementEvidence(
            statement_id=row.statement_id,
            text_sha256=row.text_sha256,
            quotable=row.quotable,
            themes=tuple(sorted(row.themes)),
            claims=tuple(sorted(row.claims, key=lambda taken: (taken.claim_id, taken.position.value))),
            coders=row.coders,
        )
        for _, row in sorted(rows.items())
    )


def _read_fields(text: Text, overview: NationalOverview) -> tuple[FieldEvidence, ...]:
    fields = {name_national_field(part): part for part in _parts(text) if isinstance(part, FieldPart)}
    return tuple(
        FieldEvidence(field=name, value=count_national_field(part, overview)) for name, part in sorted(fields.items())
    )


def _parts(text: Text) -> Iterable[CitationPart | FieldPart]:
    for written in (text.nb, text.nn, text.en):
        yield from (part for part in parse_assessment(written) if isinstance(part, CitationPart | FieldPart))


def _claim_ids(overview: NationalOverview) -> list[str]:
    return [row.claim_id for row in overview.claims]


def _theme_codes(overview: NationalOverview) -> list[str]:
    return [row.theme for row in overview.themes]


def _known(codes: Iterable[str], known: Iterable[str]) -> list[str]:
    return sorted(set(codes) & set(known))


def _in_order(listed: Iterable[str], found: Sequence[str]) -> list[str]:
    """Return the codes found in the order they are listed; those that are not listed last."""
    first = [code for code in listed if code in found]
    return [*first, *sorted(set(found) - set(first))]


def _sorted(groups: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(sorted({code for group in groups for code in group}))
