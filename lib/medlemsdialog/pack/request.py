"""What a package is made of: all that its files say comes from one request, and from nothing else."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Sequence
from functools import cached_property

from medlemsdialog.catalogue import Language
from medlemsdialog.dialogue import Dialogue, Question
from medlemsdialog.evidence.labels import Labels, name_member
from medlemsdialog.models.base import Record
from medlemsdialog.models.claims import Claim
from medlemsdialog.models.vocabulary import Level
from medlemsdialog.paths import NATIONAL
from medlemsdialog.register.models import County, Member
from medlemsdialog.report.statistics_views import FigureTable


class Surroundings(Record):
    """What the register says of the municipalities around: those of the same county or area, and those of the edition.

    `near` names the county or area; it is empty for the package for all. Inhabitants are None where one is unknown.
    `same_size` counts the municipalities of the edition in the size class of the member, itself too, and `place` is its
    place in the county from the one with most inhabitants on; both are None where that cannot be said.
    """

    near: str = ""
    municipalities_near: int = 0
    inhabitants_near: int | None = None
    municipalities: int = 0
    inhabitants: int | None = None
    same_size: int | None = None
    place: int | None = None


class PackageRequest(Record):
    """One package: a member's own, an area's (`member` is None), or the one for all (`area` is None as well).

    `members` are those it is for, in order of code: the one, the area's, or all. `claims` are the propositions that a form
    ticks, those put to none of these left out. `figures` are the area's and the member's own. Two requests that are equal
    give the same files, byte by byte.
    """

    dialogue: Dialogue
    edition: str
    language: Language
    area: County | None
    member: Member | None
    members: tuple[Member, ...]
    claims: tuple[Claim, ...] = ()
    figures: tuple[FigureTable, ...] = ()
    surroundings: Surroundings = Surroundings()

    @property
    def area_code(self) -> str:
        """The area's code, `NATIONAL` for the package for all."""
        return self.area.county_code if self.area else NATIONAL

    @property
    def member_code(self) -> str:
        """The member's sender code; empty where the package is for several."""
        return self.member.code if self.member else ""

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions put to any of those the package is for."""
        return find_questions(self.dialogue, self.members)

    @property
    def closes(self) -> datetime.date:
        """The last day to answer."""
        return self.dialogue.input_page.closes or self.dialogue.period.closes

    @cached_property
    def labels(self) -> Labels:
        """The words behind the codes in the package's language; catalogue texts by `labels.t`."""
        language = self.language
        return Labels(
            language=language,
            dialogue=self.dialogue,
            themes={},
            main_theme_of={},
            main_themes={theme.code: theme.label.in_language(language) for theme in self.dialogue.main_themes},
            claims={claim.id: claim.text.in_language(language) for claim in self.claims},
            questions={question.id: question.text.in_language(language) for question in self.dialogue.questions},
            senders={member.code: name_member(member, language) for member in self.members},
            areas={self.area.county_code: self.area.name} if self.area else {},
        )

    @cached_property
    def digest(self) -> str:
        """The hash of all the package is made of."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()


def find_questions(dialogue: Dialogue, members: Sequence[Member]) -> tuple[Question, ...]:
    """Return the dialogue's questions that are put to any of `members`."""
    asked = {
        "all": bool(members),
        "municipalities": any(member.has_level(Level.MUNICIPALITY) for member in members),
        "county_councils": any(member.has_level(Level.COUNTY_COUNCIL) for member in members),
        "none": False,
    }
    return tuple(question for question in dialogue.questions if asked[question.asked_of])
