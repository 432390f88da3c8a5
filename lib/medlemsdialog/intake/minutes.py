"""Minutes that hold several cases: where each begins, and which of them are on the dialogue's subject."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from medlemsdialog.dialogue import Dialogue
from medlemsdialog.intake.document import RawPassage, Role
from medlemsdialog.intake.headings import read_heading
from medlemsdialog.intake.markers import split_marker

_ITEM = re.compile(
    r"^(?:\d{1,2}\.?\s+)?(?:(?:sak(?:snr)?\.?|saksnummer|"
    r"møtesak)\s*(?:nr\.?)?:?\s*)?(?:[A-ZÆØÅ]{1,5}(?:-?sak)?[- ]?)?(?P<number>\d{1,4}/(?:20)?\d{2})\b"
    r"[\s:.,–—-]*(?P<title>\S.*)$",
    re.IGNORECASE,
)
_NUMBER_ALONE = re.compile(
    r"^(?:sak(?:snr)?\.?|saksnummer|møtesak)?\s*(?:nr\.?)?:?\s*(?:[A-ZÆØÅ]{1,5}(?:-?sak)?[- ]?)?(?P<number>\d{1,4}/(?:20)?\d{2}):?$",
    re.IGNORECASE,
)
_LONGEST_TITLE = 200
_FEWEST_ITEMS = 2
_SHORTEST_WORD = 5
# Words of a dialogue's title that any other case may have in its own.
_EVERYWHERE = frozenset(
    [
        "dialog",
        "medlemsdialog",
        "framtid",
        "framtida",
        "framtiden",
        "høring",
        "høyring",
        "innspill",
        "innspel",
        "melding",
    ]
)
_LETTERS = re.compile(r"[^\W\d_]+")


class Item(NamedTuple):
    """A run of blocks of one document: the head of minutes, one of its cases, or a whole document that has none."""

    first: int
    last: int
    title: str = ""
    on_subject: bool = True


def split_minutes(blocks: Sequence[RawPassage], dialogue: Dialogue) -> tuple[Item, ...]:
    """Return the cases of a document in reading order; only those on the dialogue's subject count, if any is.

    A document whose lines do not number at least two cases is one case.
    """
    starts = _find_starts(blocks)
    if len({number for _, number, _ in starts}) < _FEWEST_ITEMS:
        return (Item(0, len(blocks)),)
    bounds = [index for index, _, _ in starts] + [len(blocks)]
    items = [
        Item(first, last, title) for (first, _, title), last in zip(starts, bounds[1:], strict=True) if last > first
    ]
    on_subject = _choose(items, blocks, find_subject_words(dialogue))
    head = (Item(0, bounds[0]),) if bounds[0] else ()
    return (*head, *(item._replace(on_subject=index in on_subject) for index, item in enumerate(items)))


def find_subject_words(dialogue: Dialogue) -> tuple[str, ...]:
    """Return the word beginnings of the dialogue's subject: dialogue.yaml's, else the longer words of its title."""
    if dialogue.subject_words:
        return tuple(word.casefold() for word in dialogue.subject_words)
    titles = " ".join((dialogue.title.nb, dialogue.title.nn)).casefold()
    return tuple(
        dict.fromkeys(
            word for word in _LETTERS.findall(titles) if len(word) >= _SHORTEST_WORD and word not in _EVERYWHERE
        )
    )


def _find_starts(blocks: Sequence[RawPassage]) -> list[tuple[int, str, str]]:
    """Return (block, number, title) of every line that opens a case, not only one body's treatment of one case."""
    starts: list[tuple[int, str, str]] = []
    for index, block in enumerate(blocks):
        if (
            block.role not in {Role.HEADING, Role.PARAGRAPH, Role.CELL, Role.LIST_ITEM}
            or len(block.text) > _LONGEST_TITLE
        ):
            continue
        line = " ".join(block.text.split())
        match = _ITEM.match(line)
        title = ""
        if match is not None and _is_title(match["title"]) and read_heading(line) is None:
            title = match["title"]
        elif (
            block.role is not Role.CELL and (match := _NUMBER_ALONE.match(line)) is not None and index + 1 < len(blocks)
        ):
            following = blocks[index + 1]
            title = following.text if read_heading(following.text) is None and _is_title(following.text) else ""
        if match is not None and title and not (starts and starts[-1][1] == match["number"]):
            starts.append((index, match["number"], title))
    return starts


def _is_title(text: str) -> bool:
    return text[:1].isupper() and not text.rstrip().endswith(".") and split_marker(text) is None


def _choose(items: Sequence[Item], blocks: Sequence[RawPassage], words: Sequence[str]) -> frozenset[int]:
    """Return the cases whose title is on the subject, else those whose text is; all where none is."""
    by_title = frozenset(index for index, item in enumerate(items) if _mentions(item.title, words))
    if by_title:
        return by_title
    by_text = frozenset(
        index
        for index, item in enumerate(items)
        if any(_mentions(block.text, words) for block in blocks[item.first : item.last])
    )
    return by_text or frozenset(range(len(items)))


def _mentions(text: str, words: Sequence[str]) -> bool:
    lowered = text.casefold()
    return any(re.search(rf"{re.escape(word)}", lowered) for word in words)
