"""Findings over the nation that `report.example` builds by hand: one approved, one stale, one draft."""

from __future__ import annotations

from medlemsdialog.dialogue_text import Text
from medlemsdialog.models.findings import Basis, CodeFate, EvidenceChange, Finding, PickedQuote
from medlemsdialog.models.national import NationalOverview
from medlemsdialog.models.vocabulary import BasisLevel, Fate, FindingState, Position, Strength
from report import example

PRICE_THEME, GRANT_THEME = "kulturskole-betaling", "kulturskole-okonomi"


def statements_on(overview: NationalOverview, claim: str, position: Position) -> list[str]:
    return [
        row.statement_id
        for area in overview.summaries
        for row in area.statements
        if any(taken.claim_id == claim and taken.position is position for taken in row.claims)
    ]


def overview_with_findings(*, changes: tuple[EvidenceChange, ...] = ()) -> NationalOverview:
    overview = example.overview()
    against = statements_on(overview, example.GRANT, Position.AGAINST)[0]
    supporting = statements_on(overview, example.GRANT, Position.FOR)[0]
    price = statements_on(overview, example.PRICE, Position.MIXED)[0]
    grant = Finding(
        finding_id="f-tilskudd",
        heading=Text(nb="Eksempel – oppdiktet: Delt syn på tilskudd", nn="Eksempel – oppdikta: Delt syn på tilskot"),
        text=Text(
            nb=f"**Delt** syn: {{tall:medlemmer-med-standpunkt:{example.GRANT}:mot}} er mot [@{against}] [@{supporting}]. "
            "Ingen kilde står ved denne setningen."
        ),
        section="kulturskole",
        claims=(example.GRANT,),
        themes=(GRANT_THEME,),
        quotes=(
            PickedQuote(statement_id=supporting, text="Eksempel – oppdiktet: Kommunen mener staten bør øremerke"),
            PickedQuote(statement_id=against, text="det svekkar det lokale sjølvstyret", contrary=True),
            PickedQuote(statement_id=supporting, text="Dette har ingen sagt."),
        ),
        strength=Strength.DIVIDED,
        basis=Basis(level=BasisLevel.GOOD, reason="Vedtak fra flere fylker."),
        state=FindingState.APPROVED,
    )
    stale = Finding(
        finding_id="f-makspris",
        heading=Text(nb="Eksempel – oppdiktet: Makspris"),
        text=Text(nb=f"Prisen avgjør hvem som får plass [@{price}]."),
        section="kulturskole",
        place=1,
        claims=(example.PRICE,),
        state=FindingState.STALE,
        changes=changes
        or (
            EvidenceChange(
                kind="claim", code=example.PRICE, what="members:against", before=3, after=2, removed=("6105",)
            ),
        ),
    )
    draft = Finding(finding_id="f-utkast", heading=Text(nb="Hemmelig utkast"), text=Text(nb="Ikke ferdig."))
    claims = (
        CodeFate(
            kind="claim",
            code=row.claim_id,
            findings=tuple(one.finding_id for one in (grant, stale) if row.claim_id in one.claims),
        )
        for row in overview.claims
    )
    fates = (
        *claims,
        CodeFate(kind="theme", code="bibliotek", fate=Fate.SET_ASIDE, reason="Hører hjemme i en annen sak."),
        CodeFate(kind="theme", code="arenaer"),
        CodeFate(kind="theme", code="kulturlov", findings=("f-utkast",)),
    )
    return overview.model_copy(update={"findings": (draft, grant, stale), "fates": fates})
