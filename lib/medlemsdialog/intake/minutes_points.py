"""Points of our own template for minutes: what was said, who said it, and whether the meeting stood behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby

from medlemsdialog.catalogue import LANGUAGES, Message, translate
from medlemsdialog.intake import wording
from medlemsdialog.intake.document import RawPassage, Role
from medlemsdialog.intake.kinds import KindFound
from medlemsdialog.intake.minutes_words import AGREED, NOT_THE_MEETINGS, SAID, WHO
from medlemsdialog.models.vocabulary import Kind, Status

_POINT = KindFound(Kind.VIEW, "sagt i møtet")
_OWN_POINT = KindFound(Kind.REPORTED_VIEW, "sagt i møtet, uten at møtet sto samlet bak", Status.INDIVIDUAL)
_HEAD = KindFound(Kind.BACKGROUND, "overskrift i tabellen")
_WHO_SAID = KindFound(Kind.BACKGROUND, "hvem som sa det")
_HOW_AGREED = KindFound(Kind.BACKGROUND, "om de andre var enige")
# Also where it is told in other words than those of the list.
_TELLS_DISSENT = re.compile(
    r"\b(?:nei|ikke|ikkje|uenig\w*|ueinig\w*|usamd\w*|delte?|noen|nokon|nokre|enkelte|einskilde|mindretal\w*|bare|berre)\b",
    re.IGNORECASE,
)


def judge_points(blocks: Sequence[RawPassage], found: Sequence[KindFound]) -> tuple[KindFound, ...]:
    """Return the kinds of a document with those of the points of its tables: a point is what its row says of it.

    What the others did not stand behind is a reported view of some of those who met; where nothing is told of that, it is
    the meeting's.
    """
    judged = list(found)
    for table in _find_tables(blocks):
        heads = _read_heads([blocks[index] for index in table])
        if SAID not in heads.values():
            continue
        for _, row in groupby(table, key=lambda index: blocks[index].anchor.row):
            _judge_row(list(row), heads, blocks, judged)
    return tuple(judged)


def _judge_row(
    row: Sequence[int], heads: dict[int, Message], blocks: Sequence[RawPassage], judged: list[KindFound]
) -> None:
    columns = {index: heads.get(blocks[index].anchor.column or 0) for index in row}
    agreed = " ".join(
        blocks[index].text
        for index, head in columns.items()
        if head is AGREED and blocks[index].role is not Role.GUIDANCE
    )
    for index, head in columns.items():
        text = blocks[index].text
        if blocks[index].role is Role.GUIDANCE or wording.is_placeholder(text):
            continue
        if _fold(text) in _heads():
            judged[index] = _HEAD
        elif head is SAID:
            judged[index] = _OWN_POINT if _is_dissent(agreed) else _POINT
        elif head is WHO:
            judged[index] = _WHO_SAID
        elif head is AGREED:
            judged[index] = _HOW_AGREED


def _find_tables(blocks: Sequence[RawPassage]) -> Iterator[list[int]]:
    """Yield the blocks of each table by their numbers."""
    cells = [index for index, block in enumerate(blocks) if block.anchor.table is not None and block.anchor.row]
    for _, table in groupby(cells, key=lambda index: (blocks[index].anchor.attachment, blocks[index].anchor.table)):
        yield list(table)


def _read_heads(cells: Sequence[RawPassage]) -> dict[int, Message]:
    """Return what each column holds, by the words of our own heads."""
    first = [cell for cell in cells if cell.anchor.row == cells[0].anchor.row]
    named = {cell.anchor.column or 0: _heads().get(_fold(cell.text)) for cell in first}
    return {column: head for column, head in named.items() if head is not None}


@cache
def _heads() -> dict[str, Message]:
    return {_fold(translate(head.msgid, language)): head for head in (SAID, WHO, AGREED) for language in LANGUAGES}


@cache
def _dissents() -> frozenset[str]:
    return frozenset(_fold(translate(told.msgid, language)) for told in NOT_THE_MEETINGS for language in LANGUAGES)


def _is_dissent(agreed: str) -> bool:
    return _fold(agreed) in _dissents() or bool(_TELLS_DISSENT.search(agreed))


def _fold(text: str) -> str:
    return " ".join(text.split()).casefold().strip(" .:?")
