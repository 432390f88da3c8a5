"""Rows of a PDF put together to paragraphs, list items and headings; a paragraph may go on over a page's end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from medlemsdialog.intake.markers import split_marker, split_run_in_heading
from medlemsdialog.intake.readers.hyphens import LineJoiner
from medlemsdialog.intake.readers.pdf_lines import Row
from medlemsdialog.intake.sections import is_section_word

_ENDS_SENTENCE = re.compile(r"[.!?:;][»”\")]?[\uf8d0-\uf8d9]*$")
_HYPHENATED = re.compile(r"\w[-\u2010]$")
_SURE_MARKER = re.compile(r"^(?:\d{1,2}\)|[•▪●◦■☐☒☑\uf0b7])\s")
# The fields of a letter's head: «Vår ref.: 17/2233», «Dato: 04.09.2017».
_FIELD = re.compile(r"^[A-ZÆØÅ][\w .()/-]{1,24}:(?:\s|$)")
_LARGER = 1.15
_LEADING_TOLERANCE = 1.2
_INDENT = 0.6
_ROWS_NEARBY = 15
# What tells the lines of a text column: leading in heights, edges and width in points, how ragged, how many full.
_BLOCK_LEADING = 1.6
_SAME_EDGE = 1.5
_USUAL_LEADING = 1.2
_FEWEST_GAPS = 3
_NARROWEST_COLUMN = 150
_FEWEST_BLOCK_ROWS = 3
_RAGGED = 0.18
_FULL_SHARE = 0.6
# A line this long that goes on in small letters was wrapped, however ragged the text is.
_CLEARLY_WRAPPED = 0.5


@dataclass
class Paragraph:
    """The paragraph that is being put together."""

    rows: list[Row] = field(default_factory=list)
    page: int = 0
    is_item: bool = False

    def text(self, joiner: LineJoiner) -> str:
        """Return the rows joined, hyphens at line ends undone."""
        text = ""
        for row in self.rows:
            text = joiner.join(text, row.text) if text else row.text
        return text


@dataclass(frozen=True)
class Flow:
    """The running rows of one page part: where each one's column ends, and the distance between its lines."""

    rows: tuple[Row, ...]
    margins: tuple[float, ...]
    leadings: dict[float, float]

    def leading_of(self, row: Row) -> float:
        """Return the distance between the lines of a paragraph in a row's size."""
        return self.leadings.get(round(row.height), _USUAL_LEADING * row.height)


def measure_flow(rows: Sequence[Row]) -> Flow:
    """Return the rows with what the spacing between them tells."""
    joined = _join_justified(list(rows))
    margins = [_right_margin(joined, index) for index in range(len(joined))]
    heights = {round(row.height) for row in joined}
    return Flow(tuple(joined), tuple(margins), {height: _find_leading(joined, margins, height) for height in heights})


def runs_on(paragraph: Paragraph, flow: Flow, index: int, body: float, headings: frozenset[float]) -> bool:
    """Whether row `index` goes on with the paragraph: the line before was full, and nothing marks a beginning."""
    row, last = flow.rows[index], paragraph.rows[-1]
    if (
        abs(row.height - last.height) > max(0.08 * body, 0.06 * row.height)
        or row.bold != last.bold
        or is_section_word(last.text)
    ):
        return False
    if index == 0 or flow.rows[index - 1] is not last:
        return index == 0 and _goes_on_elsewhere(paragraph, row)
    gap = row.top - last.top
    if round(row.height * 2) / 2 in headings:
        return 0 < gap < 1.6 * row.height
    if gap > _LEADING_TOLERANCE * flow.leading_of(row) or split_run_in_heading(row.text) or is_section_word(row.text):
        return False
    if _FIELD.match(row.text) and _FIELD.match(last.text):
        return False
    if gap < 0:
        return _goes_on_elsewhere(paragraph, row)
    if split_marker(row.text) and (
        paragraph.is_item
        or abs(row.left - last.left) > _INDENT * row.height
        or _ENDS_SENTENCE.search(last.text)
        or _SURE_MARKER.match(row.text)
    ):
        return False
    if paragraph.is_item and _hangs(paragraph.rows[0], row) and not last.text.endswith((":", ";")):
        return True
    hanging = paragraph.is_item and len(paragraph.rows) == 1
    if row.left - last.left > _INDENT * row.height and not hanging:
        return False
    margin = flow.margins[index - 1]
    return is_full(last, row, margin) or was_wrapped(last, row, margin)


def _hangs(first: Row, row: Row) -> bool:
    """Whether a row begins under the first word behind an item's mark."""
    starts = first.pieces[0].starts
    return (
        len(starts) > 1 and abs(row.left - starts[1][0]) < _SAME_EDGE and row.left - first.left > _INDENT * row.height
    )


def _goes_on_elsewhere(paragraph: Paragraph, row: Row) -> bool:
    """Whether a row at the top of a page or column goes on with what the one before left unfinished."""
    last = paragraph.rows[-1]
    if _ENDS_SENTENCE.search(last.text) or split_marker(row.text) or is_section_word(row.text):
        return False
    # A name or a number may begin the line: then the line before must have been as long as the others.
    longest = max(other.right for other in paragraph.rows)
    full = len(paragraph.rows) > 1 and longest - last.right < 0.1 * (longest - last.left) and not row.bold
    return row.text[:1].islower() or (full and row.right - row.left > 0.6 * (longest - last.left))


def was_wrapped(row: Row, following: Row, margin: float) -> bool:
    """Whether a line that is not full goes on all the same: a small letter or a hyphen tells it."""
    if not following.text[:1].islower() or split_marker(following.text):
        return False
    if _HYPHENATED.search(row.text):
        return True
    return row.right - row.left > _CLEARLY_WRAPPED * (margin - row.left) and not row.text.endswith((":", ";"))


def _right_margin(rows: list[Row], index: int) -> float:
    """Return where the lines around one end at the most: the right edge of its column."""
    row = rows[index]
    first, last = index, index
    while first and _is_below(rows[first - 1], rows[first]):
        first -= 1
    while last + 1 < len(rows) and _is_below(rows[last], rows[last + 1]):
        last += 1
    block = rows[first : last + 1]
    margin = max(other.right for other in block)
    width = margin - min(other.left for other in block)
    full = sum(margin - other.right < _RAGGED * width for other in block[:-1])
    if len(block) >= _FEWEST_BLOCK_ROWS and width > _NARROWEST_COLUMN and full >= _FULL_SHARE * (len(block) - 1):
        return margin
    near = rows[max(0, index - _ROWS_NEARBY) : index + _ROWS_NEARBY]
    return max(
        (o.right for o in near if len(o.pieces) == 1 and o.left < row.right and o.height < _LARGER * row.height),
        default=row.right,
    )


def _is_below(row: Row, below: Row) -> bool:
    """Whether two rows are lines of one column of text, without a space between paragraphs."""
    alike = abs(row.height - below.height) < 1 and len(row.pieces) == len(below.pieces) == 1
    return alike and 0 < below.top - row.top < _BLOCK_LEADING * row.height and below.left < row.right


def _join_justified(rows: list[Row]) -> list[Row]:
    """Return the rows with those put together again that only wide spaces of justified text had parted."""
    joined = list(rows)
    for index, row in enumerate(rows):
        near = (*rows[max(0, index - 1) : index], *rows[index + 1 : index + 2])
        if (
            len(row.pieces) > 1
            and row.is_evenly_spaced()
            and any(
                not _shares_columns(row, other)
                and abs(other.right - row.right) < _SAME_EDGE
                and abs(other.left - row.left) < _SAME_EDGE
                and abs(other.top - row.top) < _BLOCK_LEADING * row.height
                for other in near
            )
        ):
            joined[index] = row.joined()
    return joined


def _shares_columns(row: Row, other: Row) -> bool:
    """Whether some later piece of a row begins where one of the other row does."""
    return any(abs(mine.left - its.left) < _SAME_EDGE for mine in row.pieces[1:] for its in other.pieces[1:])


def is_full(row: Row, following: Row, margin: float) -> bool:
    """Whether the next row's first word would not have fitted at the end of this one."""
    width = (following.right - following.left) / max(len(following.text), 1)
    word = following.text.split(maxsplit=1)[0]
    return row.right + width * (len(word) + 1) > margin - width


def _find_leading(rows: list[Row], margins: list[float], height: int) -> float:
    """Return the distance between the lines of a paragraph in one size: the smallest below a full line."""
    gaps = [
        below.top - row.top
        for row, below, margin in zip(rows, rows[1:], margins, strict=False)
        if round(below.height) == height
        and 0.7 * row.height < below.top - row.top < 3 * row.height
        and abs(row.height - below.height) < 1
        and (is_full(row, below, margin) or was_wrapped(row, below, margin))
    ]
    found = min(gaps, default=0.0)
    few = len(gaps) < _FEWEST_GAPS and found > _BLOCK_LEADING * height
    return _USUAL_LEADING * height if few or not gaps else found
