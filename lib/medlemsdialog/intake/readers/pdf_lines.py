"""The printed lines of a PDF: PDFium's characters put together by where they stand."""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from medlemsdialog.intake.markers import split_marker

# In heights of a line: a gap this wide parts the cells of a table, one this narrow is no space.
_CELL_GAP = 1.7
_WORD_GAP = 0.12
_NEW_LINE = 0.4
# In points.
_ALIGNED = 2.0
_HYPHENS = {0x02: "-", 0xAD: "-", 0xFFFE: "-"}
_BOLD_FROM = 600
_BOLD_NAME = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)
_ONLY_MARKER = re.compile(
    r"^(?:\(?\d{1,3}(?:\.\d{1,3})*[.)]?|\(?[a-zæøå]\)|[–—\-•·▪●◦○■□*‣\uf0b7\uf0a7])$", re.IGNORECASE
)


@dataclass(frozen=True)
class Piece:
    """A run of text on one baseline: `top` is its distance from the page's top, `height` that of most of its signs.

    `starts` are the left edge of each word and its place in the text.
    """

    text: str
    left: float
    right: float
    top: float
    height: float
    bold: bool
    starts: tuple[tuple[float, int], ...] = ()

    def split_at(self, columns: Sequence[float]) -> tuple[Piece, ...]:
        """Return the piece cut where its words begin at columns; whole where fewer than two do."""
        cuts = [place for left, place in self.starts if any(abs(left - column) < _ALIGNED for column in columns)]
        if len(cuts) < 2 or cuts[0] != 0:
            return (self,)
        lefts = {place: left for left, place in self.starts}
        ends = [*cuts[1:], len(self.text)]
        return tuple(
            Piece(self.text[cut:end].strip(), lefts[cut], self.right, self.top, self.height, self.bold)
            for cut, end in zip(cuts, ends, strict=True)
        )


@dataclass(frozen=True)
class Row:
    """The pieces that follow each other on one baseline: one for running text, several for a table's row."""

    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """The row's text, pieces parted by a space."""
        return " ".join(piece.text for piece in self.pieces)

    @property
    def left(self) -> float:
        """Where the row begins."""
        return self.pieces[0].left

    @property
    def right(self) -> float:
        """Where the row ends."""
        return self.pieces[-1].right

    @property
    def top(self) -> float:
        """The baseline's distance from the page's top."""
        return self.pieces[0].top

    @property
    def height(self) -> float:
        """The height of the tallest font in the row."""
        return max(piece.height for piece in self.pieces)

    def joined(self) -> Row:
        """Return the row as one run of text."""
        first = self.pieces[0]
        return Row((Piece(self.text, self.left, self.right, self.top, self.height, self.bold, first.starts),))

    @property
    def bold(self) -> bool:
        """Whether all of the row is bold."""
        return all(piece.bold for piece in self.pieces)


@dataclass(frozen=True)
class Page:
    """One page's rows in the order of its text, and whether it shows pictures."""

    number: int
    height: float
    rows: tuple[Row, ...]
    has_images: bool


def read_page(page: Any, number: int) -> Page:
    """Return the rows of a pypdfium2 page."""
    text_page = page.get_textpage()
    try:
        pieces = list(_read_pieces(text_page.raw, page.get_height()))
    finally:
        text_page.close()
    has_images = not pieces and any(
        pdfium.FPDFPageObj_GetType(pdfium.FPDFPage_GetObject(page.raw, index)) == pdfium.FPDF_PAGEOBJ_IMAGE
        for index in range(min(pdfium.FPDFPage_CountObjects(page.raw), 1000))
    )
    return Page(number, page.get_height(), tuple(_build_rows(pieces)), has_images)


class _Run:
    """The piece that is being read."""

    def __init__(self) -> None:
        self.text = ""
        self.left = self.right = self.base = self.height = 0.0
        self.bold = False
        self.starts: list[tuple[float, int]] = []
        self.heights: Counter[float] = Counter()


def _read_pieces(text_page: Any, page_height: float) -> Iterator[Piece]:
    x, y = ctypes.c_double(), ctypes.c_double()
    box = pdfium.FS_RECTF()
    run = _Run()
    space = False
    for index in range(pdfium.FPDFText_CountChars(text_page)):
        code = pdfium.FPDFText_GetUnicode(text_page, index)
        if code in {0, 0x0A, 0x0D} or 0xD800 <= code <= 0xDFFF:
            continue
        sign = _HYPHENS.get(code) or chr(code)
        if sign.isspace():
            space = True
            continue
        pdfium.FPDFText_GetCharOrigin(text_page, index, x, y)
        pdfium.FPDFText_GetLooseCharBox(text_page, index, box)
        base, height = page_height - y.value, abs(box.top - box.bottom)
        left, right = min(box.left, box.right), max(box.left, box.right)
        tallest = max(run.height, height) or 1.0
        same_line = bool(run.text) and abs(base - run.base) <= _NEW_LINE * tallest and left > run.right - tallest
        gap = left - run.right
        parted = gap > _CELL_GAP * tallest and not _ONLY_MARKER.match(run.text)
        if run.text and (not same_line or parted):
            yield _finish(run, page_height)
            run = _Run()
        if not run.text:
            run.left, run.base, run.height, run.bold = left, base, height, _is_bold(text_page, index)
            run.starts.append((left, 0))
        elif space or gap > _WORD_GAP * 2 * tallest:
            run.text += " "
            run.starts.append((left, len(run.text)))
        space = False
        run.text += sign
        run.heights[round(height, 1)] += 1
        run.right = max(right, run.right)
        if height > run.height:
            run.base, run.height = base, height
    if run.text:
        yield _finish(run, page_height)


def _finish(run: _Run, page_height: float) -> Piece:
    top, height = min(max(run.base, 0.0), page_height), run.heights.most_common(1)[0][0]
    return Piece(run.text.strip(), run.left, run.right, top, height, run.bold, tuple(run.starts))


def _is_bold(text_page: Any, index: int) -> bool:
    if pdfium.FPDFText_GetFontWeight(text_page, index) >= _BOLD_FROM:
        return True
    buffer, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(text_page, index, buffer, 128, flags)
    return bool(_BOLD_NAME.search(buffer.value.decode("utf-8", errors="replace")))


def _build_rows(pieces: list[Piece]) -> Iterator[Row]:
    held: list[Piece] = []
    for piece in pieces:
        if held and (abs(piece.top - held[-1].top) > _NEW_LINE * piece.height or piece.left < held[-1].right):
            yield _row(held)
            held = []
        held.append(piece)
    if held:
        yield _row(held)


def _row(pieces: list[Piece]) -> Row:
    """Return the row; a list marker that stands far from its text is put before it again."""
    first, *rest = pieces
    if rest and _ONLY_MARKER.match(first.text) and split_marker(f"{first.text} {rest[0].text}"):
        joined = Piece(f"{first.text} {rest[0].text}", first.left, rest[0].right, first.top, first.height, rest[0].bold)
        return Row((joined, *rest[1:]))
    return Row(tuple(pieces))
