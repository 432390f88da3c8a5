"""Tables of a PDF: the cells between printed rules, and the cells of rows that only stand under each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from medlemsdialog.intake.markers import split_marker
from medlemsdialog.intake.readers.hyphens import LineJoiner
from medlemsdialog.intake.readers.pdf_lines import Piece, Row, build_rows
from medlemsdialog.intake.readers.pdf_page import Framed
from medlemsdialog.intake.readers.pdf_paragraphs import is_full, was_wrapped

# In heights of a line: how far a cell's lines may be apart, how far a column's left edge may differ.
_NEXT_LINE = 1.5
_NEXT_ROW = 3.0
_INDENT = 0.6
_WIDE_SPACE = 0.5
# In distances between rows: this far below, with other columns, another table begins.
_NEXT_TABLE = 1.4
_NEW_PARAGRAPH = 1.55
_BASELINE_IN_CELL = 0.3
# In points.
_SAME_WORD_EDGE = 1.5

Cells = list[list[list[str]]]


@dataclass
class Table:
    """Rows of cells of paragraphs; `pages` are the pages that the rows begin on, `columns` the printed edges."""

    cells: Cells
    pages: list[int]
    columns: tuple[float, ...] = ()

    def goes_on_in(self, other: Table) -> bool:
        """Whether `other`, first on the next page, has the same columns."""
        same = len(self.columns) == len(other.columns) > 0
        return same and all(abs(a - b) < 4 for a, b in zip(self.columns, other.columns, strict=True))

    def add(self, other: Table, joiner: LineJoiner) -> list[str]:
        """Take up the rows of the next page; return the texts of a head row that was only printed again."""
        rows, pages = other.cells, other.pages
        repeated: list[str] = []
        if rows and self.cells and rows[0] == self.cells[0] and len(rows) > 1:
            repeated = [text for cell in rows[0] for text in cell]
            rows, pages = rows[1:], pages[1:]
        if rows and self.cells and _is_rest_of_row(rows[0]):
            for cell, rest in zip(self.cells[-1], rows[0], strict=False):
                if rest and cell:
                    cell[-1:] = [joiner.join(cell[-1], rest[0]), *rest[1:]]
            rows, pages = rows[1:], pages[1:]
        self.cells += rows
        self.pages += pages
        return repeated


def _is_rest_of_row(row: list[list[str]]) -> bool:
    """Whether a page's first row only goes on with sentences of the row before."""
    texts = [cell[0] for cell in row if cell]
    return bool(texts) and len(texts) < len(row) and all(text[:1].islower() for text in texts)


def read_grid(framed: Framed, page: int, joiner: LineJoiner) -> Table:
    """Return the table between printed rules."""
    grid = framed.grid
    held: dict[tuple[int, int], list[Piece]] = {}
    for whole in framed.pieces:
        for piece in whole.split_by(grid.columns[1:-1]):
            place = grid.cell_at(piece.left + 1, piece.top - _BASELINE_IN_CELL * piece.height)
            held.setdefault(place, []).append(piece)
    lines = sorted({row for row, _ in held})
    columns = len(grid.columns) - 1
    cells = [
        [join_paragraphs(held[line, column], joiner) if (line, column) in held else [] for column in range(columns)]
        for line in lines
    ]
    return Table(cells, [page] * len(cells), grid.columns)


def join_paragraphs(pieces: Sequence[Piece], joiner: LineJoiner) -> list[str]:
    """Return the paragraphs of the pieces of one cell: parted by space, list marks or the end of a short line."""
    rows = [row.joined() for row in build_rows(sorted(pieces, key=lambda piece: (round(piece.top), piece.left)))]
    margin = max((row.right for row in rows), default=0.0)
    leading = min((below.top - row.top for row, below in pairwise(rows)), default=0.0)
    paragraphs: list[str] = []
    for index, row in enumerate(rows):
        previous = rows[index - 1] if index else None
        if (
            previous is None
            or split_marker(row.text)
            or row.top - previous.top > _NEW_PARAGRAPH * max(leading, 0.8 * row.height)
            or row.bold != previous.bold
            or not (is_full(previous, row, margin) or was_wrapped(previous, row, margin))
        ):
            paragraphs.append(row.text)
        else:
            paragraphs[-1] = joiner.join(paragraphs[-1], row.text)
    return paragraphs


def read_aligned(rows: Sequence[Row], index: int, leading: float, page: int, joiner: LineJoiner) -> tuple[Table, int]:
    """Return the table of the rows from `index` on that stand under each other, and the index after it."""
    end = _end_of_table(rows, index, leading)
    band = rows[index:end]
    columns = _find_columns(band)
    cells: Cells = []
    bottom = 0.0
    for row in band:
        pieces = [part for piece in row.pieces for part in _split(piece, columns)]
        places = [_column_of(piece.left, columns, row.height) for piece in pieces]
        near = bool(cells) and 0 < row.top - bottom < _NEXT_LINE * max(leading, row.height)
        goes_on = near and len(set(places)) < len(columns) and 0 not in places and len(set(places)) == len(pieces)
        if not goes_on:
            cells.append([[] for _ in columns])
        for piece, place in zip(pieces, places, strict=True):
            cell, texts = cells[-1][place], join_paragraphs(piece.lines, joiner) if piece.lines else [piece.text]
            cell[-1:] = [joiner.join(cell[-1], texts[0]) if cell else texts[0], *texts[1:]]
        bottom = row.bottom
    return Table(cells, [page] * len(cells)), end


def _split(piece: Piece, columns: Sequence[float]) -> tuple[Piece, ...]:
    return (piece,) if piece.lines else piece.split_at(columns)


def _end_of_table(rows: Sequence[Row], index: int, leading: float) -> int:
    """Return the index after the last row; a single piece belongs to it as the next line of a cell."""
    columns = [piece.left for piece in rows[index].pieces]
    end = index + 1
    while end < len(rows):
        row, gap = rows[end], rows[end].top - rows[end - 1].bottom
        if not 0 < gap < _NEXT_ROW * max(leading, row.height):
            break
        known = [min(abs(piece.left - column) for column in columns) < _INDENT * row.height for piece in row.pieces]
        if end > index + 1 and not all(known) and gap > _NEXT_TABLE * (rows[end - 1].top - rows[end - 2].bottom):
            break
        if len(row.pieces) == 1:
            place = min(range(len(columns)), key=lambda number: abs(columns[number] - row.left))
            aligned = abs(columns[place] - row.left) < _INDENT * row.height
            split = len(row.pieces[0].split_at(columns)) > 1
            near = gap < _NEXT_LINE * max(leading, row.height)
            if not (split or (aligned and place and near)):
                break
        columns += [
            piece.left
            for piece in row.pieces
            if all(abs(piece.left - known) > _INDENT * row.height for known in columns)
        ]
        end += 1
    return end


def _find_columns(band: Sequence[Row]) -> list[float]:
    """Return the left edges of the columns: of pieces, and of words behind wide spaces that stand under each other."""
    height = band[0].height
    lefts = [piece.left for row in band for piece in row.pieces]
    wide = [left for row in band for piece in row.pieces for left in _after_wide_spaces(piece)]
    lefts += [left for left in wide if sum(abs(left - other) < _SAME_WORD_EDGE for other in (*wide, *lefts)) > 1]
    columns: list[float] = []
    for left in sorted(lefts):
        if not columns or left - columns[-1] > _INDENT * height:
            columns.append(left)
    return columns


def _after_wide_spaces(piece: Piece) -> list[float]:
    words = zip(piece.starts[1:], piece.gaps, strict=False)
    return [left for (left, _), gap in words if gap > _WIDE_SPACE * piece.height]


def _column_of(left: float, columns: Sequence[float], height: float) -> int:
    """Return the last column that begins at or before `left`."""
    return max(sum(start <= left + _INDENT * height for start in columns) - 1, 0)
