"""What policy staff judge of the nation: findings written, approved and removed, and what became of claims and themes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from medlemsdialog.catalogue import Message
from medlemsdialog.dialogue_text import Text
from medlemsdialog.errors import UsageError
from medlemsdialog.evidence import Workspace, read_national
from medlemsdialog.evidence.findings import build_findings, content_sha256, list_statements
from medlemsdialog.judgements.authorship import client_name, require_person
from medlemsdialog.judgements.events import (
    AnyEvent,
    FateGiven,
    FindingApprovalWithdrawn,
    FindingApproved,
    FindingRemoved,
    FindingWritten,
)
from medlemsdialog.judgements.log import append_events
from medlemsdialog.models.findings import Basis, Finding, PickedQuote
from medlemsdialog.models.national import NationalOverview
from medlemsdialog.models.vocabulary import Fate, FindingDocument, Strength
from medlemsdialog.paths import NATIONAL
from medlemsdialog.runs.judging import require_known
from medlemsdialog.runs.status import build_board

LONGEST_ID = 28
_NAMED = 5
_PREFIX = "f-"
_SPELLED = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "đ": "d", "ŋ": "n", "ŧ": "t"})


@dataclass(frozen=True)
class WrittenFinding:
    """What is written of one finding: the event that counts, and those that others wrote at the same time."""

    current: FindingWritten | None = None
    rivals: tuple[FindingWritten, ...] = ()

    @property
    def seen(self) -> tuple[str, ...]:
        """The ids of all of it: what a person who was shown this takes the place of when saving."""
        return tuple(event.id for event in (self.current, *self.rivals) if event is not None)


def find_finding(workspace: Workspace, finding_id: str) -> WrittenFinding:
    """Return what is written of a finding; nothing where there is none."""
    judgements = workspace.judgements
    current = judgements.findings.get(finding_id)
    if current is None:
        return WrittenFinding()
    rivals = judgements.rivals.get(current.id, ())
    return WrittenFinding(current, tuple(rival for rival in rivals if isinstance(rival, FindingWritten)))


def new_finding_id(heading: str, existing: Collection[str]) -> str:
    """Return an id made of the heading, of letters a–z, digits and hyphens, that no other finding has."""
    plain = unicodedata.normalize("NFKD", heading.casefold().translate(_SPELLED))
    slug = re.sub(r"[^a-z0-9]+", "-", "".join(one for one in plain if not unicodedata.combining(one))).strip("-")
    whole = _PREFIX + (slug or "funn")
    taken, number = set(existing), 1
    while (candidate := _shorten(whole, "" if number == 1 else f"-{number}")) in taken:
        number += 1
    return candidate


def _shorten(whole: str, ending: str) -> str:
    """Return an id with its ending, cut at the end of a word where it is too long."""
    room = LONGEST_ID - len(ending)
    if len(whole) <= room:
        return whole + ending
    cut = whole[:room]
    if whole[room] != "-" and cut.count("-") > 1:
        cut = cut.rpartition("-")[0]
    return cut.rstrip("-") + ending


def write_finding(
    workspace: Workspace,
    *,
    finding_id: str,
    heading: Text,
    text: Text,
    by: str,
    section: str = "",
    place: int = 0,
    claims: Sequence[str] = (),
    themes: Sequence[str] = (),
    statements: Sequence[str] = (),
    quotes: Sequence[PickedQuote] = (),
    strength: Strength | None = None,
    basis: Basis | None = None,
    documents: Sequence[FindingDocument] = (FindingDocument.INPUT, FindingDocument.FINAL_REPORT),
    replaces: tuple[str, ...] | None = None,
) -> FindingWritten:
    """Append a finding, new or in the place of what was written of it; it counts from now on.

    `replaces` are the texts the person was shown (`WrittenFinding.seen`): what others wrote meanwhile stays beside this one
    until someone settles it. None says nothing of that and takes the place of all there is.

    Raises:
        UsageError: The id, or a section, claim or theme that it did not rest on before, is none; nothing is written then.
    """
    if not re.fullmatch(rf"{_PREFIX}[a-z0-9-]{{1,{LONGEST_ID - len(_PREFIX)}}}", finding_id):
        raise UsageError(
            Message(
                "«{found}» kan ikke være navnet på et funn. Det skal begynne med {prefix} og ha høyst {longest} tegn: "
                "små bokstaver a–z, tall og bindestreker.",
                found=finding_id,
                prefix=_PREFIX,
                longest=LONGEST_ID,
            )
        )
    before = workspace.judgements.findings.get(finding_id)
    _require_all(claims, [claim.id for claim in workspace.claims], before.claims if before else (), Message("kravet"))
    _require_all(themes, sorted(workspace.codebook.codes), before.themes if before else (), Message("temaet"))
    sections = ["", *(theme.code for theme in workspace.dialogue.main_themes)]
    _require_all([section], sections, [before.section] if before else (), Message("hovedtemaet"))
    event = FindingWritten(
        by=require_person(by),
        client=client_name(),
        finding_id=finding_id,
        heading=heading,
        text=text,
        section=section,
        place=place,
        claims=tuple(dict.fromkeys(claims)),
        themes=tuple(dict.fromkeys(themes)),
        statements=tuple(dict.fromkeys(statements)),
        quotes=tuple(quotes),
        strength=strength,
        basis=basis,
        documents=tuple(one for one in FindingDocument if one in documents),
        replaces=replaces,
    )
    _append(workspace, event)
    return event


def _require_all(codes: Sequence[str], allowed: Sequence[str], also: Collection[str], what: Message) -> None:
    # What it rested on when the code was in use may stay.
    for code in codes:
        if code not in also:
            require_known(code, allowed, what)


def remove_finding(workspace: Workspace, finding_id: str, *, by: str, reason: str = "") -> FindingRemoved:
    """Append that a finding is no longer one; what was written stays in the log.

    Raises:
        UsageError: There is no such finding.
    """
    require_finding(workspace, finding_id)
    event = FindingRemoved(by=require_person(by), client=client_name(), finding_id=finding_id, reason=reason.strip())
    _append(workspace, event)
    return event


def read_current_overview(workspace: Workspace) -> NationalOverview:
    """Return the overview of the nation, from summaries that say what has been judged until now.

    Raises:
        SummaryError: Nothing has been run, or a summary is missing or broken.
        UsageError: The summaries are older than what has been judged since.
    """
    overview = read_national(workspace)
    if old := [row.name for row in build_board(workspace).counties if not row.numbers_up_to_date]:
        raise UsageError(
            Message(
                "Noe er endret siden siste kjøring i {counties}. Kjør «medlemsdialog run» først.",
                counties=", ".join(old[:_NAMED]) + (" …" if len(old) > _NAMED else ""),
            )
        )
    return overview


def approve_finding(
    workspace: Workspace,
    finding_id: str,
    *,
    by: str,
    overview: NationalOverview | None = None,
    accept: Callable[[Finding], bool] | None = None,
) -> FindingApproved | None:
    """Append that a finding is approved as it stands, with all that it rests on; None where `accept` says no.

    `accept` is given the finding as it stands, to show a person its faults before the choice is made. Without `overview`,
    the summaries are read, and must be up to date.

    Raises:
        SummaryError: Nothing has been run, or a summary is missing or broken.
        UsageError: There is no such finding, it rests on nothing that exists, or the summaries are not up to date.
    """
    person = require_person(by)
    event = require_finding(workspace, finding_id)
    current = read_current_overview(workspace) if overview is None else overview
    finding = next(one for one in build_findings(workspace, current) if one.finding_id == finding_id)
    _require_evidence(finding)
    if accept is not None and not accept(finding):
        return None
    approved = FindingApproved(
        by=person,
        client=client_name(),
        finding_id=finding_id,
        content_sha256=content_sha256(event),
        evidence=finding.evidence,
    )
    _append(workspace, approved)
    return approved


def withdraw_approval(workspace: Workspace, finding_id: str, *, by: str, reason: str = "") -> FindingApprovalWithdrawn:
    """Append that an approval is taken back.

    Raises:
        UsageError: There is no such finding, or it is not approved.
    """
    require_finding(workspace, finding_id)
    if finding_id not in workspace.judgements.finding_approvals:
        raise UsageError(Message("Funnet {id} er ikke godkjent, så det er ingenting å trekke.", id=finding_id))
    event = FindingApprovalWithdrawn(
        by=require_person(by), client=client_name(), finding_id=finding_id, reason=reason.strip()
    )
    _append(workspace, event)
    return event


def give_fate(
    workspace: Workspace, kind: Literal["claim", "theme"], code: str, *, fate: Fate | None, by: str, reason: str = ""
) -> FateGiven:
    """Append what became of a claim or theme that no finding rests on; no fate takes that back.

    Raises:
        UsageError: There is no such claim or theme in use, or it is set aside without a reason.
    """
    if kind == "claim":
        require_known(code, [claim.id for claim in workspace.claims], Message("kravet"))
    else:
        require_known(code, sorted(workspace.codebook.codes), Message("temaet"))
    if fate is Fate.SET_ASIDE and not reason.strip():
        raise UsageError(Message("Skriv grunnen til at det settes til side."))
    event = FateGiven(
        by=require_person(by), client=client_name(), kind=kind, code=code, fate=fate, reason=reason.strip()
    )
    _append(workspace, event)
    return event


def require_finding(workspace: Workspace, finding_id: str) -> FindingWritten:
    """Return a finding as it is written.

    Raises:
        UsageError: There is no such finding; the text names those there are.
    """
    found = workspace.judgements.findings
    require_known(finding_id, sorted(found), Message("funnet"))
    return found[finding_id]


def _require_evidence(finding: Finding) -> None:
    evidence = finding.evidence
    there = {one.claim_id for one in evidence.claims} | {one.theme for one in evidence.themes}
    there |= {one.statement_id for one in evidence.statements}
    named = (*finding.claims, *finding.themes, *list_statements(finding))
    if not named:
        raise UsageError(
            Message("Funnet {id} bygger ikke på noe ennå. Legg til krav, temaer eller utsagn.", id=finding.finding_id)
        )
    if gone := [code for code in named if code not in there]:
        raise UsageError(
            Message(
                "Funnet {id} bygger på noe som ikke finnes i det som kan deles: {gone}. Fjern det fra funnet eller finn det igjen.",
                id=finding.finding_id,
                gone=", ".join(gone),
            )
        )


def _append(workspace: Workspace, event: AnyEvent) -> None:
    append_events(workspace.data, NATIONAL, [event])
