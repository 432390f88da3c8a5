"""The slides that a county and the nation share: positions to claims with dissent first, and what the numbers rest on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from medlemsdialog.models.summary import PassageAccount
from medlemsdialog.models.vocabulary import Position
from medlemsdialog.report import wording
from medlemsdialog.report.charts import SOLID, Series
from medlemsdialog.report.figures import POSITIONS, build_figure
from medlemsdialog.report.slide_views import MOST_BARS, MOST_ROWS, Slide, SlideTable, number_part, split_rows

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels

_CLAIM_SLIDES = 2


def show_claims(
    prefix: str, rows: Sequence[tuple[str, Mapping[Position, int], Mapping[Position, int]]], labels: Labels
) -> list[Slide]:
    """Return the slides on claims; a row is a claim's id with members and bodies by position. Dissent comes first."""
    ordered = sorted(rows, key=lambda row: (-_contrary(row[1]), -_contrary(row[2]), -sum(row[1].values()), row[0]))
    with_members = [row for row in ordered if any(row[1].values())]
    if not with_members:
        return []
    cells = [
        (labels.claim(claim), *(wording.number(members.get(p, 0), labels.language) for p in POSITIONS))
        for claim, members, _ in with_members
    ]
    parts = split_rows(cells, most_slides=_CLAIM_SLIDES)
    left = len(with_members) - sum(map(len, parts))
    heading = labels.t("Krav: hvem er imot, og hvem er for?")
    columns = (labels.t("Krav"), *(labels.word(position) for position in POSITIONS))
    slides = []
    for number, part in enumerate(parts, start=1):
        more = left and number == len(parts)
        slides.append(
            Slide(
                id=f"{prefix}-krav-{number}",
                heading=number_part(heading, number, len(parts), labels),
                table=SlideTable(labels.t("Medlemmer med hvert standpunkt"), columns, part),
                lead=labels.plural(
                    "I tillegg har medlemmer tatt standpunkt til {number} krav.",
                    "I tillegg har medlemmer tatt standpunkt til {number} krav.",
                    left,
                    number=wording.number(left, labels.language),
                )
                if more
                else "",
                notes=(
                    labels.t("Kravene det er mest uenighet om, står først. Tallene er medlemmer."),
                    *_tell_bodies(with_members[(number - 1) * MOST_ROWS : number * MOST_ROWS], labels),
                ),
            )
        )
    return slides


def show_themes(prefix: str, rows: Sequence[tuple[str, int]], labels: Labels) -> list[Slide]:
    """Return the slide on themes; a row is a theme's code with the members that raised it."""
    raised = sorted((row for row in rows if row[1]), key=lambda row: (-row[1], labels.theme(row[0])))
    if not raised:
        return []
    top = [labels.t("«{name}»", name=labels.theme(code)) for code, number in raised if number == raised[0][1]][
        :MOST_BARS
    ]
    figure = build_figure(
        f"{prefix}-fig-tema",
        labels.t("Medlemmer som har tatt opp hvert tema"),
        labels.t(
            "Flest medlemmer tok opp {themes}: {members}.",
            themes=wording.listing(top, labels.language),
            members=wording.members(raised[0][1], labels.language),
        ),
        [(labels.theme(code), (number,)) for code, number in raised[:MOST_BARS]],
        series=(Series(labels.t("medlemmer"), SOLID),),
        labels=labels,
    )
    left = len(raised) - MOST_BARS
    return [
        Slide(
            id=f"{prefix}-tema",
            heading=labels.t("Hva tok flest medlemmer opp?"),
            figure=figure,
            lead=labels.plural(
                "I tillegg tok medlemmer opp {number} tema.",
                "I tillegg tok medlemmer opp {number} temaer.",
                left,
                number=wording.number(left, labels.language),
            )
            if left > 0
            else "",
            notes=(labels.t("Å ta opp et tema er ikke å være for eller imot noe."),),
        )
    ]


def show_basis(prefix: str, account: PassageAccount, withheld: str, report: str, labels: Labels) -> Slide:
    """Return the last slide: what the numbers rest on, what they do not say, and where all of it stands."""
    language = labels.language
    sources = wording.plural(
        "{number} registrert innspill", "{number} registrerte innspill", account.sources_registered, language
    )
    points = [
        labels.t(
            "Bygger på {statements} fra {sources}.",
            statements=wording.statements(account.statements, language),
            sources=sources,
        ),
        labels.t("Gjelder bare dem som har gitt innspill."),
        labels.t("Medlemmer, organer og utsagn telles hver for seg."),
        labels.t("Alle kilder og sitater står i rapporten ({file}).", file=report),
    ]
    return Slide(
        id=f"{prefix}-kilder",
        heading=labels.t("Hva bygger tallene på?"),
        points=tuple(points),
        notes=tuple(part for part in (withheld,) if part),
    )


def _tell_bodies(
    rows: Sequence[tuple[str, Mapping[Position, int], Mapping[Position, int]]], labels: Labels
) -> list[str]:
    return [
        labels.t(
            "Organer til «{claim}»: {positions}.",
            claim=labels.claim(claim).rstrip(" ."),
            positions=wording.positions(bodies, labels.language),
        )
        for claim, _, bodies in rows
        if any(bodies.get(position) for position in Position)
    ]


def _contrary(counts: Mapping[Position, int]) -> int:
    return counts.get(Position.AGAINST, 0) + counts.get(Position.MIXED, 0)
