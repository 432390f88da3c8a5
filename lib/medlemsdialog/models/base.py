"""The common form of all records: frozen, and strict about what they contain."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """A frozen record; unknown fields are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class FrequentRecord(Record):
    """A record of which there may be a hundred thousand, each of which takes no more memory than its values need.

    Records of a class share the table of the fields' names, as plain objects of Python do, and those with the same fields given
    share the set that says so. Without that a statement's row takes 2 kB more.
    """

    def model_post_init(self, _: Any, /) -> None:
        """Share what is alike in all."""
        _share(self)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Return a copy with other values, which shares the same."""
        copied = super().model_copy(update=update, deep=deep)
        _share(copied)
        return copied

    def __setstate__(self, state: dict[Any, Any]) -> None:
        super().__setstate__(state)
        _share(self)


def share_fields_set(record: BaseModel) -> None:
    """Let a record have the same set of fields given as all others with these fields; pydantic never changes one in place."""
    given = record.__pydantic_fields_set__
    object.__setattr__(record, "__pydantic_fields_set__", _fields_sets.setdefault(frozenset(given), given))


def _share(record: BaseModel) -> None:
    share_fields_set(record)
    kind = type(record)
    empty = _empty.get(kind)
    if empty is None:
        empty = _empty[kind] = _name_fields(kind)
    if empty:
        values = empty.copy()
        values.update(record.__dict__)
        object.__setattr__(record, "__dict__", values)


def _name_fields(kind: type[BaseModel]) -> dict[str, Any]:
    """Return a dictionary of all fields, copies of which share the table of their names; none where that would take more."""
    names = list(kind.model_fields)
    if not _FEWEST_FIELDS <= len(names) <= _MOST_FIELDS:
        return {}
    plain = type("Plain", (), {})()
    for name in names:
        setattr(plain, name, None)
    return dict.copy(vars(plain))


# What Python shares the names of.
_FEWEST_FIELDS, _MOST_FIELDS = 11, 29
_fields_sets: dict[frozenset[str], set[str]] = {}
_empty: dict[type[BaseModel], dict[str, Any]] = {}
