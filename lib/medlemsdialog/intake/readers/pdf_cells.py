"""Cells of a table without rules that were drawn one after the other, each with all its lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from medlemsdialog.intake.readers.pdf_lines import Piece, Row, build_rows

# In heights of a line: what is the same baseline, how far the next line of a cell may be.
_SAME_LINE = 0.4
_NEXT_LINE = 1.8
_SAME_EDGE = 0.6
# A column of running text has more lines than this, a cell has not.
_MOST_LINES = 12
_RUNNING_LINES = 4
_RUNNING_WORDS = 5


def gather_rows(pieces: Sequence[Piece]) -> Iterator[Row]:
    """Yield the rows of the pieces; cells of several lines beside each other become one row."""
    flow: list[Piece] = []
    index = 0
    while index < len(pieces):
        piece = pieces[index]
        start = _first_line_beside(flow, piece)
        if start is None:
            flow.append(piece)
            index += 1
            continue
        cells, index = _take_cells(flow[start:], pieces, index)
        if _is_running_text(cells):
            flow += [line for cell in cells[1:] for line in cell]
            continue
        yield from build_rows(flow[:start])
        flow = []
        yield _build_row(cells)
    yield from build_rows(flow)


def _first_line_beside(flow: Sequence[Piece], piece: Piece) -> int | None:
    """Return where in the flow the cell begins whose first line `piece` jumps up to stand beside, or None."""
    if not flow or flow[-1].top - piece.top <= _SAME_LINE * piece.height:
        return None
    for place in range(len(flow) - 1, max(len(flow) - 1 - _MOST_LINES, -1), -1):
        line = flow[place]
        if line.right > piece.left or (place + 1 < len(flow) and line.top > flow[place + 1].top + 1):
            return None
        if abs(line.top - piece.top) <= _SAME_LINE * piece.height:
            # What stands before it on the same line belongs to the same row.
            return _first_on_line(flow, place)
        if line.top < piece.top:
            return None
    return None


def _first_on_line(flow: Sequence[Piece], place: int) -> int:
    while place and abs(flow[place - 1].top - flow[place].top) <= _SAME_LINE * flow[place].height:
        place -= 1
    return place


def _take_cells(first: Sequence[Piece], pieces: Sequence[Piece], index: int) -> tuple[list[list[Piece]], int]:
    """Return the cells that stand beside each other, and the index after them."""
    top = first[0].top
    cells = _part_columns(first)
    cells.append([pieces[index]])
    index += 1
    while index < len(pieces):
        piece, cell = pieces[index], cells[-1]
        below = 0 < piece.top - cell[-1].top < _NEXT_LINE * piece.height
        if below and abs(piece.left - cell[0].left) < _SAME_EDGE * piece.height:
            cell.append(piece)
        elif abs(piece.top - top) <= _SAME_LINE * piece.height and piece.left > max(line.right for line in cell) - 1:
            cells.append([piece])
        else:
            break
        index += 1
    return cells, index


def _part_columns(lines: Sequence[Piece]) -> list[list[Piece]]:
    """Return the lines in columns: narrow cells beside each other may have been read as one run."""
    lefts: list[float] = []
    for left in sorted(line.left for line in lines):
        if not lefts or left - lefts[-1] > _SAME_EDGE * lines[0].height:
            lefts.append(left)
    columns: list[list[Piece]] = [[] for _ in lefts]
    for line in lines:
        for part in line.split_at(lefts):
            place = max(sum(left <= part.left + 2 for left in lefts) - 1, 0)
            columns[place].append(part)
    return [column for column in columns if column]


def _is_running_text(cells: Sequence[Sequence[Piece]]) -> bool:
    """Whether these are two columns of a text that happens to be short."""
    return len(cells) == 2 and all(
        len(cell) >= _RUNNING_LINES and sum(len(line.text.split()) for line in cell) >= _RUNNING_WORDS * len(cell)
        for cell in cells
    )


def _build_row(cells: Sequence[Sequence[Piece]]) -> Row:
    return Row(
        tuple(
            replace(
                cell[0],
                text=" ".join(line.text for line in cell),
                right=max(line.right for line in cell),
                lines=tuple(cell),
            )
            for cell in cells
        )
    )
