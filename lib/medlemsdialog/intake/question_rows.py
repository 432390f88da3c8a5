"""Forms with the question in a row's first cell and the answer beside it: in a sheet, or in a table of a document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from medlemsdialog.dialogue import Dialogue
from medlemsdialog.intake.document import RawPassage
from medlemsdialog.intake.questions import find_question
from medlemsdialog.models.passages import Anchor

_CELL = re.compile(r"^([A-Z]+)(\d+)$")


class RowQuestions(NamedTuple):
    """The question that each answer stands beside, and the cells that hold the questions themselves."""

    questions: dict[Anchor, str]
    labels: frozenset[Anchor]


class _Place(NamedTuple):
    row: tuple[str | None, str | None, int | None, int]
    column: int


def find_row_questions(blocks: Sequence[RawPassage], dialogue: Dialogue) -> RowQuestions:
    """Return what the first filled cell of each row asks of the cells to its right; rows that ask nothing give nothing."""
    rows: dict[tuple[str | None, str | None, int | None, int], list[tuple[int, RawPassage]]] = {}
    for block in blocks:
        place = _place(block.anchor)
        if place is not None:
            rows.setdefault(place.row, []).append((place.column, block))
    questions: dict[Anchor, str] = {}
    labels: set[Anchor] = set()
    for cells in rows.values():
        first = min(column for column, _ in cells)
        asking = [block for column, block in cells if column == first]
        beside = [block for column, block in cells if column > first]
        asked = find_question(" ".join(block.text for block in asking), dialogue) if beside else ""
        if asked:
            labels |= {block.anchor for block in asking}
            questions |= {block.anchor: asked for block in beside}
    return RowQuestions(questions, frozenset(labels))


def _place(anchor: Anchor) -> _Place | None:
    if anchor.table and anchor.row and anchor.column:
        return _Place((anchor.attachment, anchor.sheet, anchor.table, anchor.row), anchor.column)
    if match := _CELL.match(anchor.cell or ""):
        column = 0
        for letter in match[1]:
            column = column * 26 + ord(letter) - ord("A") + 1
        return _Place((anchor.attachment, anchor.sheet, None, int(match[2])), column)
    return None
