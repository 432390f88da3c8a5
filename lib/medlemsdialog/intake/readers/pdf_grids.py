"""The rules printed on a PDF page as grids: where a table's cells and a box's frame lie."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from medlemsdialog.intake.readers.pdf_signs import Turn

_MAX_OBJECTS = 5_000
_MAX_SEGMENTS = 400
# In points: rules this near each other are one, a fill thicker than this is a shade, a shorter rule is an ornament.
_NEAR = 3.0
_THICKEST_RULE = 3.0
_SHORTEST_RULE = 6.0
_MAX_RULES = 2_000


@dataclass(frozen=True)
class Rule:
    """A straight rule: `at` is where it lies across its direction, from `start` to `end` along it."""

    upright: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True)
class Grid:
    """Rules that touch each other: a table, or with one cell a box. Merged cells are where a rule is missing."""

    columns: tuple[float, ...]
    lines: tuple[float, ...]
    rules: tuple[Rule, ...]

    @property
    def is_table(self) -> bool:
        """Whether there is more than one column: one column is a box, or a stack of boxes."""
        return len(self.columns) > 2

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies inside."""
        return self.columns[0] - _NEAR < x < self.columns[-1] + _NEAR and self.lines[0] < y < self.lines[-1] + _NEAR

    def cell_at(self, x: float, y: float) -> tuple[int, int]:
        """Return the row and column (from 0) that a point lies in, the first ones of a merged cell."""
        row, column = _interval(self.lines, y), _interval(self.columns, x)
        while column and not self._is_ruled(upright=True, at=self.columns[column], along=y):
            column -= 1
        while row and not self._is_ruled(upright=False, at=self.lines[row], along=x):
            row -= 1
        return row, column

    def _is_ruled(self, *, upright: bool, at: float, along: float) -> bool:
        return any(
            rule.upright is upright and abs(rule.at - at) < _NEAR and rule.start - _NEAR < along < rule.end + _NEAR
            for rule in self.rules
        )


def _interval(edges: Sequence[float], value: float) -> int:
    inner = sum(edge <= value for edge in edges) - 1
    return min(max(inner, 0), len(edges) - 2)


def find_grids(page: Any, turn: Turn) -> tuple[Grid, ...]:
    """Return the grids of a pypdfium2 page from top to bottom."""
    rules = list(_read_rules(page, turn))
    if not 4 <= len(rules) <= _MAX_RULES:
        return ()
    grids = []
    for group in _group_touching(rules):
        columns = _edges(rule.at for rule in group if rule.upright)
        lines = _edges(rule.at for rule in group if not rule.upright)
        if len(columns) > 1 and len(lines) > 1:
            grids.append(Grid(columns, lines, tuple(group)))
    return tuple(sorted(grids, key=lambda grid: (grid.lines[0], grid.columns[0])))


def _edges(places: Iterator[float]) -> tuple[float, ...]:
    edges: list[float] = []
    for place in sorted(places):
        if not edges or place - edges[-1] > _NEAR:
            edges.append(place)
    return tuple(edges)


def _group_touching(rules: list[Rule]) -> list[list[Rule]]:
    """Return the rules in groups that cross, meet or lie end to end."""
    groups: list[list[Rule]] = []
    for rule in rules:
        touched = [group for group in groups if any(_touch(rule, other) for other in group)]
        groups = [group for group in groups if not any(group is other for other in touched)]
        groups.append([rule, *(member for group in touched for member in group)])
    return groups


def _touch(rule: Rule, other: Rule) -> bool:
    if rule.upright is other.upright:
        return abs(rule.at - other.at) < _NEAR and rule.start < other.end + _NEAR and other.start < rule.end + _NEAR
    return other.start - _NEAR < rule.at < other.end + _NEAR and rule.start - _NEAR < other.at < rule.end + _NEAR


def _read_rules(page: Any, turn: Turn) -> Iterator[Rule]:
    for index in range(min(pdfium.FPDFPage_CountObjects(page.raw), _MAX_OBJECTS)):
        item = pdfium.FPDFPage_GetObject(page.raw, index)
        if pdfium.FPDFPageObj_GetType(item) != pdfium.FPDF_PAGEOBJ_PATH:
            continue
        left, bottom, right, top = (ctypes.c_float() for _ in range(4))
        if not pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top):
            continue
        segments = pdfium.FPDFPath_CountSegments(item)
        if min(right.value - left.value, top.value - bottom.value) <= _THICKEST_RULE:
            yield from _rule(turn, left.value, bottom.value, right.value, top.value)
        elif _is_stroked(item) and segments <= _MAX_SEGMENTS:
            yield from _read_outline(item, segments, turn)


def _is_stroked(item: Any) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
    return bool(stroke.value)


def _read_outline(item: Any, segments: int, turn: Turn) -> Iterator[Rule]:
    """Yield the straight sides of a path, in the page's own points."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    begun = last = (0.0, 0.0)
    for number in range(segments):
        segment = pdfium.FPDFPath_GetPathSegment(item, number)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            begun = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            yield from _rule(turn, *last, *point)
        last = point
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield from _rule(turn, *last, *begun)
            last = begun


def _rule(turn: Turn, x0: float, y0: float, x1: float, y1: float) -> Iterator[Rule]:
    (left, top), (right, bottom) = turn.point(x0, y0), turn.point(x1, y1)
    left, right, top, bottom = min(left, right), max(left, right), min(top, bottom), max(top, bottom)
    if bottom - top <= _THICKEST_RULE and right - left >= _SHORTEST_RULE:
        yield Rule(False, (top + bottom) / 2, left, right)
    elif right - left <= _THICKEST_RULE and bottom - top >= _SHORTEST_RULE:
        yield Rule(True, (left + right) / 2, top, bottom)
