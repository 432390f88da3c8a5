"""Who spoke and who did not, by what members are; and where the picture of a claim differs. Counts are of members."""

from __future__ import annotations

from enum import StrEnum

from medlemsdialog.models.base import Record
from medlemsdialog.models.vocabulary import AnswerState, Position

# Fewer members than this are told as counts alone, never as a share.
FEWEST_FOR_SHARE = 20


class Breakdown(StrEnum):
    """What members are divided by. Each is in one group of every breakdown; by size only municipalities are divided."""

    WHOLE = "whole"
    LEVEL = "level"
    SIZE = "size"
    LANGUAGE_FORM = "language_form"
    REGION = "region"
    COUNTY = "county"


class QuestionStates(Record):
    """Number of the group's members in each state of a question.

    `without_state` are those whose state may not be told, because they wrote in confidence.
    """

    question: str
    members: dict[AnswerState, int]
    without_state: int = 0

    @property
    def asked(self) -> int:
        """Number of members the question is known to have been put to."""
        return sum(how_many for state, how_many in self.members.items() if state is not AnswerState.NOT_ASKED)

    @property
    def answered(self) -> int:
        """Number of members that answered, neutrally or not."""
        return self.members.get(AnswerState.ANSWERED, 0) + self.members.get(AnswerState.NEUTRAL, 0)


class Inhabitants(Record):
    """Inhabitants of municipalities on 1 January of the edition's year; county councils have none of their own.

    `known` is summed over the municipalities whose population is known; `unknown_in` counts the others.
    """

    municipalities: int
    known: int
    unknown_in: int


class ParticipationRow(Record):
    """One group of members: how many there are, and how many were invited, heard, wait or gave no input.

    `group` is empty where what divides is unknown of the members. `invited` are those that at least one question was put
    to. `possible` counts only members of counties whose run succeeded; the others are `in_failed_counties`, which is None
    where it is not known which of them belong to the group.
    """

    breakdown: Breakdown
    group: str
    possible: int
    invited: int
    heard: int
    waiting: int
    silent: int
    in_failed_counties: int | None
    inhabitants: Inhabitants
    inhabitants_heard: Inhabitants
    questions: tuple[QuestionStates, ...]

    @property
    def heard_share(self) -> float | None:
        """Share (0–1) of the possible members that were heard; None where they are too few for a share."""
        return self.heard / self.possible if self.possible >= FEWEST_FOR_SHARE else None

    def question(self, question: str) -> QuestionStates:
        """Return the states of one question."""
        return next(row for row in self.questions if row.question == question)


class Participation(Record):
    """The members of the nation by each breakdown; the groups of each add up to the whole, by size to the municipalities."""

    rows: tuple[ParticipationRow, ...]
    in_failed_counties: int

    @property
    def whole(self) -> ParticipationRow:
        """All members together."""
        return self.rows_of(Breakdown.WHOLE)[0]

    def rows_of(self, breakdown: Breakdown) -> tuple[ParticipationRow, ...]:
        """Return the groups of one breakdown."""
        return tuple(row for row in self.rows if row.breakdown is breakdown)


class ClaimDifference(Record):
    """A group of members whose picture of a claim differs from the whole's; members by position, here and in the whole."""

    claim_id: str
    breakdown: Breakdown
    group: str
    members: dict[Position, int]
    whole: dict[Position, int]
