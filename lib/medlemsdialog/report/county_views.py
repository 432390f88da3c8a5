"""What a county says: themes raised and claims with their positions, each with the statements behind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from medlemsdialog.evidence.disclosure import share_summary
from medlemsdialog.models.summary import AreaSummary, ClaimRow, ThemeRow
from medlemsdialog.models.vocabulary import Position
from medlemsdialog.report import places, wording
from medlemsdialog.report.county_assessment import find_assessment_id
from medlemsdialog.report.county_head import contrary_members, is_contested
from medlemsdialog.report.figures import POSITIONS, draw_claims, draw_themes
from medlemsdialog.report.fragment import Fragment, render
from medlemsdialog.report.lineage_words import merged_line
from medlemsdialog.report.statement_views import (
    AreaIndex,
    StatementView,
    index_area,
    nameable_senders,
    show_statement,
    statements_with_position,
)

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels


@dataclass(frozen=True)
class PositionView:
    """One position to a claim: members and bodies as they are printed, and the statements that take it."""

    position: Position
    members: tuple[str, ...]
    bodies: tuple[str, ...]
    statements: tuple[StatementView, ...]


@dataclass(frozen=True)
class ClaimView:
    """A claim ready for print."""

    id: str
    national_id: str
    text: str
    addressee: str
    purpose: str
    contested: bool
    other_senders: int
    assessment_id: str
    positions: tuple[PositionView, ...]
    merged: str
    former_ids: tuple[str, ...]


@dataclass(frozen=True)
class ThemeView:
    """A theme ready for print: its counts side by side, never added up."""

    id: str
    national_id: str
    label: str
    main_theme: str
    members: int
    bodies: int
    other_senders: int
    distinct_texts: int
    senders: tuple[str, ...]
    assessment_id: str
    statements: tuple[StatementView, ...]


def claims(summary: AreaSummary, labels: Labels) -> Fragment:
    """Show each claim with those against, divided, for and neutral, and the words they used; dissent first."""
    shared, prefix = share_summary(summary), places.area_prefix(summary.area.code)
    index, nameable = index_area(shared), nameable_senders(shared)
    ordered = sorted(
        shared.claims,
        key=lambda row: (-contrary_members(row), not is_contested(row), -len(row.members.supporting), row.claim_id),
    )
    drawn = [(labels.claim(row.claim_id), {p: len(row.members.of(p)) for p in Position}) for row in ordered]
    with_members = [row for row in drawn if any(row[1].values())]
    return render(
        "claims",
        labels,
        prefix=prefix,
        claims=[
            _show_claim(row, index, nameable, labels, find_assessment_id(summary, "claim", row.claim_id))
            for row in ordered
        ],
        figure=draw_claims(prefix, with_members, labels, leaves_out=shared.leaves_out) if with_members else None,
        positions=POSITIONS,
        leaves_out=shared.leaves_out,
    )


def themes(summary: AreaSummary, labels: Labels) -> Fragment:
    """Show each theme with its counts, most members first, and links to the statements behind."""
    shared, prefix = share_summary(summary), places.area_prefix(summary.area.code)
    index, nameable = index_area(shared), nameable_senders(shared)
    views = [
        ThemeView(
            id=places.theme_id(prefix, row.theme),
            national_id=places.theme_id(places.NATION_PREFIX, row.theme),
            label=labels.theme(row.theme),
            main_theme=labels.main_theme(row.theme),
            members=len(row.members),
            bodies=len(row.bodies),
            other_senders=row.other_senders,
            distinct_texts=row.distinct_texts,
            senders=_senders(row, nameable, labels),
            assessment_id=find_assessment_id(summary, "theme", row.theme),
            statements=tuple(show_statement(index.statements[s], index, labels) for s in row.statements),
        )
        for row in sorted(shared.themes, key=lambda row: (-len(row.members), -len(row.bodies), labels.theme(row.theme)))
    ]
    figure = draw_themes(prefix, [(view.label, view.members) for view in views], labels) if views else None
    return render("themes", labels, prefix=prefix, themes=views, figure=figure, leaves_out=shared.leaves_out)


def _show_claim(
    row: ClaimRow, index: AreaIndex, nameable: frozenset[str], labels: Labels, assessment_id: str
) -> ClaimView:
    purposes = {purpose.code: purpose.text.in_language(labels.language) for purpose in labels.dialogue.purposes}
    return ClaimView(
        id=places.claim_id(index.prefix, row.claim_id),
        national_id=places.claim_id(places.NATION_PREFIX, row.claim_id),
        text=labels.claim(row.claim_id),
        addressee=labels.word(row.addressee),
        purpose=purposes.get(row.purpose, ""),
        contested=is_contested(row),
        other_senders=row.other_senders,
        assessment_id=assessment_id,
        positions=tuple(
            PositionView(
                position=position,
                members=_names(row.members.of(position), nameable, labels),
                bodies=_names(row.bodies.of(position), nameable, labels),
                statements=statements_with_position(row, position, index, labels),
            )
            for position in POSITIONS
        ),
        merged=merged_line(row.claim_id, labels),
        former_ids=tuple(places.claim_id(index.prefix, old) for old in labels.merged_claim_ids.get(row.claim_id, ())),
    )


def _senders(row: ThemeRow, nameable: frozenset[str], labels: Labels) -> tuple[str, ...]:
    """Return the senders by unit, members and bodies with their names."""
    language = labels.language
    named = [
        labels.t(
            "{senders} ({names})",
            senders=counted(len(codes), language),
            names=", ".join(_names(codes, nameable, labels)),
        )
        for codes, counted in ((row.members, wording.members), (row.bodies, wording.bodies))
        if codes
    ]
    return (*named, wording.other_senders(row.other_senders, language)) if row.other_senders else tuple(named)


def _names(codes: tuple[str, ...], nameable: frozenset[str], labels: Labels) -> tuple[str, ...]:
    return tuple(labels.sender(code) if code in nameable else labels.t("fortrolig avsender") for code in codes)
