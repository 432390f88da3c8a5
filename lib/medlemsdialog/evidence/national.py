"""The national overview: area summaries put side by side; units are never added across kinds."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from medlemsdialog.catalogue import Message
from medlemsdialog.errors import SummaryError
from medlemsdialog.evidence.agreement import measure_agreement
from medlemsdialog.evidence.copied import group_texts
from medlemsdialog.evidence.disclosure import add_unnamed, count_withheld, share_summary
from medlemsdialog.evidence.findings import build_fates, build_findings
from medlemsdialog.evidence.handed_over import find_overview
from medlemsdialog.evidence.labels import home_code
from medlemsdialog.evidence.lineage_rows import build_lineage_rows
from medlemsdialog.evidence.summary import read_summary
from medlemsdialog.evidence.workspace import Workspace
from medlemsdialog.models.manifest import AreaRun, Manifest
from medlemsdialog.models.national import (
    ClaimCounty,
    CountyRow,
    HeardThrough,
    HomeCounty,
    NationalArena,
    NationalBody,
    NationalClaim,
    NationalOverview,
    NationalQuestion,
    NationalTheme,
    ThemeCounty,
)
from medlemsdialog.models.shared import SharedSummary
from medlemsdialog.models.summary import AreaSummary, PassageAccount, SourceRow
from medlemsdialog.models.vocabulary import AnswerState, Arena, Kind, Level, Position, SourceState
from medlemsdialog.paths import NATIONAL
from medlemsdialog.register.models import Register


def read_national(workspace: Workspace) -> NationalOverview:
    """Read the manifest, the counties' summaries and the senders without a county, and build the overview.

    In a workbook of a run it is the one that the run has built.

    Raises:
        SummaryError: The manifest is missing, or a summary that the manifest promises is missing or broken.
    """
    if (handed_over := find_overview(workspace)) is not None:
        return handed_over
    try:
        manifest = Manifest.model_validate_json(workspace.build.manifest.read_bytes())
    except (FileNotFoundError, ValueError):
        raise SummaryError(
            Message("Fant ingen lesbar oversikt over kjøringen (manifest.json). Kjør «medlemsdialog run» først.")
        ) from None
    summaries = [
        read_summary(workspace.build.area(code).summary)
        for code, run in manifest.counties.items()
        if run.status != "failed"
    ]
    without_county = read_summary(workspace.build.area(NATIONAL).summary)
    return build_national(workspace, summaries, manifest.counties, without_county)


def build_national(
    workspace: Workspace,
    summaries: Sequence[AreaSummary],
    runs: Mapping[str, AreaRun],
    without_county: AreaSummary,
) -> NationalOverview:
    """Return what all areas say together.

    Members of failed counties are unknown, not silent: they are counted apart. Statements of senders without a county
    add to statements, bodies and other senders, never to members. Only what may be shared is counted.
    """
    by_code = {summary.area.code: summary for summary in summaries}
    ordered = tuple(share_summary(by_code[code]) for code in workspace.county_codes if code in by_code)
    nowhere = share_summary(without_county)
    areas = (*ordered, nowhere)
    unnamed = add_unnamed(areas)
    said = {row.statement_id for area in (*by_code.values(), without_county) for row in area.statements}
    texts = group_texts(areas)
    states = Counter(member.state for summary in ordered for member in summary.members)
    failed = [code for code in workspace.county_codes if runs[code].status == "failed"]
    possible = {code: len(workspace.register.members_in(code)) for code in workspace.county_codes}
    overview = NationalOverview(
        dialogue=workspace.dialogue.id,
        edition=workspace.dialogue.edition,
        document_date=workspace.dialogue.document_date.isoformat(),
        example=workspace.dialogue.example,
        possible_members=sum(possible.values()),
        members_by_state={"heard": states["heard"], "waiting": states["waiting"], "silent": states["silent"]},
        members_in_failed_counties=sum(possible[code] for code in failed),
        counties=tuple(
            _county_row(workspace, code, runs[code], by_code.get(code), possible[code])
            for code in workspace.county_codes
        ),
        themes=_themes(areas, [theme.code for theme in workspace.codebook.themes], texts.unit_of),
        claims=_claims(areas),
        questions=_questions(ordered, workspace, sum(possible[code] for code in failed)),
        bodies=_bodies(areas),
        arenas=_arenas(areas),
        passages=_add_accounts([summary.passages for summary in areas]),
        copied_texts=texts.copied,
        agreement=measure_agreement(areas, [theme.code for theme in workspace.codebook.themes]),
        summaries=ordered,
        without_county=nowhere,
        unnamed=unnamed,
        withheld_counts=count_withheld([*by_code.values(), without_county], unnamed.at_least),
        home_counties=list_home_counties(workspace.register),
        lineage=build_lineage_rows(
            workspace, untold=said - {row.statement_id for area in areas for row in area.statements}
        ),
    )
    findings = build_findings(workspace, overview)
    return overview.model_copy(update={"findings": findings, "fates": build_fates(workspace, overview, findings)})


def list_home_counties(register: Register) -> tuple[HomeCounty, ...]:
    """Return the counties of the country with their members and bodies, where the areas are no counties."""
    return tuple(
        HomeCounty(
            code=home_code(county.county_code),
            name=county.name,
            region=county.region or "",
            members=tuple(member.code for member in register.members_of_county(county.county_code)),
            bodies=tuple(body.code for body in register.bodies_of_county(county.county_code)),
        )
        for county in register.geography
    )


def heard_through(summary: AreaSummary) -> HeardThrough:
    """Return how a county was heard; a county with only a body is heard through that body, not by its members."""
    if summary.heard_members:
        return "members"
    if any(body.heard for body in summary.bodies):
        return "bodies"
    kept = [source for source in summary.sources if source.state is not SourceState.REJECTED]
    return "waiting" if kept else "none"


def _county_row(workspace: Workspace, code: str, run: AreaRun, summary: AreaSummary | None, possible: int) -> CountyRow:
    county = workspace.county(code)
    shared = share_summary(summary) if summary else None
    return CountyRow(
        code=code,
        name=county.name,
        region=county.region or "",
        status=run.status,
        reason=run.reason,
        heard_through=heard_through(summary) if summary else "failed",
        members=possible,
        members_heard=len(summary.heard_members) if summary else None,
        members_waiting=sum(member.state == "waiting" for member in summary.members) if summary else None,
        bodies_heard=sum(body.heard for body in summary.bodies) if summary else None,
        sources=len(shared.sources) if shared else None,
        sources_registered=shared.passages.sources_registered if shared else None,
        statements=len(shared.statements) if shared else None,
        coded_share=shared.coded_share if shared else None,
        problems=sum(summary.problems.values()) if summary else None,
        sign_off=summary.sign_off if summary else None,
        leaves_out=shared is not None and shared.leaves_out,
    )


def _themes(
    areas: Sequence[AreaSummary], codes: Sequence[str], unit_of: Mapping[str, str]
) -> tuple[NationalTheme, ...]:
    rows = []
    for code in codes:
        raised = [(area, row) for area in areas for row in area.themes if row.theme == code]
        if not raised:
            continue
        texts = {unit_of[statement] for _, row in raised for statement in row.statements}
        rows.append(
            NationalTheme(
                theme=code,
                members=len({member for _, row in raised for member in row.members}),
                bodies=len({body for _, row in raised for body in row.bodies}),
                other_senders=sum(row.other_senders for _, row in raised),
                statements=sum(len(row.statements) for _, row in raised),
                distinct_texts=len(texts),
                counties=tuple(
                    ThemeCounty(
                        county_code=area.area.code, members=row.members, bodies=row.bodies, statements=row.statements
                    )
                    for area, row in raised
                ),
            )
        )
    return tuple(rows)


def _claims(areas: Sequence[AreaSummary]) -> tuple[NationalClaim, ...]:
    ids = sorted({row.claim_id for area in areas for row in area.claims})
    rows = []
    for claim_id in ids:
        taken = [(area, row) for area in areas for row in area.claims if row.claim_id == claim_id]
        first = taken[0][1]
        rows.append(
            NationalClaim(
                claim_id=claim_id,
                addressee=first.addressee,
                purpose=first.purpose,
                themes=first.themes,
                members={p: len({m for _, row in taken for m in row.members.of(p)}) for p in Position},
                bodies={p: len({b for _, row in taken for b in row.bodies.of(p)}) for p in Position},
                other_senders=sum(row.other_senders for _, row in taken),
                statements=sum(len(row.statements) for _, row in taken),
                counties=tuple(
                    ClaimCounty(
                        county_code=area.area.code,
                        members={p: row.members.of(p) for p in Position},
                        bodies={p: row.bodies.of(p) for p in Position},
                        statements=row.statements,
                    )
                    for area, row in taken
                ),
            )
        )
    return tuple(rows)


def _questions(ordered: Sequence[SharedSummary], workspace: Workspace, in_failed: int) -> tuple[NationalQuestion, ...]:
    totals: dict[str, Counter[AnswerState]] = defaultdict(Counter)
    bodies: Counter[str] = Counter()
    untold: Counter[str] = Counter()
    for summary in ordered:
        for row in summary.questions:
            untold[row.question] += summary.members_without_state(row.question)
            totals[row.question].update(row.members)
            bodies[row.question] += row.bodies_answered
    return tuple(
        NationalQuestion(
            question=question.id,
            members={state: totals[question.id][state] for state in AnswerState},
            members_in_failed_counties=in_failed,
            bodies_answered=bodies[question.id],
            members_without_state=untold[question.id],
        )
        for question in workspace.dialogue.questions
    )


def _bodies(areas: Sequence[SharedSummary]) -> tuple[NationalBody, ...]:
    rows = []
    for area in areas:
        statements = Counter(statement.sender_code for statement in area.statements)
        for body in area.bodies:
            known = [meeting.attendance for meeting in body.meetings if meeting.attendance is not None]
            invited = [meeting.invited for meeting in body.meetings if meeting.invited is not None]
            rows.append(
                NationalBody(
                    code=body.code,
                    name=body.name,
                    kind=body.kind,
                    county_code="" if area.area.code == NATIONAL else area.area.code,
                    meetings=len(body.meetings),
                    attendance=sum(known) if known else None,
                    # A part of the invited would look like all of them.
                    invited=sum(invited) if invited and len(invited) == len(body.meetings) else None,
                    statements=None if body.code in area.withheld_codes else statements[body.code],
                )
            )
    return tuple(rows)


def _arenas(areas: Sequence[AreaSummary]) -> tuple[NationalArena, ...]:
    registered: list[SourceRow] = [s for area in areas for s in area.sources if s.state is SourceState.REGISTERED]
    rows = []
    for arena in Arena:
        there = [source for source in registered if source.arena is arena]
        if there:
            rows.append(
                NationalArena(
                    arena=arena,
                    sources=len(there),
                    members=_senders(there, {Level.MUNICIPALITY, Level.COUNTY_COUNCIL}),
                    bodies=_senders(there, {Level.BODY}),
                    other_senders=_senders(there, {Level.OTHER}),
                )
            )
    return tuple(rows)


def _senders(sources: Sequence[SourceRow], levels: set[Level]) -> int:
    return len(
        {source.sender_code or source.sender_name or source.source_id for source in sources if source.level in levels}
    )


def _add_accounts(accounts: Sequence[PassageAccount]) -> PassageAccount:
    numbers = [name for name in PassageAccount.model_fields if name != "by_kind"]
    totals: dict[str, int] = {name: sum(getattr(account, name) for account in accounts) for name in numbers}
    kinds = [kind for kind in Kind if any(kind in account.by_kind for account in accounts)]
    return PassageAccount(
        **totals, by_kind={kind: sum(account.by_kind.get(kind, 0) for account in accounts) for kind in kinds}
    )
