"""PDF with text: printed lines put together to paragraphs, list items, headings and tables; running heads set apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import pypdfium2

from medlemsdialog.intake.document import Document, Note
from medlemsdialog.intake.formats import MEDIA_TYPES
from medlemsdialog.intake.limits import MAX_PAGES
from medlemsdialog.intake.markers import split_marker, split_run_in_heading
from medlemsdialog.intake.outline import BOLD_LINE_LEVEL, Outline
from medlemsdialog.intake.readers.pdf_lines import Page, Row, read_page
from medlemsdialog.intake.rules import BrokenOriginalError
from medlemsdialog.intake.sections import is_section_word

_PAGE_NUMBER = re.compile(
    r"^(?:(?:side|s\.|page)\s*)?[-–]?\s*\d{1,4}\s*[-–]?(?:\s*(?:av|/|of)\s*\d{1,4})?$|^side\s*[:.]?\s*\d+$",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_ENDS_SENTENCE = re.compile(r"[.!?:;][»”\")]?$")
_SENTENCE = re.compile(r"\s\S+\s\S+\s\S+[.!?]$")
_HYPHENATED = re.compile(r"\w-$")
_SURE_MARKER = re.compile(r"^(?:\d{1,2}\)|[•▪●◦■‣\uf0b7])\s")
_KEEPS_HYPHEN = re.compile(r"^(?:og|eller|samt|men|til|i|på)\b")
# Shares of the page's height where heads and feet stand, and of the body's height that a heading exceeds.
_MARGIN_ZONE = 0.12
_HEAD_LINE_ZONE = 0.07
_LARGER = 1.12
_LEADING_TOLERANCE = 1.2
_INDENT = 0.6
_ROWS_NEARBY = 15
_LONGEST_HEADING = 200
_MARGIN_ROWS = 3
# What tells the lines of a text column: leading in heights, edges and width in points, how ragged, how many full.
_BLOCK_LEADING = 1.6
_SAME_EDGE = 1.5
_USUAL_LEADING = 1.2
_FEWEST_GAPS = 3
_NARROWEST_COLUMN = 150
_FEWEST_BLOCK_ROWS = 3
_RAGGED = 0.18
_FULL_SHARE = 0.6


@dataclass
class _Block:
    """The paragraph that is being put together."""

    rows: list[Row] = field(default_factory=list)
    page: int = 0
    is_item: bool = False

    def text(self) -> str:
        """Return the rows joined, hyphens at line ends undone."""
        text = ""
        for row in self.rows:
            if _HYPHENATED.search(text) and row.text[:1].islower() and not _KEEPS_HYPHEN.match(row.text):
                text = text[:-1] + row.text
            else:
                text = f"{text} {row.text}".strip()
        return text


def read_pdf(name: str, content: bytes) -> Document:
    """Return a PDF's text with page, heading, list number and paragraph.

    Raises:
        BrokenOriginalError: It is protected, damaged, too long or holds only pictures.
    """
    pages = _read_pages(name, content)
    if not any(page.rows for page in pages):
        raise BrokenOriginalError("scanned" if any(page.has_images for page in pages) else "no_text", name)
    outline = Outline(paragraph_per_page=True)
    furniture = _find_furniture(pages)
    sizes = Counter[float]()
    for page in pages:
        for row in page.rows:
            sizes[round(row.height * 2) / 2] += len(row.text)
    body = sizes.most_common(1)[0][0]
    larger = sorted((size for size in sizes if size > _LARGER * body), reverse=True)
    reader = _PdfReader(outline, body, {size: level for level, size in enumerate(larger, start=1)})
    for page in pages:
        reader.add_page(page, furniture[page.number])
    reader.finish_block()
    pictures = [str(page.number) for page in pages if page.has_images]
    notes = (Note(rule="scanned_pages", found=", ".join(pictures)),) if pictures else ()
    return Document(media_type=MEDIA_TYPES["pdf"], blocks=tuple(outline.blocks), notes=notes)


def _read_pages(name: str, content: bytes) -> list[Page]:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise BrokenOriginalError("password", name) from error
        raise BrokenOriginalError("truncated", name, format="PDF") from error
    try:
        if len(document) > MAX_PAGES:
            raise BrokenOriginalError("too_many_pages", name, found=f"{len(document)} sider")
        pages = []
        for number in range(1, len(document) + 1):
            page = document[number - 1]
            pages.append(read_page(page, number))
            page.close()
        return pages
    except pypdfium2.PdfiumError as error:
        raise BrokenOriginalError("truncated", name, format="PDF") from error
    finally:
        document.close()


def _find_furniture(pages: Sequence[Page]) -> dict[int, frozenset[int]]:
    """Return, per page, the indexes of rows that are running heads, running feet or page numbers."""
    patterns: Counter[str] = Counter()
    marginal: dict[int, list[int]] = {}
    for page in pages:
        by_height = sorted(range(len(page.rows)), key=lambda index: page.rows[index].top)
        ends = [*by_height[:_MARGIN_ROWS], *by_height[-_MARGIN_ROWS:]]
        zone = _MARGIN_ZONE * page.height
        marginal[page.number] = [
            index for index in dict.fromkeys(ends) if not zone < page.rows[index].top < page.height - zone
        ]
        patterns.update({_pattern(page.rows[index]) for index in marginal[page.number]})
    repeated = {pattern for pattern, count in patterns.items() if count > 1 and 2 * count >= len(pages) - 1}
    return {
        page.number: frozenset(
            index
            for index in marginal[page.number]
            if (_pattern(page.rows[index]) in repeated and not _SENTENCE.search(page.rows[index].text))
            or _PAGE_NUMBER.match(page.rows[index].text)
            or _is_lone_head(page, page.rows[index])
        )
        for page in pages
    }


def _pattern(row: Row) -> str:
    return _DIGITS.sub("#", row.text).strip()


def _is_lone_head(page: Page, row: Row) -> bool:
    """Whether a row stands in the page's outer margin, where no text begins."""
    outer = _HEAD_LINE_ZONE * page.height
    tallest = max(other.height for other in page.rows)
    in_margin = row.top < outer or row.top > page.height - outer / 2
    return in_margin and len(page.rows) > 1 and row.height < tallest and not _ENDS_SENTENCE.search(row.text)


class _PdfReader:
    """Puts rows together, page after page; a paragraph may go on over a page's end."""

    def __init__(self, outline: Outline, body: float, levels: dict[float, int]) -> None:
        self._outline = outline
        self._body = body
        self._levels = levels
        self._block = _Block()
        self._leading = 0.0
        self._furniture: list[tuple[str, int]] = []

    def add_page(self, page: Page, furniture: frozenset[int]) -> None:
        """Add one page's rows in order; heads and feet are kept apart."""
        rows = _join_justified([row for index, row in enumerate(page.rows) if index not in furniture])
        heads = [page.rows[index] for index in sorted(furniture) if page.rows[index].top < page.height / 2]
        feet = [page.rows[index] for index in sorted(furniture) if page.rows[index].top >= page.height / 2]
        self._add_furniture(heads, page.number)
        margins = [_right_margin(rows, index) for index in range(len(rows))]
        self._leading = _find_leading(rows, margins)
        index = 0
        while index < len(rows):
            if len(rows[index].pieces) > 1:
                self.finish_block()
                index = self._add_table(rows, index, page.number)
                continue
            previous = (rows[index - 1], margins[index - 1]) if index else None
            self._add_row(rows[index], previous, page.number)
            index += 1
        self._add_furniture(feet, page.number)

    def _add_furniture(self, rows: list[Row], page: int) -> None:
        self._furniture += [(row.text, page) for row in rows]
        if not self._block.rows:
            self._flush_furniture()

    def _flush_furniture(self) -> None:
        """Add heads and feet once the paragraph that they stand in the middle of is whole."""
        furniture, self._furniture = self._furniture, []
        for text, page in furniture:
            self._outline.add_furniture(text, page=page)

    def finish_block(self) -> None:
        """Hand the paragraph that is being put together to the outline."""
        block, self._block = self._block, _Block()
        if not block.rows:
            return
        text, first = block.text(), block.rows[0]
        level = self._levels.get(round(first.height * 2) / 2)
        if level is not None and len(text) <= _LONGEST_HEADING:
            self._outline.add_heading(text, level, page=block.page)
        elif is_section_word(text) or self._is_bold_heading(block, text):
            self._outline.add_heading(text, BOLD_LINE_LEVEL, page=block.page)
        else:
            self._outline.add_text(text, page=block.page)
        self._flush_furniture()

    def _is_bold_heading(self, block: _Block, text: str) -> bool:
        bold = all(row.bold for row in block.rows)
        return bold and len(block.rows) <= 2 and not block.is_item and not text.endswith((".", ",", ";"))

    def _add_row(self, row: Row, previous: tuple[Row, float] | None, page: int) -> None:
        if not self._block.rows or not self._runs_on(row, previous):
            self.finish_block()
            text = run_in[1] if (run_in := split_run_in_heading(row.text)) else row.text
            self._block = _Block(page=page, is_item=split_marker(text) is not None)
        self._block.rows.append(row)

    def _runs_on(self, row: Row, previous: tuple[Row, float] | None) -> bool:
        """Whether `row` goes on with the paragraph: the line before was full, and nothing marks a beginning."""
        last = self._block.rows[-1]
        if abs(row.height - last.height) > 0.08 * self._body or row.bold != last.bold or is_section_word(last.text):
            return False
        if previous is None:
            return not _ENDS_SENTENCE.search(last.text) and row.text[:1].islower()
        if previous[0] is not last:
            return False
        gap = row.top - last.top
        heading = round(row.height * 2) / 2 in self._levels
        if heading:
            return 0 < gap < 1.6 * row.height
        if gap > _LEADING_TOLERANCE * self._leading or split_run_in_heading(row.text) or is_section_word(row.text):
            return False
        column_change = gap < 0
        if column_change:
            return not _ENDS_SENTENCE.search(last.text) and row.text[:1].islower()
        if split_marker(row.text) and (
            self._block.is_item
            or abs(row.left - last.left) > _INDENT * row.height
            or _ENDS_SENTENCE.search(last.text)
            or _SURE_MARKER.match(row.text)
        ):
            return False
        if row.left - last.left > _INDENT * row.height and not (self._block.is_item and len(self._block.rows) == 1):
            return False
        return _is_full(last, row, previous[1])

    def _add_table(self, rows: list[Row], index: int, page: int) -> int:
        """Add the rows of a table from `index`; return the index after it. A cell's further lines continue it."""
        columns: list[float] = []
        cells: list[list[str]] = []
        top = 0.0
        while index < len(rows):
            row = rows[index]
            if columns and len(row.pieces) == 1 and 0 < row.top - top < 3 * row.height:
                row = Row(row.pieces[0].split_at(columns))
            places = [_column_of(piece.left, columns, row.height) for piece in row.pieces]
            near = bool(cells) and 0 < row.top - top < 1.5 * max(self._leading, row.height)
            continues = near and len(row.pieces) < len(columns) and None not in places
            if len(row.pieces) == 1 and not (continues and places[0]):
                break
            top = row.top
            if continues:
                for piece, place in zip(row.pieces, places, strict=True):
                    if place is not None:
                        cells[-1][place] = f"{cells[-1][place]} {piece.text}".strip()
            else:
                columns = [piece.left for piece in row.pieces] if len(row.pieces) >= len(columns) else columns
                cells.append([""] * len(columns))
                for order, piece in enumerate(row.pieces):
                    place = _column_of(piece.left, columns, row.height)
                    cells[-1][order if place is None else place] = piece.text
            index += 1
        table = self._outline.open_table()
        for number, line in enumerate(cells, start=1):
            for column, text in enumerate(line, start=1):
                self._outline.add_cell(text, table, number, column, page=page)
        return index


def _column_of(left: float, columns: list[float], height: float) -> int | None:
    return next((number for number, start in enumerate(columns) if abs(start - left) < _INDENT * height), None)


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
        if len(row.pieces) > 1 and any(
            not _shares_columns(row, other)
            and abs(other.right - row.right) < _SAME_EDGE
            and abs(other.left - row.left) < _SAME_EDGE
            and abs(other.top - row.top) < _BLOCK_LEADING * row.height
            for other in near
        ):
            joined[index] = row.joined()
    return joined


def _shares_columns(row: Row, other: Row) -> bool:
    """Whether some later piece of a row begins where one of the other row does."""
    return any(abs(mine.left - its.left) < _SAME_EDGE for mine in row.pieces[1:] for its in other.pieces[1:])


def _is_full(row: Row, following: Row, margin: float) -> bool:
    """Whether the next row's first word would not have fitted at the end of this one."""
    width = (following.right - following.left) / max(len(following.text), 1)
    word = following.text.split(maxsplit=1)[0]
    return row.right + width * (len(word) + 1) > margin - width


def _find_leading(rows: list[Row], margins: list[float]) -> float:
    """Return the distance between the lines of a paragraph: the smallest below a full line."""
    gaps = [
        below.top - row.top
        for row, below, margin in zip(rows, rows[1:], margins, strict=False)
        if 0.7 * row.height < below.top - row.top < 3 * row.height
        and abs(row.height - below.height) < 1
        and _is_full(row, below, margin)
    ]
    height = Counter(row.height for row in rows).most_common(1)[0][0] if rows else 12.0
    found = min(gaps, default=0.0)
    few = len(gaps) < _FEWEST_GAPS and found > _BLOCK_LEADING * height
    return _USUAL_LEADING * height if few or not gaps else found
