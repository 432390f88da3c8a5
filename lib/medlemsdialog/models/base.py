"""The common form of all records: frozen, and strict about what they contain."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """A frozen record; unknown fields are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class FrequentRecord(Record):
    """A record of which there may be a hundred thousand: which of its fields were given is not kept for each.

    That takes as much memory as all they hold. `model_fields_set` is empty, and nothing may rest on it.
    """

    def model_post_init(self, _: Any, /) -> None:
        """Let all have the same, empty, set of fields given."""
        object.__setattr__(self, "__pydantic_fields_set__", _NONE_GIVEN)


_NONE_GIVEN: set[str] = set()
