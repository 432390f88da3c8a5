"""The signs of a PDF page as runs of text, upright whichever way the page or its text is turned."""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from medlemsdialog.intake.readers.pdf_lines import ONLY_MARKER, Piece

# In heights of a line: a gap this wide parts the cells of a table, one this narrow is no space.
_CELL_GAP = 1.7
_WORD_GAP = 0.24
_NEW_LINE = 0.4
_HYPHENS = {0x02: "-", 0xAD: "-", 0xFFFE: "-"}
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_BOLD_FROM = 600
_BOLD_NAME = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)
# A raised small figure is kept apart until it is known whether a footnote bears it.
RAISED_ZERO = 0xF8D0
_RAISED_SIZE = 0.88
_RAISED_BY = 0.15
_SAMPLES = 60
# A line's height in its font's size, about as in upright text.
_LOOSE = 1.15
_QUARTER = math.pi / 2
_FEWEST_SPACED_LETTERS = 4
_SPACED_WORD_GAP = 1.6


class Turn:
    """How a page's points become upright: its text's quarter turns clockwise, and its width and height as they are read."""

    def __init__(self, box: tuple[float, float, float, float], quarters: int) -> None:
        self._left, self._bottom, right, top = box
        self._width, self._height = right - self._left, top - self._bottom
        self.quarters = quarters % 4
        swapped = self.quarters % 2 == 1
        self.width = self._height if swapped else self._width
        self.height = self._width if swapped else self._height

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return the place from the left and from the top."""
        x, y = x - self._left, y - self._bottom
        if self.quarters == 1:
            x, y = self._height - y, x
        elif self.quarters == 2:
            x, y = self._width - x, self._height - y
        elif self.quarters == 3:
            x, y = y, self._width - x
        return x, self.height - y


def find_turn(text_page: Any, box: tuple[float, float, float, float]) -> Turn:
    """Return the turn that most of the page's signs have."""
    signs = pdfium.FPDFText_CountChars(text_page)
    turns: Counter[int] = Counter()
    for index in range(0, signs, max(1, signs // _SAMPLES)):
        if pdfium.FPDFText_GetUnicode(text_page, index) > 0x20:
            turns[_quarters(pdfium.FPDFText_GetCharAngle(text_page, index)) or 0] += 1
    return Turn(box, turns.most_common(1)[0][0] if turns else 0)


def _quarters(angle: float) -> int | None:
    """Return an angle in quarter turns, or None for one that is askew."""
    quarters = angle / _QUARTER
    return round(quarters) % 4 if abs(quarters - round(quarters)) < 0.05 else None


class _Sign(NamedTuple):
    """One printed sign: its place in the page's text, where it stands, and whether white space is before it."""

    number: int
    text: str
    left: float
    right: float
    base: float
    height: float
    spaced: bool


class _Run:
    """The piece that is being read."""

    def __init__(self) -> None:
        self.text = ""
        self.right = self.base = self.height = 0.0
        self.bold = False
        self._starts: list[tuple[float, int]] = []
        self._gaps: list[float] = []
        self._heights: Counter[float] = Counter()

    def goes_on(self, sign: _Sign) -> bool:
        """Whether a sign stands on the same line, near enough for the same cell."""
        tallest = max(self.height, sign.height) or 1.0
        if abs(sign.base - self.base) > _NEW_LINE * tallest or sign.left <= self.right - tallest:
            return False
        return sign.left - self.right <= _CELL_GAP * tallest or bool(ONLY_MARKER.match(self.text))

    def add(self, sign: _Sign) -> None:
        """Take up one sign, a word's first or a further one."""
        text = sign.text
        if not self.text:
            self.base, self.height = sign.base, sign.height
            self._starts.append((sign.left, 0))
        elif sign.spaced or sign.left - self.right > _WORD_GAP * max(self.height, sign.height):
            self.text += " "
            self._gaps.append(sign.left - self.right)
            self._starts.append((sign.left, len(self.text)))
        raised = sign.height < _RAISED_SIZE * self.height and self.base - sign.base > _RAISED_BY * self.height
        self.text += chr(RAISED_ZERO + int(text)) if raised and text in "0123456789" else text
        self._heights[round(sign.height, 1)] += 1
        self.right = max(sign.right, self.right)
        if sign.height > self.height:
            self.base, self.height = sign.base, sign.height

    def finish(self, page_height: float) -> Piece:
        """Return the piece; letters that were spaced for looks are put together."""
        top, height = min(max(self.base, 0.0), page_height), self._heights.most_common(1)[0][0]
        text, starts = self.text.strip(), tuple(self._starts)
        if not text.isascii() and (composed := unicodedata.normalize("NFC", text)) != text:
            text, starts = composed, ()
        if spaced := _close_letters(text, self._gaps):
            text, starts = spaced, ()
        return Piece(text, self._starts[0][0], self.right, top, height, self.bold, starts, tuple(self._gaps))


def read_pieces(text_page: Any, turn: Turn) -> Iterator[Piece]:
    """Yield the runs of text in the order the page draws them; signs that stand askew to the page are marked stray."""
    run = _Run()
    stray: list[str] = []
    askew: int | None = None
    for sign in _read_signs(text_page, turn):
        if run.text and run.goes_on(sign):
            run.add(sign)
            continue
        angle = pdfium.FPDFText_GetCharAngle(text_page, sign.number)
        if _quarters(angle) != turn.quarters:
            degrees = round(math.degrees(angle))
            if degrees != askew:
                stray.append("")
                askew = degrees
            stray[-1] += (" " if sign.spaced and stray[-1] else "") + sign.text
            continue
        if run.text:
            yield run.finish(turn.height)
        run = _Run()
        run.bold = _is_bold(text_page, sign.number)
        run.add(sign)
    if run.text:
        yield run.finish(turn.height)
    for text in stray:
        yield Piece(unicodedata.normalize("NFC", text), 0.0, 0.0, 0.0, 0.0, bold=False, stray=True)


def _read_signs(text_page: Any, turn: Turn) -> Iterator[_Sign]:
    """Yield the printed signs; `spaced` where white space stands before one."""
    x, y = ctypes.c_double(), ctypes.c_double()
    box = pdfium.FS_RECTF()
    spaced = False
    offset = turn.point(0.0, 0.0)[0]
    for index in range(pdfium.FPDFText_CountChars(text_page)):
        code = pdfium.FPDFText_GetUnicode(text_page, index)
        if code in {0, 0x0A, 0x0D} or 0xD800 <= code <= 0xDFFF:
            continue
        text = _HYPHENS.get(code) or _LIGATURES.get(code) or chr(code)
        if text.isspace():
            # Between turned signs PDFium sees spaces that are none.
            spaced = spaced or not (turn.quarters and pdfium.FPDFText_IsGenerated(text_page, index))
            continue
        pdfium.FPDFText_GetCharOrigin(text_page, index, x, y)
        _, base = turn.point(x.value, y.value)
        if turn.quarters:
            left, right, height = _turned_box(text_page, index, turn)
        else:
            pdfium.FPDFText_GetLooseCharBox(text_page, index, box)
            left, right = min(box.left, box.right) + offset, max(box.left, box.right) + offset
            height = abs(box.top - box.bottom)
        yield _Sign(index, text, left, right, base, height, spaced)
        spaced = False


def _turned_box(text_page: Any, index: int, turn: Turn) -> tuple[float, float, float]:
    """Return where a turned sign begins and ends, and its height: PDFium's loose boxes only fit upright text."""
    edges = [ctypes.c_double() for _ in range(4)]
    pdfium.FPDFText_GetCharBox(text_page, index, *edges)
    left, right, bottom, top = (edge.value for edge in edges)
    (x0, _), (x1, _) = turn.point(left, bottom), turn.point(right, top)
    return min(x0, x1), max(x0, x1), _LOOSE * pdfium.FPDFText_GetFontSize(text_page, index)


def _close_letters(text: str, gaps: list[float]) -> str:
    """Return «V E D T A K» as «VEDTAK»: the empty text where the letters are not spaced."""
    words = text.split(" ")
    letters = sum(len(word) == 1 and word.isalpha() for word in words)
    if letters < _FEWEST_SPACED_LETTERS or letters < len(words) - 1 or len(gaps) != len(words) - 1:
        return ""
    usual = sorted(gaps)[len(gaps) // 2]
    closed = words[0]
    for word, gap in zip(words[1:], gaps, strict=True):
        closed += (" " if gap > _SPACED_WORD_GAP * usual and word.isalnum() else "") + word
    return closed


def _is_bold(text_page: Any, index: int) -> bool:
    if pdfium.FPDFText_GetFontWeight(text_page, index) >= _BOLD_FROM:
        return True
    buffer, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(text_page, index, buffer, 128, flags)
    return bool(_BOLD_NAME.search(buffer.value.decode("utf-8", errors="replace")))
