"""The order of what a page draws: lines drawn out of turn, and two columns drawn line by line, are put right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from medlemsdialog.intake.readers.pdf_lines import Piece, Row

# In points: how far apart the same edge may lie.
_SAME_EDGE = 3.0
_FEWEST_LINES = 4
_FEWEST_WORDS = 3.5
_FULL = 0.75
_FULL_SHARE = 0.5
_RUNNING_SHARE = 0.3
_LARGEST_GAP = 4.0
# In heights, how far down is another line; what share of the narrower piece makes two stand in one column.
_OTHER_LINE = 0.8
_SHARED = 0.5


def order_pieces(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces with those moved up that were drawn after what stands below them in their own column."""
    ordered: list[Piece] = []
    for piece in pieces:
        place = len(ordered)
        while place and _stands_above(piece, ordered[place - 1]):
            place -= 1
        ordered.insert(place, piece)
    return ordered


def _stands_above(piece: Piece, other: Piece) -> bool:
    shared = min(piece.right, other.right) - max(piece.left, other.left)
    narrower = max(min(piece.right - piece.left, other.right - other.left), 1.0)
    return other.top - piece.top > _OTHER_LINE * max(piece.height, other.height) and shared > _SHARED * narrower


def order_columns(rows: Sequence[Row]) -> Iterator[Row]:
    """Yield the rows, first the left column and then the right where both hold running text."""
    index = 0
    while index < len(rows):
        edges = _edges(rows[index])
        end = _end_of_columns(rows, index, edges) if edges else index
        band = rows[index:end]
        if edges and _is_running_text(band, edges):
            yield from (part for row in band for part in _side(row, edges, right=False))
            yield from (part for row in band for part in _side(row, edges, right=True))
            index = end
        else:
            yield rows[index]
            index += 1


def _edges(row: Row) -> tuple[float, float] | None:
    return (row.pieces[0].left, row.pieces[1].left) if len(row.pieces) == 2 else None


def _end_of_columns(rows: Sequence[Row], start: int, edges: tuple[float, float]) -> int:
    """Return the index after the rows that keep to the two columns."""
    end = start
    while end < len(rows):
        row = rows[end]
        if end > start and not -row.height < row.top - rows[end - 1].top < _LARGEST_GAP * row.height:
            break
        if len(row.pieces) > 2 or not all(_keeps_to(piece.left, piece.right, edges) for piece in row.pieces):
            break
        end += 1
    return end


def _keeps_to(left: float, right: float, edges: tuple[float, float]) -> bool:
    in_left = edges[0] - _SAME_EDGE <= left and right < edges[1]
    return in_left or left >= edges[1] - _SAME_EDGE


def _side(row: Row, edges: tuple[float, float], *, right: bool) -> Iterator[Row]:
    pieces = tuple(piece for piece in row.pieces if (piece.left >= edges[1] - _SAME_EDGE) is right)
    if pieces:
        yield Row(pieces)


def _is_running_text(band: Sequence[Row], edges: tuple[float, float]) -> bool:
    """Whether both columns hold lines that fill them and go on in the next line, as no table's cells do."""
    if sum(len(row.pieces) == 2 for row in band) < _FEWEST_LINES:
        return False
    for right in (False, True):
        side = [part for row in band for part in _side(row, edges, right=right)]
        if len(side) < _FEWEST_LINES:
            return False
        start, margin = edges[right], max(part.right for part in side)
        full = sum(part.right - start > _FULL * (margin - start) for part in side)
        words = sum(len(part.text.split()) for part in side)
        running = sum(part.text[:1].islower() for part in side)
        if full < _FULL_SHARE * len(side) or words < _FEWEST_WORDS * len(side):
            return False
        if running < _RUNNING_SHARE * len(side):
            return False
    return True
