"""What stands around a problem: the passage among its neighbours, the cells of its row, or how its source begins."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from medlemsdialog.catalogue import Language, Message
from medlemsdialog.intake.dates import write_short_date
from medlemsdialog.models.intake import Intake
from medlemsdialog.models.passages import Anchor, Passage
from medlemsdialog.models.problems import Problem
from medlemsdialog.models.sources import Source
from medlemsdialog.models.vocabulary import word

_AROUND = 2
_BEGINNING = 6
_CELL = re.compile(r"([A-Z]+)(\d+)")


def find_passage(received: Intake, problem: Problem) -> Passage | None:
    """Return the passage that a problem is about: by its id, else by its place."""
    passages = received.passages_of(problem.source_id) if problem.source_id else ()
    if problem.statement_id:
        return next((one for one in passages if one.statement_id == problem.statement_id), None)
    if problem.anchor == Anchor():
        return None
    return next((one for one in passages if one.anchor == problem.anchor), None)


def place_order(anchor: Anchor) -> tuple[int, str, int, int, str]:
    """Return what places of one file are ordered by where they have numbers: page, then row and column of a sheet."""
    column, row = _cell(anchor)
    return anchor.page or anchor.slide or 0, anchor.sheet or "", row, len(column), column


def describe_context(received: Intake, problem: Problem, source: Source | None, language: Language) -> dict[str, Any]:
    """Return `cells` of the row, or `passages` around the place, or those the source begins with. `now` marks the place."""
    passages = received.passages_of(problem.source_id) if problem.source_id else ()
    row = _cell(problem.anchor)[1]
    if row and (cells := _describe_row(passages, problem.anchor, row, source, language)):
        return {"cells": cells, "passages": [], "begins": False}
    passage = find_passage(received, problem)
    at = passages.index(passage) if passage else 0
    around = passages[max(at - _AROUND, 0) : at + _AROUND + 1] if passage else passages[:_BEGINNING]
    return {
        "cells": [],
        "passages": [
            {
                "text": one.text,
                "kind": word(one.kind).text(language),
                "place": one.anchor.label(language),
                "now": one is passage,
            }
            for one in around
        ],
        "begins": passage is None and bool(around),
    }


def _describe_row(
    passages: Sequence[Passage], place: Anchor, row: int, source: Source | None, language: Language
) -> list[dict[str, Any]]:
    sheet = [one for one in passages if one.anchor.sheet == place.sheet and one.anchor.cell]
    headings = _find_headings(sheet, row)
    cells: dict[str, tuple[str, str]] = {}
    if source is not None:
        known = (
            (source.place, Message("Avsender"), source.sender_name),
            (source.date_place, Message("Dato"), write_short_date(source.date)),
        )
        for anchor, heading, value in known:
            if anchor.sheet == place.sheet and _cell(anchor)[1] == row and anchor.cell:
                cells[anchor.cell] = (heading.text(language), value)
    for one in sheet:
        column, number = _cell(one.anchor)
        if number == row and one.anchor.cell:
            before = cells.get(one.anchor.cell)
            label = one.question_label or headings.get(column, "")
            cells[one.anchor.cell] = (label, f"{before[1]}\n{one.text}") if before else (label, one.text)
    if place.cell and place.cell not in cells and cells:
        # A cell that no text is made of: the sender as it was written, a tick box, a date.
        cells[place.cell] = ("", "")
    in_order = sorted(cells.items(), key=lambda item: (len(_CELL.sub(r"\1", item[0])), item[0]))
    return [
        {"cell": cell, "heading": label, "text": text, "now": cell == place.cell} for cell, (label, text) in in_order
    ]


def _find_headings(sheet: Sequence[Passage], row: int) -> dict[str, str]:
    """Return the texts of the first full row above by column; a title over the table fills a cell or two."""
    sizes = Counter(_cell(one.anchor)[1] for one in sheet)
    width = max(sizes.values(), default=0)
    full = next((number for number in sorted(sizes) if number < row and 2 * sizes[number] > width), 0)
    placed = ((*_cell(one.anchor), one.text) for one in sheet)
    return {column: text for column, number, text in placed if number == full} if width > 1 else {}


def _cell(anchor: Anchor) -> tuple[str, int]:
    found = _CELL.match(anchor.cell or "")
    return (found[1], int(found[2])) if found else ("", 0)
