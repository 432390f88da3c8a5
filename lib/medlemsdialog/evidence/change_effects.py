"""What a change of claims or themes does to the numbers: the same counting as in the summaries, before and after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from medlemsdialog.coding.statements import code_statements
from medlemsdialog.coding.suggestions import SuggestionIndex
from medlemsdialog.evidence.coverage import speaks_for_sender
from medlemsdialog.evidence.positions import CountedRow, build_claims, build_themes
from medlemsdialog.evidence.sign_off import judge_sign_off
from medlemsdialog.evidence.workspace import Workspace
from medlemsdialog.models.claims import Claim, ClaimPosition
from medlemsdialog.models.code_changes import (
    ChangePreview,
    CitingAssessment,
    CodeCount,
    CodeEffect,
    CodeKind,
    PositionConflict,
)
from medlemsdialog.models.coded import CodedStatement
from medlemsdialog.models.intake import Intake
from medlemsdialog.models.summary import ClaimRow, ThemeRow
from medlemsdialog.models.vocabulary import Position

_NO_SUGGESTIONS = SuggestionIndex(bases={}, phrases={}, longest=0, patterns=())


class CodedArea(NamedTuple):
    """One area's input and its statements as they are coded now."""

    received: Intake
    coded: Sequence[CodedStatement]


class _AreaRows(NamedTuple):
    claims: dict[str, ClaimRow]
    themes: dict[str, ThemeRow]


def compare_workspaces(before: Workspace, after: Workspace, areas: Mapping[str, CodedArea]) -> ChangePreview:
    """Return what differs between the dialogue as it is and as it would be, over the areas given."""
    recoded = {code: _recode(area, after) for code, area in areas.items()}
    rows_before = {code: _count_area(area.received, area.coded, before) for code, area in areas.items()}
    rows_after = {code: _count_area(areas[code].received, coded, after) for code, coded in recoded.items()}
    changed = {
        code: {
            old.passage.statement_id
            for old, new in zip(area.coded, recoded[code], strict=True)
            if (old.themes, old.claims, old.disputed, old.lost, old.views)
            != (new.themes, new.claims, new.disputed, new.lost, new.views)
        }
        for code, area in areas.items()
    }
    statements = {statement_id for ids in changed.values() for statement_id in ids}
    effects = _find_effects(before, after, rows_before, rows_after)
    return ChangePreview(
        effects=effects,
        statements=tuple(sorted(statements)),
        codings=_count_codings(before, after, statements),
        lost=tuple(
            new.passage.statement_id
            for code, area in areas.items()
            for old, new in zip(area.coded, recoded[code], strict=True)
            if set(new.lost) - set(old.lost)
        ),
        areas=tuple(code for code in areas if changed[code]),
        sign_offs=tuple(
            code
            for code, area in areas.items()
            if judge_sign_off(before, area.received) == "standing" != judge_sign_off(after, area.received)
        ),
        assessments=_find_assessments(before, {effect.code for effect in effects}, statements),
        conflicts=_find_conflicts(before, after, rows_before, rows_after),
        claims=_find_moved_claims(before, after),
        ministry_questions=tuple(
            old.ministry_question
            for old, new in zip(before.dialogue.crosswalk, after.dialogue.crosswalk, strict=True)
            if old != new
        ),
    )


def code_plainly(received: Intake, workspace: Workspace) -> CodedArea:
    """Return an area as people have coded it: a change moves nothing of what the computer suggests, and that takes longest."""
    coded = code_statements(received, workspace.judgements, _NO_SUGGESTIONS, propositions=workspace.propositions)
    return CodedArea(received, coded)


def count_codes(workspace: Workspace, areas: Mapping[str, CodedArea]) -> dict[tuple[CodeKind, str], CodeCount]:
    """Return who stands behind each claim and theme in use, counted as in the summaries."""
    rows = {code: _count_area(area.received, area.coded, workspace) for code, area in areas.items()}
    counts: dict[tuple[CodeKind, str], CodeCount] = {
        ("claim", claim.id): _count_claim(claim.id, rows) for claim in workspace.claims
    }
    return counts | {("theme", theme.code): _count_theme(theme.code, rows) for theme in workspace.codebook.themes}


def _recode(area: CodedArea, after: Workspace) -> tuple[CodedStatement, ...]:
    passages = tuple(statement.passage for statement in area.coded)
    received = area.received.model_copy(update={"passages": passages})
    return code_statements(received, after.judgements, _NO_SUGGESTIONS, propositions=after.propositions)


def _count_area(received: Intake, coded: Sequence[CodedStatement], workspace: Workspace) -> _AreaRows:
    sources = {source.source_id: source for source in received.sources}
    rows = [
        CountedRow(
            statement_id=one.passage.statement_id,
            source_id=one.passage.source_id,
            sender_code=source.sender_code,
            level=source.level,
            speaks_for_sender=speaks_for_sender(one.passage, source),
            themes=one.themes,
            claims=one.claims,
            text_unit=one.passage.duplicate_group or one.passage.statement_id,
        )
        for one in coded
        if (source := sources[one.passage.source_id]).counts and (one.themes or one.claims)
    ]
    sender_of = {
        source.source_id: source.sender_code or source.sender_name or source.source_id for source in received.sources
    }
    codes = [theme.code for theme in workspace.codebook.themes]
    return _AreaRows(
        {row.claim_id: row for row in build_claims(rows, workspace.claims, sender_of)},
        {row.theme: row for row in build_themes(rows, codes, sender_of)},
    )


def _find_effects(
    before: Workspace, after: Workspace, rows_before: Mapping[str, _AreaRows], rows_after: Mapping[str, _AreaRows]
) -> tuple[CodeEffect, ...]:
    effects = []
    # What takes over is shown even where its own numbers stay: a person asks what it comes to.
    takes_over = {
        heir
        for old, new in ((before.lineage.claims, after.lineage.claims), (before.lineage.themes, after.lineage.themes))
        for code in new.heirs.keys() - old.heirs.keys()
        for heir in new.resolve_all(code)
    }
    claims_before, claims_after = _by_id(before.claims), _by_id(after.claims)
    for claim_id in sorted(claims_before.keys() | claims_after.keys()):
        old, new = claims_before.get(claim_id), claims_after.get(claim_id)
        counts = _count_claim(claim_id, rows_before), _count_claim(claim_id, rows_after)
        said = new or old
        if said is not None and (old != new or counts[0] != counts[1] or claim_id in takes_over):
            effects.append(
                CodeEffect(
                    kind="claim",
                    code=claim_id,
                    label=said.text,
                    before=counts[0],
                    after=counts[1],
                    in_use_before=old is not None,
                    in_use_after=new is not None,
                )
            )
    themes_before = {theme.code: theme for theme in before.codebook.themes}
    themes_after = {theme.code: theme for theme in after.codebook.themes}
    for code in [*themes_before, *(code for code in themes_after if code not in themes_before)]:
        was, is_now = themes_before.get(code), themes_after.get(code)
        counts = _count_theme(code, rows_before), _count_theme(code, rows_after)
        theme = is_now or was
        if theme is not None and (was != is_now or counts[0] != counts[1] or code in takes_over):
            effects.append(
                CodeEffect(
                    kind="theme",
                    code=code,
                    label=theme.label,
                    before=counts[0],
                    after=counts[1],
                    in_use_before=was is not None,
                    in_use_after=is_now is not None,
                )
            )
    return tuple(effects)


def _count_claim(claim_id: str, rows: Mapping[str, _AreaRows]) -> CodeCount:
    taken = {area: one.claims[claim_id] for area, one in rows.items() if claim_id in one.claims}
    positions = {p: len({m for row in taken.values() for m in row.members.of(p)}) for p in Position}
    return CodeCount(
        statements=sum(len(set(row.statements)) for row in taken.values()),
        members=sum(positions.values()),
        positions={position: number for position, number in positions.items() if number},
        bodies=len({body for row in taken.values() for p in Position for body in row.bodies.of(p)}),
        other_senders=sum(row.other_senders for row in taken.values()),
        areas=tuple(taken),
    )


def _count_theme(code: str, rows: Mapping[str, _AreaRows]) -> CodeCount:
    raised = {area: one.themes[code] for area, one in rows.items() if code in one.themes}
    return CodeCount(
        statements=sum(len(row.statements) for row in raised.values()),
        members=len({member for row in raised.values() for member in row.members}),
        bodies=len({body for row in raised.values() for body in row.bodies}),
        other_senders=sum(row.other_senders for row in raised.values()),
        areas=tuple(raised),
    )


def _count_codings(before: Workspace, after: Workspace, statements: set[str]) -> int:
    return sum(
        before.lineage.resolve_coding(coding) != after.lineage.resolve_coding(coding)
        for (statement_id, _), coding in before.judgements.codings.items()
        if statement_id in statements
    )


def _find_assessments(workspace: Workspace, codes: set[str], statements: set[str]) -> tuple[CitingAssessment, ...]:
    return tuple(
        CitingAssessment(area_code=area, about=about, about_id=about_id)
        for (area, about, about_id), event in sorted(workspace.judgements.assessments.items())
        if (about in {"claim", "theme"} and about_id in codes) or not statements.isdisjoint(event.cited)
    )


def _find_conflicts(
    before: Workspace, after: Workspace, rows_before: Mapping[str, _AreaRows], rows_after: Mapping[str, _AreaRows]
) -> tuple[PositionConflict, ...]:
    """Return the senders whose different positions to claims that become one are put together to one."""
    into: dict[str, list[str]] = {}
    for claim in before.claims:
        for heir in after.lineage.claims.resolve_all(claim.id):
            into.setdefault(heir, []).append(claim.id)
    conflicts = []
    for heir, merged in into.items():
        for area, rows in rows_after.items():
            if len(merged) < 2 or heir not in rows.claims:
                continue
            taken = {claim_id: _stands(rows_before[area].claims.get(claim_id)) for claim_id in merged}
            for sender, (position, is_member) in sorted(_stands(rows.claims[heir]).items()):
                was = tuple(
                    ClaimPosition(claim_id=claim_id, position=stands[sender][0])
                    for claim_id, stands in taken.items()
                    if sender in stands
                )
                if len({one.position for one in was}) > 1:
                    conflicts.append(
                        PositionConflict(
                            area_code=area,
                            sender_code=sender,
                            is_member=is_member,
                            claim_id=heir,
                            before=was,
                            after=position,
                        )
                    )
    return tuple(conflicts)


def _stands(row: ClaimRow | None) -> dict[str, tuple[Position, bool]]:
    if row is None:
        return {}
    return {
        sender: (position, is_member)
        for side, is_member in ((row.members, True), (row.bodies, False))
        for position in Position
        for sender in side.of(position)
    }


def _find_moved_claims(before: Workspace, after: Workspace) -> tuple[str, ...]:
    old = _by_id(before.claims)
    return tuple(claim.id for claim in after.claims if claim.id in old and old[claim.id].themes != claim.themes)


def _by_id(claims: Sequence[Claim]) -> dict[str, Claim]:
    return {claim.id: claim for claim in claims}
