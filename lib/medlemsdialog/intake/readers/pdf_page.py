"""One page of a PDF: its rows in the order of the text, its tables' grids, its stray texts and pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from medlemsdialog.intake.readers.pdf_cells import gather_rows
from medlemsdialog.intake.readers.pdf_columns import order_columns, order_pieces
from medlemsdialog.intake.readers.pdf_grids import Grid, find_grids
from medlemsdialog.intake.readers.pdf_lines import Piece, Row
from medlemsdialog.intake.readers.pdf_signs import find_turn, read_pieces

_LARGEST_BOX_SHARE = 0.8
_MAX_OBJECTS = 1_000


@dataclass(frozen=True)
class Framed:
    """What stands inside a grid: a table's or a box's pieces."""

    grid: Grid
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """All that stands in it, pieces parted by a space."""
        return " ".join(piece.text for piece in self.pieces)

    @property
    def left(self) -> float:
        """Where its leftmost piece begins."""
        return min(piece.left for piece in self.pieces)

    @property
    def right(self) -> float:
        """Where its rightmost piece ends."""
        return max(piece.right for piece in self.pieces)

    @property
    def top(self) -> float:
        """The first baseline's distance from the page's top."""
        return min(piece.top for piece in self.pieces)

    @property
    def bottom(self) -> float:
        """The last baseline's distance from the page's top."""
        return max(piece.top for piece in self.pieces)

    @property
    def height(self) -> float:
        """The height of the tallest font in it."""
        return max(piece.height for piece in self.pieces)


@dataclass(frozen=True)
class Page:
    """A page as it is read: `parts` are running rows and framed text in the order of the text."""

    number: int
    height: float
    width: float
    parts: tuple[Row | Framed, ...]
    stray: tuple[str, ...] = ()
    has_images: bool = False


def read_page(page: Any, number: int) -> Page:
    """Return a pypdfium2 page."""
    text_page = page.get_textpage()
    try:
        turn = find_turn(text_page, page.get_cropbox())
        pieces = list(read_pieces(text_page.raw, turn))
    finally:
        text_page.close()
    upright = order_pieces([piece for piece in pieces if not piece.stray])
    grids = find_grids(page, turn) if upright else ()
    return Page(
        number=number,
        height=turn.height,
        width=turn.width,
        parts=_arrange(upright, grids),
        stray=tuple(piece.text for piece in pieces if piece.stray),
        has_images=not pieces and _has_images(page),
    )


def _has_images(page: Any) -> bool:
    return any(
        pdfium.FPDFPageObj_GetType(pdfium.FPDFPage_GetObject(page.raw, index)) == pdfium.FPDF_PAGEOBJ_IMAGE
        for index in range(min(pdfium.FPDFPage_CountObjects(page.raw), _MAX_OBJECTS))
    )


def _arrange(pieces: Sequence[Piece], grids: Sequence[Grid]) -> tuple[Row | Framed, ...]:
    """Return rows and framed text; a frame stands where its first piece is drawn."""
    inside: dict[int, list[Piece]] = {}
    for piece in pieces:
        place = _grid_of(piece, grids)
        if place is not None:
            inside.setdefault(place, []).append(piece)
    # A frame around the whole page is an ornament.
    frames = {
        place for place, held in inside.items() if grids[place].is_table or len(held) < _LARGEST_BOX_SHARE * len(pieces)
    }
    parts: list[Row | Framed] = []
    running: list[Piece] = []
    told: set[int] = set()
    for piece in pieces:
        place = _grid_of(piece, grids)
        if place not in frames or place is None:
            running.append(piece)
        elif place not in told:
            told.add(place)
            parts += order_columns(list(gather_rows(running)))
            running = []
            parts.append(Framed(grids[place], tuple(inside[place])))
    parts += order_columns(list(gather_rows(running)))
    return tuple(parts)


def _grid_of(piece: Piece, grids: Sequence[Grid]) -> int | None:
    middle = piece.top - 0.3 * piece.height
    return next((place for place, grid in enumerate(grids) if grid.holds(piece.left + 1, middle)), None)
