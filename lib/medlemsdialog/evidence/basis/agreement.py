"""Do the statements agree? Who stood where, what coders differ on, and whether one county decides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from medlemsdialog.catalogue import Message
from medlemsdialog.evidence.basis.material import BasisFact, Material, list_counts
from medlemsdialog.evidence.evidence_rows import contrary_positions
from medlemsdialog.evidence.leave_one_out import leave_one_out
from medlemsdialog.evidence.strength import count_other_positions
from medlemsdialog.models.national import NationalClaim
from medlemsdialog.models.vocabulary import BasisQuestion, Position, word

# Krippendorff («Content Analysis», 2004) draws even tentative conclusions only from here up; it asks for a look, no more.
LOWEST_ALPHA = 0.667
_ORDER = (Position.AGAINST, Position.MIXED, Position.FOR, Position.NEUTRAL)
_fact = partial(BasisFact, question=BasisQuestion.AGREEMENT)


def describe_agreement(material: Material) -> Iterator[BasisFact]:
    """Yield what is known of whether the statements agree."""
    if not material.claims:
        yield _fact(
            message=Message(
                "Funnet bygger ikke på noe krav. Et tema blir tatt opp, og utsagnene om det kan peke hver sin vei."
            )
        )
    for claim in material.claims:
        yield from _describe_positions(claim, material)
    codes = {*material.finding.themes, *material.finding.claims}
    if disputed := sum(bool(codes & set(row.disputed)) for row in material.every_row):
        yield _fact(
            message=Message(
                "Utsagn som er kodet ulikt på funnets temaer eller krav: {statements}. De er ikke med i tallene.",
                statements=disputed,
            ),
            internal=True,
            concern=True,
        )
    yield from _describe_coders(material)
    yield from _describe_counties(material)


def _describe_positions(claim: NationalClaim, material: Material) -> Iterator[BasisFact]:
    others = count_other_positions(claim.claim_id, material.overview)
    contrary = contrary_positions(claim)
    yield _fact(
        message=Message(
            "«{claim}» Medlemmer: {members}. Organer: {bodies}. Andre avsendere: {others}.",
            claim=material.labels.claim(claim.claim_id),
            members=_tell(claim.members),
            bodies=_tell(claim.bodies),
            others=_tell(others),
        ),
        concern=any(side.get(position, 0) for side in (claim.members, claim.bodies, others) for position in contrary),
    )


def _tell(counts: Mapping[Position, int]) -> Message:
    return list_counts((word(position), counts.get(position, 0)) for position in _ORDER)


def _describe_coders(material: Material) -> Iterator[BasisFact]:
    measured = {row.theme: row.alpha for row in material.overview.agreement.themes}
    for theme in material.finding.themes:
        alpha = measured.get(theme)
        label = material.labels.theme(theme)
        if alpha is None or alpha.value is None:
            yield _fact(
                message=Message(
                    "Hvor likt temaet «{theme}» blir kodet, er ikke målt. Til det er for lite kodet av flere.",
                    theme=label,
                )
            )
        else:
            yield _fact(
                message=Message(
                    "Temaet «{theme}» er kodet med alfa {alpha}. 1 er helt likt, og 0 er som ved tilfeldig valg.",
                    theme=label,
                    alpha=f"{alpha.value:.2f}".replace(".", ","),
                ),
                concern=alpha.value < LOWEST_ALPHA,
            )


def _describe_counties(material: Material) -> Iterator[BasisFact]:
    if not material.claims:
        return
    effects = leave_one_out(material.finding, material.overview)
    for effect in effects:
        names = {
            "county": material.labels.area(effect.county_code),
            "claim": material.labels.claim(effect.claim_id),
        }
        if effect.word_changes and material.finding.strength:
            yield _fact(
                message=Message(
                    "Uten {county} endrer det seg om tallene bærer ordet «{word}». Kravet er «{claim}»",
                    word=word(material.finding.strength),
                    **names,
                ),
                internal=True,
                concern=True,
            )
        if effect.majority_changes:
            yield _fact(
                message=Message(
                    "Uten {county} endrer det seg hvor flertallet av medlemmene står. Kravet er «{claim}»", **names
                ),
                internal=True,
                concern=True,
            )
    if not effects:
        yield _fact(
            message=Message("Ikke noe enkelt fylke avgjør ordet for styrke eller hvor flertallet står."), internal=True
        )
