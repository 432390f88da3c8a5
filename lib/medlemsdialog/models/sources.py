"""A source (innspill): one original as received, or one row of a form export."""

from __future__ import annotations

from medlemsdialog.models.base import FrequentRecord
from medlemsdialog.models.passages import Anchor
from medlemsdialog.models.vocabulary import Arena, Level, Openness, SourceState, Status

# Why a source does not count whose sender took it back; the reports translate it, and say no more of it.
WITHDRAWN = "trukket tilbake"


class Source(FrequentRecord):
    """What is known of one source.

    `source` is the path below `inputs/`, with `#<row key>` for a form row; `county_code` the area the source is routed
    to, empty where it routes nowhere; `date` is ISO 8601 or empty; `readable` is False where nothing could be read.
    `waiting` holds the reasons why it is «mottatt, ikke ferdig behandlet» (rule ids), empty when it can be coded.
    `asked` is what a form put to the sender: ids of questions, else the form's own sentences; `place` and `date_place`
    are the cells of a row's sender and date.
    """

    source: str
    source_id: str
    content_sha256: str
    media_type: str
    county_code: str = ""
    own_folder: bool = True
    sender_code: str = ""
    sender_name: str = ""
    level: Level = Level.OTHER
    status: Status = Status.UNKNOWN
    arena: Arena = Arena.WRITTEN
    date: str = ""
    openness: Openness = Openness.INTERNAL
    quotable: bool = False
    public_address: str = ""
    meeting_id: str = ""
    state: SourceState = SourceState.PROPOSED
    set_aside_reason: str = ""
    readable: bool = True
    waiting: tuple[str, ...] = ()
    late: bool = False
    attachment_missing: bool = False
    registered_by: str = ""
    asked: tuple[str, ...] = ()
    place: Anchor = Anchor()
    date_place: Anchor = Anchor()

    @property
    def counts(self) -> bool:
        """Whether the source's statements may be counted."""
        return self.state is SourceState.REGISTERED

    @property
    def is_named_organisation(self) -> bool:
        """Whether the sender is an organisation that may be named to those who work with the area.

        A single person is never named, nor anybody who wrote in confidence, nor anybody before a person has confirmed
        who it is.
        """
        return (
            self.counts
            and self.level is Level.OTHER
            and self.status is not Status.INDIVIDUAL
            and self.openness is not Openness.CONFIDENTIAL
            and bool(self.sender_name)
        )
