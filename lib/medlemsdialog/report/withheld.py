"""What is said of input that is in no number, because it could point out who sent it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from medlemsdialog.evidence.disclosure import FEWEST_TOLD, add_unnamed
from medlemsdialog.models.national import NationalOverview
from medlemsdialog.models.shared import SharedSummary, UnnamedSenders, WithheldCount
from medlemsdialog.report import wording

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels


def tell_withheld(areas: Sequence[SharedSummary], labels: Labels) -> str:
    """Return what the areas leave out, in a sentence or three; the empty text where nothing is left out."""
    members = sum(area.withheld_members for area in areas)
    bodies = sum(len(area.withheld_codes) for area in areas) - members
    named = [
        *([wording.members(members, labels.language)] if members else []),
        *([wording.bodies(bodies, labels.language)] if bodies else []),
    ]
    told = [tell_unnamed(add_unnamed(areas), labels)]
    if named:
        senders = wording.listing(named, labels.language)
        told.append(labels.t("I fortrolighet er det også sendt innspill fra {senders}.", senders=senders))
    if not any(told):
        return ""
    return " ".join(filter(None, [*told, labels.t("Det som står der, er ikke med i tallene.")]))


def list_withheld_counts(
    overview: NationalOverview, labels: Labels, counts: Sequence[WithheldCount] | None = None
) -> list[tuple[str, str, int]]:
    """Return theme or claim, position and number of the senders left out, where these may be told; of all or of `counts`."""
    return [
        (
            labels.theme(count.code) if count.kind == "theme" else labels.claim(count.code),
            labels.word(count.position) if count.position else labels.t("tatt opp"),
            count.senders,
        )
        for count in (overview.withheld_counts if counts is None else counts)
    ]


def themes_of_count(count: WithheldCount, overview: NationalOverview) -> frozenset[str]:
    """Return the themes that place a count in a frame; none for a claim that nobody who may be told of takes a position to."""
    if count.kind == "theme":
        return frozenset({count.code})
    return frozenset(theme for row in overview.claims if row.claim_id == count.code for theme in row.themes)


def tell_unnamed(unnamed: UnnamedSenders, labels: Labels) -> str:
    """Return how many senders without a name are left out, as far as it may be told; empty where there are none."""
    if not unnamed.at_least:
        return ""
    if unnamed.at_least < FEWEST_TOLD:
        return labels.t("I tillegg kommer innspill fra noen få avsendere som ikke kan vises hver for seg.")
    how_many = wording.number(unnamed.at_least, labels.language)
    if unnamed.areas_with_few:
        return labels.t(
            "I tillegg kommer innspill fra minst {how_many} avsendere som ikke kan vises hver for seg.",
            how_many=how_many,
        )
    return labels.t(
        "I tillegg kommer innspill fra {how_many} avsendere som ikke kan vises hver for seg.", how_many=how_many
    )
