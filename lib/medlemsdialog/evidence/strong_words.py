"""Strong words typed in prose («entydig», «brei semje», «et stort flertall»), and the word for strength whose rule each falls under."""

from __future__ import annotations

import re

from medlemsdialog.models.base import Record
from medlemsdialog.models.vocabulary import Strength

_MEMBERS = (
    r"(?:medlemmene|medlemmer|medlemmane|medlemmar|medlemer|medlemene|(?:fylkes)?kommunene|(?:fylkes)?kommuner"
    r"|(?:fylkes)?kommunane|(?:fylkes)?kommunar|fylkene|fylka)"
)
_THINK = (
    r"(?:er|var|ønsker|ønsket|mener|mente|støtter|støttet|vil|krever|ber|går"
    r"|ønskjer|ønskte|meiner|meinte|støttar|støtta|krev|bed)"
)
_WORDS: tuple[tuple[Strength, str], ...] = (
    (
        Strength.UNANIMOUS,
        r"(?:entydig|eintydig|samstemt|samstemd|samstemmig|samrøystes|enstemmig|einstemmig|unison)(?:e|t)?"
        r"|(?:full|fullstendig|total)[ \u00a0]+(?:enighet|einigheit|semje|oppslutning)"
        r"|alle[ \u00a0]+(?:er|var|virker|verkar)[ \u00a0]+(?:enige|einige|samde)"
        rf"|alle[ \u00a0]+(?:de[ \u00a0]+|dei[ \u00a0]+)?{_MEMBERS}[ \u00a0]+{_THINK}"
        rf"|samtlige(?:[ \u00a0]+{_MEMBERS})?|samtlege(?:[ \u00a0]+{_MEMBERS})?",
    ),
    (
        Strength.BROAD,
        r"(?:bred|bredt|brede|brei|breitt|breie|stor|sterk|massiv|betydelig|monaleg)[ \u00a0]+"
        r"(?:politisk[ \u00a0]+)?(?:enighet|einigheit|semje|støtte|oppslutning|tilslutning|konsensus)"
        r"|(?:(?:et|eit)[ \u00a0]+)?(?:stort|klart|solid|bredt|breitt|overveldende|overveldande|betydelig)[ \u00a0]+"
        r"(?:flertall|fleirtal)(?:et)?"
        r"|(?:de|dei)[ \u00a0]+(?:aller[ \u00a0]+)?fleste|(?:nesten|nær|så[ \u00a0]+godt[ \u00a0]+som)[ \u00a0]+alle",
    ),
    (Strength.DIVIDED, r"delte[ \u00a0]+(?:meninger|meiningar)"),
    (Strength.SINGLE, r"(?:fremmes|fremmet|blir[ \u00a0]+fremja|fremja)[ \u00a0]+av[ \u00a0]+(?:én|éin|ein)\b"),
)
_ANY = re.compile("|".join(rf"\b(?P<{strength.value}>{pattern})\b" for strength, pattern in _WORDS), re.IGNORECASE)
# «støtten er ikke entydig», «det finnes ingen bred enighet»: the word is denied.
_DENIED = re.compile(
    r"\b(?:ikke|ikkje|neppe|verken|korkje|ingen|inga|uten|utan|aldri)(?:[ \u00a0]+\w+){0,2}[ \u00a0]+$", re.IGNORECASE
)
# A vote that was unanimous is told of one meeting, not of the members.
_VOTE = re.compile(r"\b(?:vedt[ao]\w*|vedtak\w*|valgt?\w*|vald\w*|stemte|røysta)\b", re.IGNORECASE)
_VOTED = ("enstemmig", "einstemmig", "samrøystes")
_QUOTED = re.compile(r"«[^«»]*»|“[^“”]*”")
_REACH = 40


class StrongWord(Record):
    """Words at `text[start:end]` that fall under the rule of a word for strength."""

    start: int
    end: int
    words: str
    strength: Strength


def find_strong_words(text: str) -> tuple[StrongWord, ...]:
    """Return the strong words of a text in order, in both forms of Norwegian.

    Left out are words within quotation marks (somebody else's), words that are denied («ikke entydig»), and votes
    («enstemmig vedtatt»).
    """
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    return tuple(
        StrongWord(
            start=match.start(), end=match.end(), words=match[0], strength=Strength(match.lastgroup or Strength.BROAD)
        )
        for match in _ANY.finditer(text)
        if not any(start <= match.start() < end for start, end in quoted)
        and not _DENIED.search(text[max(0, match.start() - _REACH) : match.start()])
        and not _is_vote(text, match)
    )


def _is_vote(text: str, match: re.Match[str]) -> bool:
    around = text[max(0, match.start() - _REACH) : match.end() + _REACH]
    return match[0].casefold().startswith(_VOTED) and bool(_VOTE.search(around))
