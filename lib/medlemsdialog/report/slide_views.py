"""Slides: what one says in few words, and all slides of a deck as one fragment that a workbook keeps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from medlemsdialog.report import wording
from medlemsdialog.report.figures import Figure
from medlemsdialog.report.fragment import SLIDES, Fragment, render_markup

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels

# More does not fit a slide that is read from the back of a room.
MOST_ROWS = 4
# More of them would make the letters too small to read from the back of a room.
MOST_BARS = 5
MOST_CHARACTERS = 280


@dataclass(frozen=True)
class SlideTable:
    """A short table; the first column heads the row."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class SlideQuote:
    """A verbatim quote and whose it is; `lang` where it is in another form than the deck."""

    text: str
    by: str
    lang: str = ""


@dataclass(frozen=True)
class Slide:
    """One slide: a heading, and one thing below it. `notes` are what the speaker may say besides.

    `lang` is set where heading, `lead` and notes are written in another language than the deck, `lead_lang` where only
    `lead` is.
    """

    id: str
    heading: str
    lead: str = ""
    lead_lang: str = ""
    points: tuple[str, ...] = ()
    figure: Figure | None = None
    table: SlideTable | None = None
    quote: SlideQuote | None = None
    notes: tuple[str, ...] = ()
    lang: str = ""


@dataclass(frozen=True)
class Deck:
    """All slides of one area. `kicker` and `facts` stand on the opening slide; `foot` below every slide."""

    title: str
    kicker: str
    facts: tuple[str, ...]
    slides: tuple[Slide, ...]
    foot: str
    date: str
    example: bool


def render_deck(deck: Deck, labels: Labels) -> Fragment:
    """Return the deck as a fragment that pages leave out and the slide exporter shows."""
    html = render_markup("slides", labels, deck=deck)
    return Fragment(html, labels.language, deck.title, deck.date, SLIDES)


def shorten(sentences: Iterable[str], *, most: int = MOST_CHARACTERS) -> str:
    """Return as many whole sentences as a slide has room for, and at least one."""
    kept = ""
    for sentence in sentences:
        longer = f"{kept} {sentence}".strip()
        if kept and len(longer) > most:
            break
        kept = longer
    return kept


def split_rows(rows: Sequence[tuple[str, ...]], *, most_slides: int) -> list[tuple[tuple[str, ...], ...]]:
    """Return the first rows in parts that each fit a slide."""
    shown = rows[: MOST_ROWS * most_slides]
    return [tuple(shown[start : start + MOST_ROWS]) for start in range(0, len(shown), MOST_ROWS)]


def number_part(heading: str, part: int, parts: int, labels: Labels) -> str:
    """Return the heading of one of several slides on the same: «Krav (1 av 2)»."""
    if parts < 2:
        return heading
    return labels.t("{heading} ({part} av {parts})", heading=heading, part=part, parts=parts)


def write_foot(name: str, date: str, labels: Labels) -> str:
    """Return what stands below every slide: which dialogue, of whom, of which date."""
    title = labels.dialogue.title.in_language(labels.language)
    return " · ".join(dict.fromkeys(part for part in (title, name, wording.date(date, labels.language)) if part))
