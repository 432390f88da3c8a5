"""The printed lines of a PDF page: runs of text on one baseline put together to rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from medlemsdialog.intake.markers import split_marker

_NEW_LINE = 0.4
_EVEN = 0.4
# In points.
_ALIGNED = 2.0
ONLY_MARKER = re.compile(
    r"^(?:\(?\d{1,3}(?:\.\d{1,3})*[.)]?|\(?[a-zæøå]\)|[–—\-•·▪●◦○■□☐☒☑*‣\uf0b7\uf0a7\uf02d\uf0d8])$", re.IGNORECASE
)


@dataclass(frozen=True)
class Piece:
    """A run of text on one baseline: `top` is its distance from the page's top, `height` that of most of its signs.

    `starts` are the left edge of each word and its place in the text, `gaps` the spaces
    before them but for the first; `stray`
    text stands askew to the page; `lines` are those of a cell that was drawn whole.
    """

    text: str
    left: float
    right: float
    top: float
    height: float
    bold: bool
    starts: tuple[tuple[float, int], ...] = ()
    gaps: tuple[float, ...] = ()
    stray: bool = False
    lines: tuple[Piece, ...] = ()

    def split_at(self, columns: Sequence[float]) -> tuple[Piece, ...]:
        """Return the piece cut where its words begin at columns; whole where fewer than two do."""
        cuts = [place for left, place in self.starts if any(abs(left - column) < _ALIGNED for column in columns)]
        return self._cut(cuts) if len(cuts) > 1 and cuts[0] == 0 else (self,)

    def split_by(self, rules: Sequence[float]) -> tuple[Piece, ...]:
        """Return the piece cut at the first word behind each vertical rule that it crosses."""
        cuts = [0]
        for rule in rules:
            if self.left + 1 < rule < self.right - 1:
                behind = next((place for left, place in self.starts if left >= rule - 1), 0)
                if behind > cuts[-1]:
                    cuts.append(behind)
        return self._cut(cuts) if len(cuts) > 1 else (self,)

    def _cut(self, cuts: Sequence[int]) -> tuple[Piece, ...]:
        lefts = {place: left for left, place in self.starts}
        ends = [*cuts[1:], len(self.text)]
        return tuple(
            replace(
                self,
                text=self.text[cut:end].strip(),
                left=lefts[cut],
                right=min(self.right, lefts.get(end, self.right)),
                starts=tuple((left, place - cut) for left, place in self.starts if cut <= place < end),
                gaps=(),
            )
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
    def bottom(self) -> float:
        """The last baseline's distance from the page's top: another one where cells of several lines are beside each other."""
        return max((line.top for piece in self.pieces for line in piece.lines), default=self.top)

    @property
    def height(self) -> float:
        """The height of the tallest font in the row."""
        return max(piece.height for piece in self.pieces)

    def joined(self) -> Row:
        """Return the row as one run of text."""
        first = self.pieces[0]
        return Row((Piece(self.text, self.left, self.right, self.top, self.height, self.bold, first.starts),))

    def is_evenly_spaced(self) -> bool:
        """Whether the spaces between its words are about as wide as those between its pieces: justified text."""
        between = [after.left - before.right for before, after in pairwise(self.pieces)]
        within = [gap for piece in self.pieces for gap in piece.gaps]
        return not within or min(within) > _EVEN * max(between, default=0.0)

    @property
    def bold(self) -> bool:
        """Whether all of the row is bold."""
        return all(piece.bold for piece in self.pieces)


def build_rows(pieces: Iterable[Piece]) -> Iterator[Row]:
    """Yield the rows of pieces that follow each other on one baseline, from left to right."""
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
    if rest and ONLY_MARKER.match(first.text) and split_marker(f"{first.text} {rest[0].text}"):
        text = f"{first.text} {rest[0].text}"
        starts = ((first.left, 0), (rest[0].left, len(first.text) + 1))
        joined = Piece(text, first.left, rest[0].right, first.top, first.height, rest[0].bold, starts)
        return Row((joined, *rest[1:]))
    return Row(tuple(pieces))
