"""What an answer in the format JSON-stat 2.0 holds, read strictly: a number that cannot be placed is never guessed."""

from __future__ import annotations

import json
from decimal import Decimal
from math import prod
from typing import Any

from medlemsdialog.catalogue import Message
from medlemsdialog.errors import DialogueError
from medlemsdialog.models.base import Record

# The StatBank's own limit for one answer.
MAX_CELLS = 800_000
_MAX_DIMENSIONS = 20
_LONGEST_FOUND = 80
_MOST_DIGITS = 30


class StatisticsAnswerError(DialogueError):
    """An answer from the StatBank cannot be read as a table; the text says where and what was found."""


class Category(Record):
    """One value of a variable. `unit` and `decimals` are set for contents that tell of them."""

    code: str
    label: str
    unit: str = ""
    decimals: int | None = None
    note: str = ""


class Dimension(Record):
    """One variable with its values in the order of the answer. `can_be_left_out` is None where that is not told."""

    code: str
    label: str
    categories: tuple[Category, ...]
    can_be_left_out: bool | None = None
    note: str = ""

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the values, in order."""
        return tuple(category.code for category in self.categories)


class Cube(Record):
    """A whole answer. `values` and `symbols` are by the position of the cell; a cell without value is not in `values`."""

    label: str
    source: str
    updated: str
    notes: tuple[str, ...]
    dimensions: tuple[Dimension, ...]
    roles: dict[str, tuple[str, ...]]
    values: dict[int, Decimal]
    symbols: dict[int, str]

    def dimension(self, code: str) -> Dimension | None:
        """Return one variable, if there is one of that code."""
        return next((dimension for dimension in self.dimensions if dimension.code == code), None)

    def with_role(self, role: str) -> Dimension | None:
        """Return the one variable that has a role (`time`, `geo`, `metric`); None where none or several have it."""
        named = self.roles.get(role, ())
        return self.dimension(named[0]) if len(named) == 1 else None


def read_answer(text: str, *, with_values: bool = True) -> Cube:
    """Return what a JSON-stat 2.0 dataset holds; without its values for an answer that only describes a table.

    Raises:
        StatisticsAnswerError: It is no JSON, no dataset, or its parts do not fit each other.
    """
    try:
        content = json.loads(text, parse_float=Decimal, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise StatisticsAnswerError(
            Message("Svaret er ikke gyldig JSON ({fault}). Det kan være avkortet. Hent tabellen på nytt.", fault=error)
        ) from None
    if not isinstance(content, dict) or content.get("class") != "dataset":
        found = content.get("class") if isinstance(content, dict) else content
        raise _fault("class", found, Message("«dataset»"))
    codes, sizes = _read_shape(content)
    dimensions = tuple(
        _read_dimension(content.get("dimension"), code, size) for code, size in zip(codes, sizes, strict=True)
    )
    cells = prod(sizes)
    values, symbols = (_read_cells(content, cells)) if with_values else ({}, {})
    return Cube(
        label=_text(content.get("label")),
        source=_text(content.get("source")),
        updated=_text(content.get("updated")),
        notes=_notes(content.get("note")),
        dimensions=dimensions,
        roles=_read_roles(content.get("role"), codes),
        values=values,
        symbols=symbols,
    )


def _read_shape(content: dict[str, Any]) -> tuple[list[str], list[int]]:
    codes, sizes = content.get("id"), content.get("size")
    if not isinstance(codes, list) or not codes or len(codes) > _MAX_DIMENSIONS or not all(map(_is_code, codes)):
        raise _fault("id", codes, Message("en liste med variabelnavn"))
    if len(set(codes)) != len(codes):
        raise _fault("id", codes, Message("hvert variabelnavn én gang"))
    if not isinstance(sizes, list) or len(sizes) != len(codes) or not all(type(n) is int and n >= 0 for n in sizes):
        raise _fault("size", sizes, Message("ett helt tall for hver av de {number} variablene", number=len(codes)))
    if prod(sizes) > MAX_CELLS:
        raise _fault("size", prod(sizes), Message("høyst {number} celler", number=MAX_CELLS))
    return codes, sizes


def _read_dimension(described: Any, code: str, size: int) -> Dimension:
    found = described.get(code) if isinstance(described, dict) else None
    category = found.get("category") if isinstance(found, dict) else None
    where = f"dimension.{code}.category"
    if not isinstance(found, dict) or not isinstance(category, dict):
        raise _fault(where, category, Message("en beskrivelse av verdiene"))
    labels = _object(category.get("label"))
    codes = _read_index(category.get("index", list(labels)), f"{where}.index", size)
    units = _object(category.get("unit"))
    notes = _object(category.get("note"))
    extension = _object(found.get("extension"))
    left_out = extension.get("elimination")
    return Dimension(
        code=code,
        label=_text(found.get("label")) or code,
        categories=tuple(_read_category(one, labels, units, notes, where) for one in codes),
        can_be_left_out=left_out if isinstance(left_out, bool) else None,
        note="\n".join(_notes(found.get("note"))),
    )


def _read_index(index: Any, where: str, size: int) -> list[str]:
    """Return the codes in the order of the cells; the format writes them as a list, or as positions by code."""
    if isinstance(index, dict):
        # A position may stand once only: else two regions would share a number.
        if not all(type(n) is int for n in index.values()) or sorted(index.values()) != list(range(len(index))):
            raise _fault(where, index, Message("posisjonene 0, 1, 2 … én gang hver"))
        index = sorted(index, key=lambda code: index[code])
    if not isinstance(index, list) or not all(map(_is_code, index)) or len(set(index)) != len(index):
        raise _fault(where, index, Message("koder som tekst, hver av dem én gang"))
    if len(index) != size:
        raise _fault(where, len(index), Message("{number} verdier, som «size» sier", number=size))
    return index


def _read_category(
    code: str, labels: dict[str, Any], units: dict[str, Any], notes: dict[str, Any], where: str
) -> Category:
    unit = _object(units.get(code))
    decimals = unit.get("decimals")
    if decimals is not None and (type(decimals) is not int or not 0 <= decimals <= 15):
        raise _fault(f"{where}.unit.{code}.decimals", decimals, Message("et helt tall fra 0 til 15"))
    return Category(
        code=code,
        label=_text(labels.get(code)) or code,
        unit=_text(unit.get("base")) or _text(unit.get("label")),
        decimals=decimals,
        note="\n".join(_notes(notes.get(code))),
    )


def _read_cells(content: dict[str, Any], cells: int) -> tuple[dict[int, Decimal], dict[int, str]]:
    values = {}
    for position, value in _by_position(content.get("value"), "value", cells).items():
        if value is None:
            continue
        # True is 1 to Python, and a number in quotes may be anything.
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            raise _fault(f"value[{position}]", value, Message("et tall eller null"))
        number = Decimal(value)
        if number.adjusted() > _MOST_DIGITS or not -_MOST_DIGITS <= int(number.as_tuple().exponent) <= _MOST_DIGITS:
            raise _fault(f"value[{position}]", value, Message("et tall av vanlig størrelse"))
        values[position] = number
    status = content.get("status")
    if isinstance(status, str):
        status = [status] * cells
    elif isinstance(status, list) and len(status) == 1:
        status = status * cells
    symbols = {}
    for position, symbol in _by_position({} if status is None else status, "status", cells).items():
        if symbol is None:
            continue
        if not isinstance(symbol, str):
            raise _fault(f"status[{position}]", symbol, Message("et tegn som tekst"))
        if symbol.strip():
            symbols[position] = symbol.strip()
    return values, symbols


def _by_position(found: Any, where: str, cells: int) -> dict[int, Any]:
    if isinstance(found, list):
        if len(found) != cells:
            raise _fault(where, len(found), Message("{number} celler; svaret kan være avkortet", number=cells))
        return dict(enumerate(found))
    if isinstance(found, dict):
        numbers = {key: int(key) if key.isascii() and key.isdigit() and len(key) < 10 else -1 for key in found}
        outside = [key for key, number in numbers.items() if not 0 <= number < cells or key != str(number)]
        if outside:
            raise _fault(where, outside[0], Message("celler fra 0 til {last}", last=cells - 1))
        return {numbers[key]: value for key, value in found.items()}
    raise _fault(where, found, Message("en liste, eller verdier etter plass"))


def _read_roles(found: Any, codes: list[str]) -> dict[str, tuple[str, ...]]:
    if not isinstance(found, dict):
        return {}
    return {
        role: tuple(code for code in named if code in codes)
        for role, named in found.items()
        if isinstance(named, list) and role in {"time", "geo", "metric"}
    }


def _object(found: Any) -> dict[str, Any]:
    return found if isinstance(found, dict) else {}


def _is_code(found: Any) -> bool:
    return isinstance(found, str) and bool(found)


def _text(found: Any) -> str:
    return " ".join(found.split()) if isinstance(found, str) else ""


def _notes(found: Any) -> tuple[str, ...]:
    listed = found if isinstance(found, list) else [found]
    return tuple(text for one in listed if (text := _text(one)))


def _refuse_constant(name: str) -> Decimal:
    raise ValueError(name)


def _fault(where: str, found: Any, allowed: Message) -> StatisticsAnswerError:
    text = str(found)
    shown = text if len(text) <= _LONGEST_FOUND else f"{text[:_LONGEST_FOUND]}…"
    return StatisticsAnswerError(
        Message(
            "Svaret følger ikke formatet JSON-stat 2.0: I «{where}» står det «{found}». Tillatt: {allowed}. "
            "Hent tabellen på nytt, eller se etter at tabellnummeret er riktig.",
            where=where,
            found=shown,
            allowed=allowed,
        )
    )
