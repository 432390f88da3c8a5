"""What a person wrote in a cell, as the value it stands for."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from typing import NamedTuple

from medlemsdialog.catalogue import Message
from medlemsdialog.exchange.choices import fold_text
from medlemsdialog.exchange.columns import Column, Input
from medlemsdialog.intake.dates import find_dates

_SLASHED = re.compile(r"^(\d{1,2})\s*[./-]\s*(\d{1,2})(?:\s*[./-]\s*|\s+)(\d{4}|\d{2})$")
_DAY_MONTH_YEAR_TIME = re.compile(r"[ T]\d{1,2}[:.]\d{2}(?:[:.]\d{2})?$")
# Excel counts days from 30 December 1899; these are the years 1954 to 2119.
_FIRST_DAY = dt.date(1899, 12, 30).toordinal()
_DAY_NUMBERS = range(20_000, 80_000)
_NUMBER = re.compile(r"^(\d{1,9})(?:[.,]0+)?$")
_LONGEST_LIST = 8


class Fault(NamedTuple):
    """Why a cell cannot be used: a rule, and what its sentences need."""

    rule: str
    values: Mapping[str, object]


class Parsed(NamedTuple):
    """A cell's value, or why there is none."""

    value: str
    fault: Fault | None = None


def parse_cell(column: Column, text: str, *, written: Mapping[str, str]) -> Parsed:
    """Return the value that a cell's text stands for; `written` maps the file's own folded labels to codes."""
    tidy = clean_text(text)
    if not tidy:
        return Parsed("")
    match column.input:
        case Input.CHOICE:
            return _parse_choice(column, tidy, written)
        case Input.DATE:
            date = read_date(tidy)
            return Parsed(date) if date else Parsed("", Fault("sheet_date", {}))
        case Input.NUMBER:
            number = _NUMBER.match(tidy.replace("\u00a0", "").replace(" ", ""))
            return Parsed(str(int(number[1]))) if number else Parsed("", Fault("sheet_number", {}))
    return Parsed(tidy)


def clean_text(text: str) -> str:
    """Return a text as two of them are compared: composed letters, one kind of line end, no space around lines."""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.strip() for line in lines).strip()


def read_date(text: str) -> str:
    """Return the one date that a cell holds, as ISO 8601; the empty text if it holds none."""
    plain = _DAY_MONTH_YEAR_TIME.sub("", text)
    if plain.isdecimal():
        return dt.date.fromordinal(_FIRST_DAY + int(plain)).isoformat() if int(plain) in _DAY_NUMBERS else ""
    slashed = _SLASHED.match(plain)
    found = list(find_dates(".".join(slashed.groups()) if slashed else plain))
    return found[0] if len(found) == 1 else ""


def describe_choices(column: Column) -> str | Message:
    """Return what a column allows: the values, or how many there are to choose from."""
    labels = list(column.choices.labels.values()) if column.choices else []
    if len(labels) > _LONGEST_LIST:
        return Message("en av de {number} verdiene i listen", number=len(labels))
    return ", ".join(labels)


def _parse_choice(column: Column, text: str, written: Mapping[str, str]) -> Parsed:
    choices = column.choices
    if choices is None:
        return Parsed(text)
    code = choices.find(text)
    if code is None:
        code = written.get(fold_text(text))
    if code is not None:
        return Parsed(code)
    near = choices.nearest(text)
    nearest = Message("Mente du {labels}?", labels=", ".join(f"«{label}»" for label in near)) if near else Message("")
    return Parsed("", Fault("sheet_value", {"nearest": nearest, "choices": describe_choices(column)}))
