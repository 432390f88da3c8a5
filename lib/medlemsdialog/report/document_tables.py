"""The tables of the final report and the board's case: members by county, themes, and claims with their positions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from medlemsdialog.models.national import NationalClaim
from medlemsdialog.models.vocabulary import Addressee, Position
from medlemsdialog.report import wording
from medlemsdialog.report.document_findings import DocumentFrame
from medlemsdialog.report.document_nodes import Node, para, table, words
from medlemsdialog.report.nation_head import contrary_members

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels


def table_counties(frame: DocumentFrame) -> list[Node]:
    """Return members by county: possible, heard, waiting, without input; unknown for a county whose run stopped."""
    labels = frame.labels
    columns = (
        labels.t("Fylke"),
        labels.t("Mulige medlemmer"),
        labels.t("Har gitt innspill"),
        labels.t("Venter på behandling"),
        labels.t("Ikke gitt innspill"),
        labels.t("Organer hørt"),
    )
    rows = []
    for row in frame.overview.counties:
        known = row.members_heard is not None and row.members_waiting is not None
        silent = row.members - (row.members_heard or 0) - (row.members_waiting or 0) if known else None
        counts = (row.members, row.members_heard, row.members_waiting, silent, row.bodies_heard)
        rows.append([row.name, *(wording.number(count, labels.language) for count in counts)])
    return [table(labels.t("Medlemmer og organer etter fylke"), columns, rows, numbers_from=1)]


def table_themes(frame: DocumentFrame) -> list[Node]:
    """Return the themes raised, most members first, each unit in its own column."""
    labels = frame.labels
    columns = (
        labels.t("Tema"),
        labels.t("Medlemmer"),
        labels.t("Organer"),
        labels.t("Utsagn"),
        labels.t("Ulike tekster"),
    )
    raised_themes = sorted(frame.overview.themes, key=lambda row: (-row.members, labels.theme(row.theme)))
    rows = [
        [labels.theme(row.theme), *_numbers(labels, row.members, row.bodies, row.statements, row.distinct_texts)]
        for row in raised_themes
    ]
    return [table(labels.t("Temaer som er tatt opp"), columns, rows, numbers_from=1)] if rows else [_nothing(frame)]


def table_claims(frame: DocumentFrame) -> list[Node]:
    """Return the claims with positions, one table an addressee, dissent first."""
    blocks: list[Node] = []
    for addressee in Addressee:
        rows = [row for row in order_claims(frame.overview.claims) if row.addressee is addressee]
        if rows:
            caption = frame.labels.t("Krav til {addressee}", addressee=frame.labels.word(addressee))
            blocks.append(table_positions(frame, rows, caption))
    return blocks or [_nothing(frame)]


def table_positions(frame: DocumentFrame, claims: Sequence[NationalClaim], caption: str) -> Node:
    """Return claims with members against, divided, for and neutral, and the bodies in a column of their own."""
    labels = frame.labels
    columns = (
        labels.t("Krav"),
        labels.t("Mot"),
        labels.t("Delt"),
        labels.t("For"),
        labels.t("Nøytral"),
        labels.t("Organer"),
    )
    order = (Position.AGAINST, Position.MIXED, Position.FOR, Position.NEUTRAL)
    rows = [
        [
            labels.claim(row.claim_id),
            *_numbers(labels, *(row.members.get(position, 0) for position in order)),
            ", ".join(
                f"{wording.number(row.bodies[position], labels.language)} {labels.word(position)}"
                for position in order
                if row.bodies.get(position)
            )
            or "–",
        ]
        for row in claims
    ]
    return table(caption, columns, rows, numbers_from=1)


def order_claims(claims: Sequence[NationalClaim]) -> list[NationalClaim]:
    """Return claims with the most disputed first."""
    return sorted(claims, key=lambda row: (-contrary_members(row), -row.members.get(Position.FOR, 0), row.claim_id))


def _numbers(labels: Labels, *counts: int) -> list[str]:
    return [wording.number(count, labels.language) for count in counts]


def _nothing(frame: DocumentFrame) -> Node:
    return para(*words(frame.labels.t("Ingenting er kodet ennå.")))
