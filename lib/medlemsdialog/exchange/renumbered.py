"""Sentences known again after their finding was written anew: by what was printed then, or by the words that stand there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz

from medlemsdialog.evidence.bookmarks import fingerprint_print, normalise_print
from medlemsdialog.evidence.finding_text import ResolvedSentence
from medlemsdialog.exchange.said_sentences import Said

# A sentence is known again by its words from this likeness on (0–100).
ALIKE = 75


def renumber_marks(said: Sequence[Said], current: Mapping[tuple[str, int], ResolvedSentence]) -> None:
    """Give each bookmark the number its sentence has in the finding now.

    A bookmark whose sentence stands where it stood keeps its number. Else it is the sentence that prints what was printed
    then, or that says what stands in the document now because it has been taken in; else the likest one nobody claims.
    """
    prints = {key: normalise_print(sentence.printed) for key, sentence in current.items()}
    by_fingerprint = {(key[0], fingerprint_print(words)): key[1] for key, words in reversed(prints.items())}
    by_words = {(key[0], words): key[1] for key, words in reversed(prints.items())}
    unsure: list[Said] = []
    claimed: set[tuple[str, int]] = set()
    for one in said:
        if one.mark is None:
            continue
        place = one.mark.place
        own = (place.finding_id, place.number)
        if not place.printed or (own in prints and place.printed == fingerprint_print(prints[own])):
            claimed.add(own)
            continue
        number = by_fingerprint.get((place.finding_id, place.printed)) or by_words.get((place.finding_id, one.text))
        if number is None:
            unsure.append(one)
            continue
        one.mark.place = place.model_copy(update={"number": number})
        claimed.add((place.finding_id, number))
    for one in unsure:
        if one.mark is None:
            continue
        place = one.mark.place
        own = (place.finding_id, place.number)
        free = {key: words for key, words in prints.items() if key[0] == place.finding_id and key not in claimed}
        best = max(free, key=lambda key: (fuzz.ratio(free[key], one.text), key == own), default=own)
        if own not in free or fuzz.ratio(free.get(own, ""), one.text) < ALIKE <= fuzz.ratio(
            free.get(best, ""), one.text
        ):
            one.mark.place = place.model_copy(update={"number": best[1]})
        claimed.add((place.finding_id, one.mark.place.number))
