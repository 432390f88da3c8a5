"""The tables of what was said: themes and claims, over the nation and by county."""

from __future__ import annotations

from typing import TYPE_CHECKING

from medlemsdialog.models.national import NationalOverview
from medlemsdialog.report.figures import POSITIONS
from medlemsdialog.report.tables import Rows, Table

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels


def tabulate_themes(national: NationalOverview, labels: Labels) -> Table:
    """Return the themes with their counts, each in its own unit."""
    t = labels.t
    columns = (
        t("Temakode"),
        t("Tema"),
        t("Medlemmer"),
        t("Organer"),
        t("Andre avsendere"),
        t("Utsagn"),
        t("Ulike tekster"),
    )
    rows: Rows = tuple(
        (r.theme, labels.theme(r.theme), r.members, r.bodies, r.other_senders, r.statements, r.distinct_texts)
        for r in national.themes
    )
    return Table(t("Temaer"), columns, rows)


def tabulate_themes_by_county(national: NationalOverview, labels: Labels) -> Table:
    """Return the themes by county."""
    t = labels.t
    columns = (t("Temakode"), t("Tema"), t("Fylkesnummer"), t("Fylke"), t("Medlemmer"), t("Organer"), t("Utsagn"))
    rows: Rows = tuple(
        (
            row.theme,
            labels.theme(row.theme),
            county.county_code,
            labels.area(county.county_code),
            len(county.members),
            len(county.bodies),
            len(county.statements),
        )
        for row in national.themes
        for county in row.counties
    )
    return Table(t("Temaer etter fylke"), columns, rows)


def tabulate_claims(national: NationalOverview, labels: Labels) -> Table:
    """Return the claims with members and bodies in each position."""
    t = labels.t
    columns = (
        t("Krav-id"),
        t("Krav"),
        t("Rettet til"),
        *(t("Medlemmer: {position}", position=labels.word(position)) for position in POSITIONS),
        *(t("Organer: {position}", position=labels.word(position)) for position in POSITIONS),
        t("Andre avsendere"),
        t("Utsagn"),
    )
    rows: Rows = tuple(
        (
            row.claim_id,
            labels.claim(row.claim_id),
            labels.word(row.addressee),
            *(row.members.get(position, 0) for position in POSITIONS),
            *(row.bodies.get(position, 0) for position in POSITIONS),
            row.other_senders,
            row.statements,
        )
        for row in national.claims
    )
    return Table(t("Krav"), columns, rows)


def tabulate_claims_by_county(national: NationalOverview, labels: Labels) -> Table:
    """Return the positions to the claims by county."""
    t = labels.t
    columns = (t("Krav-id"), t("Krav"), t("Fylkesnummer"), t("Fylke"), t("Standpunkt"), t("Medlemmer"), t("Organer"))
    rows: Rows = tuple(
        (
            row.claim_id,
            labels.claim(row.claim_id),
            county.county_code,
            labels.area(county.county_code),
            labels.word(position),
            len(county.members.get(position, ())),
            len(county.bodies.get(position, ())),
        )
        for row in national.claims
        for county in row.counties
        for position in POSITIONS
        if county.members.get(position) or county.bodies.get(position)
    )
    return Table(t("Krav etter fylke"), columns, rows)
