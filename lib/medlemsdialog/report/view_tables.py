"""The tables of what was said: themes and claims, over the nation and by county."""

from __future__ import annotations

from typing import TYPE_CHECKING

from medlemsdialog.models.national import NationalOverview
from medlemsdialog.models.vocabulary import Addressee
from medlemsdialog.paths import NATIONAL
from medlemsdialog.report.fields import Fields
from medlemsdialog.report.figures import POSITIONS
from medlemsdialog.report.tables import EvidenceTable, Field, Reference, Rows

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels


def tabulate_themes(national: NationalOverview, labels: Labels) -> EvidenceTable:
    """Return the themes with their counts, each in its own unit."""
    t, fields = labels.t, Fields(labels)
    rows: Rows = tuple(
        (r.theme, labels.theme(r.theme), r.members, r.bodies, r.other_senders, r.statements, r.distinct_texts)
        for r in national.themes
    )
    return EvidenceTable(
        id="themes",
        name=t("Temaer"),
        meaning=t("Temaene som er tatt opp, og hvem som har tatt dem opp, i hver sin enhet."),
        fields=(
            *fields.theme(),
            fields.members(),
            fields.bodies(),
            fields.other_senders(),
            fields.statements(),
            fields.count("distinct_texts", t("Ulike tekster"), t("tekster")),
        ),
        rows=rows,
        key=("theme_code",),
    )


def tabulate_themes_by_county(national: NationalOverview, labels: Labels) -> EvidenceTable:
    """Return the themes by county."""
    t, fields = labels.t, Fields(labels)
    rows: Rows = tuple(
        (
            row.theme,
            labels.theme(row.theme),
            None if county.county_code == NATIONAL else county.county_code,
            labels.area(county.county_code),
            len(county.members),
            len(county.bodies),
            len(county.statements),
        )
        for row in national.themes
        for county in row.counties
    )
    return EvidenceTable(
        id="themes_by_county",
        name=t("Temaer etter fylke"),
        meaning=t("Temaene i hvert fylke der noen har tatt dem opp."),
        fields=(
            *fields.theme(),
            *fields.county(required=False),
            fields.members(),
            fields.bodies(),
            fields.statements(),
        ),
        rows=rows,
        key=("theme_code", "county"),
        references=(Reference(("theme_code",), "themes"), Reference(("county_code",), "counties")),
    )


def tabulate_claims(national: NationalOverview, labels: Labels) -> EvidenceTable:
    """Return the claims with members and bodies in each position."""
    t, fields = labels.t, Fields(labels)
    rows: Rows = tuple(
        (
            row.claim_id,
            labels.claim(row.claim_id),
            str(row.addressee),
            *(row.members.get(position, 0) for position in POSITIONS),
            *(row.bodies.get(position, 0) for position in POSITIONS),
            row.other_senders,
            row.statements,
        )
        for row in national.claims
    )
    return EvidenceTable(
        id="claims",
        name=t("Krav"),
        meaning=t("Kravene som noen har tatt standpunkt til, med medlemmer og organer hver for seg."),
        fields=(
            *fields.claim(),
            fields.words("addressee", t("Rettet til"), Addressee, t("Hvem kravet ber om noe."), required=True),
            *position_fields(fields),
            fields.other_senders(),
            fields.statements(),
        ),
        rows=rows,
        key=("claim_id",),
    )


def position_fields(fields: Fields) -> tuple[Field, ...]:
    """Return the columns of members and of bodies in each position."""
    t = fields.labels.t
    words = [(position, fields.labels.word(position)) for position in POSITIONS]
    members = [
        fields.count(
            f"members_{position}", t("Medlemmer: {position}", position=word), t("medlemmer"), definition="standpunkt"
        )
        for position, word in words
    ]
    bodies = [
        fields.count(
            f"bodies_{position}", t("Organer: {position}", position=word), t("organer"), definition="standpunkt"
        )
        for position, word in words
    ]
    return (*members, *bodies)


def tabulate_claims_by_county(national: NationalOverview, labels: Labels) -> EvidenceTable:
    """Return the positions to the claims by county."""
    t, fields = labels.t, Fields(labels)
    rows: Rows = tuple(
        (
            row.claim_id,
            labels.claim(row.claim_id),
            None if county.county_code == NATIONAL else county.county_code,
            labels.area(county.county_code),
            str(position),
            len(county.members.get(position, ())),
            len(county.bodies.get(position, ())),
        )
        for row in national.claims
        for county in row.counties
        for position in POSITIONS
        if county.members.get(position) or county.bodies.get(position)
    )
    return EvidenceTable(
        id="claims_by_county",
        name=t("Krav etter fylke"),
        meaning=t("Kravene i hvert fylke der medlemmer eller organer har tatt standpunkt."),
        fields=(
            *fields.claim(),
            *fields.county(required=False),
            fields.words(
                "position",
                t("Standpunkt"),
                POSITIONS,
                t("Standpunktet til kravet. Uenighet står først."),
                required=True,
            ),
            fields.members(),
            fields.bodies(),
        ),
        rows=rows,
        key=("claim_id", "county", "position"),
        references=(Reference(("claim_id",), "claims"), Reference(("county_code",), "counties")),
    )
