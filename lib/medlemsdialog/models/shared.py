"""An area's summary as it may be shared: what could point out a sender in confidence or a private person is left out."""

from __future__ import annotations

from typing import Literal

from medlemsdialog.models.base import Record
from medlemsdialog.models.summary import AreaSummary
from medlemsdialog.models.vocabulary import Position


class UnnamedSenders(Record):
    """How many senders without a code are left out, as far as it may be told.

    `told` of them are in areas with three or more; `areas_with_few` areas have one or two, and no more is said of these.
    """

    told: int = 0
    areas_with_few: int = 0

    @property
    def at_least(self) -> int:
        """The lowest number that readers can work out; never more than there are."""
        return self.told + self.areas_with_few


class WithheldCount(Record):
    """How many of the senders left out, over the nation, raised a theme or took a position to a claim."""

    kind: Literal["theme", "claim"]
    code: str
    position: Position | None = None
    senders: int


class SharedSummary(AreaSummary):
    """A summary in which every row and number rests on what may be shown alone.

    `withheld_codes` are the members and bodies of whose input some is left out: that they sent something is told, what
    they said there is not.
    """

    unnamed: UnnamedSenders = UnnamedSenders()
    withheld_codes: tuple[str, ...] = ()

    @property
    def leaves_out(self) -> bool:
        """Whether anything is left out."""
        return bool(self.unnamed.at_least or self.withheld_codes)

    @property
    def withheld_members(self) -> int:
        """Number of members of whose input some is left out."""
        return len({member.code for member in self.members} & set(self.withheld_codes))

    def members_without_state(self, question: str) -> int:
        """Return the number of members whose state of a question is not told."""
        told = {answer.sender_code for answer in self.answers if answer.question == question}
        return len(({member.code for member in self.members} & set(self.withheld_codes)) - told)
