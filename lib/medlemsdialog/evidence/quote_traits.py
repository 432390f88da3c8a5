"""What a quote stands for besides its words: position, county, region, size class and language form, and how it is told."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from medlemsdialog.catalogue import Message
from medlemsdialog.evidence.evidence_rows import Said, positions_to
from medlemsdialog.evidence.workspace import Workspace
from medlemsdialog.models.national import NationalClaim
from medlemsdialog.models.vocabulary import Level, Position, TextLanguage, word
from medlemsdialog.paths import NATIONAL
from medlemsdialog.register.size_classes import SIZE_GROUPS, SizeGroup, size_group

TraitKind = Literal["position", "region", "county", "level", "size", "language"]
_FORMS = (TextLanguage.BOKMAL, TextLanguage.NYNORSK, TextLanguage.SAMI)


class Trait(NamedTuple):
    """One thing that quotes are spread over."""

    kind: TraitKind
    value: str


def find_traits(said: Said, claims: Sequence[NationalClaim], workspace: Workspace) -> frozenset[Trait]:
    """Return what a statement stands for; what is unknown is left out."""
    row = said.row
    found = {Trait("level", row.level)}
    found |= {Trait("position", position) for position in positions_to(row, [claim.claim_id for claim in claims])}
    if row.language in _FORMS:
        found.add(Trait("language", row.language))
    if said.area_code != NATIONAL:
        found.add(Trait("county", said.area_code))
        if region := workspace.county(said.area_code).region:
            found.add(Trait("region", region))
    if said.member and said.member.level is Level.MUNICIPALITY and (group := size_group(said.member.population)):
        found.add(Trait("size", group.code))
    return frozenset(found)


def count_senders(traits: Iterable[tuple[str, frozenset[Trait]]]) -> Mapping[Trait, int]:
    """Return the number of senders with each trait, from each statement's sender and traits."""
    senders: dict[Trait, set[str]] = {}
    for sender, own in traits:
        for trait in own:
            senders.setdefault(trait, set()).add(sender)
    return {trait: len(those) for trait, those in senders.items()}


def explain_traits(
    traits: Collection[Trait], senders: Mapping[Trait, int], covered: Collection[Trait], workspace: Workspace
) -> tuple[Message, ...]:
    """Return why a quote adds to the spread: what only its sender stands for, else what no quote before it stood for."""
    told = sorted(
        (trait for trait in set(traits) - set(covered) if trait.kind != "position"),
        key=lambda trait: (_KINDS.index(trait.kind), trait.value),
    )
    alone = [trait for trait in told if senders[trait] == 1]
    if any(trait.kind == "region" for trait in alone):
        alone = [trait for trait in alone if trait.kind != "county"]
    if alone:
        return tuple(Message("eneste {group}", group=_name(trait, workspace)) for trait in alone)
    # Of the first quote everything is new, and most quotes are of municipalities that write bokmål.
    telling = [trait for trait in told if covered and trait.kind != "region" and trait not in _USUAL]
    return tuple(Message("første {group}", group=_name(trait, workspace)) for trait in telling)


_KINDS: tuple[TraitKind, ...] = ("position", "region", "county", "level", "size", "language")
_USUAL = (Trait("level", Level.MUNICIPALITY), Trait("language", TextLanguage.BOKMAL))
_LEVELS = {
    Level.MUNICIPALITY: Message("fra en kommune"),
    Level.COUNTY_COUNCIL: Message("fra en fylkeskommune"),
    Level.BODY: Message("fra et organ"),
    Level.OTHER: Message("fra en avsender som verken er medlem eller organ"),
}


def _name(trait: Trait, workspace: Workspace) -> Message:
    match trait.kind:
        case "county":
            return Message("fra {place}", place=workspace.county(trait.value).name)
        case "level":
            return _LEVELS[Level(trait.value)]
        case "size":
            return _name_size(next(group for group in SIZE_GROUPS if group.code == trait.value))
        case "language":
            return Message("på {language}", language=word(TextLanguage(trait.value)))
        case "position":
            return word(Position(trait.value))
        case "region":
            return Message("fra {place}", place=trait.value)


def _name_size(group: SizeGroup) -> Message:
    least, below = _spell(group.least), _spell(group.below)
    if group.least is None:
        return Message("fra kommuner med færre enn {below} innbyggere", below=below)
    if group.below is None:
        return Message("fra kommuner med {least} innbyggere eller flere", least=least)
    return Message("fra kommuner med {least}–{last} innbyggere", least=least, last=_spell(group.below - 1))


def _spell(number: int | None) -> str:
    return f"{number or 0:,}".replace(",", "\u00a0")
