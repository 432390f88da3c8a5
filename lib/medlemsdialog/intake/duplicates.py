"""Passages that repeat each other, word for word or nearly: grouped and marked, never removed."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import islice, pairwise

from medlemsdialog.intake.folding import NAME, NUMBER
from medlemsdialog.intake.likeness import Wording, judge_likeness, prepare_wording
from medlemsdialog.models.identity import canonical_text, text_sha256
from medlemsdialog.models.intake import SentElsewhere
from medlemsdialog.models.passages import Passage
from medlemsdialog.models.sources import Source
from medlemsdialog.models.vocabulary import Likeness

# Shorter texts («Ja», headings, «Vedtatt enstemmig.») repeat by nature.
SHORTEST_DUPLICATE = 40
_KEY_DIGITS = 12
# Each text is looked up by its rarest pairs of words, among those that stand in more than one text. Copies share most
# of them; a third of so many, in lists of at most so many texts, keeps the work far from comparing all with all.
_RAREST_PAIRS = 12
_SHARED_OF = 3
_FEWEST_SHARED = 2
_LONGEST_LIST = 64
_MOST_TRIED = 12
_MASKS = {NAME, NUMBER}


def duplicate_key(text: str) -> str:
    """Return the key that equal texts share, whatever their case; the empty text for those too short to compare."""
    folded = canonical_text(text).casefold()
    return text_sha256(folded)[:_KEY_DIGITS] if len(folded) >= SHORTEST_DUPLICATE else ""


def mark_duplicates(
    passages: Sequence[Passage], models: Sequence[tuple[Source, Passage]] = ()
) -> tuple[tuple[Passage, ...], tuple[SentElsewhere, ...]]:
    """Return the passages with `duplicate_group` and `likeness` set where a text is repeated among them.

    The group's key rests on its texts alone; `likeness` tells how a passage repeats the first of its group, which has
    none itself. The words of a ticked answer are the form's own and repeat nothing.

    `models` are what organisations sent elsewhere: texts that others may have taken theirs from. They hold a group
    together and are never part of one; which passages repeat them is returned beside.
    """
    kept_models = [(source, passage) for source, passage in models if is_compared(passage)]
    compared = [number for number, passage in enumerate(passages) if is_compared(passage)]
    # The models first: what is like one of them is grouped round it.
    pool = [passage for _, passage in kept_models] + [passages[number] for number in compared]
    wordings = [prepare_wording(passage.text, passage.language) for passage in pool]
    marked = list(passages)
    elsewhere = []
    for group in group_wordings(wordings):
        own = [place for place in group if place >= len(kept_models)]
        for source, passage, wording in ((*kept_models[p], wordings[p]) for p in group if p < len(kept_models)):
            elsewhere += [_sent(pool[place], wordings[place], source, passage, wording) for place in own]
        if len(own) < 2:
            continue
        key = min(duplicate_key(pool[place].text) for place in own)
        for place in own:
            likeness = None if place == own[0] else _judge_in_group(wordings[own[0]], wordings[place])
            number = compared[place - len(kept_models)]
            marked[number] = passages[number].model_copy(update={"duplicate_group": key, "likeness": likeness})
    return tuple(marked), tuple(elsewhere)


def _judge_in_group(one: Wording, other: Wording) -> Likeness:
    # Both are like the text the group stands round, if not like each other.
    return judge_likeness(one, other) or Likeness.NEAR


def _sent(own: Passage, wording: Wording, source: Source, model: Passage, sent: Wording) -> SentElsewhere:
    return SentElsewhere(
        statement_id=own.statement_id,
        likeness=_judge_in_group(sent, wording),
        sender_name=source.sender_name,
        source=source.source,
        text=model.text,
    )


def is_compared(passage: Passage) -> bool:
    """Whether a passage is long enough to be compared, and its words its sender's own."""
    return not passage.tick and bool(duplicate_key(passage.text))


def group_wordings(
    wordings: Sequence[Wording], *, linked: Iterable[tuple[int, int]] = ()
) -> tuple[tuple[int, ...], ...]:
    """Return the groups of two or more texts that repeat each other, as places in `wordings`, in order of the first.

    A text joins a group only if it repeats the group's first text. `linked` are pairs known to belong together, also where
    one has no words to compare. The time it takes grows with the number of texts, not with its square.
    """
    groups = _Groups(len(wordings))
    for one, other in linked:
        groups.join(one, other)
    _join_equal(groups, ((place, wording.plain) for place, wording in enumerate(wordings) if wording.plain))
    _join_equal(groups, ((place, wording.folded) for place, wording in enumerate(wordings) if wording.has_frame))
    heads = {wording.folded: place for place, wording in reversed(list(enumerate(wordings))) if wording.has_frame}
    for place, met in _find_candidates({place: folded for folded, place in heads.items()}):
        # Alike to the first of a group, not only to a neighbour: no chain leads from one text to quite another.
        for first in _first_distinct((groups.head(other) for other in met), unlike=groups.head(place)):
            if judge_likeness(wordings[first], wordings[place]):
                groups.join(first, place)
                break
    return groups.listed()


def wording_key(wording: Wording) -> str:
    """Return the key that texts share which are equal when folded: same words, one frame, or both forms of Norwegian.

    It is a hash of the whole text; the empty text for those too short to be compared.
    """
    if len(canonical_text(wording.text)) < SHORTEST_DUPLICATE or not wording.has_frame:
        return ""
    return hashlib.sha256(" ".join(wording.folded).encode()).hexdigest()[: _KEY_DIGITS + 4]


class _Groups:
    """Disjoint groups of places; the head of a group is its first place."""

    def __init__(self, size: int) -> None:
        self._above = list(range(size))

    def head(self, place: int) -> int:
        above = self._above
        while above[place] != place:
            above[place] = above[above[place]]
            place = above[place]
        return place

    def join(self, one: int, other: int) -> None:
        first, second = sorted((self.head(one), self.head(other)))
        self._above[second] = first

    def listed(self) -> tuple[tuple[int, ...], ...]:
        members: dict[int, list[int]] = defaultdict(list)
        for place in range(len(self._above)):
            members[self.head(place)].append(place)
        return tuple(tuple(places) for places in members.values() if len(places) > 1)


def _join_equal(groups: _Groups, keys: Iterable[tuple[int, tuple[str, ...]]]) -> None:
    first: dict[tuple[str, ...], int] = {}
    for place, key in keys:
        groups.join(first.setdefault(key, place), place)


def _find_candidates(texts: Mapping[int, tuple[str, ...]]) -> Iterable[tuple[int, list[int]]]:
    """Yield each text with those before it that share enough of its rarest pairs of words, the most shared first."""
    pairs = {place: _word_pairs(folded) for place, folded in texts.items()}
    texts_with = Counter(pair for own in pairs.values() for pair in own)
    found_in: dict[int, list[int]] = defaultdict(list)
    for place, own in sorted(pairs.items()):
        known = sorted((texts_with[pair], pair) for pair in own if texts_with[pair] > 1)[:_RAREST_PAIRS]
        met: defaultdict[int, int] = defaultdict(int)
        for _, pair in known:
            listed = found_in[pair]
            for other in listed:
                met[other] += 1
            if len(listed) < _LONGEST_LIST:
                listed.append(place)
        enough = max(min(_FEWEST_SHARED, len(known)), len(known) // _SHARED_OF)
        shared = [(-times, other) for other, times in met.items() if times >= enough]
        if shared:
            yield place, [other for _, other in sorted(shared)]


def _first_distinct(places: Iterable[int], *, unlike: int) -> Iterable[int]:
    """Return the first distinct places: a text that is like none of so many is like none."""
    return islice((place for place in dict.fromkeys(places) if place != unlike), _MOST_TRIED)


def _word_pairs(folded: Sequence[str]) -> set[int]:
    return {_pair_number(one, other) for one, other in pairwise(folded) if not (one in _MASKS and other in _MASKS)}


@lru_cache(maxsize=1 << 18)
def _pair_number(one: str, other: str) -> int:
    """Return a number for two words that is the same in every process: the order of equally rare pairs rests on it."""
    return int.from_bytes(hashlib.blake2b(f"{one} {other}".encode(), digest_size=7).digest(), "big")
