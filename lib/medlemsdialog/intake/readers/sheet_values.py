"""Values of a sheet that are not what someone typed: numbers turned into dates, texts cut off."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import Any

from medlemsdialog.intake.document import Note
from medlemsdialog.intake.readers.cells import cell_name
from medlemsdialog.models.passages import Anchor

_NAMES_A_TIME = re.compile(r"dato|tid|levert|innsendt|frist|når|date|time|start|slutt", re.IGNORECASE)
# Where Excel, and where older programs, cut a text off.
_LONGEST_CELL, _LONGEST_OLD_CELL = 32_767, 255
_ENDS_A_SENTENCE = tuple(".!?:»”\"')")
_FEWEST_TEXTS = 2
_MOST_NOTES = 20


def notice_values(sheet: str, rows: Sequence[Sequence[Any]]) -> list[Note]:
    """Return a note for each date among texts, and for each text of just the length at which programs cut off."""
    found = [*_notice_dates(sheet, rows), *_notice_cut_texts(sheet, rows)]
    return found[:_MOST_NOTES]


def _notice_dates(sheet: str, rows: Sequence[Sequence[Any]]) -> Iterator[Note]:
    """Yield a note for each date in a column of texts: «3.1» is taken for 3 January."""
    for column in range(max((len(row) for row in rows), default=0)):
        filled = [
            (number, row[column]) for number, row in enumerate(rows, start=1) if column < len(row) and row[column] != ""
        ]
        dates = [(number, value) for number, value in filled if isinstance(value, dt.date)]
        texts = [str(value) for _, value in filled if isinstance(value, str)]
        # The first text is the heading.
        if not dates or len(texts) <= max(_FEWEST_TEXTS, len(dates)) or any(map(_NAMES_A_TIME.search, texts[:2])):
            continue
        for number, value in dates:
            place = Anchor(sheet=sheet or None, cell=cell_name(number, column + 1))
            yield Note(rule="date_among_texts", anchor=place, found=f"{value:%d.%m.%Y}")


def _notice_cut_texts(sheet: str, rows: Sequence[Sequence[Any]]) -> Iterator[Note]:
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            if not isinstance(value, str):
                continue
            length = len(value)
            broken_off = length == _LONGEST_OLD_CELL and not value.rstrip().endswith(_ENDS_A_SENTENCE)
            if length == _LONGEST_CELL or broken_off:
                place = Anchor(sheet=sheet or None, cell=cell_name(number, column))
                yield Note(rule="cut_text", anchor=place, found=f"… {value[-60:]}")
