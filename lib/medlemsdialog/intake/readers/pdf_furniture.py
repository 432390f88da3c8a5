"""Running heads, running feet, page numbers and footnotes of PDF pages: what stands in the margins and is no text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from medlemsdialog.intake.readers.pdf_lines import Row
from medlemsdialog.intake.readers.pdf_page import Framed, Page

_PAGE_NUMBER = re.compile(
    r"^(?:(?:side|s\.|page)\s*)?[-–]?\s*\d{1,4}\s*[-–]?(?:\s*(?:av|/|of)\s*\d{1,4})?$|^side\s*[:.]?\s*\d+$",
    re.IGNORECASE,
)
_ENDS_IN_PAGE_NUMBER = re.compile(
    r"(?:^|\s)(?:side|page)\s*[:.]?\s*\d{1,4}(?:\s*(?:av|/|of)\s*\d{1,4})?$", re.IGNORECASE
)
# What letterheads and case systems print at the foot of a page, in both language forms.
_FOOT = re.compile(
    r"\b(?:postadress[ea]?|besøksadress[ea]?|telefon|tlf|telefaks|faks|org\.?\s?(?:nr|nummer)|organisasjonsnummer|"
    r"bank(?:konto)?|kontonr|kontonummer|e-?post(?:adresse)?|internett|hjemmeside|heimeside|postboks|sentralbord|"
    r"arkivsak(?:snr|id)?|saksnr|saksid|dok(?:ument)?\.?(?:id|nr)|jp\.?\s?id|utskrift(?:sdato)?|skrevet ut|"
    r"skrive ut|elektronisk godkjent)\b\s*[:.]?|"
    r"\bhttps?://|\bwww\.|\bfile:///|[\w.-]+@[\w-]+\.\w+|^\d{4} [A-ZÆØÅ][A-ZÆØÅa-zæøå]+$|\b\d{3} \d{3} \d{3}\b",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_ENDS_SENTENCE = re.compile(r"[.!?:;][»”\")]?$")
_SENTENCE = re.compile(r"\s\S+\s\S+\s\S+[.!?]$")
_NOTE = re.compile(r"^(?P<number>[\uf8d0-\uf8d9]{1,2}|\d{1,2})(?=[\s\u00a0]*[^\W\d_«\"(])")
# Shares of the page's height where heads and feet stand, and of the body's height that a note stays below.
_MARGIN_ZONE = 0.12
_HEAD_LINE_ZONE = 0.07
_NOTE_ZONE = 0.5
_NOTE_SIZE = 0.93
_MARGIN_ROWS = 6
_GAP_ABOVE_FOOT = 1.9


@dataclass(frozen=True)
class Margins:
    """What of one page's parts is furniture, and which rows are its footnotes, by their index."""

    furniture: frozenset[int]
    notes: tuple[int, ...]


def find_margins(pages: Sequence[Page], body: float) -> dict[int, Margins]:
    """Return what stands in the margins of each page; `body` is the height of most of the text."""
    patterns: Counter[str] = Counter()
    marginal: dict[int, list[int]] = {}
    for page in pages:
        marginal[page.number] = _marginal_parts(page)
        patterns.update({_pattern(page.parts[index]) for index in marginal[page.number]})
    repeated = {pattern for pattern, count in patterns.items() if count > 1 and 2 * count >= len(pages) - 1}
    found = {}
    for page in pages:
        furniture = {
            index
            for index in marginal[page.number]
            if (_pattern(page.parts[index]) in repeated and not _SENTENCE.search(page.parts[index].text))
            or _PAGE_NUMBER.match(page.parts[index].pieces[-1].text)
            or _ENDS_IN_PAGE_NUMBER.search(page.parts[index].text)
            or _is_lone_head(page, page.parts[index])
        }
        furniture |= _find_foot(page, furniture)
        found[page.number] = Margins(frozenset(furniture), _find_notes(page, furniture, body))
    return found


def _marginal_parts(page: Page) -> list[int]:
    by_height = sorted(range(len(page.parts)), key=lambda index: page.parts[index].top)
    ends = [*by_height[:_MARGIN_ROWS], *by_height[-_MARGIN_ROWS:]]
    zone = _MARGIN_ZONE * page.height
    return [
        index
        for index in dict.fromkeys(ends)
        if page.parts[index].bottom <= zone or page.parts[index].top >= page.height - zone
    ]


def _pattern(part: Row | Framed) -> str:
    return _DIGITS.sub("#", part.text).strip()


def _is_lone_head(page: Page, part: Row | Framed) -> bool:
    """Whether a row stands in the page's outer margin, where no text begins."""
    outer = _HEAD_LINE_ZONE * page.height
    tallest = max(other.height for other in page.parts)
    in_margin = part.bottom < outer or part.top > page.height - outer / 2
    return in_margin and len(page.parts) > 1 and part.height < tallest and not _ENDS_SENTENCE.search(part.text)


def _find_foot(page: Page, furniture: set[int]) -> set[int]:
    """Return the lowest blocks of a page that read as a letterhead's foot and are parted from the text above."""
    zone = page.height - _MARGIN_ZONE * page.height
    order = sorted(range(len(page.parts)), key=lambda index: page.parts[index].top, reverse=True)
    foot: set[int] = set()
    block: list[int] = []
    for index, above in zip(order, [*order[1:], None], strict=False):
        part = page.parts[index]
        if part.top <= zone:
            break
        block.append(index)
        gap = part.top - page.parts[above].bottom if above is not None else page.height
        if gap > _GAP_ABOVE_FOOT * part.height:
            foot |= _foot_block(page, block, furniture)
            block = []
    return foot


def _foot_block(page: Page, block: list[int], furniture: set[int]) -> set[int]:
    parts = [page.parts[index] for index in block if index not in furniture]
    telling = any(_FOOT.search(part.text) for part in parts)
    sentences = any(_SENTENCE.search(part.text) and not _FOOT.search(part.text) for part in parts)
    return set(block) if telling and not sentences else set()


def _find_notes(page: Page, furniture: set[int], body: float) -> tuple[int, ...]:
    """Return the rows of footnotes: small print low on the page from a number on, to where the small print ends."""
    notes: list[int] = []
    inside = False
    for index, part in enumerate(page.parts):
        if index in furniture:
            continue
        small = isinstance(part, Row) and part.height < _NOTE_SIZE * body and part.top > _NOTE_ZONE * page.height
        starts = small and bool(_NOTE.match(part.text)) and _is_below_text(page, part, furniture, body)
        inside = small and (inside or starts)
        if inside:
            notes.append(index)
    return tuple(notes)


def _is_below_text(page: Page, note: Row | Framed, furniture: set[int], body: float) -> bool:
    """Whether no running text stands below a row in its own column."""
    return not any(
        part.top > note.top and part.height >= _NOTE_SIZE * body and part.left < note.right and part.right > note.left
        for index, part in enumerate(page.parts)
        if index not in furniture
    )


def note_number(text: str) -> str:
    """Return the number that a footnote begins with, raised or not."""
    match = _NOTE.match(text)
    return match["number"] if match else ""
