"""The members and bodies that a running text names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from medlemsdialog.register.lookup import find_sender
from medlemsdialog.register.models import Edition, Member, Register, SenderMatch, SenderOutcome
from medlemsdialog.register.names import HYPHENS, fold_name, strip_level_words

LONGEST_NAME_WORDS = 6

_WORD = re.compile(r"[^\W_]+")
_AFTER_NAME = re.compile(r"(?:fylkes)?kommunen?|herad(?:et)?|fylkesting(?:et)?|fylkesutval(?:g|get|et)?", re.IGNORECASE)
_BEFORE_NAME = re.compile(r"fylkesstyret?|fylkestinget|fylkesutval(?:get|et)|rådmannsutval(?:get|et)", re.IGNORECASE)
_GAP = re.compile(rf"[^\S\n]*(?:\n[^\S\n]*)?|\s*[\u00ad{HYPHENS}]\s*")


def find_senders_in_text(register: Register, text: str, *, county_code: str | None = None) -> tuple[SenderMatch, ...]:
    """Return the members and bodies named as «X kommune», «X herad», «X fylkeskommune» or «fylkesstyret i X».

    In order of appearance, each resolution once; the longest name wins («Sør-Varanger», not «Varanger»). A name begins
    with a capital letter and stands alone: no part of a longer word or of a hyphenated name. To propose a sender from a
    document's first lines, never to decide one.
    """
    matches: dict[tuple[str, ...], SenderMatch] = {}
    for phrase in _find_phrases(register, text):
        match = find_sender(register, phrase, county_code=county_code)
        if match.outcome != SenderOutcome.UNKNOWN:
            matches.setdefault(_identity(match), match)
    return tuple(matches.values())


def _find_phrases(register: Register, text: str) -> Iterator[str]:
    words = list(_WORD.finditer(text))
    editions = (register, *register.other_editions)
    for index, word in enumerate(words):
        if _AFTER_NAME.fullmatch(word[0]) and (start := _name_before(editions, text, words, index)) is not None:
            yield text[start : word.end()]
        elif _BEFORE_NAME.fullmatch(word[0]) and (end := _name_after(editions, text, words, index)) is not None:
            yield text[word.start() : end]


def _name_before(editions: Iterable[Edition], text: str, words: list[re.Match[str]], index: int) -> int | None:
    """Return where the longest name that ends before the word at `index` begins."""
    longest = None
    for first in range(index - 1, max(-1, index - 1 - LONGEST_NAME_WORDS), -1):
        if not _GAP.fullmatch(text[words[first].end() : words[first + 1].start()]):
            break
        start = words[first].start()
        if _stands_alone(text, start) and _is_name(editions, text[start : words[index - 1].end()]):
            longest = start
    return longest


def _name_after(editions: Iterable[Edition], text: str, words: list[re.Match[str]], index: int) -> int | None:
    """Return where the longest name that follows «… i» after the word at `index` ends."""
    longest = None
    first = index + 2
    if first >= len(words) or words[index + 1][0].casefold() != "i":
        return None
    for last in range(first, min(len(words), first + LONGEST_NAME_WORDS)):
        if not _GAP.fullmatch(text[words[last - 1].end() : words[last].start()]):
            break
        if _is_name(editions, text[words[first].start() : words[last].end()]):
            longest = words[last].end()
    return longest


def _stands_alone(text: str, start: int) -> bool:
    return text[start].isupper() and (start == 0 or text[start - 1] not in HYPHENS)


def _is_name(editions: Iterable[Edition], name: str) -> bool:
    folded, stripped = fold_name(name), strip_level_words(name)
    return any(edition.members_named(folded) or edition.members_named(stripped) for edition in editions)


def _identity(match: SenderMatch) -> tuple[str, ...]:
    members: tuple[Member, ...] = (match.member,) if match.member else match.candidates
    return (match.body.code,) if match.body else (match.outcome, *(member.code for member in members))
