"""What a person must look at in the findings before they are printed: each fault with its place and what to do.

The program tells; people choose. Words and numbers are held against what may be shared, as they will be printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from medlemsdialog.catalogue import LANGUAGES, Language, Message
from medlemsdialog.evidence import finding_rules as rules
from medlemsdialog.evidence.assessment_text import CitationPart, FieldPart, list_cited, parse_assessment
from medlemsdialog.evidence.finding_text_checks import TextCheck, find_text_faults, tell_fault
from medlemsdialog.evidence.findings import describe_change, list_statements
from medlemsdialog.evidence.held_quotations import list_names
from medlemsdialog.evidence.labels import Labels, build_labels
from medlemsdialog.evidence.lost_quotes import HIDDEN
from medlemsdialog.evidence.national_fields import name_national_field
from medlemsdialog.evidence.quotations import is_verbatim
from medlemsdialog.evidence.quote_checks import find_missing_dissent
from medlemsdialog.evidence.sentences import split_sentences
from medlemsdialog.evidence.strength import CONTRARY, find_strength_faults
from medlemsdialog.evidence.workspace import Workspace
from medlemsdialog.models.finding_faults import FindingFault
from medlemsdialog.models.findings import Finding
from medlemsdialog.models.identity import source_id_of
from medlemsdialog.models.national import NationalClaim, NationalOverview
from medlemsdialog.models.summary import StatementRow
from medlemsdialog.models.vocabulary import FindingState, Position, Severity

__all__ = ["FindingFault", "check_finding", "check_findings", "has_errors"]

_CONTRARY_WORDS = frozenset({"mot", "delt"})
_PLACES = ("finding", "heading", "text", "quote")


def check_findings(workspace: Workspace, overview: NationalOverview) -> tuple[FindingFault, ...]:
    """Return the faults of all findings of an overview, finding by finding in their order."""
    statements, names = _index_statements(overview), list_names(workspace)
    return tuple(
        fault
        for finding in overview.findings
        for fault in _check_finding(finding, workspace, overview, statements, names)
    )


def check_finding(finding: Finding, workspace: Workspace, overview: NationalOverview) -> tuple[FindingFault, ...]:
    """Return the faults of one finding: those of the whole, then of heading, text and quotes, form by form."""
    return _check_finding(finding, workspace, overview, _index_statements(overview), list_names(workspace))


def _index_statements(overview: NationalOverview) -> dict[str, StatementRow]:
    return {row.statement_id: row for area in (*overview.summaries, overview.without_county) for row in area.statements}


def _check_finding(
    finding: Finding,
    workspace: Workspace,
    overview: NationalOverview,
    statements: Mapping[str, StatementRow],
    names: frozenset[str],
) -> tuple[FindingFault, ...]:
    labels = build_labels(workspace, workspace.dialogue.language)
    faults = [
        *_find_finding_faults(finding, workspace, overview, labels),
        *_find_code_faults(finding, workspace, overview, labels),
        *_find_statement_faults(finding, workspace, statements),
        *_find_quote_faults(finding, statements),
    ]
    for language in LANGUAGES:
        text = getattr(finding.text, language)
        if text:
            in_form = labels if labels.language == language else build_labels(workspace, language)
            check = TextCheck(finding, language, text, overview, in_form, statements, names)
            faults += find_text_faults(check)
            faults += _find_contrary_left_out(check)
    order: list[str] = ["", *LANGUAGES]
    return tuple(
        sorted(
            faults,
            key=lambda one: (
                _PLACES.index(one.place),
                order.index(one.language),
                one.sentence or 0,
                one.start,
                one.end,
            ),
        )
    )


def has_errors(faults: Iterable[FindingFault]) -> bool:
    """Whether any of the faults is one that a finding cannot be defended with."""
    return any(fault.severity is Severity.ERROR for fault in faults)


def _find_finding_faults(
    finding: Finding, workspace: Workspace, overview: NationalOverview, labels: Labels
) -> Iterator[FindingFault]:
    finding_id = finding.finding_id
    # A number alone is no evidence: nobody can follow it to who said what.
    if not (finding.claims or finding.themes or list_statements(finding)):
        yield tell_fault(rules.NO_EVIDENCE, finding_id)
    if finding.state is FindingState.STALE:
        changes = tuple(describe_change(change, labels) for change in finding.changes)
        yield tell_fault(rules.STALE, finding_id, changes=changes)
    elif finding.text_changed:
        yield tell_fault(rules.TEXT_CHANGED, finding_id)
    claims = [row for row in overview.claims if row.claim_id in finding.claims]
    for fault in find_strength_faults(finding.strength, claims, overview, labels):
        yield tell_fault(rules.STRONG_WORD, finding_id, fault=fault)
    # A finding without quotes tells of dissent in its text: that has a rule of its own.
    if finding.quotes and (missing := find_missing_dissent(finding, overview)):
        yield tell_fault(rules.DISSENT_NOT_QUOTED, finding_id, fault=missing)
    # Heading and basis come as they are printed.
    basis = finding.basis
    if basis is None:
        yield tell_fault(rules.BASIS_NOT_JUDGED, finding_id)
    for words in (*finding.heading.model_dump().values(), *((basis.reason, *basis.notes.values()) if basis else ())):
        if HIDDEN in words:
            yield tell_fault(rules.QUOTE_HELD_BACK, finding_id, found=words)
    yield from _find_form_faults(finding, workspace)


def _find_form_faults(finding: Finding, workspace: Workspace) -> Iterator[FindingFault]:
    """Yield what is missing or differs in nynorsk; bokmål is always there."""
    dialogue, nynorsk = workspace.dialogue, Message("nynorsk")
    is_needed = dialogue.language == "nn" or bool(dialogue.title.nn)
    if is_needed and not (finding.text.nn and finding.heading.nn):
        yield tell_fault(rules.FORM_MISSING, finding.finding_id, language="nn", form=nynorsk)
    if finding.text.nn and _list_tokens(finding.text.nb) != _list_tokens(finding.text.nn):
        yield tell_fault(rules.FORMS_DIFFER, finding.finding_id, language="nn", form=nynorsk)


def _list_tokens(text: str) -> frozenset[str]:
    return frozenset(
        part.statement_id if isinstance(part, CitationPart) else name_national_field(part)
        for part in parse_assessment(text)
        if isinstance(part, CitationPart | FieldPart)
    )


def _find_code_faults(
    finding: Finding, workspace: Workspace, overview: NationalOverview, labels: Labels
) -> Iterator[FindingFault]:
    sections = {"", *(theme.code for theme in workspace.dialogue.main_themes)}
    if finding.section not in sections:
        yield tell_fault(rules.UNKNOWN_CODE, finding.finding_id, found=finding.section, code=finding.section)
    kinds = (
        (
            finding.claims,
            {row.claim_id for row in overview.claims},
            {claim.id: labels.claim(claim.id) for claim in workspace.claims},
            {claim.id: labels.claim(claim.id) for claim in workspace.former_claims},
        ),
        (
            finding.themes,
            {row.theme for row in overview.themes},
            {code: labels.theme(code) for code in workspace.codebook.codes},
            {theme.code: labels.theme(theme.code) for theme in workspace.former_themes},
        ),
    )
    for named, there, in_use, former in kinds:
        for code in named:
            if code in there:
                continue
            if code in in_use:
                yield tell_fault(rules.EVIDENCE_GONE, finding.finding_id, found=code, name=in_use[code])
            elif code in former:
                yield tell_fault(rules.EVIDENCE_RETIRED, finding.finding_id, found=code, name=former[code])
            else:
                yield tell_fault(rules.UNKNOWN_CODE, finding.finding_id, found=code, code=code)


def _find_statement_faults(
    finding: Finding, workspace: Workspace, statements: Mapping[str, StatementRow]
) -> Iterator[FindingFault]:
    """Yield what is wrong with the statements that a finding rests on, each told once, where it is first cited."""
    places = _list_places(finding)
    codes = {*finding.claims, *finding.themes}
    for statement_id in list_statements(finding):
        place = places.get(statement_id, {})
        row = statements.get(statement_id)
        if row is None:
            is_withdrawn = source_id_of(statement_id) in workspace.judgements.withdrawn
            rule = rules.EVIDENCE_WITHDRAWN if is_withdrawn else rules.EVIDENCE_GONE
            yield tell_fault(rule, finding.finding_id, found=statement_id, name=statement_id, **place)
            continue
        carried = {*row.themes, *(taken.claim_id for taken in row.claims)}
        if row.coders == 0 and not row.tick:
            yield tell_fault(rules.MACHINE_ONLY, finding.finding_id, found=statement_id, **place)
        elif codes and not codes & carried:
            yield tell_fault(rules.EVIDENCE_RECODED, finding.finding_id, found=statement_id, **place)
        if not row.quotable and statement_id not in {quote.statement_id for quote in finding.quotes}:
            yield tell_fault(rules.NOT_QUOTABLE, finding.finding_id, found=statement_id, **place)


def _list_places(finding: Finding) -> dict[str, dict[str, Any]]:
    """Return where each statement is first cited, else where it is quoted."""
    places: dict[str, dict[str, Any]] = {
        quote.statement_id: {"place": "quote", "sentence": number}
        for number, quote in reversed([*enumerate(finding.quotes, start=1)])
    }
    for language, text in reversed(_texts(finding).items()):
        for sentence in reversed(split_sentences(text)):
            at = sentence.start
            for part in parse_assessment(sentence.raw):
                if isinstance(part, CitationPart):
                    places[part.statement_id] = {
                        "place": "text",
                        "language": language,
                        "sentence": sentence.number,
                        "start": at,
                        "end": at + len(part.raw),
                    }
                at += len(part.raw)
    return places


def _find_quote_faults(finding: Finding, statements: Mapping[str, StatementRow]) -> Iterator[FindingFault]:
    for number, quote in enumerate(finding.quotes, start=1):
        row = statements.get(quote.statement_id)
        if row is None:
            continue  # told as evidence that is gone
        if not row.quotable or row.text is None:
            rule = rules.QUOTE_NOT_QUOTABLE
        elif not is_verbatim(quote.text, row.text):
            rule = rules.QUOTE_NOT_VERBATIM
        else:
            continue
        yield tell_fault(rule, finding.finding_id, place="quote", sentence=number, found=quote.text)


def _find_contrary_left_out(check: TextCheck) -> Iterator[FindingFault]:
    """Yield the claims that somebody is against or divided on, where neither text nor quotes tell of them."""
    finding = check.finding
    for row in check.overview.claims:
        if row.claim_id not in finding.claims or not _count_contrary(row):
            continue
        fields = [part for part in parse_assessment(check.text) if isinstance(part, FieldPart)]
        has_field = any(
            row.claim_id in part.arguments and _CONTRARY_WORDS & {word.casefold() for word in part.arguments}
            for part in fields
        )
        told = {*list_cited(check.text), *(quote.statement_id for quote in finding.quotes)}
        said = {
            taken.position
            for statement_id in told
            if statement_id in check.statements
            for taken in check.statements[statement_id].claims
            if taken.claim_id == row.claim_id
        }
        if not has_field and not said & {*CONTRARY}:
            counts = Message(
                "medlemmer mot: {members_against}, delt: {members_mixed}; organer mot: {bodies_against}, delt: {bodies_mixed}",
                members_against=row.members.get(Position.AGAINST, 0),
                members_mixed=row.members.get(Position.MIXED, 0),
                bodies_against=row.bodies.get(Position.AGAINST, 0),
                bodies_mixed=row.bodies.get(Position.MIXED, 0),
            )
            yield tell_fault(
                rules.CONTRARY_LEFT_OUT,
                finding.finding_id,
                language=check.language,
                found=row.claim_id,
                claim=check.labels.claim(row.claim_id),
                counts=counts,
            )


def _count_contrary(row: NationalClaim) -> int:
    return sum(row.members.get(position, 0) + row.bodies.get(position, 0) for position in CONTRARY)


def _texts(finding: Finding) -> dict[Language, str]:
    return {language: text for language in LANGUAGES if (text := getattr(finding.text, language))}
