"""The values of a form that were ticked and not written: what counts as one, and which position it takes."""

from __future__ import annotations

import re
from collections.abc import Iterable

from medlemsdialog.intake import wording
from medlemsdialog.models.vocabulary import Position

_LONGEST_TICK = 40
_TICK_VALUE = re.compile(
    r"^(?:ja|nei|delvis|både og|vet ikke|veit ikkje|ikke relevant|ikkje relevant|ikke aktuelt|nøytral|verken eller|x|"
    r"sann|usann|"
    r"(?:helt|heilt|delvis|litt|svært|noe|noko|ganske)?\s*(?:enig|uenig|einig|ueinig|samd|usamd|godt|dårlig|viktig)|"
    r"(?:verken|hverken) (?:enig|einig|samd) eller (?:uenig|ueinig|usamd)|"
    r"for|mot|støtter|støttar|støtter ikke|støttar ikkje|støtter delvis|støttar delvis|[1-9]|10|"
    r"i (?:stor|liten|noen|nokon|svært stor|svært liten) grad|ingen formening|inga meining|ingen mening|"
    r"ikke tatt stilling|ikkje teke stilling)\.?$",
    re.IGNORECASE,
)
_MARK = re.compile(r"^(?:0|1|x|✓|✔|sann|usann|true|false|valgt|vald|ikke valgt|ikkje vald|avkrysset|kryssa av)$", re.I)
_NO_MARK = re.compile(r"^(?:0|usann|false|ikke valgt|ikkje vald)$", re.IGNORECASE)
_FOR = re.compile(r"^(?:ja|for|støtter|støttar|(?:helt |heilt |svært )?(?:enig|einig|samd))\.?$", re.IGNORECASE)
_AGAINST = re.compile(
    r"^(?:nei|mot|(?:helt |heilt |svært )?(?:uenig|ueinig|usamd)|støtter ikke|støttar ikkje)\.?$", re.IGNORECASE
)
_MIXED = re.compile(
    r"^(?:delvis|både og|støtter delvis|støttar delvis|(?:delvis|litt|noe|noko|ganske) "
    r"(?:enig|uenig|einig|ueinig|samd|usamd))\.?$",
    re.IGNORECASE,
)
_NEUTRAL = re.compile(
    r"^(?:nøytral|vet ikke|veit ikkje|verken eller|hverken eller|(?:verken|hverken) (?:enig|einig|samd) eller "
    r"(?:uenig|ueinig|usamd)|(?:har )?(?:ingen|inga|ikke noen|ikkje noka) (?:formening|meining|mening)|"
    r"(?:har )?(?:ikke tatt|ikkje teke) stilling)\.?$",
    re.IGNORECASE,
)
_CRITICAL = re.compile(
    r"^\s*(?:men|samtidig|likevel|imidlertid|derimot)\b|\b(?:lite konkret|mangl(?:er|ar)|savner|saknar|uklar\w*|"
    r"uryddig\w*|ikke klart|ikkje klart|"
    r"utydelig\w*|utydeleg\w*|uheldig|svakt|for svak\w*|for lite|uenig|ueinig|usamd|går imot|motsetter|"
    r"bør (?:skrives om|skrivast om|strammes|"
    r"strammast|endres|endrast|strykes|strykast|tas ut|takast ut|presiseres|konkretiseres|rammast)|må (?:rammast|"
    r"konkretiser\w+|skrives om|endres|endrast)|"
    r"ikke (?:godt nok|tydelig nok|tilstrekkelig|bra)|ikkje (?:godt nok|tydeleg nok|tilstrekkeleg|bra)|vanskelig å|"
    r"vanskeleg å)\b",
    re.IGNORECASE,
)
_APPROVING = re.compile(
    r"^\s*(?:godt ivaretatt|godt ivareteke|vi støtter|vi støttar|kommunen støtter|kommunen støttar|helt enig|"
    r"heilt einig|enig\b|einig\b|bra\b|veldig bra|"
    r"støtter forslaget|støttar framlegget)",
    re.IGNORECASE,
)


def is_tick_value(text: str) -> bool:
    """Whether a cell holds a common alternative that was ticked rather than a text someone wrote."""
    return len(text) <= _LONGEST_TICK and bool(_TICK_VALUE.match(text.strip()))


def is_neutral_word(text: str) -> bool:
    """Whether a text says only that the sender takes no side: «Vet ikke», «Ingen formening»."""
    return bool(_NEUTRAL.match(text.strip()))


def is_chosen_mark(text: str, alternative: str) -> bool:
    """Whether a cell below an alternative's own column marks it as chosen or not chosen."""
    return bool(_MARK.match(text.strip())) or text.strip().casefold() == alternative.casefold()


def is_not_chosen(text: str) -> bool:
    """Whether a cell below an alternative's own column says that it was not chosen."""
    return bool(_NO_MARK.match(text.strip()))


def split_choices(text: str) -> tuple[str, ...]:
    """Return the alternatives of a cell where several may be chosen; a semicolon or a line break stands between them."""
    return tuple(choice for part in re.split(r"[;\n]", text) if (choice := part.strip()))


def find_position(text: str) -> Position | None:
    """Return the position that a common alternative takes; None for alternatives that take none."""
    bare = text.strip()
    patterns = (
        (Position.FOR, _FOR),
        (Position.AGAINST, _AGAINST),
        (Position.MIXED, _MIXED),
        (Position.NEUTRAL, _NEUTRAL),
    )
    return next((position for position, pattern in patterns if pattern.match(bare)), None)


def is_not_answered(text: str) -> bool:
    """Whether a cell says only that there is no answer: «[tomt felt]», «-», «Ikke relevant»."""
    return wording.is_placeholder(text)


def contradicts(tick: str, comment: str, position: Position | None = None) -> bool:
    """Whether a comment points another way than its tick; `position` is what the tick stands for, if it is known."""
    taken = position or find_position(tick)
    if taken is Position.FOR:
        return bool(_CRITICAL.search(comment))
    return taken is Position.AGAINST and bool(_APPROVING.search(comment))


def sort_by_position(values: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return distinct alternatives by what they mean: the four positions, `not_answered`, and `other`."""
    sorted_values: dict[str, list[str]] = {name: [] for name in (*Position, "not_answered", "other")}
    for value in dict.fromkeys(values):
        position = find_position(value)
        name = position.value if position else "not_answered" if is_not_answered(value) else "other"
        sorted_values[name].append(value)
    return {name: tuple(found) for name, found in sorted_values.items()}
