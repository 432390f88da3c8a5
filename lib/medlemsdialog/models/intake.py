"""What intake hands on for one area: its sources, their passages and the problems."""

from __future__ import annotations

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
        return tuple(passage for passage in self.passages if passage.source_id == source_id)

    def personal_of(self, source_id: str) -> tuple[PersonalFinding, ...]:
        """Return the personal data found in one source."""
        return tuple(finding for finding in self.personal if finding.source_id == source_id)

    def source(self, source_id: str) -> Source:
        """Return one source by id."""
        return next(source for source in self.sources if source.source_id == source_id)
