"""Samples of statements that two counties code blind: what is drawn, by whom it is coded, and what stays unseen."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from medlemsdialog.coding.agreement import FEWEST_CODERS
from medlemsdialog.intake.duplicates import group_wordings
from medlemsdialog.intake.likeness import prepare_wording
from medlemsdialog.judgements.coding_events import CodingSet, SampleDrawn, SampleItem
from medlemsdialog.judgements.fold import Judgements
from medlemsdialog.models.identity import source_id_of
from medlemsdialog.models.intake import Intake
from medlemsdialog.models.passages import Passage
from medlemsdialog.models.vocabulary import Openness

_ID_DIGITS = 8


@dataclass(frozen=True)
class CodingArea:
    """A county with advisers who code: its language form, the names of those known to work there, and what was received."""

    language: str
    people: frozenset[str]
    received: Intake


def find_codable(received: Intake) -> tuple[Passage, ...]:
    """Return the statements of an area that a sample may hold.

    They stand in registered sources that were not given in confidence: the advisers of another county will read them.
    A tick is the form's own answer and is not coded. Sámi statements are with the others: persons code them.
    """
    open_sources = {
        source.source_id
        for source in received.sources
        if source.counts and source.openness is not Openness.CONFIDENTIAL
    }
    return tuple(
        passage
        for passage in received.passages
        if passage.is_statement and not passage.tick and passage.source_id in open_sources
    )


def choose_items(
    areas: Mapping[str, CodingArea], *, size: int, seed: int, leave_out: Collection[str] = ()
) -> tuple[SampleItem, ...]:
    """Return the statements of a sample, by area and in the order they are drawn.

    Each county with statements gives at least one, the others in proportion to how many it has (largest remainders); within
    a county the sources take turns. No two statements repeat each other, wherever they come from. Chance is a hash of seed
    and id: the same seed and statements give the same sample, on any machine. `leave_out` are not drawn.
    Nothing is drawn where only one county has statements: there is nobody to code them too.
    """
    pools = _distinct_pools(areas, seed, frozenset(leave_out))
    if len(pools) < FEWEST_CODERS:
        return ()
    cross = pair_areas({code: areas[code] for code in pools})
    numbers = _allot({code: len(pool) for code, pool in pools.items()}, size)
    return tuple(
        SampleItem(statement_id=passage.statement_id, area_code=code, cross_area_code=cross[code])
        for code, pool in pools.items()
        for passage in _take_turns(pool, seed)[: numbers[code]]
    )


def pair_areas(areas: Mapping[str, CodingArea]) -> dict[str, str]:
    """Return, for each area, the one whose advisers code its statements too; empty for fewer than two areas.

    The areas stand in a ring and each takes the next, unless one further on is better: one where other people work (an
    adviser cannot be compared with herself), that has been taken by fewer, and that writes the same language form.
    """
    codes = sorted(areas)
    if len(codes) < FEWEST_CODERS:
        return {}
    taken: Counter[str] = Counter()
    pairs = {}
    for place, code in enumerate(codes):
        ring = codes[place + 1 :] + codes[:place]
        pairs[code] = min(
            ring, key=lambda other: (_reluctance(areas[code], areas[other], taken[other]), ring.index(other))
        )
        taken[pairs[code]] += 1
    return pairs


def name_sample(seed: int, items: Sequence[SampleItem]) -> str:
    """Return the id of a sample: the same for the same seed and statements."""
    content = "\n".join([str(seed), *(f"{one.statement_id} {one.area_code} {one.cross_area_code}" for one in items)])
    return f"utvalg-{_digest(content)[:_ID_DIGITS]}"


def find_sample_item(
    judgements: Judgements, statement_id: str, area_code: str
) -> tuple[SampleDrawn, SampleItem] | None:
    """Return the latest sample in which the advisers of `area_code` are to code a statement, and its item there."""
    for sample in samples_latest_first(judgements):
        for item in sample.items:
            if item.statement_id == statement_id and area_code in {item.area_code, item.cross_area_code}:
                return sample, item
    return None


def samples_latest_first(judgements: Judgements) -> tuple[SampleDrawn, ...]:
    """Return all samples, the latest first."""
    return tuple(sorted(judgements.samples.values(), key=lambda sample: sample.order, reverse=True))


def find_cross_codings(judgements: Judgements) -> frozenset[tuple[str, str]]:
    """Return the codings, by (statement, coder), that another county's advisers made in a sample.

    They stand in the log of the coder's own area; that is what tells them from those of the statement's own county.
    """
    if not judgements.samples:
        return frozenset()
    cross_areas: dict[str, set[str]] = defaultdict(set)
    for sample in judgements.samples.values():
        for item in sample.items:
            cross_areas[item.statement_id].add(item.cross_area_code)
    return frozenset(
        key
        for statement_id, areas in cross_areas.items()
        for key in judgements.codings_by_source.get(source_id_of(statement_id), ())
        if key[0] == statement_id and judgements.coding_areas.get(key, "") in areas
    )


def find_uncounted_codings(judgements: Judgements) -> frozenset[tuple[str, str]]:
    """Return the codings that measure agreement and count for nothing else: made in a sample by another county, unsettled."""
    cross = find_cross_codings(judgements)
    drawn = {statement_id for statement_id, _ in cross}
    settled = {one for one in drawn if any(coding.settles for coding in judgements.codings_of(one))}
    return frozenset(key for key in cross if key[0] not in settled)


def find_counted_codings(judgements: Judgements) -> tuple[tuple[tuple[str, str], CodingSet], ...]:
    """Return all other codings with their (statement, coder), in order: those that an area's results rest on."""
    uncounted = find_uncounted_codings(judgements)
    return tuple((key, coding) for key, coding in sorted(judgements.codings.items()) if key not in uncounted)


def others_are_hidden(judgements: Judgements, statement_id: str, person: str) -> bool:
    """Return whether others' codings of a statement must be kept from a person, who has yet to code it blind.

    So for every statement of a sample, until the person has coded it or the coders have settled it.
    """
    return is_unsettled_sample(judgements, statement_id) and (statement_id, person) not in judgements.independent


def is_unsettled_sample(judgements: Judgements, statement_id: str) -> bool:
    """Return whether a statement is part of a sample and no coding of it is agreed on."""
    drawn = any(item.statement_id == statement_id for sample in judgements.samples.values() for item in sample.items)
    return drawn and not any(
        coding.settles for (coded_id, _), coding in judgements.codings.items() if coded_id == statement_id
    )


def _reluctance(own: CodingArea, other: CodingArea, taken: int) -> int:
    # Once taken already weighs less than one's own colleagues, and more than the other form of Norwegian.
    return 3 * bool(own.people & other.people) + 2 * taken + (own.language != other.language)


def _distinct_pools(
    areas: Mapping[str, CodingArea], seed: int, leave_out: frozenset[str]
) -> dict[str, tuple[Passage, ...]]:
    """Return the statements of each area that has any, without those that repeat another."""
    found = [
        (code, passage)
        for code in sorted(areas)
        for passage in find_codable(areas[code].received)
        if passage.statement_id not in leave_out
    ]
    found.sort(key=lambda placed: _chance(seed, placed[1].statement_id))
    groups = group_wordings([prepare_wording(passage.text, passage.language) for _, passage in found])
    sizes = Counter(code for code, _ in found)
    # Kept where there are fewest: a county with one statement, copied from elsewhere, is still to be in the sample.
    kept = {min(group, key=lambda place: (sizes[found[place][0]], place)) for group in groups}
    repeated = {place for group in groups for place in group} - kept
    pools: dict[str, list[Passage]] = {}
    for place, (code, passage) in enumerate(found):
        if place not in repeated:
            pools.setdefault(code, []).append(passage)
    return {code: tuple(pools[code]) for code in sorted(pools)}


def _allot(available: Mapping[str, int], size: int) -> dict[str, int]:
    """Return how many statements each area gives: at least one, in proportion for the rest, never more than it has."""
    size = min(size, sum(available.values()))
    numbers = dict.fromkeys(available, 1)
    left = size - len(numbers)
    while left > 0:
        open_areas = {code: number for code, number in available.items() if numbers[code] < number}
        total = sum(open_areas.values())
        shares = {code: left * number / total for code, number in open_areas.items()}
        whole = {code: min(int(shares[code]), open_areas[code] - numbers[code]) for code in open_areas}
        if not any(whole.values()):
            for code in sorted(open_areas, key=lambda code: (-shares[code], code))[:left]:
                numbers[code] += 1
            break
        for code, number in whole.items():
            numbers[code] += number
        left = size - sum(numbers.values())
    return numbers


def _take_turns(pool: Sequence[Passage], seed: int) -> list[Passage]:
    """Return the statements, one from each source before a second from any, in an order that chance decides."""
    by_source: dict[str, list[Passage]] = defaultdict(list)
    for passage in sorted(pool, key=lambda passage: _chance(seed, passage.statement_id)):
        by_source[passage.source_id].append(passage)
    sources = sorted(by_source, key=lambda source_id: _chance(seed, source_id))
    longest = max(map(len, by_source.values()), default=0)
    return [by_source[source][turn] for turn in range(longest) for source in sources if turn < len(by_source[source])]


def _chance(seed: int, name: str) -> str:
    return _digest(f"{seed}\0{name}")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def find_unsettled_samples(judgements: Judgements) -> frozenset[str]:
    """Return all statements that are part of a sample and that no coding is agreed on for, see `is_unsettled_sample`."""
    drawn = {item.statement_id for sample in judgements.samples.values() for item in sample.items}
    settled = {statement_id for (statement_id, _), coding in judgements.codings.items() if coding.settles}
    return frozenset(drawn - settled)
