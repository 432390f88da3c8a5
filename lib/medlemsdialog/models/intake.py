"""What intake hands on for one area: its sources, their passages and the problems."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any, Self

from medlemsdialog.models.base import Record
from medlemsdialog.models.passages import Passage
from medlemsdialog.models.personal import PersonalFinding
from medlemsdialog.models.problems import Problem
from medlemsdialog.models.sources import Source
from medlemsdialog.models.vocabulary import Likeness


class SentElsewhere(Record):
    """A text that an organisation without a county also sent; `likeness` is how `statement_id` repeats its `text`."""

    statement_id: str
    likeness: Likeness
    sender_name: str
    source: str
    text: str


class Intake(Record):
    """All that was received for one area, in reading order (sources by path, passages as they stand in the original).

    `sent_elsewhere` tells which of the passages repeat what an organisation without a county sent.
    """

    area_code: str
    sources: tuple[Source, ...]
    passages: tuple[Passage, ...]
    problems: tuple[Problem, ...]
    personal: tuple[PersonalFinding, ...] = ()
    sent_elsewhere: tuple[SentElsewhere, ...] = ()

    def passages_of(self, source_id: str) -> tuple[Passage, ...]:
        """Return the passages of one source in reading order."""
        return self._passages_by_source.get(source_id, ())

    def personal_of(self, source_id: str) -> tuple[PersonalFinding, ...]:
        """Return the personal data found in one source."""
        return self._personal_by_source.get(source_id, ())

    def source(self, source_id: str) -> Source:
        """Return one source by id."""
        return self._sources_by_id[source_id]

    def first_from(self, sender_name: str) -> Source | None:
        """Return the first source whose sender has this name; None where the name is empty."""
        return self._first_by_sender.get(sender_name)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Return a copy that remembers nothing of what was looked up in the original."""
        copied = super().model_copy(update=update, deep=deep)
        for name in set(vars(copied)) - set(type(self).model_fields):
            del copied.__dict__[name]
        return copied

    # An area may have ten thousand sources, and each asks for its own.
    @cached_property
    def _personal_by_source(self) -> Mapping[str, tuple[PersonalFinding, ...]]:
        found: dict[str, list[PersonalFinding]] = {}
        for finding in self.personal:
            found.setdefault(finding.source_id, []).append(finding)
        return {source_id: tuple(own) for source_id, own in found.items()}

    @cached_property
    def _passages_by_source(self) -> Mapping[str, tuple[Passage, ...]]:
        found: dict[str, list[Passage]] = {}
        for passage in self.passages:
            found.setdefault(passage.source_id, []).append(passage)
        return {source_id: tuple(own) for source_id, own in found.items()}

    @cached_property
    def _sources_by_id(self) -> Mapping[str, Source]:
        return {source.source_id: source for source in reversed(self.sources)}

    @cached_property
    def _first_by_sender(self) -> Mapping[str, Source]:
        return {source.sender_name: source for source in reversed(self.sources) if source.sender_name}
